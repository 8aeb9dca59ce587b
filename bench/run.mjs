// Runs the benchmarks and prints their tables as Markdown. See README.md for what each compares.
import { installPeers } from "./peers.mjs";

/** Each loaded only where it is asked for. */
const BENCHMARKS = {
  generation: async () => (await import("./generation.mjs")).generation,
  card: async () => (await import("./card.mjs")).card,
  prefix: async () => (await import("./prefix.mjs")).prefix,
  parallel: async () => (await import("./parallel.mjs")).parallel,
  pipeline: async () => (await import("./pipeline.mjs")).pipeline,
  reading: async () => (await import("./reading.mjs")).reading,
  embeddings: async () => (await import("./embeddings.mjs")).embeddings,
  evaluation: async () => (await import("./evaluate.mjs")).evaluation,
  "same-concern": async () => (await import("./same-concern.mjs")).sameConcern,
  revisions: async () => (await import("./revisions.mjs")).revisions,
  report: async () => (await import("./report.mjs")).report,
};

const names = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0 || process.argv.includes("--help")) {
  console.error(`usage: npm run bench -- [${Object.keys(BENCHMARKS).join("] [")}]`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

installPeers();
for (const [name, load] of Object.entries(BENCHMARKS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.error(`bench: ${name}`);
  console.log(`\n### ${name}\n\n${await (await load())((line) => console.error(`bench: ${line}`))}`);
}
