/** What a reader sees of a Typst paper, as passages; what cannot be seen goes to the sink as hidden text. */
import type { SourceFile } from "../../document.ts";
import type { Passage, PassageKind } from "../../manuscript.ts";
import { type FlowSink, PassageBuilder, PassageFlow } from "../passage-flow.ts";
import { hidingTechnique, STANDARD_STYLE, type Style } from "./style.ts";
import type { Frame, SourceRange } from "./values.ts";

export class Flow extends PassageFlow<TypstPassage> {
  style: Style = STANDARD_STYLE;
  /** Of the text that is shown next. */
  frame: Frame;
  /** Whether something is read into a passage of its own, such as a title. */
  isCapturing = false;
  #hiddenRun: { readonly technique: string; readonly at: number; readonly source: SourceFile; characters: number } | undefined;
  /** Text that a space before it pushes off the page: so many characters are hidden, at most to the end of the paragraph. */
  #pushedAway: { left: number } | undefined;

  constructor(source: SourceFile, sink: FlowSink) {
    super(sink, new TypstPassage(source));
    this.frame = { source, anchor: undefined };
  }

  /** The passage so far. */
  get text(): string {
    return this.open.text;
  }

  /** @param text what the reader sees of the characters of the file from `at` up to `end`, or of `anchor` where they stand elsewhere */
  addText(text: string, at: number, end: number): void {
    if (this.#hides(text, at)) return;
    const { anchor } = this.frame;
    if (anchor === undefined) this.open.addText(text, { at, end });
    else this.open.addAnchored(text.replace(/\s+/g, " "), anchor);
  }

  addToken(token: string, { at, end }: SourceRange): void {
    if (!this.#hides(token, at)) this.open.addToken(token, this.frame.anchor ?? { at, end });
  }

  /** One after the other is one for a reader: [1, 2]. */
  addCitation(range: SourceRange): void {
    if (this.open.text.endsWith(CITATION)) this.open.dropBlank();
    else this.addToken(CITATION, range);
  }

  addBlank(): void {
    if (this.#hiddenRun === undefined) this.open.addBlank();
  }

  override flush(): void {
    super.flush();
    this.#pushedAway = undefined;
  }

  protected override emptyPassage(): TypstPassage {
    return new TypstPassage(this.frame.source);
  }

  pushAway(characters: number): void {
    this.#pushedAway = { left: characters };
  }

  override capture(kind: PassageKind, read: () => void): Passage[] {
    const { style, frame, isCapturing } = this;
    const pushedAway = this.#pushedAway;
    const made = super.capture(kind, () => {
      this.isCapturing = true;
      read();
    });
    this.#pushedAway = pushedAway;
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
      this.open = new TypstPassage(frame.source);
      read();
      this.flush();
    });
    this.open = this.emptyPassage();
  }

  #hides(text: string, at: number): boolean {
    let technique = hidingTechnique(this.style);
    if (this.#pushedAway !== undefined && technique === undefined) {
      technique = "text off the page";
      this.#pushedAway.left -= text.length;
      if (this.#pushedAway.left <= 0) this.#pushedAway = undefined;
    }
    if (technique !== this.#hiddenRun?.technique) this.endHiddenRun();
    if (technique === undefined) return false;
    const { source, anchor } = this.frame;
    this.#hiddenRun ??= { technique, at: anchor?.at ?? at, source, characters: 0 };
    this.#hiddenRun.characters += text.replace(/\s+/g, " ").length;
    return true;
  }

  protected override endHiddenRun(): void {
    const run = this.#hiddenRun;
    this.#hiddenRun = undefined;
    if (run === undefined) return;
    const { technique, at, source, characters } = run;
    this.sink.hidden({ file: source.file, line: source.lineAt(at), technique, characters });
    this.open.addBlank();
  }
}

const CITATION = "[cite]";

class TypstPassage extends PassageBuilder {
  #blankPending = false;

  get text(): string {
    return this.clean.build().text;
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
    this.clean.add(words, this.extend({ at: range.at + leading, end: range.end - trailing }, words));
    if (trailing > 0) this.addBlank();
  }

  /** Text of another place: all of it stands where its user does. */
  addAnchored(text: string, anchor: SourceRange): void {
    this.addText(text, {
      at: anchor.at - (text.length - text.trimStart().length),
      end: this.firstLineEnd(anchor) + (text.length - text.trimEnd().length),
    });
  }

  override addBlank(): void {
    this.#blankPending = true;
  }

  dropBlank(): void {
    this.#blankPending = false;
  }

  protected override extend(range: SourceRange, text: string): number {
    if (this.#blankPending) this.clean.addBlank();
    this.#blankPending = false;
    return super.extend(range, text);
  }
}
