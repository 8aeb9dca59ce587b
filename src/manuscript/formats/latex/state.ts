/** What the reading of a paper's files shares, and what the parts of one file's reading need of each other. */
import type { Block } from "../../document.ts";
import { checkPassageCount } from "../../document.ts";
import type { HiddenText, LeftOut, Passage, Warning } from "../../manuscript.ts";
import type { LatexNode } from "./ast.ts";
import type { Palette } from "./colour.ts";
import type { Definitions } from "./definitions.ts";
import type { Flow } from "./flow.ts";
import type { Frames } from "./frames.ts";

/** Where in the paper the reading stands; it goes from file to file. */
type Place = "preamble" | "body" | "abstract";

/** The paper so far. */
export interface Reading {
  place: Place;
  readonly definitions: Definitions;
  readonly palette: Palette;
  title: Passage | undefined;
  readonly abstract: Passage[];
  readonly body: Block[];
  readonly leftOut: LeftOut[];
  readonly warnings: Warning[];
  readonly hidden: HiddenText[];
  /** Reads the file that an \input in `from` names, here and now. */
  include(written: string, from: Flow, at: number): void;
}

/** One of its files. */
export interface FileReading {
  readonly paper: Reading;
  readonly flow: Flow;
  readonly frames: Frames;
  /** Reads nodes in the order of the page. */
  walk(nodes: readonly LatexNode[]): void;
  /** Likewise, but a change of sight in them ends with them. */
  walkGroup(nodes: readonly LatexNode[]): void;
}

/** UTF-16 offsets of a stretch of the file: first character, and the one after the last. */
export interface Span {
  readonly at: number;
  readonly end: number;
}

/** To the abstract or the body, wherever the reading stands.
 *  @throws ManuscriptError `too-many-passages` */
export function put(passage: Passage, paper: Reading): void {
  if (paper.place === "abstract") paper.abstract.push(passage);
  else paper.body.push({ kind: "passage", passage });
  checkPassageCount(paper.abstract.length + paper.body.length, passage.file);
}

export function leaveOut(why: string, { at, end }: Span, { paper, flow: { source } }: FileReading): void {
  const lines = { startLine: source.lineAt(at), endLine: source.lineAt(Math.max(at, end - 1)) };
  paper.leftOut.push({ file: source.file, lines, why });
}
