/** What a reader sees of JATS within a paragraph: runs of text, each with its place, and passages made of them. */
import { CleanTextBuilder, type SourceFile } from "../../document.ts";
import type { Passage, PassageKind } from "../../manuscript.ts";
import type { XmlRange } from "./xml.ts";

/** `cite`: a citation, whatever sign the page prints for it. `start` and `end` are offsets of the file. */
export interface Run extends XmlRange {
  readonly kind: "text" | "blank" | "cite";
  /** As a reader sees it; runs of white space and line feeds in it are one blank. Empty for the other kinds. */
  readonly text: string;
  /** Whether `text` stands as it is in the file, from `start` on: then its line feeds are those of the file. */
  readonly isPlain?: boolean;
}

/** @returns undefined for runs without a letter or digit */
export function passageOf(source: SourceFile, kind: PassageKind, runs: readonly Run[]): Passage | undefined {
  const shown = withoutBrackets(joinCitations(runs));
  const builder = new CleanTextBuilder();
  let from: number | undefined;
  let to = 0;
  for (const { kind: how, text, start, end, isPlain } of shown) {
    if (how === "blank") builder.addBlank();
    else if (how === "cite") builder.addToken("[cite]", source.lineAt(start));
    else builder.add(isPlain ? text : text.replaceAll("\n", " "), source.lineAt(start));
    if (how === "blank" || (how === "text" && text.trim() === "")) continue;
    from ??= start;
    to = Math.max(to, end);
  }
  const { text, lines } = builder.build();
  const startLine = lines[0]?.line;
  const endLine = lines.at(-1)?.line;
  if (startLine === undefined || endLine === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
  const written = source.text.slice(Math.max(from ?? 0, source.startOf(startLine)), Math.min(to, source.endOf(endLine)));
  return { kind, file: source.file, startLine, endLine, source: written.trim(), text, lines };
}

/** `1,2–5` of citations is one. */
const BETWEEN_CITATIONS = /^[\s,;\u2013\u2014\u2010-\u2012\u2212-]*$/;

function joinCitations(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  let cite: number | undefined;
  for (const run of runs) {
    if (run.kind === "cite" && cite !== undefined) joined.length = cite + 1;
    else if (run.kind === "cite") cite = joined.length;
    else if (run.kind === "text" && !BETWEEN_CITATIONS.test(run.text)) cite = undefined;
    if (run.kind !== "cite" || cite === joined.length) joined.push(run);
  }
  return joined;
}

/** `[1]` and `(1)` around citations alone: the citation has brackets of its own. */
function withoutBrackets(runs: readonly Run[]): readonly Run[] {
  const kept = [...runs];
  for (const [index, run] of kept.entries()) {
    const before = kept[index - 1];
    const after = kept[index + 1];
    if (run.kind !== "cite" || before?.kind !== "text" || after?.kind !== "text") continue;
    const opens = /[[(]\s*$/.exec(before.text);
    const closes = /^\s*[\])]/.exec(after.text);
    if (opens === null || closes === null || "[(".indexOf(opens[0].trim()) !== "])".indexOf(closes[0].trim())) continue;
    kept[index - 1] = { ...before, text: before.text.slice(0, opens.index), end: before.end - opens[0].length };
    kept[index + 1] = { ...after, text: after.text.slice(closes[0].length), start: after.start + closes[0].length };
  }
  return kept;
}
