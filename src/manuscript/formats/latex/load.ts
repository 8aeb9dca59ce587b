/** Opens a manuscript's root and every file that it includes, each once; each is parsed on its own. Invariant: whatever a file
 *  holds, it ends in nodes and warnings; only a root that cannot be opened is an error. */
import { UserError } from "../../../errors.ts";
import type { TextFiles } from "../../files/text-files.ts";
import type { HiddenText, LeftOut, Warning } from "../../manuscript.ts";
import { SourceFile } from "../../source-file.ts";
import { type LatexNode, parseNodes } from "./ast.ts";
import { cutIntoPieces, ENDLESS, type Piece } from "./chunks.ts";
import { includedFiles, resolveInclude } from "./include.ts";
import { type MaskNote, maskLatex } from "./mask.ts";
import { scanLatex } from "./tokens.ts";
import { withoutUnclosedMath } from "./unclosed-math.ts";

export interface LoadedFile {
  readonly source: SourceFile;
  /** Parsed one by one as they are read, once, so that only one is in memory; what is wrong with them goes to `warnings` meanwhile. */
  pieces(warnings: Warning[]): Iterable<readonly LatexNode[]>;
  /** Whether it holds \begin{document}: what stands before is preamble. */
  readonly hasDocument: boolean;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
  readonly hidden: readonly HiddenText[];
}

/** @throws ManuscriptError where the root cannot be read; an included file that cannot is absent from the map, and its fault is in `faults` */
export async function loadAll(
  root: string,
  sources: TextFiles,
): Promise<{ files: Map<string, LoadedFile>; faults: Map<string, string> }> {
  const files = new Map<string, LoadedFile>();
  const faults = new Map<string, string>();
  const waiting = [root];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path) || faults.has(path)) continue;
    try {
      const { text, hidden, warnings } = await sources.text(path);
      files.set(path, loadFile(path, text, hidden, warnings));
      for (const written of includedFiles(text)) {
        const found = resolveInclude(written, root, path, sources.paths);
        if ("path" in found) waiting.push(found.path);
      }
    } catch (error) {
      if (path === root || !(error instanceof UserError)) throw error;
      faults.set(path, error.message);
    }
  }
  return { files, faults };
}

const NOTES: Readonly<Record<Exclude<MaskNote["kind"], "after the end">, string>> = {
  "merge conflict": "a merge conflict was left in the file: both sides were read, the markers were not",
  "unclosed iffalse": "\\iffalse without its \\fi: what follows was read as if it were not there",
};

function loadFile(file: string, text: string, hidden: readonly HiddenText[], decoding: readonly Warning[]): LoadedFile {
  const source = new SourceFile(file, text);
  const masked = maskLatex(text);
  const warnings = [...decoding];
  const leftOut: LeftOut[] = [];
  for (const { kind, at } of masked.notes) {
    if (kind !== "after the end") warnings.push({ file, line: source.lineAt(at), message: NOTES[kind] });
    else
      leftOut.push({
        file,
        lines: { startLine: source.lineAt(at), endLine: source.lineAt(text.trimEnd().length - 1) },
        why: "after \\end{document}",
      });
  }
  const hasDocument = [...scanLatex(masked.text)].some((token) => token.kind === "begin" && token.name === "document");
  return { source, pieces: (found) => parsedPieces(masked.text, source, found), hasDocument, leftOut, warnings, hidden };
}

function* parsedPieces(masked: string, source: SourceFile, warnings: Warning[]): Generator<LatexNode[]> {
  for (const piece of cutIntoPieces(masked)) {
    if (piece.fault !== undefined)
      warnings.push({ file: source.file, line: source.lineAt(piece.at), message: faultOf(piece, source) });
    yield* parsed({ ...piece, text: withoutUnclosedMath(piece.text) }, source, warnings);
  }
}

function faultOf({ fault, text, at }: Piece, source: SourceFile): string {
  const to = source.lineAt(at + Math.max(0, text.trimEnd().length - 1));
  return fault === "too deep"
    ? `more than 500 groups nested in each other up to line ${to}: what stands deeper than 100 was left out, the rest was read`
    : `no paragraph ends here for more than ${ENDLESS.toLocaleString("en")} characters: it was read in parts, and markup across a cut may show`;
}

/** A piece that the parser cannot take is parsed paragraph by paragraph; a paragraph that it cannot take is left out, and said to be. */
function parsed({ text, at }: Pick<Piece, "text" | "at">, source: SourceFile, warnings: Warning[]): LatexNode[][] {
  try {
    return [parseNodes(text, at)];
  } catch (error) {
    const paragraphs = [...text.matchAll(/(?:[^\n]|\n(?![ \t]*\n))+\n?/g)];
    if (paragraphs.length > 1)
      return paragraphs.flatMap((part) => parsed({ text: part[0], at: at + part.index }, source, warnings));
    const lines = `lines ${source.lineAt(at)}-${source.lineAt(at + Math.max(0, text.length - 1))}`;
    const reason = error instanceof Error ? error.message.slice(0, 100) : "unknown";
    warnings.push({
      file: source.file,
      line: source.lineAt(at),
      message: `${lines} could not be parsed (${reason}) and were left out`,
    });
    return [];
  }
}
