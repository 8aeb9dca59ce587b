/** Which lines of the head a review may comment on, read off the patches. Invariant: a line that is named here lies in a hunk; one outside sinks the
 *  whole review, so a patch that cannot be read offers none. */
import type { DiffLines } from "../../publish/index.ts";
import type { ChangedFile } from "./pull-request.ts";

type Hunk = { readonly first: number; readonly last: number };

/** By path of the head, each hunk's lines there, context included. Files without a patch (binary, too large) and removed ones are not in it. */
export function diffLines(files: readonly ChangedFile[]): DiffLines {
  return new Map(
    files.flatMap(({ path, status, patch }) => {
      const hunks = status === "removed" || patch === undefined ? [] : hunksOf(patch);
      return hunks.length > 0 ? [[path, hunks] as const] : [];
    }),
  );
}

/**     @@ -12,7 +12,9 @@ \section{Methods}
 *               ^^^^ first line and number of lines on the head's side; one line where no number stands, none after `,0`: only deleted */
const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/;

/** Lines end at \n alone: a manuscript's own carriage return or line separator, with a hunk's head after it, begins none. */
function hunksOf(patch: string): Hunk[] {
  return patch.split("\n").flatMap((line) => {
    const [, start, length = "1"] = HUNK.exec(line) ?? [];
    const [first, lines] = [Number(start), Number(length)];
    return start !== undefined && lines > 0 ? [{ first, last: first + lines - 1 }] : [];
  });
}
