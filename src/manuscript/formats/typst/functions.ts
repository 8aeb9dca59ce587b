/** What Typst's own functions print of their arguments, and what is read of a package's, of which nothing is known but the call. */
import { unescaped } from "./evaluate.ts";
import type { PaperReader } from "./state.ts";
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
  textStyle,
  withBackground,
  withPage,
} from "./style.ts";
import { isTitlePage, readTemplateArguments, readTitle } from "./template.ts";
import { type Argument, NONE, type Scope, type SourceRange, type Value } from "./values.ts";

interface Call {
  readonly name: string;
  readonly args: CallArguments;
  readonly all: readonly Argument[];
  readonly range: SourceRange;
  readonly scope: Scope;
  readonly reader: PaperReader;
}

type Show = (call: Call) => void;

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

function inline({ args, reader, range }: Call): void {
  for (const value of args.positional) if (isPrinted(value)) reader.showValue(value, range);
}

/** Positional arguments that are settings, such as an alignment, a width or a number of columns, print nothing. */
function isPrinted(value: Value): boolean {
  return ["content", "string", "joined", "subject", "array"].includes(value.type);
}

function block(call: Call): void {
  const { flow } = call.reader;
  flow.flush();
  inline(call);
  flow.flush();
}

/** @param style of what is shown */
function styled(show: Show, style: (style: Style, args: CallArguments) => Style): Show {
  return (call) => {
    const { flow } = call.reader;
    flow.withStyle(style(flow.style, call.args), () => show(call));
  };
}

/** After the author's rules for that element. */
function element(name: string, show: Show): Show {
  return (call) => call.reader.element(name, [...call.args.named], () => show(call));
}

/** Shows the last argument that prints: `link(<a>)[text]`, `align(center)[text]`. */
function body({ args }: Call): Value | undefined {
  return args.positional.findLast(isPrinted);
}

function text(call: Call): void {
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

function heading({ args, reader, range }: Call): void {
  const level = args.named.get("level") ?? args.named.get("depth");
  const printed = args.positional.findLast(isPrinted);
  const number = level?.type === "number" ? Math.min(6, Math.max(1, level.value)) : 1;
  if (printed !== undefined) reader.readHeading(number, () => reader.showValue(printed, range));
}

function figure(call: Call): void {
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

function caption({ args, reader, range }: Call): void {
  const printed = args.positional.findLast(isPrinted);
  if (printed !== undefined) reader.flow.aside("caption", () => reader.showValue(printed, range));
}

/** One passage, whatever paragraphs its cells hold. */
function table(call: Call): void {
  const { flow } = call.reader;
  flow.flush();
  call.reader.element("table", [], () =>
    flow.aside("table", () => flow.withStyle(withCells(flow.style, call.args), () => cells(call, true))),
  );
}

function grid(call: Call): void {
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

const cell: Show = element(
  "table.cell",
  styled(inline, (style, { named }) => withBackground(style, named.get("fill"))),
);

function header(call: Call): void {
  for (const value of call.args.positional) {
    if (!isPrinted(value)) continue;
    call.reader.showValue(value, call.range);
    call.reader.flow.addBlank();
  }
}

function list(name: string): Show {
  return (call) =>
    call.reader.element(name, [], () => {
      for (const value of call.args.positional)
        if (isPrinted(value)) call.reader.flow.withKind("listItem", () => call.reader.showValue(value, call.range));
    });
}

function term({ args, reader, range }: Call): void {
  reader.flow.withKind("listItem", () => {
    for (const value of args.positional) {
      reader.showValue(value, range);
      reader.flow.addBlank();
    }
  });
}

function quote(call: Call): void {
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
function superscript({ args, reader, range }: Call): void {
  const [printed] = args.positional.filter(isPrinted);
  if (printed === undefined) return;
  const { flow } = reader;
  const written = plainText(printed);
  if (written !== undefined && /^[-+−–]?\d/.test(written) && /\d$/.test(flow.text))
    reader.addText("^", startOf(printed) ?? range);
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

function footnote(call: Call): void {
  const { reader } = call;
  const shown = (): void => reader.flow.aside("paragraph", () => inline(call));
  // A rule for `footnote` changes its mark alone.
  reader.element("footnote.entry", [], shown);
}

function link(call: Call): void {
  const { args, reader, range } = call;
  const [target, ...rest] = args.positional;
  const printed = rest.findLast(isPrinted);
  reader.element("link", [], () => {
    if (printed !== undefined) reader.showValue(printed, range);
    else if (target?.type === "string") reader.showValue({ ...target, text: target.text.replace(/^(?:mailto|tel):/, "") }, range);
  });
}

function cite(call: Call): void {
  const { args, reader, range } = call;
  const form = args.named.get("form");
  if (form?.type === "none") return;
  reader.element("cite", [], () => reader.flow.addCitation(range));
}

function reference(call: Call): void {
  const [target] = call.args.positional;
  const supplement = call.args.named.get("supplement");
  const shown =
    supplement !== undefined && isPrinted(supplement) ? () => call.reader.showValue(supplement, call.range) : undefined;
  if (target?.type === "label") call.reader.readReference(target.name, shown, call.range);
}

function raw({ args, reader, range, scope }: Call): void {
  const [code] = args.positional;
  const isBlock = args.named.get("block");
  if (code?.type === "string")
    reader.readCode(code.text, isBlock?.type === "boolean" && isBlock.value, code.place?.range ?? range, range, scope);
}

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

function bibliography({ reader, range, scope }: Call): void {
  reader.flow.flush();
  reader.leaveOut("bibliography", range, scope);
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
