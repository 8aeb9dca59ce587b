/** The commit status that people and merge rules see. Sending it twice does no harm, the last one counts: so it is sent again where GitHub failed. */
import { z } from "zod";
import { GitHubError } from "../../errors.ts";
import type { CommitStatus, NamedStatus } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { notBeforeOf, RequestFault } from "../http/request-fault.ts";
import { parseFullName } from "../read/repository.ts";
import { type UnwrittenPart, unlessForbidden } from "./safe-write.ts";

/** UTF-16 units that GitHub takes. */
export const MAX_DESCRIPTION = 140;

/** All that a verdict stands for is written, and the verdict itself is not. */
export class VerdictUnwrittenError extends GitHubError {
  /** What is not said, in its order. */
  readonly unsaid: readonly NamedStatus[];
  /** As of `notBeforeOf`. */
  readonly notBefore: number | undefined;
  constructor(at: string, unsaid: readonly NamedStatus[], cause: RequestFault) {
    const fault = `everything else is written, and only this could not be set: ${cause.fault}`;
    super({
      code: "github-verdict-unwritten",
      at,
      fault,
      remedy: "Run the job again later: it sets the status, and repeats nothing",
      cause,
    });
    this.unsaid = unsaid;
    this.notBefore = notBeforeOf(cause);
  }
}

/** @returns what was not written, where the token may not write statuses  @throws VerdictUnwrittenError; InterruptedError */
export async function setVerdicts(
  github: GitHubClient,
  repository: string,
  sha: string,
  verdicts: readonly NamedStatus[],
): Promise<UnwrittenPart[]> {
  for (const [k, { context, status }] of verdicts.entries()) {
    try {
      const part = await setCommitStatus(github, repository, sha, status, { context });
      if (part !== undefined) return [part]; // the token may set none of them
    } catch (error) {
      if (!(error instanceof RequestFault)) throw error;
      throw new VerdictUnwrittenError(`the status ${context} of ${sha.slice(0, 7)}`, verdicts.slice(k), error);
    }
  }
  return [];
}

/** @param options.context of another status than that of the whole pull request   @param options.lastWords goes out also after the run was told to stop
 *  @returns what was not written, where the token may not write statuses  @throws RequestFault */
export async function setCommitStatus(
  github: GitHubClient,
  repository: string,
  sha: string,
  { state, description, url }: CommitStatus,
  { context = github.statusContext, ...options }: { readonly context?: string; readonly lastWords?: boolean } = {},
): Promise<UnwrittenPart | undefined> {
  const parameters = {
    ...parseFullName(repository),
    sha,
    context,
    state,
    description: description.slice(0, MAX_DESCRIPTION),
    ...(url === undefined ? {} : { target_url: url }),
  };
  const answer = z.object({ id: z.int(), context: z.literal(context), state: z.literal(state) });
  const send = () => github.send(({ rest }) => rest.repos.createCommitStatus(parameters), answer, options);
  const again = (error: unknown) => {
    const isRepeatable = error instanceof RequestFault && error.mayHaveSucceeded && error.retryAfter === undefined;
    if (isRepeatable && !options.lastWords) return send();
    throw error;
  };
  return (await unlessForbidden("statuses: write", `the status ${context} (${state})`, () => send().catch(again))).unwritten;
}

/** Whether some run has concluded on a commit: its status is there, and no longer pending. In doubt it is not. */
export async function hasFinalStatus(github: GitHubClient, repository: string, sha: string): Promise<boolean> {
  try {
    const statuses = await statusesOf(github, repository, sha);
    return statuses.some(({ context, status: { state } }) => context === github.statusContext && state !== "pending");
  } catch (error) {
    if (!(error instanceof RequestFault)) throw error;
    github.log.warning(error.message);
    return false;
  }
}

/** The latest of each context, a hundred at most. @throws RequestFault */
export async function statusesOf(github: GitHubClient, repository: string, sha: string): Promise<NamedStatus[]> {
  const state = z.enum(["pending", "success", "failure", "error"]);
  const answer = z.object({
    statuses: z.array(z.object({ context: z.string(), state, description: z.string().nullish() })),
  });
  const parameters = { ...parseFullName(repository), ref: sha, per_page: 100 };
  const { statuses } = await github.send(({ rest }) => rest.repos.getCombinedStatusForRef(parameters), answer);
  return statuses.map(({ context, state, description }) => ({ context, status: { state, description: description ?? "" } }));
}
