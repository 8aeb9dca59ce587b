/** Hostile pieces joined at random, in every place where foreign text stands, with all that we write around it. BIOREVIEW_LONG=1 joins a hundred thousand. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { SHOWN_AS_CODE } from "../../src/publish/inert.ts";
import { attacks } from "./hostile.ts";
import { cmarkEffectsOf, cmarkSkipped, effectsOf, publicationsOf } from "./judge.ts";
import { textsOf } from "./world.ts";

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

const JOINS = process.env["BIOREVIEW_LONG"] === "1" ? 100_000 : 600;
/** Publications that are made before cmark-gfm is started for their texts. */
const AT_ONCE = 50;

test(`of ${JOINS} joins nothing does anything, and none is refused${cmarkSkipped}`, { timeout: 3_600_000 }, () => {
  const drawn = fc.sample(joined, { seed: 20261130, numRuns: JOINS });
  let taken = 0;
  const next = () => drawn[taken++ % JOINS] ?? "";
  let judged = 0;
  while (taken < JOINS) {
    const bodies = new Set<string>();
    for (let k = 0; k < AT_ONCE && taken < JOINS; k++) for (const body of publicationsOf(next).flatMap(textsOf)) bodies.add(body);
    const all = [...bodies];
    for (const body of all) {
      expect(body, "shown as code: the last look refused what the sanitiser let through").not.toContain(SHOWN_AS_CODE);
      expect(effectsOf(body), body).toEqual([]);
    }
    if (cmarkSkipped === "") for (const [k, effects] of cmarkEffectsOf(all).entries()) expect(effects, all[k]).toEqual([]);
    judged += all.length;
  }
  if (JOINS > 1000) console.log(`${taken} joins in ${judged} texts: nothing live, nothing refused${cmarkSkipped}`);
});
