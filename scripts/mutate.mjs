// How much of the code the tests hold: changes one line of it at a time, runs the nearest tests, and tells which changes no test noticed.
// npm run mutate -- --help. Nothing on disk is changed: the tests get the changed file from memory.
import { fork } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseSync } from "rolldown/utils";

const ROOT = join(import.meta.dirname, "..");
const HELP = `npm run mutate -- [options] [folder or file ...]

  folders            what is mutated; default: src/publish src/revision src/action src/review
  --count <n>        mutants, chosen at random; default: 200
  --seed <n>         of the choice; default: 1
  --output <file>    the report as Markdown; default: .cache/mutation.md
  --list             prints the chosen mutants and runs none
`;
/** They run the bundle, in which no mutant is, or whole programs beside it. */
const NO_NEIGHBOUR = /^test\/(?:act|demo|dist|examples|runner|runner-sim|action\/e2e)\//;
/** Test files that are tried on one mutant, the nearest first. */
const MOST_FILES = 6;
/** Milliseconds that a test file takes on the code as it is. Slower ones are left out: they would take hours. */
const SLOW = 15_000;
/** How often the usual time of a test file, and milliseconds besides, it may take before the mutant counts as one that runs in circles. */
const PATIENCE = { times: 5, besides: 20_000 };
/** Milliseconds, for a test file that was never run. */
const FIRST_PATIENCE = 120_000;

/* ---- Mutants ---- */

const OPERATORS = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
  "&&": "||",
  "||": "&&",
};
/** Methods, each with one that takes the same and does something else. */
const METHODS = {
  ...{ some: "every", every: "some", find: "findLast", findLast: "find", findIndex: "findLastIndex", indexOf: "lastIndexOf" },
  ...{ min: "max", max: "min", floor: "ceil", ceil: "floor", startsWith: "endsWith", endsWith: "startsWith" },
  ...{ push: "unshift", shift: "pop", pop: "shift", padStart: "padEnd", trimStart: "trimEnd", trimEnd: "trimStart" },
};
/** Methods whose receiver can stand for what they return. */
const DROPPED = new Set(["filter", "slice", "toSorted", "sort", "toReversed", "reverse", "trim", "toLowerCase"]);
const CONDITIONS = new Set(["BinaryExpression", "LogicalExpression"]);

const isNode = (value) => typeof value === "object" && value !== null && typeof value.type === "string";
/** Of types only, or text that is no behaviour of the module. */
function isSkipped(key, { type }) {
  const isWrapper = type === "TSAsExpression" || type === "TSSatisfiesExpression" || type === "TSNonNullExpression";
  return (type.startsWith("TS") && !isWrapper) || type.startsWith("Import") || key === "typeArguments" || key === "source";
}

