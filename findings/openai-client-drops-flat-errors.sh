#!/usr/bin/env bash
# openai 6.49.0 (npm) reads an error's text only from `{"error": {...}}`. SGLang (0.5) and older vLLM answer a refused
# request flat, `{"object": "error", "message": ..., "code": 400}`, and FastAPI's own checks `{"detail": ...}`: the client then says
# "400 status code (no body)", although a body with the reason came, and its `error`, `code` and `param` are undefined. A client that shows people why a server
# refused must read the body itself.
# Seen with Node 20.20.2: a line a body, the first with its words, the others "400 status code (no body)". Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit openai@6.49.0 >/dev/null
cat >try.mjs <<'JS'
import { createServer } from "node:http";
import OpenAI from "openai";

const BODIES = {
  nested: { error: { message: "prompt too long", code: 400 } },
  flat: { object: "error", message: "prompt too long", code: 400 },
  detail: { detail: "prompt too long" },
};
const server = createServer((request, response) =>
  response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify(BODIES[request.headers.authorization.slice(7)])),
);
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const said = {};
for (const shape of Object.keys(BODIES)) {
  const client = new OpenAI({ baseURL: `http://127.0.0.1:${server.address().port}/v1`, apiKey: shape });
  const asked = client.chat.completions.create({ model: "m", messages: [{ role: "user", content: "a" }] });
  said[shape] = await asked.catch((error) => error.message);
  console.log(`${shape}: ${said[shape]}`);
}
server.close();
const isAsSeen = said.nested === "400 prompt too long" && ["flat", "detail"].every((shape) => said[shape] === "400 status code (no body)");
process.exitCode = isAsSeen ? 0 : 1;
JS
node try.mjs
