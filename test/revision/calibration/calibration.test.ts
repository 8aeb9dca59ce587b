import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SettingsError } from "../../../src/errors.ts";
import { connectEmbedder, type RunningServer, startServer } from "../../../src/inference/index.ts";
import { calibrate, countPairs, faultsOf, labelledTexts } from "../../../src/revision/calibration/calibrate.ts";
import {
  CALIBRATIONS,
  type Calibration,
  type CalibrationFigures,
  calibrationOf,
  parseCalibration,
} from "../../../src/revision/calibration/calibration.ts";
import { parseLabels } from "../../../src/revision/calibration/labels.ts";
import { concern } from "../../support/build.ts";
import { labelled, noiseRow, squashed, wordRow } from "../../support/labels.ts";
import { hasRunner, hasSmokeModel, MODELS, RUNNER, WHY_NO_RUNNER, WHY_NO_SMOKE_MODEL } from "../../support/smoke-model.ts";

const SHA = { right: "a".repeat(64), other: "b".repeat(64) };

function thrownBy(act: () => unknown): SettingsError {
  try {
    act();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("which calibration an embedder has", () => {
  const [known] = CALIBRATIONS;
  if (known === undefined) throw new RangeError("BioReview comes with a calibration");
  const as = (embedder: string, sha256?: string): Calibration => {
    const { sha256: _, ...rest } = known;
    return { ...rest, embedder, ...(sha256 === undefined ? {} : { sha256 }) };
  };

  test("its own, by name and weights", () => {
    const [mine, theirs] = [as("mine", SHA.right), as("theirs", SHA.other)];
    expect(calibrationOf({ name: "theirs", sha256: SHA.other }, [mine, theirs])).toBe(theirs);
  });

  test("by name alone where the server or the calibration tells no weights", () => {
    expect(calibrationOf({ name: "mine", sha256: undefined }, [as("mine", SHA.right)]).embedder).toBe("mine");
    expect(calibrationOf({ name: "mine", sha256: SHA.other }, [as("mine")]).embedder).toBe("mine");
  });

  test("a user's own comes before the one of the house", () => {
    const own = as("minilm");
    expect(calibrationOf({ name: "minilm", sha256: undefined }, [own, ...CALIBRATIONS])).toBe(own);
  });

  test("none: an error that names the command, never another embedder's", () => {
    const { code, message } = thrownBy(() => calibrationOf({ name: "specter2-base", sha256: undefined }, CALIBRATIONS));
    expect(code).toBe("embedder-not-calibrated");
    expect(message).toContain("bioreview calibrate --embedder specter2-base");
  });

  test("other weights of the same name are another embedder", () => {
    const { code, message } = thrownBy(() => calibrationOf({ name: "mine", sha256: SHA.other }, [as("mine", SHA.right)]));
    expect(code).toBe("embedder-not-calibrated");
    expect(message).toContain("other weights");
  });

  test("a file that is no calibration is an error that says where", () => {
    const { code, at } = thrownBy(() => parseCalibration({ ...known, threshold: 2 }, "mine.json"));
    expect({ code, at }).toEqual({ code: "calibration-unreadable", at: "mine.json" });
    expect(thrownBy(() => parseCalibration({ ...known, surprise: 1 }, "mine.json")).code).toBe("calibration-unreadable");
  });
});

describe("labels", () => {
  const list = [concern("One."), concern("Two.")];
  const none = { same: [], partial: [], hard: [] };
  const good = { manuscript: "m", lists: { a: list, b: list, c: list }, pairs: { ab: none, ac: none, bc: none } };

  test.each([
    {
      why: "a pair outside its lists",
      json: { ...good, pairs: { ...good.pairs, ab: { ...none, same: [[0, 2]] } } },
      stress: undefined,
    },
    { why: "a list that is missing", json: { ...good, lists: { a: list, b: list } }, stress: undefined },
    {
      why: "a category that nobody knows",
      json: { ...good, lists: { ...good.lists, a: [{ ...list[0], category: "?" }] } },
      stress: undefined,
    },
    { why: "stress of another list", json: good, stress: [{ reworded: list[0], near: list[1] }] },
  ])("$why is an error that names the file", ({ json, stress }) => {
    const { code, at } = thrownBy(() => parseLabels(json, stress, "m.json"));
    expect(code).toBe("labels-unreadable");
    expect(at).toContain("m.json");
  });

  test("partial pairs count neither way", () => {
    const comparison = { old: list, found: list, same: [[0, 0] as const], partial: [[1, 1] as const], hard: [[0, 1] as const] };
    const pair = (old: number, found: number) => ({ old, found, probability: 1 });
    expect(countPairs(comparison, [pair(0, 0), pair(1, 1)])).toEqual({ found: 1, missed: 0, wrong: 0, hard: 1, hardJoined: 0 });
    expect(countPairs(comparison, [pair(0, 1)])).toEqual({ found: 0, missed: 1, wrong: 1, hard: 1, hardJoined: 1 });
  });
});

describe("calibrating", () => {
  test("an embedder of words is calibrated, the same every time", () => {
    const embedder = { name: "words", sha256: undefined };
    const calibration = calibrate(labelled, wordRow, embedder);
    expect(parseCalibration(JSON.parse(JSON.stringify(calibration)), "round trip")).toEqual(calibration);
    expect(calibrate(labelled.toReversed(), wordRow, embedder).figures.heldOut).toEqual(calibration.figures.heldOut);
    expect(calibration.figures.pairs.same).toBe(185);
    const reworded = labelled.flatMap(({ stress }) => stress.flatMap(({ same }) => same)).length;
    expect(calibration.figures.stress, "each judged once").toMatchObject({ reworded, near: reworded });
  });

  test("an embedder that knows nothing is refused, with its figures", () => {
    const { code, message } = thrownBy(() => calibrate(labelled, noiseRow, { name: "noise", sha256: undefined }));
    expect(code).toBe("embedder-not-to-be-calibrated");
    expect(message).toMatch(/similarity alone has F1 0\.\d{3}/);
  });

  test("two manuscripts are too few to leave one out", () => {
    expect(thrownBy(() => calibrate(labelled.slice(0, 2), wordRow, { name: "words", sha256: undefined })).code).toBe(
      "labels-too-few",
    );
  });

  const score = { f1: 0.97, precision: 1, recall: 1, joinedHard: 0 };
  const fine: CalibrationFigures = {
    pairs: { same: 1, partial: 0, hard: 1, compared: 2 },
    heldOut: score,
    byManuscript: {},
    cosineAlone: { ...score, f1: 0.9 },
    withoutEmbedder: score,
  };
  test.each([
    { why: "nothing against a good one", figures: fine, says: [] },
    {
      why: "too few found",
      figures: { ...fine, heldOut: { ...score, f1: 0.94 }, withoutEmbedder: { ...score, f1: 0.94 } },
      says: ["F1 0.940"],
    },
    { why: "too many wrongly joined", figures: { ...fine, heldOut: { ...score, joinedHard: 0.03 } }, says: ["3.0 %"] },
    {
      why: "worse than without",
      figures: { ...fine, withoutEmbedder: { ...score, f1: 0.99 } },
      says: ["words alone"],
    },
    { why: "no numbers at all", figures: { ...fine, heldOut: { ...score, f1: Number.NaN } }, says: ["NaN", "NaN"] },
  ])("$why", ({ figures, says }) => {
    const faults = faultsOf(figures);
    expect(faults).toHaveLength(says.length);
    for (const [k, said] of says.entries()) expect(faults[k]).toContain(said);
  });
});

const missing = [...(hasRunner ? [] : [WHY_NO_RUNNER]), ...(hasSmokeModel ? [] : [WHY_NO_SMOKE_MODEL])];
describe.skipIf(missing.length > 0)(`with MiniLM${missing.length === 0 ? "" : ` (skipped: ${missing.join("; ")})`}`, () => {
  const forever = new AbortController().signal;
  const rows = new Map<string, Float32Array>();
  const embedder = { name: "minilm", sha256: undefined as string | undefined };
  let server: RunningServer | undefined;
  beforeAll(async () => {
    server = await startServer(
      { profile: "smoke", only: "embedding", runnerPath: RUNNER, models: MODELS, threads: 1, onLine: () => {} },
      forever,
    );
    const served = await connectEmbedder(server.endpoint, { name: "minilm" }, forever);
    embedder.sha256 = served.sha256;
    const texts = [...labelledTexts(labelled)];
    for (const [k, row] of (await served.embed(texts, forever)).entries()) rows.set(texts[k] ?? "", row);
  });
  afterAll(() => server?.stop());
  const rowOf = (text: string) => rows.get(text) ?? new Float32Array();

  test("the same concern is found on manuscripts that were left out, and alike ones are kept apart", () => {
    const { figures, sha256 } = calibrate(labelled, rowOf, embedder);
    expect(figures.heldOut.f1).toBeGreaterThanOrEqual(0.96);
    expect(figures.heldOut.joinedHard).toBeLessThan(0.01);
    expect(figures.heldOut.f1).toBeGreaterThan(figures.cosineAlone.f1 + 0.05);
    const committed = calibrationOf(embedder, CALIBRATIONS);
    expect(sha256).toBe(committed.sha256);
    // Another processor may round the embeddings otherwise, so that a pair or two may change sides.
    expect(Math.abs(figures.heldOut.f1 - committed.figures.heldOut.f1)).toBeLessThan(0.01);
    expect(Math.abs(figures.cosineAlone.f1 - committed.figures.cosineAlone.f1)).toBeLessThan(0.01);
  });

  test("squashed cosines with noise cost next to nothing, once they are calibrated", () => {
    const [texts, squashedRow] = [[...labelledTexts(labelled)].slice(0, 40), squashed(rowOf)];
    const all = texts.flatMap((a) =>
      texts.map((b) => squashedRow(a).reduce((sum, x, k) => sum + x * (squashedRow(b)[k] ?? 0), 0)),
    );
    expect(Math.min(...all)).toBeGreaterThan(0.68);
    const plain = calibrationOf(embedder, CALIBRATIONS).figures.heldOut.f1;
    const { figures } = calibrate(labelled, squashedRow, { name: "squashed", sha256: undefined });
    expect(figures.heldOut.f1).toBeGreaterThanOrEqual(plain - 0.02);
    expect(figures.heldOut.joinedHard).toBeLessThan(0.02);
  });
});
