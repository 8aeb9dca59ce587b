/** What a person may do in a repository, by GitHub's own word: how somebody is associated with a pull request says nothing about that. */
import { z } from "zod";
import type { GitHubClient } from "../http/client.ts";
import { RequestFault } from "../http/request-fault.ts";
import { parseFullName } from "./repository.ts";

/** `maintain` is told as write, `triage` as read, and a role of an organisation's own as the one that it was made from. */
export type Permission = "admin" | "write" | "read" | "none";

/** @returns "none" for whoever is no collaborator, and for what GitHub may call it one day  @throws RequestFault */
export async function permissionOf(github: GitHubClient, repository: string, login: string): Promise<Permission> {
  const { owner, name } = parseFullName(repository);
  const answer = z.object({ permission: z.enum(["admin", "write", "read", "none"]).catch("none") });
  const route = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
  try {
    return (await github.get(route, { owner, repo: name, username: login }, answer)).permission;
  } catch (error) {
    if (error instanceof RequestFault && error.status === 404) return "none";
    throw error;
  }
}
