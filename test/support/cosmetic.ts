/** Changes of a manuscript's files that no reader of the paper can see, and one that moves a section. Each works on the passages that were read from the
 *  files, so that code, tables and metadata stay as they are. */
import type { Manuscript, Passage } from "../../src/manuscript/manuscript.ts";

/** Text by path, of the whole tree. */
export type Texts = Readonly<Record<string, string>>;

export interface Transformation {
  readonly name: string;
  /** What it does to the order of sentences. */
  readonly keepsOrder: boolean;
  /** @returns undefined where this manuscript has nothing of the kind */
  apply(texts: Texts, manuscript: Manuscript): Texts | undefined;
}

const isLatex = ({ format }: Manuscript) => format === "latex";

/** Paragraphs in whose source a line break is a blank and nothing else. */
function proseOf({ abstract, sections }: Manuscript): Passage[] {
  return [...abstract, ...sections.flatMap(({ passages }) => passages)].filter(
    ({ kind, source }) => kind === "paragraph" && !/(?<!\\)%|\\\\|\\begin|\\item|\$\$| {2}\n|<!--|^\s*[>|:#]/m.test(source),
  );
}

/** Replaces the sources of paragraphs by what `change` makes of them, from the end so that lines before keep their numbers. */
function rewriting(texts: Texts, manuscript: Manuscript, change: (source: string) => string): Texts | undefined {
  const result = { ...texts };
  let changed = 0;
  const fromTheEnd = proseOf(manuscript).sort((a, b) => b.startLine - a.startLine);
  for (const { file, startLine, source } of fromTheEnd) {
    const text = result[file];
    const now = change(source);
    if (text === undefined || now === source) continue;
    const from = text
      .split("\n")
      .slice(0, startLine - 1)
      .join("\n").length;
    const at = text.indexOf(source, from);
    if (at === -1) continue;
    result[file] = text.slice(0, at) + now + text.slice(at + source.length);
    changed++;
  }
  return changed === 0 ? undefined : result;
}

/** Changes the text of every file of the paper. */
function files(texts: Texts, manuscript: Manuscript, change: (text: string, file: string) => string): Texts | undefined {
  const own = new Set(manuscript.files);
  const entries = Object.entries(texts).map(([file, text]) => [file, own.has(file) ? change(text, file) : text] as const);
  const result = Object.fromEntries(entries);
  return Object.entries(result).some(([file, text]) => text !== texts[file]) ? result : undefined;
}

/** A word that would begin a list, heading or quotation, were it first on a line. */
const BEGINS_MARKUP = /^(?:[-+*#>|:=~[<`$!]|\d+[.)]|\\|@|[A-Za-z]\.$)/;

function wrapped(source: string, columns: number): string {
  let line = "";
  const lines: string[] = [];
  for (const word of source.split(/\s+/)) {
    if (line !== "" && line.length + word.length >= columns && !BEGINS_MARKUP.test(word)) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join("\n");
}

const oneLine = (source: string) => source.replace(/\s*\n\s*/g, " ");

/** Behind each paragraph that a blank line follows, so between blocks. */
function between(text: string, manuscript: Manuscript, file: string, addition: string): string {
  const lines = text.split("\n");
  const ends = proseOf(manuscript)
    .filter((passage) => passage.file === file && lines[passage.endLine] === "" && lines[passage.endLine + 1] !== undefined)
    .map(({ endLine }) => endLine)
    .sort((a, b) => b - a);
  for (const end of new Set(ends)) lines.splice(end, 0, ...addition.split("\n"));
  return lines.join("\n");
}

/** Lines of the level-one headings of a file, 1-based, in order. */
function headings(manuscript: Manuscript, file: string): number[] {
  return manuscript.sections.flatMap(({ passages }) =>
    passages
      .filter((passage) => passage.kind === "heading" && passage.level === 1 && passage.file === file)
      .map(({ startLine }) => startLine),
  );
}

/** A heading line that stands at the left of its own line, and is not run-in. */
function isSectionLine(line: string | undefined): boolean {
  return line !== undefined && /^(?:#+ |\\section\*?\{)/.test(line);
}

function splitFile(texts: Texts, manuscript: Manuscript): Texts | undefined {
  for (const file of manuscript.files) {
    const text = texts[file];
    if (text === undefined) continue;
    const lines = text.split("\n");
    if (isLatex(manuscript)) {
      const [from, to] = headings(manuscript, file)
        .filter((line) => isSectionLine(lines[line - 1]))
        .slice(1, 3);
      if (from === undefined || to === undefined) continue;
      const folder = file.includes("/") ? file.slice(0, file.lastIndexOf("/") + 1) : "";
      const rest = [...lines.slice(0, from - 1), "\\input{part-of-it}", ...lines.slice(to - 1)];
      return { ...texts, [file]: rest.join("\n"), [`${folder}part-of-it.tex`]: `${lines.slice(from - 1, to - 1).join("\n")}\n` };
    }
    if (manuscript.format !== "manubot") continue;
    const blank = lines.findIndex(
      (line, k) => k > lines.length / 2 && line === "" && /^[A-Z]/.test(lines[k + 1] ?? "") && /[.]$/.test(lines[k - 1] ?? ""),
    );
    if (blank === -1) continue;
    const second = file.replace(/\.md$/, "_continued.md");
    return { ...texts, [file]: `${lines.slice(0, blank).join("\n")}\n`, [second]: lines.slice(blank + 1).join("\n") };
  }
  return undefined;
}

function joinFiles(texts: Texts, manuscript: Manuscript): Texts | undefined {
  if (manuscript.format !== "manubot") return undefined;
  const [first, second] = manuscript.files
    .filter((file) => /\/\d+[^/]*\.md$/.test(file) && !/abstract|front|back/.test(file))
    .slice(0, 2);
  if (first === undefined || second === undefined) return undefined;
  const { [second]: gone, ...others } = texts;
  return { ...others, [first]: `${texts[first]}\n\n${gone}` };
}

function renameFiles(texts: Texts, manuscript: Manuscript): Texts | undefined {
  const renamed = (file: string) => {
    if (!manuscript.files.includes(file)) return file;
    if (manuscript.format === "manubot") return file.replace(/\/(\d+)\.[^/]*\.md$/, "/$1.renamed.md");
    return isLatex(manuscript) && file === manuscript.root ? file.replace(/[^/]*\.tex$/, "manuscript-renamed.tex") : file;
  };
  const result = Object.fromEntries(Object.entries(texts).map(([file, text]) => [renamed(file), text]));
  return Object.keys(result).join() === Object.keys(texts).join() ? undefined : result;
}

/** The second section goes behind the third. */
function moveSection(texts: Texts, manuscript: Manuscript): Texts | undefined {
  for (const file of manuscript.files) {
    const lines = (texts[file] ?? "").split("\n");
    const [a, b, c] = headings(manuscript, file)
      .filter((line) => isSectionLine(lines[line - 1]))
      .slice(1, 4);
    if (a === undefined || b === undefined || c === undefined) continue;
    const moved = [...lines.slice(0, a - 1), ...lines.slice(b - 1, c - 1), ...lines.slice(a - 1, b - 1), ...lines.slice(c - 1)];
    return { ...texts, [file]: moved.join("\n") };
  }
  return undefined;
}

function keysRenamed(text: string): string {
  return text
    .replace(
      /(\\cite\w*\*?(?:\[[^\]]*\])*\{)([^}]*)\}/g,
      (_, command, keys) => `${command}${keys.replace(/[^,\s]+/g, (key: string) => `new-${key}`)}}`,
    )
    .replace(/\[(@[^\]]*)\](?!:)/g, (_, keys) => `[${keys.replace(/@(?!fig|tbl|eq|sec)(\w)/g, "@z$1")}]`);
}

const onProse =
  (change: (source: string) => string) =>
  (texts: Texts, manuscript: Manuscript): Texts | undefined =>
    rewriting(texts, manuscript, change);

export const TRANSFORMATIONS: readonly Transformation[] = [
  { name: "reflow to 60 columns", apply: onProse((source) => wrapped(source, 60)) },
  { name: "reflow to 110 columns", apply: onProse((source) => wrapped(source, 110)) },
  { name: "one line a paragraph", apply: onProse(oneLine) },
  {
    name: "one sentence a line",
    apply: onProse((source) => oneLine(source).replace(/(?<=\p{Ll}[.?!]) (?=\p{Lu}\p{Ll}*\s+\p{Ll})/gu, "\n")),
  },
  {
    name: "carriage returns",
    apply: (texts: Texts, paper: Manuscript) => files(texts, paper, (text) => text.replaceAll("\n", "\r\n")),
  },
  {
    name: "comments",
    apply: (texts: Texts, paper: Manuscript) =>
      files(texts, paper, (text, file) =>
        between(text, paper, file, isLatex(paper) ? "\n% look at this again" : "\n<!-- look at this again -->\n"),
      ),
  },
  { name: "citation keys renamed", apply: onProse(keysRenamed) },
  { name: "a file split in two", apply: splitFile },
  { name: "two files joined", apply: joinFiles },
  { name: "files renamed", apply: renameFiles },
  { name: "a section moved", keepsOrder: false, apply: moveSection },
  {
    name: "decomposed accents",
    apply: (texts: Texts, paper: Manuscript) => files(texts, paper, (text) => text.normalize("NFD")),
  },
  { name: "blanks at line ends", apply: onProse((source) => source.replace(/(?<=[\p{L}.,])\n/gu, " \n")) },
  { name: "double blanks between sentences", apply: onProse((source) => source.replace(/(?<=\p{Ll}\.) (?=\p{Lu})/gu, "  ")) },
  {
    name: "two blank lines",
    apply: (texts: Texts, paper: Manuscript) => files(texts, paper, (text, file) => between(text, paper, file, "\n")),
  },
  {
    name: "emphasis in another style",
    apply: onProse((source) =>
      source.replace(/(?<![*\w\\])\*(\p{L}[\p{L} ]*)\*(?![*\w])/gu, "_$1_").replace(/\\textit\{/g, "\\emph{"),
    ),
  },
  {
    name: "a word emphasised",
    apply: (texts: Texts, paper: Manuscript) => rewriting(texts, paper, (source) => emphasised(source, isLatex(paper))),
  },
  {
    name: "typographic quotation marks",
    apply: (texts: Texts, paper: Manuscript) =>
      rewriting(texts, paper, (source) =>
        isLatex(paper) ? source.replace(/``([^`']*)''/g, "“$1”") : source.replace(/(?<=^|\s)"([\p{L}][\p{L} ]*)"/gu, "“$1”"),
      ),
  },
  {
    name: "no-break spaces",
    apply: (texts: Texts, paper: Manuscript) =>
      rewriting(texts, paper, (source) =>
        isLatex(paper)
          ? source.replace(/(?<=\p{L}) (?=\\(?:cite|ref)\w*\{)/gu, "~")
          : source.replace(/(?<= \d+) (?=\p{Ll})/gu, "\u00a0"),
      ),
  },
  { name: "a byte order mark", apply: (texts: Texts, paper: Manuscript) => files(texts, paper, (text) => `\ufeff${text}`) },
].map((one) => ({ keepsOrder: true, ...one }));

function emphasised(source: string, latex: boolean): string {
  return source.replace(/(?<=[a-z] )([a-z]{6,})(?= [a-z]+ [a-z])/, latex ? "\\emph{$1}" : "*$1*");
}
