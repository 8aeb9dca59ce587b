/** Reads one LaTeX file's nodes in the order of the page and says what a reader sees of each. What macros mean stands in the tables;
 *  here is how each role is carried out. Invariant: whatever has no rule is text and is kept. */
import type { Block } from "../../document.ts";
import type { HiddenText, LeftOut, Passage, Warning } from "../../manuscript.ts";
import type { Argument } from "./arguments.ts";
import { readArguments } from "./arguments.ts";
import type { EnvironmentNode, LatexNode, MacroNode, MathNode, TextNode } from "./ast.ts";
import { accented, isAccent, SYMBOLS, withLigatures } from "./characters.ts";
import type { Palette } from "./colour.ts";
import { type Definitions, plain } from "./definitions.ts";
import { Flow } from "./flow.ts";
import { joined } from "./include.ts";
import { type EnvironmentInfo, environmentInfo, type MacroInfo, macroInfo, SECTION } from "./macros.ts";
import { visibleMath } from "./math.ts";
import type { LatexSource } from "./passage.ts";
import { sightOf } from "./sight.ts";
import { unitSymbol } from "./units.ts";

/** Where in the paper the reading stands; it goes from file to file. */
export type Place = "preamble" | "body" | "abstract";

/** What the reading of all files of a manuscript shares. */
export interface Reading {
  place: Place;
  readonly definitions: Definitions;
  readonly palette: Palette;
  title: Passage | undefined;
  readonly abstract: Passage[];
  readonly body: Block[];
  readonly leftOut: LeftOut[];
  readonly warnings: Warning[];
  readonly hidden: HiddenText[];
  /** Reads the file that an \input in `from` names, here and now. */
  include(written: string, from: Flow, at: number): void;
}

/** Macros within macros; more is a definition that refers to itself. */
const EXPANSIONS = 20;

interface Span {
  readonly at: number;
  readonly end: number;
}

interface Frame {
  readonly name: string;
  readonly leave: () => void;
  /** Of an abstract that nothing ends: the next heading does. */
  readonly endsAtHeading: boolean;
}

export class LatexReader {
  readonly #reading: Reading;
  readonly #flow: Flow;
  readonly #frames: Frame[] = [];
  #expanding = 0;

