/** Turns what a reader sees, bit by bit, into passages in reading order. Invariant: a passage is one range of one file; what stands aside (a footnote, a caption)
 *  becomes a passage of its own after the one that it interrupts. */
import { CleanTextBuilder, type SourceFile } from "../../document.ts";
import type { HiddenText, Passage, PassageKind } from "../../manuscript.ts";
import { hidingTechnique, STANDARD_STYLE, type Style } from "./style.ts";
import type { Frame, SourceRange } from "./values.ts";

export interface FlowSink {
  passage(passage: Passage): void;
  hidden(found: HiddenText): void;
}

export class Flow {
  style: Style = STANDARD_STYLE;
  /** What the text that follows is. */
  kind: PassageKind = "paragraph";
  /** Of the text that is shown next. */
  frame: Frame;
  /** Whether something is read into a passage of its own, such as a title. */
  isCapturing = false;
  readonly #sink: FlowSink;
  #open: PassageBuilder;
  #aside: Passage[] = [];
  #collecting: Passage[] | undefined;
  #hiddenRun: { readonly technique: string; readonly at: number; readonly source: SourceFile; characters: number } | undefined;
  /** Text that a space before it pushes off the page: so many characters are hidden, at most to the end of the paragraph. */
  #pushedAway: { left: number } | undefined;

  constructor(source: SourceFile, sink: FlowSink) {
    this.frame = { source, anchor: undefined };
    this.#sink = sink;
    this.#open = new PassageBuilder(source);
  }

  get isEmpty(): boolean {
    return this.#open.isEmpty;
  }

  /** The passage so far. */
  get text(): string {
    return this.#open.text;
  }

