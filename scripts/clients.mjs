// The field's own clients against our model server, with the small model: what each sends without being asked must work, and what cannot be served must be
// refused by name. Outside CI, for it installs Python packages from their registry into a temporary folder: node scripts/clients.mjs
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import OpenAI from "openai";

const ROOT = join(import.meta.dirname, "..");
const RUNNER = join(ROOT, "runner", "dist", "bioreview-runner.js");
const PACKAGES = ["openai==3.57.0", "langchain-openai==1.7.4", "langchain-core==1.8.3", "litellm==1.110.2", "pydantic==2.14.4"];
const CHAT = "smollm2-135m-instruct";
const EMBEDDER = "minilm";

const folder = mkdtempSync(join(tmpdir(), "bioreview-clients-"));
const token = randomBytes(32).toString("hex");
let failures = 0;

function told(client, what, problem) {
  if (problem !== undefined) failures++;
  console.log(`${problem === undefined ? "ok    " : "FAILED"}  ${client}: ${what}${problem === undefined ? "" : `: ${problem}`}`);
}

/** Starts the server. @returns its address, and what ends it */
async function serve() {
  const flags = ["serve", "--profile", "smoke", "--port", "0", "--gpu", "off", "--threads", "1"];
  const child = spawn(process.execPath, [RUNNER, ...flags], {
    env: { ...process.env, BIOREVIEW_RUNNER_TOKEN: token },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve(/http:\S+$/.exec(line)?.[0]));
    child.once("close", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { url: `${url}/v1`, stop: () => child.kill() };
}

/** Python with the packages, in a folder that goes with this run. */
function python() {
  const venv = join(folder, "venv");
  const ran = (command, ...args) => {
    const { status } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
    if (status !== 0)
      throw new Error(`${command} ${args.join(" ")} failed; it needs Python 3.10 or later and a package registry`);
  };
  ran("python3", "-m", "venv", venv);
  ran(join(venv, "bin", "pip"), "install", "--quiet", "--disable-pip-version-check", ...PACKAGES);
  return join(venv, "bin", "python");
}

async function official({ url }) {
  const client = new OpenAI({ baseURL: url, apiKey: token });
  const name = `openai ${JSON.parse(spawnSync("npm", ["ls", "openai", "--json"], { cwd: ROOT, encoding: "utf8" }).stdout).dependencies.openai.version} (JavaScript)`;
  const question = { model: CHAT, messages: [{ role: "user", content: "Say yes." }], max_completion_tokens: 8, temperature: 0 };
  const checks = {
    "lists models and names one": async () => {
      const ids = [];
      for await (const { id } of client.models.list()) ids.push(id);
      return ids.includes(EMBEDDER) && (await client.models.retrieve(CHAT)).id === CHAT;
    },
    "answers, and takes its message back": async () => {
      const { message } = (await client.chat.completions.create(question)).choices[0];
      const next = { ...question, messages: [...question.messages, message, { role: "user", content: "And no." }] };
      return (await client.chat.completions.create(next)).choices[0].message.content.length > 0;
    },
    "streams in the usual loop": async () => {
      let text = "";
      for await (const chunk of await client.chat.completions.create({ ...question, stream: true }))
        text += chunk.choices[0].delta.content ?? "";
      return text === (await client.chat.completions.create(question)).choices[0].message.content;
    },
    "streams with its helper, probabilities and usage": async () => {
      const stream = client.chat.completions.stream({
        ...question,
        logprobs: true,
        top_logprobs: 2,
        stream_options: { include_usage: true },
      });
      const { choices, usage } = await stream.finalChatCompletion();
      const tokens = choices[0].logprobs.content;
      return (
        usage.completion_tokens === tokens.length &&
        tokens.map((one) => one.token).join("") === choices[0].message.content &&
        tokens.every(({ logprob, top_logprobs }) => logprob <= 0 && top_logprobs.length === 2)
      );
    },
    "embeds, in base64 as it asks by itself": async () =>
      (await client.embeddings.create({ model: EMBEDDER, input: ["a", "b"], dimensions: 384 })).data[1].embedding.length === 384,
    "continues a text": async () =>
      (await client.completions.create({ model: CHAT, prompt: "The capital of France is", max_tokens: 4 })).choices[0].text
        .length > 0,
    "hears which field cannot be served": async () => {
      const error = await client.chat.completions.create({ ...question, n: 2 }).catch((reason) => reason);
      return error instanceof OpenAI.BadRequestError && error.param === "n";
    },
  };
  for (const [what, check] of Object.entries(checks)) {
    const outcome = await check().catch((error) => error);
    told(name, what, outcome === true ? undefined : outcome === false ? "another result" : String(outcome));
  }
}

async function inPython(program, { url }) {
  const child = spawn(program, [join(ROOT, "scripts", "clients.py"), url, CHAT, EMBEDDER], {
    env: { ...process.env, OPENAI_API_KEY: token, LITELLM_LOCAL_MODEL_COST_MAP: "True", PYTHONPATH: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith("{")) continue; // litellm's own advice
    const { client, what, problem } = JSON.parse(line);
    told(client, what, problem ?? undefined);
  }
  const code = child.exitCode ?? (await new Promise((resolve) => child.once("close", resolve)));
  if (code !== 0) told("Python", "runs to its end", `it ended with ${code}`);
}

if (!existsSync(RUNNER)) throw new Error(`${RUNNER} is not there: npm run build`);
let server;
try {
  const program = python();
  server = await serve();
  await official(server);
  await inPython(program, server);
} finally {
  server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(failures === 0 ? "all work" : `${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
