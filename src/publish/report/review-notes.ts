/** What must be known of a review besides its concerns: counts, what was read, what was dropped or repaired, and who wrote it. A line each; foreign text in them is
 *  for the writer to sanitise, but for names of sections. */
import { fileAndLine } from "../../data-file.ts";
import { REPAIRS, type ReviewResult } from "../../review/index.ts";
import { capitalize, counted, listed, percentRead, thousands } from "../../text.ts";
import { plainText } from "../sanitise.ts";
import { severityCounts } from "./items.ts";

/** "12 concerns: 3 major, 8 minor, 1 optional". */
export function countLine({ concerns }: ReviewResult): string {
  if (concerns.length === 0) return "No concerns: the model's whole answer was an empty list.";
  return `${counted(concerns.length, "concern")}: ${severityCounts(concerns)}`;
}

/** Everything that a reader must know before believing the concerns, a line each: text that the writer still has to sanitise. */
export function noteLines(result: ReviewResult): string[] {
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
  const described = models.map(({ id, quantisation, device, settings, sha256, attempts }) => {
    const facts = [
      quantisation,
      device,
      settings,
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
