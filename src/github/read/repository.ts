/** A repository: its name as requests want it, and what a person may do in it by GitHub's own word. How somebody is associated with a pull request says nothing
 *  about that. */
import { z } from "zod";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/** @param fullName `owner/repo`
 *  @throws RangeError where it is no full name: whoever made it is wrong, not the user */
export function parseFullName(fullName: string): RepositoryName {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(fullName) ?? [];
  if (owner === undefined || repo === undefined) throw new RangeError(`no repository is called ${JSON.stringify(fullName)}`);
  return { owner, repo };
}

/** The role `maintain` counts as write, `triage` as read, and a role of an organisation's own as the one that it was made from. */
export type Permission = "admin" | "write" | "read" | "none";

/** @returns "none" for whoever is no collaborator, and for what GitHub may call it one day  @throws RequestFault */
export async function permissionOf(github: GitHubClient, repository: string, username: string): Promise<Permission> {
  const answer = z.object({ permission: z.enum(["admin", "write", "read", "none"]).catch("none") });
  const parameters = { ...parseFullName(repository), username };
  try {
    return (await github.send(({ rest }) => rest.repos.getCollaboratorPermissionLevel(parameters), answer)).permission;
  } catch (error) {
    if (error instanceof RequestFault && error.status === 404) return "none";
    throw error;
  }
}
