// Microsoft's rt-client, beta dialect: `node rt_client.mjs BASE_URL`.
//
// Its constructor for OpenAI has a fixed host; the one for Azure takes a URL and sets its path to /openai/realtime.
// It closes the connection on an unknown event, and waits for each known event in order.

import { RTClient } from "rt-client";

import * as common from "./common.mjs";
import { require } from "./common.mjs";

function open(baseURL) {
  const url = new URL(baseURL);
  url.protocol = "ws";
  return new RTClient(url, { key: common.KEY }, { deployment: common.MODEL });
}

const message = (text) => ({ type: "message", role: "user", content: [{ type: "input_text", text }] });

async function joined(chunks) {
  const all = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

/** Assemble a response as the library delivers it. */
async function read(response) {
  const reply = { text: "", transcript: "", audio: Buffer.alloc(0), calls: [] };
  for await (const item of response) {
    if (item.type === "function_call") {
      await item.waitForCompletion();
      reply.calls.push(item);
      continue;
    }
    require(item.role === "assistant", `a message of ${item.role}`);
    for await (const part of item) {
      if (part.type === "text") {
        reply.text += (await joined(part.textChunks())).join("");
        require(reply.text === part.text, "a text differs from its deltas");
      } else {
        const [audio, transcript] = await Promise.all([joined(part.audioChunks()), joined(part.transcriptChunks())]);
        reply.audio = Buffer.concat(audio);
        reply.transcript += transcript.join("");
        require(reply.transcript === part.transcript, "a transcript differs from its deltas");
      }
    }
    require(item.status === "completed", `a message ended as ${item.status}`);
  }
  require(response.status === "completed", `a response ended as ${response.status}`);
  reply.tokens = common.requireUsage(response.usage, reply.audio.length > 0);
  return reply;
}

/** Close the connection and return a summary. */
async function finish(client, replies) {
  await client.close();
  const tokens = replies.reduce((sum, reply) => sum + reply.tokens, 0);
  return `${replies.length} responses, ${tokens} tokens`;
}

async function holdTextConversation(baseURL) {
  const client = open(baseURL);
  const session = await client.configure({ modalities: ["text"], instructions: "Echo." });
  require(session.instructions === "Echo." && session.modalities.join() === "text", "the session did not change");
  const replies = [];
  for (let turn = 0; turn < 2; turn++) {
    const item = await client.sendItem(message(common.GREETING));
    require(item.content[0].text === common.GREETING, "the item has another text");
    const reply = await read(await client.generateResponse());
    require(reply.text.includes(common.GREETING), `the answer to the greeting is ${reply.text}`);
    require(!reply.audio.length && !reply.calls.length, "a text answer has audio or calls");
    replies.push(reply);
  }
  return finish(client, replies);
}

async function speakAndCall(baseURL) {
  const client = open(baseURL);
  await client.configure({
    modalities: ["text", "audio"],
    tools: [common.TOOL],
    input_audio_format: "pcm16",
    output_audio_format: "pcm16",
    input_audio_transcription: { model: "whisper-1" },
    turn_detection: { type: "server_vad", silence_duration_ms: 300 },
  });
  for (const piece of common.pieces(common.spoken())) await client.sendAudio(piece);
  const replies = [];
  let heard;
  for await (const event of client.events()) {
    if (event.type === "input_audio") {
      await event.waitForCompletion();
      heard = event;
    } else {
      replies.push(await read(event));
      break;
    }
  }
  require(heard, "the server detected no turn");
  require(heard.transcription.includes(common.TRANSCRIPT), `transcript: ${heard.transcription}`);
  require(heard.audioEndMillis > heard.audioStartMillis, `${heard.audioStartMillis} to ${heard.audioEndMillis} ms`);
  require(replies[0].transcript, "an answer without a transcript");
  common.requireAudible(replies[0].audio);

  await client.sendItem(message(common.QUESTION));
  const asked = await read(await client.generateResponse());
  require(asked.calls.length === 1, `${asked.calls.length} function calls, expected one`);
  const [call] = asked.calls;
  common.requireCall(call.functionName, call.arguments);
  await client.sendItem({ type: "function_call_output", call_id: call.callId, output: common.OUTPUT });
  const answered = await read(await client.generateResponse());
  require(answered.transcript.includes(common.OUTPUT), `the answer to the output: ${answered.transcript}`);
  common.requireAudible(answered.audio);
  return finish(client, [...replies, asked, answered]);
}

async function pushToTalk(baseURL) {
  const client = open(baseURL);
  await client.configure({ modalities: ["text", "audio"], turn_detection: null, input_audio_transcription: null });
  for (const piece of common.pieces(common.spoken())) await client.sendAudio(piece);
  const item = await client.commitAudio();
  await item.waitForCompletion();
  require(item.id && item.transcription === undefined, "a transcript that was not requested");
  const reply = await read(await client.generateResponse());
  common.requireAudible(reply.audio);
  return finish(client, [reply]);
}

await common.runConversations("rt-client", {
  "beta text": holdTextConversation,
  "beta audio and function call": speakAndCall,
  "beta push to talk": pushToTalk,
});