/** @returns each change of one place, as `{ start, end, by, kind }`: the text between the offsets (UTF-16) is replaced */
function mutationsOf(text, program) {
  const found = [];
  const between = (from, to, by, kind) => found.push({ start: from, end: to, by, kind });
  const source = ({ start, end }) => text.slice(start, end);
  const visitors = {
    BinaryExpression: operator,
    LogicalExpression: operator,
    Literal: (node) => {
      if (typeof node.value === "number") between(node.start, node.end, String(node.value + 1), "constant + 1");
      if (typeof node.value === "boolean") between(node.start, node.end, String(!node.value), "other truth value");
    },
    IfStatement: ({ test }) => condition(test),
    ConditionalExpression: ({ test }) => condition(test),
    UnaryExpression: (node) =>
      node.operator === "!" && between(node.start, node.end, `(${source(node.argument)})`, "negation dropped"),
    CallExpression: (node) => {
      const { object, property, computed } = node.callee;
      if (property === undefined || computed) return;
      const other = Object.hasOwn(METHODS, property.name) ? METHODS[property.name] : undefined;
      if (other !== undefined) between(property.start, property.end, other, "other method");
      if (DROPPED.has(property.name)) between(object.end, node.end, "", "call dropped");
    },
    ExpressionStatement: ({ expression, start, end }) => {
      const isCall = expression.type === "CallExpression" || expression.type === "AwaitExpression";
      if (isCall || expression.type === "AssignmentExpression") between(start, end, ";", "statement dropped");
    },
    ReturnStatement: ({ argument }) => argument && returned(argument),
    ArrowFunctionExpression: ({ body, expression }) => expression && returned(body),
  };
  function operator(node) {
    const by = Object.hasOwn(OPERATORS, node.operator) ? OPERATORS[node.operator] : undefined;
    if (by === undefined) return;
    const at = text.indexOf(node.operator, node.left.end);
    between(at, at + node.operator.length, by, "other operator");
  }
  function condition(test) {
    for (const by of ["true", "false"]) between(test.start, test.end, by, `condition always ${by}`);
  }
  function returned(node) {
    if (CONDITIONS.has(node.type) && node.operator !== "??" && !["+", "-", "*", "/"].includes(node.operator))
      between(node.start, node.end, `!(${source(node)})`, "returned value negated");
    if (node.type === "ArrayExpression" && node.elements.length > 0) between(node.start, node.end, "[]", "returned list emptied");
  }
  const walk = (node) => {
    visitors[node.type]?.(node);
    for (const [key, value] of Object.entries(node))
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child) && !isSkipped(key, child)) walk(child);
  };
  walk(program);
  return found;
}

function typescriptBelow(path) {
  if (path.endsWith(".ts")) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !/node_modules/.test(entry.parentPath))
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** mulberry32. @returns numbers from 0 to 1, always the same for a seed */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @returns as many mutants of these files, each with the whole text of its file; those that are no syntax are left out */
function chooseMutants(files, count, seed) {
  const all = files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    const mutations = mutationsOf(text, parseSync(file, text).program);
    return mutations.map((mutation) => ({ file, text, ...mutation }));
  });
  const random = randomFrom(seed);
  const chosen = [];
  while (chosen.length < count && all.length > 0) {
    const [{ file, text, start, end, by, kind }] = all.splice(Math.floor(random() * all.length), 1);
    const mutated = text.slice(0, start) + by + text.slice(end);
    if (parseSync(file, mutated).errors.length > 0) continue;
    const line = text.slice(0, start).split("\n").length;
    const lines = (whole, from, to) => whole.slice(whole.lastIndexOf("\n", from - 1) + 1, whole.indexOf("\n", to)).split("\n");
    chosen.push({ file, line, kind, mutated, before: lines(text, start, end), after: lines(mutated, start, start + by.length) });
  }
  return chosen;
}

/* ---- Nearest tests ---- */

/** What each file imports, as absolute paths. */
function importsOf(file) {
  const { module } = parseSync(file, readFileSync(file, "utf8"));
  const from = [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)].flatMap(
    ({ moduleRequest }) => moduleRequest?.value ?? [],
  );
  const lazily = module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
    readFileSync(file, "utf8").slice(start + 1, end - 1),
  );
  return [...from, ...lazily].filter((path) => path.startsWith(".")).map((path) => resolve(dirname(file), path));
}

/** @returns for a file of the sources its test files: those of the same name or the folder that mirrors its own first, then by the number of imports between */
function neighbours() {
  const importers = new Map();
  for (const file of ["src", "profiles", "test", "demo"].flatMap((folder) => typescriptBelow(join(ROOT, folder))))
    for (const imported of importsOf(file)) importers.set(imported, [...(importers.get(imported) ?? []), file]);
  return (file) => {
    const distances = new Map([[file, 0]]);
    for (const [reached, distance] of distances)
      for (const importer of importers.get(reached) ?? []) if (!distances.has(importer)) distances.set(importer, distance + 1);
    const mirrored = relative(ROOT, file).replace(/^src/, "test").replace(/\.ts$/, ".test.ts");
    const nearness = (path, distance) =>
      path === mirrored ? 0 : dirname(path) === dirname(mirrored) ? distance : 100 + distance;
    return [...distances]
      .map(([absolute, distance]) => ({ path: relative(ROOT, absolute), distance }))
      .filter(({ path }) => path.endsWith(".test.ts") && !NO_NEIGHBOUR.test(path))
      .sort((a, b) => nearness(a.path, a.distance) - nearness(b.path, b.distance) || (a.path < b.path ? -1 : 1))
      .map(({ path }) => path);
  };
}

