// Builds random models of the published ones' architectures with the real tools, proves each, merged and as an adapter over its base, and tries what must be refused:
// node scripts/build-models.mjs [FOLDER]. An hour on two cores and 10 GB, a part of it the Python packages, which FOLDER keeps; default .cache/build-models. Outside CI.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { compareWithMerged } from "./compare-with-merged.mjs";

const ROOT = join(import.meta.dirname, "..");
const RUNNER = join(ROOT, "runner", "dist", "bioreview-runner.js");
const FOLDER = resolve(process.argv[2] ?? join(ROOT, ".cache", "build-models"));
const MODELS = join(FOLDER, "models");
/** What is kept of the builds to compare them with each other. */
const KEPT = join(FOLDER, "kept");
const PYTHON = join(MODELS, ".build", "environment", "bin", "python");
const LLAMA_CPP = join(FOLDER, "llama.cpp");
const tiny = (name) => join(FOLDER, "tiny", name);

const COMMIT = "c0ffee".padEnd(40, "0");

const NINE = { recipe: "bioreview-9b", model: "bioreview-qwen3.5-9b-sft", base: "base-q35", converter: ["--no-mtp"] };
const EIGHT = { recipe: "bioreview-8b", model: "bioreview-qwen3-8b-sft", base: "base-q3", converter: [] };
const CASES = [
  { what: "Qwen3", ...EIGHT, adapter: "adapter-q3", types: ["F32", "Q8_0", "Q4_K_M"] },
  { what: "Qwen3.5, adapter of the vision-language class", ...NINE, adapter: "adapter-q35-sees", types: ["F32", "Q4_K_M"] },
  { what: "Qwen3.5, adapter of the text class", ...NINE, adapter: "adapter-q35-text", types: ["F32", "Q4_K_M"] },
];

const rows = [];
let failed = 0;
function row(what, isRight, words) {
  const verdict = isRight ? "right" : "WRONG";
  rows.push(`| ${what} | ${verdict} | ${words.replaceAll("\n", "; ")} |`);
  if (!isRight) failed++;
  console.error(`${verdict}: ${what}: ${words}`);
}

async function runner(args, env = {}) {
  const child = spawn(process.execPath, [RUNNER, "--json-errors", ...args, "--models", MODELS], {
    env: { ...process.env, ...env },
  });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  const last = stderr.trim().split("\n").at(-1) ?? "";
  const error = last.startsWith("{") ? JSON.parse(last).error : undefined;
  return { status, stdout, stderr, error };
}

const buildArgs = ({ recipe, base, adapter }, ...more) => {
  const sources = ["--base", tiny(base), ...(adapter === undefined ? [] : ["--adapter", tiny(adapter)])];
  return ["models", "build", recipe, ...sources, ...more];
};

async function refused(what, args, code, env) {
  const { error, stderr } = await runner(args, env);
  row(what, error?.code === code, error === undefined ? stderr.slice(-300) : `${error.code}: ${error.fault}. ${error.remedy}`);
}

/** @param isRight what is wanted of the proof
 *  @returns whether it was built */
async function provesBuild(what, model, args, isRight) {
  const began = performance.now();
  const made = await runner(args);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (made.status !== 0) {
    row(what, false, made.error?.fault ?? made.stderr.slice(-500));
    return false;
  }
  const proven = await runner(["models", "verify", model, "--deep"]);
  const found = proven.stdout.slice(proven.stdout.indexOf("\nadapter: ") + 1).trim();
  row(what, proven.status === 0 && isRight(readProof(model)), `${seconds} s; ${found}${proven.error?.fault ?? ""}`);
  return true;
}

