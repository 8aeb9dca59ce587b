#!/usr/bin/env bash
# @actions/github 9.1.1, Node 24 (and 20): where the event file is not there, the job's event is empty, and nothing fails.
# `context` is built when the module is first imported, from GITHUB_EVENT_PATH. A path without a file only prints a line to the log; `context.payload` is
# then {}, so that a pull request that asked for something looks like an event that is about nothing. A file that is no JSON throws a SyntaxError
# out of the import instead. An Action that decides by the event has to read the file itself. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @actions/github@9.1.1
cat > seen.mjs <<'EOF'
const { context } = await import("@actions/github");
console.log(JSON.stringify({ eventName: context.eventName, payload: context.payload }));
EOF
missing=$(GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH="$folder/no-such-event.json" node seen.mjs)
printf 'no file:\n%s\n' "$missing"
echo '{"pull_request":' > broken.json
broken=$(GITHUB_EVENT_NAME=pull_request GITHUB_EVENT_PATH="$folder/broken.json" node seen.mjs 2>&1 || true)
printf 'no JSON:\n%s\n' "$(grep -m1 Error <<<"$broken")"
[[ $missing == *'{"eventName":"pull_request","payload":{}}' && $broken == *SyntaxError* ]]
