/** Where the command line reads from and writes to: an argument everywhere, so that a test can be a terminal too. */

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  /** The folder of the bundle that runs: the model server's package lies beside it. */
  readonly program: string;
  /** Of standard output, in characters; what text is wrapped to. */
  readonly columns: number;
  /** Of standard error, likewise: the two may be different terminals, or one of them none. */
  readonly errColumns: number;
  /** Progress is drawn only where a person watches. */
  readonly errIsTerminal: boolean;
  /** @throws the stream's own error, such as ENOSPC or EPIPE */
  out(text: string): Promise<void>;
  err(text: string): void;
}

/** Characters a line where nothing says how wide it is. */
const USUAL_COLUMNS = 100;

/** @param program folder of the entry: a part of the bundle may lie elsewhere */
export function processTerminal(program: string): Terminal {
  const { stdout, stderr, env } = process;
  stderr.on("error", () => {}); // nobody is left to tell
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
    out: writerOf(stdout),
    err: (text) => void stderr.write(text),
  };
}

function writerOf(stream: NodeJS.WriteStream): (text: string) => Promise<void> {
  // One listener for the whole life of the stream: a failed write both calls back and emits.
  stream.on("error", () => {}); // told to the caller by the callback below
  return (text) => new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
}
