// The same work by the model card's own Python: a cold process loads the same GGUF file, reads the example's prompt and writes so many tokens; seconds and peak memory.
// Without embeddings and post-processing on both sides. Transformers turns the quantized weights into numbers of the type that it is given.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ask, ours } from "./generation.mjs";
import { GGUF, GGUF_NAME, installPython, median, ROOT } from "./peers.mjs";

const ROUNDS = 3;
const WRITTEN = 400;
const PEERS = ["bfloat16", "float32"];

/** What `bioreview prompt` prints for the example. */
function prompt(...options) {
  const program = join(ROOT, "dist", "bioreview.js");
  const paper = join(ROOT, "examples", "phage-wound-gel", "v1");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "prompt", paper, "--profile", "smoke", ...options], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`bioreview prompt ended with ${status}: ${stderr}`);
  return stdout;
}

async function oursOnce(system, user, threads) {
  const began = performance.now();
  const server = await ours("--no-prefix-cache", "--threads", String(threads));
  try {
    const { promptTokens } = await ask({ ...server, system }, user, 42, WRITTEN);
    const seconds = (performance.now() - began) / 1000;
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"));
    return { seconds, promptTokens, megabytes: kilobytes / 1024 };
  } finally {
    await server.stop();
  }
}

function cardOnce(packages, system, user, dtype, threads) {
  const messages = JSON.stringify([
    { role: "system", content: system },
    { role: "user", content: user },
  ]);
  const folder = mkdtempSync(join(tmpdir(), "bioreview-bench-"));
  try {
    const args = [join(ROOT, "bench", "peers", "card.py"), dirname(GGUF), GGUF_NAME, dtype, String(threads), String(WRITTEN)];
    const env = { ...process.env, PYTHONPATH: packages, HF_HUB_OFFLINE: "1", HF_HOME: folder };
    const { status, stdout, stderr } = spawnSync("python3", args, { input: messages, encoding: "utf8", env });
    if (status !== 0) throw new Error(`card.py ended with ${status}: ${stderr.slice(-2000)}`);
    return JSON.parse(stdout.trim().split("\n").at(-1));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function card(say) {
  const packages = installPython("card-requirements.txt", "bench-card");
  const system = prompt("--system");
  const user = prompt();
  const rows = [];
  let tokens;
  for (const threads of [1, 2]) {
    const rounds = { ours: [], bfloat16: [], float32: [] };
    for (let round = 0; round < ROUNDS; round++) {
      const order = ["ours", ...PEERS];
      for (const name of order.map((_, k) => order[(k + round) % order.length])) {
        const measured =
          name === "ours" ? await oursOnce(system, user, threads) : cardOnce(packages, system, user, name, threads);
        say(`${threads} threads, round ${round + 1}, ${name}: ${JSON.stringify(measured)}`);
        rounds[name].push(measured);
      }
    }
    tokens = [...new Set(Object.values(rounds).map(([first]) => first.promptTokens))].join(" and ");
    const of = (name, what) => median(rounds[name].map((one) => one[what]));
    for (const name of ["ours", ...PEERS]) {
      const ratio = (what) => (of(name, what) / of("ours", what)).toFixed(1);
      const cells = [
        `${of(name, "seconds").toFixed(1)} s`,
        ratio("seconds"),
        `${of(name, "megabytes").toFixed(0)} MB`,
        ratio("megabytes"),
      ];
      rows.push(`| ${threads} | ${name === "ours" ? "ours" : `transformers, ${name}`} | ${cells.join(" | ")} |`);
    }
  }
  return [
    `${tokens} prompt tokens, ${WRITTEN} written, ${ROUNDS} rounds, medians, from the start of a cold process to the whole answer`,
    "",
    "| threads | | time | ratio | peak memory | ratio |",
    "|---:|---|---:|---:|---:|---:|",
    ...rows,
  ].join("\n");
}
