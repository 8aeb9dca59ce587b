/** What names an author gives: `let`, `import`, and values given anew. */
import { bindPattern, evaluate, textOf } from "./evaluate.ts";
import type { PaperReader } from "./state.ts";
import type { SyntaxNode } from "./syntax.ts";
import { type Content, NONE, type Scope, UNKNOWN, type Value } from "./values.ts";

export function assign(operator: string, target: SyntaxNode, value: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const name = textOf(target, scope);
  const added = evaluate(value, scope, reader);
  const before = scope.get(name) ?? UNKNOWN;
  if (operator === "Eq") scope.assign(name, added);
  else if (operator !== "PlusEq") scope.assign(name, UNKNOWN);
  else if (before.type === "number" && added.type === "number")
    scope.assign(name, { type: "number", value: before.value + added.value });
  else if (before.type === "array" && added.type === "array")
    scope.assign(name, { type: "array", items: [...before.items, ...added.items] });
  else scope.assign(name, before.type === "none" ? added : { type: "joined", items: [before, added] });
}

/** Of a `let`. */
export function define(node: SyntaxNode, scope: Scope, reader: PaperReader): void {
  const [pattern, value] = node.operands.filter(({ kind }) => kind !== "Eq");
  if (pattern?.kind === "Closure") {
    const [name] = pattern.operands;
    if (name?.kind === "Ident") scope.define(textOf(name, scope), { type: "closure", node: pattern, scope, preset: [] });
    return;
  }
  if (pattern === undefined) return;
  const found = value === undefined ? NONE : evaluate(value, scope, reader);
  bindPattern(pattern, found.type === "content" || found.type === "string" ? named(found) : found, scope);
}

/** `#import "x.typ": a, b as c`, `*`, or the module by its own name. */
export function importInto(scope: Scope, node: SyntaxNode, reader: PaperReader): void {
  const parts = node.children;
  const [source] = node.operands;
  const path = source === undefined ? UNKNOWN : evaluate(source, scope, reader);
  const module = path.type === "string" ? reader.module(path.text, scope) : path.type === "module" ? path.scope : undefined;
  const of = (name: string): Value =>
    module?.own.get(name) ?? (module === undefined ? { type: "function", name, preset: [], ofTypst: false } : UNKNOWN);
  const items = parts.find(({ kind }) => kind === "ImportItems");
  if (parts.some(({ kind }) => kind === "Star")) for (const [name, value] of module?.own ?? []) scope.define(name, value);
  for (const item of items?.operands ?? []) {
    const names = (item.kind === "RenamedImportItem" ? item.operands : [item]).map((part) => textOf(part, scope));
    const original = (names[0] ?? "").split(".").at(-1) ?? "";
    scope.define(names.at(-1)?.split(".").at(-1) ?? original, of(original));
  }
  if (items !== undefined || path.type !== "string") return;
  const alias = node.operands.find(({ kind }) => kind === "Ident");
  const name = alias === undefined ? moduleName(path.text) : textOf(alias, scope);
  scope.define(
    name,
    module === undefined ? { type: "function", name, preset: [], ofTypst: false } : { type: "module", scope: module },
  );
}

/** Content under a name stands elsewhere than where it is shown. */
function named<T extends Content | Extract<Value, { type: "string" }>>(value: T): T {
  if (value.type === "content") return { ...value, isArgument: false };
  return { ...value, place: value.place === undefined ? undefined : { ...value.place, isArgument: false } };
}

function moduleName(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return name.replace(/\.typ$|:.*$/, "");
}
