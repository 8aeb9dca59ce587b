/** What was asked and how it ended. Invariant: every request is in here once, in the order of arrival, also one that got no answer. */

export interface Logged {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  /** GitHub's name such as `pulls/create-review`; `graphql` for all of GraphQL; `unknown`. */
  readonly operation: string;
  /** Of a GraphQL request: the names of all fields it asks for, each once; the top ones first. */
  readonly fields: readonly string[];
  /** Whose token; undefined for none or a wrong one. */
  readonly login: string | undefined;
  /** Parsed JSON. */
  readonly body: unknown;
  /** Undefined where no answer was sent, or not yet. */
  status: number | undefined;
  /** Whether the operation was carried out, whatever was answered. */
  committed: boolean;
  /** Name of the fault that was put in its way. */
  fault: string | undefined;
}

export interface Violation {
  readonly operation: string;
  readonly what: string;
}

export interface Log {
  readonly requests: Logged[];
  readonly violations: Violation[];
}
export const emptyLog = (): Log => ({ requests: [], violations: [] });
