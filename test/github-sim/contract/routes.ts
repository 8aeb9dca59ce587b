/** From method and path to GitHub's operation. Invariant: literal segments win over parameters, as in `/issues/comments/{id}` against `/issues/{n}/comments`. */
import { type JsonObject, listOf, objectOf, paths } from "./description.ts";

export interface Operation {
  /** GitHub's own name, such as `pulls/create-review`. */
  readonly id: string;
  readonly method: string;
  readonly template: string;
  readonly description: JsonObject;
}
export interface Match {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** These swallow slashes. */
const GREEDY = new Set(["path", "ref", "basehead"]);

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

function routeOf(operation: Operation): Route {
  const names: string[] = [];
  const source = operation.template.split(/(\{\w+\})/).map((piece) => {
    const name = /^\{(\w+)\}$/.exec(piece)?.[1];
    if (name === undefined) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    names.push(name);
    return GREEDY.has(name) ? "(.+?)" : "([^/]+)";
  });
  return { operation, names, pattern: new RegExp(`^${source.join("")}$`) };
}

/** Fewer parameters first, then longer: a ref may hold slashes, and `/status` behind it is no part of it. */
const routes: readonly Route[] = Object.entries(paths)
  .flatMap(([template, item]) =>
    Object.entries(objectOf(item)).map(([method, description]) => ({
      id: String(objectOf(description)["operationId"]),
      method: method.toUpperCase(),
      template,
      description: objectOf(description),
    })),
  )
  .map(routeOf)
  .sort((a, b) => a.names.length - b.names.length || b.operation.template.length - a.operation.template.length);

export const operations: readonly Operation[] = routes.map(({ operation }) => operation);

/** @param path without the query, still percent-encoded
 *  @returns undefined where the pruned description has no such operation */
export function matchRoute(method: string, path: string): Match | undefined {
  for (const { operation, pattern, names } of routes) {
    const found = operation.method === method ? pattern.exec(path) : null;
    if (found === null) continue;
    return { operation, params: Object.fromEntries(names.map((name, k) => [name, decodeURIComponent(found[k + 1] ?? "")])) };
  }
  return undefined;
}

/** Names of the query parameters that the operation knows. */
export function parametersOf({ description }: Operation): readonly unknown[] {
  return listOf(description["parameters"]);
}
