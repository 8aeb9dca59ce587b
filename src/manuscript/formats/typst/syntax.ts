/** The syntax tree of a Typst file, by Typst's own parser (typst-syntax, compiled to WebAssembly, with UTF-16 offsets). It is
 *  loaded with the first file. The parser has no limit of depth and dies of deep nesting: then what is too deep is blanked and
 *  told. Invariant: the text that was parsed is as long as the file's. */
import { readFile } from "node:fs/promises";
// The package's own entry is a plug-in for an editor, and its `exports` name nothing else.
import * as glue from "../../../../node_modules/codemirror-lang-typst/wasm/typst_syntax_bg.js";
import { ManuscriptError } from "../../../errors.ts";
import type { SourceFile } from "../../document.ts";
import type { Warning } from "../../manuscript.ts";

const PROGRAM = new URL("../../../../node_modules/codemirror-lang-typst/wasm/typst_syntax_bg.wasm", import.meta.url);

/** One node; its text is `source.slice(at, end)`. Names of kinds are those of typst-syntax. */
export class SyntaxNode {
  readonly at: number;
  readonly #tree: glue.SyntaxTree;
  readonly #kinds: ReadonlyMap<number, string>;

  constructor(tree: glue.SyntaxTree, at: number, kinds: ReadonlyMap<number, string>) {
    this.#tree = tree;
    this.at = at;
    this.#kinds = kinds;
  }

  get kind(): string {
    return this.#kinds.get(this.#tree.kind) ?? "";
  }

  get end(): number {
    return this.at + this.#tree.length;
  }

