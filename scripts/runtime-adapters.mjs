// What scripts/build-models.mjs finds of adapters that are laid over their base at run time: beside the merged model, and beside the base alone.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const { getLlama, LlamaLogLevel } = await import(join(ROOT, "runner", "node_modules", "node-llama-cpp", "dist", "index.js"));

const CASES = [
  { what: "Qwen3", recipe: "bioreview-8b", model: "bioreview-qwen3-8b-sft", base: "base-q3", adapter: "adapter-q3" },
  {
    what: "Qwen3.5, adapter of the class with eyes",
    recipe: "bioreview-9b",
    model: "bioreview-qwen3.5-9b-sft",
    base: "base-q35",
    adapter: "adapter-q35-sees",
    converter: ["--no-mtp"],
  },
  {
    what: "Qwen3.5, adapter of the text class",
    recipe: "bioreview-9b",
    model: "bioreview-qwen3.5-9b-sft",
    base: "base-q35",
    adapter: "adapter-q35-text",
    converter: ["--no-mtp"],
  },
];

/** @param tools of the calling script: `runner` runs the model server's program, `row` notes a finding */
export async function runtimeAdapters({ folder, models, python, source, tiny, runner, row, refused }) {
  const work = join(folder, "runtime");
  mkdirSync(work, { recursive: true });
  for (const { what, recipe, model, base, adapter, converter = [] } of CASES) {
    const given = ["models", "build", recipe, "--base", tiny(base), "--adapter", tiny(adapter), "--keep"];
    for (const type of ["F32", "Q4_K_M"]) {
      const merged = join(work, `${adapter}-${type}.gguf`);
      const reference = join(work, `${adapter}-reference.json`);
      const built = await runner([...given, "--quantisation", type]);
      if (built.status !== 0) {
        row(`${what}, merged in ${type}`, false, built.error?.fault ?? built.stderr.slice(-300));
        continue;
      }
      copyFileSync(join(models, model, `${model}.Q4_K_M.gguf`), merged);
      copyFileSync(join(models, model, "reference.json"), reference);
      const alone = baseGguf({ work, python, source, folder: tiny(base), name: base, converter, type });
      const made = await runner([...given, "--as", "adapter", "--base-gguf", alone]);
      if (made.status !== 0) {
        row(`${what}, adapter over ${type}`, false, made.error?.fault ?? made.stderr.slice(-300));
        continue;
      }
      const verified = await runner(["models", "verify", model]);
      const files = { merged, base: alone, adapter: join(models, model, "adapter.gguf") };
      const found = await compared(files, JSON.parse(readFileSync(reference, "utf8")));
      // Merged in bfloat16, the adapter's part is rounded; laid over the base it is not.
      const isRight =
        verified.status === 0 && found.offDiffers === 0 && found.effect > 0 && (type !== "F32" || found.differs < 0.5);
      row(`${what}, adapter over ${type}, beside merged in ${type}`, isRight, words(found, made));
    }
  }
  const over = (recipe, base, adapter, alone) => [
    "models",
    "build",
    recipe,
    "--base",
    tiny(base),
    "--adapter",
    tiny(adapter),
    "--as",
    "adapter",
    "--base-gguf",
    alone,
  ];
  const q3 = join(work, "base-q3-F32.gguf");
  await refused(
    "an adapter that was never trained, at run time",
    over("bioreview-8b", "base-q3", "adapter-q3-untrained", q3),
    "adapter-without-effect",
  );
  await refused(
    "a base without weights that can be served",
    over("bioreview-8b", "base-q3", "adapter-q3", join(work, "base-q35-F32.gguf")),
    "gguf-other-architecture",
  );
}

