// An adapter laid over its base beside the two merged, and beside the base alone, for scripts/build-models.mjs.
import { join } from "node:path";

const LIBRARY = join(import.meta.dirname, "..", "runner", "node_modules", "node-llama-cpp", "dist", "index.js");

/** Reads the reference's prompt and continuation with each of four: the adapter on, the adapter off, the base loaded alone, and merged.
 *  @param files paths of `merged`, `base` and `adapter`
 *  @returns right where the adapter off is the base to the bit, on is not, and in F32 merging's rounding to bfloat16 is all that is between on and merged */
export async function compareWithMerged({ merged, base, adapter }, { ids, greedy }, type) {
  const { getLlama, LlamaLogLevel } = await import(LIBRARY);
  const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: 1, logLevel: LlamaLogLevel.error });
  const tokens = [...ids, ...greedy.slice(0, -1)];
  const from = ids.length - 1;
  /** The logits after the prompt and each token of the continuation. */
  const read = async (model, more = {}) => {
    const context = await model.createContext({ contextSize: tokens.length + 8, batchSize: 512, flashAttention: false, ...more });
    const input = tokens.map((token, at) => {
      if (at < from) return token;
      return [token, { generateNext: { logits: at === from ? true : { filter: { tokens: [], includeTop: 2 } } } }];
    });
    const began = performance.now();
    const outputs = (await context.getSequence().controlledEvaluate(input)).slice(from);
    const seconds = (performance.now() - began) / 1000;
    await context.dispose();
    return { logits: outputs.map((output) => output.next.logits), seconds };
  };
  const loaded = async (modelPath, use) => {
    const model = await llama.loadModel({ modelPath, gpuLayers: 0 });
    const found = await use(model);
    await model.dispose();
    return found;
  };
  try {
    const lora = { adapters: [{ filePath: adapter, scale: 1 }] };
    const [on, off] = await loaded(base, async (model) => [await read(model, { lora }), await read(model)]);
    const alone = await loaded(base, (model) => read(model));
    const whole = await loaded(merged, (model) => read(model));
    const differs = largestDifference(on.logits[0], whole.logits[0]);
    const effect = largestDifference(on.logits[0], off.logits[0]);
    const leaves = Math.max(...off.logits.map((logits, at) => largestDifference(logits, alone.logits[at])));
    return {
      isRight: leaves === 0 && effect > 0 && (type !== "F32" || differs < 0.5),
      words: `${choices(on.logits, whole.logits)}; logits after the prompt differ by up to ${differs.toPrecision(3)} (adapter on and off by ${effect.toPrecision(3)}); off and the base alone by ${leaves}; ${(on.seconds / whole.seconds).toFixed(2)} of the merged model's time`,
    };
  } finally {
    await llama.dispose();
  }
}

/** Of a logit that both have. */
function largestDifference(one, other) {
  let largest = 0;
  for (const [token, logit] of one) largest = Math.max(largest, Math.abs(logit - (other.get(token) ?? Number.NaN)));
  return largest;
}

function choices(ours, merged) {
  const best = (logits) => [...logits].toSorted((a, b) => b[1] - a[1]).slice(0, 2);
  const first = ours.findIndex((logits, at) => best(logits)[0][0] !== best(merged[at])[0][0]);
  if (first < 0) return `all ${ours.length} choices equal`;
  const [[, likeliest], [, next]] = best(merged[first]);
  return `${first} of ${ours.length} choices equal, then one that the merged model made by a margin of ${(likeliest - next).toPrecision(2)}`;
}