  /** Made anew each time: a tree may have a million nodes. */
  get children(): SyntaxNode[] {
    const { children, positions } = this.#tree;
    return children.map((child, index) => new SyntaxNode(child, this.at + (positions[index] ?? 0), this.#kinds));
  }

  /** The first child of one of these kinds. */
  child(...kinds: readonly string[]): SyntaxNode | undefined {
    return this.children.find(({ kind }) => kinds.includes(kind));
  }

  /** Children that mean something: no white space, comment or punctuation. */
  get operands(): SyntaxNode[] {
    return this.children.filter(({ kind }) => !NO_OPERAND.has(kind));
  }
}

const NO_OPERAND: ReadonlySet<string> = new Set(
  "Space Parbreak LineComment BlockComment Hash LeftBrace RightBrace LeftBracket RightBracket LeftParen RightParen Comma Semicolon Colon Dot Dots Arrow Let Set Show Context If Else For In While Return Import Include As Error End".split(
    " ",
  ),
);

/** Of the file whose tree it is, without what was blanked. */
export interface ParsedSource {
  readonly tree: SyntaxNode;
  /** As long as the file's text. */
  readonly text: string;
  readonly warnings: readonly Warning[];
}

export interface TypstParser {
  /** @throws ManuscriptError `file-too-large` */
  parse(source: SourceFile): ParsedSource;
}

/** Of JavaScript itself; TypeScript knows it only with the types of browsers. */
interface Instance {
  readonly exports: { readonly memory: { grow(pages: number): number }; readonly __wbindgen_start?: () => void };
}
interface WebAssemblyApi {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object, imports: Readonly<Record<string, object>>) => Instance;
}
const wasm = Reflect.get(globalThis, "WebAssembly") as unknown as WebAssemblyApi;

let parser: Promise<TypstParser> | undefined;

/** @returns the one parser of this process */
export function typstParser(): Promise<TypstParser> {
  parser ??= loadParser();
  return parser;
}

async function loadParser(): Promise<TypstParser> {
  const module = await wasm.compile(await readFile(PROGRAM));
  let instance: Instance | undefined;
  const start = (): void => {
    instance?.exports.memory.grow(0); // detaches the memory of the broken one, by which the glue sees that it is another
    instance = new wasm.Instance(module, { "./typst_syntax_bg.js": glue });
    glue.__wbg_set_wasm(instance.exports);
    instance.exports.__wbindgen_start?.();
  };
  start();
  const kinds = new Map([...glue.TypstWasmParser.get_node_types()].map(([name, kind]) => [kind, name]));
  /** Undefined where the parser died of it. */
  const tryToParse = (text: string): SyntaxNode | undefined => {
    let parsing: glue.TypstWasmParser | undefined;
    try {
      parsing = new glue.TypstWasmParser(text);
      const tree = parsing.tree();
      parsing.free();
      return new SyntaxNode(tree, 0, kinds);
    } catch {
      parsing?.__destroy_into_raw();
      start();
      return undefined;
    }
  };
  return { parse: (source) => parseWith(tryToParse, source) };
}

/** Brackets in each other; a paper has some twenty. */
const DEEPEST_BRACKETS = 100;
/** Paragraphs of which the parser may die: each costs a new start. */
const MOST_FAILURES = 50;

function parseWith(tryToParse: (text: string) => SyntaxNode | undefined, source: SourceFile): ParsedSource {
  if ((source.text.match(TOKENS)?.length ?? 0) > MOST_TOKENS) throw tooMuchMarkup(source.file);
  const whole = tryToParse(source.text);
  if (whole !== undefined) return { tree: whole, text: source.text, warnings: [] };
  const shallow = withoutDeepBrackets(source.text);
  const tree = shallow === source.text ? undefined : tryToParse(shallow);
  if (tree !== undefined) return { tree, text: shallow, warnings: blankedLines(source, shallow) };
  const text = withoutFailingParagraphs(shallow, tryToParse);
  const left = tryToParse(text);
  if (left !== undefined) return { tree: left, text, warnings: blankedLines(source, text) };
  const nothing = blank(source.text);
  return { tree: tryToParse(nothing) ?? whole ?? failed(), text: nothing, warnings: blankedLines(source, nothing) };
}

const TOKENS = /\w+|\s+|[^\w\s]/g;
/** Words and marks. Each may be a node of some 600 bytes: with more, a file of 2 MB that is all markup would take more than 1 GB.
 *  A megabyte of prose has 400,000. */
const MOST_TOKENS = 1_200_000;

function tooMuchMarkup(file: string): ManuscriptError {
  return new ManuscriptError({
    code: "file-too-large",
    at: file,
    fault: `it has more than ${MOST_TOKENS.toLocaleString("en")} words and marks`,
    remedy: "Move data out of the text, split it, or name another file with --manuscript",
  });
}

function failed(): never {
  throw new Error("Typst's parser fails on an empty file");
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function withoutDeepBrackets(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[({\])}]/g)) {
    const opens = "[({".includes(bracket);
    if (opens && depth === DEEPEST_BRACKETS) {
      pieces.push(text.slice(from, index));
      from = index;
    }
    depth = Math.max(0, depth + (opens ? 1 : -1));
    if (!opens && depth === DEEPEST_BRACKETS) {
      pieces.push(blank(text.slice(from, index + 1)));
      from = index + 1;
    }
  }
  const rest = text.slice(from);
  pieces.push(depth > DEEPEST_BRACKETS ? blank(rest) : rest);
  return pieces.join("");
}

function withoutFailingParagraphs(text: string, tryToParse: (text: string) => SyntaxNode | undefined): string {
  let failures = 0;
  return text.replace(/(?:[^\n]|\n(?![ \t]*\n))+\n?/g, (paragraph) => {
    if (failures < MOST_FAILURES && tryToParse(paragraph) !== undefined) return paragraph;
    failures++;
    return blank(paragraph);
  });
}

/** One warning for each run of lines of which something was blanked. */
function blankedLines(source: SourceFile, text: string): Warning[] {
  const before = source.text.split("\n");
  const after = text.split("\n");
  const warnings: Warning[] = [];
  for (let line = 0; line < before.length; line++) {
    if (before[line] === after[line]) continue;
    const first = line + 1;
    while (line + 1 < before.length && before[line + 1] !== after[line + 1]) line++;
    const lines = first === line + 1 ? `line ${first}` : `lines ${first}-${line + 1}`;
    warnings.push({
      file: source.file,
      line: first,
      message: `${lines}: what is nested too deep to be parsed was left out, the rest was read`,
      losesText: true,
    });
  }
  return warnings;
}
