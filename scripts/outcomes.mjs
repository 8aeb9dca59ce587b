// How often "resolved" is true, with nothing judged by what has seen its paper: node scripts/outcomes.mjs [--write] [--answers FILE] [--corpus FOLDER] [--texts FOLDER]
// Prints what becomes of labelled concerns that are not raised again, by the rule and by the changed sentence alone, with precision, recall, intervals and the curve;
// then the same where the second list of the labels is the new review. With --answers (lines that scripts/judge.mjs writes) the judge's part as well.
// --write trains on everything and writes src/revision/changes/models.json.
// Needs ../shared/corpus and ../shared/outcomes/texts, or the folders that are named, and the small models (npm run setup -- --models).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compiled } from "./compiled.mjs";

const ROOT = join(import.meta.dirname, "..");
const { values: flags } = parseArgs({
  options: {
    write: { type: "boolean", default: false },
    answers: { type: "string" },
    corpus: { type: "string", default: join(ROOT, "../shared/corpus") },
    texts: { type: "string", default: join(ROOT, "../shared/outcomes/texts") },
  },
});
const EMBEDDER = { profile: "smoke", name: "minilm" };
/** Milliseconds; five thousand sentences take two minutes. */
const PATIENCE = 1_800_000;
/** Drawn with replacement from the papers. */
const DRAWS = 2000;
/** Papers of which two data sets have revisions. */
const PAPERS = { "meta-review": "meta", preprints: "schloss" };

const api = await compiled("outcomes", {
  embeddings: "src/embeddings/index.ts",
  inference: "src/inference/index.ts",
  manuscript: "src/manuscript/index.ts",
  revision: "src/revision/index.ts",
  compare: "src/revision/compare.ts",
  anchor: "src/revision/anchors/anchors.ts",
  index: "src/revision/anchors/paper-index.ts",
  anchoring: "src/revision/anchors/training.ts",
  labels: "src/revision/calibration/labels.ts",
  train: "src/revision/calibration/train.ts",
  calibrate: "src/revision/calibration/calibrate.ts",
  changes: "src/revision/changes/changes.ts",
  signals: "src/revision/changes/change-signals.ts",
  ranked: "src/revision/changes/ranked-changes.ts",
  rule: "src/revision/changes/passage-change.ts",
  training: "src/revision/changes/training.ts",
});

const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const filesOf = (folder) => readdirSync(folder).filter((name) => name.endsWith(".json"));
const bare = (list) => list.map(({ text, category, severity }) => ({ text, category, severity }));
const readAll = (folders) => Promise.all(folders.map((folder) => api.readManuscript(api.directoryTree(resolve(folder)))));

/** Every labelled revision: `concerns` of its old text, with what the new one did about each. */
async function readRevisions() {
  const revisions = [];
  for (const file of filesOf(join(ROOT, "labels/outcomes"))) {
    const { manuscript: name, concerns } = json(join(ROOT, "labels/outcomes", file));
    const texts = await readAll(["v1", "v2"].map((version) => join(flags.texts, name, version)));
    revisions.push({ set: "outcomes", name, paper: PAPERS[name] ?? name, texts, concerns });
  }
  for (const file of filesOf(join(ROOT, "labels"))) {
    const all = json(join(ROOT, "labels", file));
    const texts = await readAll(all.revisions.map((revision) => join(flags.corpus, revision)));
    const concerns = all.outcomes.map(({ concern, outcome, where }) => ({ ...all.lists.a[concern], outcome, where }));
    const labels = api.parseLabels(all, undefined, `labels/${file}`);
    revisions.push({ set: "labels", name: all.manuscript, paper: all.manuscript, texts, concerns, labels, ...all });
  }
  return revisions;
}

