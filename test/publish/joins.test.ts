/** Hostile pieces joined at random, in every place where foreign text stands, with what we write around it. BIOREVIEW_LONG=1 joins a hundred thousand. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { faultIn, SHOWN_AS_CODE } from "../../src/publish/inert.ts";
import { escapeMarkdown, plainText } from "../../src/publish/sanitise.ts";
import { attacks } from "./hostile.ts";
import { cmarkEffectsOf, cmarkSkipped, effectsOf, nodesIn, publicationsOf, treeOf } from "./judge.ts";
import { REPOSITORY, SERVER, textsOf } from "./world.ts";

/** Beside the attacks what one needs to be put together: ends and beginnings of what GitHub reads as one. */
const FRAGMENTS = [
  ..."www,WWW.,Www,www.a.b,w,.,a.b,.a,_,__,-,~,*,(,),[,],{,<,>,!,|,\\,/,//,://,:,::,;,&,&amp;,amp;,&#64;,&#x77;ww.,',`,``,$,$$,^,=,==,+,%,?,…,·,“,”".split(
    ",",
  ),
  ..."http,https:,ftp://,HTTPS://a,mailto:,xmpp:,mailto,a@b.c,@,@a,a@,@b.c,@-b.c,a_b@c.d".split(","),
  ..."#,1,#1,12,1.,1),gh,gh-,GH-1,deadbee,f00d,0123456,abcdef,a1,smile,smile:,:a,+1:".split(","),
  ...[
    "/",
    "/bioreview",
    "bioreview-state:",
    "<!--",
    "-->",
    "- [x]",
    "[^1]",
    "[x]:",
    "](",
    "![",
    "# ",
    "> ",
    "| ",
    "---",
    "```",
    "~~~",
  ],
  ...[
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\u00a0",
    "\u200b",
    "\u2060",
    "\u202e",
    "\u00e9",
    "e\u0301",
    "\u4e2d",
    "\ud83d\ude00",
    "\u00b2",
    "",
  ],
];
const pieces = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...FRAGMENTS) },
  { weight: 1, arbitrary: fc.constantFrom(...attacks.map(({ texts: [alone = ""] }) => alone.slice(0, 60))) },
);
const joined = fc.array(pieces, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));

const isLong = process.env["BIOREVIEW_LONG"] === "1";
/** Stands for a field. */
const FIELD = /Zq\d+z/;
function numbered(): () => string {
  let field = 0;
  return () => `Zq${field++}z`;
}

const JOINS = isLong ? 100_000 : 400;
/** Of all fields of a publication anew. */
const WHOLE = isLong ? 100 : 1;
/** Texts that one start of cmark-gfm judges. */
const AT_ONCE = 5000;
const seed = 20261130;

function judgeByCmark(bodies: readonly string[]): void {
  if (cmarkSkipped === "") for (const [k, effects] of cmarkEffectsOf(bodies).entries()) expect(effects, bodies[k]).toEqual([]);
}

/** Every line that we write around foreign text, cut where that stands. Taken from whole publications, so that a new
 *  place is one of them without being named. */
const FRAMES = [
  ...new Set(
    publicationsOf(numbered())
      .flatMap(textsOf)
      .flatMap((body) => body.split("\n"))
      .map((line) => line.trim().replace(/\]\([^)]*\)/g, `](${SERVER}/${REPOSITORY}/x)`))
      .filter((line) => FIELD.test(line))
      .map((line) => line.replace(new RegExp(FIELD, "g"), "\0")),
  ),
].map((line) => line.split("\0"));

test("there is a frame for each place", () => {
  expect(FRAMES.length).toBeGreaterThan(44);
});

test(`of ${JOINS} joins in a line none does anything, none is refused, and each shows its words${cmarkSkipped}`, {
  timeout: 3_600_000,
}, () => {
  const drawn = fc.sample(joined, { seed, numRuns: JOINS });
  let taken = 0;
  let bodies: string[] = [];
  for (let k = 0; taken < JOINS; k++) {
    const [first = "", ...others] = FRAMES[k % FRAMES.length] ?? [];
    const texts = others.map(() => drawn[taken++ % JOINS] ?? "");
    const body = others.reduce((line, after, at) => `${line}${escapeMarkdown(texts[at] ?? "")}${after}`, first);
    expect(faultIn(body, "github.com"), body).toBeUndefined();
    const nodes = [...nodesIn(treeOf(body), "root")];
    expect(effectsOf(body, nodes), body).toEqual([]);
    const words = nodes.map(({ node }) => (node.type === "text" ? node.value : "")).join("");
    for (const text of texts) expect(words.replaceAll("\u2060", ""), body).toContain(plainText(text));
    bodies.push(body);
    if (bodies.length < AT_ONCE) continue;
    judgeByCmark(bodies);
    bodies = [];
  }
  judgeByCmark(bodies);
});

test(`in ${WHOLE} publications with such joins in every field nothing does anything, and none is refused${cmarkSkipped}`, {
  timeout: 3_600_000,
}, () => {
  const drawn = fc.sample(joined, { seed: seed + 1, numRuns: 10_000 });
  let taken = 0;
  for (let k = 0; k < WHOLE; k++) {
    const bodies = [...new Set(publicationsOf(() => drawn[taken++ % drawn.length] || "x").flatMap(textsOf))];
    for (const body of bodies) {
      expect(body, "the last look refused what the sanitiser let through").not.toContain(SHOWN_AS_CODE);
      expect(effectsOf(body), body).toEqual([]);
    }
    judgeByCmark(bodies);
  }
});
