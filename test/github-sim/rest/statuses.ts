/** Commit statuses. */
import { z } from "zod";
import { complete } from "../contract/complete.ts";
import { requiredCommit } from "../world/commits.ts";
import { addStatus, latestStatuses, statusesOf } from "../world/statuses.ts";
import type { Status } from "../world/world.ts";
import { bodyIn, created, type Handler, ok, param, repositoryIn } from "./call.ts";
import { page } from "./page.ts";
import { repositoryPath } from "./render/names.ts";
import { repositoryBody } from "./render/repository.ts";
import { simpleStatusBody, statusBody } from "./render/status.ts";

const NewStatus = z.object({
  state: z.enum(["error", "failure", "pending", "success"]),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
  context: z.string().optional(),
});

const create: Handler = (call) => {
  const repository = repositoryIn(call);
  const { state, target_url: targetUrl = null, description = null, context = "default" } = bodyIn(call, NewStatus);
  const asked = { sha: param(call, "sha"), state, context, description, targetUrl, author: call.token.login };
  return created(statusBody(call, repository, addStatus(call.world, repository, asked, call.settings)));
};

const list: Handler = (call) => {
  const repository = repositoryIn(call);
  const sha = requiredCommit(repository, param(call, "ref"));
  const path = `${repositoryPath(repository)}/commits/${param(call, "ref")}/statuses`;
  return page(call, path, statusesOf(repository, sha), (status) => statusBody(call, repository, status));
};

const combined: Handler = (call) => {
  const repository = repositoryIn(call);
  const sha = requiredCommit(repository, param(call, "ref"));
  const latest = latestStatuses(repository, sha);
  const own = `${call.api}${repositoryPath(repository)}/commits/${sha}`;
  return ok(
    complete("combined-commit-status", {
      state: together(latest),
      sha,
      total_count: latest.length,
      statuses: latest.map((status) => simpleStatusBody(call, repository, status)),
      repository: repositoryBody(call, repository, "minimal-repository"),
      commit_url: own,
      url: `${own}/status`,
    }),
  );
};

function together(statuses: readonly Status[]): string {
  const states = statuses.map(({ state }) => state);
  if (states.some((state) => state === "error" || state === "failure")) return "failure";
  return states.length === 0 || states.includes("pending") ? "pending" : "success";
}

export const statuses: Readonly<Record<string, Handler>> = {
  "repos/create-commit-status": create,
  "repos/list-commit-statuses-for-ref": list,
  "repos/get-combined-status-for-ref": combined,
};
