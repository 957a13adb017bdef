// Servers of somebody else for the tests: each name is one Fedify server of its own. `node main.mjs PORT SOCKET NAME…`
// serves all names over plain HTTP on PORT, where the forwarder brings what came in over TLS, and takes orders on SOCKET:
//
//   POST /NAME/do        {"verb": …, …}              does it (verbs.mjs) and tells what was made
//   POST /NAME/received  {"since": 0, "match": …}    waits until something arrived whose parts are as in `match`
//   GET  /NAME/arrived                               what arrived, and how each request in and out was answered
//
// A name that begins with `old` takes what is delivered with draft-cavage signatures alone, and sends them first; `new` takes
// RFC 9421 alone. Reading is free in both: Fedify signs a key's fragment along, and then knocks with the other signature.

import "./older_node.mjs";
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import { configure } from "@logtape/logtape";
import { Host } from "./host.mjs";
import { VERBS } from "./verbs.mjs";

await configure({
  contextLocalStorage: new AsyncLocalStorage(),
  sinks: { stderr: (record) => console.error(record.level, record.message.map((part) => typeof part === "string" ? part : part?.stack ?? JSON.stringify(part)).join("")) },
  loggers: [
    { category: "fedify", sinks: ["stderr"], lowestLevel: process.env.PEER_LOG ?? "warning" },
    { category: ["logtape", "meta"], sinks: ["stderr"], lowestLevel: "warning" },
  ],
});

// What goes out is noted too: which signature another server took.
const went = [];
const fetched = globalThis.fetch;
globalThis.fetch = async (...asked) => {
  const request = new Request(...asked);
  const headers = Object.fromEntries(request.headers);
  const answer = await fetched(request);
  went.push({ method: request.method, url: request.url, scheme: schemeOf(headers), signed: headers["signature-input"] ?? headers.signature ?? "", status: answer.status });
  return answer;
};

const [port, socket, ...names] = process.argv.slice(2);
const arriving = new AsyncLocalStorage();
const hosts = new Map();
for (const name of names) hosts.set(name, await Host.open(name, arriving));

const bodyOf = async (incoming) => {
  const parts = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
};

const schemeOf = (headers) => headers["signature-input"] ? "rfc9421" : headers.signature ? "cavage" : "none";

createServer(async (incoming, outgoing) => {
  const host = hosts.get(incoming.headers.host);
  if (host === undefined) return outgoing.writeHead(421).end();
  const body = await bodyOf(incoming);
  const scheme = schemeOf(incoming.headers);
  const answer = host.takes(incoming.method, scheme) ? await answered(host, incoming, body, scheme) : new Response("Not this signature.", { status: 401 });
  const said = Buffer.from(await answer.arrayBuffer());
  host.requests.push({ method: incoming.method, path: incoming.url, scheme, status: answer.status, agent: incoming.headers["user-agent"] });
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(said);
}).listen(Number(port), "127.0.0.1", () => {
  createServer(told).listen(socket, () => console.log("ready"));
});

async function answered(host, incoming, body, scheme) {
  const request = new Request(`https://${host.name}${incoming.url}`, {
    method: incoming.method,
    headers: Object.entries(incoming.headers).filter(([name]) => !["connection", "transfer-encoding"].includes(name)).map(([name, value]) => [name, String(value)]),
    body: incoming.method === "POST" ? body : undefined,
  });
  let raw = null;
  try {
    raw = JSON.parse(body);
  } catch { /* Fedify says so itself */ }
  try {
    return await arriving.run({ raw, scheme }, () => host.answer(request, raw));
  } catch (error) {
    console.error(error);
    return new Response(String(error?.stack ?? error), { status: 500 });
  }
}

async function told(incoming, outgoing) {
  const [, name, order] = incoming.url.split("/");
  const tell = (status, said) => outgoing.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(said));
  const host = hosts.get(name);
  try {
    const asked = JSON.parse(String(await bodyOf(incoming)) || "{}");
    if (order === "do") tell(200, (await VERBS[asked.verb](host, asked)) ?? {});
    else if (order === "received") tell(200, await host.mailbox.wait(asked.match ?? {}, asked.since ?? 0, asked.seconds ?? 20));
    else tell(200, { received: host.mailbox.all, requests: host.requests, sent: went.filter((each) => each.signed.includes(`//${name}/`)) });
  } catch (error) {
    tell(500, { error: String(error?.stack ?? error) });
  }
}

process.stdin.on("end", () => process.exit(0)).resume();
