// Runs the benchmarks and prints their tables as Markdown. See README.md for what each compares.
import { embeddings } from "./embeddings.mjs";
import { evaluation } from "./evaluate.mjs";
import { generation } from "./generation.mjs";
import { installPeers } from "./peers.mjs";
import { pipeline } from "./pipeline.mjs";
import { prefix } from "./prefix.mjs";
import { reading } from "./reading.mjs";
import { report } from "./report.mjs";
import { revisions } from "./revisions.mjs";
import { sameConcern } from "./same-concern.mjs";

const BENCHMARKS = {
  ...{ generation, prefix, pipeline, reading, embeddings, evaluation, "same-concern": sameConcern, revisions, report },
};

const names = process.argv.slice(2).filter((word) => !word.startsWith("-"));
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0 || process.argv.includes("--help")) {
  console.error(`usage: npm run bench -- [${Object.keys(BENCHMARKS).join("] [")}]`);
  process.exit(unknown.length > 0 ? 2 : 0);
}

installPeers();
for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  console.error(`bench: ${name}`);
  console.log(`\n### ${name}\n\n${await benchmark((line) => console.error(`bench: ${line}`))}`);
}
