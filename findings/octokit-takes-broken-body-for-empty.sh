#!/usr/bin/env bash
# @octokit/core 7.0.6 (@octokit/request 10), Node 20 and later: an answer whose connection ends in the middle of its body is a success.
# A server says 200 and a content-length of 1,000, sends half of a JSON list, and the connection goes. fetch itself rejects such a body ("terminated");
# Octokit catches that and returns status 200 with the data "" (an empty text), for a list as for a single object, and for a POST.
# So "the promise resolved" does not mean that GitHub's answer was read: the shape of `data` has to be checked, of reads and of writes.
# Seen: 'GET: status 200, data ""' and 'POST: status 201, data ""'; with plain fetch "terminated". Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @octokit/core@7.0.6 @octokit/request@10.0.5
cat > seen.mjs <<'EOF'
import { createServer } from "node:http";
import { Octokit } from "@octokit/core";

const server = createServer(({ method }, response) => {
  response.writeHead(method === "POST" ? 201 : 200, { "content-type": "application/json", "content-length": "1000" });
  response.write('[{"id":1},{"id"', () => response.destroy());
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${server.address().port}`;
const octokit = new Octokit({ baseUrl });
const shown = [];
for (const method of ["GET", "POST"]) {
  const seen = await octokit.request(`${method} /list`).then(
    ({ status, data }) => `status ${status}, data ${JSON.stringify(data)}`,
    ({ message }) => `rejected: ${message}`,
  );
  console.log(`${method}: ${seen}`);
  shown.push(seen);
}
const plain = await fetch(`${baseUrl}/list`).then((response) => response.json()).catch(({ message }) => message);
console.log(`fetch: ${plain}`);
server.close();
process.exit(shown.join() === 'status 200, data "",status 201, data ""' ? 0 : 1);
EOF
node seen.mjs
