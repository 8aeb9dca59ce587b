/** `bioreview inspect`: what would be read, what would be cut, what is left out and why. No model runs. */

import { Command, Option } from "commander";
import { findManuscripts, type Manuscript, readManuscript, type SectionPassage } from "../../manuscript/index.ts";
import { keysOf } from "../../manuscript-keys.ts";
import { plainText, unreadLine } from "../../publish/index.ts";
import {
  articleOf,
  type BlockReport,
  buildPrompt,
  type PromptReport,
  passageReadings,
  type TokenCounter,
  tokenCounter,
} from "../../review/index.ts";
import { counted, percentRead, thousands, truncate } from "../../text.ts";
import { findManuscript, openManuscript } from "../open-manuscript.ts";
import { type PromptFlags, profileOf, type ReadFlags, withFormatFlag, withPromptFlags, withReadFlags } from "../options.ts";
import { jsonText, table } from "../print/blocks.ts";
import type { Terminal } from "../terminal.ts";
import { writeResult } from "../write-result.ts";

const FORMATS = ["text", "json"] as const;

interface InspectFlags extends ReadFlags, PromptFlags {
  readonly all?: true;
  readonly format: (typeof FORMATS)[number];
}

export function inspectCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("inspect").description(
    "Shows what would be read of a manuscript, section by section, what the budget cuts, and what is left out. No model runs.",
  );
  const about = "how it is written; json: everything, each passage with its file and lines";
  return withFormatFlag(withPromptFlags(withReadFlags(command)), FORMATS, about)
    .addOption(
      new Option("--all", "list all manuscripts, as the Action reviews them with manuscripts: all").conflicts("manuscript"),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, flags: InspectFlags) => {
      if (flags.all) return writeResult(undefined, await listOfAll(path, flags, terminal.directory), terminal);
      const { prompt } = profileOf(flags);
      const opened = await openManuscript(path, flags, terminal.directory);
      const inspection = inspect(opened, { counter: await tokenCounter(prompt.counter), budget: prompt.budget });
      signal.throwIfAborted();
      await writeResult(undefined, flags.format === "json" ? jsonText(inspection) : inspectionText(inspection), terminal);
    });
}

const EXAMPLES = `
Examples:
  bioreview inspect paper/
  bioreview inspect paper/ --rev v2 --json
  bioreview inspect . --manuscript docs/main.tex
  bioreview inspect . --all                    which manuscripts are there, and what each is called`;

/** @throws ManuscriptError, SettingsError */
async function listOfAll(path: string, flags: InspectFlags, directory: string): Promise<string> {
  const { files } = await findManuscript(path, flags, directory);
  const { manuscripts, leftOut } = await findManuscripts(files);
  const keys = keysOf(manuscripts.map(({ path, root }) => (path === "" ? root : path)));
  const listed = await Promise.all(
    manuscripts.map(async ({ root, format, words }, k) => ({
      key: keys[k] ?? "",
      root,
      format,
      title: (await readManuscript(files, { manuscript: root })).title?.text ?? null,
      words,
    })),
  );
  if (flags.format === "json")
    return jsonText({ schema: "bioreview-manuscripts", version: 1, revision: files.label, manuscripts: listed, leftOut });
  const rows = listed.map(({ key, root, format, title, words: count }) => [
    key,
    plainText(root),
    format,
    thousands(count),
    truncate(plainText(title ?? "(no title found)"), NAME_WIDTH),
  ]);
  const many = `${counted(listed.length, "manuscript")} · ${plainText(files.label)}`;
  const list = table(["key", "manuscript", "format", "words", "title"], rows, ["left", "left", "left", "right", "left"]);
  return joined([many, list, leftOutList(leftOut)]);
}

/** What BioReview would read of a manuscript, as data: for people who want to know why a concern was or was not raised, and for programs. */
interface Inspection {
  readonly schema: "bioreview-inspection";
  readonly version: 1;
  /** Where it was read, such as `paper/ at 1a2b3c4`. */
  readonly revision: string;
  readonly format: Manuscript["format"];
  readonly root: string;
  readonly files: readonly string[];
  readonly title: string | null;
  readonly abstract: string;
  readonly words: number;
  readonly sections: readonly InspectedSection[];
  /** All of the paper in reading order: title, abstract, then the sections. */
  readonly passages: readonly InspectedPassage[];
  readonly prompt: PromptReport;
  readonly leftOut: Manuscript["leftOut"];
  readonly warnings: Manuscript["warnings"];
  readonly hidden: Manuscript["hidden"];
}
interface InspectedSection {
  /** As a reader sees it; empty for text before the first heading. */
  readonly name: string;
  /** As the model gets it: sections of one training name are one there. Null where the section has a heading only. */
  readonly promptName: string | null;
  readonly words: number;
}
interface InspectedPassage extends SectionPassage {
  readonly part: "title" | "abstract" | "section";
  /** Of a section's passage: the section's index. */
  readonly section?: number;
  /** How much of it is in the prompt. */
  readonly read: "whole" | "part" | "none";
}

