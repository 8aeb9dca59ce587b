// Fits the anchors to labels/, judges them by labels/outcomes too, and writes src/revision/anchors/models.json: node scripts/calibrate-anchors.mjs [CORPUS] [TEXTS]
// Needs the labelled manuscripts themselves (../shared/corpus and ../shared/outcomes/texts, or the folders that are named) and the small models (npm run setup -- --models).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { compiled } from "./compiled.mjs";

const ROOT = join(import.meta.dirname, "..");
const CORPUS = resolve(process.argv[2] ?? join(ROOT, "../shared/corpus"));
const TEXTS = resolve(process.argv[3] ?? join(ROOT, "../shared/outcomes/texts"));
/** Papers of which both sets have revisions: they are left out together. */
const PAPERS = { "meta-review": "meta", preprints: "schloss" };
const EMBEDDER = { profile: "smoke", name: "minilm" };
/** Milliseconds; four thousand sentences take a minute. */
const PATIENCE = 600_000;
/** Texts a request. */
const BATCH = 64;

const { PaperIndex, connectEmbedder, directoryTree, locateRunner, readManuscript, startServer, trainAnchors } = await compiled(
  "calibrate-anchors",
  {
    inference: "src/inference/index.ts",
    manuscript: "src/manuscript/index.ts",
    index: "src/revision/anchors/paper-index.ts",
    training: "src/revision/anchors/training.ts",
  },
);

const papers = [];
for (const file of readdirSync(join(ROOT, "labels")).filter((name) => name.endsWith(".json"))) {
  const { manuscript: name, revisions, lists } = JSON.parse(readFileSync(join(ROOT, "labels", file), "utf8"));
  for (const [k, chosen] of [
    [0, ["a", "b"]],
    [1, ["c"]],
  ]) {
    const index = new PaperIndex(await readManuscript(directoryTree(join(CORPUS, revisions[k]))));
    const concerns = chosen.flatMap((list) => lists[list]);
    papers.push({ set: "labels", name, index, concerns, lines: concerns.map(({ anchors = [] }) => anchors) });
  }
}
for (const file of readdirSync(join(ROOT, "labels/outcomes")).filter((name) => name.endsWith(".json"))) {
  const { manuscript: name, concerns } = JSON.parse(readFileSync(join(ROOT, "labels/outcomes", file), "utf8"));
  const index = new PaperIndex(await readManuscript(directoryTree(join(TEXTS, name, "v1"))));
  const lines = concerns.map(({ before }) => (before === null ? [] : [before]));
  papers.push({ set: "outcomes", name: PAPERS[name] ?? name, index, concerns, lines });
}

const signal = AbortSignal.timeout(PATIENCE);
const server = await startServer(
  { profile: EMBEDDER.profile, only: "embedding", runnerPath: locateRunner(join(ROOT, "dist"), process.env), onLine: () => {} },
  signal,
);
const embeddings = new Map();
let sha256;
try {
  const embedder = await connectEmbedder(server.endpoint, { name: EMBEDDER.name }, signal);
  ({ sha256 } = embedder);
  const texts = [...new Set(papers.flatMap(({ index, concerns }) => [...index.sentences, ...concerns].map(({ text }) => text)))];
  for (let at = 0; at < texts.length; at += BATCH) {
    const batch = texts.slice(at, at + BATCH);
    for (const [k, embedding] of (await embedder.embed(batch, signal)).entries()) embeddings.set(batch[k], embedding);
  }
} finally {
  await server.stop();
}

const withEmbeddings = papers.map((paper) => ({ ...paper, embeddingOf: (text) => embeddings.get(text) }));
const models = { words: trainAnchors(papers), [EMBEDDER.name]: { sha256, ...trainAnchors(withEmbeddings) } };
for (const [name, { figures }] of Object.entries(models)) console.error(name, JSON.stringify(figures));
writeFileSync(join(ROOT, "src", "revision", "anchors", "models.json"), `${JSON.stringify(models, undefined, 2)}\n`);
