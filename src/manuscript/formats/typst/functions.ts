/** What Typst's own functions print of their arguments, and what is read of a package's, of which nothing is known but the call.
 *  Invariant: a function that is neither in the table nor known to print nothing is read as a package's. */

import { unescaped } from "./evaluate.ts";
import { caption, cell, figure, grid, header, table } from "./figures.ts";
import { block, type Call, element, inline, type PaperReader, type Show, styled } from "./state.ts";
import {
  boxStyle,
  type CallArguments,
  hidden,
  movedStyle,
  paddedStyle,
  type Style,
  scaledStyle,
  sorted,
  spaceOf,
  withBackground,
  withPage,
} from "./style.ts";
import { isTitlePage, readTemplateArguments, readTitle } from "./template.ts";
import {
  bibliography,
  cite,
  footnote,
  heading,
  link,
  list,
  quote,
  raw,
  reference,
  superscript,
  term,
  text,
} from "./text-elements.ts";
import type { Argument, Scope, SourceRange, Value } from "./values.ts";

export function readCall(
  called: Extract<Value, { type: "function" }>,
  all: readonly Argument[],
  range: SourceRange,
  scope: Scope,
  reader: PaperReader,
): void {
  const call: Call = { name: called.name, args: withSetFill(called.name, sorted(all), reader), all, range, scope, reader };
  const known = called.ofTypst && Object.hasOwn(FUNCTIONS, called.name) ? FUNCTIONS[called.name] : undefined;
  if (known !== undefined) known(call);
  else if (!called.ofTypst || !PRINTS_NOTHING.test(called.name)) ofPackage(call);
}

/** The fill that a `set` rule gives, where the call gives none. */
function withSetFill(name: string, args: CallArguments, { flow }: PaperReader): CallArguments {
  const fill = flow.style.fills.get(name);
  return fill === undefined || args.named.has("fill") ? args : { ...args, named: new Map([...args.named, ["fill", fill]]) };
}

/** Content without a function's own rules: nothing is drawn by these, or nothing that is read. */
const PRINTS_NOTHING =
  /^(?:metadata|image|line|path|polygon|curve|outline|lorem|counter.*|state.*|query|here|locate|measure|assert.*|panic|sys.*|emoji.*|pdf.*|page\.|document|datetime.*|plugin|numbering|selector|layout\.|par\.line.*|ref\.|colbreak|pagebreak|label)$/;

/** Across as many letters as fill the space, which are then off the page. */
const POINTS_A_LETTER = 4.5;
const OFF_PAGE = 480;

function horizontalSpace({ args, reader }: Call): void {
  const distance = spaceOf(args.positional[0], reader.flow.style);
  reader.flow.addBlank();
  if (distance <= -OFF_PAGE) reader.flow.pushAway(-distance / POINTS_A_LETTER);
}

function verticalSpace({ args, reader }: Call): void {
  const { flow } = reader;
  flow.flush();
  const distance = spaceOf(args.positional[0], flow.style);
  if (distance <= -OFF_PAGE) flow.style = hidden(flow.style, "text off the page");
  else if (distance >= OFF_PAGE && flow.style.hiddenBy === "text off the page")
    flow.style = { ...flow.style, hiddenBy: undefined };
}

function page(call: Call): void {
  const { flow } = call.reader;
  flow.flush();
  flow.withStyle(withPage(flow.style, call.args.named.get("fill")), () => inline(call));
  flow.flush();
}

/** `eval("[text]")` runs; what it prints is not known. */
function computed({ reader, range }: Call): void {
  reader.guesses++;
  if (!/\[value\]$/.test(reader.flow.text)) reader.flow.addToken("[value]", range);
}

const filled = (style: Style, args: CallArguments): Style => boxStyle(style, args);
const boxes: Show = styled(inline, filled);
const blocks: Show = styled(block, filled);
/** Of a shape, its own fill is behind the text. */
const shape = boxes;

