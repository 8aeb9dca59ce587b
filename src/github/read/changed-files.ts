/** The files that a pull request changes. Invariant: what is beyond GitHub's bound is told, never passed over as unchanged. */
import { z } from "zod";
import { isPlainPath } from "../../manuscript/index.ts";
import type { GitHubClient } from "../http/client.ts";
import type { ChangedFile, PullRequest } from "./pull-request.ts";
import { parseFullName } from "./repository.ts";

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

export interface ChangedFiles {
  readonly files: readonly ChangedFile[];
  readonly notes: readonly string[];
  /** Whether all are here. Where not, a file that is not here may have changed all the same. */
  readonly complete: boolean;
}

/** One request for each hundred files. */
export async function changedFiles(
  github: GitHubClient,
  { repository, number }: Pick<PullRequest, "repository" | "number">,
): Promise<ChangedFiles> {
  const { owner, name } = parseFullName(repository);
  const found: z.infer<typeof page> = [];
  for (let at = 1; (at - 1) * PAGE_SIZE < MAX_FILES; at++) {
    const parameters = { owner, repo: name, pull_number: number, per_page: PAGE_SIZE, page: at };
    const files = await github.get("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", parameters, page);
    found.push(...files);
    if (files.length < PAGE_SIZE) break;
  }
  const files = found.flatMap(({ filename: path, previous_filename: previousPath, status, patch }) =>
    isPlainPath(path)
      ? [{ path, status, ...(previousPath === undefined ? {} : { previousPath }), ...(patch === undefined ? {} : { patch }) }]
      : [],
  );
  const complete = found.length < MAX_FILES;
  const notes = complete ? [] : [`GitHub lists only the first ${MAX_FILES} changed files of this pull request`];
  return { files, notes, complete };
}
