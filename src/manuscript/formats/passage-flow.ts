/** From what a reader sees, bit by bit, to passages in reading order, for formats whose markup is followed: LaTeX and Typst.
 *  Invariant: a passage is one range of one file; what stands aside (a footnote, a caption in mid-sentence) becomes a passage of
 *  its own after the one that it interrupts. */
import { CleanTextBuilder, type SourceFile } from "../document.ts";
import type { HiddenText, Passage, PassageKind } from "../manuscript.ts";

export interface FlowSink {
  passage(passage: Passage): void;
  hidden(found: HiddenText): void;
}

/** UTF-16 offsets of a file: the first character, and the one after the last. */
export interface FlowRange {
  readonly at: number;
  readonly end: number;
}

export abstract class PassageFlow<Builder extends PassageBuilder> {
  /** What the text that follows is. */
  kind: PassageKind = "paragraph";
  protected readonly sink: FlowSink;
  protected open: Builder;
  #aside: Passage[] = [];
  /** Passages go here instead of to the sink while something is captured. */
  #collecting: Passage[] | undefined;

  constructor(sink: FlowSink, open: Builder) {
    this.sink = sink;
    this.open = open;
  }

  get isEmpty(): boolean {
    return this.open.isEmpty;
  }

  /** An empty passage of the file that is read now. */
  protected abstract emptyPassage(): Builder;
  /** Reports hidden text that ends here. */
  protected abstract endHiddenRun(): void;

  /** Ends the passage that is open, if a reader sees anything of it. */
  flush(): void {
    this.endHiddenRun();
    const passage = this.open.build(this.kind);
    this.open = this.emptyPassage();
    const aside = this.#aside;
    this.#aside = [];
    for (const made of passage === undefined ? aside : [passage, ...aside]) this.#add(made);
  }

  /** Reads something that stands beside the open passage, which goes on afterwards. */
  aside(kind: PassageKind, read: () => void): void {
    const made = this.capture(kind, read);
    for (const passage of made)
      if (this.open.isEmpty) this.#add(passage);
      else this.#aside.push(passage); // one by one: spread, a long file included here would overflow the stack
  }

  /** Reads something into passages of its own that are returned, and given to no sink. */
  capture(kind: PassageKind, read: () => void): Passage[] {
    this.endHiddenRun();
    const { open, kind: outerKind } = this;
    const [aside, collecting] = [this.#aside, this.#collecting];
    const made: Passage[] = [];
    this.open = this.emptyPassage();
    this.#aside = [];
    this.#collecting = made;
    this.kind = kind;
    read();
    this.flush();
    this.open = open;
    this.#aside = aside;
    this.#collecting = collecting;
    this.kind = outerKind;
    return made;
  }

  #add(passage: Passage): void {
    if (this.#collecting === undefined) this.sink.passage(passage);
    else this.#collecting.push(passage);
  }
}

/** Collects what a reader sees of one paragraph, and remembers which characters of the file it came from. */
export class PassageBuilder {
  protected readonly source: SourceFile;
  protected readonly clean = new CleanTextBuilder();
  #first: number | undefined;
  #last = 0;
  #line = 0;

  constructor(source: SourceFile) {
    this.source = source;
  }

  get isEmpty(): boolean {
    return this.#first === undefined;
  }

  addBlank(): void {
    this.clean.addBlank();
  }

  addToken(token: string, range: FlowRange): void {
    this.clean.addToken(token, this.extend({ at: range.at, end: this.firstLineEnd(range) }, ""));
  }

  /** Undefined where a reader sees no letter, digit or stand-in: stray punctuation of dropped markup is no passage. */
  build(kind: PassageKind): Passage | undefined {
    const { text, lines } = this.clean.build();
    if (this.#first === undefined || !/[\p{L}\p{N}]/u.test(text)) return undefined;
    const { at, end } = this.rangeOf({ at: this.#first, end: this.#last });
    const { file, text: whole } = this.source;
    const [startLine, endLine] = [this.source.lineAt(at), this.source.lineAt(Math.max(at, end - 1))];
    return { kind, file, startLine, endLine, source: whole.slice(at, end), text, lines };
  }

  /** The passage's range in the file. @param seen from the first character that a reader sees to the last */
  protected rangeOf(seen: FlowRange): FlowRange {
    return seen;
  }

  /** Where the first line of a range ends. Looks at the range alone: a line may be as long as the file. */
  protected firstLineEnd({ at, end }: FlowRange): number {
    const [first = ""] = this.source.text.slice(at, end).split("\n", 1);
    return at + first.trimEnd().length;
  }

  /** Takes a range into the passage. Lines never go back: of a macro whose arguments print in another order, all stands where the
   *  first does.
   *  @param text that is added of it
   *  @returns the line on which the text begins */
  protected extend({ at, end }: FlowRange, text: string): number {
    this.#first ??= at;
    this.#last = Math.max(this.#last, end);
    this.#line = Math.max(this.#line, this.source.lineAt(at));
    const line = this.#line;
    this.#line += text.split("\n").length - 1;
    return line;
  }
}
