/** Where the command line reads from and writes to: an argument everywhere, so that a test can be a terminal too. */

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  /** Of standard output, in characters; what text is wrapped to. */
  readonly columns: number;
  /** Progress is drawn only where a person watches. */
  readonly errIsTerminal: boolean;
  /** @throws the stream's own error, such as ENOSPC or EPIPE */
  out(text: string): Promise<void>;
  err(text: string): void;
}

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    env,
    directory: process.cwd(),
    columns: stdout.columns ?? 100,
    errIsTerminal: stderr.isTTY === true,
    // One listener for the whole life of the stream: a failed write both calls back and emits.
    out: writerOf(stdout),
    err: (text) => void stderr.write(text),
  };
}

function writerOf(stream: NodeJS.WriteStream): (text: string) => Promise<void> {
  stream.on("error", () => {}); // told to the caller by the callback below
  return (text) => new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));
}
