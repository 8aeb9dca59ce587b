import { describe, expect, test } from "vitest";
import { compareReviews, loadCalibrations, type ReviewedText } from "../../src/reviewer/index.ts";
import { dismiss } from "../../src/revision/index.ts";
import { concern, manuscript, section } from "../support/build.ts";
import { firstWordEmbedder } from "../support/scripted-model.ts";

const embedder = firstWordEmbedder();
const signal = new AbortController().signal;
const dependencies = {
  embedder: "minilm",
  calibration: await loadCalibrations("minilm", { XDG_DATA_HOME: "/nonexistent" }),
  async embed(texts: ReadonlySet<string>) {
    const all = [...texts];
    const rows = await embedder.embed(all, signal);
    return { name: "minilm", sha256: undefined, dimensions: 64, of: (text: string) => rows[all.indexOf(text)] };
  },
  log: { progress() {} },
};
const MICE = concern("Twelve mice are few.", "major");
const BLIND = concern("Nobody was blinded.");
const text = manuscript({ sections: [section("Methods", "Twelve mice were used.", "Nobody looked.")] });
const reviewed = (label: string, ...concerns: ReviewedText["concerns"]): ReviewedText => ({
  label,
  concerns,
  text,
  readings: [],
});

describe("two reviewed texts", () => {
  test("the first of a paper is compared with none: all is new", async () => {
    const result = await compareReviews(undefined, reviewed("v1", MICE), dependencies);
    expect(result).not.toHaveProperty("old");
    expect(result.outcomes).toMatchObject([{ id: "C1", kind: "introduced", because: "first review" }]);
  });

  test("one that is looked at afresh raises all anew, but for what was dismissed", async () => {
    const first = await compareReviews(undefined, reviewed("v1", MICE, BLIND), dependencies);
    const dismissed = dismiss(first.ledger, "C2", "ann", "It was.");
    const ledger = { ...dismissed, concerns: dismissed.concerns.filter(({ state }) => state === "dismissed") };
    const old = { label: "v1", ledger, text: undefined, afresh: true };
    const result = await compareReviews(old, reviewed("v2", MICE, BLIND), dependencies);
    expect(result).not.toHaveProperty("old");
    expect(result.outcomes.map(({ id, kind }) => `${id} ${kind}`)).toEqual(["C3 introduced", "C2 dismissed"]);
  });
});
