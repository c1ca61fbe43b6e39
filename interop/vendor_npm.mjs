// The vendor's JavaScript SDK, in both dialects: `node vendor_npm.mjs BASE_URL`.
//
// It changes every URL to wss, so the base URL must be https, with a certificate that Node trusts (NODE_EXTRA_CA_CERTS).
// It asks for Node 22, but works on Node 20.

import OpenAI from "openai";
import { OpenAIRealtimeWS as BetaSocket } from "openai/beta/realtime/ws";
import { OpenAIRealtimeWS as Socket } from "openai/realtime/ws";

import * as common from "./common.mjs";
import { require } from "./common.mjs";

const PCM = { type: "audio/pcm", rate: 24_000 };
const VAD = { type: "server_vad", silence_duration_ms: 300 };
const HEARD = "conversation.item.input_audio_transcription.completed";

const DIALECTS = {
  GA: {
    Socket,
    text: { type: "realtime", output_modalities: ["text"], instructions: "Echo." },
    speech: {
      type: "realtime",
      output_modalities: ["audio"],
      tools: [common.TOOL],
      audio: {
        input: { format: PCM, turn_detection: VAD, transcription: { model: "whisper-1" } },
        output: { format: PCM },
      },
    },
    names: { text: "response.output_text", audio: "response.output_audio", item: "conversation.item.added" },
    parts: { text: "output_text", audio: "output_audio" },
  },
  beta: {
    Socket: BetaSocket,
    text: { modalities: ["text"], instructions: "Echo." },
    speech: {
      modalities: ["text", "audio"],
      tools: [common.TOOL],
      input_audio_format: "pcm16",
      output_audio_format: "pcm16",
      turn_detection: VAD,
      input_audio_transcription: { model: "whisper-1" },
    },
    names: { text: "response.text", audio: "response.audio", item: "conversation.item.created" },
    parts: { text: "text", audio: "audio" },
  },
};

/** A connection that can wait for events and assembles responses. */
class Session {
  constructor(baseURL, dialect) {
    this.dialect = dialect;
    this.events = [];
    this.tokens = 0;
    this.responses = 0;
    this.error = null;
    this.waiting = null;
    const client = new OpenAI({ baseURL });
    this.rt = new dialect.Socket({ model: common.MODEL }, client);
    this.rt.on("event", (event) => {
      this.events.push(event);
      this.waiting?.();
    });
    this.rt.on("error", (error) => {
      this.error ??= error;
      this.waiting?.();
    });
    this.closed = new Promise((resolve) => this.rt.socket.once("close", resolve));
    this.closed.then((code) => {
      this.error ??= new Error(`the connection was closed with ${code}`);
      this.waiting?.();
    });
  }

  /** Wait for the first event of a type from an index on. */
  async event(type, from = 0) {
    for (let place = from; ; place++) {
      while (place >= this.events.length) {
        if (this.error) throw this.error;
        await new Promise((resolve) => (this.waiting = resolve));
      }
      if (this.events[place].type === type) return this.events[place];
    }
  }

  async update(session) {
    const from = this.events.length;
    this.rt.send({ type: "session.update", session });
    return (await this.event("session.updated", from)).session;
  }

  /** Request a response to an item, and assemble it. */
  async respond(item) {
    const from = this.events.length;
    this.rt.send({ type: "conversation.item.create", item });
    this.rt.send({ type: "response.create" });
    return this.response(from);
  }

