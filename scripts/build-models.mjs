// Builds random models of the published ones' architectures with the real tools, proves each, and tries what must be refused: node scripts/build-models.mjs [FOLDER]
// Half an hour and 10 GB the first time (the Python packages), minutes afterwards; outside CI. FOLDER keeps the packages; default .cache/build-models.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { runtimeAdapters } from "./runtime-adapters.mjs";

const ROOT = join(import.meta.dirname, "..");
const RUNNER = join(ROOT, "runner", "dist", "bioreview-runner.js");
const FOLDER = resolve(process.argv[2] ?? join(ROOT, ".cache", "build-models"));
const MODELS = join(FOLDER, "models");
const TINY = join(FOLDER, "tiny");
mkdirSync(FOLDER, { recursive: true });

const rows = [];
let failed = 0;
function row(what, isRight, words) {
  rows.push(`| ${what} | ${isRight ? "right" : "WRONG"} | ${words.replaceAll("\n", "; ")} |`);
  if (!isRight) failed++;
  console.error(`${isRight ? "right" : "WRONG"}: ${what}: ${words}`);
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
const tiny = (name) => join(TINY, name);
const buildArgs = (name, base, adapter, ...more) => [
  "models",
  "build",
  name,
  "--base",
  tiny(base),
  ...(adapter === undefined ? [] : ["--adapter", tiny(adapter)]),
  ...more,
];

/** Refused with this code. */
async function refused(what, args, code, env) {
  const { error, stderr } = await runner(args, env);
  row(what, error?.code === code, error === undefined ? stderr.slice(-300) : `${error.code}: ${error.fault}. ${error.remedy}`);
}

/** Built, and proven; what is wanted of the proof. */
async function built(what, model, args, isRight) {
  const began = performance.now();
  const made = await runner(args);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  if (made.status !== 0) return row(what, false, made.error?.fault ?? made.stderr.slice(-500));
  const proven = await runner(["models", "verify", model, "--deep"]);
  const proof = existsSync(join(MODELS, model, "proof.json"))
    ? JSON.parse(readFileSync(join(MODELS, model, "proof.json"), "utf8"))
    : {};
  row(
    what,
    proven.status === 0 && isRight(proof),
    `${seconds} s; ${proven.stdout.trim().split("\n").slice(2).join("; ")}${proven.error?.fault ?? ""}`,
  );
}

const NINE = "bioreview-qwen3.5-9b-sft";
const EIGHT = "bioreview-qwen3-8b-sft";

// The packages come first: the random models are made with them.
mkdirSync(tiny("nothing"), { recursive: true });
await refused("a base without files", ["models", "build", "specter2-base", "--base", tiny("nothing")], "input-incomplete");
const python = join(MODELS, ".build", "environment", "bin", "python");
const source = join(FOLDER, "llama.cpp");
if (!existsSync(source))
  spawnSync("git", ["clone", "--quiet", join(ROOT, "runner/node_modules/node-llama-cpp/llama/gitRelease.bundle"), source]);
if (!existsSync(tiny("specter"))) {
  const made = spawnSync(python, [join(ROOT, "test/runner/tiny_models.py"), source, TINY], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
}

const allEqual = ({ equalTokens, continuation }) => equalTokens === continuation;
const any = () => true;
await built("Qwen3, F32", EIGHT, buildArgs("bioreview-8b", "base-q3", "adapter-q3", "--quantisation", "F32"), allEqual);
await built("Qwen3, Q8_0", EIGHT, buildArgs("bioreview-8b", "base-q3", "adapter-q3", "--quantisation", "Q8_0"), any);
await built("Qwen3, Q4_K_M", EIGHT, buildArgs("bioreview-8b", "base-q3", "adapter-q3"), any);
await built(
  "Qwen3.5, adapter of the class with eyes, F32",
  NINE,
  buildArgs("bioreview-9b", "base-q35", "adapter-q35-sees", "--quantisation", "F32"),
  allEqual,
);
await built(
  "Qwen3.5, adapter of the text class, F32",
  NINE,
  buildArgs("bioreview-9b", "base-q35", "adapter-q35-text", "--quantisation", "F32"),
  allEqual,
);

// Killed in each of its steps, and ended: what is left is as from one run.
const NAMES = ["merging", "converting", "quantising", "what transformers makes"];
const args = buildArgs("bioreview-9b", "base-q35", "adapter-q35-text");
for (const name of NAMES) {
  const child = spawn(process.execPath, [RUNNER, ...args, "--models", MODELS], { stdio: ["ignore", "ignore", "pipe"] });
  let words = "";
  const killed = await new Promise((settle) => {
    child.once("exit", (_, signal) => settle(signal));
    child.stderr.setEncoding("utf8").on("data", (text) => {
      words += text;
      // A little later: the step's program runs.
      if (words.includes(name)) setTimeout(() => child.kill("SIGKILL"), 1500);
    });
  });
  for (const lock of [".build.lock", ".build/bioreview-9b.lock"]) rmSync(join(MODELS, lock), { recursive: true, force: true });
  row(`killed -9 while ${name}`, killed === "SIGKILL", `${(words.match(/done before/g) ?? []).length} steps were done before`);
}
await built("Qwen3.5 after four kills, Q4_K_M", NINE, args, any);

await refused("an adapter of another base", buildArgs("bioreview-8b", "base-q3", "adapter-q35-text"), "adapter-of-another-model");
await refused(
  "an adapter with eyes for a base without",
  buildArgs("bioreview-8b", "base-q3", "adapter-q35-sees"),
  "adapter-of-another-model",
);
await refused(
  "an adapter that was never trained",
  buildArgs("bioreview-8b", "base-q3", "adapter-q3-untrained"),
  "adapter-without-effect",
);
await refused("the other profile's base", buildArgs("bioreview-9b", "base-q3", "adapter-q3"), "gguf-other-architecture");
await refused("a hub that is not there", ["models", "build", "specter2-base"], "hub-unreachable", {
  HF_ENDPOINT: "http://127.0.0.1:9",
});

/** A hub with one repository, or one that answers everything with a status. */
async function hub({ status, code, refusesFiles = false }, use) {
  const folder = tiny("specter");
  const commit = "c0ffee".padEnd(40, "0");
  const server = createServer(({ url, method }, response) => {
    if (status !== undefined) return response.writeHead(status, code === undefined ? {} : { "x-error-code": code }).end();
    const [, name] = new RegExp(`/resolve/${commit}/(.+)$`).exec(url) ?? [];
    if (name === undefined) {
      const names = readdirSync(folder);
      const files = names.map((path) => ({ type: "file", path, size: readFileSync(join(folder, path)).length, oid: path }));
      const body = url.includes("/tree/")
        ? files
        : { id: "a/b", sha: commit, siblings: names.map((rfilename) => ({ rfilename })) };
      return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    }
    if (refusesFiles) return response.writeHead(403, { "x-error-code": "GatedRepo" }).end();
    const data = readFileSync(join(folder, name));
    const etag = `"${createHash("sha256").update(data).digest("hex")}"`;
    return response
      .writeHead(200, { "content-length": data.length, etag, "x-repo-commit": commit })
      .end(method === "HEAD" ? "" : data);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  await use({ HF_ENDPOINT: `http://127.0.0.1:${server.address().port}` });
  server.close();
  server.closeAllConnections();
}

const FETCHED = ["models", "build", "specter2-base", "--base", "a/b"];
for (const [what, faults, code] of [
  ["a repository that asks for consent (401)", { status: 401, code: "GatedRepo" }, "access-denied"],
  ["a repository whose files ask for consent (403)", { refusesFiles: true }, "access-denied"],
  ["a repository that is private or not there (401)", { status: 401, code: "RepoNotFound" }, "access-denied"],
  ["a token that may not (403)", { status: 403 }, "access-denied"],
  ["a hub that fails (500)", { status: 500 }, "hub-failed"],
])
  await hub(faults, (env) => refused(what, FETCHED, code, env));
await hub({}, async (env) => {
  const specter = await runner(FETCHED, env);
  const words = /cosines differ .*/.exec(specter.stderr)?.[0] ?? specter.error?.fault ?? specter.stderr.slice(-500);
  const { inputs } = JSON.parse(readFileSync(join(MODELS, "specter2-base", "build.json"), "utf8"));
  row("an encoder, fetched and exported to ONNX", specter.status === 0 && inputs.base.from.startsWith("a/b@c0ffee"), words);
});

await runtimeAdapters({ folder: FOLDER, models: MODELS, python, source, tiny, runner, row, refused });

console.log(["| what | | seen |", "|---|---|---|", ...rows].join("\n"));
process.exit(failed === 0 ? 0 : 1);