const FUNCTIONS: Readonly<Record<string, Show>> = {
  text: element("text", text),
  emph: element("emph", inline),
  strong: element("strong", inline),
  underline: element("underline", inline),
  overline: inline,
  strike: element("strike", inline),
  smallcaps: inline,
  smartquote: inline,
  upper: inline,
  lower: inline,
  sub: inline,
  super: superscript,
  highlight: element(
    "highlight",
    styled(inline, (style, { named }) =>
      withBackground(style, named.get("fill") ?? { type: "colour", colour: [1, 0.99, 0.6], alpha: 1 }),
    ),
  ),
  hide: styled(inline, (style) => hidden(style, "hidden text")),
  heading,
  title: (call) => {
    const [printed] = call.args.positional;
    if (printed !== undefined) readTitle(printed, call.range, call.reader);
  },
  par: block,
  parbreak: block,
  linebreak: ({ reader }) => reader.flow.addBlank(),
  pagebreak: block,
  colbreak: block,
  align: block,
  block: element("block", blocks),
  box: boxes,
  rect: shape,
  square: shape,
  circle: shape,
  ellipse: shape,
  columns: block,
  stack: block,
  repeat: inline,
  rotate: inline,
  skew: inline,
  scale: styled(inline, scaledStyle),
  move: styled(inline, movedStyle),
  place: styled(block, movedStyle),
  pad: styled(block, paddedStyle),
  page,
  h: horizontalSpace,
  v: verticalSpace,
  figure,
  "figure.caption": caption,
  table,
  "table.cell": cell,
  "table.header": header,
  "table.footer": header,
  grid,
  "grid.cell": styled(inline, (style, { named }) => withBackground(style, named.get("fill"))),
  "grid.header": header,
  "grid.footer": header,
  list: list("list"),
  "list.item": list("list"),
  enum: list("enum"),
  "enum.item": list("enum"),
  terms: list("terms"),
  "terms.item": term,
  quote,
  footnote,
  link,
  cite,
  ref: reference,
  raw,
  bibliography,
  eval: computed,
  repr: computed,
  layout: contextual,
  context: contextual,
  "math.equation": inline,
};

/** A function that is called with what the page tells. */
function contextual({ args, reader, range, scope }: Call): void {
  const [by] = args.positional;
  if (by?.type === "closure") reader.call(by, [{ name: undefined, value: { type: "unknown" } }], range, scope);
}

/** Functions of packages that print the text that they are given: chemical formulas, numbers with units. */
const PRINTS_STRINGS =
  /^(?:ce|ch|num|qty|unit|numrange|qtyrange|unitrange|si|mi|mitex|gls|glspl|Gls|Glspl|acr|acrpl|acrf|ac|acp|todo|inline-note|margin-note)$/;
const PRINTED_NAMES = /^(?:caption|title|body|content|name|note|text|footer|supplement-text)$/;

/** Of a function that the tree does not hold: its content arguments are taken for printed, its texts for settings. */
function ofPackage(call: Call): void {
  const { name, args, all, reader, range, scope } = call;
  reader.guesses++;
  const isOfTitlePage = isTitlePage(all);
  if (isOfTitlePage) readTemplateArguments({ type: "unknown" }, all, range, scope, reader);
  const last = name.slice(name.lastIndexOf(".") + 1);
  const shown = [
    ...args.positional.map((value) => readGiven(last, value, call)),
    ...[...args.named].map(([key, value]) => !isOfTitlePage && PRINTED_NAMES.test(key) && readNamed(key, value, call)),
  ];
  const mayPrint = name !== "" && all.length > 0 && !/^(?:update|step|init|make|register|show)/.test(last);
  if (mayPrint && !shown.includes(true) && !reader.flow.isEmpty) computed(call);
}

/** @returns whether it was read */
function readGiven(name: string, value: Value, call: Call): boolean {
  const { reader, range } = call;
  const printsStrings = PRINTS_STRINGS.test(name);
  if (value.type === "string" && printsStrings) readShort(name, value, call);
  else if (value.type === "number" && printsStrings) {
    reader.showValue(value, range);
    reader.flow.addBlank();
  } else if (value.type === "content" || value.type === "joined" || value.type === "subject") reader.showValue(value, range);
  else return value.type === "closure";
  return true;
}

/** @returns whether it is one that is read, or set as a setting */
function readNamed(key: string, value: Value, { reader, range }: Call): boolean {
  if (value.type !== "content" && value.type !== "string") return false;
  if (key === "caption") reader.flow.aside("caption", () => reader.showValue(value, range));
  else if (value.type === "content") reader.flow.aside("paragraph", () => reader.showValue(value, range));
  return true;
}

function readShort(name: string, value: Extract<Value, { type: "string" }>, { reader, range }: Call): void {
  const known = /^(?:gls|glspl|Gls|Glspl|acr|acrpl|acrf|ac|acp)$/.test(name)
    ? reader.paper.labels.abbreviation(value.text + (/pl$|^acp$/.test(name) ? ":pl" : ""))
    : undefined;
  reader.showValue({ ...value, text: known ?? unescaped(value.text) }, range);
  if (known === undefined && /^(?:num|qty|unit)/.test(name)) reader.flow.addBlank();
}
