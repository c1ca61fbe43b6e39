// The vendor's reference client of the beta dialect, in the port that npm has: `node reference_client.mjs BASE_URL`.
//
// It calls the function itself. To interrupt an answer it cancels the response even if that has ended, which the server
// refuses, as live servers do.

import { RealtimeClient } from "openai-realtime-api";

import * as common from "./common.mjs";
import { require } from "./common.mjs";

const VAD = { type: "server_vad", silence_duration_ms: 300 };
const PLAYED = 12_000; // Samples: half a second.

/** A client that can wait for a condition. */
class Conversation {
  static async open(baseURL, session) {
    const url = new URL(`${baseURL}/realtime`);
    url.protocol = "ws";
    const client = new RealtimeClient({ url: url.href, apiKey: common.KEY, model: common.MODEL });
    const self = new Conversation(client);
    client.addTool(common.TOOL, async ({ city }) => {
      require(city === "Paris", `the function was called for ${city}`);
      return common.OUTPUT;
    });
    client.updateSession(session);
    await client.connect();
    await client.waitForSessionCreated();
    return self;
  }

  constructor(client) {
    this.client = client;
    this.events = [];
    this.interrupted = 0;
    this.tokens = 0;
    this.waiting = null;
    client.on("realtime.event", ({ source, event }) => {
      if (source === "server") this.events.push(event);
      this.waiting?.();
    });
    client.on("conversation.interrupted", () => this.interrupted++);
  }

  of(type) {
    return this.events.filter((event) => event.type === type);
  }

  async until(condition) {
    while (!condition()) {
      const error = this.of("error").find((event) => event.error.code !== "response_cancel_not_active");
      if (error) throw new Error(`the server sent an error: ${JSON.stringify(error)}`);
      await new Promise((resolve) => (this.waiting = resolve));
    }
  }

  /** Wait for the end of the given number of responses. */
  async replies(count) {
    await this.until(() => this.of("response.done").length >= count);
    const { response } = this.of("response.done")[count - 1];
    require(response.status === "completed", `a response ended as ${response.status}`);
    this.tokens += common.requireUsage(response.usage, response.output.some((item) => item.content?.[0].transcript));
  }

  /** Return the messages of a role as the client assembled them. */
  messages(role) {
    return this.client.conversation.getItems().filter((item) => item.type === "message" && item.role === role);
  }

  speak() {
    for (const piece of common.pieces(common.spoken())) {
      // The client sends the whole buffer of an array.
      this.client.appendInputAudio(piece.buffer.slice(piece.byteOffset, piece.byteOffset + piece.length));
    }
  }

  finish(count) {
    this.client.disconnect();
    require(this.of("response.done").length === count, `${this.of("response.done").length} responses, not ${count}`);
    return `${count} responses, ${this.events.length} events, ${this.tokens} tokens`;
  }
}

const message = (text) => [{ type: "input_text", text }];

async function holdTextConversation(baseURL) {
  const conversation = await Conversation.open(baseURL, { modalities: ["text"], instructions: "Echo." });
  for (const count of [1, 2]) {
    conversation.client.sendUserMessageContent(message(common.GREETING));
    await conversation.replies(count);
    const answer = conversation.messages("assistant").at(-1).formatted;
    require(answer.text.includes(common.GREETING), `the answer is ${answer.text}`);
    require(!answer.audio.length, "a text answer has audio");
  }
  return conversation.finish(2);
}

async function speakAndCall(baseURL) {
  const conversation = await Conversation.open(baseURL, { turn_detection: VAD });
  conversation.speak();
  await conversation.replies(1);
  await conversation.until(() => conversation.messages("user")[0].formatted.transcript.includes(common.TRANSCRIPT));
  require(conversation.messages("user")[0].formatted.audio.length > 0, "the client has not kept the user's audio");
  const [answer] = conversation.messages("assistant");
  common.requireAudible(Buffer.from(answer.formatted.audio.buffer));
  require(answer.formatted.transcript.includes(common.TRANSCRIPT), `the answer is ${answer.formatted.transcript}`);

  conversation.client.sendUserMessageContent(message(common.QUESTION));
  await conversation.replies(3);
  const call = conversation.client.conversation.getItems().find((item) => item.type === "function_call");
  common.requireCall(call.formatted.tool.name, call.formatted.tool.arguments);
  const { transcript } = conversation.messages("assistant").at(-1).formatted;
  require(transcript.includes(common.OUTPUT), `the answer to the output: ${transcript}`);
  return conversation.finish(3);
}

async function interrupt(baseURL) {
  const conversation = await Conversation.open(baseURL, { turn_detection: VAD });
  conversation.client.sendUserMessageContent(message(common.GREETING));
  await conversation.replies(1);
  const [answer] = conversation.messages("assistant");
  conversation.client.cancelResponse(answer.id, PLAYED);
  await conversation.until(() => conversation.of("conversation.item.truncated").length === 1);
  const [refused] = conversation.of("error");
  require(refused.error.message.startsWith("Cancellation failed"), `the refusal is ${refused.error.message}`);
  require(answer.formatted.transcript === "", "a truncated item has a transcript");
  require(answer.formatted.audio.length === PLAYED, `the client keeps ${answer.formatted.audio.length} samples`);
  conversation.speak();
  await conversation.replies(2);
  require(conversation.interrupted === 1, `interrupted ${conversation.interrupted} times`);
  return conversation.finish(2);
}

await common.runConversations("openai-realtime-api", {
  "beta text": holdTextConversation,
  "beta audio and function call": speakAndCall,
  "beta interruption": interrupt,
});
