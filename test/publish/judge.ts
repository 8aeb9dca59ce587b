/** Judges of what a text does when GitHub shows it, written apart from the product's own watchman: remark here, and cmark-gfm, which GitHub's own renderer comes
 *  from. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { z } from "zod";
import { concernMarkersIn } from "../../src/publish/markers.ts";
import { planCommandReply } from "../../src/publish/plan/command-reply.ts";
import type { Publication } from "../../src/publish/publication.ts";
import { type Cause, dismiss } from "../../src/revision/index.ts";
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
  untouched,
  wholeDiff,
} from "./world.ts";

/** One publication of each kind, with one of the texts in every field that a model, a manuscript or a person can fill. */
export function publicationsWith(texts: readonly string[]): Publication[] {
  let taken = 0;
  return publicationsOf(() => texts[taken++ % texts.length] ?? "");
}

/** @param text gives the text of the next field */
export function publicationsOf(text: () => string): Publication[] {
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
    unsent: text(),
  });
  const site = { server: SERVER, run: `javascript:${text()}` };
  const one = reviewed("one", undefined, {
    raised: [
      { text: `${text()} A`, severity: "major" },
      { text: `${text()} B` },
      { text: `${text()} C` },
      { text: `${text()} D`, severity: "major" },
      { text: `${text()} E` },
      { text: `${text()} F`, severity: "major" },
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
    fates: {
      C1: { kind: "caused", cause, places: [at(3, file)] },
      C5: { kind: "partly", cause, places: [at(3, file)] },
      C6: { kind: "removed", cause: { ...cause, kind: "removed" }, places: [at(3, file)] },
    },
    foreign: foreign(),
    previous: { from: "this pull request", notes: [text()] },
  });
  const second = planned(two, conversation, { key, site, diff: new Map([...wholeDiff, [file, [{ first: 1, last: 9 }]]]) });
  const now = standsAfter(conversation, second);
  const failure = planned(failed("three", { at: text(), fault: text(), remedy: text() }), now, { key });
  const answers = [
    { kind: "unknown", words: text() },
    { kind: "refused", why: text() },
    { kind: "dismiss", concern: "C7", reason: text() },
    { kind: "dismiss", concern: text(), reason: text() },
  ] as const;
  const alone = { manuscripts: [{ key, paths: [], limits: {} }], several: false };
  const pull = { repository: REPOSITORY, pull: PULL, head: commit("two"), conversation: now, ...alone };
  const edited = { ...now, statusComments: now.statusComments.map((comment) => ({ ...comment, editedBy: text() })) };
  const unbelieved = { ...pull, conversation: edited, actor: text(), comment: 8, site };
  return [
    first,
    second,
    failure,
    planned(untouched("four"), edited, { key, site }),
    planCommandReply({ ...unbelieved, command: { kind: "status" } }),
    ...answers.map((command) => planCommandReply({ ...pull, command, actor: text(), comment: 7, site })),
  ];
}

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

const GFM = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] };
export function treeOf(markdown: string): Node {
  return fromMarkdown(markdown, GFM);
}

export function* nodesIn(node: Node, path: string): Generator<{ node: Node; path: string }> {
  yield { node, path };
  for (const child of node.children ?? []) yield* nodesIn(child, `${path}/${child.type}`);
}

/** Written apart from the product's own watchman: what GitHub, the runner or we would do because of a text. */
export function effectsOf(
  body: string,
  nodes: readonly { readonly node: Node }[] = [...nodesIn(treeOf(body), "root")],
): string[] {
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

const CMARK = join(import.meta.dirname, "cmark-judge.py");
const cmark = (args: readonly string[], input: string) =>
  spawnSync("python3", [CMARK, ...args], { input, encoding: "utf8", maxBuffer: 2 ** 30 });

/** For the name of a test: empty where cmark-gfm is there. */
export const cmarkSkipped =
  cmark(["--version"], "").status === 0 ? "" : " (skipped: no cmarkgfm; npm test installs test/peers/requirements.txt)";

/** @returns of each text what cmark-gfm's HTML does, an effect each */
export function cmarkEffectsOf(bodies: readonly string[]): readonly (readonly string[])[] {
  const { status, stdout, stderr } = cmark([`${SERVER}/${REPOSITORY}/`], bodies.map((body) => JSON.stringify(body)).join("\n"));
  if (status !== 0) throw new Error(`cmark-judge.py ended with ${status}: ${stderr}`);
  return z.array(z.array(z.string())).length(bodies.length).parse(JSON.parse(stdout));
}