async function embeddingsOf(revisions) {
  const signal = AbortSignal.timeout(PATIENCE);
  const runnerPath = api.locateRunner(join(ROOT, "dist"), process.env);
  const server = await api.startServer({ profile: EMBEDDER.profile, only: "embedding", runnerPath, onLine: () => {} }, signal);
  try {
    const embedder = await api.connectEmbedder(server.endpoint, { name: EMBEDDER.name }, signal);
    const all = revisions.flatMap(({ texts, concerns, lists = {} }) => [
      ...concerns,
      ...Object.values(lists).flat(),
      ...texts.flatMap(api.passagesOf).flatMap(api.sentencesOf),
    ]);
    const texts = new Set(all.map(({ text }) => text));
    return (await api.embedCached(texts, embedder, join(ROOT, ".cache/embeddings"), () => {}, signal)).embeddings;
  } finally {
    await server.stop();
  }
}

const revisions = await readRevisions();
const embeddings = await embeddingsOf(revisions);
const embeddingOf = (text) => embeddings.of(text);
const papers = [...new Set(revisions.map(({ paper }) => paper))];
const labelled = revisions.filter(({ set }) => set === "labels");

/** By the labels of all other papers. */
function anchorFinderFor(paper, withEmbeddings) {
  const examples = labelled
    .filter((other) => other.paper !== paper)
    .flatMap(({ name, texts, lists }) =>
      [
        [texts[0], [...lists.a, ...lists.b]],
        [texts[1], lists.c],
      ].map(([text, concerns]) => {
        const lines = concerns.map(({ anchors = [] }) => anchors);
        const index = new api.PaperIndex(text);
        return { set: "labels", name, index, concerns, lines, ...(withEmbeddings ? { embeddingOf } : {}) };
      }),
    );
  const { model } = api.trainAnchors(examples);
  return (concerns, text, sentences) =>
    api.anchorsOf(concerns, new api.PaperIndex(text, sentences), model, withEmbeddings ? embeddingOf : undefined);
}

function labelledRevisions(withEmbeddings) {
  const finders = new Map(papers.map((paper) => [paper, anchorFinderFor(paper, withEmbeddings)]));
  return revisions.map(({ set, name, paper, texts, concerns }) => {
    const told = concerns.filter(({ outcome }) => outcome !== "disputed");
    const changes = api.changesBetween(...texts);
    const anchors = finders.get(paper)(bare(told), texts[0], changes.sentencesOf);
    const index = new api.RevisionIndex(changes);
    const all = { set, name, paper, index, changes, concerns: told, anchors, finder: finders.get(paper) };
    return { ...all, embeddingOf: withEmbeddings ? embeddingOf : undefined, indices: told.map((one) => concerns.indexOf(one)) };
  });
}

/** What was called resolved until now: the likeliest place is likely enough, and its sentence went or kept at most 85 % of its words. */
function changedSentence({ changes, anchors }, k) {
  const [first] = anchors[k];
  if (first === undefined || first.probability < 0.5) return 0;
  const diff = changes.sentences.get(first.sentences[0]);
  return diff.kind === "removed" || (diff.kind === "reworded" && diff.similarity <= 0.85) ? 1 : 0;
}

const isDone = ({ outcome }) => outcome !== "not";
const figures = (rows) => {
  const resolved = rows.filter(({ is }) => is);
  const [right, full] = [resolved.filter(isDone), rows.filter(({ outcome }) => outcome === "addressed")];
  return {
    resolved,
    right,
    full,
    precision: right.length / resolved.length,
    recall: full.filter(({ is }) => is).length / full.length,
  };
};

/** 95 % intervals over papers. */
function intervals(rows) {
  let state = 1;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const groups = papers.map((paper) => rows.filter((row) => row.paper === paper)).filter(({ length }) => length > 0);
  const drawn = Array.from({ length: DRAWS }, () => figures(groups.flatMap(() => groups[Math.floor(random() * groups.length)])));
  return ["precision", "recall"].map((name) => {
    const values = drawn
      .map((one) => one[name])
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    return [0.025, 0.975].map((at) => values[Math.floor(at * (values.length - 1))]);
  });
}

