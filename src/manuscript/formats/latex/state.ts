/** What the reading of a paper's files shares, and what the parts of one file's reading need of each other. */
import { type Block, checkPassageCount } from "../../document.ts";
import type { HiddenText, LeftOut, Passage, Warning } from "../../manuscript.ts";
import type { Acronyms } from "./acronyms.ts";
import type { LatexNode } from "./ast.ts";
import type { Palette } from "./colour.ts";
import type { Conditions } from "./conditions.ts";
import type { Definitions } from "./definitions.ts";
import type { Flow } from "./flow.ts";
import type { Inclusion } from "./include.ts";
import type { MainLanguage } from "./language.ts";
import type { Siunitx } from "./siunitx.ts";
import { hasWords } from "./visibility.ts";

/** Where in the paper the reading stands; it goes from file to file. */
type PaperPart = "preamble" | "body" | "abstract";

/** The paper so far. */
export interface PaperState {
  part: PaperPart;
  readonly definitions: Definitions;
  readonly acronyms: Acronyms;
  readonly siunitx: Siunitx;
  readonly palette: Palette;
  readonly conditions: Conditions;
  readonly boxes: Boxes;
  readonly language: MainLanguage;
  /** Of \includeonly: the only files that \include reads, if any are named. */
  includeOnly: ReadonlySet<string> | undefined;
  title: Passage | undefined;
  readonly abstract: Passage[];
  readonly body: Block[];
  readonly leftOut: LeftOut[];
  readonly warnings: Warning[];
  readonly hidden: HiddenText[];
  /** Reads the file that an \input in `from` names, here and now. */
  include(inclusion: Inclusion, from: Flow, at: number): void;
}

/** One of its files. */
export interface FileReader {
  readonly paper: PaperState;
  readonly flow: Flow;
  readonly openEnvironments: OpenEnvironments;
  /** How many definitions of the author are being read, each within another. */
  expanding: number;
  /** Reads nodes in the order of the page. */
  walk(nodes: readonly LatexNode[]): void;
  /** Likewise, but a change of visibility in them ends with them. */
  walkGroup(nodes: readonly LatexNode[]): void;
}

/** UTF-16 offsets of a range of the file: first character, and the one after the last. */
export interface SourceRange {
  readonly at: number;
  readonly end: number;
}

/** To the abstract or the body, wherever the reading stands.
 *  @throws ManuscriptError `too-many-passages` */
export function addPassage(passage: Passage, paper: PaperState): void {
  if (paper.part === "abstract") paper.abstract.push(passage);
  else paper.body.push({ kind: "passage", passage });
  checkPassageCount(paper.abstract.length + paper.body.length, passage.file);
}

export function recordLeftOut(why: string, { at, end }: SourceRange, { paper, flow: { source } }: FileReader): void {
  const lines = { startLine: source.lineAt(at), endLine: source.lineAt(Math.max(at, end - 1)) };
  paper.leftOut.push({ file: source.file, lines, why });
}

/** Text that is not printed. Words are worth a line in the report, a sign or a number is not. */
export function recordUnprinted(why: string, range: SourceRange, file: FileReader): void {
  if (file.paper.part === "preamble" || !hasWords(file.flow.source.text.slice(range.at, range.end))) return;
  recordLeftOut(why, range, file);
}

interface OpenEnvironment {
  readonly name: string;
  readonly leave: () => void;
  /** Of an abstract that nothing ends: the next heading does. */
  readonly endsAtHeading: boolean;
}

/** Which environments are open, where \begin and \end stand in different chunks of the file or have no partner at all.
 *  Invariant: what ends in another order than it began still ends once; an \end without a \begin changes nothing. */
export class OpenEnvironments {
  readonly #open: OpenEnvironment[] = [];

  push(environment: OpenEnvironment): void {
    this.#open.push(environment);
  }

  /** Leaves the innermost environment of that name and all within it. */
  leave(name: string): void {
    const at = this.#open.findLastIndex((environment) => environment.name === name);
    if (at === -1) return;
    for (const environment of this.#open.splice(at).toReversed()) environment.leave();
  }

  endAtHeading(): void {
    const environment = this.#open.at(-1);
    if (environment?.endsAtHeading === true) this.leave(environment.name);
  }
}

/** What one of TeX's box registers holds: it is printed where it is used, or nowhere. */
interface Kept {
  readonly nodes: readonly LatexNode[];
  /** Of its first character. */
  readonly file: string;
  readonly line: number;
  readonly characters: number;
  isUsed: boolean;
}

export class Boxes {
  /** Of \newtoks: macros that keep text. */
  readonly registers = new Set<string>();
  readonly #kept = new Map<string, Kept>();
  readonly #unused: Kept[] = [];

  keep(name: string, box: Omit<Kept, "isUsed">): void {
    const before = this.#kept.get(name);
    if (before !== undefined) this.#unused.push(before);
    this.#kept.set(name, { ...box, isUsed: false });
  }

  /** @returns what a box of this name prints; undefined for one that holds nothing */
  use(name: string): readonly LatexNode[] | undefined {
    const kept = this.#kept.get(name);
    if (kept !== undefined) kept.isUsed = true;
    return kept?.nodes;
  }

  /** Those with words that no page shows. */
  unused(): readonly Omit<Kept, "isUsed" | "nodes">[] {
    return [...this.#unused, ...this.#kept.values()].filter(({ isUsed, characters }) => !isUsed && characters > 0);
  }
}
