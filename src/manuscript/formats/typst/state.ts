/** What the reading of a paper's files shares, what its parts need of each other, and one call of a function. Invariant: an
 *  argument that is a setting, such as a width, is never printed. */
import type { Block } from "../../document.ts";
import type { HiddenText, LeftOut, Passage, Warning } from "../../manuscript.ts";
import type { Context } from "./evaluate.ts";
import type { Flow } from "./flow.ts";
import type { LabelKinds } from "./labels.ts";
import type { CallArguments, Style } from "./style.ts";
import type { SyntaxNode } from "./syntax.ts";
import type { Argument, Scope, SourceRange, Value } from "./values.ts";

/** The paper so far. */
export interface PaperState {
  /** By BCP 47: the first that a rule sets. */
  language: string | undefined;
  title: Passage | undefined;
  readonly abstract: Passage[];
  readonly body: Block[];
  /** Read after the body, whatever place its argument has: an appendix. */
  readonly after: (() => void)[];
  readonly leftOut: LeftOut[];
  readonly warnings: Warning[];
  readonly hidden: HiddenText[];
  readonly labels: LabelKinds;
}

/** How far names and functions of the author are followed at the moment, and what the parts of a function tell each other. */
export interface Expansion {
  /** Functions and names in each other. */
  depth: number;
  /** Functions and names so far, and the characters of their bodies. */
  count: number;
  characters: number;
  /** Within the body of a function that a `return` ended. */
  hasReturned: boolean;
  /** What `join` puts between the items that are mapped next; undefined where nothing joins them. */
  separator: Value | undefined;
  /** What a trial has shown. */
  shown: Set<SyntaxNode>;
}

/** What a reader asks of the files around it. */
export interface Files {
  /** Reads the file that an `include` names, here and now. */
  include(path: string, reader: PaperReader, range: SourceRange, scope: Scope): void;
  /** What an `import` binds; undefined for a package, or a file that is not there. */
  module(path: string, reader: PaperReader, scope: Scope): Scope | undefined;
}

/** The reading of one paper, as the rules for single functions see it. */
export interface PaperReader extends Context {
  readonly paper: PaperState;
  readonly flow: Flow;
  readonly files: Files;
  readonly expansion: Expansion;
  /** Of what is read into the abstract instead of the body. */
  isAbstract: boolean;
  /** While a rule is tried out: what is read goes nowhere. */
  isTrial: boolean;
  /** How often something counted as seen because it could not be decided. */
  guesses: number;
  /** Whether nothing of the text was read yet. */
  readonly isBeforeText: boolean;
  /** Where the last element or text stands that a rule may replace. */
  lastShown: SourceRange;
  /** @throws ManuscriptError `too-many-passages` */
  addPassage(passage: Passage): void;
  warn(message: string, range: SourceRange, scope: Scope, loss?: Pick<Warning, "losesText">): void;
  leaveOut(why: string, range: SourceRange, scope: Scope): void;
  /** What an `import` binds; undefined for a package, or a file that is not there. */
  module(path: string, scope: Scope): Scope | undefined;
  /** The whole of a file. */
  readFile(tree: SyntaxNode, scope: Scope): void;
  /** Markup: the file's own, or that of a content block, in a scope of its own. */
  walkMarkup(markup: SyntaxNode, scope: Scope): void;
  /** What an expression prints. */
  show(node: SyntaxNode, scope: Scope): void;
  /** Shows an element after the author's rules for it. @param fields by which `where` selects */
  element(name: string, fields: readonly (readonly [string, Value])[], show: () => void): void;
  /** Calls a function of the author, of Typst or of a package. */
  call(called: Value, args: readonly Argument[], range: SourceRange, scope: Scope): void;
  showValue(value: Value, range: SourceRange): void;
}

/** One call of a function, as the rule for the function sees it. */
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
