/** A plain client for the stand-in's own tests: fetch, JSON, nothing retried and nothing hidden. */
import type { GitHub } from "./index.ts";

export interface Said {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

export type Client = ReturnType<typeof client>;
export function client({ url, graphqlUrl }: Pick<GitHub, "url" | "graphqlUrl">, token: string) {
  const send = async (method: string, address: string, body?: unknown): Promise<Said> => {
    const answer = await fetch(address, {
      method,
      headers: { authorization: `token ${token}`, accept: "application/vnd.github+json", "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") === true;
    return { status: answer.status, body: text === "" ? undefined : isJson ? JSON.parse(text) : text, headers: answer.headers };
  };
  return {
    get: (path: string) => send("GET", url + path),
    post: (path: string, body: unknown) => send("POST", url + path, body),
    put: (path: string, body: unknown) => send("PUT", url + path, body),
    patch: (path: string, body: unknown) => send("PATCH", url + path, body),
    delete: (path: string) => send("DELETE", url + path),
    graphql: (query: string, variables: Readonly<Record<string, unknown>>) => send("POST", graphqlUrl, { query, variables }),
    raw: async (path: string): Promise<string> => {
      const answer = await fetch(url + path, {
        headers: { authorization: `token ${token}`, accept: "application/vnd.github.raw" },
      });
      return answer.text();
    },
    idIn: (body: unknown): number => Number(property(body, "id")),
    text: (body: unknown, name: string): string => String(property(body, name)),
    /** The first `PRRT_…` anywhere in an answer. */
    threadId: ({ body }: Said): string => /PRRT_\w+/.exec(JSON.stringify(body))?.[0] ?? "",
  };
}

function property(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
}
