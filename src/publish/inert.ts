/** The last look at what is to be published: read again as GitHub reads it, it must hold nothing but our own kinds of markup. The sanitiser prevents it, this
 *  checks it. What is in doubt all the same is shown as code, in which GitHub reads nothing, and the text says so: harmless words must not keep a review from
 *  people. Fails towards publishing nothing, where even that does not help. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { OutputError } from "../errors.ts";
import { hostOf } from "./links.ts";
import type { Publication } from "./publication.ts";

type Tree = ReturnType<typeof fromMarkdown>;
type Nodes = Tree | Tree["children"][number];

/** @param server that links may lead to
 *  @returns the same publication, all of its texts inert
 *  @throws OutputError where a text of it cannot be made so */
export function inertPublication(publication: Publication, server: string): Publication {
  const { summary, review, threads, statusComment, reply } = publication;
  const inert = (text: string) => inertText(text, server);
  const inertBody = <T extends { readonly body: string }>(written: T): T => ({ ...written, body: inert(written.body) });
  return {
    ...publication,
    summary: inert(summary),
    review: review && {
      ...inertBody(review),
      bodyWithoutComments: inert(review.bodyWithoutComments),
      comments: review.comments.map(inertBody),
    },
    threads: threads.map((thread) => ({ ...thread, reply: thread.reply && inert(thread.reply) })),
    statusComment: statusComment && inertBody(statusComment),
    ...(reply === undefined ? {} : { reply: inertBody(reply) }),
  };
}

/** Said below a text in which something was made code. */
export const SHOWN_AS_CODE =
  "*What is shown as code here would have done more than be read, such as link somewhere or notify somebody.*";
/** Looks at one text: what stands behind a fault is read otherwise once that is code. */
const MOST_LOOKS = 20;
/** GitHub takes no more characters. */
const MOST_CHARACTERS = 65_536;

/** @param server that links may lead to
 *  @returns the text as it is where it does nothing; else with what would do something as code
 *  @throws OutputError where that does not help */
export function inertText(markdown: string, server: string): string {
  const host = hostOf(server);
  const shown = new Set<string>();
  let text = markdown;
  let faults = faultsIn(text, host, shown);
  for (let looks = 0; faults.length > 0 && looks < MOST_LOOKS; looks++) {
    text = asCode(text, faults, shown);
    faults = faultsIn(text, host, shown);
  }
  const told = shown.size === 0 ? text : withNote(text);
  const [fault = told.length > MOST_CHARACTERS && shown.size > 0 ? TOO_LONG : undefined] = faults;
  if (fault === undefined) return told;
  throw new OutputError({
    code: "publication-not-inert",
    at: "text for the pull request",
    fault: `it would do more than be read: ${fault.what}`,
    remedy: "Nothing of it was published. This is a bug: please report it with the text of the manuscript",
  });
}

const TOO_LONG = { what: "as code it is too long" };

/** @returns what is wrong, such as "a link to another host"; undefined where nothing is */
export function faultIn(markdown: string, host: string): string | undefined {
  return faultsIn(markdown, host, new Set())[0]?.what;
}

/** Something in one line that would do more than be read. */
interface Fault {
  readonly what: string;
  /** UTF-16 units: it is `markdown.slice(start, end)`, and not empty. */
  readonly start: number;
  readonly end: number;
  readonly inTable: boolean;
}

/** The tree that GitHub builds, with what stands where. Remark finds further addresses in the text of the finished tree, which then stand nowhere: those are among
 *  FILTERS instead. */
const POSITIONED = gfmFromMarkdown().map(({ transforms: _, ...extension }) => extension);

/** @param shown as code by us
 *  @returns in no order; never two of one place */
function faultsIn(markdown: string, host: string, shown: ReadonlySet<string>): Fault[] {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: POSITIONED });
  const commands = [...markdown.matchAll(/^[^\S\n]*(\/bioreview.*)$/gm)].map(({ index, 0: line, 1: command = "" }) => {
    const end = index + line.length;
    return { what: "a line that is a command", start: end - command.length, end, inTable: false };
  });
  const faults = new Map<number, Fault>(commands.map((fault) => [fault.start, fault]));
  const open: { readonly node: Nodes; readonly inTable: boolean }[] = [{ node: tree, inTable: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, inTable } = next;
    const what = faultOf(node, host, shown);
    if (what !== undefined) {
      const [start, end] = lineOf(markdown, node);
      if (!faults.has(start)) faults.set(start, { what, start, end, inTable });
    } else if ("children" in node)
      open.push(...node.children.map((child) => ({ node: child, inTable: inTable || node.type === "table" })));
  }
  return [...faults.values()];
}