  /** Assemble the first response from an index on; its pieces must be in order. */
  async response(from) {
    const { names, parts } = this.dialect;
    const done = await this.event("response.done", from);
    const { id, status, output, usage } = done.response;
    require(status === "completed", `a response ended as ${status}: ${JSON.stringify(done.response.status_details)}`);
    const end = this.events.indexOf(done);
    const own = this.events.slice(from, end).filter((event) => (event.response_id ?? event.response?.id) === id);
    require(own[0].type === "response.created", `a response begins with ${own[0].type}`);
    const reply = { calls: [], audio: Buffer.alloc(0), transcript: "", text: "" };
    for (const [index, item] of output.entries()) {
      const events = own.filter((event) => event.output_index === index);
      const at = (type) => {
        const found = events.findIndex((event) => event.type === type);
        require(found >= 0, `no ${type} in an output item of type ${item.type}`);
        return found;
      };
      const rising = (...types) => {
        const places = types.map(at);
        require(places.every((place, order) => !order || places[order - 1] < place), `out of order: ${types}`);
      };
      const joined = (type) => {
        const deltas = events.filter((event) => event.type === type);
        return deltas.map((event) => event.delta);
      };
      require(events.every((event) => (event.item_id ?? event.item.id) === item.id), "events of another item");
      const listed = this.events.find((event) => event.type === names.item && event.item.id === item.id);
      require(listed, `${item.id} was output, but never added to the conversation`);
      const frame = ["response.output_item.added", "response.content_part.added"];
      const finish = ["response.content_part.done", "response.output_item.done"];
      if (item.type === "function_call") {
        const name = "response.function_call_arguments";
        rising(frame[0], `${name}.delta`, `${name}.done`, finish[1]);
        require(joined(`${name}.delta`).join("") === item.arguments, "arguments are not what their deltas add up to");
        reply.calls.push(item);
        continue;
      }
      require(item.content.length === 1, `${item.content.length} parts in a message`);
      const part = item.content[0];
      if (part.type === parts.text) {
        rising(...frame, `${names.text}.delta`, `${names.text}.done`, ...finish);
        reply.text += joined(`${names.text}.delta`).join("");
        require(reply.text === part.text, "a text differs from its deltas");
      } else {
        require(part.type === parts.audio, `a part of type ${part.type}`);
        const transcript = `${names.audio}_transcript`;
        rising(...frame, `${names.audio}.delta`, `${names.audio}.done`, ...finish);
        rising(...frame, `${transcript}.delta`, `${transcript}.done`, ...finish);
        reply.audio = Buffer.concat(joined(`${names.audio}.delta`).map((delta) => Buffer.from(delta, "base64")));
        reply.transcript += joined(`${transcript}.delta`).join("");
        require(reply.transcript === part.transcript, "a transcript differs from its deltas");
      }
    }
    this.tokens += common.requireUsage(usage, reply.audio.length > 0);
    this.responses += 1;
    return reply;
  }

  /** Close the connection as the SDK does, and return a summary. */
  async close() {
    const ids = new Set(this.events.map((event) => event.event_id));
    require(ids.size === this.events.length && !ids.has(undefined), "events without a unique event_id");
    require(this.events[0].type === "session.created", `the first event is ${this.events[0].type}`);
    if (this.error) throw this.error;
    this.rt.close();
    const code = await this.closed;
    require(code === 1000, `closed with ${code}`);
    return `${this.responses} responses, ${this.events.length} events, ${this.tokens} tokens`;
  }
}

const message = (text) => ({ type: "message", role: "user", content: [{ type: "input_text", text }] });

async function holdTextConversation(baseURL, dialect) {
  const session = new Session(baseURL, dialect);
  await session.event("session.created");
  const settings = await session.update(dialect.text);
  require(settings.instructions === "Echo.", "the session did not change");
  for (let turn = 0; turn < 2; turn++) {
    const reply = await session.respond(message(common.GREETING));
    require(reply.text.includes(common.GREETING), `the answer to the greeting is ${reply.text}`);
    require(!reply.audio.length && !reply.calls.length, "a text answer has audio or calls");
  }
  return session.close();
}

async function speakAndCall(baseURL, dialect) {
  const session = new Session(baseURL, dialect);
  await session.event("session.created");
  await session.update(dialect.speech);
  const from = session.events.length;
  for (const piece of common.pieces(common.spoken())) {
    session.rt.send({ type: "input_audio_buffer.append", audio: piece.toString("base64") });
  }
  const heard = await session.event(HEARD, from);
  require(heard.transcript.includes(common.TRANSCRIPT), `transcript: ${heard.transcript}`);
  const turn = ["speech_started", "speech_stopped", "committed"].map((name) => `input_audio_buffer.${name}`);
  const places = turn.map((type) => session.events.findIndex((event) => event.type === type));
  require(places.every((place) => place >= 0 && session.events[place].item_id === heard.item_id), "not one turn");
  require(places[0] < places[1] && places[1] < places[2], "the events of a turn are out of order");
  const answer = await session.response(from);
  require(answer.transcript, "an answer without a transcript");
  common.requireAudible(answer.audio);

  const asked = await session.respond(message(common.QUESTION));
  require(asked.calls.length === 1, `${asked.calls.length} function calls, expected one`);
  const [call] = asked.calls;
  common.requireCall(call.name, call.arguments);
  const output = { type: "function_call_output", call_id: call.call_id, output: common.OUTPUT };
  const answered = await session.respond(output);
  require(answered.transcript.includes(common.OUTPUT), `the answer to the output: ${answered.transcript}`);
  common.requireAudible(answered.audio);
  return session.close();
}

await common.runConversations("openai (npm)", {
  "GA text": (baseURL) => holdTextConversation(baseURL, DIALECTS.GA),
  "GA audio and function call": (baseURL) => speakAndCall(baseURL, DIALECTS.GA),
  "beta text": (baseURL) => holdTextConversation(baseURL, DIALECTS.beta),
  "beta audio and function call": (baseURL) => speakAndCall(baseURL, DIALECTS.beta),
});
