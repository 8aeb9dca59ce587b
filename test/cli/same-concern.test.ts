import { expect, test } from "vitest";
import { sameConcern } from "../../src/cli/same-concern.ts";
import { InterruptedError } from "../../src/errors.ts";
import { calibratedMatcher, evaluate, publishedMatcher } from "../../src/evaluate/index.ts";
import { CALIBRATIONS } from "../../src/revision/index.ts";

const [calibration] = CALIBRATIONS;
if (calibration === undefined) throw new Error("there is no calibration to test with");
const rule = { kind: "calibrated", calibration, matcher: calibratedMatcher(calibration) } as const;
const ids = Array.from({ length: 25 }, (_, k) => `article ${k}`);
const text = "No control was used.";
const evaluation = evaluate(
  ids.map((id) => ({ id, concerns: [{ text }], skipped: 0 })),
  ids.map((id) => ({
    id,
    source: undefined,
    concerns: [{ text, category: "design_flaw", severity: "major" }],
    figureExcluded: 0,
  })),
  { name: "minilm", dimensions: 2, of: () => Float32Array.of(1, 0) },
  { matcher: publishedMatcher(0.65), resamples: 0 },
);

test("one who stops the search for the same concerns is told what was done", async () => {
  const controller = new AbortController();
  const stop = new InterruptedError({ code: "interrupted", at: "SIGINT", fault: "stopped", remedy: "Run it again" });
  const told: string[] = [];
  const say = (what: string) => {
    told.push(what);
    // As a signal comes: while other things have their turn.
    if (told.length === 2) setTimeout(() => controller.abort(stop), 0);
  };
  // Whether the timer or the next step is first is the event loop's affair; more steps than one do not go by.
  const slow = { ...evaluation, articles: Array.from({ length: 40 }, () => evaluation.articles).flat() };
  await expect(sameConcern(rule, { evaluation: slow, before: undefined, resamples: 0 }, say, controller.signal)).rejects.toBe(
    stop,
  );
  expect(stop.unfinished).toEqual([
    "the published score was done: recall 1.000, precision 1.000, F1 1.000",
    expect.stringMatching(/^the same concerns were looked for in [1-9]\d?0 of 1000 articles$/),
  ]);
});

test("one who does not gets the same score as in one go", async () => {
  const scored = await sameConcern(rule, { evaluation, before: undefined, resamples: 0 }, () => {}, new AbortController().signal);
  expect(scored).toMatchObject({ kind: "scored", scored: { scores: { matched: 25, articles: 25 } }, withoutCategory: 25 });
});