const two = (value) => (value === undefined || Number.isNaN(value) ? " -  " : value.toFixed(2));
function line(name, rows) {
  const { resolved, right, full, precision, recall } = figures(rows);
  const [p, r] = intervals(rows);
  console.log(
    `${name.padEnd(58)} resolved ${String(resolved.length).padStart(3)}, right ${String(right.length).padStart(3)}: precision ${two(precision)} (${p.map(two).join("-")}), recall ${two(recall)} (${r.map(two).join("-")}) of ${full.length}`,
  );
}
const SETS = [
  ["reviewers' points", ({ set }) => set === "outcomes"],
  ["labels", ({ set }) => set === "labels"],
  ["both", () => true],
];
function inSets(name, rows) {
  for (const [set, is] of SETS) line(`${name}, ${set}`, rows.filter(is));
}

/** The least probability from which on the share of right ones reaches `goal`. */
function boundFor(rows, goal) {
  const sorted = [...rows].sort((a, b) => b.probability - a.probability);
  let [right, bound] = [0, Number.POSITIVE_INFINITY];
  for (const [k, row] of sorted.entries()) {
    if (isDone(row)) right++;
    if (right / (k + 1) >= goal) bound = row.probability;
  }
  return bound;
}

function heldOutRows(list, heldOut) {
  const byConcern = new Map(heldOut.map((one) => [one.concern, one]));
  return list.flatMap((revision) =>
    revision.concerns.map((concern, k) => {
      const { probability, relevance, place } = byConcern.get(concern);
      const { set, name, paper, indices } = revision;
      return {
        set,
        name,
        paper,
        concern: indices[k],
        outcome: concern.outcome,
        severity: concern.severity,
        probability,
        relevance,
        place,
        old: changedSentence(revision, k),
      };
    }),
  );
}

/** @returns the rows with the bound of each paper chosen on the others, which are judged without it as well */
function nested(list, rows, goal) {
  return papers.flatMap((paper) => {
    const others = list.filter((one) => one.paper !== paper);
    const bound = boundFor(heldOutRows(others, api.trainChanges(others).heldOut), goal);
    return rows.filter((row) => row.paper === paper).map((row) => ({ ...row, is: row.probability >= bound, bound }));
  });
}

const models = {};
for (const [name, withEmbeddings] of [
  [EMBEDDER.name, true],
  ["words", false],
]) {
  const list = labelledRevisions(withEmbeddings);
  const { model, heldOut, figures: short } = api.trainChanges(list);
  models[name] = { ...(withEmbeddings ? { sha256: embeddings.sha256 } : {}), model, figures: short };
  const rows = heldOutRows(list, heldOut);
  console.log(`\n== ${name}: ${JSON.stringify(short)}`);
  if (withEmbeddings)
    inSets(
      "until now: the changed sentence",
      rows.map((row) => ({ ...row, is: row.old === 1 })),
    );
  inSets(
    `the rule (from ${api.RESOLVED_PROBABILITY})`,
    rows.map((row) => ({ ...row, is: row.probability >= api.RESOLVED_PROBABILITY })),
  );
  for (const goal of [0.9, 0.95]) {
    const chosen = nested(list, rows, goal);
    inSets(`bound chosen on the other papers for ${goal}`, chosen);
    console.log(
      `  bounds: ${papers.map((paper) => `${paper} ${two(chosen.find((row) => row.paper === paper).bound)}`).join(", ")}`,
    );
  }
  console.log("precision (recall of addressed) from each probability on, and what lies between it and the one before");
  for (let bound = 0.95; bound > 0.05; bound -= 0.1) {
    const cells = SETS.map(([set, is]) => {
      const { precision, recall } = figures(rows.filter(is).map((row) => ({ ...row, is: row.probability >= bound })));
      return `${set} ${two(precision)} (${two(recall)})`;
    });
    const between = rows.filter(({ probability }) => probability >= bound && probability < bound + 0.1);
    const counts = ["addressed", "addressed or partly", "partly", "not"].map(
      (one) => `${between.filter(({ outcome }) => outcome === one).length} ${one}`,
    );
    console.log(`  ${bound.toFixed(2)}  ${cells.join("   ")}   | ${counts.join(", ")}`);
  }
  const majors = rows
    .filter(({ severity }) => severity === "major")
    .map((row) => ({ ...row, is: row.probability >= api.RESOLVED_PROBABILITY }));
  inSets("majors alone", majors);
  if (withEmbeddings) writeFileSync(join(ROOT, ".cache/outcomes.json"), JSON.stringify(rows));
  if (withEmbeddings) compareWithNewLists(list);
  if (withEmbeddings && flags.answers !== undefined) withJudge(rows);
}

