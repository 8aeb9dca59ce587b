// Two long revisions of a paper with sixty concerns each: sentences aligned, concerns anchored and matched, against the same three steps in Python (NumPy,
// SciPy, difflib). Both are new processes; the clock runs over the steps alone, for texts and embeddings are given.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BASE, baseFolder, compileAt } from "./base.mjs";
import { median, PYTHON_PACKAGES, ROOT } from "./peers.mjs";
import { CATEGORIES, randomText, times, written } from "./random-text.mjs";

const ROUNDS = 7;
const [WORDS, CONCERNS, DIMENSIONS] = [30_000, 60, 384];
const PARAGRAPHS_A_SECTION = 12;

const { random, below, word } = randomText(7, 9000);
/** A number never begins it: no full stop before a number ends a sentence. */
const sentence = () => times(14 + below(20), (k) => (k > 0 && random() < 0.03 ? String(below(900)) : word()));

function firstRevision() {
  const paragraphs = [];
  for (let count = 0; count < WORDS; ) {
    const sentences = times(3 + below(5), sentence);
    paragraphs.push(sentences);
    count += sentences.flat().length;
  }
  return paragraphs;
}

/** Of a hundred sentences eight are reworded, three go, three are new; of a hundred paragraphs four stand elsewhere. */
function secondRevision(paragraphs) {
  const revised = paragraphs.map((sentences) =>
    sentences.flatMap((words) => {
      const chance = random();
      if (chance < 0.03) return [];
      if (chance < 0.06) return [words, sentence()];
      return [chance < 0.14 ? words.map((one) => (random() < 0.2 ? word() : one)) : words];
    }),
  );
  for (const _ of times(Math.round(revised.length / 25), () => 0)) {
    const [moved] = revised.splice(below(revised.length), 1);
    revised.splice(below(revised.length), 0, moved);
  }
  return revised.filter((sentences) => sentences.length > 0);
}

/** About a paragraph: half of its words are from there. */
function concernsAbout(paragraphs) {
  return times(CONCERNS, (k) => {
    const own = paragraphs[Math.floor((k * paragraphs.length) / CONCERNS)].flat();
    const text = times(3, () => written(times(16, () => (random() < 0.5 ? own[below(own.length)] : word())))).join(" ");
    return { text, category: CATEGORIES[below(CATEGORIES.length)], severity: k % 3 === 0 ? "major" : "minor" };
  });
}

/** Said again in other words, most of them. */
function saidAgain(concerns) {
  return concerns.map(({ text, ...others }) => ({
    ...others,
    text: text.replace(/[a-z]+/g, (one) => (random() < 0.3 ? word() : one)),
  }));
}

function directionOf() {
  const row = times(DIMENSIONS, () => random() - 0.5);
  const length = Math.hypot(...row);
  return Buffer.from(Float32Array.from(row, (value) => value / length).buffer).toString("base64");
}

function makeInput(file) {
  const old = firstRevision();
  const now = secondRevision(old);
  const [raised, again] = [concernsAbout(old), saidAgain(concernsAbout(old))];
  const texts = [old, now].map((paragraphs) => paragraphs.map((sentences) => sentences.map(written)));
  const concerns = [raised, raised.map((one, k) => (k % 3 === 0 ? again[k] : saidAgain([one])[0]))];
  const embedded = new Set([...texts.flat(2), ...concerns.flat().map(({ text }) => text)]);
  const rows = Object.fromEntries([...embedded].map((text) => [text, directionOf()]));
  writeFileSync(file, JSON.stringify({ texts, concerns, rows, paragraphsASection: PARAGRAPHS_A_SECTION }));
}

/** What a process prints: its seconds by step, and what it found. */
function measure(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: PYTHON_PACKAGES, OPENBLAS_NUM_THREADS: "1" },
  });
  if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

export async function revisions(say) {
  const folder = mkdtempSync(join(tmpdir(), "bioreview-bench-"));
  try {
    const input = join(folder, "input.json");
    makeInput(input);
    const sources = { revision: "src/revision/index.ts" };
    const { revision } = await compileAt(ROOT, "revisions", sources);
    const { revision: earlier } = await compileAt(baseFolder(), "revisions-base", sources);
    const of = (module) => [join(ROOT, "bench", "compare-revisions.mjs"), module, input];
    const peer = [join(ROOT, "bench", "peers", "revisions.py"), input];
    const rounds = { BioReview: [], base: [], Python: [] };
    for (let round = 0; round < ROUNDS; round++) {
      rounds.BioReview.push(measure(process.execPath, of(revision)));
      rounds.base.push(measure(process.execPath, of(earlier)));
      rounds.Python.push(measure("python3", peer));
      for (const [name, all] of Object.entries(rounds)) say(`round ${round}, ${name}: ${JSON.stringify(all.at(-1))}`);
    }
    return table(rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function table(rounds) {
  const seconds = (name) => median(rounds[name].map((round) => round.seconds));
  const row = (name) => {
    const [{ found }] = rounds[name];
    return `| ${name} | ${seconds(name).toFixed(2)} | ${found.same} | ${found.moved} | ${found.reworded} | ${found.matched} |`;
  };
  return [
    `${WORDS.toLocaleString("en-US")} words, ${CONCERNS} concerns a side, embeddings given; new processes, ${ROUNDS} rounds, medians of the steps alone; the base is ${BASE}`,
    "",
    "| | seconds | sentences that stand | moved | reworded | concerns matched |",
    "|---|---:|---:|---:|---:|---:|",
    ...Object.keys(rounds).map(row),
    `| base / BioReview | ${(seconds("base") / seconds("BioReview")).toFixed(2)} | | | | |`,
    `| Python / BioReview | ${(seconds("Python") / seconds("BioReview")).toFixed(2)} | | | | |`,
  ].join("\n");
}
