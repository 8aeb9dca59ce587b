/** The elements of running text that are called by name: headings, lists, quotes, notes, links, citations and code. Invariant: a
 *  heading, a reference or code is read as its markup is. */

import { addText, readCode, readHeading, readReference } from "./markup.ts";
import { type Call, inline, isPrinted, type Show } from "./state.ts";
import { textStyle } from "./style.ts";
import { readTitle } from "./template.ts";
import type { SourceRange, Value } from "./values.ts";

/** Shows the last argument that prints: `link(<a>)[text]`, `align(center)[text]`. */
function body({ args }: Call): Value | undefined {
  return args.positional.findLast(isPrinted);
}

export function text(call: Call): void {
  const { reader, args } = call;
  const { flow, paper } = reader;
  const style = textStyle(flow.style, args);
  const printed = body(call);
  const isTitle =
    style.size >= TITLE_SIZE &&
    paper.title === undefined &&
    flow.isEmpty &&
    !flow.isCapturing &&
    paper.body.length === 0 &&
    printed !== undefined;
  if (isTitle && !paper.body.some(({ kind }) => kind === "heading"))
    flow.withStyle(style, () => readTitle(printed, call.range, reader));
  else flow.withStyle(style, () => inline(call));
}

/** Points. Letters of this size before the first heading are those of a title. */
const TITLE_SIZE = 14;

export function heading({ args, reader, range }: Call): void {
  const level = args.named.get("level") ?? args.named.get("depth");
  const printed = args.positional.findLast(isPrinted);
  const number = level?.type === "number" ? Math.min(6, Math.max(1, level.value)) : 1;
  if (printed !== undefined) readHeading(number, () => reader.showValue(printed, range), reader);
}

export function list(name: string): Show {
  return (call) =>
    call.reader.element(name, [], () => {
      for (const value of call.args.positional)
        if (isPrinted(value)) call.reader.flow.withKind("listItem", () => call.reader.showValue(value, call.range));
    });
}

export function term({ args, reader, range }: Call): void {
  reader.flow.withKind("listItem", () => {
    for (const value of args.positional) {
      reader.showValue(value, range);
      reader.flow.addBlank();
    }
  });
}

export function quote(call: Call): void {
  const { args, reader, range } = call;
  const isBlock = args.named.get("block");
  const show = () => {
    inline(call);
    const attribution = args.named.get("attribution");
    reader.flow.addBlank();
    if (attribution !== undefined && isPrinted(attribution)) reader.showValue(attribution, range);
  };
  reader.element("quote", [], () => {
    if (isBlock?.type !== "boolean" || !isBlock.value) show();
    else {
      reader.flow.flush();
      show();
      reader.flow.flush();
    }
  });
}

/** A power keeps its mark, or `10^5` would be 105; the letters of an ordinal need none. */
export function superscript({ args, reader, range }: Call): void {
  const [printed] = args.positional.filter(isPrinted);
  if (printed === undefined) return;
  const { flow } = reader;
  const written = plainText(printed);
  if (written !== undefined && /^[-+−–]?\d/.test(written) && /\d$/.test(flow.text))
    addText("^", startOf(printed) ?? range, reader);
  reader.showValue(printed, range);
}

function startOf(value: Value): SourceRange | undefined {
  const at = value.type === "content" ? value.node.at : value.type === "string" ? value.place?.range.at : undefined;
  return at === undefined ? undefined : { at, end: at + 1 };
}

function plainText(value: Value): string | undefined {
  if (value.type === "content") return value.scope.source.text.slice(value.node.at, value.node.end).replace(/^\[|\]$/g, "");
  return value.type === "string" ? value.text : value.type === "number" ? String(value.value) : undefined;
}

export function footnote(call: Call): void {
  const { reader } = call;
  const shown = (): void => reader.flow.aside("paragraph", () => inline(call));
  // A rule for `footnote` changes its mark alone.
  reader.element("footnote.entry", [], shown);
}

export function link(call: Call): void {
  const { args, reader, range } = call;
  const [target, ...rest] = args.positional;
  const printed = rest.findLast(isPrinted);
  reader.element("link", [], () => {
    if (printed !== undefined) reader.showValue(printed, range);
    else if (target?.type === "string") reader.showValue({ ...target, text: target.text.replace(/^(?:mailto|tel):/, "") }, range);
  });
}

export function cite(call: Call): void {
  const { args, reader, range } = call;
  const form = args.named.get("form");
  if (form?.type === "none") return;
  reader.element("cite", [], () => reader.flow.addCitation(range));
}

export function reference(call: Call): void {
  const [target] = call.args.positional;
  const supplement = call.args.named.get("supplement");
  const shown =
    supplement !== undefined && isPrinted(supplement) ? () => call.reader.showValue(supplement, call.range) : undefined;
  if (target?.type === "label") readReference(target.name, shown, call.range, call.reader);
}

export function raw({ args, reader, range, scope }: Call): void {
  const [code] = args.positional;
  const isBlock = args.named.get("block");
  if (code?.type !== "string") return;
  const words = code.place?.range ?? range;
  readCode({ text: code.text, isBlock: isBlock?.type === "boolean" && isBlock.value, words, range }, scope, reader);
}

export function bibliography({ reader, range, scope }: Call): void {
  reader.flow.flush();
  reader.leaveOut("bibliography", range, scope);
}