/** The base alone as GGUF, with the runtime's converter and quantiser. */
function baseGguf({ work, python, source, folder, name, converter, type }) {
  const path = join(work, `${name}-${type}.gguf`);
  if (existsSync(path)) return path;
  const full = type === "F32" ? path : join(work, `${name}-BF16.gguf`);
  const outtype = type === "F32" ? "f32" : "bf16";
  const run = (...args) => {
    const ended = spawnSync(python, args, { encoding: "utf8" });
    if (ended.status !== 0) throw new Error(`${args[0]}: ${ended.stderr.slice(-500)}`);
  };
  run(join(source, "convert_hf_to_gguf.py"), folder, "--outtype", outtype, "--outfile", full, ...converter);
  if (type !== "F32") run(join(ROOT, "runner/python/quantise.py"), libraries(), full, path, type, "1");
  return path;
}

function libraries() {
  return join(ROOT, "runner", "node_modules", "@node-llama-cpp", "linux-x64", "bins", "linux-x64");
}

/** Reads the reference's prompt and continuation with each of four: merged, adapter on, adapter off, and the base loaded alone. */
async function compared({ merged, base, adapter }, { ids, greedy }) {
  const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, maxThreads: 1, logLevel: LlamaLogLevel.error });
  const tokens = [...ids, ...greedy.slice(0, -1)];
  const settings = { contextSize: tokens.length + 8, batchSize: 512, flashAttention: false };
  const read = async (model, more) => {
    const context = await model.createContext({ ...settings, ...more });
    const input = tokens.map((token, at) => {
      if (at < ids.length - 1) return token;
      const logits = at === ids.length - 1 ? true : { filter: { tokens: [], includeTop: 2 } };
      return [token, { generateNext: { logits } }];
    });
    const began = performance.now();
    const all = (await context.getSequence().controlledEvaluate(input)).slice(ids.length - 1).map((output) => output.next.logits);
    const seconds = (performance.now() - began) / 1000;
    await context.dispose();
    return { all, seconds };
  };
  try {
    const both = await llama.loadModel({ modelPath: base, gpuLayers: 0 });
    const on = await read(both, { lora: { adapters: [{ filePath: adapter, scale: 1 }] } });
    const off = await read(both, {});
    await both.dispose();
    const plain = await llama.loadModel({ modelPath: base, gpuLayers: 0 });
    const alone = await read(plain, {});
    await plain.dispose();
    const one = await llama.loadModel({ modelPath: merged, gpuLayers: 0 });
    const whole = await read(one, {});
    await one.dispose();
    const best = (logits) => [...logits].toSorted((a, b) => b[1] - a[1]).slice(0, 2);
    const first = on.all.findIndex((logits, at) => best(logits)[0][0] !== best(whole.all[at])[0][0]);
    const [[, likeliest], [, next]] = first < 0 ? [[], []] : best(whole.all[first]);
    return {
      places: greedy.length,
      equal: first < 0 ? greedy.length : first,
      margin: first < 0 ? undefined : likeliest - next,
      differs: difference(on.all[0], whole.all[0]),
      effect: difference(on.all[0], off.all[0]),
      offDiffers: Math.max(...off.all.map((logits, at) => difference(logits, alone.all[at]))),
      slower: on.seconds / whole.seconds,
    };
  } finally {
    await llama.dispose();
  }
}

/** The largest difference of a logit that both have. */
function difference(one, other) {
  let most = 0;
  for (const [token, logit] of one) most = Math.max(most, Math.abs(logit - (other.get(token) ?? Number.NaN)));
  return most;
}

function words({ places, equal, margin, differs, effect, offDiffers, slower }, { stderr }) {
  const greedy =
    equal === places
      ? `all ${places} choices equal`
      : `${equal} of ${places} choices equal, then one that the merged model made by a margin of ${margin.toPrecision(2)}`;
  const changed = /\d+ modules .*/.exec(stderr)?.[0] ?? "";
  return `${changed}; ${greedy}; logits after the prompt differ by up to ${differs.toPrecision(3)} (adapter on and off by ${effect.toPrecision(3)}); off and the base alone by ${offDiffers}; ${slower.toFixed(2)} of the merged model's time`;
}
