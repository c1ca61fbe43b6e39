// The vendor's Agents SDK for JavaScript, which calls the function itself: `node agents_realtime.mjs BASE_URL`.
//
// It estimates from the clock how much of an answer the user has heard, and truncates nothing that has been played, so
// the answer to interrupt is a minute long.

import { OpenAIRealtimeWebSocket, RealtimeAgent, RealtimeSession, tool } from "@openai/agents-realtime";
import { z } from "zod";

import * as common from "./common.mjs";
import { require } from "./common.mjs";

const VAD = { type: "server_vad", silenceDurationMs: 300 };
const LONG = Array(20).fill(common.GREETING).join(" ");

const weather = tool({
  name: common.TOOL.name,
  description: common.TOOL.description,
  parameters: z.object({ city: z.string(), unit: z.enum(["celsius", "fahrenheit"]) }),
  execute: async ({ city }) => {
    require(city === "Paris", `the function was called for ${city}`);
    return common.OUTPUT;
  },
});

/** A session that can wait for a condition. */
class Conversation {
  static async open(baseURL, config) {
    const url = new URL(`${baseURL}/realtime?model=${common.MODEL}`);
    url.protocol = "ws";
    const self = new Conversation();
    const agent = new RealtimeAgent({ name: "Weather", instructions: "Echo.", tools: [weather] });
    const transport = new OpenAIRealtimeWebSocket({ url: url.href });
    self.session = new RealtimeSession(agent, { model: common.MODEL, transport, config, tracingDisabled: true });
    self.listen();
    await self.session.connect({ apiKey: common.KEY, url: url.href, model: common.MODEL });
    await self.until(() => self.events.some((event) => event.type === "session.updated"));
    return self;
  }

  constructor() {
    this.events = [];
    this.audio = 0;
    this.interrupted = 0;
    this.outputs = [];
    this.tokens = 0;
    this.waiting = null;
  }

  listen() {
    const noting = (note) => (...details) => {
      note(...details);
      this.waiting?.();
    };
    this.session.on("transport_event", noting((event) => this.events.push(event)));
    this.session.on("audio", noting((event) => (this.audio += event.data.byteLength)));
    this.session.on("audio_interrupted", noting(() => this.interrupted++));
    this.session.on("agent_tool_end", noting((context, agent, used, result) => this.outputs.push(result)));
    this.session.on("history_updated", noting(() => {}));
    this.session.on("error", noting((error) => (this.error ??= error)));
  }

  async until(condition) {
    while (!condition()) {
      if (this.error) throw new Error(`the SDK reports an error: ${JSON.stringify(this.error)}`);
      await new Promise((resolve) => (this.waiting = resolve));
    }
  }

  of(type) {
    return this.events.filter((event) => event.type === type);
  }

  /** Wait for the end of the given number of responses, and return the last. */
  async replies(count) {
    await this.until(() => this.of("response.done").length >= count);
    const { response } = this.of("response.done")[count - 1];
    require(response.status === "completed", `a response ended as ${response.status}`);
    this.tokens += common.requireUsage(response.usage, response.output.some((item) => item.content?.[0].transcript));
    return response;
  }

  /** Return the texts of a role in the SDK's history. */
  history(role) {
    const messages = this.session.history.filter((item) => item.type === "message" && item.role === role);
    return messages.flatMap((item) => item.content.map((part) => part.text ?? part.transcript ?? ""));
  }

  finish(count) {
    this.session.close();
    require(this.of("response.done").length === count, `${this.of("response.done").length} responses, not ${count}`);
    return `${count} responses, ${this.events.length} events, ${this.tokens} tokens`;
  }
}

async function holdTextConversation(baseURL) {
  const conversation = await Conversation.open(baseURL, { outputModalities: ["text"] });
  for (const count of [1, 2]) {
    conversation.session.sendMessage(common.GREETING);
    const { output } = await conversation.replies(count);
    require(output[0].content[0].text.includes(common.GREETING), `the answer is ${JSON.stringify(output)}`);
  }
  await conversation.until(() => conversation.history("assistant").length === 2);
  const said = conversation.history("user");
  require(said.join() === [common.GREETING, common.GREETING].join(), `the SDK keeps ${said}`);
  return conversation.finish(2);
}

async function speakAndCall(baseURL) {
  const input = { turnDetection: VAD, transcription: { model: "whisper-1" } };
  const conversation = await Conversation.open(baseURL, { audio: { input } });
  for (const piece of common.pieces(common.spoken())) {
    conversation.session.sendAudio(piece.buffer.slice(piece.byteOffset, piece.byteOffset + piece.length));
  }
  await conversation.replies(1);
  await conversation.until(() => conversation.history("user").join().includes(common.TRANSCRIPT));
  require(conversation.audio > 0, "the SDK has no audio");

  conversation.session.sendMessage(common.QUESTION);
  const [call] = (await conversation.replies(2)).output;
  common.requireCall(call.name, call.arguments);
  const [answer] = (await conversation.replies(3)).output;
  require(answer.content[0].transcript.includes(common.OUTPUT), `the answer is ${JSON.stringify(answer)}`);
  await conversation.until(() => conversation.outputs.length === 1);
  require(conversation.outputs[0] === common.OUTPUT, `the SDK reports the output ${conversation.outputs[0]}`);
  return conversation.finish(3);
}

async function interrupt(baseURL) {
  const input = { turnDetection: VAD, transcription: { model: "whisper-1" } };
  const conversation = await Conversation.open(baseURL, { audio: { input } });
  conversation.session.sendMessage(LONG);
  const [item] = (await conversation.replies(1)).output;
  for (const piece of common.pieces(common.spoken())) {
    conversation.session.sendAudio(piece.buffer.slice(piece.byteOffset, piece.byteOffset + piece.length));
  }
  await conversation.replies(2);
  await conversation.until(() => conversation.of("conversation.item.truncated").length === 1);
  const [truncated] = conversation.of("conversation.item.truncated");
  require(truncated.item_id === item.id, `truncated ${truncated.item_id}, not ${item.id}`);
  require(conversation.interrupted === 1, `interrupted ${conversation.interrupted} times`);
  // The SDK retrieves the item, whose transcript is gone.
  const retrieved = () => conversation.of("conversation.item.retrieved").find((event) => event.item.id === item.id);
  await conversation.until(retrieved);
  require(!retrieved().item.content[0].transcript, "a truncated item has a transcript");
  return conversation.finish(2);
}

await common.runConversations("@openai/agents-realtime", {
  "GA text": holdTextConversation,
  "GA audio and function call": speakAndCall,
  "GA interruption": interrupt,
});
