/** A review, or a comparison of two, in each format of a result. Of a review: counts, what was read, what was dropped or repaired, and who wrote it. */
import { fileAndLine } from "../../data-file.ts";
import { comparisonMarkdown, comparisonText, escapeMarkdown, plainText, severityCounts, textWidth } from "../../publish/index.ts";
import { REPAIRS, type ReviewResult } from "../../review/index.ts";
import type { ComparisonResult } from "../../revision/index.ts";
import { capitalize, counted, fromSnakeCase, listed, percentRead, thousands, truncate, wrap } from "../../text.ts";
import { jsonText } from "./blocks.ts";
import { type PlacedConcern, placedConcerns, placedOpenConcerns, rdjsonText, sarifText } from "./diagnostics.ts";

export const RESULT_FORMATS = ["text", "json", "markdown", "sarif", "rdjson"] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** @param columns of the terminal   @param folder that the paths of the manuscript start from, as seen from where the result is read */
export function renderReview(result: ReviewResult, format: ResultFormat, columns: number, folder: string): string {
  const context = { folder, root: result.manuscript.root };
  switch (format) {
    case "text":
      return reviewText(result, columns);
    case "markdown":
      return reviewMarkdown(result);
    case "json":
      return jsonText(result);
    case "sarif":
      return sarifText(placedConcerns(result), context);
    case "rdjson":
      return rdjsonText(placedConcerns(result), context);
  }
}

/** In the formats of linters: what is open. @param columns of the terminal   @param folder as of `renderReview` */
export function renderComparison(result: ComparisonResult, format: ResultFormat, columns: number, folder: string): string {
  const context = { folder, root: result.review?.manuscript.root ?? "" };
  switch (format) {
    case "text":
      return comparisonText(result, columns);
    case "markdown":
      return comparisonMarkdown(result);
    case "json":
      return jsonText(result);
    case "sarif":
      return sarifText(placedOpenConcerns(result), context);
    case "rdjson":
      return rdjsonText(placedOpenConcerns(result), context);
  }
}

const INDENT = "    ";
/** Characters of the sentence that a concern is about: enough to find it. */
const LONGEST_QUOTE = 200;

