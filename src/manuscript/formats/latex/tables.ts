/** Tables: each is one passage, each of its cells a group with a background and letters of its own. */
import { type Argument, literalText } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";
import type { FileReader } from "./state.ts";

/** One passage, whatever blank lines part its rows. Each cell is a group. @param specification of the columns */
export function readTable(specification: Argument, body: readonly LatexNode[], file: FileReader): void {
  const { flow, paper } = file;
  const rows = body.filter((node) => node.kind !== "paragraph end");
  const columns = columnsOf(specification ?? [], (letter) => paper.definitions.columnType(letter));
  const { table, onCell } = flow;
  flow.aside("table", () =>
    flow.withVisibility(flow.visibility, () => {
      flow.table = { outside: flow.visibility, columns, column: 0, row: 0, rowBackground: "page" };
      flow.onCell = (declaration) => {
        const keeps = declaration.some((node) => node.kind === "macro" && node.name === "setbox");
        if (keeps) flow.visibility = { ...flow.visibility, hiddenBy: "a box that is not used" };
        else file.walk(declaration.filter((node) => node.kind !== "text"));
      };
      flow.visibility = flow.rowVisibility();
      flow.onCell(columns[0] ?? []);
      file.walk(rows);
    }),
  );
  flow.table = table;
  flow.onCell = onCell;
}

/** Columns, and column types within each other. */
const MOST_COLUMNS = 200;
const DEEPEST_TYPES = 5;

type ColumnTypes = (letter: string) => readonly LatexNode[] | undefined;

/** What `>{…}` puts before the cells of each column. */
function columnsOf(specification: readonly LatexNode[], typeOf: ColumnTypes, depth = 0): readonly (readonly LatexNode[])[] {
  const reader = new ColumnReader(typeOf, depth);
  if (depth <= DEEPEST_TYPES) for (const node of specification) reader.read(node);
  return reader.columns;
}

class ColumnReader {
  readonly columns: (readonly LatexNode[])[] = [];
  readonly #typeOf: ColumnTypes;
  readonly #depth: number;
  #before: readonly LatexNode[] = [];
  #sign = "";
  /** Of `*{3}`, which another group follows. */
  #copies: number | undefined;

  constructor(typeOf: ColumnTypes, depth: number) {
    this.#typeOf = typeOf;
    this.#depth = depth;
  }

  read(node: LatexNode): void {
    if (this.columns.length > MOST_COLUMNS) return;
    if (node.kind === "text") for (const letter of node.text) this.#letter(letter);
    else if (node.kind === "group") this.#group(node.children);
  }

  #letter(letter: string): void {
    this.#sign = letter;
    if (!/[a-zA-Z]/.test(letter)) return;
    for (const inner of ofLetter(letter, this.#typeOf, this.#depth)) this.columns.push([...this.#before, ...inner]);
    this.#before = [];
  }

  #group(children: readonly LatexNode[]): void {
    if (this.#sign === ">") this.#before = children;
    const copies = this.#copies;
    this.#copies = this.#sign === "*" && copies === undefined ? Number(literalText(children)) || 0 : undefined;
    if (copies !== undefined) this.columns.push(...repeated(columnsOf(children, this.#typeOf, this.#depth + 1), copies));
  }
}

/** One column, or those that \newcolumntype makes of a letter. */
function ofLetter(letter: string, typeOf: ColumnTypes, depth: number): readonly (readonly LatexNode[])[] {
  const own = typeOf(letter);
  return own === undefined ? [[]] : columnsOf(own, typeOf, depth + 1);
}

function repeated<T>(items: readonly T[], times: number): T[] {
  return Array.from({ length: Math.min(times, MOST_COLUMNS) }, () => items)
    .flat()
    .slice(0, MOST_COLUMNS);
}
