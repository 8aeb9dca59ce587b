/** Where the branches of TeX's conditionals stand, in a file and among siblings. */
import type { LatexNode } from "./ast.ts";
import { isConditional, tokenizeLatex } from "./mask.ts";

/** What parts branches, in order, \fi last. UTF-16 offsets in the file, or indexes among siblings. */
export interface BranchMark {
  readonly kind: "or" | "else" | "fi";
  readonly at: number;
  readonly end: number;
}

/** Macros whose next tokens are named, not meant. */
const NAMING: ReadonlyMap<string, number> = new Map([
  ...["newif", "def", "gdef", "edef", "xdef", "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand"].map(
    (name) => [name, 1] as const,
  ),
  ...["ifdefined", "ifdef", "ifundef", "NewDocumentCommand", "RenewDocumentCommand", "isundefined"].map(
    (name) => [name, 1] as const,
  ),
  ["let", 2],
  ["ifx", 2],
]);
const DEFINES = /^(?:[gex]?def|(?:re)?newcommand|providecommand|DeclareRobustCommand|(?:Re)?NewDocumentCommand)$/;

/** The conditionals of a file that a \fi closes, by the offset of their first character.
 *  @param masked as `maskLatex` returns it */
export function branchesOf(masked: string): ReadonlyMap<number, readonly BranchMark[]> {
  const found = new Map<number, readonly BranchMark[]>();
  if (!/\\fi(?![a-zA-Z@])/.test(masked)) return found;
  const open: { at: number; marks: BranchMark[] }[] = [];
  const names = new Names();
  for (const token of tokenizeLatex(masked)) {
    if (token.kind !== "macro") continue;
    const { name, at, end } = token;
    if (names.isMerelyNamed(name)) continue;
    if (names.begins(name)) open.push({ at, marks: [] });
    else if (name === "else" || name === "or") open.at(-1)?.marks.push({ kind: name, at, end });
    else if (name === "fi") {
      const closed = open.pop();
      if (closed !== undefined) found.set(closed.at, [...closed.marks, { kind: "fi", at, end }]);
    }
  }
  return found;
}

/** Which macros of a file are conditionals: what the author defines under such a name is none, and what \let makes one is. */
class Names {
  readonly #own = new Set<string>();
  readonly #aliases = new Set<string>();
  /** How many of the next macros are named by the last that names any. */
  #named = 0;
  #by = "";
  #alias = "";

  /** To be asked of every macro, in order. */
  isMerelyNamed(name: string): boolean {
    if (this.#named > 0 && !/^(?:fi|else|or)$/.test(name)) {
      this.#named--;
      this.#note(name);
      return true;
    }
    this.#named = NAMING.get(name) ?? 0;
    this.#by = name;
    return false;
  }

  #note(name: string): void {
    if (DEFINES.test(this.#by) && isConditional(name)) this.#own.add(name);
    if (this.#by !== "let") return;
    if (this.#named === 1) this.#alias = name;
    else if (isConditional(name)) this.#aliases.add(this.#alias);
  }

  begins(name: string): boolean {
    return (isConditional(name) || this.#aliases.has(name)) && !this.#own.has(name);
  }
}

/** Nodes. A definition whose conditional is longer is read whole. */
const LONGEST = 2_000;

/** Likewise for a conditional among siblings that stand in no file.
 *  @param from index of the first node after its question
 *  @param budget how many nodes may still be looked at, in the whole paper */
export function branchesAmong(
  nodes: readonly LatexNode[],
  from: number,
  budget: { nodesLeft: number },
): readonly BranchMark[] | undefined {
  const marks: BranchMark[] = [];
  let depth = 0;
  for (let index = from; index < nodes.length && index < from + LONGEST && budget.nodesLeft-- > 0; index++) {
    const node = nodes[index];
    if (node?.kind !== "macro") continue;
    if (isConditional(node.name)) depth++;
    else if (node.name === "fi" && depth-- === 0) return [...marks, { kind: "fi", at: index, end: index + 1 }];
    else if (depth === 0 && (node.name === "else" || node.name === "or"))
      marks.push({ kind: node.name, at: index, end: index + 1 });
  }
  return undefined;
}

/** The number of the branch that an answer chooses, from 0; undefined where it is none of them. */
export function chosenBranch(verdict: boolean | number | undefined, marks: readonly BranchMark[]): number | undefined {
  const otherwise = marks.findIndex(({ kind }) => kind === "else");
  const last = otherwise === -1 ? undefined : otherwise + 1;
  if (verdict === true) return 0;
  if (typeof verdict !== "number") return last;
  const branches = otherwise === -1 ? marks.length : otherwise + 1;
  return verdict >= 0 && verdict < branches ? verdict : last;
}