/** A review for a terminal. @param columns of the terminal */
function reviewText(result: ReviewResult, columns: number): string {
  const width = textWidth(columns);
  const { manuscript, concerns, caution } = result;
  const head = [
    ...wrap(plainText(manuscript.title ?? "(no title)"), width),
    `${manuscript.format}, ${plainText(manuscript.root)} · ${plainText(manuscript.revision)}`,
  ];
  const placed = placedConcerns(result);
  const items = concerns.map(({ text, quote }, at) => {
    const said = [text, ...(quote === undefined ? [] : [`At: “${truncate(quote, LONGEST_QUOTE)}”`])];
    const lines = said.flatMap((part) => wrap(plainText(part), width - INDENT.length).map((line) => INDENT + line));
    return [headOf(placed[at]), ...lines].join("\n");
  });
  const notes = noteLines(result).flatMap((line) => wrap(plainText(line), width));
  return [
    head.join("\n"),
    ...(caution === undefined ? [] : [wrap(`CAUTION: ${caution}.`, width).join("\n")]),
    countLine(result),
    ...items,
    notes.join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Such as `C3  major · design flaw · methods.md:12`. */
function headOf(concern: PlacedConcern | undefined): string {
  if (concern === undefined) throw new RangeError("each concern has a place, if only the whole paper");
  const { id, severity, category, place } = concern;
  const where = place === undefined ? "whole paper" : fileAndLine(place.file, place.startLine);
  return `${id.padEnd(INDENT.length - 1)} ${severity} · ${fromSnakeCase(category)} · ${plainText(where)}`;
}

/** A review as it can be pasted into an issue or kept in a repository. */
function reviewMarkdown(result: ReviewResult): string {
  const { manuscript, concerns, caution } = result;
  const placed = placedConcerns(result);
  const items = concerns.map(({ text, category, severity, quote }, at) => {
    const { id = "", place } = placed[at] ?? {};
    const where = place === undefined ? "whole paper" : escapeMarkdown(fileAndLine(place.file, place.startLine));
    return (
      `- **${id}** · **${severity}** · ${fromSnakeCase(category)} · ${where}  \n  ${escapeMarkdown(text)}` +
      (quote === undefined ? "" : `\n  > ${escapeMarkdown(truncate(quote, LONGEST_QUOTE))}`)
    );
  });
  return [
    `## Review of ${escapeMarkdown(manuscript.title ?? "a manuscript without a title")}`,
    ...(caution === undefined ? [] : [`> **Caution:** ${caution}.`]),
    `**${countLine(result)}**`,
    ...(items.length === 0 ? [] : [items.join("\n")]),
    "---",
    noteLines(result)
      .map((line) => `- ${escapeMarkdown(line)}`)
      .join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

/** "12 concerns: 3 major, 8 minor, 1 optional". */
export function countLine({ concerns }: ReviewResult): string {
  if (concerns.length === 0) return "No concerns: the model's whole answer was an empty list.";
  return `${counted(concerns.length, "concern")}: ${severityCounts(concerns)}`;
}

/** Everything that a reader must know before believing the concerns, a line each: text that the writer still has to sanitise. */
function noteLines(result: ReviewResult): string[] {
  return [
    ...readLines(result),
    ...hiddenLine(result),
    ...warningLines(result),
    ...droppedLine(result),
    ...repairLines(result),
    ...modelLines(result),
  ];
}

function readLines({ prompt, leftOut, warnings }: ReviewResult): string[] {
  const cuts = [...cutLines(prompt), ...unreadLine(warnings)];
  const amount =
    prompt.questions === undefined
      ? `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens`
      : `in ${counted(prompt.questions, "question")} of ${thousands(prompt.tokens)} tokens together`;
  const tokens = `${amount}; figures are not seen`;
  const files = [...new Set(leftOut.map(({ file, why }) => `${file} (${why})`))];
  return [
    ...(cuts.length === 0
      ? [`Read: the whole paper, ${tokens}.`]
      : [`Read: not the whole paper, ${tokens}.`, ...cuts.map((line) => `${capitalize(line)}.`)]),
    ...(files.length === 0 ? [] : [`Left out: ${someOf(files)}.`]),
  ];
}

/** Of places where text of the manuscript was lost before the model. */
export function unreadLine(warnings: ReviewResult["warnings"]): string[] {
  const unread = warnings.filter(({ losesText }) => losesText === true);
  const [first] = unread;
  if (first === undefined) return [];
  return [`${counted(unread.length, "place")} of the manuscript could not be read, first ${fileAndLine(first.file, first.line)}`];
}

/** More of a kind than these belong into the JSON. */
const SHOWN = 5;

function someOf(items: readonly string[]): string {
  return listed(items.slice(0, SHOWN), Math.max(0, items.length - SHOWN));
}

function hiddenLine({ hidden }: ReviewResult): string[] {
  if (hidden.length === 0) return [];
  const places = someOf(hidden.map(({ file, line, technique }) => `${file}:${line} (${technique})`));
  return [`Hidden from readers, so not given to the model: ${places}.`];
}

function warningLines({ warnings }: ReviewResult): string[] {
  const shown = warnings
    .slice(0, SHOWN)
    .map(({ file, line, message }) => `Warning: ${file}${line === undefined ? "" : `:${line}`}: ${message}`);
  return warnings.length > SHOWN ? [...shown, `Warning: and ${warnings.length - SHOWN} more, which the JSON lists.`] : shown;
}

function droppedLine({ dropped, alike, settings }: ReviewResult): string[] {
  const parts = [
    [dropped.sameText, "said again in the same words"],
    [dropped.alike, `alike (cosine from ${settings.duplicateCosine})`],
    [dropped.united, "said by both models"],
    [dropped.beyondCap, `beyond the first ${settings.cap}`],
  ] as const;
  const some = parts.filter(([count]) => count > 0).map(([count, why]) => `${count} ${why}`);
  return [
    ...(some.length === 0 ? [] : [`Dropped: ${some.join(", ")}.`]),
    ...(alike.done ? [] : [`Near-duplicates: ${alike.why}.`]),
  ];
}

function repairLines({ models }: ReviewResult): string[] {
  const repaired = models
    .flatMap(({ repairs }) => repairs)
    .map(({ kind, count }) => `${count} × ${REPAIRS[kind as keyof typeof REPAIRS]}`);
  const retried = models.flatMap(({ id, attempts }) =>
    attempts.flatMap(({ failed }) => (failed === undefined ? [] : [`${id}: ${failed}`])),
  );
  return [
    ...(repaired.length === 0 ? [] : [`Mended in the answer: ${repaired.join("; ")}.`]),
    ...retried.map((why) => `Asked twice, because the first answer was no review: ${why}`),
  ];
}

function modelLines({ models, profile, timing, tool }: ReviewResult): string[] {
  const described = models.map(({ id, quantisation, device, sha256, attempts }) => {
    const facts = [
      quantisation,
      device,
      sha256 === undefined ? undefined : `sha256 ${sha256.slice(0, 8)}…`,
      `seed ${attempts.at(-1)?.seed}`,
    ];
    return `${id} (${facts.filter((fact) => fact !== undefined).join(", ")})`;
  });
  const unsentSettings = models
    .filter(({ unsent }) => unsent.length > 0)
    .map(({ id, unsent }) => `Not as the profile says, because the server of ${id} cannot be told: ${unsent.join(", ")}.`);
  return [
    ...unsentSettings,
    `Written by a language model: ${described.join(" and ")}; profile ${profile}, BioReview ${tool.version}, ${Math.round(timing.totalSeconds)} s.`,
  ];
}

/** As a prompt's report and a saved result both have it. */
export interface Cuts {
  readonly counter: string;
  readonly budget: number;
  readonly tokens: number;
  readonly blocks: readonly {
    readonly part: string;
    readonly name?: string | undefined;
    readonly charactersWhole: number;
    readonly charactersRead: number;
    readonly cut: boolean;
  }[];
  readonly lost: readonly { readonly name: string; readonly why: string }[];
}

/** What of the paper the model did not get, a line for each part, and none where all was read. Said wherever its concerns are shown, because nothing can be
 *  raised about it. */
export function cutLines({ blocks, lost, budget, counter }: Cuts): string[] {
  const cut = blocks.filter((block) => block.cut);
  const lines = cut.map(
    (block) =>
      `cut: ${blockName(block)} was read to ${percentRead(block.charactersRead, block.charactersWhole)} (${thousands(block.charactersWhole - block.charactersRead)} of ` +
      `${thousands(block.charactersWhole)} characters left out: the budget is ${thousands(budget)} tokens by ${counter})`,
  );
  const displaced = lost
    .filter(({ why }) => why === "another section has its name")
    .map(({ name }) => `cut: section ${plainText(name)} was left out whole: another section has its name`);
  return [...lines, ...displaced];
}

function blockName({ part, name }: { readonly part: string; readonly name?: string | undefined }): string {
  return name === undefined ? `the ${part}` : `section ${plainText(name)}`;
}
