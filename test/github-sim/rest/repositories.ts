/** The repository, who may what in it, and who asks. */
import { complete } from "../contract/complete.ts";
import { required, userOf } from "../world/find.ts";
import { roleOf } from "../world/permissions.ts";
import { forbidden } from "../world/refusal.ts";
import { type Handler, ok, param, repositoryIn } from "./call.ts";
import { person } from "./render/people.ts";
import { repositoryBody } from "./render/repository.ts";

/** REST folds five roles into four words. */
const PERMISSION = { admin: "admin", maintain: "write", write: "write", triage: "read", read: "read" } as const;

const permission: Handler = (call) => {
  const repository = repositoryIn(call);
  const user = required(call.world.users.get(param(call, "username").toLowerCase()));
  const role = roleOf(repository, user.login);
  const body = person(call, user.login);
  const granted = role === undefined ? "none" : PERMISSION[role];
  return ok(
    complete("repository-collaborator-permission", {
      permission: granted,
      role_name: role ?? "none",
      user: complete("collaborator", { ...body, role_name: role ?? "none" }),
    }),
  );
};

/** An installation is nobody. */
const authenticated: Handler = (call) => {
  if (call.token.kind === "installation") throw forbidden();
  return ok(complete("public-user", person(call, userOf(call.world, call.token.login).login)));
};

export const repositories: Readonly<Record<string, Handler>> = {
  "repos/get": (call) => ok(repositoryBody(call, repositoryIn(call), "full-repository")),
  "repos/get-collaborator-permission-level": permission,
  "users/get-authenticated": authenticated,
};
