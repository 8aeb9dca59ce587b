/** What became of each manuscript of a batch, as a table for spreadsheets and one for people. Invariant: a foreign text is a text there, never a formula or markup. */
import { escapeMarkdown, plainText } from "../publish/index.ts";
import { counted } from "../text.ts";
import type { BatchOutcome } from "./batch-folder.ts";
import type { BatchItem, UnreadFile } from "./batch-items.ts";

interface Row {
  readonly item: BatchItem;
  readonly outcome: BatchOutcome;
}
const COLUMNS = ["manuscript", "outcome", "title", "major", "minor", "optional", "tokens", "seconds", "result", "fault"] as const;

/** Columns with a text that is not ours; a file's name has to be copied as it stands. */
const FOREIGN: ReadonlySet<string | undefined> = new Set(["manuscript", "title", "fault"] satisfies (typeof COLUMNS)[number][]);

function cellsOf({ item, outcome }: Row): readonly string[] {
  const { path, name } = item;
  switch (outcome.kind) {
    case "reviewed": {
      const { title, counts, tokens, seconds } = outcome;
      return [
        path,
        "reviewed",
        title,
        ...[counts.major, counts.minor, counts.optional, tokens].map(String),
        seconds.toFixed(1),
        `${name}.json`,
        "",
      ];
    }
    case "failed":
      return [path, "failed", "", "", "", "", "", "", `${name}.error.json`, outcome.message];
    case "left":
      return [path, "left", "", "", "", "", "", "", "", ""];
  }
}

const unreadCells = ({ path, remedy }: UnreadFile): readonly string[] => [path, "left out", "", "", "", "", "", "", "", remedy];

/** RFC 4180. What a spreadsheet would take for a formula is text there. */
export function summaryCsv(rows: readonly Row[], unread: readonly UnreadFile[] = []): string {
  const cell = (text: string) => {
    const plain = plainText(text);
    const inert = /^[=+\-@\t]/.test(plain) ? `'${plain}` : plain;
    return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
  };
  return `${[COLUMNS, ...rows.map(cellsOf), ...unread.map(unreadCells)].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function summaryMarkdown(rows: readonly Row[], unread: readonly UnreadFile[] = []): string {
  const count = (kind: BatchOutcome["kind"]) => rows.filter(({ outcome }) => outcome.kind === kind).length;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const cell = (text: string) => escapeMarkdown(plainText(text)).replaceAll("|", "\\|");
  return `${[
    `${rows.length} manuscripts: ${count("reviewed")} reviewed, ${count("failed")} failed, ${count("left")} left.${unread.length === 0 ? "" : ` ${counted(unread.length, "file")} left out, of formats that are not read.`}`,
    "",
    line(COLUMNS),
    line(COLUMNS.map(() => "---")),
    ...[...rows.map(cellsOf), ...unread.map(unreadCells)].map((cells) =>
      line(cells.map((text, column) => (FOREIGN.has(COLUMNS[column]) ? cell(text) : text))),
    ),
  ].join("\n")}\n`;
}
