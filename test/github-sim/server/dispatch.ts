/** One REST request from token to answer. Invariant: the order in which GitHub refuses: who asks, what is asked, may they, is it well formed, can it be done. */
import { answerFaults, bodyFault, queryFaults } from "../contract/contract.ts";
import { type Answer, type Call, handlers, needsOf } from "../rest/index.ts";
import { mayAny, sees } from "../world/permissions.ts";
import { forbidden, notFound, Refusal } from "../world/refusal.ts";
import type { Token, World } from "../world/world.ts";
import type { Asked } from "./asked.ts";
import { countContentWrite } from "./limits.ts";
import { refusalBody } from "./refusals.ts";
import type { State } from "./state.ts";

/** @param world that is read, or written: the present one, but for stale answers */
export function dispatch(state: State, world: World, asked: Asked): Answer {
  const answer = answered(state, world, asked);
  const { match, logged } = asked;
  if (match !== undefined) {
    const type = answer.raw === undefined ? "application/json" : answer.raw.type;
    for (const what of answerFaults(match.operation, answer.status, type, answer.body)) {
      state.log.violations.push({ operation: logged.operation, what: `answer: ${what}` });
    }
  }
  logged.committed = answer.status < 400;
  return answer;
}

function answered(state: State, world: World, asked: Asked): Answer {
  try {
    return handled(state, world, asked);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusal(error);
  }
}

const refusal = ({ status, message, errors }: Refusal): Answer => ({ status, body: refusalBody(status, message, errors) });

function handled(state: State, world: World, { match, token, query, accept, api, logged }: Asked): Answer {
  if (token === undefined) throw new Refusal(401, "Bad credentials");
  const handler = match === undefined ? undefined : handlers[match.operation.id];
  if (match === undefined || handler === undefined) {
    state.log.violations.push({
      operation: logged.operation,
      what: `${logged.method} ${logged.path} is not part of the stand-in`,
    });
    throw new Refusal(501, "the stand-in does not do this");
  }
  const { operation, params } = match;
  permit(world, token, operation.id, operation.method, params);
  for (const what of queryFaults(operation, query)) state.log.violations.push({ operation: operation.id, what });
  const fault = bodyFault(operation, logged.body);
  if (fault !== undefined) throw new Refusal(422, `Invalid request.\n\n${fault}`);
  if (CREATES.has(operation.id)) countContentWrite(state);
  const call: Call = { world, settings: state.settings, token, params, query, body: logged.body, accept, api };
  return handler(call);
}

/** What GitHub counts as the creation of content. */
const CREATES = new Set(["pulls/create-review", "pulls/create-reply-for-review-comment", "issues/create-comment"]);

function permit(world: World, token: Token, operation: string, method: string, params: Readonly<Record<string, string>>): void {
  const { owner, repo } = params;
  if (owner === undefined || repo === undefined) return;
  const repository = world.repositories.get(`${owner}/${repo}`.toLowerCase());
  if (repository === undefined || !sees(token, repository)) throw notFound();
  const needs = needsOf(operation, method);
  if (needs.length === 0 || mayAny(token, repository, needs)) return;
  throw token.kind === "installation" ? forbidden() : notFound();
}
