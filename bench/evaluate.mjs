// One evaluation of the size of the published test split, against the same metric in Python (NumPy, SciPy), both as cold processes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, PYTHON_PACKAGES, ROOT } from "./peers.mjs";

const ROUNDS = 5;
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
    const predicted = [];
    for (let k = 0; k < tool[a]; k++)
      predicted.push(await concern(`Prediction ${k} about article ${a} says that something is not shown.`));
    const human = [];
    for (let k = 0; k < reference[a]; k++)
      human.push({
        concern_text: await concern(`Reviewer's point ${k} about article ${a} asks for another experiment.`),
        category: CATEGORIES[Math.floor(random() * CATEGORIES.length)],
        severity: SEVERITIES[Math.floor(random() * SEVERITIES.length)],
        requires_figure_reading: false,
      });
    predictions.push(JSON.stringify({ article_id: `article-${a}`, concerns: predicted }));
    references.push(JSON.stringify({ id: `article-${a}`, concerns: human }));
  }
  rows.end();
  await once(rows, "finish");
  writeFileSync(join(folder, "predictions.jsonl"), `${predictions.join("\n")}\n`);
  writeFileSync(join(folder, "references.jsonl"), `${references.join("\n")}\n`);
}

/** Runs a command, and says at its end how much memory it had at most, which the system counts for children that have ended. */
const WATCH =
  "import resource,subprocess,sys; code=subprocess.run(sys.argv[1:]).returncode; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,file=sys.stderr); sys.exit(code)";

/** Wall seconds, peak megabytes and the printed scores of a process. */
async function measure(command, args) {
  const start = performance.now();
  const child = spawn("python3", ["-c", WATCH, command, ...args], { env: { ...process.env, PYTHONPATH: PYTHON_PACKAGES } });
  const output = { out: "", err: "" };
  child.stdout.on("data", (piece) => (output.out += piece));
  child.stderr.on("data", (piece) => (output.err += piece));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${command} ${args[0]} ended with ${code}: ${output.err}`);
  const kilobytes = Number(output.err.trim().split("\n").at(-1));
  return { seconds: (performance.now() - start) / 1000, megabytes: kilobytes / 1024, scores: JSON.parse(output.out) };
}

export async function evaluation(report) {
  const folder = mkdtempSync(join(tmpdir(), "bioreview-bench-"));
  try {
    report("writing 440 MB of embeddings");
    await makeInputs(folder);
    const [predictions, references, embeddings] = ["predictions", "references", "embeddings"].map((name) =>
      join(folder, `${name}.jsonl`),
    );
    const ours = [
      ...[join(ROOT, "dist", "bioreview.js"), "evaluate", "--json"],
      ...["--predictions", predictions, "--references", references, "--embeddings", embeddings],
    ];
    const peer = [join(ROOT, "bench", "peers", "score.py"), predictions, references, embeddings];
    const rounds = { ours: [], python: [] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.ours.push(await measure(process.execPath, ours));
      rounds.python.push(await measure("python3", peer));
      for (const [name, all] of Object.entries(rounds)) report(`round ${round}, ${name}: ${all.at(-1).seconds.toFixed(2)} s`);
    }
    return table(rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const COMPARED = ["n_matched", "recall", "precision", "f1", "f1_macro", "recall_major", "recall_minor"];

function table({ ours, python }) {
  const seconds = (rounds) => median(rounds.map((round) => round.seconds));
  const peak = (rounds) => Math.max(...rounds.map(({ megabytes }) => megabytes));
  const [a, b] = [ours[0].scores, python[0].scores];
  const differing = COMPARED.filter((name) => Math.abs(a[name] - b[name]) > 1e-9);
  return [
    `${ARTICLES} articles, ${PREDICTED} x ${REFERENCES} concerns, ${DIMENSIONS} dimensions, 1,000 resamples; ${ROUNDS} rounds, medians`,
    "",
    "| | seconds | peak MB | F1 |",
    "|---|---:|---:|---:|",
    `| BioReview | ${seconds(ours).toFixed(2)} | ${peak(ours).toFixed(0)} | ${a.f1.toFixed(6)} |`,
    `| Python | ${seconds(python).toFixed(2)} | ${peak(python).toFixed(0)} | ${b.f1.toFixed(6)} |`,
    `| ratio | ${(seconds(python) / seconds(ours)).toFixed(2)} | | ${differing.length === 0 ? "all scores equal" : `differ: ${differing.join(", ")}`} |`,
  ].join("\n");
}
