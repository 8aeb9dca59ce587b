/** The commands that people write in a comment. Invariant: only what GitHub shows as the writer's own words at the start of a line commands;
 *  a quote, code and what is hidden do not. Fails towards asking again: what is not understood whole is "unknown", never a guess. */
import { fromMarkdown } from "mdast-util-from-markdown";

export type Command =
  /** `full`: forget what earlier runs know. `commit`: prefix of the commit that must be the head. */
  | ({ readonly kind: "review"; readonly full: boolean; readonly commit?: string } & AboutManuscript)
  | ({ readonly kind: "status" } & AboutManuscript)
  | { readonly kind: "help" }
  | ({ readonly kind: "dismiss" | "reopen"; readonly concern: string; readonly reason: string } & AboutManuscript)
  | { readonly kind: "unknown"; readonly words: string };

interface AboutManuscript {
  /** One of the names that a manuscript may be called by, as the person wrote it; absent: none was named. */
  readonly manuscript?: string;
}

/** Up to three blanks before it, as Markdown allows for a paragraph; nothing but white space after it. */
const COMMAND_LINE = /(?<![^\r\n]) {0,3}(?=\/bioreview(?!\S))/g;
/** From seven digits on GitHub itself shows a commit; fewer could be a word. */
const COMMIT_PREFIX = /^[0-9a-f]{7,40}$/i;
const CONCERN = /^c[1-9]\d{0,5}$/i;
/** Characters. A reason is kept in the ledger and shown in one line of the dashboard. */
const MAX_REASON = 500;
const MAX_ECHOED = 200;
/** Characters of a comment in which a command is looked for. Anybody may comment, and Markdown can be written on which a parser spends seconds:
 *  of this length half a second, of GitHub's 65,536 six. */
const MAX_READ = 16_000;

/** The first command of a comment.
 *  @param body Markdown as the person wrote it
 *  @param manuscripts what the manuscripts of a repository that has several may be called
 *  @returns undefined where it holds none. "dismiss" wants a reason, so without one it is "unknown" */
export function parseCommand(body: string, manuscripts: readonly string[] = []): Command | undefined {
  const text = body.slice(0, MAX_READ);
  const starts = [...text.matchAll(COMMAND_LINE)].map((match) => match.index + match[0].length);
  if (starts.length === 0) return undefined;
  const words = paragraphText(text);
  const start = starts.find((at) => words.some(({ from, to }) => from <= at && at < to));
  if (start === undefined) return undefined;
  const [line = ""] = text.slice(start).split(/[\r\n]/, 1);
  return commandOf(line.trim().split(/\s+/).slice(1), manuscripts);
}

/** Where plain text of the comment's own paragraphs stands: not in quotes (nor in the lines that Markdown draws into them), lists, code or HTML. */
function paragraphText(body: string): readonly { readonly from: number; readonly to: number }[] {
  return fromMarkdown(body)
    .children.flatMap((block) => (block.type === "paragraph" ? block.children : []))
    .flatMap(({ type, position }) => {
      const [from, to] = [position?.start.offset, position?.end.offset];
      return type !== "text" || from === undefined || to === undefined ? [] : [{ from, to }];
    });
}

/** The name of a manuscript stands behind the verb, or in its place. */
function commandOf(words: readonly string[], manuscripts: readonly string[]): Command {
  const [verb, ...rest] = words;
  const isVerb = verb !== undefined && /^(?:full|status|dismiss|reopen)$/.test(verb);
  const own = isVerb ? rest : words;
  const name = manuscripts.filter((one) => startsWith(own, one.split(/\s+/))).sort((a, b) => b.length - a.length)[0];
  if (name === undefined) return commandWithoutName(words);
  const left = own.slice(name.split(/\s+/).length);
  const command = commandWithoutName(isVerb ? [verb, ...left] : left);
  const isMeant = command.kind !== "unknown" && command.kind !== "help" && (isVerb || command.kind === "review");
  return isMeant ? { ...command, manuscript: name } : { kind: "unknown", words: words.join(" ").slice(0, MAX_ECHOED) };
}

function startsWith(words: readonly string[], name: readonly string[]): boolean {
  return name.every((word, k) => words[k] === word);
}

function commandWithoutName(words: readonly string[]): Command {
  const [verb, ...rest] = words;
  const unknown: Command = { kind: "unknown", words: words.join(" ").slice(0, MAX_ECHOED) };
  switch (verb) {
    case undefined:
      return { kind: "review", full: false };
    case "full":
      return reviewOf(true, rest) ?? unknown;
    case "status":
    case "help":
      return rest.length === 0 ? { kind: verb } : unknown;
    case "dismiss":
    case "reopen":
      return decisionOf(verb, rest) ?? unknown;
    default:
      return reviewOf(false, words) ?? unknown;
  }
}

function reviewOf(full: boolean, words: readonly string[]): Command | undefined {
  const [commit, ...rest] = words;
  if (commit === undefined) return { kind: "review", full };
  return COMMIT_PREFIX.test(commit) && rest.length === 0 ? { kind: "review", full, commit: commit.toLowerCase() } : undefined;
}

function decisionOf(kind: "dismiss" | "reopen", [id = "", ...words]: readonly string[]): Command | undefined {
  const reason = words.join(" ").slice(0, MAX_REASON);
  if (!CONCERN.test(id) || (kind === "dismiss" && reason === "")) return undefined;
  return { kind, concern: id.toUpperCase(), reason };
}
