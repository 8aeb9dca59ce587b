/** Reads conditionals, and what else keeps text off the page: the branches that are not typeset, registers, the end of an input.
 *  Invariant: what is passed over is reported where it holds words. */
import { readArguments } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";
import { type BranchMark, branchesAmong, chosenBranch } from "./branches.ts";
import { keepBox, useBox } from "./inline.ts";
import { isConditional } from "./mask.ts";
import { type FileReader, recordUnprinted, type SourceRange } from "./state.ts";
import { hasWords } from "./visibility.ts";

/** Where the chosen branch begins, if another stands before it, and the mark that ends it. */
interface Chosen {
  readonly opens: number | undefined;
  readonly closes: BranchMark;
  readonly end: BranchMark;
}

export class ConditionalReader {
  readonly #file: FileReader;
  readonly #branches: ReadonlyMap<number, readonly BranchMark[]>;
  /** What is not typeset: now, and from where a branch ends. UTF-16 offsets. */
  #skipped: SourceRange = { at: 0, end: 0 };
  readonly #skips = new Map<number, number>();

  /** @param branches of the file's conditionals */
  constructor(file: FileReader, branches: ReadonlyMap<number, readonly BranchMark[]>) {
    this.#file = file;
    this.#branches = branches;
  }

  /** Reads a node, `nodes[index]`, that is not typeset, a switch that is set, or the question of a conditional.
   *  @returns the index of the first node after it; undefined where it is none of these */
  read(node: LatexNode, nodes: LatexNode[], index: number): number | undefined {
    if (this.#isSkipped(node)) return index + 1;
    return node.kind === "macro" ? this.#macro(node, nodes, index) : undefined;
  }

  /** Nothing after the line is read. */
  endInput({ at }: MacroNode): void {
    const { text } = this.#file.flow.source;
    const lineEnd = text.indexOf("\n", at);
    if (lineEnd === -1) return;
    recordUnprinted("after \\endinput", { at: lineEnd + 1, end: text.trimEnd().length }, this.#file);
    this.#skipped = { at: lineEnd + 1, end: text.length };
  }

  #isSkipped({ at, end }: LatexNode): boolean {
    const skip = this.#skips.get(at);
    if (skip !== undefined && skip >= end) this.#skipped = { at, end: skip };
    return at >= this.#skipped.at && end <= this.#skipped.end;
  }

  #macro(node: MacroNode, nodes: LatexNode[], index: number): number | undefined {
    const { conditions, definitions } = this.#file.paper;
    if (isConditional(definitions.meaning(node.name)) && definitions.get(node.name) === undefined)
      return this.#branching(node, nodes, index);
    const braced = conditions.readBraced(nodes, index);
    if (braced !== undefined) {
      this.#tell(node, rangeOf(braced.other), braced.decided);
      nodes.splice(index, braced.next - index, ...braced.printed);
      return index;
    }
    if (node.name === "csname") {
      const made = conditions.named(nodes, index);
      nodes.splice(index, made.next - index, { kind: "macro", name: made.name, at: node.at, end: node.end });
      return index;
    }
    return conditions.readSetting(nodes, index) ?? this.#register(node, nodes, index);
  }

  #branching(node: MacroNode, nodes: LatexNode[], index: number): number | undefined {
    const isOfFile = this.#file.flow.source.text.startsWith(`\\${node.name}`, node.at);
    const ofFile = isOfFile ? this.#branches.get(node.at) : undefined;
    if (isOfFile && ofFile === undefined) return undefined;
    const before = nodes[index - 1];
    const isNegated = before?.kind === "macro" && before.name === "unless";
    const { verdict: asked, next } = this.#file.paper.conditions.ask(node.name, nodes, index + 1);
    const verdict = isNegated && typeof asked === "boolean" ? !asked : asked;
    const isDecided = verdict !== undefined;
    const chosen = choose(verdict, ofFile ?? branchesAmong(nodes, next, this.#file.paper.conditions) ?? []);
    if (chosen === undefined) return undefined;
    if (ofFile !== undefined) {
      this.#skipInFile(node, nodes[next - 1]?.end ?? node.end, chosen, isDecided);
      return next;
    }
    const { opens = next, closes, end } = chosen;
    const printed = nodes.slice(opens, closes.at);
    this.#tell(node, rangeOf(nodes.slice(next, opens)), isDecided);
    this.#tell(node, rangeOf(nodes.slice(closes.at, end.at)), isDecided);
    nodes.splice(index, end.end - index, ...printed);
    return index;
  }

  /** @param asked where the question ends */
  #skipInFile(node: MacroNode, asked: number, { opens, closes, end }: Chosen, isDecided: boolean): void {
    if (opens !== undefined) {
      this.#tell(node, { at: asked, end: opens }, isDecided);
      this.#skipped = { at: asked, end: opens };
    }
    if (closes === end) return;
    this.#tell(node, { at: closes.at, end: end.at }, isDecided);
    this.#skips.set(closes.at, end.end);
  }

  /** @param isDecided by what the tree says */
  #tell({ name, at }: MacroNode, { at: from, end }: { at: number; end: number }, isDecided: boolean): void {
    const { source } = this.#file.flow;
    if (this.#file.paper.part === "preamble" || !hasWords(source.text.slice(from, end))) return;
    if (isDecided) recordUnprinted(`a branch of \\${name} that is not printed`, { at: from, end }, this.#file);
    else
      this.#file.paper.warnings.push({
        file: source.file,
        line: source.lineAt(at),
        message: `no file of the tree decides \\${name}: the branch that is printed by default was read, and the other one was not`,
        losesText: true,
      });
  }

  /** `\newtoks\kept`, `\kept={…}`, `\the\kept`: text that is kept, and printed there alone. */
  #register(node: MacroNode, nodes: LatexNode[], index: number): number | undefined {
    const { boxes } = this.#file.paper;
    if (node.name === "newtoks" || node.name === "the") {
      const { args, next } = readArguments(nodes, index + 1, ["m"]);
      const [register] = args[0] ?? [];
      if (register?.kind !== "macro") return undefined;
      if (node.name === "newtoks") boxes.registers.add(register.name);
      else if (boxes.registers.has(register.name)) useBox([register], { at: node.at, end: register.end }, this.#file);
      else return undefined;
      return next;
    }
    if (!boxes.registers.has(node.name)) return undefined;
    const { args, next } = readArguments(nodes, index + 1, [{ kind: "mark", text: "=" }, "g"]);
    keepBox([node], args[1], node, this.#file);
    return next;
  }
}

/** @returns undefined where nothing closes the conditional */
function choose(verdict: boolean | number | undefined, marks: readonly BranchMark[]): Chosen | undefined {
  const end = marks.at(-1);
  if (end === undefined) return undefined;
  const chosen = chosenBranch(verdict, marks);
  if (chosen === undefined) return { opens: end.at, closes: end, end };
  return { opens: chosen === 0 ? undefined : (marks[chosen - 1]?.end ?? end.at), closes: marks[chosen] ?? end, end };
}

function rangeOf(nodes: readonly LatexNode[]): SourceRange {
  return { at: nodes[0]?.at ?? 0, end: nodes.at(-1)?.end ?? 0 };
}
