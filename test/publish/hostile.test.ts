import fc from "fast-check";
import { expect, test } from "vitest";
import { faultIn } from "../../src/publish/inert.ts";
import { escapeMarkdown, plainText } from "../../src/publish/sanitise.ts";
import { loadState } from "../../src/publish/state/saved-state.ts";
import { attacks } from "./hostile.ts";
import { effectsOf, nodesIn, publicationsWith, treeOf } from "./judge.ts";
import { nothing, PULL, planned, REPOSITORY, reviewed, SERVER, standsAfter, textsOf } from "./world.ts";

test("there are at least five hundred hostile strings", () => {
  expect(new Set(attacks.flatMap(({ texts }) => texts)).size).toBeGreaterThanOrEqual(500);
});

/** The same publications with harmless words: which kinds of nodes are ours, and where. */
const harmless = new Set(
  publicationsWith(["No control group"])
    .flatMap(textsOf)
    .flatMap((body) => [...nodesIn(treeOf(body), "root")].map(({ path }) => path)),
);

/** Each attack stands in every field, and in all its places; each of them begins with another field. */
const worlds = attacks.map(({ why, texts }, k) => ({
  why,
  texts: [...texts.slice(k % texts.length), ...texts.slice(0, k % texts.length)],
}));

test.each(worlds)("$why: does nothing, wherever it stands", ({ texts }) => {
  const publications = publicationsWith(texts);
  for (const body of new Set(publications.flatMap(textsOf))) {
    const nodes = [...nodesIn(treeOf(body), "root")];
    expect(effectsOf(body, nodes), body).toEqual([]);
    const foreign = nodes.flatMap(({ path }) => (harmless.has(path) ? [] : [path]));
    expect(foreign, body).toEqual([]);
  }
  for (const { status, outputs } of publications) {
    expect([...(status?.description ?? "")].length).toBeLessThanOrEqual(140);
    expect(`${status?.description ?? ""}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|##\[|^::/);
    for (const value of Object.values(outputs)) expect(value).toMatch(/^[\w-]*$/);
  }
});

test.each(attacks.filter((_, k) => k % 9 === 0))("$why: is kept in the state as it is", ({ texts }) => {
  const raised = texts.map((text, k) => ({ text: `${text}${k}` }));
  const read = loadState(standsAfter(nothing, planned(reviewed("one", undefined, { raised }))), {
    repository: REPOSITORY,
    pull: PULL,
    key: "",
  });
  expect(read.kind === "state" && read.state.ledger.concerns.map((one) => one.text)).toEqual(raised.map(({ text }) => text));
});

test("pieces of attacks, put together at random, render as exactly their words wherever a text can stand", () => {
  const piece = fc.constantFrom(
    ...attacks.map(({ texts }) => (texts[0] ?? "").slice(0, 40)),
    " ",
    "\n",
    "a",
    "1",
    ":",
    "-",
    "\\",
  );
  const frames = [
    (text: string) => text,
    (text: string) => `- ${text}`,
    (text: string) => `> <b>before:</b> ${text}`,
    (text: string) => `| **C1** major | ${text} | x |\n|---|---|---|`,
    (text: string) => `words *${text || "x"}.* words`,
    (text: string) => `[${text}](${SERVER}/x)`,
    (text: string) => `Not read: (${text}), and \\_${text}. More`,
    (text: string) => `> ${text}: ${text}.`,
  ];
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom(...frames), (pieces, frame) => {
      const text = pieces.join("");
      const body = frame(escapeMarkdown(text));
      expect(faultIn(body, "github.com"), body).toBeUndefined();
      const words = [...nodesIn(treeOf(body), "root")].flatMap(({ node }) => (node.type === "text" ? [node.value ?? ""] : []));
      expect(words.join("").replaceAll("\u2060", "")).toContain(plainText(text));
    }),
    { seed: 20261122, numRuns: 1500 },
  );
});