  /** @param text what the reader sees of the characters of the file from `at` up to `end`, or of `anchor` where they stand elsewhere */
  addText(text: string, at: number, end: number): void {
    if (this.#hides(text, at)) return;
    const { anchor } = this.frame;
    if (anchor === undefined) this.#open.addText(text, { at, end });
    else this.#open.addAnchored(text.replace(/\s+/g, " "), anchor);
  }

  addToken(token: string, { at, end }: SourceRange): void {
    if (!this.#hides(token, at)) this.#open.addToken(token, this.frame.anchor ?? { at, end });
  }

  /** One after the other is one for a reader: [1, 2]. */
  addCitation(range: SourceRange): void {
    if (this.#open.text.endsWith(CITATION)) this.#open.dropBlank();
    else this.addToken(CITATION, range);
  }

  addBlank(): void {
    if (this.#hiddenRun === undefined) this.#open.addBlank();
  }

  /** Ends the passage that is open, if a reader sees anything of it. */
  flush(): void {
    this.#endHiddenRun();
    this.#pushedAway = undefined;
    const passage = this.#open.build(this.kind);
    this.#open = new PassageBuilder(this.frame.source);
    const aside = this.#aside;
    this.#aside = [];
    for (const made of passage === undefined ? aside : [passage, ...aside]) this.#add(made);
  }

  pushAway(characters: number): void {
    this.#pushedAway = { left: characters };
  }

  /** Reads something that stands beside the open passage, which goes on afterwards. */
  aside(kind: PassageKind, read: () => void): void {
    const made = this.capture(kind, read);
    for (const passage of made)
      if (this.#open.isEmpty) this.#add(passage);
      else this.#aside.push(passage);
  }

  /** Reads something into passages of its own that go nowhere yet. */
  capture(kind: PassageKind, read: () => void): Passage[] {
    this.#endHiddenRun();
    const outer = { open: this.#open, aside: this.#aside, collecting: this.#collecting, pushedAway: this.#pushedAway };
    const { kind: outerKind, style, frame, isCapturing } = this;
    const made: Passage[] = [];
    this.#open = new PassageBuilder(this.frame.source);
    this.#aside = [];
    this.#collecting = made;
    this.kind = kind;
    this.isCapturing = true;
    read();
    this.flush();
    this.#open = outer.open;
    this.#aside = outer.aside;
    this.#collecting = outer.collecting;
    this.#pushedAway = outer.pushedAway;
    this.kind = outerKind;
    this.style = style;
    this.frame = frame;
    this.isCapturing = isCapturing;
    return made;
  }

  /** Reads something as another kind of passage, such as a list item. */
  withKind(kind: PassageKind, read: () => void): void {
    const outer = this.kind;
    this.flush();
    this.kind = this.isCapturing && outer !== "paragraph" ? outer : kind;
    read();
    this.flush();
    this.kind = outer;
  }

  withStyle(style: Style, read: () => void): void {
    const outer = this.style;
    this.style = style;
    read();
    this.style = outer;
  }

  /** Reads what stands in another place than the text around it. */
  withFrame(frame: Frame, read: () => void): void {
    const outer = this.frame;
    this.frame = frame;
    read();
    this.frame = outer;
  }

  /** Likewise, as passages of its own. */
  withFile(frame: Frame, read: () => void): void {
    this.flush();
    this.withFrame(frame, () => {
      this.#open = new PassageBuilder(frame.source);
      read();
      this.flush();
    });
    this.#open = new PassageBuilder(this.frame.source);
  }

  #add(passage: Passage): void {
    if (this.#collecting === undefined) this.#sink.passage(passage);
    else this.#collecting.push(passage);
  }

  #hides(text: string, at: number): boolean {
    let technique = hidingTechnique(this.style);
    if (this.#pushedAway !== undefined && technique === undefined) {
      technique = "text off the page";
      this.#pushedAway.left -= text.length;
      if (this.#pushedAway.left <= 0) this.#pushedAway = undefined;
    }
    if (technique !== this.#hiddenRun?.technique) this.#endHiddenRun();
    if (technique === undefined) return false;
    const { source, anchor } = this.frame;
    this.#hiddenRun ??= { technique, at: anchor?.at ?? at, source, characters: 0 };
    this.#hiddenRun.characters += text.replace(/\s+/g, " ").length;
    return true;
  }

  #endHiddenRun(): void {
    const run = this.#hiddenRun;
    this.#hiddenRun = undefined;
    if (run === undefined) return;
    const { technique, at, source, characters } = run;
    this.#sink.hidden({ file: source.file, line: source.lineAt(at), technique, characters });
    this.#open.addBlank();
  }
}

const CITATION = "[cite]";

/** Collects what a reader sees of one paragraph, and remembers which characters of the file it came from. */
class PassageBuilder {
  readonly #source: SourceFile;
  readonly #text = new CleanTextBuilder();
  #first: number | undefined;
  #last = 0;
  #line = 0;
  #blankPending = false;

  constructor(source: SourceFile) {
    this.#source = source;
  }

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  get text(): string {
    return this.#text.build().text;
  }

  addText(text: string, range: SourceRange): void {
    const words = text.trim();
    if (words === "") {
      this.addBlank();
      return;
    }
    const leading = text.indexOf(words);
    if (leading > 0) this.addBlank();
    const trailing = text.length - leading - words.length;
    this.#text.add(words, this.#extend({ at: range.at + leading, end: range.end - trailing }, words));
    if (trailing > 0) this.addBlank();
  }

  /** Text of another place: all of it stands where its user does. */
  addAnchored(text: string, anchor: SourceRange): void {
    this.addText(text, {
      at: anchor.at - (text.length - text.trimStart().length),
      end: this.#firstLineEnd(anchor) + (text.length - text.trimEnd().length),
    });
  }

  addToken(token: string, range: SourceRange): void {
    this.#text.addToken(token, this.#extend({ at: range.at, end: this.#firstLineEnd(range) }, ""));
  }

  addBlank(): void {
    this.#blankPending = true;
  }

  dropBlank(): void {
    this.#blankPending = false;
  }

  /** Undefined where a reader sees no letter, digit or stand-in. */
  build(kind: PassageKind): Passage | undefined {
    const { text, lines } = this.#text.build();
    if (this.#first === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
    const { file, text: whole } = this.#source;
    const [startLine, endLine] = [this.#source.lineAt(this.#first), this.#source.lineAt(Math.max(this.#first, this.#last - 1))];
    return { kind, file, startLine, endLine, source: whole.slice(this.#first, this.#last), text, lines };
  }

  #firstLineEnd({ at, end }: SourceRange): number {
    const [first = ""] = this.#source.text.slice(at, end).split("\n", 1);
    return at + first.trimEnd().length;
  }

  /** Lines never go back: of a function whose arguments print in another order, all stands where the first does. */
  #extend({ at, end }: SourceRange, text: string): number {
    if (this.#blankPending) this.#text.addBlank();
    this.#blankPending = false;
    this.#first ??= at;
    this.#last = Math.max(this.#last, end);
    this.#line = Math.max(this.#line, this.#source.lineAt(at));
    const line = this.#line;
    this.#line += text.split("\n").length - 1;
    return line;
  }
}
