/** What every rendering of a review says besides its concerns: counts, what was read, what was dropped or mended, who wrote it. Each line is
 *  plain text that still has to pass the rendering's own escape; foreign text in it is marked as such by being all that is not ours. */

import { SEVERITIES } from "../../concern.ts";
import { REPAIRS, type ReviewResult } from "../../review/index.ts";
import { capitalize, counted, listed, thousands } from "../../text.ts";
import { cutLines } from "./cuts.ts";

/** "12 concerns: 3 major, 8 minor, 1 optional". */
export function countLine({ concerns }: ReviewResult): string {
  if (concerns.length === 0) return "No concerns: the model's whole answer was an empty list.";
  const parts = SEVERITIES.map((severity) => ({ severity, count: concerns.filter((one) => one.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${count} ${severity}`);
  return `${counted(concerns.length, "concern")}: ${parts.join(", ")}`;
}

/** Everything that a reader must know before believing the concerns: one line each. */
export function noteLines(result: ReviewResult): string[] {
  return [
    ...readLines(result),
    ...hiddenLine(result),
    ...warningLines(result),
    ...droppedLine(result),
    ...mendedLines(result),
    ...modelLines(result),
  ];
}

function readLines({ prompt, leftOut }: ReviewResult): string[] {
  const cuts = cutLines(prompt);
  const tokens = `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens; figures are not seen`;
  const files = [...new Set(leftOut.map(({ file, why }) => `${file} (${why})`))];
  return [
    ...(cuts.length === 0
      ? [`Read: the whole paper, ${tokens}.`]
      : [`Read: not the whole paper, ${tokens}.`, ...cuts.map((line) => `${capitalize(line)}.`)]),
    ...(files.length === 0 ? [] : [`Left out: ${someOf(files)}.`]),
  ];
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
  const told = warnings
    .slice(0, SHOWN)
    .map(({ file, line, message }) => `Warning: ${file}${line === undefined ? "" : `:${line}`}: ${message}`);
  return warnings.length > SHOWN ? [...told, `Warning: and ${warnings.length - SHOWN} more, which the JSON lists.`] : told;
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

function mendedLines({ models }: ReviewResult): string[] {
  const mended = models
    .flatMap(({ repairs }) => repairs)
    .map(({ kind, count }) => `${count} × ${REPAIRS[kind as keyof typeof REPAIRS]}`);
  const retried = models.flatMap(({ id, attempts }) =>
    attempts.flatMap(({ failed }) => (failed === undefined ? [] : [`${id}: ${failed}`])),
  );
  return [
    ...(mended.length === 0 ? [] : [`Mended in the answer: ${mended.join("; ")}.`]),
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
  const untold = models
    .filter(({ unsent }) => unsent.length > 0)
    .map(({ id, unsent }) => `Not as the profile says, because the server of ${id} cannot be told: ${unsent.join(", ")}.`);
  return [
    ...untold,
    `Written by a language model: ${described.join(" and ")}; profile ${profile}, BioReview ${tool.version}, ${Math.round(timing.totalSeconds)} s.`,
  ];
}
