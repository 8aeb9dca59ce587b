/** Which branch of a conditional TeX typesets, as far as the tree decides it: switches, toggles, counters, comparisons.
 *  Invariant: what the tree does not decide is `undefined`, never guessed. */
import { type Argument, literalText, readArguments, signature } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";
import { Cursor, compared, type KnownValues, Question } from "./condition-questions.ts";
import type { Definitions } from "./definitions.ts";
import { macroInfo } from "./macros.ts";
import { BRACED_CONDITIONALS } from "./mask.ts";
import { SYMBOLS } from "./symbols.ts";

/** What holds with pdfTeX, which makes most papers' pages. */
const ENGINE: ReadonlyMap<string, boolean> = new Map([
  ...["iftrue", "ifpdf", "ifpdftex", "ifPDFTeX", "ifetex", "ifeTeX"].map((name) => [name, true] as const),
  ...["iffalse", "ifmmode", "ifxetex", "ifXeTeX", "ifluatex", "ifLuaTeX", "iftutex", "ifTUTeX", "ifptex", "ifpTeX"].map(
    (name) => [name, false] as const,
  ),
]);
/** pdfTeX's own, which no file defines. */
const PRIMITIVES = new Set([
  "relax",
  "par",
  "pdfoutput",
  "pdftexversion",
  "empty",
  "@empty",
  "documentclass",
  "textbf",
  "year",
  "jobname",
]);

/** Nodes that a text in a question may be made of, and definitions within each other. */
const MOST_STEPS = 1_000;
const DEEPEST = 10;

type Verdict = boolean | number | undefined;

/** What sets a switch: its arguments. */
const SETTINGS: ReadonlyMap<string, ReturnType<typeof signature>> = new Map([
  ...["newtoggle", "providetoggle", "toggletrue", "togglefalse", "newbool", "providebool", "booltrue", "boolfalse"].map(
    (name) => [name, signature("m")] as const,
  ),
  ...["newboolean", "provideboolean", "newif", "newcount", "stepcounter", "refstepcounter"].map(
    (name) => [name, signature("m")] as const,
  ),
  ...["settoggle", "setbool", "setboolean", "setcounter", "addtocounter"].map((name) => [name, signature("mm")] as const),
  ["newcounter", signature("mo")],
]);

/** Nodes in which the ends of conditionals are looked for that stand in definitions and in math; a paper has some hundreds. */
const MOST_SEARCHED = 2_000_000;

export class Conditions implements KnownValues {
  nodesLeft = MOST_SEARCHED;
  readonly #definitions: Definitions;
  readonly #switches = new Map<string, boolean>();
  readonly #counters = new Map<string, number>();
  /** What a group changed, to be changed back where it ends. */
  readonly #changes: { readonly name: string; readonly before: boolean | undefined }[] = [];

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** Reads what is local to a group. */
  within(read: () => void): void {
    const known = this.#changes.length;
    read();
    for (const { name, before } of this.#changes.splice(known).toReversed())
      if (before === undefined) this.#switches.delete(name);
      else this.#switches.set(name, before);
  }

  /** Reads a macro, `nodes[index]`, that sets a switch or a counter. @returns the index of the first node after it; undefined
   *  where it is none */
  readSetting(nodes: LatexNode[], index: number): number | undefined {
    const node = nodes[index];
    if (node?.kind !== "macro") return undefined;
    const own = /^(.+?)(true|false)$/.exec(node.name);
    if (own?.[1] !== undefined && this.#switches.has(own[1])) {
      this.#set(own[1], own[2] === "true");
      return index + 1;
    }
    if (this.#counters.has(`\\${node.name}`)) return this.#assign(node.name, nodes, index + 1);
    if (node.name === "chardef" || node.name === "mathchardef") return this.#define(nodes, index + 1);
    const wanted = SETTINGS.get(node.name);
    if (wanted === undefined || this.#definitions.get(node.name) !== undefined) return undefined;
    const { args, next } = readArguments(nodes, index + 1, wanted);
    this.#apply(node.name, args);
    return next;
  }

  #apply(by: string, [first, second]: readonly Argument[]): void {
    const name = literalText(first).trim();
    const macro = first?.find((node): node is MacroNode => node.kind === "macro")?.name ?? "";
    if (by === "newif") this.#set(macro.replace(/^if/, ""), false);
    else if (by === "newcount") this.#counters.set(`\\${macro}`, 0);
    else if (/^(?:new|provide)bool|^(?:new|provide)toggle/.test(by)) {
      const key = keyOf(by, name);
      if (by.startsWith("new") || !this.#switches.has(key)) this.#set(key, false);
    } else if (/(?:true|false)$/.test(by)) this.#set(keyOf(by, name), by.endsWith("true"));
    else if (/^set(?:toggle|bool)/.test(by)) this.#set(keyOf(by, name), /^\s*true\s*$/i.test(literalText(second)));
    else if (by === "newcounter") this.#counters.set(name, 0);
    else {
      const by1 = /^(?:ref)?stepcounter$/.test(by);
      const value = by1 ? 1 : new Cursor([...(second ?? [])], 0, this).number();
      const before = by === "setcounter" ? 0 : this.#counters.get(name);
      if (value === undefined || before === undefined) this.#counters.delete(name);
      else this.#counters.set(name, before + value);
    }
  }

  #set(name: string, value: boolean): void {
    this.#changes.push({ name, before: this.#switches.get(name) });
    this.#switches.set(name, value);
  }

  /** `\level=2` */
  #assign(name: string, nodes: LatexNode[], index: number): number {
    const cursor = new Cursor(nodes, index, this);
    cursor.match(/^=/);
    const value = cursor.number();
    if (value === undefined) this.#counters.delete(`\\${name}`);
    else this.#counters.set(`\\${name}`, value);
    return cursor.index;
  }

  #define(nodes: LatexNode[], index: number): number {
    const cursor = new Cursor(nodes, index, this);
    const name = cursor.token();
    if (name?.kind !== "macro") return index;
    this.#counters.set(`\\${name.name}`, 0);
    return this.#assign(name.name, nodes, cursor.index);
  }

