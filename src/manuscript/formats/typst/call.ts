/** One call of a function, and the ways in which what it is given is shown. Invariant: an argument that is a setting, such as a width, is never printed. */
import type { PaperReader } from "./state.ts";
import type { CallArguments, Style } from "./style.ts";
import type { Argument, Scope, SourceRange, Value } from "./values.ts";

export interface Call {
  readonly name: string;
  readonly args: CallArguments;
  readonly all: readonly Argument[];
  readonly range: SourceRange;
  readonly scope: Scope;
  readonly reader: PaperReader;
}

export type Show = (call: Call) => void;

export function inline({ args, reader, range }: Call): void {
  for (const value of args.positional) if (isPrinted(value)) reader.showValue(value, range);
}

/** Positional arguments that are settings, such as an alignment, a width or a number of columns, print nothing. */
export function isPrinted(value: Value): boolean {
  return ["content", "string", "joined", "subject", "array"].includes(value.type);
}

export function block(call: Call): void {
  const { flow } = call.reader;
  flow.flush();
  inline(call);
  flow.flush();
}

/** @param style of what is shown */
export function styled(show: Show, style: (style: Style, args: CallArguments) => Style): Show {
  return (call) => {
    const { flow } = call.reader;
    flow.withStyle(style(flow.style, call.args), () => show(call));
  };
}

/** After the author's rules for that element. */
export function element(name: string, show: Show): Show {
  return (call) => call.reader.element(name, [...call.args.named], () => show(call));
}
