#!/usr/bin/env bash
# openai 6.49.0 (npm), Node 20 and later: a streamed answer that breaks off is no error.
# A server sends two chunks of a chat completion and ends the response: no finish_reason, no [DONE]. `for await` over the client's stream ends as
# after a whole answer: a list cut in its middle looks complete to a lenient parser, so that
# whoever streams has to ask for a finish_reason before the text counts.
# Seen: 'ended without an error after "[{", finish_reason null'. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts openai@6.49.0
cat > seen.mjs <<'EOF'
import { createServer } from "node:http";
import OpenAI from "openai";

const chunk = (content) =>
  `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const server = createServer((_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(chunk("["));
  response.end(chunk("{"));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const client = new OpenAI({ baseURL: `http://127.0.0.1:${server.address().port}/v1`, apiKey: "none" });
const stream = await client.chat.completions.create({ model: "m", messages: [{ role: "user", content: "a" }], stream: true });
let [text, reason, error] = ["", null, undefined];
try {
  for await (const { choices } of stream) {
    text += choices[0].delta.content;
    reason = choices[0].finish_reason;
  }
} catch (thrown) {
  error = thrown;
}
console.log(`ended ${error === undefined ? "without an error" : `with ${error}`} after ${JSON.stringify(text)}, finish_reason ${reason}`);
server.close();
process.exit(error === undefined && text === "[{" && reason === null ? 0 : 1);
EOF
node seen.mjs