/* ---- Running: a process of its own, which can be ended where a mutant runs in circles ---- */

/** Answers each `{ file, mutated, test }` with whether a test failed. */
async function serve() {
  const { createVitest } = await import("vitest/node");
  let mutant = { file: "", mutated: "" };
  const fromMemory = {
    name: "mutant",
    enforce: "pre",
    load: (id) => (id.split("?")[0] === mutant.file ? mutant.mutated : undefined),
  };
  const options = {
    root: ROOT,
    config: false, // its projects would not get the plugin that holds the mutant
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/clean-up.ts"],
    env: { PYTHONPATH: join(ROOT, ".cache", "python"), XDG_DATA_HOME: join(ROOT, ".cache", "no-data") },
    watch: false,
    bail: 1,
    maxWorkers: 1,
    retry: 0,
    testTimeout: 20_000,
  };
  const vitest = await createVitest("test", { ...options, reporters: [{ onInit() {} }] }, { plugins: [fromMemory] });
  process.on("message", async ({ file, mutated, test }) => {
    for (const changed of [mutant.file, file].filter(Boolean)) vitest.invalidateFile(changed);
    mutant = { file, mutated };
    vitest.state.idMap.clear(); // `bail` counts the failures of earlier runs too, which were other mutants'
    const specification = vitest.projects[0].createSpecification(join(ROOT, test));
    const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
    // Modules of earlier runs are there too.
    const passed = testModules.some((module) => module.moduleId === join(ROOT, test) && module.state() === "passed");
    process.send({ failed: unhandledErrors.length > 0 || !passed });
  });
  process.send({});
}

function startServer() {
  const env = { ...process.env, BIOREVIEW_MODELS: "/nowhere" }; // a real model tells little of a mutant and takes long
  const stdio = ["ignore", "ignore", "ignore", "ipc"];
  const child = fork(import.meta.filename, ["--serve"], { cwd: ROOT, env, stdio, detached: true });
  /** @returns what it says next, or "timeout", or "ended" where it did */
  const next = (patience) =>
    new Promise((resolve) => {
      const timer = setTimeout(() => settle("timeout"), patience);
      const settle = (answer) => {
        clearTimeout(timer);
        child.off("message", settle).off("exit", ended);
        resolve(answer);
      };
      const ended = () => settle("ended");
      child.once("message", settle).once("exit", ended);
    });
  return {
    ready: next(FIRST_PATIENCE),
    ask: (question, patience) => {
      const answer = next(patience);
      child.send(question, () => {}); // where it has ended, `answer` says so
      return answer;
    },
    /** With the workers that it started. */
    stop: () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // it has ended by itself
      }
    },
  };
}

/** Runs one test file at a time, on a server that is started anew where it had to be ended. */
function testRunner() {
  let server;
  const usual = new Map();
  async function run(test, mutant, patience) {
    if (server === undefined) {
      server = startServer();
      await server.ready;
    }
    const answer = await server.ask({ file: "", mutated: "", ...mutant, test }, patience);
    if (typeof answer !== "string") return answer.failed ? "killed" : "survived";
    server.stop();
    server = undefined;
    return answer;
  }
  return {
    /** @returns milliseconds on the code as it is; Infinity where it fails or takes too long */
    async usualTime(test) {
      if (usual.has(test)) return usual.get(test);
      const begin = performance.now();
      const outcome = await run(test, {}, FIRST_PATIENCE);
      const took = performance.now() - begin;
      usual.set(test, outcome === "survived" && took < SLOW ? took : Number.POSITIVE_INFINITY);
      return usual.get(test);
    },
    run: (test, { file, mutated }) => run(test, { file, mutated }, usual.get(test) * PATIENCE.times + PATIENCE.besides),
    stop: () => server?.stop(),
  };
}

