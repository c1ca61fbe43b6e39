// Common parts of the two JavaScript programs: input, expectations, time-outs, reports.
// Names and numbers are those of harness.py, and the rules a selection of those of protocol_checker.py.

import { readFileSync } from "node:fs";

export const MODEL = "gpt-realtime";
export const KEY = process.env.OPENAI_API_KEY ?? "";
export const GREETING = "Good morning from the interop suite.";
export const QUESTION = "What is the weather in Paris?";
export const OUTPUT = "18 degrees and sunny";
export const TRANSCRIPT = "seconds of speech";
export const TOOL = {
  type: "function",
  name: "get_weather",
  description: "The weather in a city.",
  parameters: {
    type: "object",
    properties: { city: { type: "string" }, unit: { type: "string", enum: ["celsius", "fahrenheit"] } },
    required: ["city", "unit"],
    additionalProperties: false,
  },
};

const RATE = 24_000;
const SECONDS = 20;
const AUDIBLE = 500;

/** Throw an error with a message unless a condition holds. */
export function require(condition, message) {
  if (!condition) throw new Error(message);
}

/** Return a second of a tone and a second of silence, PCM16 at 24 kHz: one turn for voice detection. */
export function spoken() {
  const audio = Buffer.alloc(4 * RATE);
  for (let step = 0; step < RATE; step++) {
    audio.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * 440 * step) / RATE)), 2 * step);
  }
  return audio;
}

/** Split audio into pieces, as a microphone delivers it. */
export function* pieces(audio, size = 9_600) {
  for (let start = 0; start < audio.length; start += size) yield audio.subarray(start, start + size);
}

/** Fail unless PCM16 audio is more than silence. */
export function requireAudible(audio) {
  require(audio.length % 2 === 0, `${audio.length} bytes are not a whole number of samples`);
  const samples = Array.from({ length: audio.length >> 1 }, (_, index) => audio.readInt16LE(2 * index));
  require(samples.some((sample) => Math.abs(sample) > AUDIBLE), `${audio.length} bytes of audio are silent`);
}

/** Fail unless it is a call of the tool with valid arguments. */
export function requireCall(name, json) {
  require(name === TOOL.name, `${name} was called, not ${TOOL.name}`);
  const { city, unit, ...more } = JSON.parse(json);
  const fits = city === "Paris" && TOOL.parameters.properties.unit.enum.includes(unit) && !Object.keys(more).length;
  require(fits, `arguments violate the schema or ignore the question: ${json}`);
}

/** Fail unless the parts of usage add up, and return the total. */
export function requireUsage(usage, hasAudio) {
  const shown = JSON.stringify(usage);
  require(usage, "response.done without usage");
  const { input_token_details: into, output_token_details: out } = usage;
  require(usage.total_tokens === usage.input_tokens + usage.output_tokens, `total_tokens do not add up: ${shown}`);
  const taken = (into.text_tokens ?? 0) + (into.audio_tokens ?? 0) + (into.image_tokens ?? 0);
  require(usage.input_tokens === taken, `input_tokens do not add up: ${shown}`);
  const given = (out.text_tokens ?? 0) + (out.audio_tokens ?? 0);
  require(usage.output_tokens === given && given > 0, `output_tokens do not add up: ${shown}`);
  require(out.audio_tokens > 0 === hasAudio, `audio_tokens contradict the audio: ${shown}`);
  return usage.total_tokens;
}

/** Return the version of an installed package. */
export function version(name) {
  return JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
}

function withinTime(promise) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`not finished after ${SECONDS} seconds`)), SECONDS * 1_000);
  });
  return Promise.race([promise, late]);
}

/**
 * Hold conversations on the server of the command line, print a line for each, and exit.
 *
 * A line has five fields: ok or FAILED, client, version, conversation, and result.
 */
export async function runConversations(client, conversations) {
  const baseURL = process.argv[2];
  let failed = false;
  // An unhandled rejection fails the current conversation.
  const stray = [];
  process.on("unhandledRejection", (error) => stray.push(error));
  for (const [name, conversation] of Object.entries(conversations)) {
    let result;
    try {
      result = await withinTime(conversation(baseURL));
      if (stray.length) throw stray[0];
      result = ["ok", result];
    } catch (error) {
      failed = true;
      console.error(error);
      result = ["FAILED", String(error?.message ?? error).replace(/\s+/g, " ")];
    }
    console.log([result[0], client, version(client.split(" ")[0]), name, result[1]].join(" · "));
  }
  process.exit(failed ? 1 : 0);
}
