/** Lists in GraphQL. Invariant: as GitHub: a bound is required, a hundred is the most, and cursors go on where a page ended. */
import { failure } from "./context.ts";

const MOST = 100;

export interface Bounds {
  readonly first?: number | null;
  readonly last?: number | null;
  readonly after?: string | null;
  readonly before?: string | null;
}

/** @param name of the field, for the refusal's words */
export function connection<T>(
  name: string,
  { first, last, after, before }: Bounds,
  all: readonly T[],
  show: (entry: T) => object,
) {
  const asked = first ?? last;
  if (asked === undefined || asked === null) {
    throw failure(
      "MISSING_PAGINATION_BOUNDARIES",
      `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
    );
  }
  const bound = typeof first === "number" ? "first" : "last";
  if (asked > MOST) {
    throw failure(
      "EXCESSIVE_PAGINATION",
      `Requesting ${asked} records on the \`${name}\` connection exceeds the \`${bound}\` limit of ${MOST} records.`,
    );
  }
  const from = after === undefined || after === null ? 0 : indexIn(after) + 1;
  const to = before === undefined || before === null ? all.length : indexIn(before);
  const start = bound === "first" ? from : Math.max(from, to - asked);
  const end = bound === "first" ? Math.min(to, from + asked) : to;
  const shown = all.slice(start, end);
  const edges = shown.map((entry, k) => ({ cursor: cursor(start + k), node: () => show(entry) }));
  return {
    totalCount: all.length,
    nodes: () => shown.map(show),
    edges,
    pageInfo: {
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

const cursor = (index: number): string => Buffer.from(`cursor:v2:${index}`).toString("base64");

function indexIn(text: string): number {
  const [, digits] = /^cursor:v2:(\d+)$/.exec(Buffer.from(text, "base64").toString()) ?? [];
  if (digits === undefined) throw failure("INVALID_CURSOR_ARGUMENTS", `\`${text}\` does not appear to be a valid cursor.`);
  return Number(digits);
}
