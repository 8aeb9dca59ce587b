#!/usr/bin/env bash
# node-llama-cpp 3.22.1, Node 20 and 24: the grammar of a JSON schema drops keywords without a word, so that the answer may not satisfy the schema.
# `anyOf` allows null alone; `minimum` and `pattern` are not held; a name in `required` that is not among
# the properties is not written, and one that is optional always is. The same function stands behind `llama.createGrammarForJsonSchema`; it is
# called here by its path, which needs no native library. A server that promises an answer to a schema has to refuse these keywords, or make the
# grammar itself, and judge the answer. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional node-llama-cpp@3.22.1
cat > seen.mjs <<'EOF'
import { getGbnfGrammarForGbnfJsonSchema } from "./node_modules/node-llama-cpp/dist/utils/gbnfJson/getGbnfGrammarForGbnfJsonSchema.js";
const rootOf = (schema) => getGbnfGrammarForGbnfJsonSchema(schema).split("\n").find((line) => line.startsWith("root ::=")).replace(/ "\\n\\n\\n\\n".*/, "");
for (const [name, schema] of Object.entries({
  anyOf: { anyOf: [{ type: "string" }, { type: "number" }] },
  minimum: { type: "integer", minimum: 3 },
  integer: { type: "integer" },
  pattern: { type: "string", pattern: "^a$" },
  string: { type: "string" },
  required: { type: "object", properties: {}, required: ["a"] },
  optional: { type: "object", properties: { a: { const: 1 } }, required: [] },
})) console.log(`${name}: ${rootOf(schema)}`);
EOF
seen=$(node seen.mjs)
echo "$seen"
of() { sed -n "s/^$1: //p" <<<"$seen"; }
[[ $(of anyOf) == *null* && $(of minimum) == "$(of integer)" && $(of pattern) == "$(of string)" && $(of required) != *'\"a'* && $(of optional) != *'|'* ]]