  /** Reads the question of a conditional that \fi closes. @param index of the first node after its name
   *  @returns the answer, of \ifcase the number of the branch, and the index of the first node after the question */
  ask(name: string, nodes: LatexNode[], index: number): { verdict: Verdict; next: number } {
    const meaning = this.#definitions.meaning(name);
    const cursor = new Cursor(nodes, index, this);
    return {
      verdict: this.#switches.get(meaning.replace(/^if/, "")) ?? ENGINE.get(meaning) ?? this.#asked(meaning, cursor),
      next: cursor.index,
    };
  }

  #asked(name: string, cursor: Cursor): Verdict {
    switch (name) {
      case "ifnum":
        return compared(cursor.number(), cursor.relation(), cursor.number());
      case "ifdim":
        return compared(cursor.dimension(), cursor.relation(), cursor.dimension());
      case "ifodd": {
        const value = cursor.number();
        return value === undefined ? undefined : Math.abs(value % 2) === 1;
      }
      case "ifcase":
        return cursor.number();
      case "ifx":
        return this.#areSame(cursor.token(), cursor.token());
      case "if": {
        const first = cursor.letter();
        return first === cursor.letter();
      }
      case "ifdefined": {
        const token = cursor.token();
        return token?.kind === "macro" ? this.#isDefined(token.name) : undefined;
      }
      case "ifcsname":
        return this.#isDefined(cursor.nameUpTo("endcsname"));
      default:
        return undefined;
    }
  }

  #isDefined(name: string): boolean {
    if (/^(?:@?undefined|@undeclared)$/.test(name)) return false;
    return (
      this.#definitions.get(name) !== undefined ||
      this.#definitions.meaning(name) !== name ||
      macroInfo(name) !== undefined ||
      SYMBOLS.has(name) ||
      PRIMITIVES.has(name) ||
      this.#switches.has(name.replace(/^if/, ""))
    );
  }

  #areSame(first: LatexNode | undefined, second: LatexNode | undefined): boolean | undefined {
    if (first?.kind === "text" && second?.kind === "text") return first.text === second.text;
    if (first?.kind !== "macro" || second?.kind !== "macro")
      return first === undefined || second === undefined ? undefined : false;
    const [one, other] = [first.name, second.name].map((name) => this.#definitions.meaning(name));
    if (one === undefined || other === undefined || one === other) return true;
    const bodies = [one, other].map((name) => this.#bodyOf(name));
    if (bodies[0] !== undefined && bodies[1] !== undefined) return bodies[0] === bodies[1];
    const defined = [one, other].map((name) => this.#isDefined(name));
    return !defined[0] && !defined[1];
  }

  #bodyOf(name: string): string | undefined {
    if (/^@?empty$/.test(name)) return "0 ";
    const known = this.#definitions.get(name);
    return known === undefined ? undefined : `${known.args.length} ${sourceOf(known.body)}`;
  }

  /** The characters that nodes stand for, with the author's macros in them replaced by their text. */
  textOf(nodes: Argument): string {
    let stepsLeft = MOST_STEPS;
    const textOf = (node: LatexNode, depth: number): string => {
      if (stepsLeft-- < 0) return "";
      if (node.kind === "group") return node.children.map((child) => textOf(child, depth)).join("");
      if (node.kind !== "macro") return literalText([node]);
      const count = this.#counters.get(`\\${node.name}`);
      if (count !== undefined) return String(count);
      const body = depth > DEEPEST ? undefined : this.#definitions.get(this.#definitions.meaning(node.name))?.body;
      return (body ?? []).map((child) => textOf(child, depth + 1)).join("");
    };
    return (nodes ?? []).map((node) => textOf(node, 0)).join("");
  }

  counter(name: string): number | undefined {
    return this.#counters.get(name);
  }

  /** Reads a conditional whose branches are arguments, `nodes[index]`.
   *  @returns the branch that is printed and the others, and whether the tree decides; undefined where it is no such conditional */
  readBraced(nodes: LatexNode[], index: number): BracedChoice | undefined {
    const node = nodes[index];
    if (node?.kind !== "macro" || this.#definitions.get(node.name) !== undefined) return undefined;
    const questions = BRACED_CONDITIONALS.get(node.name);
    if (questions === undefined) return undefined;
    const { args, next } = readArguments(nodes, index + 1, signature("m".repeat(questions + 2)));
    const verdict = this.#answer(node.name, args);
    const [yes, no] = args.slice(questions);
    return {
      printed: (verdict === true ? yes : no) ?? [],
      other: (verdict === true ? no : yes) ?? [],
      decided: verdict !== undefined,
      next,
    };
  }

  #answer(name: string, [first, second, third]: readonly Argument[]): boolean | undefined {
    const text = this.textOf(first).trim();
    const number = (argument: Argument) => new Cursor([...(argument ?? [])], 0, this).number();
    const dimension = (argument: Argument) => new Cursor([...(argument ?? [])], 0, this).dimension();
    const macro = first?.find((node): node is MacroNode => node.kind === "macro")?.name ?? "";
    const not = (answer: boolean | undefined) => (answer === undefined ? undefined : !answer);
    switch (name) {
      case "ifthenelse":
        return new Question([...(first ?? [])], this).answer();
      case "iftoggle":
      case "ifbool":
        return this.isSet(keyOf(name, text));
      case "nottoggle":
      case "notbool":
        return not(this.isSet(keyOf(name, text)));
      case "ifdef":
        return this.#isDefined(macro);
      case "ifundef":
        return macro === "" ? undefined : !this.#isDefined(macro);
      case "ifcsdef":
        return this.#isDefined(text);
      case "ifcsundef":
      case "@ifundefined":
        return !this.#isDefined(text);
      case "ifblank":
      case "ifstrempty":
      case "ifdefempty":
      case "ifdefvoid":
        return (
          (name.startsWith("ifdef") ? text : literalText(first).trim()) === "" && (name.startsWith("ifdef") || !hasMacros(first))
        );
      case "notblank":
        return literalText(first).trim() !== "" || hasMacros(first);
      case "ifdefstring":
      case "ifstrequal":
        return name === "ifdefstring" ? text === literalText(second) : sourceOf(first) === sourceOf(second);
      case "ifnumodd":
        return compared(Math.abs((number(first) ?? Number.NaN) % 2), "=", 1);
      case "ifnumequal":
      case "ifnumgreater":
      case "ifnumless":
        return compared(number(first), RELATIONS[name.slice(5)], number(second));
      case "ifdimequal":
      case "ifdimgreater":
      case "ifdimless":
        return compared(dimension(first), RELATIONS[name.slice(5)], dimension(second));
      case "ifnumcomp":
        return compared(number(first), literalText(second).trim(), number(third));
      case "ifdimcomp":
        return compared(dimension(first), literalText(second).trim(), dimension(third));
      default:
        return undefined;
    }
  }

  /** Reads `\csname … \endcsname`, `nodes[index]`, as the macro that it names. */
  named(nodes: LatexNode[], index: number): { name: string; next: number } {
    const cursor = new Cursor(nodes, index + 1, this);
    return { name: cursor.nameUpTo("endcsname").trim(), next: cursor.index };
  }

  isSet(name: string): boolean | undefined {
    return this.#switches.get(name);
  }

  isUndefined(name: string): boolean {
    return !this.#isDefined(name);
  }
}

export interface BracedChoice {
  readonly printed: readonly LatexNode[];
  readonly other: readonly LatexNode[];
  readonly decided: boolean;
  readonly next: number;
}

const RELATIONS: Readonly<Record<string, string>> = { equal: "=", greater: ">", less: "<" };

/** Toggles have names of their own; all other switches share theirs. */
function keyOf(macro: string, name: string): string {
  return macro.includes("toggle") ? `toggle ${name}` : name;
}

function hasMacros(nodes: Argument): boolean {
  return (nodes ?? []).some((node) => node.kind === "macro");
}

/** Two definitions are the same where their characters are. */
function sourceOf(nodes: Argument): string {
  return (nodes ?? [])
    .map((node) =>
      node.kind === "macro"
        ? `\\${node.name}`
        : node.kind === "group" || node.kind === "environment"
          ? `{${sourceOf(node.children)}}`
          : node.kind === "math"
            ? `$${node.body}$`
            : literalText([node]),
    )
    .join("");
}
