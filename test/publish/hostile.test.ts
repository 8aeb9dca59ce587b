import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { expect, test } from "vitest";
import { faultIn } from "../../src/publish/inert.ts";
import { concernMarkersIn } from "../../src/publish/markers.ts";
import { planCommandReply } from "../../src/publish/plan/command-reply.ts";
import type { Publication } from "../../src/publish/publication.ts";
import { escapeMarkdown, plainText } from "../../src/publish/sanitise.ts";
import { loadState } from "../../src/publish/state/saved-state.ts";
import type { Cause } from "../../src/revision/index.ts";
import { dismiss } from "../../src/revision/index.ts";
import { attacks } from "./hostile.ts";
import {
  at,
  commit,
  failed,
  ledgerOf,
  nothing,
  PULL,
  planned,
  REPOSITORY,
  reviewed,
  SERVER,
  standsAfter,
  textsOf,
  wholeDiff,
} from "./world.ts";

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
    for (const { path } of nodes) expect(harmless).toContain(path);
  }
  for (const { status, outputs } of publications) {
    expect([...(status?.description ?? "")].length).toBeLessThanOrEqual(140);
    expect(`${status?.description ?? ""}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|##\[|^::/);
    for (const value of Object.values(outputs)) expect(value).toMatch(/^[\w-]*$/);
  }
});

/** One publication of each kind, with one of the texts in every field that a model, a manuscript or a person can fill. */
function publicationsWith(texts: readonly string[]): Publication[] {
  let taken = 0;
  const text = () => texts[taken++ % texts.length] ?? "";
  const key = text();
  const file = text().replaceAll("\0", "") || "x";
  const cause: Cause = {
    kind: "rewritten",
    changes: [{ before: { ...at(3), text: text() }, after: { ...at(3), text: `now ${text()}` } }],
  };
  const foreign = () => ({
    title: text(),
    file,
    section: text(),
    why: text(),
    model: text(),
    profile: text(),
    caution: text(),
    technique: text(),
  });
  const site = { server: SERVER, run: `javascript:${text()}` };
  const one = reviewed("one", undefined, {
    raised: [
      { text: `${text()} A`, severity: "major" },
      { text: `${text()} B` },
      { text: `${text()} C` },
      { text: `${text()} D`, severity: "major" },
    ],
    foreign: foreign(),
    previous: { from: "none", notes: [text()] },
  });
  const first = planned(one, nothing, { key, site });
  const conversation = standsAfter(nothing, first);
  const dismissed = dismiss(ledgerOf(one), "C3", text(), text());
  const two = reviewed("two", dismissed, {
    raised: [
      { text: text(), novelty: { kind: "changed passage", places: [at(5, file)] } },
      { text: `late ${text()}`, severity: "major", novelty: { kind: "unchanged passage", places: [at(6, file)] } },
      { text: `${text()} again`, is: "C2", severity: "major" },
      { text: `${text()} eased`, is: "C4" },
    ],
    fates: { C1: { kind: "caused", cause, places: [at(3, file)] } },
    foreign: foreign(),
    previous: { from: "this pull request", notes: [text()] },
  });
  const second = planned(two, conversation, { key, site, diff: new Map([...wholeDiff, [file, [{ first: 1, last: 9 }]]]) });
  const now = standsAfter(conversation, second);
  const failure = planned(failed("three", { at: text(), fault: text(), remedy: text() }), now, { key });
  const answers = [
    { kind: "unknown", words: text() },
    { kind: "refused", why: text() },
    { kind: "dismiss", concern: "C5", reason: text() },
    { kind: "dismiss", concern: text(), reason: text() },
  ] as const;
  const pull = { repository: REPOSITORY, pull: PULL, head: commit("two"), conversation: now };
  return [
    first,
    second,
    failure,
    ...answers.map((command) => planCommandReply({ ...pull, command, actor: text(), comment: 7, limits: {}, key, site })),
  ];
}

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

function treeOf(markdown: string): Node {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function* nodesIn(node: Node, path: string): Generator<{ node: Node; path: string }> {
  yield { node, path };
  for (const child of node.children ?? []) yield* nodesIn(child, `${path}/${child.type}`);
}

/** Written apart from the product's own watchman: what GitHub, the runner or we would do because of a text. */
function effectsOf(body: string, nodes: readonly { readonly node: Node }[]): string[] {
  const texts = nodes.filter(({ node }) => node.type === "text").map(({ node }) => node.value ?? "");
  const links = nodes.flatMap(({ node }) => (node.type === "link" || node.type === "image" ? [node.url ?? ""] : []));
  const html = nodes.flatMap(({ node }) => (node.type === "html" ? [node.value ?? ""] : []));
  const tags = html.flatMap((value) => value.replace(/<!--[\s\S]*?-->/g, "").match(/<[^>]*>?/g) ?? []);
  const states = body.match(/<!-- bioreview-state/g) ?? [];
  return [
    ...texts.filter((text) => /(?:^|[^a-z0-9_])@[a-z0-9][a-z0-9-]*/i.test(text)).map((text) => `mention: ${text}`),
    ...texts.filter((text) => /(?:^|[\s([{:,.])#\d+|\w#\d+|\bgh-\d+/i.test(text)).map((text) => `reference: ${text}`),
    ...texts.filter((text) => /\b(?=[0-9]*[a-f])[0-9a-f]{7,40}\b/i.test(text)).map((text) => `commit: ${text}`),
    ...texts.filter((text) => /:\/\/|\bwww\.\w/i.test(text)).map((text) => `address: ${text}`),
    ...texts
      .filter((text) => /[\u202a-\u202e\u2066-\u2069\u200b\u0000-\u0008]|[\u{e0000}-\u{e0fff}]/u.test(text))
      .map(() => "unseen"),
    ...links.filter((url) => !url.startsWith(`${SERVER}/${REPOSITORY}/`)).map((url) => `link: ${url}`),
    ...tags.filter((tag) => !/^<\/?(?:details|summary|b|sub)>$/.test(tag)).map((tag) => `tag: ${tag}`),
    ...body
      .split("\n")
      .filter((line) => /^\s*\/bioreview/.test(line))
      .map(() => "command"),
    ...(states.length > 1 ? ["a second state"] : []),
    ...(concernMarkersIn(body).some(({ marker }) => marker.endsWith("0".repeat(24))) ? ["a forged mark"] : []),
    ...(body.includes(`bioreview-review-${"0".repeat(24)}`) ? ["a forged mark"] : []),
  ];
}

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
