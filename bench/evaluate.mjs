// How long one evaluation of the size of the published test split takes, against the same metric in Python (NumPy, SciPy), both as cold processes.
// Usage: node bench/evaluate.mjs [--runs 3] [--program dist/bioreview.js]
// Needs python3 with numpy and scipy, such as `npm test` puts into .cache/python. The inputs (some 440 MB) are made in a temporary folder.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const ROOT = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: { runs: { type: "string", default: "3" }, program: { type: "string", default: join(ROOT, "dist", "bioreview.js") } },
});

// The published test split: articles, predicted and reference concerns, and the dimensions of its embedder.
const [ARTICLES, PREDICTED, REFERENCES, DIMENSIONS] = [981, 14_000, 13_600, 768];
const CATEGORIES = ["design_flaw", "statistical_methodology", "missing_experiment", "writing_clarity", "interpretation", "other"];
const SEVERITIES = ["major", "minor", "optional"];

let state = 42;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const direction = () => Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
const mixed = (parts) => {
  const sum = new Float32Array(DIMENSIONS);
  for (const [vector, weight] of parts) for (let k = 0; k < DIMENSIONS; k++) sum[k] += vector[k] * weight;
  const length = Math.hypot(...sum);
  return Array.from(sum, (value) => Math.fround(value / length));
};

/** As in life: all concerns share a direction, those of a topic another, so that cosines lie on both sides of the threshold. */
async function makeInputs(folder) {
  const shared = direction();
  const topics = Array.from({ length: 40 }, direction);
  const rows = createWriteStream(join(folder, "embeddings.jsonl"));
  const concern = async (text) => {
    const embedding = mixed([
      [shared, 1],
      [topics[Math.floor(random() * topics.length)], 0.8],
      [direction(), 0.3],
    ]);
    if (!rows.write(`${JSON.stringify({ text, embedding })}\n`)) await once(rows, "drain");
    return text;
  };
  const counts = (total) =>
    Array.from({ length: ARTICLES }, (_, k) => Math.floor(((k + 1) * total) / ARTICLES) - Math.floor((k * total) / ARTICLES));
  const [tool, reference] = [counts(PREDICTED), counts(REFERENCES)];
  const predictions = [];
  const references = [];
  for (let a = 0; a < ARTICLES; a++) {
    const said = [];
    for (let k = 0; k < tool[a]; k++)
      said.push(await concern(`Prediction ${k} about article ${a} says that something is not shown.`));
    const human = [];
    for (let k = 0; k < reference[a]; k++)
      human.push({
        concern_text: await concern(`Reviewer's point ${k} about article ${a} asks for another experiment.`),
        category: CATEGORIES[Math.floor(random() * CATEGORIES.length)],
        severity: SEVERITIES[Math.floor(random() * SEVERITIES.length)],
        requires_figure_reading: false,
      });
    predictions.push(JSON.stringify({ article_id: `article-${a}`, concerns: said }));
    references.push(JSON.stringify({ id: `article-${a}`, concerns: human }));
  }
  rows.end();
  await once(rows, "finish");
  writeFileSync(join(folder, "predictions.jsonl"), `${predictions.join("\n")}\n`);
  writeFileSync(join(folder, "references.jsonl"), `${references.join("\n")}\n`);
}

/** Wall seconds and peak resident memory of a whole process, by GNU time's own count where it is there. */
function measured(command, args) {
  const begun = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync("python3", ["-c", CHILD, command, ...args], {
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, PYTHONPATH: [join(ROOT, ".cache", "python"), process.env.PYTHONPATH].filter(Boolean).join(":") },
  });
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  if (status !== 0) throw new Error(`${command} ${args[0]} failed: ${stderr}`);
  return { seconds, megabytes: Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024, output: JSON.parse(stdout) };
}
/** Runs a command and tells the peak memory of it: the operating system counts that for children that have ended. */
const CHILD =
  "import resource,subprocess,sys; r=subprocess.run(sys.argv[1:]).returncode; print('peak',resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,file=sys.stderr); sys.exit(r)";

const folder = mkdtempSync(join(tmpdir(), "bioreview-bench-"));
try {
  console.error("making the inputs");
  await makeInputs(folder);
  const [predictions, references, embeddings] = ["predictions", "references", "embeddings"].map((name) =>
    join(folder, `${name}.jsonl`),
  );
  const ours = [
    values.program,
    "evaluate",
    "--predictions",
    predictions,
    "--references",
    references,
    "--embeddings",
    embeddings,
    "--json",
  ];
  const peer = [join(ROOT, "bench", "peers", "score.py"), predictions, references, embeddings];
  const runs = { ours: [], python: [] };
  for (let run = 0; run < Number(values.runs); run++) {
    runs.ours.push(measured(process.execPath, ours));
    runs.python.push(measured("python3", peer));
  }
  const median = (of) => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)];
  const seconds = Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, median(all.map((run) => run.seconds))]));
  const memory = Object.fromEntries(
    Object.entries(runs).map(([name, all]) => [name, Math.max(...all.map((run) => run.megabytes))]),
  );
  const [a, b] = [runs.ours[0].output, runs.python[0].output];
  const scores = ["n_matched", "recall", "precision", "f1", "f1_macro", "recall_major", "recall_minor"];
  const differs = scores.filter((name) => Math.abs(a[name] - b[name]) > 1e-9);
  console.log(`| ${ARTICLES} articles, ${PREDICTED} x ${REFERENCES} concerns | BioReview | Python | ratio | goal |`);
  console.log("| --- | ---: | ---: | ---: | ---: |");
  console.log(
    `| seconds, median of ${values.runs} | ${seconds.ours.toFixed(2)} | ${seconds.python.toFixed(2)} | ${(seconds.python / seconds.ours).toFixed(2)} | >= 2 |`,
  );
  console.log(`| peak memory, MB | ${memory.ours.toFixed(0)} | ${memory.python.toFixed(0)} | | < 1000 |`);
  console.log(
    `| F1 | ${a.f1.toFixed(9)} | ${b.f1.toFixed(9)} | ${differs.length === 0 ? "equal" : `differ in ${differs.join(", ")}`} | equal |`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
