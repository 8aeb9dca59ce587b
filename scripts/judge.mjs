// Asks a judge what real revisions did about real reviewers' points: node scripts/judge.mjs [--profile small] [--endpoint URL] [--model NAME]
//   [--outcomes FOLDER] [--answers FILE] [--most NUMBER] [--questions FILE]    With --pairs: whether two concerns of labels/ are the same where the matcher doubts it.
// Each answer is a line of FILE and is not asked for again, so a run that was stopped goes on. With --questions the questions are written
// there and nothing is asked. Every third concern of each manuscript first, then the others, so that a part of a run is a fair sample. One thread: hours for a small model on a processor.
// The changes are ranked as the product ranks them, by a model that was trained on these papers too.
// Needs ../shared/outcomes, or the folder that is named, and the models (npm run setup -- --models; for the judge `bioreview-runner models pull small`).
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compiled } from "./compiled.mjs";

const ROOT = join(import.meta.dirname, "..");
const { values: flags } = parseArgs({
  options: {
    profile: { type: "string", default: "small" },
    endpoint: { type: "string" },
    model: { type: "string" },
    models: { type: "string" },
    outcomes: { type: "string", default: join(ROOT, "..", "shared", "outcomes") },
    answers: { type: "string", default: join(ROOT, ".cache", "judge.jsonl") },
    most: { type: "string", default: "1000" },
    questions: { type: "string" },
    pairs: { type: "boolean", default: false },
  },
});
const api = await compiled("judge", {
  embeddings: "src/embeddings/index.ts",
  folders: "src/user-folders.ts",
  inference: "src/inference/index.ts",
  judge: "src/reviewer/judge.ts",
  manuscript: "src/manuscript/index.ts",
  labels: "src/revision/calibration/labels.ts",
  calibrate: "src/revision/calibration/calibrate.ts",
  train: "src/revision/calibration/train.ts",
  same: "src/revision/matching/same-concern.ts",
  reviewer: "src/reviewer/index.ts",
  revision: "src/revision/index.ts",
});
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const signal = new AbortController().signal;
const timeouts = { connect: 60, short: 300, silence: 7200, answer: 36_000 };
const runnerPath = api.locateRunner(join(ROOT, "dist"), process.env);

async function withServer(options, use) {
  const server = await api.startServer({ runnerPath, onLine: () => {}, ...options }, signal);
  try {
    return await use(server.endpoint);
  } finally {
    await server.stop();
  }
}

/** The concerns of one manuscript with the changes that the product would show a judge, all of them not raised again. */
async function questionsOf({ manuscript, concerns }, embedder) {
  const folder = join(flags.outcomes, "texts", manuscript);
  const [old, now] = await Promise.all(["v1", "v2"].map((v) => api.readManuscript(api.directoryTree(join(folder, v)))));
  const bare = concerns.map(({ text, category, severity }) => ({ text, category, severity }));
  const { ledger } = api.firstRevision("v1", bare);
  const readings = api.passagesOf(now).map((passage) => ({ passage, read: "whole", until: passage.text.length }));
  const input = { ledger, old, now, label: "v2", concerns: [], readings };
  const texts = api.textsToCompare(input);
  const { embeddings } = await api.embedCached(texts, embedder, api.embeddingCache(process.env), () => {}, signal);
  const embeddingOf = api.embeddingLookup(embeddings);
  const { evidence } = api.prepareComparison(input, {
    calibration: (await api.loadCalibrations("minilm", process.env))(embeddings.sha256),
    embeddingOf,
    findAnchors: api.anchorFinder("minilm", embeddingOf, embeddings.sha256),
    findChanges: api.changeFinder("minilm", embeddingOf, embeddings.sha256),
  });
  return evidence.map(({ id, before, changes, probability }) => {
    const concern = Number(id.slice(1)) - 1;
    const { outcome, where } = concerns[concern];
    return { manuscript, concern, outcome, where, question: { concern: bare[concern], before, changes }, probability };
  });
}

/** Pairs of labels/ and labels/stress that a matcher fitted to the other manuscripts finds doubtful. */
async function doubtfulPairs(embedder) {
  const folder = join(ROOT, "labels");
  const papers = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => api.parseLabels(json(join(folder, name)), json(join(folder, "stress", name)), name));
  const comparisonsOf = ({ comparisons, stress }) => [
    ...comparisons.map((one) => ({ ...one, from: "lists" })),
    ...stress.map((one) => ({ ...one, from: "stress" })),
  ];
  const texts = new Set(papers.flatMap(comparisonsOf).flatMap(({ old, found }) => [...old, ...found].map(({ text }) => text)));
  const { embeddings } = await api.embedCached(texts, embedder, api.embeddingCache(process.env), () => {}, signal);
  const embeddingOf = api.embeddingLookup(embeddings);
  const embed = (list) => list.map(({ text }) => embeddingOf(text));
  return papers.flatMap((paper, k) => {
    const others = papers.filter((_, other) => other !== k);
    const fitted = api.fitCoefficients(api.withCosines(others, embeddingOf), api.commonWordsOf(others));
    return comparisonsOf(paper).flatMap(({ old, found, same, partial, from }, list) => {
      const probability = api.sameConcernProbabilities(old, found, api.cosineMatrix(embed(old), embed(found)), fitted);
      return old.flatMap((one, row) =>
        found.flatMap((other, column) => {
          const likely = probability[row][column];
          const is = (pairs) => pairs.some(([a, b]) => a === row && b === column);
          if (likely < 0.2 || likely > 0.8 || is(partial)) return [];
          return [
            {
              manuscript: paper.manuscript,
              concern: `${list} ${row} ${column}`,
              outcome: is(same) ? "same" : "other",
              from,
              probability: likely,
              pair: [one.text, other.text],
            },
          ];
        }),
      );
    });
  });
}

