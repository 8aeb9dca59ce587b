/** One line on standard error that says what is going on, drawn over and over where a person watches; nothing where nobody does. */

import { plainText } from "../publish/index.ts";
import type { ReviewProgress } from "../review/index.ts";
import { fromSnakeCase, percentRead, thousands, truncate } from "../text.ts";
import type { Terminal } from "./terminal.ts";

export interface ProgressLine {
  /** What happens now, in a few words, and how far it is. */
  say(activity: string, detail?: string): void;
  /** A line that stays. */
  keep(line: string): void;
  onReview(progress: ReviewProgress): void;
  /** Takes the line away. */
  end(): void;
}

/** Milliseconds between two drawings: a faster line cannot be read. */
const REDRAW_EVERY = 100;
/** Erases from the cursor to the end of the line: written after the words, so that the line never stands empty. */
const ERASE_REST = "\u001b[K";
const ERASE_LINE = `\r${ERASE_REST}`;

/** @param now milliseconds of a clock that never goes back */
export function progressLine(terminal: Terminal, now: () => number): ProgressLine {
  if (!terminal.errIsTerminal) return { say() {}, keep() {}, onReview() {}, end() {} };
  let drawn = -Infinity;
  let writingSince: number | undefined;
  const draw = (what: string, always: boolean) => {
    if (!always && now() - drawn < REDRAW_EVERY) return;
    drawn = now();
    terminal.err(`\r${fitted(what, terminal)}${ERASE_REST}`);
  };
  const line: ProgressLine = {
    say: (activity, detail) => draw(`${detail === undefined ? activity : `${activity}: ${detail}`} …`, true),
    keep: (text) => {
      terminal.err(`\r${fitted(text, terminal)}${ERASE_REST}\n`);
      drawn = -Infinity;
    },
    onReview(progress) {
      if (progress.stage !== "writing") writingSince = progress.stage === "concern" ? writingSince : undefined;
      switch (progress.stage) {
        case "prompt":
          return line.say(`asking with ${thousands(progress.report.tokens)} tokens`);
        case "waiting":
          return draw(progress.place === 0 ? "waiting: next in line …" : `waiting: ${progress.place} before us …`, true);
        case "reading":
          return draw(readingWords(progress.tokensRead, progress.tokensTotal), false);
        case "writing": {
          writingSince ??= now();
          const seconds = (now() - writingSince) / 1000;
          const speed = seconds > 0.5 ? `, ${(progress.tokensWritten / seconds).toFixed(1)} tokens/s` : "";
          return draw(`writing: ${thousands(progress.tokensWritten)} tokens${speed}`, false);
        }
        case "concern":
          return line.keep(
            `  ${progress.concern.severity} · ${fromSnakeCase(progress.concern.category)} · ${progress.concern.text}`,
          );
        case "retry":
          return line.keep(`  asking again: ${progress.because}`);
        case "embedding":
          return line.say(`looking for concerns that say the same (${progress.texts})`);
      }
    },
    end: () => terminal.err(ERASE_LINE),
  };
  return line;
}

function readingWords(read: number, total: number): string {
  return `reading the paper: ${percentRead(read, Math.max(1, total))} of ${thousands(total)} tokens`;
}

/** One line that fits: a longer one would be broken by the terminal, and its first half could not be taken away again. */
function fitted(text: string, { errColumns }: Terminal): string {
  const indent = /^ */.exec(text)?.[0] ?? "";
  return truncate(indent + plainText(text), Math.max(20, errColumns - 1));
}
