// A client that knows the protocol from the AsyncAPI document alone: `node asyncapi_client.mjs BASE_URL`.
//
// The official parser must accept the document, which `make asyncapi` writes. Address, query and headers of a connection
// are those of its channel, and every message that is sent or received must be one of its operation.

import { readFileSync } from "node:fs";

import { Parser } from "@asyncapi/parser";
import Ajv from "ajv";
import { load } from "js-yaml";
import WebSocket from "ws";

import * as common from "./common.mjs";
import { require } from "./common.mjs";

const FILE = new URL("../build/asyncapi.yaml", import.meta.url);
const WARNING = 1; // Severities are 0 for an error, 1 for a warning, and then information and hints.

const source = readFileSync(FILE, "utf8");
const { document, diagnostics } = await new Parser().parse(source);
const problems = diagnostics.filter(({ severity }) => severity <= WARNING);
for (const { path, message } of problems) console.error(`${path.join(".")}: ${message}`);
const ajv = new Ajv({ strict: false, validateFormats: false }).addSchema(load(source), "document");

/** The messages of one operation, by type. */
class Operation {
  constructor(dialect, action) {
    const found = document.channels().get(dialect).operations().filter((one) => one.action() === action);
    require(found.length === 1, `${found.length} operations ${action} messages of ${dialect}`);
    this.messages = new Map(found[0].messages().map((message) => [message.name(), message.id()]));
  }

  /** Fail unless a message is one of the operation. */
  check(event) {
    const id = this.messages.get(event.type);
    require(id, `no message has the type ${event.type}`);
    const validate = ajv.getSchema(`document#/components/schemas/${id}`);
    require(validate(event), `${event.type}: ${ajv.errorsText(validate.errors)}`);
  }
}

/** A connection to one channel. */
class Session {
  static async open(baseURL, dialect) {
    const channel = document.channels().get(dialect);
    const [server] = document.servers().all();
    const url = new URL(baseURL);
    require(url.pathname === server.pathname(), `the path of the server is ${server.pathname()}`);
    url.protocol = "ws";
    url.pathname += channel.address();
    const { query, headers = { properties: {} } } = channel.bindings().get("ws").value();
    require(query.properties.model, "the query has no model");
    url.searchParams.set("model", common.MODEL);
    const [scheme] = server.security().map(([requirement]) => requirement.scheme());
    require(scheme.scheme() === "bearer", `the scheme of the key is ${scheme.scheme()}`);
    const sent = Object.entries(headers.properties).map(([name, schema]) => [name, schema.const]);
    const socket = new WebSocket(url, { headers: { ...Object.fromEntries(sent), Authorization: `Bearer ${common.KEY}` } });
    const session = new Session(socket, dialect);
    await session.receive("session.created");
    return session;
  }

  constructor(socket, dialect) {
    this.socket = socket;
    this.sent = new Operation(dialect, "send");
    this.received = new Operation(dialect, "receive");
    this.types = new Set();
    this.pending = [];
    this.error = null;
    this.waiting = null;
    const wake = (error) => {
      this.error ??= error;
      this.waiting?.();
    };
    socket.on("message", (data) => {
      this.pending.push(JSON.parse(data));
      this.waiting?.();
    });
    socket.on("error", wake);
    socket.on("close", (code) => wake(new Error(`the connection was closed with ${code}`)));
  }

  send(event) {
    this.sent.check(event);
    this.types.add(event.type);
    this.socket.send(JSON.stringify(event));
  }

  /** Return the next event of a type; check it and those before it. */
  async receive(type) {
    for (;;) {
      while (!this.pending.length) {
        if (this.error) throw this.error;
        await new Promise((resolve) => (this.waiting = resolve));
      }
      const event = this.pending.shift();
      this.received.check(event);
      this.types.add(event.type);
      require(event.type === type || event.type !== "error", JSON.stringify(event));
      if (event.type === type) return event;
    }
  }

  close() {
    this.socket.close();
    return `${this.types.size} types of messages`;
  }
}

const converse = (dialect, settings) => async (baseURL) => {
  require(!problems.length, `the parser finds ${problems.length} problems in the document`);
  const session = await Session.open(baseURL, dialect);
  session.send({ type: "session.update", session: settings });
  await session.receive("session.updated");
  const content = [{ type: "input_text", text: common.QUESTION }];
  session.send({ type: "conversation.item.create", item: { type: "message", role: "user", content } });
  session.send({ type: "response.create" });
  const { response: asked } = await session.receive("response.done");
  const [call] = asked.output;
  common.requireCall(call.name, call.arguments);
  const output = { type: "function_call_output", call_id: call.call_id, output: common.OUTPUT };
  session.send({ type: "conversation.item.create", item: output });
  session.send({ type: "response.create" });
  const { response } = await session.receive("response.done");
  const text = response.output[0].content[0].text;
  require(text.includes(common.OUTPUT), `the answer to the output: ${text}`);
  return session.close();
};

async function translate(baseURL) {
  const session = await Session.open(baseURL, "translation");
  session.send({ type: "session.update", session: { audio: { output: { language: "fr" } } } });
  await session.receive("session.updated");
  for (const piece of common.pieces(common.spoken())) {
    session.send({ type: "session.input_audio_buffer.append", audio: piece.toString("base64") });
  }
  const { delta } = await session.receive("session.output_audio.delta");
  common.requireAudible(Buffer.from(delta, "base64"));
  session.send({ type: "session.close" });
  await session.receive("session.closed");
  return session.close();
}

const settings = { instructions: "Echo.", tools: [common.TOOL] };
await common.runConversations("@asyncapi/parser", {
  GA: converse("ga", { type: "realtime", output_modalities: ["text"], ...settings }),
  beta: converse("beta", { modalities: ["text"], ...settings }),
  translation: translate,
});
