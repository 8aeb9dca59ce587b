// How often "resolved" is true: node scripts/outcomes.mjs [corpus]. Compares list a of each labelled manuscript with list c of its revision and counts
// outcomes against the labels. Each manuscript is judged by a matcher and by anchors that were fitted to the others.
// Needs ../shared/corpus, or the folder that is named, and the small models (npm run setup -- --models).
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compiled } from "./compiled.mjs";

const ROOT = join(import.meta.dirname, "..");
const CORPUS = resolve(process.argv[2] ?? join(ROOT, "../shared/corpus"));
const EMBEDDER = { profile: "smoke", name: "minilm" };
/** Milliseconds; five thousand sentences take two minutes. */
const PATIENCE = 900_000;
const BATCH = 64;

const {
  PaperIndex,
  anchorsOf,
  commonWordsOf,
  compareRevisions,
  connectEmbedder,
  directoryTree,
  withCosines,
  firstRevision,
  locateRunner,
  parseLabels,
  passagesOf,
  readManuscript,
  sentencesOf,
  startServer,
  fitCoefficients,
  trainAnchors,
} = await compiled("outcomes", {
  inference: "src/inference/index.ts",
  manuscript: "src/manuscript/index.ts",
  revision: "src/revision/index.ts",
  anchor: "src/revision/anchors/anchors.ts",
  index: "src/revision/anchors/paper-index.ts",
  training: "src/revision/anchors/training.ts",
  labels: "src/revision/calibration/labels.ts",
  train: "src/revision/calibration/train.ts",
  calibrate: "src/revision/calibration/calibrate.ts",
});

const papers = [];
for (const file of readdirSync(join(ROOT, "labels")).filter((name) => name.endsWith(".json"))) {
  const json = JSON.parse(readFileSync(join(ROOT, "labels", file), "utf8"));
  const { manuscript: name, revisions, lists, pairs, outcomes } = json;
  const texts = await Promise.all(revisions.map((revision) => readManuscript(directoryTree(join(CORPUS, revision)))));
  papers.push({ name, texts, lists, pairs, outcomes, labels: parseLabels(json, undefined, `labels/${file}`) });
}

const embeddings = new Map();
const signal = AbortSignal.timeout(PATIENCE);
const server = await startServer(
  { profile: EMBEDDER.profile, only: "embedding", runnerPath: locateRunner(join(ROOT, "dist"), process.env), onLine: () => {} },
  signal,
);
try {
  const embedder = await connectEmbedder(server.endpoint, { name: EMBEDDER.name }, signal);
  const all = papers.flatMap(({ texts, lists }) => [
    ...Object.values(lists).flat(),
    ...texts.flatMap(passagesOf).flatMap(sentencesOf),
  ]);
  const texts = [...new Set(all.map(({ text }) => text))];
  for (let at = 0; at < texts.length; at += BATCH) {
    const batch = texts.slice(at, at + BATCH);
    for (const [k, embedding] of (await embedder.embed(batch, signal)).entries()) embeddings.set(batch[k], embedding);
  }
} finally {
  await server.stop();
}
const embeddingOf = (text) => embeddings.get(text);

function anchored({ name, texts, lists }) {
  return [
    [texts[0], [...lists.a, ...lists.b]],
    [texts[1], lists.c],
  ].map(([text, concerns]) => {
    const index = new PaperIndex(text);
    return { name, index, concerns, lines: concerns.map(({ anchors = [] }) => anchors), embeddingOf };
  });
}
const examples = papers.map(anchored);

const table = new Map();
const count = (key) => table.set(key, (table.get(key) ?? 0) + 1);
for (const [k, { name, texts, lists, pairs, outcomes }] of papers.entries()) {
  const { model } = trainAnchors(examples.filter((_, other) => other !== k).flat());
  const others = papers.filter((_, other) => other !== k).map(({ labels }) => labels);
  const calibration = fitCoefficients(withCosines(others, embeddingOf), commonWordsOf(others));
  const findAnchors = (concerns, text, sentences) => {
    return anchorsOf(concerns, new PaperIndex(text, sentences), model, embeddingOf);
  };
  const bare = (list) => list.map(({ text, category, severity }) => ({ text, category, severity }));
  const { ledger } = firstRevision("v1", bare(lists.a));
  const readings = passagesOf(texts[1]).map((passage) => ({ passage, read: "whole", until: passage.text.length }));
  const comparison = { ledger, old: texts[0], now: texts[1], label: "v2", concerns: bare(lists.c), readings };
  const compared = compareRevisions(comparison, { calibration, embeddingOf, findAnchors });
  const repeated = new Set([...pairs.ac.same, ...pairs.ac.partial].map(([old]) => old));
  for (const { concern, outcome } of outcomes) {
    const told = compared.outcomes.find(({ id }) => id === `C${concern + 1}`);
    const silent = repeated.has(concern) ? "raised again" : "not raised again";
    count(`${told.kind} | ${outcome} | ${silent}`);
    if (told.kind === "resolved") console.error(`resolved: ${name} a${concern} (${outcome}, ${silent}), ${told.cause.kind}`);
  }
}

const sum = (wanted) => [...table].filter(([key]) => wanted(...key.split(" | "))).reduce((all, [, times]) => all + times, 0);
const resolved = sum((kind) => kind === "resolved");
const disputed = sum((kind, label) => kind === "resolved" && label === "disputed");
const right = sum((kind, label) => kind === "resolved" && (label === "addressed" || label === "partly"));
console.log(
  `resolved: ${resolved}, addressed or partly: ${right}, disputed: ${disputed}, not addressed: ${resolved - right - disputed}`,
);
console.log(
  `of ${sum((_, label) => label === "addressed")} addressed: ${sum((kind, label) => kind === "resolved" && label === "addressed")} resolved`,
);
const silentNot = (_, label, silent) => label === "not" && silent === "not raised again";
console.log(
  `of ${sum(silentNot)} not addressed and not raised again: ${sum((...key) => key[0] === "resolved" && silentNot(...key))} resolved`,
);
for (const [key, times] of [...table].sort()) console.log(`${String(times).padStart(4)}  ${key}`);
