/** The piece of a diff that a thread hangs on, as GitHub shows it above the comments: the lines that the comment is about, or the last few before it. */
import type { Element } from "hast";
import { h } from "hastscript";
import type { Place } from "../played.ts";

/** Lines above and with the one that a comment is on, where it is on a single one. */
const SHOWN = 4;

interface Line {
  readonly sign: "+" | "-" | " ";
  readonly old: number | undefined;
  readonly now: number | undefined;
  readonly text: string;
}

export function hunkTable(place: Place): Element {
  const lines = linesOf(place.hunk);
  const count = place.startLine === undefined ? SHOWN : Math.max(SHOWN, place.line - place.startLine + 1);
  const rows = lines
    .slice(-count)
    .map(({ sign, old, now, text }) =>
      h("tr", { className: [CLASS[sign]] }, [
        h("td.number", old === undefined ? "" : String(old)),
        h("td.number", now === undefined ? "" : String(now)),
        h("td.code", [h("span.sign", sign), text]),
      ]),
    );
  return h("div.hunk", [h("table", [h("tbody", rows)])]);
}
const CLASS = { "+": "added", "-": "removed", " ": "context" } as const;

/** From `@@ -1,4 +1,5 @@` on, each line with its numbers. */
function linesOf(hunk: string): readonly Line[] {
  const [head = "", ...lines] = hunk.split("\n");
  const [, old = "1", now = "1"] = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(head) ?? [];
  const at = { old: Number(old), now: Number(now) };
  return lines
    .filter((line) => !line.startsWith("\\"))
    .map((line): Line => {
      const text = line.slice(1);
      if (line.startsWith("+")) return { sign: "+", old: undefined, now: at.now++, text };
      if (line.startsWith("-")) return { sign: "-", old: at.old++, now: undefined, text };
      return { sign: " ", old: at.old++, now: at.now++, text };
    });
}
