/** What the labels of a paper stand at, so that `@fig-a` is distinguished from a citation, and the abbreviations that its
 *  glossary defines. */

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
      this.#labels(node, scope);
      for (const child of node.children) waiting.push(child);
    }
  }

  /** Those among a node's children: each stands behind what it names. */
  #labels(parent: SyntaxNode, scope: Scope): void {
    let before: SyntaxNode | undefined;
    for (const child of parent.children) {
      const kind = child.kind === "Label" ? labelledKind(parent, before, textOf(child, scope), scope) : undefined;
      if (kind !== undefined) this.#kinds.set(textOf(child, scope).slice(1, -1), kind);
      if (!/^(?:Space|Hash|LineComment|Comma)$/.test(child.kind)) before = child;
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

/** @returns undefined for a label that is used there, as in `cite(<key>)` */
function labelledKind(parent: SyntaxNode, before: SyntaxNode | undefined, label: string, scope: Scope): string | undefined {
  switch (parent.kind) {
    case "Markup":
    case "Code":
      return before === undefined ? "" : kindOf(before, label, scope);
    case "Args":
      return before?.kind === "FuncCall" ? kindOf(before, label, scope) : undefined;
    case "Named": {
      const [name] = parent.operands;
      return name !== undefined && textOf(name, scope) === "label" ? byName(label) : undefined;
    }
    default:
      return undefined;
  }
}

function kindOf(node: SyntaxNode, label: string, scope: Scope): string {
  if (node.kind !== "FuncCall") return SUPPLEMENTS[node.kind] ?? byName(label);
  const [callee, args] = node.operands;
  if (callee === undefined || args === undefined || textOf(callee, scope) !== "figure") return byName(label);
  const named = new Map(
    args.operands.flatMap((part) => {
      const [name, value] = part.kind === "Named" ? part.operands : [];
      return name === undefined || value === undefined ? [] : [[textOf(name, scope), value] as const];
    }),
  );
  const supplement = named.get("supplement");
  if (supplement !== undefined)
    return /^(?:Str|ContentBlock)$/.test(supplement.kind) ? textOf(supplement, scope).slice(1, -1) : "";
  const kind = named.get("kind");
  if (kind !== undefined) return SUPPLEMENTS[textOf(kind, scope).replace(/"/g, "")] ?? "";
  const [first] = args.operands.filter((part) => part.kind !== "Named");
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
