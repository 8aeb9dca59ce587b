/** A review for a terminal. */

import { plainText } from "../../publish/index.ts";
import type { ReviewResult } from "../../review/index.ts";
import { fromSnakeCase } from "../../text.ts";
import { countLine, noteLines } from "./review-words.ts";

/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const INDENT = "    ";

/** @param columns of the terminal */
export function reviewText(result: ReviewResult, columns: number): string {
  const width = Math.max(40, Math.min(WIDEST, columns));
  const { manuscript, concerns, caution } = result;
  const head = [
    ...wrapped(plainText(manuscript.title ?? "(no title)"), width, ""),
    `${manuscript.format}, ${plainText(manuscript.root)} · ${plainText(manuscript.revision)}`,
  ];
  const items = concerns.map(({ text, category, severity }, at) =>
    [`${String(at + 1).padStart(2)}  ${severity} · ${fromSnakeCase(category)}`, ...wrapped(plainText(text), width, INDENT)].join(
      "\n",
    ),
  );
  const notes = noteLines(result).flatMap((line) => wrapped(plainText(line), width, ""));
  return [
    head.join("\n"),
    ...(caution === undefined ? [] : [wrapped(`CAUTION: ${caution}.`, width, "").join("\n")]),
    countLine(result),
    ...items,
    notes.join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Lines of at most `width` characters, broken at blanks; a longer word has a line of its own. */
function wrapped(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(indent + word);
  }
  return lines;
}
