// The published prompt against the one for general models, with one model, on manuscripts whose weaknesses others have listed: node scripts/compare-prompts.mjs
//   [--profile small] [--endpoint URL] [--only NAME …] [--keep FOLDER]    Hours on a processor: each review is kept in FOLDER and not made again.
// Needs the manuscripts beside the project (../shared/corpus, ../shared/outcomes), and for the embedder and the model a built runner with their weights.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compiled } from "./compiled.mjs";

const ROOT = join(import.meta.dirname, "..");
const SHARED = join(ROOT, "..", "shared");
const { values: flags } = parseArgs({
  options: {
    profile: { type: "string", default: "small" },
    endpoint: { type: "string" },
    only: { type: "string", multiple: true },
    keep: { type: "string", default: join(ROOT, ".cache", "compare-prompts") },
  },
});
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const api = await compiled("compare-prompts", {
  manuscript: "src/manuscript/index.ts",
  review: "src/review/index.ts",
  inference: "src/inference/index.ts",
  reviewer: "src/reviewer/index.ts",
  embeddings: "src/embeddings/index.ts",
  evaluate: "src/evaluate/index.ts",
  profiles: "profiles/profiles.ts",
});

/** Each with the text that was reviewed and what others found in it. */
const labels = readdirSync(join(SHARED, "labels"))
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => {
    const { revisions, lists } = json(join(SHARED, "labels", name));
    const path = join(SHARED, "corpus", revisions[0]);
    return ["a", "b"].map((list) => ({ name: `${name.replace(".json", "")} ${list}`, path, concerns: lists[list] }));
  });
const outcomes = readdirSync(join(SHARED, "outcomes"))
  .filter((name) => name.endsWith(".json"))
  .map((name) => {
    const { manuscript, concerns } = json(join(SHARED, "outcomes", name));
    return {
      name: `${name.replace(".json", "")} (reviewers)`,
      path: join(SHARED, "outcomes", "texts", manuscript, "v1"),
      concerns,
    };
  });
const references = [...labels, ...outcomes].filter(({ name }) => flags.only?.some((one) => name.includes(one)) ?? true);

const general = api.PROFILES.find(({ name }) => name === flags.profile);
const { questions: _, ...published } = general.prompt;
const ways = {
  published: { ...general, prompt: published, answer: { leastConcerns: 3, mostConcerns: 20, longestConcern: 500 } },
  general,
};

mkdirSync(flags.keep, { recursive: true });
const signal = new AbortController().signal;
const timeouts = { connect: 60, short: 120, silence: 7200, answer: 36_000 };
const runnerPath = api.locateRunner(join(ROOT, "dist"), process.env);
const servers = [];
const start = async (options) => {
  servers.push(await api.startServer({ runnerPath, onLine: () => {}, ...options }, signal));
  return servers.at(-1).endpoint;
};
try {
  const embedder = await api.connectEmbedder(
    await start({ profile: "smoke", only: "embedding" }),
    { name: "minilm", timeouts },
    signal,
  );
  let model;
  const chat = async () => {
    const named = flags.endpoint && api.parseEndpoint(flags.endpoint, process.env);
    return api.connectModel(named || (await start({ profile: general.name, only: "chat" })), { timeouts }, signal);
  };

  /** A review, kept by manuscript, prompt and all that is asked. */
  const reviewOf = async (path, way) => {
    const profile = ways[way];
    const manuscript = await api.readManuscript(api.directoryTree(path), {});
    const article = api.articleOf(manuscript);
    const { text, users } = await api.promptFor({ article, profile });
    const digest = createHash("sha256")
      .update(JSON.stringify([text, users, profile.sampling, profile.answer, profile.duplicateCosine, profile.cap]))
      .digest("hex")
      .slice(0, 16);
    const kept = join(flags.keep, `${flags.profile}-${digest}.json`);
    if (existsSync(kept)) return json(kept);
    model ??= await chat();
    const now = () => performance.now();
    console.error(`${new Date().toISOString().slice(11, 19)} ${path}, ${way}: ${users.length} questions`);
    const done = await api.review({ article, profile, models: [model], embedder, now }, () => {}, signal);
    const sentences = new Set(api.passagesOf(manuscript).flatMap((one) => api.sentencesOf(one).map(({ text }) => text)));
    const result = {
      concerns: done.concerns,
      raw: done.models[0].raw,
      seconds: done.timing.totalSeconds,
      tokens: done.models[0].attempts.reduce((sum, { promptTokens = 0 }) => sum + promptTokens, 0),
      written: done.models[0].attempts.reduce((sum, { answerTokens = 0 }) => sum + answerTokens, 0),
      inventedQuotes: done.concerns.filter(({ quote }) => quote !== undefined && !sentences.has(quote)).length,
    };
    writeFileSync(kept, JSON.stringify(result, undefined, 2));
    return result;
  };

  const matcher = api.calibratedMatcher((await api.loadCalibrations("minilm", process.env))(embedder.sha256));
  const matched = async (tool, reference) => {
    const rows = await embedder.embed(
      [...tool, ...reference].map(({ text }) => text),
      signal,
    );
    const cosines = api.cosineMatrix(rows.slice(0, tool.length), rows.slice(tool.length));
    return matcher({ tool, reference, cosines });
  };
  const total = {};
  console.log(
    "| manuscript, list | prompt | concerns | found | of | majors found | of | recall of majors | precision | same twice | seconds |",
  );
  console.log("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
  const share = (part, whole) => (whole === 0 ? "" : (part / whole).toFixed(3));
  const row = (name, way, { concerns, found, of, majors, ofMajors, twice, seconds }) =>
    console.log(
      `| ${name} | ${way} | ${concerns} | ${found} | ${of} | ${majors} | ${ofMajors} | ${share(majors, ofMajors)} | ${share(found, concerns)} | ${twice} | ${Math.round(seconds)} |`,
    );
  for (const { name, path, concerns: reference } of references) {
    for (const way of Object.keys(ways)) {
      const { concerns, seconds } = await reviewOf(path, way);
      const pairs = concerns.length === 0 ? [] : await matched(concerns, reference);
      const isMajor = ({ severity }) => severity === "major";
      // Two concerns of one review that the rule takes for the same: each half of it against the other.
      const half = Math.floor(concerns.length / 2);
      const twice = half === 0 ? 0 : (await matched(concerns.slice(0, half), concerns.slice(half))).length;
      const counts = {
        concerns: concerns.length,
        found: pairs.length,
        of: reference.length,
        majors: pairs.filter((pair) => isMajor(reference[pair.reference])).length,
        ofMajors: reference.filter(isMajor).length,
        twice,
        seconds,
      };
      row(name, way, counts);
      for (const pair of pairs) console.error(`  ${way}: ${concerns[pair.tool].text}\n    = ${reference[pair.reference].text}`);
      total[way] = Object.fromEntries(Object.entries(counts).map(([key, value]) => [key, value + (total[way]?.[key] ?? 0)]));
    }
  }
  for (const [way, counts] of Object.entries(total)) row("**all**", way, counts);
} finally {
  for (const server of servers) await server.stop();
}
