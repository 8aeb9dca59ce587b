/** Turns what a reader of one file sees, piece by piece, into passages in reading order. Invariant: a passage is one stretch of one
 *  file; what stands aside (a footnote, a caption in mid-sentence) becomes a passage of its own after the one that it interrupts. */
import type { HiddenText, Passage, PassageKind } from "../../manuscript.ts";
import type { SourceFile } from "../../source-file.ts";
import { OpenPassage } from "./passage.ts";
import { ConcealedRun, concealment, IN_FULL_SIGHT, type Sight } from "./visibility.ts";

export interface FlowSink {
  passage(passage: Passage): void;
  hidden(found: HiddenText): void;
}

export class Flow {
  readonly source: SourceFile;
  readonly #sink: FlowSink;
  /** What the text that follows is, and how much of it can be seen. */
  kind: PassageKind = "paragraph";
  sight: Sight = IN_FULL_SIGHT;
  #open: OpenPassage;
  #aside: Passage[] = [];
  /** Passages go here instead of to the sink while something is read aside. */
  #collecting: Passage[] | undefined;
  #concealed: ConcealedRun | undefined;

  constructor(source: SourceFile, sink: FlowSink) {
    this.source = source;
    this.#sink = sink;
    this.#open = new OpenPassage(source);
  }

  get isEmpty(): boolean {
    return this.#open.isEmpty;
  }

  show(piece: string, at: number, end: number): void {
    if (!this.#conceals(piece, at)) this.#open.show(piece, at, end);
  }

  token(token: string, at: number, end: number): void {
    if (!this.#conceals(token, at)) this.#open.token(token, at, end);
  }

  blank(): void {
    if (this.#concealed === undefined) this.#open.blank();
    else this.#concealed.add(" ");
  }

  /** Ends the passage that is open, if a reader sees anything of it. */
  flush(): void {
    this.#endConcealment();
    const passage = this.#open.build(this.kind);
    this.#open = new OpenPassage(this.source);
    const aside = this.#aside;
    this.#aside = [];
    for (const made of passage === undefined ? aside : [passage, ...aside]) this.#put(made);
    if (this.sight.untilParagraphEnd === true) this.sight = { ...this.sight, hiddenBy: undefined, untilParagraphEnd: false };
  }

  /** Reads something that stands beside the open passage, which goes on afterwards. */
  aside(kind: PassageKind, read: () => void): void {
    const made = this.capture(kind, read);
    if (this.#open.isEmpty) for (const passage of made) this.#put(passage);
    else for (const passage of made) this.#aside.push(passage); // spread, a long file included here would overflow the stack
  }

  /** Reads something into passages of its own that go nowhere yet. */
  capture(kind: PassageKind, read: () => void): Passage[] {
    this.#endConcealment();
    const outer = { open: this.#open, aside: this.#aside, collecting: this.#collecting, kind: this.kind, sight: this.sight };
    const made: Passage[] = [];
    this.#open = new OpenPassage(this.source);
    this.#aside = [];
    this.#collecting = made;
    this.kind = kind;
    read();
    this.flush();
    this.#open = outer.open;
    this.#aside = outer.aside;
    this.#collecting = outer.collecting;
    this.kind = outer.kind;
    this.sight = outer.sight; // a footnote's end is no end of the paragraph that it stands in
    return made;
  }

  /** Reads something under another sight, or back under this one afterwards. */
  under(sight: Sight, read: () => void): void {
    const outer = this.sight;
    this.sight = sight;
    read();
    this.sight = outer;
  }

  #put(passage: Passage): void {
    if (this.#collecting === undefined) this.#sink.passage(passage);
    else this.#collecting.push(passage);
  }

  #conceals(piece: string, at: number): boolean {
    const technique = concealment(this.sight);
    if (technique !== this.#concealed?.technique) this.#endConcealment();
    if (technique === undefined) return false;
    this.#concealed ??= new ConcealedRun(technique, { file: this.source.file, line: this.source.lineAt(at) });
    this.#concealed.add(piece);
    return true;
  }

  #endConcealment(): void {
    const found = this.#concealed?.report();
    this.#concealed = undefined;
    if (found === undefined) return;
    this.#sink.hidden(found);
    this.#open.blank();
  }
}