/** Where the node stands in the first of its lines that is to blame; of a text that is the first with a fault, of all else the first. */
function lineOf(markdown: string, node: Nodes): readonly [start: number, end: number] {
  const [from, to] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? markdown.length];
  const skipped = node.type === "text" ? node.value.split("\n").findIndex((line) => filterOf(line) !== undefined) : 0;
  let start = from;
  for (let line = 0; line < skipped; line++) start = markdown.indexOf("\n", start) + 1;
  if (skipped > 0) start += /^[\s>]*/.exec(markdown.slice(start, to))?.[0].length ?? 0;
  const lineEnd = markdown.indexOf("\n", start);
  return [start, lineEnd === -1 ? to : Math.min(lineEnd, to)];
}

/** @param shown what is code afterwards is added to it */
function asCode(markdown: string, faults: readonly Fault[], shown: Set<string>): string {
  let [text, before] = [markdown, markdown.length + 1];
  for (const { start, end, inTable } of [...faults].sort((a, b) => b.start - a.start)) {
    if (end > before) continue; // around one that is code now: looked at again
    const [, first = "", doing = "", last = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(markdown.slice(start, end)) ?? [];
    const words = wordsOf(doing);
    shown.add(words);
    const around = [`${text.slice(0, start)}${first}`, `${last}${text.slice(end)}`] as const;
    text = `${around[0]}${APART.test(around[0].slice(-1)) ? " " : ""}${codeSpan(words, inTable)}${APART.test(around[1].charAt(0)) ? " " : ""}${around[1]}`;
    before = start;
  }
  return text;
}
/** Next to a dollar sign code is a formula, and next to a backtick it is other code. */
const APART = /[$`]/;

/** Markdown as people would have read it but for its markup: without escapes and what is not seen. */
function wordsOf(markdown: string): string {
  const words = markdown
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&(lt|gt|amp);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name])
    .replace(/[\u2060\s]+/g, (unseen) => (/\s/.test(unseen) ? " " : ""))
    .trim();
  return words === "" ? "?" : words;
}
const ENTITIES = { lt: "<", gt: ">", amp: "&" } as const;

/** A table takes its cells apart before it looks for code (GFM 0.29, 4.10). */
function codeSpan(words: string, inTable: boolean): string {
  const longest = Math.max(0, ...[...words.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const blank = /^`|`$/.test(words) ? " " : "";
  return `${fence}${blank}${inTable ? words.replaceAll("|", "\\|") : words}${blank}${fence}`;
}

/** Before what nobody sees, which ends a text. */
function withNote(text: string): string {
  const hidden = text.indexOf("\n\n<!-- bioreview-");
  const at = hidden === -1 ? text.trimEnd().length : hidden;
  return `${text.slice(0, at)}\n\n${SHOWN_AS_CODE}${text.slice(at)}`;
}

function faultOf(node: Nodes, host: string, shown: ReadonlySet<string>): string | undefined {
  switch (node.type) {
    case "root":
    case "paragraph":
    case "strong":
    case "emphasis":
    case "heading":
    case "list":
    case "blockquote":
    case "table":
    case "tableRow":
    case "tableCell":
    case "thematicBreak":
    case "break":
      return undefined;
    case "listItem":
      return typeof node.checked === "boolean" ? "a task list" : undefined;
    case "text":
      return filterOf(node.value);
    case "inlineCode":
      return shown.has(node.value) || /^[\w ./:-]+$/.test(node.value) ? undefined : "code that is not ours";
    case "link":
      return isOwn(node.url, host) && !node.title ? undefined : "a link to another host";
    case "definition":
      return node.url === "#" && node.identifier.startsWith("bioreview-") && !node.title
        ? undefined
        : "a definition that is not ours";
    case "html":
      return isOwnHtml(node.value) ? undefined : "HTML that is not ours";
    default:
      return `a node of type ${node.type}`;
  }
}

/** What GitHub makes of rendered text, wherever it stands: html-pipeline's filters for mentions, issues and commits, its emoji, and addresses (GFM 0.29, 6.9). */
const FILTERS = [
  { what: "a mention", finds: /@[a-z0-9]/i },
  { what: "a reference", finds: /#\d|(?<![a-z0-9])gh-\d/i },
  { what: "a commit", finds: /(?<![a-z0-9])(?=\d*[a-f])[0-9a-f]{7,40}(?![a-z0-9])/i },
  { what: "an emoji", finds: /:[\w+-]+:/ },
  { what: "an address", finds: /(?:https?|ftp):\/\/|(?<![a-z0-9])www\.|\w@[-\w]/i },
] as const;

function filterOf(text: string): string | undefined {
  return FILTERS.find(({ finds }) => finds.test(text))?.what;
}

function isOwn(url: string, host: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).host === host;
}

/** Tags without attributes, our own words between them, and comments that hold a marker or the state. */
const OWN_HTML =
  /^(?:<\/?(?:details|summary|b|sub)>|<!-- bioreview-[\w./:-]+ -->|<!-- bioreview-state:[\w+/=:\n-]+\n-->|[A-Za-z0-9 ,.:;·%()'’–…-]+|\n)*$/;

function isOwnHtml(value: string): boolean {
  return OWN_HTML.test(value) && !/[0-9a-f]{7,40}|#\d/i.test(value.replace(/<!--[\s\S]*?-->/g, ""));
}