function inspect(
  { manuscript, revision }: { manuscript: Manuscript; revision: string },
  { counter, budget }: { counter: TokenCounter; budget: number },
): Inspection {
  const { format, root, files, title, abstract, sections, leftOut, warnings, hidden } = manuscript;
  const sourced = articleOf(manuscript);
  const { report } = buildPrompt(sourced.article, { counter, budget });
  const reads = new Map(passageReadings(sourced, report).map(({ passage, read }) => [passage, read]));
  const inspected = (part: InspectedPassage["part"], passage: SectionPassage, section?: number): InspectedPassage => ({
    part,
    ...(section !== undefined && { section }),
    ...passage,
    read: reads.get(passage) ?? "none",
  });
  const passages = [
    ...(title === undefined ? [] : [inspected("title", title)]),
    ...abstract.map((passage) => inspected("abstract", passage)),
    ...sections.flatMap((section, at) => section.passages.map((passage) => inspected("section", passage, at))),
  ];
  return {
    schema: "bioreview-inspection",
    version: 1,
    revision,
    format,
    root,
    files,
    title: title?.text ?? null,
    abstract: abstract.map(({ text }) => text).join(" "),
    words: words(passages),
    sections: sections.map(({ name, passages: own }) => ({ name, promptName: promptNameOf(own, sourced), words: words(own) })),
    passages,
    prompt: report,
    leftOut,
    warnings,
    hidden,
  };
}

/** The block of the prompt that a section's text went into. */
function blockOf(section: InspectedSection, { blocks }: PromptReport): BlockReport | undefined {
  return blocks.find(({ part, name }) => part === "section" && name === section.promptName);
}

function promptNameOf(own: readonly SectionPassage[], { article, sections }: ReturnType<typeof articleOf>): string | null {
  const at = sections.findIndex(({ passages }) => own.some((passage) => passages.includes(passage)));
  return article.sections[at]?.[0] ?? null;
}

function words(passages: readonly SectionPassage[]): number {
  return passages.reduce((sum, { text }) => sum + text.split(" ").length, 0);
}

/** Longer names are cut in the table; the JSON has them whole. */
const NAME_WIDTH = 44;
/** Lines of each list; more would fill the screen. */
const SHOWN = 12;

/** One table of what is read, one list of what is not. */
function inspectionText(inspection: Inspection): string {
  const { title, root, format, files, words, revision, prompt, leftOut, warnings, hidden } = inspection;
  const head = [
    title === null ? "(no title found)" : plainText(title),
    `${format}, ${plainText(root)}${moreFiles(files.length - 1)}, ${thousands(words)} words · ${plainText(revision)}`,
  ];
  const total = `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens by ${prompt.counter}${readWords(inspection)}`;
  return joined([
    head.join("\n"),
    `${sectionTable(inspection)}\n${total}`,
    leftOutList(leftOut),
    listSection(
      "Warnings",
      warnings.map(
        ({ file, line, message }) => `${plainText(file)}${line === undefined ? "" : `:${line}`}: ${plainText(message)}`,
      ),
    ),
    listSection(
      "Hidden from readers, and not given to the model",
      hidden.map(
        ({ file, line, technique, characters }) =>
          `${plainText(file)}:${line}: ${plainText(technique)}, ${characters} characters`,
      ),
    ),
  ]);
}

function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function leftOutList(leftOut: Manuscript["leftOut"]): string {
  return listSection(
    "Left out",
    leftOut.map(({ file, lines, why }) => `${plainText(file)}${lines === undefined ? "" : `:${span(lines)}`}: ${plainText(why)}`),
  );
}

function readWords({ prompt, warnings }: Inspection): string {
  const limits = [...(prompt.cut ? ["the paper is cut"] : []), ...unreadLine(warnings)];
  return limits.length === 0 ? ", all is read" : `, ${limits.map((limit) => plainText(limit)).join("; ")}`;
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

function listSection(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more, which --json lists`] : [];
  return [`${title}:`, ...lines.slice(0, SHOWN).map((line) => `  ${line}`), ...more].join("\n");
}