  constructor(source: LatexSource, reading: Reading) {
    this.#reading = reading;
    this.#flow = new Flow(source, {
      passage: (passage) => this.#put(passage),
      hidden: (found) => reading.hidden.push(found),
    });
  }

  get flow(): Flow {
    return this.#flow;
  }

  read(pieces: readonly (readonly LatexNode[])[]): void {
    for (const piece of pieces) {
      this.#walk(piece);
      this.#flow.flush(); // the blank lines between two pieces are in neither
    }
  }

  #put(passage: Passage): void {
    if (this.#reading.place === "abstract") this.#reading.abstract.push(passage);
    else this.#reading.body.push({ kind: "passage", passage });
  }

  #walk(siblings: readonly LatexNode[]): void {
    const nodes = [...siblings];
    for (let index = 0; index < nodes.length; ) {
      const node = nodes[index];
      if (node === undefined) return;
      index = this.#reading.place === "preamble" ? this.#preamble(node, nodes, index) : this.#visible(node, nodes, index);
    }
  }

  /** Before \begin{document} nothing prints, but title and abstract may stand here. */
  #preamble(node: LatexNode, nodes: LatexNode[], index: number): number {
    if (node.kind === "environment") {
      if (/^(?:document|abstract)$/.test(node.name)) this.#environment(node);
      return index + 1;
    }
    if (node.kind !== "macro") return index + 1;
    if (node.name === "begin" || node.name === "end") return this.#mark(node, nodes, index);
    const info = macroInfo(node.name);
    switch (info?.role) {
      case "title":
      case "abstract":
      case "include":
      case "definition":
      case "colour name":
      case "colour alias":
        return this.#known(node, info, nodes, index);
      default:
        return info === undefined ? index + 1 : readArguments(nodes, index + 1, info.args).next;
    }
  }

  #visible(node: LatexNode, nodes: LatexNode[], index: number): number {
    switch (node.kind) {
      case "text":
        this.#text(node);
        return index + 1;
      case "blank":
        this.#flow.blank();
        return index + 1;
      case "paragraph end":
        this.#flow.flush();
        return index + 1;
      case "verb":
        this.#flow.show(node.text, node.at, node.end);
        return index + 1;
      case "group":
        this.#scoped(node.children);
        return index + 1;
      case "math":
        this.#math(node);
        return index + 1;
      case "environment":
        this.#environment(node);
        return index + 1;
      case "macro":
        return this.#macro(node, nodes, index);
    }
  }

  #text({ text, at, end }: TextNode): void {
    let from = at;
    const ofFile = end - at === text.length;
    for (const part of text.split(/([&~]+)/)) {
      const to = ofFile ? from + part.length : end;
      if (/^[&~]+$/.test(part)) this.#flow.blank();
      else if (part !== "") this.#flow.show(withLigatures(part), from, to);
      if (ofFile) from = to;
    }
  }

  #scoped(nodes: readonly LatexNode[]): void {
    this.#flow.under(this.#flow.sight, () => this.#walk(nodes));
  }

  #math(node: MathNode): void {
    const { body, hidden } = visibleMath(node, this.#reading.palette);
    for (const { at, technique, text } of hidden)
      this.#reading.hidden.push({
        file: this.#flow.source.file,
        line: this.#flow.source.lineAt(at),
        technique,
        characters: text.length,
      });
    const seen = body.trim();
    if (seen === "") return;
    if (node.display) this.#flow.blank();
    const at = node.bodyAt + body.indexOf(seen);
    const ofFile = node.at !== node.bodyAt;
    const end = ofFile ? at + seen.length : node.end;
    if (node.display || !ofFile) this.#flow.show(`$${seen}$`, at, end);
    else {
      this.#flow.show("$", node.at, node.at + 1);
      this.#flow.show(seen, at, end);
      this.#flow.show("$", node.end - 1, node.end);
    }
    if (node.display) this.#flow.blank();
  }

  #macro(node: MacroNode, nodes: LatexNode[], index: number): number {
    if (node.name === "begin" || node.name === "end") return this.#mark(node, nodes, index);
    const info = macroInfo(node.name);
    if (info !== undefined) return this.#known(node, info, nodes, index);
    if (isAccent(node.name)) {
      const { args, next } = readArguments(nodes, index + 1, ["m"]);
      this.#flow.show(accented(node.name, this.#seen(args[0])), node.at, nodes[next - 1]?.end ?? node.end);
      return next;
    }
    const symbol = SYMBOLS.get(node.name);
    if (symbol === undefined) return this.#unknown(node, nodes, index);
    if (symbol.trim() !== "") this.#flow.show(symbol, node.at, node.end);
    else if (symbol !== "") this.#flow.blank();
    return this.#afterName(node, nodes, index);
  }

  /** TeX swallows the blanks after a macro's name, and an empty group after it ends the name. */
  #afterName(node: MacroNode, nodes: readonly LatexNode[], index: number): number {
    const next = nodes[index + 1];
    if (!/^[a-zA-Z]/.test(node.name)) return index + 1;
    if (next?.kind === "group" && next.children.length === 0) return index + 2;
    return next?.kind === "blank" ? index + 2 : index + 1;
  }

  #unknown(node: MacroNode, nodes: LatexNode[], index: number): number {
    const definition = this.#reading.definitions.get(node.name);
    if (definition !== undefined && this.#expanding < EXPANSIONS) {
      const { args, next } = readArguments(nodes, index + 1, definition.args);
      const expanded = this.#reading.definitions.expand(definition, args, node);
      this.#expanding++;
      for (const part of expanded === undefined ? args : [expanded]) this.#walk(part ?? []);
      this.#expanding--;
      const after = nodes[next];
      return definition.args.length === 0 && after?.kind === "group" && after.children.length === 0 ? next + 1 : next;
    }
    const next = nodes[index + 1];
    const empty = next?.kind === "group" && next.children.length === 0;
    const bare = next?.kind !== "group" && !(next?.kind === "text" && next.text.startsWith("["));
    if (empty || (bare && /[a-z][A-Z]|[A-Z][a-z]/.test(node.name))) this.#flow.token("[value]", node.at, node.end);
    return empty ? index + 2 : readArguments(nodes, index + 1, ["O"]).next;
  }

  #known(node: MacroNode, info: MacroInfo, nodes: LatexNode[], index: number): number {
    if (info.role === "definition") return this.#reading.definitions.read(nodes, index);
    const { args, next } = readArguments(nodes, index + 1, info.args);
    const end = nodes[next - 1]?.end ?? node.end;
    const sight = sightOf(info, args, this.#flow.sight, this.#reading.palette, (shown) => this.#seen(shown));
    if (sight !== undefined) {
      if (sight.read === undefined) this.#flow.sight = sight.sight;
      else this.#flow.under(sight.sight, () => this.#walk(sight.read ?? []));
      return next;
    }
    const use = { at: node.at, end };
    if (!this.#structure(info, args, use)) this.#words(info, args, use);
    return info.args.length === 0 ? this.#afterName(node, nodes, index) : next;
  }

  /** Carries out what ends or begins a passage. @returns whether the macro does */
  #structure(info: MacroInfo, args: readonly Argument[], { at, end }: Span): boolean {
    switch (info.role) {
      case "heading":
        this.#heading(info.level, args[2]);
        return true;
      case "title":
        this.#title(args[1]);
        return true;
      case "abstract":
        this.#within("abstract", () => this.#walk(args[0] ?? []));
        return true;
      case "passages":
        for (const [position, kind] of info.kinds.entries()) {
          const read = args[position];
          if (kind !== undefined && read !== undefined) this.#flow.aside(kind, () => this.#scoped(read));
        }
        return true;
      case "include":
        this.#flow.flush();
        this.#reading.include(args.length === 1 ? plain(args[0]).trim() : joined(plain(args[0]), plain(args[1])), this.#flow, at);
        return true;
      case "item":
        this.#flow.flush();
        if (args[0] !== undefined) this.#scoped(args[0]);
        this.#flow.blank();
        return true;
      case "paragraph end":
        this.#flow.flush();
        return true;
      case "bibliography":
        this.#leaveOut("bibliography", at, end);
        return true;
      default:
        return false;
    }
  }

  /** Shows what a macro prints within its paragraph, or learns a colour. */
  #words(info: MacroInfo, args: readonly Argument[], { at, end }: Span): void {
    const { palette } = this.#reading;
    switch (info.role) {
      case "show":
        for (const [count, shown] of info.shown.entries()) {
          if (count > 0) this.#flow.blank();
          this.#scoped(args[shown] ?? []);
        }
        break;
      case "token":
        this.#flow.token(info.token, at, end);
        break;
      case "row":
        this.#flow.blank();
        break;
      case "superscript": {
        const raised = this.#seen(args[0]);
        this.#flow.show(/^[-+−–]?\d/.test(raised) ? `^${raised}` : raised, at, end);
        break;
      }
      case "unit":
        this.#flow.show(this.#unit(args[1]), at, end);
        break;
      case "number and unit":
        this.#flow.show(`${this.#numbers(info, args)} ${this.#unit(args[3])}`, at, end);
        break;
      case "address":
        this.#address(args[0]);
        break;
      case "code":
        this.#flow.show(plain(args[1]).replace(/^\|(.*)\|$/, "$1"), at, end);
        break;
      case "colour name":
        palette.define(plain(args[0]), palette.colour(plain(args[2]), plain(args[1])));
        break;
      case "colour alias":
        palette.define(plain(args[1]), palette.colour(plain(args[2]), undefined));
        break;
      default:
        break; // "drop", and what the sight has already dealt with
    }
  }

  /** One number, or the two of a range: only a range takes its second as a mandatory argument. */
  #numbers({ args: signature }: MacroInfo, args: readonly Argument[]): string {
    const numbers = signature[2] === "m" ? [args[1], args[2]] : [args[1]];
    return numbers.map((number) => this.#seen(number)).join("–");
  }

  #heading(level: number, name: Argument): void {
    const frame = this.#frames.at(-1);
    if (frame?.endsAtHeading === true) this.#leave(frame.name);
    this.#flow.flush();
    if (this.#reading.place === "abstract") {
      this.#scoped(name ?? []);
      this.#flow.blank();
      return;
    }
    for (const passage of this.#flow.capture("heading", () => this.#scoped(name ?? [])))
      if (passage.kind === "heading") this.#reading.body.push({ kind: "heading", level, passage });
      else this.#put(passage);
  }

  #title(name: Argument): void {
    this.#flow.flush();
    if (this.#reading.title !== undefined) {
      this.#heading(SECTION, name);
      return;
    }
    const place = this.#reading.place;
    if (place === "preamble") this.#reading.place = "body";
    this.#reading.title = this.#flow.capture("heading", () => this.#scoped(name ?? []))[0];
    this.#reading.place = place;
  }

  #within(place: Place, read: () => void): void {
    this.#flow.flush();
    const outer = this.#reading.place;
    this.#reading.place = place;
    read();
    this.#flow.flush();
    this.#reading.place = outer;
  }

  #address(address: Argument): void {
    const first = address?.[0];
    const last = address?.at(-1);
    if (first === undefined || last === undefined) return;
    const written = this.#flow.source.text.slice(first.at, last.end);
    this.#flow.show(written.replace(/\\([%#_&~{}])/g, "$1"), first.at, last.end);
  }

  /** A \begin or \end that has no partner in its piece of the file. */
  #mark(node: MacroNode, nodes: LatexNode[], index: number): number {
    const { args, next } = readArguments(nodes, index + 1, ["m"]);
    const name = plain(args[0]).trim();
    if (node.name === "end") {
      this.#leave(name);
      return next;
    }
    const info = environmentInfo(name);
    const read = readArguments(nodes, next, info.args);
    if (this.#reading.place === "preamble" && !/^(?:document|abstract)$/.test(info.role)) return read.next;
    const unclosed = info.role === "abstract" && this.#flow.source.text.indexOf(`\\end{${name}}`, node.at) === -1;
    if (unclosed) this.#warn(node.at, `\\begin{${name}} is never closed: it was read up to the next heading`);
    this.#frames.push({ name, leave: this.#enter(info), endsAtHeading: unclosed });
    return read.next;
  }

  /** Leaves the innermost environment of that name and all within it; an \end without a \begin is nothing. */
  #leave(name: string): void {
    const at = this.#frames.findLastIndex((frame) => frame.name === name);
    if (at === -1) return;
    for (const frame of this.#frames.splice(at).toReversed()) frame.leave();
  }

  #environment(node: EnvironmentNode): void {
    const info = environmentInfo(node.name);
    const children = [...node.children];
    const { next } = readArguments(children, 0, info.args);
    const body = children.slice(next);
    switch (info.role) {
      case "document":
      case "abstract":
      case "list":
      case "text": {
        const leave = this.#enter(info);
        this.#walk(body);
        leave();
        break;
      }
      case "float":
        this.#flow.aside("paragraph", () => this.#scoped(body));
        break;
      case "table":
        this.#table(body);
        break;
      case "math":
        this.#unparsedMath(node);
        break;
      case "code":
      case "picture":
      case "bibliography":
      case "acknowledgements":
        this.#leaveOut(info.role, node.at, node.end);
        this.#captionsOf(body);
        break;
      case "nothing":
        break;
    }
  }

  /** @returns what to do at the environment's end */
  #enter({ role }: EnvironmentInfo): () => void {
    this.#flow.flush();
    const { kind, sight } = this.#flow;
    const { place } = this.#reading;
    if (role === "document" && place === "preamble") this.#reading.place = "body";
    if (role === "abstract") this.#reading.place = "abstract";
    if (role === "list") this.#flow.kind = "listItem";
    if (role === "table") this.#flow.kind = "table";
    return () => {
      this.#flow.flush();
      this.#flow.kind = kind;
      this.#flow.sight = sight;
      if (role === "abstract") this.#reading.place = place;
    };
  }

  #table(body: readonly LatexNode[]): void {
    const coloured = body.some((node) => node.kind === "macro" && /^(?:cell|row|column)color$/.test(node.name));
    const sight = coloured ? { ...this.#flow.sight, paper: undefined } : this.#flow.sight;
    this.#flow.aside("table", () =>
      this.#flow.under(sight, () => this.#walk(body.filter((node) => node.kind !== "paragraph end"))),
    );
  }

  #unparsedMath({ at, end, children }: EnvironmentNode): void {
    const whole = this.#flow.source.text.slice(at, end);
    const begin = /^\\begin\s*\{[^{}]*\}/.exec(whole)?.[0].length ?? 0;
    const body = whole.slice(begin, whole.lastIndexOf("\\end"));
    this.#math({ kind: "math", display: true, body, bodyAt: at + begin, at, end, children });
  }

  #captionsOf(body: readonly LatexNode[]): void {
    const nodes = [...body];
    for (const [index, node] of nodes.entries()) {
      const info = node.kind === "macro" ? macroInfo(node.name) : undefined;
      if (node.kind === "macro" && info?.role === "passages" && info.kinds.includes("caption"))
        this.#known(node, info, nodes, index);
    }
  }

  #leaveOut(why: string, at: number, end: number): void {
    const { source } = this.#flow;
    this.#reading.leftOut.push({
      file: source.file,
      lines: { startLine: source.lineAt(at), endLine: source.lineAt(Math.max(at, end - 1)) },
      why,
    });
  }

  #warn(at: number, message: string): void {
    this.#reading.warnings.push({ file: this.#flow.source.file, line: this.#flow.source.lineAt(at), message });
  }

  /** What a reader sees of short nodes, as plain characters. */
  #seen(nodes: Argument): string {
    return (nodes ?? [])
      .map((node) => this.#seenOf(node))
      .join("")
      .replace(/\s+/g, " ")
      .trim();
  }

  #seenOf(node: LatexNode): string {
    switch (node.kind) {
      case "text":
        return withLigatures(node.text);
      case "blank":
        return " ";
      case "group":
        return this.#seen(node.children);
      case "math":
        return `$${node.body.trim()}$`;
      case "macro":
        return SYMBOLS.get(node.name) ?? "";
      case "verb":
        return node.text;
      default:
        return "";
    }
  }

  #unit(nodes: Argument): string {
    return (nodes ?? [])
      .map((node) =>
        node.kind === "macro"
          ? unitSymbol(node.name)
          : node.kind === "group"
            ? this.#unit(node.children)
            : node.kind === "text"
              ? node.text.replaceAll(".", " ")
              : "",
      )
      .join("");
  }
}
