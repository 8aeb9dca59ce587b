/** Where the command line reads from and writes to, an argument everywhere, so that a test can be a terminal too; and the line of progress on it. */
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline/promises";
import { plainText } from "../publish/index.ts";
import type { ReviewProgress } from "../review/index.ts";
import { fromSnakeCase, percentRead, thousands, truncate } from "../text.ts";
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  /** The folder of the bundle that runs: the model server's package lies beside it. */
  readonly program: string;
  /** Of standard output, in characters; what text is wrapped to. */
  readonly columns: number;
  /** Of standard error, likewise: the two may be different terminals, or one of them none. */
  readonly errColumns: number;
  /** Progress is drawn only on a terminal. */
  readonly errIsTerminal: boolean;
  /** Asks the user at the terminal, and resolves with the line that they type; absent where input is no terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** @throws the stream's own error, such as ENOSPC or EPIPE */
  out(text: string): Promise<void>;
  err(text: string): void;
}

/** Characters a line where nothing says how wide it is. */
const USUAL_COLUMNS = 100;

/** @param program folder of the entry: a part of the bundle may lie elsewhere */
export function processTerminal(program: string): Terminal {
  const { stdin, stdout, stderr, env } = process;
  stderr.on("error", () => {}); // standard error is gone: there is no other place for a message
  return {
    env,
    directory: process.cwd(),
    program,
    // Asked each time: a person may make the window wider meanwhile.
    get columns() {
      return stdout.columns || USUAL_COLUMNS;
    },
    get errColumns() {
      return stderr.columns || USUAL_COLUMNS;
    },
    // A dumb terminal, such as an editor's, cannot take a line away again.
    errIsTerminal: stderr.isTTY === true && env["TERM"] !== "dumb",
    ...(stdin.isTTY === true && stderr.isTTY === true && { ask: askPerson }),
    out: writerOf(stdout),
    err: (text) => void stderr.write(text),
  };
}

async function askPerson(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

function writerOf(stream: NodeJS.WriteStream): (text: string) => Promise<void> {
  // One listener for the whole life of the stream: a failed write both calls back and emits.
  stream.on("error", () => {}); // reported to the caller by the callback below
  return (text) => new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
}

/** What is going on, on standard error: on a terminal one line that is redrawn, else a line now and then. */
export interface ProgressLine {
  /** What happens now, in a few words, and how far it is. */
  show(activity: string, detail?: string): void;
  /** A line that stays; on a terminal only. */
  print(line: string): void;
  onReview(progress: ReviewProgress): void;
  /** Takes the line away where one stands. */
  end(): void;
}

/** What the steps of one command work with. */
export interface CommandRun {
  readonly terminal: Terminal;
  readonly progress: ProgressLine;
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
}

/** Does a command's work with a line of progress, which is taken away at the end, also where the work fails. */
export async function withProgress<T>(
  terminal: Terminal,
  signal: AbortSignal,
  work: (run: CommandRun) => Promise<T>,
): Promise<T> {
  const progress = progressLine(terminal, () => performance.now());
  try {
    return await work({ terminal, progress, signal });
  } finally {
    progress.end();
  }
}

/** Milliseconds between two drawings: a faster line cannot be read. */
const REDRAW_EVERY = 100;
/** Erases from the cursor to the end of the line: written after the words, so that the line never stands empty. */
const ERASE_REST = "\u001b[K";
const ERASE_LINE = `\r${ERASE_REST}`;

/** @param now milliseconds of a clock that never goes back */
export function progressLine(terminal: Terminal, now: () => number): ProgressLine {
  if (!terminal.errIsTerminal) return progressLog(terminal, now);
  /** When the line that stands was drawn. */
  let drawn = -Infinity;
  let writingSince: number | undefined;
  const draw = (what: string, always: boolean) => {
    if (!always && now() - drawn < REDRAW_EVERY) return;
    drawn = now();
    terminal.err(`\r${fitted(what, terminal)}${ERASE_REST}`);
  };
  const line: ProgressLine = {
    show: (activity, detail) => draw(`${detail === undefined ? activity : `${activity}: ${detail}`} …`, true),
    print: (text) => {
      terminal.err(`\r${fitted(text, terminal)}${ERASE_REST}\n`);
      drawn = -Infinity;
    },
    onReview(progress) {
      if (progress.stage !== "writing") writingSince = progress.stage === "concern" ? writingSince : undefined;
      switch (progress.stage) {
        case "prompt":
          return line.show(`asking with ${thousands(progress.report.tokens)} tokens`);
        case "question":
          return line.show(`question ${progress.question} of ${progress.questions}`);
        case "waiting":
          return draw(`${waitingWords(progress.place)} …`, true);
        case "reading":
          return draw(readingWords(progress.tokensRead, progress.tokensTotal), false);
        case "writing": {
          writingSince ??= now();
          const seconds = (now() - writingSince) / 1000;
          const speed = seconds > 0.5 ? `, ${(progress.tokensWritten / seconds).toFixed(1)} tokens/s` : "";
          return draw(`writing: ${thousands(progress.tokensWritten)} tokens${speed}`, false);
        }
        case "concern":
          return line.print(
            `  ${progress.concern.severity} · ${fromSnakeCase(progress.concern.category)} · ${progress.concern.text}`,
          );
        case "retry":
          return line.print(`  asking again: ${progress.because}`);
        case "embedding":
          return line.show(`looking for concerns that say the same (${progress.texts})`);
      }
    },
    end() {
      if (drawn !== -Infinity) terminal.err(ERASE_LINE);
      drawn = -Infinity;
    },
  };
  return line;
}

/** Milliseconds between two lines of a log. */
const LOG_EVERY = 10_000;

/** Where standard error is no terminal: a line every ten seconds, so that the log of a long run shows that it goes on; nothing of a short one. */
function progressLog(terminal: Terminal, now: () => number): ProgressLine {
  let told = now();
  let question = "";
  const tell = (what: string) => {
    if (now() - told < LOG_EVERY) return;
    told = now();
    terminal.err(`bioreview: ${plainText(what)}\n`);
  };
  return {
    show: (activity, detail) => tell(detail === undefined ? activity : `${activity}: ${detail}`),
    print() {},
    onReview(progress) {
      switch (progress.stage) {
        case "question":
          question = `question ${progress.question} of ${progress.questions}, `;
          return tell(question.slice(0, -2));
        case "waiting":
          return tell(`${question}${waitingWords(progress.place)}`);
        case "reading":
          return tell(`${question}${readingWords(progress.tokensRead, progress.tokensTotal)}`);
        case "writing":
          return tell(`${question}writing: ${thousands(progress.tokensWritten)} tokens`);
        case "embedding":
          return tell(`looking for concerns that say the same (${progress.texts})`);
      }
    },
    end() {},
  };
}

function waitingWords(place: number): string {
  return place === 0 ? "waiting: next in line" : `waiting: ${place} before us`;
}

function readingWords(read: number, total: number): string {
  return `reading the paper: ${percentRead(read, Math.max(1, total))} of ${thousands(total)} tokens`;
}

/** One line that fits: a longer one would be broken by the terminal, and its first half could not be taken away again. */
function fitted(text: string, { errColumns }: Terminal): string {
  const indent = /^ */.exec(text)?.[0] ?? "";
  return truncate(indent + plainText(text), Math.max(20, errColumns - 1));
}
