/** Shows how far a download is: a line that redraws itself on a terminal, else a line for each tenth. */

export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Characters of the bar. */
const WIDTH = 30;

/** @param title what is fetched
 *  @returns a function to call with the bytes that are here, and those in all where known */
export function progressOf(title: string, output: Output): (here: number, total: number | undefined) => void {
  let last = -1;
  return (here, total) => {
    if (total === undefined || total === 0) return;
    const percent = Math.floor((100 * here) / total);
    const step = output.isTTY ? percent : Math.floor(percent / 10) * 10;
    if (step === last) return;
    last = step;
    const amount = `${megabytes(here)} of ${megabytes(total)} MB`;
    if (!output.isTTY) output.write(`${title}: ${step} % (${amount})\n`);
    else {
      const full = Math.floor((WIDTH * here) / total);
      const bar = "#".repeat(full) + "-".repeat(WIDTH - full);
      output.write(`\r${title} [${bar}] ${percent} % (${amount})${here === total ? "\n" : ""}`);
    }
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}
