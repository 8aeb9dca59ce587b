/** The files that a pull request changes, and on which of their lines a review may comment. Invariants: what is beyond GitHub's bound is reported, never taken for
 *  unchanged; a line that is offered lies in a hunk, for one outside makes GitHub refuse the whole review, and a patch that cannot be read offers none. */
import { z } from "zod";
import { isPlainPath } from "../../manuscript/index.ts";
import type { DiffLines } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import type { PullRequest } from "./pull-request.ts";
import { parseFullName } from "./repository.ts";

export interface ChangedFile {
  readonly path: string;
  /** Of a renamed one. */
  readonly previousPath?: string;
  readonly status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed" | "unchanged";
  /** Absent for binary files and for changes that are too large for GitHub to show. */
  readonly patch?: string;
}

export interface ChangedFiles {
  readonly files: readonly ChangedFile[];
  readonly notes: readonly string[];
  /** Whether all are here. Where not, a file that is not here may have changed all the same. */
  readonly complete: boolean;
}

/** GitHub lists no more, whatever is asked. */
const MAX_FILES = 3_000;
const PAGE_SIZE = 100;

const page = z.array(
  z.object({
    filename: z.string(),
    previous_filename: z.string().optional(),
    status: z.enum(["added", "removed", "modified", "renamed", "copied", "changed", "unchanged"]),
    patch: z.string().optional(),
  }),
);

/** One request for each hundred files. */
export async function changedFiles(
  github: GitHubClient,
  { repository, number }: Pick<PullRequest, "repository" | "number">,
): Promise<ChangedFiles> {
  const parameters = { ...parseFullName(repository), pull_number: number, per_page: PAGE_SIZE };
  const pages = github.pages(({ rest, paginate }) => paginate.iterator(rest.pulls.listFiles, parameters), page);
  const listed: z.infer<typeof page> = [];
  for await (const files of pages) {
    listed.push(...files);
    if (listed.length >= MAX_FILES) break;
  }
  const files = listed.flatMap(({ filename: path, previous_filename: previousPath, status, patch }) =>
    isPlainPath(path)
      ? [{ path, status, ...(previousPath === undefined ? {} : { previousPath }), ...(patch === undefined ? {} : { patch }) }]
      : [],
  );
  const complete = listed.length < MAX_FILES;
  const notes = complete ? [] : [`GitHub lists only the first ${MAX_FILES} changed files of this pull request`];
  return { files, notes, complete };
}

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
