/** What one of several manuscripts of a repository is called: in statuses, commands, marks and outputs. Invariants: a key is letters, digits and hyphens, whatever the
 *  path is, for paths come from pull requests; no two of one repository are the same; none is a word of a command. */
import { createHash } from "node:crypto";

export const KEY_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;
/** Words of a command, and what could be a concern's name or a commit's. */
const OTHER_MEANING = /^(?:full|status|help|dismiss|reopen|all|c\d+|[0-9a-f]{7,64})(?:\s|$)/i;

/** @param name a key or a path   @returns whether a command cannot mean something else by it: who names a commit must not get another */
export function isNameOfManuscript(name: string): boolean {
  return !OTHER_MEANING.test(name);
}

/** A path of the tree in its plain form: without `./` and a last slash; undefined where it is absolute or climbs. */
export function plainTreePath(path: string): string | undefined {
  const parts = path.split("/").filter((part, k, { length }) => part !== "." && !(part === "" && k === length - 1));
  return parts.length === 0 || parts.some((part) => part === "" || part === ".." || part.includes("\0"))
    ? undefined
    : parts.join("/");
}

/** @param given keys that people chose
 *  @returns for each path its own: what was chosen, else letters and digits of the path; with a digest of it where that says too little, or another has it */
export function keysOf(paths: readonly string[], given: readonly (string | undefined)[] = []): string[] {
  const plain = paths.map((path, k) => given[k] ?? slugOf(path));
  return plain.map((key, k) => {
    const isFree = plain.every((other, at) => at === k || other !== key);
    const isPlain = KEY_PATTERN.test(key) && isNameOfManuscript(key) && !WITH_DIGEST.test(key);
    return given[k] !== undefined || (isFree && isPlain) ? key : withDigest(key, paths[k] ?? "");
  });
}

const LONGEST_KEY = 32;
/** Hexadecimal digits. */
const DIGITS = 6;
const WITH_DIGEST = /-[0-9a-f]{6}$/;
/** Files that are mostly called so say nothing beside their folder. */
const USUAL_NAME = /(?<=.)\/(?:main|manuscript|paper|ms|article|preprint|index)$/i;
const EXTENSION = /\.(?:md|markdown|qmd|rmd|tex|ltx|latex|typ|ipynb|xml)$/i;

function slugOf(path: string): string {
  const name = path.replace(EXTENSION, "").replace(USUAL_NAME, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  // What other scripts lose here is made up for by the digest.
  const lost = /[^\u0000-\u007f]/.test(name);
  const slug = trimmed(name.replace(/[^a-z0-9]+/g, "-"));
  return lost ? `${slug}-` : slug;
}

function withDigest(slug: string, path: string): string {
  const digest = createHash("sha256").update(path).digest("hex").slice(0, DIGITS);
  const start = trimmed(slug.slice(-(LONGEST_KEY - DIGITS - 1)));
  return start === "" ? `paper-${digest}` : `${start}-${digest}`;
}

function trimmed(slug: string): string {
  return slug.replace(/^-+|-+$/g, "");
}
