/** Check runs. */
import { z } from "zod";
import { complete } from "../contract/complete.ts";
import type { JsonObject } from "../contract/description.ts";
import { requiredCommit } from "../world/commits.ts";
import { required } from "../world/find.ts";
import { invalid } from "../world/refusal.ts";
import { moment } from "../world/settings.ts";
import { type CheckRun, newId, type Repository } from "../world/world.ts";
import { bodyIn, type Call, created, type Handler, numberParam, ok, param, repositoryIn } from "./call.ts";
import { page } from "./page.ts";
import { nodeId, repositoryPath, webOf } from "./render/names.ts";
import { viaApp } from "./render/people.ts";

/** Of one request; the description has it too, and is asked first. */
const Asked = z.object({
  name: z.string().optional(),
  head_sha: z.string().optional(),
  status: z.string().optional(),
  conclusion: z.string().optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  output: z
    .object({
      title: z.string().optional(),
      summary: z.string().optional(),
      text: z.string().optional(),
      annotations: z.array(z.unknown()).optional(),
    })
    .optional(),
});
type Asked = z.infer<typeof Asked>;

function shown({ api, settings, world }: Call, repository: Repository, { id, sha, name, author, fields }: CheckRun): JsonObject {
  return complete("check-run", {
    ...fields,
    ...{ id, name, head_sha: sha, node_id: nodeId("CheckRun", id), pull_requests: [], app: viaApp({ world }, author) },
    url: `${api}${repositoryPath(repository)}/check-runs/${id}`,
    html_url: `${webOf(settings.web, repository)}/runs/${id}`,
    // GitHub puts it into a suite of its own choice.
    check_suite: { id: 1 },
  });
}

function fieldsOf(call: Call, { output, ...asked }: Asked, before: CheckRun["fields"]): CheckRun["fields"] {
  const count = z.object({ annotations_count: z.number() }).safeParse(before["output"]).data?.annotations_count ?? 0;
  const conclusion = asked.conclusion ?? before["conclusion"] ?? null;
  const { title = null, summary = null, text = null, annotations = [] } = output ?? {};
  const completed = conclusion !== null;
  return {
    details_url: asked.details_url ?? before["details_url"] ?? null,
    external_id: asked.external_id ?? before["external_id"] ?? "",
    status: completed ? "completed" : (asked.status ?? before["status"] ?? "queued"),
    conclusion,
    started_at: before["started_at"] ?? moment(call.settings),
    completed_at: completed ? moment(call.settings) : null,
    output:
      output === undefined && before["output"] !== undefined
        ? before["output"]
        : {
            title,
            summary,
            text,
            annotations_count: count + annotations.length,
            annotations_url: "https://unset.invalid/annotations",
          },
  };
}

const create: Handler = (call) => {
  const repository = repositoryIn(call);
  const asked = bodyIn(call, Asked);
  const sha = requiredCommit(repository, asked.head_sha ?? "");
  const check: CheckRun = {
    id: newId(call.world),
    sha,
    name: asked.name ?? "",
    author: call.token.login,
    fields: fieldsOf(call, asked, {}),
  };
  repository.checks.push(check);
  return created(shown(call, repository, check));
};

const update: Handler = (call) => {
  const repository = repositoryIn(call);
  const check = required(repository.checks.find(({ id }) => id === numberParam(call, "check_run_id")));
  const asked = bodyIn(call, Asked);
  if (asked.head_sha !== undefined) throw invalid({ resource: "CheckRun", code: "custom", field: "head_sha" });
  Object.assign(check.fields, fieldsOf(call, asked, check.fields));
  return ok(shown(call, repository, check));
};

const list: Handler = (call) => {
  const repository = repositoryIn(call);
  const sha = requiredCommit(repository, param(call, "ref"));
  const found = repository.checks.filter((check) => check.sha === sha);
  const path = `${repositoryPath(repository)}/commits/${param(call, "ref")}/check-runs`;
  return page(
    call,
    path,
    found,
    (check) => shown(call, repository, check),
    (checks) => ({ total_count: found.length, check_runs: checks }),
  );
};

export const checks: Readonly<Record<string, Handler>> = {
  "checks/create": create,
  "checks/update": update,
  "checks/list-for-ref": list,
};
