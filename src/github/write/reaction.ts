/** A reaction on the comment that commanded: the first and the last that its writer sees. It is a courtesy: where it fails, the log says so and the run goes on. */
import { z } from "zod";
import { UserError } from "../../errors.ts";
import type { GitHubClient } from "../http/client.ts";
import { parseFullName } from "../read/repository.ts";
import { type UnwrittenPart, unlessForbidden } from "./unwritten.ts";

export type Reaction = "eyes" | "rocket" | "confused";

/** GitHub keeps one of each kind from each writer, so a repeated one changes nothing.
 *  @returns what was lost, where the token may not react  @throws what the run was stopped with */
export async function react(
  github: GitHubClient,
  repository: string,
  comment: number,
  content: Reaction,
): Promise<UnwrittenPart | undefined> {
  const { owner, name } = parseFullName(repository);
  const parameters = { owner, repo: name, comment_id: comment, content };
  const send = () => github.send("POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions", parameters, z.unknown());
  try {
    return (await unlessForbidden("issues: write or pull-requests: write", `the reaction ${content}`, send)).unwritten;
  } catch (error) {
    if (!(error instanceof UserError) || error.kind !== "github") throw error;
    github.log.warning(error.message);
    return undefined;
  }
}
