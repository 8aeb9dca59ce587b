/** The last look at what is to be published: read again as GitHub reads it, it must hold nothing but our own kinds of markup. The
 *  sanitiser prevents it, this checks it. Fails towards publishing nothing. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { OutputError } from "../errors.ts";
import { hostOf } from "./links.ts";
import type { Publication } from "./publication.ts";

type Tree = ReturnType<typeof fromMarkdown>;
type Nodes = Tree | Tree["children"][number];

/** @param server that links may lead to
 *  @returns the same publication
 *  @throws OutputError where a text of it is not inert */
export function inertPublication(publication: Publication, server: string): Publication {
  const { summary, review, threads, statusComment, reply } = publication;
  const texts = [
    summary,
    review?.body,
    review?.bodyWithoutComments,
    ...(review?.comments ?? []).map(({ body }) => body),
    ...threads.map((thread) => thread.reply),
    statusComment?.body,
    reply?.body,
  ];
  for (const text of texts) if (text !== undefined) assertInert(text, server);
  return publication;
}

/** @param server that links may lead to
 *  @throws OutputError where anything else is in it */
export function assertInert(markdown: string, server: string): void {
  const fault = faultIn(markdown, hostOf(server));
  if (fault !== undefined)
    throw new OutputError({
      code: "publication-not-inert",
      at: "text for the pull request",
      fault: `it would do more than be read: ${fault}`,
      remedy: "Nothing of it was published. This is a bug: please report it with the text of the manuscript",
    });
}

/** @returns what is wrong, such as "a link to another host"; undefined where nothing is */
export function faultIn(markdown: string, host: string): string | undefined {
  if (/^\s*\/bioreview/m.test(markdown)) return "a line that is a command";
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  const nodes: Nodes[] = [tree];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const fault = faultOf(node, host);
    if (fault !== undefined) return fault;
    if ("children" in node) nodes.push(...node.children);
  }
  return undefined;
}

function faultOf(node: Nodes, host: string): string | undefined {
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
      return FILTERS.find(({ finds }) => finds.test(node.value))?.what;
    case "inlineCode":
      return /^[\w ./:-]+$/.test(node.value) ? undefined : "code that is not ours";
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

/** What GitHub makes of rendered text, wherever it stands: html-pipeline's filters for mentions, issues and commits, and its emoji. */
const FILTERS = [
  { what: "a mention", finds: /@[a-z0-9]/i },
  { what: "a reference", finds: /#\d|\bgh-\d/i },
  { what: "a commit", finds: /\b(?=\d*[a-f])[0-9a-f]{7,40}\b/i },
  { what: "an emoji", finds: /:[\w+-]+:/ },
] as const;

function isOwn(url: string, host: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) && new URL(url).host === host;
}

/** Tags without attributes, our own words between them, and comments that hold a marker or the state. */
const OWN_HTML =
  /^(?:<\/?(?:details|summary|b|sub)>|<!-- bioreview-[\w./:-]+ -->|<!-- bioreview-state:[\w+/=:\n-]+\n-->|[A-Za-z0-9 ,.:;·%()'’–…-]+|\n)*$/;

function isOwnHtml(value: string): boolean {
  return OWN_HTML.test(value) && !/[0-9a-f]{7,40}|#\d/i.test(value.replace(/<!--[\s\S]*?-->/g, ""));
}
