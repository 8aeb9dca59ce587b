import { expect, test } from "vitest";
import { readLine } from "../../src/publish/render/provenance.ts";
import { provenanceSchema } from "../../src/publish/state/provenance.ts";

const provenance = {
  revision: 1,
  profile: "small",
  tool: "1",
  tokens: 1200,
  budget: 24_000,
  parts: [{ name: "results", whole: 100, read: 100 }],
  lost: [],
  leftOut: { shown: [], more: 0 },
  hidden: { shown: [], more: 0 },
  warnings: { shown: [], more: 0 },
  models: [],
  seconds: 1,
  sections: [],
};
const line = (given: object) => readLine(provenanceSchema.parse({ ...provenance, ...given })).replaceAll("\u2060", "");

test("that the whole paper was read is said only where nothing of it was cut, displaced or lost on the way to the model", () => {
  expect(line({})).toBe("Read the whole paper; figures are not seen.");
  for (const given of [
    { parts: [{ name: "results", whole: 100, read: 99 }] },
    { lost: ["methods"] },
    { unread: { places: 1, first: "paper.tex:7" } },
  ])
    expect(line(given)).not.toContain("whole paper");
});

test("where text could not be read, the line says in how many places and names the first", () => {
  expect(line({ unread: { places: 3, first: "paper.tex:7" } })).toBe(
    "Read in part; **3 places of the manuscript could not be read**, first paper.tex:7; figures are not seen.",
  );
});
