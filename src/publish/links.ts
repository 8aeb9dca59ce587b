/** Where on the server something stands: commits and passages, by addresses that stay. Invariant: whatever a path holds, it cannot leave its link: only
 *  letters, digits and `%-._~/` of it are left. */
import type { FileLines } from "../manuscript/index.ts";
import type { LastPlace } from "../revision/index.ts";
import { truncate } from "../text.ts";
import { escapeMarkdown } from "./sanitise.ts";
import type { Provenance } from "./state/provenance.ts";

/** The server and the pull request that links lead to. */
export interface PullRequestAddress {
  /** Such as `https://github.com`, as the runner says it. */
  readonly server: string;
  /** `owner/name` */
  readonly repository: string;
  readonly pull: number;
}

/** Characters of a commit's name that people see. */
const SHORT = 7;

export function isCommit(label: string): boolean {
  return /^[0-9a-f]{40}$/.test(label);
}
function shortCommit(sha: string): string {
  return sha.slice(0, SHORT);
}

/** The commit as a Markdown link. @param marker goes into the address, where nobody sees it */
export function commitLink({ server, repository }: PullRequestAddress, sha: string, marker?: string): string {
  const fragment = marker === undefined ? "" : `#${marker}`;
  return `[\`${shortCommit(sha)}\`](${origin(server)}/${repository}/commit/${sha}${fragment})`;
}

export function pullUrl({ server, repository, pull }: PullRequestAddress): string {
  return `${origin(server)}/${repository}/pull/${pull}`;
}

/** The lines of a file at a commit, permanently. `plain`: GitHub renders papers, and a rendered paper has no lines to go to.
 *  @returns undefined where the path is none inside a repository */
export function passageUrl(
  { server, repository }: PullRequestAddress,
  sha: string,
  { file, startLine, endLine }: FileLines,
): string | undefined {
  const path = encodedPath(file);
  if (path === undefined || !isCommit(sha)) return undefined;
  const lines = endLine === startLine ? `L${startLine}` : `L${startLine}-L${endLine}`;
  return `${origin(server)}/${repository}/blob/${sha}/${path}?plain=1#${lines}`;
}

/** @returns undefined for an absolute path, one that climbs, or one that no repository has */
export function encodedPath(path: string): string | undefined {
  const parts = path.toWellFormed().split("/");
  if (path.includes("\0") || parts.some((part) => part === "" || part === "." || part === "..")) return undefined;
  return parts.map(encoded).join("/");
}

/** Also what `encodeURIComponent` leaves and Markdown does not; and no file's name can pass for one of our markers. */
function encoded(part: string): string {
  const uri = encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return uri.replace(/(bioreview)-/gi, "$1%2D");
}

/** The host that all our links lead to. @throws TypeError where the server is no address: a bug of ours, for the runner gives it */
export function hostOf(server: string): string {
  return new URL(server).host;
}

function origin(server: string): string {
  return server.replace(/\/+$/, "");
}

/** An address that was given to us, if it leads to the server. */
export function ownUrl({ server }: Pick<PullRequestAddress, "server">, url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url) || new URL(url).host !== hostOf(server)) return undefined;
  return /^[\w:/.?=&%#~+-]+$/.test(url) ? url : undefined;
}

/** Characters of a file's or section's name. */
const MAX_NAME = 60;

/** Such as `Methods, line 711`, or `04.methods.md, lines 12–18` where the section is not known. Markdown. */
function placeLabel(place: FileLines, sections: Provenance["sections"]): string {
  const { file, startLine } = place;
  const section = sections.find((one) => one.file === file && one.first <= startLine && startLine <= one.last);
  const name = section === undefined ? fileName(file) : escapeMarkdown(truncate(section.name, MAX_NAME));
  return `${name}, ${lines(place)}`;
}

function fileName(file: string): string {
  return escapeMarkdown(truncate(file.split("/").at(-1) ?? file, MAX_NAME));
}

const lines = ({ startLine, endLine }: FileLines): string =>
  endLine === startLine ? `line ${startLine}` : `lines ${startLine}–${endLine}`;

/** @param commit at which the lines are meant; undefined where it is not known: then there is no link */
export function placeLink(
  where: PullRequestAddress,
  commit: string | undefined,
  place: FileLines,
  sections: Provenance["sections"],
): string {
  return linked(placeLabel(place, sections), where, commit, place);
}

/** In a revision that is not the last that was reviewed: its sections are known no more.
 *  @param files of the paper: where there is one alone, it need not be named */
export function earlierPlaceLink(
  where: PullRequestAddress,
  { place, revision, commit }: LastPlace,
  files: ReadonlySet<string>,
): string {
  const isOnly = files.size === 1 && files.has(place.file);
  const name = isOnly ? "" : `${fileName(place.file)}, `;
  return `${linked(`${name}${lines(place)}`, where, commit, place)} of revision ${revision}`;
}

function linked(label: string, where: PullRequestAddress, commit: string | undefined, place: FileLines): string {
  const url = commit === undefined ? undefined : passageUrl(where, commit, place);
  return url === undefined ? label : `[${label}](${url})`;
}
