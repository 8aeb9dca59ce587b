/** The commit status that people and merge rules see. Sending it twice does no harm, the last one counts: so it is sent again where GitHub failed. */
import { z } from "zod";
import type { CommitStatus } from "../../publish/index.ts";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import { parseFullName } from "../read/repository.ts";
import { type UnwrittenPart, unlessForbidden } from "./safe-write.ts";

/** UTF-16 units that GitHub takes. */
const MAX_DESCRIPTION = 140;

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
  const send = () => github.send(({ rest }) => rest.repos.createCommitStatus(parameters), z.unknown(), options);
  const again = (error: unknown) => {
    if (error instanceof RequestFault && error.mayHaveSucceeded && !options.lastWords) return send();
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
