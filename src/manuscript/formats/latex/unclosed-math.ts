/** Takes out the openings of math that nothing closes: from each of them the parser reads to the end of its piece, in vain.
 *  Invariant: as long as the text it was given; such an opening prints nothing anyway. */
import { scanLatex } from "./tokens.ts";

/** As long as an opening, a macro as it is, and prints nothing: the italic correction. */
const NOTHING = "\\/";

/** @param piece of a masked file */
export function withoutUnclosedMath(piece: string): string {
  if (!/\\[[(]/.test(piece)) return piece;
  const display: number[] = [];
  const inline: number[] = [];
  for (const token of scanLatex(piece)) {
    if (token.kind !== "macro") continue;
    if (token.name === "[") display.push(token.at);
    else if (token.name === "(") inline.push(token.at);
    else if (token.name === "]") display.pop();
    else if (token.name === ")") inline.pop();
  }
  let out = "";
  let done = 0;
  for (const at of [...display, ...inline].sort((a, b) => a - b)) {
    out += `${piece.slice(done, at)}${NOTHING}`;
    done = at + NOTHING.length;
  }
  return out + piece.slice(done);
}
