/** Figures, tables and grids. Invariant: a caption is a passage of its own, and so is a table, whatever paragraphs its cells
 *  hold; the cells of a grid are passages apart. */
import { type Call, element, inline, isPrinted, type Show, styled } from "./state.ts";
import { type CallArguments, type Style, withBackground } from "./style.ts";
import { NONE, type Value } from "./values.ts";

export function figure(call: Call): void {
  const { args, reader, range } = call;
  const { flow } = reader;
  flow.flush();
  const [shown] = args.positional;
  const caption = args.named.get("caption");
  const kind = args.named.get("kind");
  const fields: [string, Value][] =
    kind === undefined ? [["kind", { type: "function", name: kindOf(shown), preset: [], ofTypst: true }]] : [["kind", kind]];
  // A rule may show the one and not the other.
  if (shown !== undefined)
    reader.element("figure", [...fields, ["caption", NONE]], () => flow.aside("paragraph", () => reader.showValue(shown, range)));
  if (caption !== undefined && isPrinted(caption))
    reader.element("figure", [...fields, ["body", NONE]], () =>
      reader.element("figure.caption", [], () => flow.aside("caption", () => reader.showValue(caption, range))),
    );
  flow.flush();
}

function kindOf(shown: Value | undefined): string {
  if (shown?.type !== "content" || shown.node.kind !== "FuncCall") return "image";
  const [callee] = shown.node.operands;
  const name = callee === undefined ? "" : shown.scope.source.text.slice(callee.at, callee.end);
  return name === "table" || name === "raw" ? name : "image";
}

export function caption({ args, reader, range }: Call): void {
  const printed = args.positional.findLast(isPrinted);
  if (printed !== undefined) reader.flow.aside("caption", () => reader.showValue(printed, range));
}

/** One passage, whatever paragraphs its cells hold. */
export function table(call: Call): void {
  const { flow } = call.reader;
  flow.flush();
  call.reader.element("table", [], () =>
    flow.aside("table", () => flow.withStyle(withCells(flow.style, call.args), () => cells(call, true))),
  );
}

export function grid(call: Call): void {
  const { flow } = call.reader;
  flow.flush();
  flow.withStyle(withCells(flow.style, call.args), () => cells(call, false));
  flow.flush();
}

/** The background of cells; a function, or an array for columns, is not followed. */
function withCells(style: Style, { named }: CallArguments): Style {
  const fill = named.get("fill");
  if (fill === undefined || fill.type === "none") return style;
  return fill.type === "colour" ? withBackground(style, fill) : { ...style, background: undefined };
}

function cells({ args, reader, range }: Call, isOne: boolean): void {
  const { flow } = reader;
  for (const value of args.positional) {
    if (!isPrinted(value)) continue;
    const items = value.type === "array" ? value.items : [value];
    for (const item of items) {
      const fill = flow.style.fills.get(isOne ? "table.cell" : "grid.cell");
      flow.withStyle(withBackground(flow.style, fill), () => {
        if (isOne && !isCell(item)) reader.element("table.cell", [], () => reader.showValue(item, range));
        else reader.showValue(item, range);
      });
      if (isOne) flow.addBlank();
      else flow.flush();
    }
  }
}

/** Whether it is one of the calls that make cells, to which the author's rules apply by themselves. */
function isCell(item: Value): boolean {
  return item.type === "content" && item.node.kind === "FuncCall";
}

export const cell: Show = element(
  "table.cell",
  styled(inline, (style, { named }) => withBackground(style, named.get("fill"))),
);

export function header(call: Call): void {
  for (const value of call.args.positional) {
    if (!isPrinted(value)) continue;
    call.reader.showValue(value, call.range);
    call.reader.flow.addBlank();
  }
}
