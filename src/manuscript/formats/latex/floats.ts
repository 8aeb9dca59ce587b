/** What stands beside the text: footnotes, captions, tables. Each becomes passages of its own. */
import { type Argument, readArguments } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import { type MacroInfo, macroInfo } from "./macros.ts";
import type { FileReading } from "./state.ts";

/** Reads those arguments of a macro that its table calls captions, tables or paragraphs. */
export function readAsides(info: MacroInfo & { readonly role: "passages" }, args: readonly Argument[], file: FileReading): void {
  for (const [position, kind] of info.kinds.entries()) {
    const read = args[position];
    if (kind !== undefined && read !== undefined) file.flow.aside(kind, () => file.walkGroup(read));
  }
}

/** The captions in what is otherwise left out, such as a drawing. */
export function readCaptions(body: readonly LatexNode[], file: FileReading): void {
  const nodes = [...body];
  for (const [index, node] of nodes.entries()) {
    const info = node.kind === "macro" ? macroInfo(node.name) : undefined;
    if (info?.role === "passages" && info.kinds.includes("caption"))
      readAsides(info, readArguments(nodes, index + 1, info.args).args, file);
  }
}

/** One passage, whatever blank lines part its rows. On coloured cells we do not know the paper: all ink counts as seen. */
export function readTable(body: readonly LatexNode[], file: FileReading): void {
  const { flow } = file;
  const coloured = body.some((node) => node.kind === "macro" && /^(?:cell|row|column)color$/.test(node.name));
  const sight = coloured ? { ...flow.sight, paper: undefined } : flow.sight;
  const rows = body.filter((node) => node.kind !== "paragraph end");
  flow.aside("table", () => flow.under(sight, () => file.walk(rows)));
}