function readProof(model) {
  const path = join(MODELS, model, "proof.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
}

/** Merged and over its base, each proven against transformers, and the two beside each other. */
async function provesCase(one) {
  const { what, model, adapter, types } = one;
  for (const type of types) {
    const isRight = ({ equalTokens, continuation }) => type !== "F32" || equalTokens === continuation;
    const merged = buildArgs(one, "--keep", "--quantisation", type);
    if (!(await provesBuild(`${what}, merged, ${type}`, model, merged, isRight))) continue;
    const files = {
      merged: join(KEPT, `${adapter}-${type}.gguf`),
      base: baseGguf(one, type),
      adapter: join(MODELS, model, "adapter.gguf"),
    };
    copyFileSync(join(MODELS, model, `${model}.Q4_K_M.gguf`), files.merged);
    const over = buildArgs(one, "--keep", "--as", "adapter", "--reference", "--base-gguf", files.base);
    if (!(await provesBuild(`${what}, adapter over the base, ${type}`, model, over, isRight))) continue;
    const reference = JSON.parse(readFileSync(join(MODELS, model, "reference.json"), "utf8"));
    const { isRight: isSame, words } = await compareWithMerged(files, reference, type);
    row(`${what}, adapter over the base beside merged, ${type}`, isSame, words);
  }
}

/** The base alone, by the runtime's converter and quantiser. */
function baseGguf({ base, converter }, type) {
  const path = join(KEPT, `${base}-${type}.gguf`);
  if (existsSync(path)) return path;
  const [outtype, full] = type === "F32" ? ["f32", path] : ["bf16", join(KEPT, `${base}-BF16.gguf`)];
  python(join(LLAMA_CPP, "convert_hf_to_gguf.py"), tiny(base), "--outtype", outtype, "--outfile", full, ...converter);
  const libraries = join(ROOT, "runner", "node_modules", "@node-llama-cpp", "linux-x64", "bins", "linux-x64");
  if (type !== "F32") python(join(ROOT, "runner", "python", "quantise.py"), libraries, full, path, type, "1");
  return path;
}

function python(...args) {
  const ended = spawnSync(PYTHON, args, { encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`${args[0]}: ${ended.stderr.slice(-500)}`);
}

/** The packages come first: the random models are made with them. */
async function prepare() {
  for (const folder of [KEPT, tiny("nothing")]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(tiny("nothing"), "config.json"), "{}");
  await refused(
    "a base without a tokenizer",
    ["models", "build", "specter2-base", "--base", tiny("nothing")],
    "input-incomplete",
  );
  const bundle = join(ROOT, "runner", "node_modules", "node-llama-cpp", "llama", "gitRelease.bundle");
  if (!existsSync(LLAMA_CPP)) spawnSync("git", ["clone", "--quiet", bundle, LLAMA_CPP]);
  if (!existsSync(tiny("specter"))) python(join(ROOT, "test", "runner", "tiny_models.py"), LLAMA_CPP, tiny(""));
}

/** Killed in each of its steps, and then ended: what is left is as from one run. */
async function survivesKills() {
  const args = buildArgs({ ...NINE, adapter: "adapter-q35-text" });
  rmSync(join(MODELS, ".build", NINE.recipe), { recursive: true, force: true }); // what was kept of the builds before
  for (const name of ["merging", "converting", "quantising", "what transformers makes"]) {
    const child = spawn(process.execPath, [RUNNER, ...args, "--models", MODELS], { stdio: ["ignore", "ignore", "pipe"] });
    let words = "";
    const killed = await new Promise((settle) => {
      child.once("exit", (_, signal) => settle(signal));
      child.stderr.setEncoding("utf8").on("data", (said) => {
        words += said;
        // A little later: the step's program runs.
        if (words.includes(name)) setTimeout(() => child.kill("SIGKILL"), 1500);
      });
    });
    // Those of a process that is gone are taken over after a while, too.
    for (const lock of [".build.lock", `.build/${NINE.recipe}.lock`])
      rmSync(join(MODELS, lock), { recursive: true, force: true });
    row(`killed -9 while ${name}`, killed === "SIGKILL", `${(words.match(/done before/g) ?? []).length} steps were done before`);
  }
  await provesBuild("Qwen3.5, merged, after four kills, Q4_K_M", NINE.model, args, () => true);
}

async function refusesWrongInputs() {
  const merged = (one, adapter) => buildArgs({ ...one, adapter });
  const over = (one, adapter, base) =>
    buildArgs({ ...one, adapter }, "--as", "adapter", "--base-gguf", join(KEPT, `${base}-F32.gguf`));
  const weightless = join(FOLDER, "weightless");
  mkdirSync(weightless, { recursive: true });
  for (const name of ["config.json", "tokenizer.json", "tokenizer_config.json", "chat_template.jinja"])
    copyFileSync(join(tiny("base-q3"), name), join(weightless, name));
  for (const [what, args, code] of [
    ["an adapter of another base", merged(EIGHT, "adapter-q35-text"), "adapter-of-another-model"],
    ["a vision-language adapter for a text model", merged(EIGHT, "adapter-q35-sees"), "adapter-of-another-model"],
    ["an adapter that was never trained", merged(EIGHT, "adapter-q3-untrained"), "adapter-without-effect"],
    ["the other profile's base", merged({ ...NINE, base: "base-q3" }, "adapter-q3"), "gguf-other-architecture"],
    [
      "an adapter that was never trained, over its base",
      over(EIGHT, "adapter-q3-untrained", "base-q3"),
      "adapter-without-effect",
    ],
    ["an adapter over a base of another architecture", over(EIGHT, "adapter-q3", "base-q35"), "gguf-other-architecture"],
    [
      "a reference of a base without weights",
      [...over(EIGHT, "adapter-q3", "base-q3"), "--reference", "--base", weightless],
      "input-incomplete",
    ],
  ])
    await refused(what, args, code);
}

/** What is served over a base without its proof, and adapters that are not the one of the reference. */
async function refusesUnproven() {
  const { model } = EIGHT;
  const base = join(KEPT, "base-q3-Q4_K_M.gguf");
  const verify = ["models", "verify", model, "--deep"];
  const build = (...more) =>
    runner(buildArgs({ ...EIGHT, adapter: "adapter-q3" }, "--keep", "--as", "adapter", "--base-gguf", base, ...more));
  await build();
  await refused("an adapter over its base, built without --reference", verify, "not-proven");
  const { templateEqual, firstOtherId, greedy } = readProof(model);
  row(
    "of which the prompt is proven",
    templateEqual === true && firstOtherId === undefined && greedy === undefined,
    "template and tokens",
  );
  await build("--reference");
  const served = join(MODELS, model, "adapter.gguf");
  for (const [what, change] of [
    ["the adapter with another scale", "scale"],
    ["the adapter with its sign turned", "sign"],
  ]) {
    const changed = join(KEPT, `adapter-other-${change}.gguf`);
    python("-c", CHANGE, join(LLAMA_CPP, "gguf-py"), served, changed, change);
    await runner(["models", "import", model, base, "--adapter", changed]);
    await refused(`${what}, registered after the build, Q4_K_M`, verify, "not-what-was-trained");
    await build("--reference");
  }
  const copy = join(KEPT, "adapter-by-hand.gguf");
  copyFileSync(served, copy);
  await runner(["models", "import", model, base, "--adapter", copy]);
  const { status, error } = await runner(verify);
  row("the adapter as it was built, registered by hand", status === 0, error?.fault ?? "proven");
}

/** A GGUF's adapter with all that it adds four times as large, as rank-stabilised scaling of rank 16 does, or with the other sign. */
const CHANGE = `import shutil, sys
sys.path.insert(0, sys.argv[1])
from gguf import GGUFReader
shutil.copyfile(sys.argv[2], sys.argv[3])
for tensor in GGUFReader(sys.argv[3], "r+").tensors:
    if tensor.name.endswith("lora_b"):
        tensor.data[:] *= 4 if sys.argv[4] == "scale" else -1
`;

/** Of an encoder, which is the smallest model. */
async function fetches() {
  const args = ["models", "build", "specter2-base"];
  await refused("a hub that is not there", args, "hub-unreachable", { HF_ENDPOINT: "http://127.0.0.1:9" });
  const named = [...args, "--base", "a/b"];
  for (const [what, faults, code] of [
    ["a repository that asks for consent (401)", { status: 401, code: "GatedRepo" }, "access-denied"],
    ["a repository whose files ask for consent (403)", { refusesFiles: true }, "access-denied"],
    ["a repository that is private or not there (401)", { status: 401, code: "RepoNotFound" }, "access-denied"],
    ["a token that may not (403)", { status: 403 }, "access-denied"],
    ["a hub that fails (500)", { status: 500 }, "hub-failed"],
  ])
    await withHub(tiny("specter"), faults, (env) => refused(what, named, code, env));
  await withHub(tiny("specter"), {}, async (env) => {
    const { status, stderr, error } = await runner(named, env);
    const words = /cosines differ .*/.exec(stderr)?.[0] ?? error?.fault ?? stderr.slice(-500);
    const { inputs } = JSON.parse(readFileSync(join(MODELS, "specter2-base", "build.json"), "utf8"));
    row("an encoder, fetched and exported to ONNX", status === 0 && inputs.base.from.startsWith("a/b@c0ffee"), words);
  });
}

/** A hub of one repository, whose files are those of a folder.
 *  @param faults `status` and `code` (the hub's own name for it) of every answer, or `refusesFiles`
 *  @param use gets the variables by which the hub's tools find it */
async function withHub(folder, { status, code, refusesFiles = false }, use) {
  const server = createServer(({ url, method }, response) => {
    if (status !== undefined) return response.writeHead(status, code === undefined ? {} : { "x-error-code": code }).end();
    const [, name] = new RegExp(`/resolve/${COMMIT}/(.+)$`).exec(url) ?? [];
    if (name === undefined)
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(listing(folder, url)));
    if (refusesFiles) return response.writeHead(403, { "x-error-code": "GatedRepo" }).end();
    const data = readFileSync(join(folder, name));
    const etag = `"${createHash("sha256").update(data).digest("hex")}"`;
    response.writeHead(200, { "content-length": data.length, etag, "x-repo-commit": COMMIT });
    return response.end(method === "HEAD" ? "" : data);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  await use({ HF_ENDPOINT: `http://127.0.0.1:${server.address().port}` });
  server.close();
  server.closeAllConnections();
}

/** What the hub says of a repository, or of its tree. */
function listing(folder, url) {
  const names = readdirSync(folder);
  if (!url.includes("/tree/")) return { id: "a/b", sha: COMMIT, siblings: names.map((rfilename) => ({ rfilename })) };
  return names.map((path) => ({ type: "file", path, size: readFileSync(join(folder, path)).length, oid: path }));
}

await prepare();
for (const one of CASES) await provesCase(one);
await survivesKills();
await refusesWrongInputs();
await refusesUnproven();
await fetches();
const table = ["| what | | seen |", "|---|---|---|", ...rows].join("\n");
writeFileSync(join(FOLDER, "table.md"), `${table}\n`);
console.log(table);
process.exit(failed === 0 ? 0 : 1);
