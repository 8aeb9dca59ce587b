/** An inspection as text: one table of what is read, one list of what is not. */

import { plainText } from "../../publish/index.ts";
import { counted, percentRead, thousands, truncate } from "../../text.ts";
import { blockOf, type Inspection } from "../inspection.ts";
import { table } from "./table.ts";

/** Longer names are cut in the table; the JSON has them whole. */
const NAME_WIDTH = 44;
/** More than these of a kind fill a screen and help nobody. */
const SHOWN = 12;

export function printInspection(inspection: Inspection): string {
  const { title, root, format, files, words, revision, prompt, leftOut, warnings, hidden } = inspection;
  const head = [
    title === null ? "(no title found)" : plainText(title),
    `${format}, ${plainText(root)}${moreFiles(files.length - 1)}, ${thousands(words)} words · ${plainText(revision)}`,
  ];
  const total = `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens by ${prompt.counter}${prompt.cut ? ", the paper is cut" : ", all is read"}`;
  return [
    head.join("\n"),
    `${sectionTable(inspection)}\n${total}`,
    listed(
      "Left out",
      leftOut.map(
        ({ file, lines, why }) => `${plainText(file)}${lines === undefined ? "" : `:${span(lines)}`}: ${plainText(why)}`,
      ),
    ),
    listed(
      "Warnings",
      warnings.map(
        ({ file, line, message }) => `${plainText(file)}${line === undefined ? "" : `:${line}`}: ${plainText(message)}`,
      ),
    ),
    listed(
      "Hidden from readers, and not given to the model",
      hidden.map(
        ({ file, line, technique, characters }) =>
          `${plainText(file)}:${line}: ${plainText(technique)}, ${characters} characters`,
      ),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function sectionTable(inspection: Inspection): string {
  const { abstract, sections, prompt } = inspection;
  const rows = sections.map((section) => {
    const block = blockOf(section, prompt);
    return {
      name: section.name === "" ? "(before the first heading)" : plainText(section.name),
      promptName: section.promptName === null ? "-" : plainText(section.promptName),
      words: section.words,
      tokens: block === undefined ? "-" : thousands(block.tokensWhole),
      read: block === undefined ? "-" : percentRead(block.charactersRead, block.charactersWhole),
    };
  });
  const summary = prompt.blocks.find(({ part }) => part === "abstract");
  const all = [
    {
      name: abstract === "" ? "(no abstract found)" : "Abstract",
      promptName: abstract === "" ? "-" : "abstract",
      words: abstract === "" ? 0 : abstract.split(" ").length,
      tokens: summary === undefined ? "-" : thousands(summary.tokensWhole),
      read: summary === undefined ? "-" : percentRead(summary.charactersRead, summary.charactersWhole),
    },
    ...rows,
  ];
  return table(
    ["section", "in the prompt", "words", "tokens", "read"],
    all.map(({ name, promptName, words, tokens, read }) => [
      truncate(name, NAME_WIDTH),
      promptName,
      thousands(words),
      tokens,
      read,
    ]),
    ["left", "left", "right", "right", "right"],
  );
}

function span({ startLine, endLine }: { startLine: number; endLine: number }): string {
  return startLine === endLine ? String(startLine) : `${startLine}-${endLine}`;
}

function moreFiles(count: number): string {
  return count === 0 ? "" : ` and ${counted(count, "more file")}`;
}

function listed(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more, which --json lists`] : [];
  return [`${title}:`, ...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...more].join("\n");
}
