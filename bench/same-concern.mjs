// The same-concern score of as many articles as the published test split has, against an earlier build: new processes, the clock around the scoring alone.
// As a program: same-concern.mjs COMPILED-EVALUATE COMPILED-REVISION prints seconds and what was found as JSON.
import { spawnSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { BASE, baseFolder, compileAt, cpuOf } from "./base.mjs";
import { median, ROOT } from "./peers.mjs";
import { CATEGORIES, randomText, times } from "./random-text.mjs";

const ROUNDS = 5;
// Concerns of an article on each side, and how many say the same.
const [ARTICLES, CONCERNS, SAME] = [981, 14, 5];

const { random, below, word } = randomText(3, 9000);
const sentence = () => `The ${times(16, () => (random() < 0.05 ? String(below(900)) : word())).join(" ")}.`;
const concern = () => ({ text: times(3, sentence).join(" "), category: CATEGORIES[below(CATEGORIES.length)], severity: "major" });
const saidAgain = ({ text, ...others }) => ({
  ...others,
  text: text.replace(/[a-z]{3,}/g, (one) => (random() < 0.3 ? word() : one)),
});

function article(k) {
  const tool = times(CONCERNS, concern);
  const reference = tool.map((one, n) => (n < SAME ? saidAgain(one) : concern()));
  const cosines = tool.map(() => reference.map(() => Math.fround(0.6 + 0.3 * random())));
  return { id: `article-${k}`, source: undefined, predicted: true, figureExcluded: 0, tool, reference, cosines };
}

async function score(evaluate, revision) {
  const load = (module) => import(pathToFileURL(module).href);
  const [{ calibratedMatcher, ...scoring }, { CALIBRATIONS }] = [await load(evaluate), await load(revision)];
  const articles = times(ARTICLES, article);
  const options = { matcher: calibratedMatcher(CALIBRATIONS[0]), resamples: 0 };
  const start = cpuOf(process.pid);
  const { scores } = await (scoring.scoreArticlesWithPauses ?? scoring.scoreArticles)(articles, options, () => {});
  console.log(JSON.stringify({ seconds: (cpuOf(process.pid) - start) / 1000, matched: scores.matched }));
}

export async function sameConcern(say) {
  const sources = { evaluate: "src/evaluate/index.ts", revision: "src/revision/index.ts" };
  const builds = {
    base: await compileAt(baseFolder(), "same-concern-base", sources),
    now: await compileAt(ROOT, "same-concern", sources),
  };
  const rounds = { base: [], now: [] };
  for (let round = 0; round < ROUNDS; round++)
    for (const [build, { evaluate, revision }] of Object.entries(builds)) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, evaluate, revision], {
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(`${build} ended with ${status}: ${stderr}`);
      rounds[build].push(JSON.parse(stdout));
      say(`round ${round}, ${build}: ${stdout.trim()}`);
    }
  const seconds = (build) => median(rounds[build].map((round) => round.seconds));
  const row = (build) => `| ${build} | ${seconds(build).toFixed(2)} | ${rounds[build][0].matched} |`;
  return [
    `${ARTICLES} articles, ${CONCERNS} x ${CONCERNS} concerns; ${ROUNDS} alternating rounds, medians of the first thread's seconds; the base is ${BASE}`,
    "",
    "| | seconds | pairs found |",
    "|---|---:|---:|",
    ...Object.keys(rounds).map(row),
    `| ratio | ${(seconds("base") / seconds("now")).toFixed(2)} | |`,
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) await score(process.argv[2], process.argv[3]);
