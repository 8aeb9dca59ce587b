/** One GraphQL request from token to answer. Invariant: a document that GitHub's schema does not allow is refused as a whole; a field that the
 *  stand-in does not know is a violation, never a null. */
import { type DocumentNode, execute, GraphQLError, type GraphQLFieldResolver, validate } from "graphql";
import type { Answer } from "../rest/index.ts";
import type { Asked } from "../server/asked.ts";
import { fieldFault, isWriting, queryIn } from "../server/faults.ts";
import { refusalBody } from "../server/refusals.ts";
import type { State } from "../server/state.ts";
import { Refusal } from "../world/refusal.ts";
import type { World } from "../world/world.ts";
import { viewer } from "./actor.ts";
import { issueComment, review, reviewComment } from "./comment.ts";
import { asFailure, type Context, failure, isVisible } from "./context.ts";
import { shownErrors } from "./errors.ts";
import { documentOf } from "./fields.ts";
import { find } from "./find.ts";
import { mutations } from "./mutations.ts";
import { pullRequest } from "./pull.ts";
import { repositoryNode } from "./repository.ts";
import { schema } from "./schema.ts";
import { reviewThread } from "./thread.ts";

/** @param world that is read, or written */
export function answerGraphql(state: State, world: World, { token, logged }: Asked): Answer {
  if (token === undefined) return { status: 401, body: refusalBody(401, "Bad credentials") };
  const document = documentOf(queryIn(logged.body));
  if (document === undefined) return ok({ errors: [{ message: "A query attribute must be specified and must be a string." }] });
  const faults = faultsOf(document);
  if (faults.length > 0) return ok({ errors: faults.map((fault) => ({ ...fault.toJSON(), extensions: { code: "invalid" } })) });
  const context: Context = { world, settings: state.settings, token };
  const result = execute({
    schema: schema(),
    document,
    rootValue: root(context),
    variableValues: variablesIn(logged.body),
    fieldResolver: resolver(state),
  });
  if ("then" in result) throw new Error("a resolver of the stand-in is asynchronous");
  const errors = result.errors ?? [];
  logged.committed = isWriting(logged) ? Object.values(result.data ?? {}).some((value) => value !== null) : errors.length === 0;
  return ok({ data: result.data, ...(errors.length > 0 ? { errors: shownErrors(errors) } : {}) });
}

/** By document: those of one program are few, and asked again and again. */
const judged = new WeakMap<DocumentNode, readonly GraphQLError[]>();
function faultsOf(document: DocumentNode): readonly GraphQLError[] {
  const faults = judged.get(document) ?? validate(schema(), document);
  judged.set(document, faults);
  return faults;
}

const ok = (body: unknown): Answer => ({ status: 200, body });

function variablesIn(body: unknown): Record<string, unknown> {
  const found = typeof body === "object" && body !== null && "variables" in body ? body.variables : undefined;
  return typeof found === "object" && found !== null ? { ...found } : {};
}

/** A field is what the object has under its name: a value, or a function of the arguments. */
function resolver(state: State): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, _context, { fieldName, parentType }) => {
    const fault = fieldFault(state.faults, fieldName);
    if (fault !== undefined) throw failure(fault.type, fault.message);
    const isThere = typeof source === "object" && source !== null && Object.hasOwn(source, fieldName);
    const value: unknown = isThere ? Reflect.get(source, fieldName) : undefined;
    if (value === undefined) {
      state.log.violations.push({ operation: "graphql", what: `${parentType.name}.${fieldName} is not part of the stand-in` });
      throw failure("INTERNAL", `the stand-in does not know ${parentType.name}.${fieldName}`);
    }
    try {
      return typeof value === "function" ? value(args) : value;
    } catch (error) {
      if (error instanceof Refusal) throw asFailure(error);
      if (!(error instanceof GraphQLError))
        state.log.violations.push({ operation: "graphql", what: `the stand-in broke: ${String(error)}` });
      throw error;
    }
  };
}

function root(context: Context): object {
  return {
    viewer: () => viewer(context),
    rateLimit: { limit: 5000, cost: 1, remaining: 4999, used: 1, nodeCount: 0, resetAt: "2100-01-01T00:00:00Z" },
    repository: ({ owner, name }: { owner: string; name: string }) => {
      const repository = context.world.repositories.get(`${owner}/${name}`.toLowerCase());
      if (repository !== undefined && isVisible(context, repository)) return repositoryNode(context, repository);
      throw failure("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
    node: ({ id }: { id: string }) => node(context, id),
    nodes: ({ ids }: { ids: readonly string[] }) => ids.map((id) => nodeOrError(context, id)),
    ...mutations(context),
  };
}

/** In a list, an error takes the place of the one node that is not there. */
function nodeOrError(context: Context, id: string): object {
  try {
    return node(context, id);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function node(context: Context, id: string): object {
  const found = find(context, id);
  const { repository, pull } = found;
  switch (found.kind) {
    case "PullRequest":
      return pullRequest(context, repository, pull);
    case "PullRequestReviewThread":
      return reviewThread(context, repository, pull, found.thread);
    case "PullRequestReviewComment":
      return reviewComment(context, repository, pull, found.thread, found.comment);
    case "PullRequestReview":
      return review(context, repository, pull, found.review);
    case "IssueComment":
      return issueComment(context, repository, pull, found.comment);
  }
}
