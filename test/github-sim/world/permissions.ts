/** Who may do what. Invariant: in doubt no. Rights come from the token alone, as on GitHub; nothing here knows a request. */
import { fullName, type Level, type Repository, type Role, type Scope, type Token } from "./world.ts";

const ORDER: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };
const ALL_WRITE = {
  contents: "write",
  pull_requests: "write",
  issues: "write",
  statuses: "write",
  checks: "none",
  metadata: "read",
} as const;
/** What a person's role lets their token do. Everybody who can read can comment. Only apps write checks. */
const OF_ROLE: Readonly<Record<Role, Readonly<Record<Scope, Level>>>> = {
  admin: ALL_WRITE,
  maintain: ALL_WRITE,
  write: ALL_WRITE,
  triage: { ...ALL_WRITE, contents: "read", statuses: "read" },
  read: { ...ALL_WRITE, contents: "read", statuses: "read" },
};

export interface Need {
  readonly scope: Scope;
  readonly level: "read" | "write";
}

/** Whether the token's bearer can know that the repository exists. */
export function sees(token: Token, repository: Repository): boolean {
  if (!repository.private) return true;
  return token.kind === "installation" ? covers(token, repository) : repository.roles.has(token.login.toLowerCase());
}

/** @param needs of which one is enough */
export function mayAny(token: Token, repository: Repository, needs: readonly Need[]): boolean {
  return needs.some((need) => may(token, repository, need));
}

function may(token: Token, repository: Repository, { scope, level }: Need): boolean {
  if (level === "read" && (!repository.private || scope === "metadata")) return sees(token, repository);
  return ORDER[levelOf(token, repository, scope)] >= ORDER[level];
}

function levelOf(token: Token, repository: Repository, scope: Scope): Level {
  if (token.kind === "installation") return covers(token, repository) ? (token.permissions[scope] ?? "none") : "none";
  const role = roleOf(repository, token.login);
  return role === undefined ? "none" : OF_ROLE[role][scope];
}

const covers = ({ repositories }: Token, repository: Repository) =>
  repositories.some((name) => name.toLowerCase() === fullName(repository).toLowerCase());

/** Everybody can read a public repository. */
export function roleOf(repository: Repository, login: string): Role | undefined {
  return repository.roles.get(login.toLowerCase()) ?? (repository.private ? undefined : "read");
}

/** `author_association` of a comment; members of organisations are not told apart. */
export function associationOf(repository: Repository, login: string): string {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return "OWNER";
  if (repository.roles.has(login.toLowerCase())) return "COLLABORATOR";
  const merged = [...repository.pulls.values()].some(({ author, state }) => author === login && state === "merged");
  return merged ? "CONTRIBUTOR" : "NONE";
}
