/** The commit status that people and merge rules see. Sending it twice does no harm, the last one counts: so it is sent again where GitHub failed. */
import { z } from "zod";
import { GitHubError } from "../../errors.ts";
import type { CommitStatus } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { notBeforeOf, RequestFault } from "../http/request-fault.ts";
import { parseFullName } from "../read/repository.ts";
import { type UnwrittenPart, unlessForbidden } from "./safe-write.ts";

/** UTF-16 units that GitHub takes. */
export const MAX_DESCRIPTION = 140;

/** All that a verdict stands for is written, and the verdict itself is not. */
export class VerdictUnwrittenError extends GitHubError {
  readonly verdict: CommitStatus;
  /** As of `notBeforeOf`. */
  readonly notBefore: number | undefined;
  constructor(at: string, verdict: CommitStatus, cause: RequestFault) {
    const fault = `everything else is written, and only this could not be set: ${cause.fault}`;
    super({
      code: "github-verdict-unwritten",
      at,
      fault,
      remedy: "Run the job again later: it sets the status, and repeats nothing",
      cause,
    });
    this.verdict = verdict;
    this.notBefore = notBeforeOf(cause);
  }
}

/** @returns what was not written, where the token may not write statuses  @throws VerdictUnwrittenError; InterruptedError */
export async function setVerdict(
  github: GitHubClient,
  repository: string,
  sha: string,
  verdict: CommitStatus,
): Promise<UnwrittenPart | undefined> {
  try {
    return await setCommitStatus(github, repository, sha, verdict);
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    throw new VerdictUnwrittenError(`the status ${github.statusContext} of ${sha.slice(0, 7)}`, verdict, error);
  }
}

/** @param options.lastWords goes out also after the run was told to stop
 *  @returns what was not written, where the token may not write statuses  @throws RequestFault */
export async function setCommitStatus(
  github: GitHubClient,
  repository: string,
  sha: string,
  { state, description, url }: CommitStatus,
  options: { readonly lastWords?: boolean } = {},
): Promise<UnwrittenPart | undefined> {
  const parameters = {
    ...parseFullName(repository),
    sha,
    context: github.statusContext,
    state,
    description: description.slice(0, MAX_DESCRIPTION),
    ...(url === undefined ? {} : { target_url: url }),
  };
  const answer = z.object({ id: z.int(), context: z.literal(github.statusContext), state: z.literal(state) });
  const send = () => github.send(({ rest }) => rest.repos.createCommitStatus(parameters), answer, options);
  const again = (error: unknown) => {
    const isRepeatable = error instanceof RequestFault && error.mayHaveSucceeded && error.retryAfter === undefined;
    if (isRepeatable && !options.lastWords) return send();
    throw error;
  };
  return (await unlessForbidden("statuses: write", `the status ${github.statusContext} (${state})`, () => send().catch(again)))
    .unwritten;
}

/** Whether some run has concluded on a commit: its status is there, and no longer pending. In doubt it is not. */
export async function hasFinalStatus(github: GitHubClient, repository: string, sha: string): Promise<boolean> {
  const answer = z.object({ statuses: z.array(z.object({ context: z.string(), state: z.string() })) });
  const parameters = { ...parseFullName(repository), ref: sha, per_page: 100 };
  try {
    const { statuses } = await github.send(({ rest }) => rest.repos.getCombinedStatusForRef(parameters), answer);
    return statuses.some(({ context, state }) => context === github.statusContext && state !== "pending");
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    github.log.warning(error.message);
    return false;
  }
}
