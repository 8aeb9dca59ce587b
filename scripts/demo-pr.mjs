// Plays the example manuscript's two revisions as pushes to a pull request, against a stand-in for GitHub and with the built Action, and leaves an HTML page
// of the whole conversation: npm run demo:pr [-- --help]
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const ROOT = join(import.meta.dirname, "..");
const HELP = `npm run demo:pr [-- options]

Plays a pull request of the example manuscript against a stand-in for GitHub on this machine: its opening, two pushes, a question and a
dismissal. The built Action reviews each, with the small model of profile smoke. Leaves one HTML page of the conversation.

  --scripted       no model: concerns that we wrote for the example, which mean something
  --output <file>  where the page goes; default: .cache/demo/pull-request.html
  --dist <folder>  another build of the Action than dist/
  --help           this text
`;
const VOICES = {
  scripted:
    "A demonstration. No model was asked: the concerns below were written by people after the weaknesses that the example's README lists.",
  smoke:
    "A demonstration. The concerns below are those of SmolLM2-135M, a very small model that shows that the parts work together; they mean nothing. See npm run demo:pr -- --scripted for ones that do.",
};

class Unready extends Error {}
const tell = (line) => console.error(`demo: ${line}`);

function asked() {
  const options = {
    scripted: { type: "boolean" },
    output: { type: "string", default: join(ROOT, ".cache", "demo", "pull-request.html") },
    dist: { type: "string", default: join(ROOT, "dist") },
    help: { type: "boolean", short: "h" },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new Unready(`${error.message}. See npm run demo:pr -- --help`);
  }
}

function needs(path, what, remedy) {
  if (!existsSync(path)) throw new Unready(`${what}: there is no ${path}. Run: ${remedy}`);
}

/** Where the small model's weights lie. */
function smallModel() {
  const program = join(ROOT, "runner", "dist", "bioreview-runner.js");
  const remedy = "npm run setup -- --models    (or see --scripted, which needs no model)";
  needs(join(ROOT, "runner", "node_modules", "node-llama-cpp"), "the model server's libraries are not installed", remedy);
  const runner = (...args) => spawnSync(process.execPath, [program, "models", ...args], { encoding: "utf8" });
  const { status, stderr } = runner("verify", "smoke");
  if (status !== 0) throw new Unready(`the small model is not there or not whole: ${stderr.trim()}\nRun: ${remedy}`);
  return runner("path").stdout.trim();
}

/** demo/ is TypeScript, which not every Node that we support runs: bundled beside node_modules, so that its packages are found. */
async function loadDemo() {
  const { rolldown } = await import("rolldown");
  const file = join(ROOT, ".cache", "demo", `${process.pid}.mjs`);
  const bundle = await rolldown({ input: join(ROOT, "demo", "index.ts"), platform: "node", external: /^[^./]/ });
  await bundle.write({ file, format: "esm" });
  await bundle.close();
  try {
    return await import(file);
  } finally {
    rmSync(file, { force: true });
  }
}

async function main() {
  const { scripted, output, dist, help } = asked();
  if (help) return void process.stdout.write(HELP);
  needs(join(ROOT, "node_modules", "rolldown"), "the reviewer's libraries are not installed", "npm run setup");
  needs(join(dist, "action.js"), "the Action is not built", "npm run build");
  const models = scripted ? undefined : smallModel();
  const demo = await loadDemo();
  const script = scripted ? await demo.startScript() : undefined;
  try {
    const played = await demo.playDemo(demo.exampleActs(join(ROOT, "examples", "phage-wound-gel")), {
      action: ROOT,
      dist: resolve(dist),
      inputs: { profile: "smoke", ...(script === undefined ? { models } : { endpoint: script.url, model: demo.SCRIPT_MODEL }) },
      env: { BIOREVIEW_RUNNER: join(ROOT, "runner") },
      voice: scripted ? VOICES.scripted : VOICES.smoke,
      clock: () => performance.now(),
      tell,
    });
    mkdirSync(dirname(resolve(output)), { recursive: true });
    writeFileSync(output, demo.conversationPage(played));
    process.stdout.write(`${resolve(output)}\n`);
    for (const what of played.violations) tell(`GitHub would not take this: ${what}`);
    const failed = played.runs.filter(({ conclusion }) => conclusion !== "success");
    for (const { title, log } of failed) tell(`the run for “${title}” failed:\n${log.join("\n")}`);
    if (failed.length + played.violations.length > 0) process.exitCode = 1;
  } finally {
    await script?.stop();
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Unready)) throw error;
  tell(error.message);
  process.exitCode = 2;
}
