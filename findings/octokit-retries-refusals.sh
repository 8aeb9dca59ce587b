#!/usr/bin/env bash
# @octokit/plugin-retry 8.1.1 with @octokit/core 7.0.6, Node 20 and later.
# The plugin's list `doNotRetry` (401, 403, 404, 422 and others by default) is not consulted once a request names its own number of repeats
# (`request: { retries: 2 }`, its documented way to set them for one request): a 404 is then asked for three times, as is a refused login.
# Without that option the same 404 is asked for once. Seen: "by default 1, with request.retries 3", and the same for 401 and 422.
# So a client that sets repeats for each request has to decide by itself what can never succeed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @octokit/core@7.0.6 @octokit/plugin-retry@8.1.1
cat > seen.mjs <<'EOF'
import { createServer } from "node:http";
import { Octokit } from "@octokit/core";
import { retry } from "@octokit/plugin-retry";

let requests = 0;
const server = createServer(({ url }, response) => {
  requests++;
  response.writeHead(Number(url.slice(1)), { "content-type": "application/json" }).end('{"message":"no"}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;
const octokit = new (Octokit.plugin(retry))({ baseUrl, retry: { retryAfterBaseValue: 1 } });
octokit.log.warn = octokit.log.error = () => {};

async function sent(status, request) {
  requests = 0;
  await octokit.request(`GET /${status}`, { request }).catch(() => {});
  return requests;
}
let isAsSeen = true;
for (const status of [401, 404, 422]) {
  const [usual, named] = [await sent(status, {}), await sent(status, { retries: 2 })];
  console.log(`${status}: by default ${usual}, with request.retries ${named}`);
  isAsSeen &&= usual === 1 && named === 3;
}
server.close();
process.exit(isAsSeen ? 0 : 1);
EOF
node seen.mjs