async function outcomeOf(mutant, tests, runner) {
  let tried = 0;
  for (const test of tests) {
    if (tried === MOST_FILES) break;
    if ((await runner.usualTime(test)) === Number.POSITIVE_INFINITY) continue;
    tried++;
    const outcome = await runner.run(test, mutant);
    if (outcome !== "survived") return { outcome, test };
  }
  return { outcome: tried === 0 ? "untested" : "survived" };
}

const place = ({ file, line }) => `${relative(ROOT, file)}:${line}`;
const diff = ({ before, after }) => [...before.map((line) => `- ${line}`), ...after.map((line) => `+ ${line}`)].join("\n");

/** @param done the mutants with their outcomes */
function reportOf(done) {
  const count = (outcome) => done.filter((one) => one.outcome === outcome).length;
  const noticed = count("killed") + count("timeout") + count("ended");
  const rows = [...new Set(done.map(({ file }) => relative(ROOT, file).split("/").slice(0, 2).join("/")))]
    .sort()
    .map((folder) => {
      const own = done.filter(({ file }) => relative(ROOT, file).startsWith(`${folder}/`));
      const killed = own.filter(({ outcome }) => outcome !== "survived" && outcome !== "untested").length;
      return `| ${folder} | ${own.length} | ${killed} | ${((100 * killed) / own.length).toFixed(1)} % |`;
    });
  const unnoticed = done.filter(({ outcome }) => outcome === "survived" || outcome === "untested");
  return [
    `# ${done.length} mutants: ${noticed} noticed (${count("timeout")} by running too long), ${unnoticed.length} not: ${((100 * noticed) / done.length).toFixed(1)} %`,
    ["| folder | mutants | noticed | score |", "|---|---|---|---|", ...rows].join("\n"),
    "## Not noticed",
    ...unnoticed.map((one) => `${place(one)} (${one.kind}, ${one.outcome})\n\`\`\`diff\n${diff(one)}\n\`\`\``),
    "",
  ].join("\n\n");
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: "string", default: "200" },
      seed: { type: "string", default: "1" },
      output: { type: "string", default: join(ROOT, ".cache", "mutation.md") },
      list: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return void process.stdout.write(HELP);
  const folders = positionals.length > 0 ? positionals : ["src/publish", "src/revision", "src/action", "src/review"];
  const missing = folders.filter((folder) => !existsSync(join(ROOT, folder)));
  if (missing.length > 0) throw new Error(`there is no ${missing.join(", ")}`);
  const mutants = chooseMutants(
    folders.flatMap((folder) => typescriptBelow(join(ROOT, folder))),
    Number(values.count),
    Number(values.seed),
  );
  if (values.list) return mutants.forEach((mutant) => void console.log(`${place(mutant)} ${mutant.kind}\n${diff(mutant)}`));
  const done = [];
  const testsOf = neighbours();
  const runner = testRunner();
  for (const mutant of mutants) {
    const { outcome, test } = await outcomeOf(mutant, testsOf(mutant.file), runner);
    done.push({ ...mutant, outcome });
    console.error(`${done.length}/${mutants.length} ${place(mutant)} ${mutant.kind}: ${outcome}${test ? ` by ${test}` : ""}`);
    writeFileSync(values.output, reportOf(done));
  }
  runner.stop();
  console.error(reportOf(done).split("\n")[0]);
}

await (process.argv.includes("--serve") ? serve() : main());