const SAME = {
  system:
    "You compare two points of reviewers about one research paper. They are the same where one full answer by the authors would settle both, whatever the words; they are different where it would not, " +
    "even if they share words or are about the same part of the paper. Answer with one word: same or different.",
  sampling: { seed: 0, temperature: 0, topP: 1, repetitionPenalty: 1, maxTokens: 24 },
  shape: {
    grammar: 'root ::= "same" | "different"\n',
    jsonSchema: {
      type: "object",
      properties: { answer: { type: "string", enum: ["same", "different"] } },
      required: ["answer"],
      additionalProperties: false,
    },
  },
  alternatives: 20,
};
/** @returns how likely "same" is, by the likeliest beginnings of both words at the first token that tells them apart */
async function sameness(model, [one, other]) {
  const user = `First point: ${one}\n\nSecond point: ${other}\n\nAre they the same or different?`;
  const { tokens = [] } = await model.answer({ ...SAME, user }, () => {}, signal);
  const at = tokens.find(({ text }) => /^[ "]*[sd]/.test(text));
  const sum = (letter) =>
    (at?.likeliest ?? []).reduce(
      (all, { text, probability }) => all + (text.replace(/^[ "]*/, "").startsWith(letter) ? probability : 0),
      0,
    );
  const [same, different] = [sum("s"), sum("d")];
  if (!(same + different > 0.5)) throw new RangeError("the server tells no probabilities");
  return { same: same / (same + different) };
}

const files = readdirSync(flags.outcomes).filter((name) => name.endsWith(".json"));
const all = await withServer({ profile: "smoke", only: "embedding" }, async (endpoint) => {
  const embedder = await api.connectEmbedder(endpoint, { name: "minilm", timeouts }, signal);
  if (flags.pairs) return doubtfulPairs(embedder);
  const lists = [];
  for (const file of files) lists.push(await questionsOf(json(join(flags.outcomes, file)), embedder));
  return lists.flat();
});
if (flags.questions !== undefined) {
  writeFileSync(resolve(flags.questions), JSON.stringify(all));
  process.exit();
}

const answers = resolve(flags.answers);
mkdirSync(dirname(answers), { recursive: true });
const lines = existsSync(answers) ? readFileSync(answers, "utf8").split("\n").filter(Boolean) : [];
const known = new Set(lines.map((line) => JSON.parse(line)).map(({ manuscript, concern }) => `${manuscript} ${concern}`));
const asked = flags.pairs
  ? all
  : [0, 1, 2].flatMap((rest) => all.filter(({ concern, question }) => concern % 3 === rest && question.changes.length > 0));
const left = asked.filter(({ manuscript, concern }) => !known.has(`${manuscript} ${concern}`)).slice(0, Number(flags.most));

async function askAll(endpoint) {
  const model = await api.connectModel(endpoint, { model: flags.model, timeouts }, signal);
  let cost;
  const counted = {
    identity: model.identity,
    async answer(...args) {
      const began = performance.now();
      const answer = await model.answer(...args);
      const { promptTokens, answerTokens } = answer;
      cost = { promptTokens, answerTokens, seconds: (performance.now() - began) / 1000 };
      return answer;
    },
  };
  const judge = api.modelJudge(counted);
  for (const [k, { manuscript, concern, outcome, question, pair, from, probability }] of left.entries()) {
    const judging = pair === undefined ? judge.judge(question, signal) : sameness(counted, pair);
    const judgement = await judging.catch(({ message }) => ({ failed: message }));
    appendFileSync(answers, `${JSON.stringify({ manuscript, concern, outcome, from, probability, judgement, ...cost })}\n`);
    console.error(`${k + 1} of ${left.length}: ${manuscript} ${concern} ${outcome}: ${JSON.stringify(judgement)}`);
  }
}
const { profile, models } = flags;
if (flags.endpoint === undefined) await withServer({ profile, only: "chat", models, threads: 1 }, askAll);
else await askAll(api.parseEndpoint(flags.endpoint, process.env));
