/** The scores against the same metric in Python: SciPy's assignment, NumPy's float32 products, Python's own random numbers. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { readEmbeddings } from "../../src/embeddings/jsonl-file.ts";
import { readPredictions, readReferences } from "../../src/evaluate/article-files.ts";
import { textsToEmbed } from "../../src/evaluate/articles.ts";
import { evaluate } from "../../src/evaluate/evaluation.ts";
import { publishedJson } from "../../src/evaluate/published-formats.ts";
import { pythonRandom } from "../../src/evaluate/python-random.ts";
import { publishedMatcher } from "../../src/evaluate/scores.ts";
import { jsonLines, python, pythonHas, running, scratch } from "./support.ts";

const PROGRAM = join(import.meta.dirname, "../../bench/peers/score.py");
const CATEGORIES = ["design_flaw", "statistical_methodology", "writing_clarity", "other", "figure_issue"];
const SEVERITIES = ["major", "minor", "optional"];
const SIZE = 16;

/** Random articles whose cosines are exact in float32 whatever order they are added in, so that a tie is a tie on every processor:
 *  vectors of four halves, of which many are alike, and pairs whose cosine is the float32 of 0.65 and nothing else. */
function dataset(seed: number, articles: number) {
  const { below } = pythonRandom(seed);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] ?? (items[0] as T);
  const embeddings = new Map<string, readonly number[]>();
  const basis = (weights: Readonly<Record<number, number>>) => Array.from({ length: SIZE }, (_, k) => weights[k] ?? 0);
  const border = Math.fround(0.65);
  const vector = (side: "tool" | "reference"): readonly number[] => {
    switch (below(4)) {
      case 0: // cosine with the next kind: 0.65 in float32, and one float above it
        return side === "tool"
          ? basis({ 8: 1 })
          : basis({ 8: pick([border, border + 2 ** -24]), [9 + below(3)]: Math.sqrt(1 - 0.65 ** 2) });
      case 1: // few of them: concerns that say the same
        return basis({ 0: 0.5, 1: 0.5, 2: 0.5, 3: pick([0.5, -0.5]) });
      default: // cosines of 0, 0.25, 0.5, 0.75 and 1 with each other
        return basis(Object.fromEntries([0, 1, 2, 3].map((k) => [(k + below(3)) % 8, pick([0.5, 0.5, 0.5, -0.5])])));
    }
  };
  const unit = (side: "tool" | "reference") => {
    let found = vector(side);
    while (Math.abs(Math.hypot(...found) - 1) > 1e-6) found = vector(side); // two halves fell on one place
    return found;
  };
  const embedded = (text: string, side: "tool" | "reference") => {
    if (!embeddings.has(text)) embeddings.set(text, unit(side));
    return text;
  };
  const predictions: unknown[] = [];
  const references: unknown[] = [];
  for (let a = 0; a < articles; a++) {
    const tool = Array.from({ length: below(12) }, (_, k) => embedded(below(30) === 0 ? "" : `tool ${a} ${k}`, "tool"));
    if (below(12) > 0)
      predictions.push({
        article_id: `${a}`,
        concerns: pick([tool, tool.map((text) => ({ text })), tool.map((text) => ({ concern_text: text }))]),
      });
    const concerns = Array.from({ length: below(5) === 0 ? 0 : below(12) }, (_, k) => ({
      concern_text: embedded(`human ${a} ${k}`, "reference"),
      ...(below(10) > 0 && { category: pick(CATEGORIES) }),
      severity: pick(SEVERITIES),
      ...(below(3) > 0 && { requires_figure_reading: below(5) === 0 }),
    }));
    references.push({ id: `${a}`, concerns });
  }
  predictions.push({ article_id: "of no reference", concerns: ["unknown"] });
  return { predictions, references, embeddings: Array.from(embeddings, ([text, embedding]) => ({ text, embedding })) };
}

test.skipIf(!pythonHas("numpy", "scipy")).each([
  { seed: 1, threshold: 0.65, resamples: 1000 },
  { seed: 2, threshold: 0.75, resamples: 200 },
  { seed: 3, threshold: 0.5, resamples: 37 },
  { seed: 4, threshold: 1, resamples: 0 },
])(
  "200 articles with ties, empty sides and cosines at the border score as in Python: $threshold, $resamples resamples",
  async ({ seed, threshold, resamples }) => {
    const folder = scratch();
    const data = dataset(seed, 200);
    const [p, r, e] = [
      jsonLines(folder, "p", data.predictions),
      jsonLines(folder, "r", data.references),
      jsonLines(folder, "e", data.embeddings),
    ];
    const [predictions, references] = [await readPredictions(p, "p", running()), await readReferences(r, "r", running())];
    const rows = await readEmbeddings(e, "e", textsToEmbed(predictions, references, false), running());
    const { scores, intervals } = evaluate(predictions, references, rows, { matcher: publishedMatcher(threshold), resamples });
    const expected = python([PROGRAM, p, r, e, "--threshold", String(threshold), "--bootstrap", String(resamples)]);
    expectNear(publishedJson(scores, intervals), expected, "");
    expect(scores.matched, "the articles must have something to match").toBeGreaterThan(100);
  },
);

/** All that Python printed is there, each number within 1e-9. */
function expectNear(found: unknown, expected: unknown, path: string): void {
  if (typeof expected === "number") expect(Math.abs(Number(found) - expected), path).toBeLessThan(1e-9);
  else if (expected === null) expect(found, path).toBeNull();
  else
    for (const [key, value] of Object.entries(expected as object))
      expectNear((found as Record<string, unknown>)[key], value, `${path}/${key}`);
}