/** The concerns that a judge answered on: by the rule, by the judge, and by both as the product pools them. */
function withJudge(rows) {
  const lines = readFileSync(flags.answers, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const answers = new Map(lines.map((line) => [`${line.manuscript} ${line.concern}`, line]));
  const asked = rows.flatMap((row) => {
    const answer = row.set === "outcomes" ? answers.get(`${row.name} ${row.concern}`) : undefined;
    const told = answer?.judgement?.probabilities;
    if (told === undefined) return [];
    const judged = told.addressed + told.partly;
    const bounded = [row.probability, judged].map((value) => Math.min(0.999, Math.max(0.001, value)));
    const mean = bounded.reduce((sum, value) => sum + Math.log(value / (1 - value)), 0) / 2;
    return [{ ...row, judged, pooled: 1 / (1 + Math.exp(-mean)), seconds: answer.seconds, tokens: answer.promptTokens }];
  });
  const mean = (name) => (asked.reduce((sum, one) => sum + (one[name] ?? 0), 0) / asked.length).toFixed(0);
  console.log(
    `\na judge answered on ${asked.length} of ${lines.length}: ${mean("tokens")} tokens and ${mean("seconds")} seconds each`,
  );
  for (const name of ["probability", "judged", "pooled"]) {
    line(
      name,
      asked.map((row) => ({ ...row, is: row[name] >= api.RESOLVED_PROBABILITY })),
    );
    for (let bound = 0.9; bound > 0.2; bound -= 0.1) {
      const { precision, recall } = figures(asked.map((row) => ({ ...row, is: row[name] >= bound })));
      console.log(`  from ${bound.toFixed(1)}: ${two(precision)} (${two(recall)})`);
    }
  }
}

/** The whole comparison, where list c of the labels is the new review. */
function compareWithNewLists(list) {
  const table = new Map();
  for (const { paper, texts, lists, pairs, outcomes } of labelled) {
    const others = labelled.filter((one) => one.paper !== paper).map(({ labels }) => labels);
    const calibration = api.fitCoefficients(api.withCosines(others, embeddingOf), api.commonWordsOf(others));
    const { model } = api.trainChanges(list.filter((one) => one.paper !== paper));
    const findChanges = (concerns, anchors, changes, isRead) =>
      api.changesFound(concerns, anchors, new api.RevisionIndex(changes), model, embeddingOf, isRead);
    const { ledger } = api.firstRevision("v1", bare(lists.a));
    const readings = api.passagesOf(texts[1]).map((passage) => ({ passage, read: "whole", until: passage.text.length }));
    const input = { ledger, old: texts[0], now: texts[1], label: "v2", concerns: bare(lists.c), readings };
    const findAnchors = list.find((one) => one.paper === paper).finder;
    const told = api.compareRevisions(input, { calibration, embeddingOf, findAnchors, findChanges }).outcomes;
    const repeated = new Set([...pairs.ac.same, ...pairs.ac.partial].map(([old]) => old));
    for (const { concern, outcome } of outcomes) {
      const { kind, because } = told.find(({ id }) => id === `C${concern + 1}`);
      const state = kind === "eased" && because === "addressed in part" ? because : kind;
      const key = `${state.padEnd(17)} | ${outcome.padEnd(9)} | ${repeated.has(concern) ? "raised again" : "not raised again"}`;
      table.set(key, (table.get(key) ?? 0) + 1);
    }
  }
  console.log("\nlabels, with list c as the new review: told | label | labelled as raised again");
  for (const [key, times] of [...table].sort()) console.log(`${String(times).padStart(4)}  ${key}`);
}

if (flags.write) writeFileSync(join(ROOT, "src/revision/changes/models.json"), `${JSON.stringify(models, undefined, 2)}\n`);
