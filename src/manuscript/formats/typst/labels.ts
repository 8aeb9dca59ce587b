/** What the labels of a paper stand at, so that `@fig-a` is told from a citation, and the abbreviations that its glossary defines. */

import { textOf, unescaped } from "./evaluate.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Scope } from "./values.ts";

/** What Typst calls an element before its number; none for what only its author could name. */
const SUPPLEMENTS: Readonly<Record<string, string>> = {
  table: "Table",
  image: "Figure",
  figure: "Figure",
  raw: "Listing",
  Heading: "Section",
  Equation: "Equation",
};

export class LabelKinds {
  readonly #kinds = new Map<string, string>();
  readonly #abbreviations = new Map<string, { readonly short: string; readonly long: string | undefined }>();
  readonly #used = new Set<string>();

  /** @returns what stands before the number; undefined for a label that the paper does not have */
  get(label: string): string | undefined {
    return this.#kinds.get(label);
  }

  /** What a glossary prints for a key: long and short at first, then the short one. */
  abbreviation(key: string): string | undefined {
    const [, base = key, form = ""] = /^(.*?)(?::([a-z]{1,4}))?$/.exec(key) ?? [];
    const found = this.#abbreviations.get(base);
    if (found === undefined) return undefined;
    const { short, long } = found;
    const ending = form.startsWith("pl") ? "s" : "";
    if (form === "s" || form === "short") return short;
    if ((form === "l" || form === "long") && long !== undefined) return long;
    const isFirst = !this.#used.has(base);
    this.#used.add(base);
    return isFirst && long !== undefined ? `${long}${ending} (${short}${ending})` : `${short}${ending}`;
  }

  /** Looks at a whole file. */
  collect(tree: SyntaxNode, scope: Scope): void {
    const waiting: SyntaxNode[] = [tree];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.kind === "Dict") this.#entry(node, scope);
      else if (node.kind === "FuncCall") this.#abbreviationList(node, scope);
      let before: SyntaxNode | undefined;
      for (const child of node.children) {
        if (child.kind === "Label" && (node.kind === "Markup" || node.kind === "Code"))
          this.#kinds.set(
            textOf(child, scope).slice(1, -1),
            before === undefined ? "" : kindOf(before, textOf(child, scope), scope),
          );
        else if (child.kind === "Label" && node.kind === "Args" && before?.kind === "FuncCall")
          this.#kinds.set(textOf(child, scope).slice(1, -1), kindOf(before, textOf(child, scope), scope));
        else if (
          child.kind === "Label" &&
          node.kind === "Named" &&
          node.children[0] !== undefined &&
          textOf(node.children[0], scope) === "label"
        )
          this.#kinds.set(textOf(child, scope).slice(1, -1), byName(textOf(child, scope)));
        if (!/^(?:Space|Hash|LineComment|Comma)$/.test(child.kind)) before = child;
        waiting.push(child);
      }
    }
  }

  /** `#abbr.make(("ROS", "reactive oxygen species"), …)` */
  #abbreviationList(node: SyntaxNode, scope: Scope): void {
    const [callee, args] = node.operands;
    if (callee === undefined || args === undefined || !/^abbr\.(?:make|add)$/.test(textOf(callee, scope))) return;
    for (const entry of args.operands) {
      const [short, long] = entry.operands.map((part) =>
        part.kind === "Str" ? unescaped(textOf(part, scope).slice(1, -1)) : undefined,
      );
      if (entry.kind === "Array" && short !== undefined) this.#abbreviations.set(short, { short, long });
    }
  }

  /** `(key: "ros", short: "ROS", long: "reactive oxygen species")` */
  #entry(node: SyntaxNode, scope: Scope): void {
    const entries = new Map<string, string>();
    for (const part of node.operands) {
      const [key, value] = part.operands;
      if (key === undefined || value === undefined || !/^(?:Str|ContentBlock)$/.test(value.kind)) continue;
      entries.set(textOf(key, scope), unescaped(textOf(value, scope).slice(1, -1)));
    }
    const [key, short] = [entries.get("key"), entries.get("short")];
    if (key !== undefined && short !== undefined) this.#abbreviations.set(key, { short, long: entries.get("long") });
  }
}

function kindOf(node: SyntaxNode, label: string, scope: Scope): string {
  if (node.kind !== "FuncCall") return SUPPLEMENTS[node.kind] ?? byName(label);
  const [callee, args] = node.operands;
  if (callee === undefined || args === undefined || textOf(callee, scope) !== "figure") return byName(label);
  for (const part of args.operands) {
    const [name, value] = part.kind === "Named" ? part.operands : [];
    if (name === undefined || value === undefined) continue;
    const key = textOf(name, scope);
    if (key === "supplement")
      return value.kind === "Str" || value.kind === "ContentBlock" ? textOf(value, scope).slice(1, -1) : "";
    if (key === "kind") return SUPPLEMENTS[textOf(value, scope).replace(/"/g, "")] ?? "";
  }
  const [first] = args.operands.filter(({ kind }) => kind !== "Named");
  const body = first === undefined ? "" : textOf(first, scope).replace(/^[[{\s#]+/, "");
  return /^table\b/.test(body) ? "Table" : /^raw\b/.test(body) || first?.kind === "Raw" ? "Listing" : "Figure";
}

/** Of an element that a function of the author makes. */
function byName(label: string): string {
  if (/^<(?:fig|fg)\b|^<fig[-_:]/i.test(label)) return "Figure";
  if (/^<(?:tab|tbl|table)[-_:]/i.test(label)) return "Table";
  if (/^<(?:eq|eqn|eqt)[-_:]/i.test(label)) return "Equation";
  return /^<(?:sec|section|app)[-_:]/i.test(label) ? "Section" : "";
}
