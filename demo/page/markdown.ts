/** Markdown as GitHub shows it: GFM, HTML through GitHub's own list of what may stay, line breaks as in comments, mentions and references as links. Invariant:
 *  what comes out is a tree that went through the sanitiser; whatever was written in, it commands no browser. */
import type { Nodes, Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkBreaks from "remark-breaks";
import remarkGfm from "remark-gfm";
import remarkGithub from "remark-github";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";

/** Nothing is fetched by who opens the page: a picture is shown as its words. */
const SCHEMA = { ...defaultSchema, tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== "img") };

/** @param where a line break counts: in comments, not in summaries
 *  @param repository `owner/name`, which references are to */
export function rendered(markdown: string, where: "comment" | "summary", repository: string): Root {
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(where === "comment" ? [remarkBreaks] : [])
    .use(remarkGithub, { repository })
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize, SCHEMA);
  return processor.runSync(processor.parse(markdown));
}

/** Words of a tree, for tests and titles. */
export function wordsOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(wordsOf).join("") : "";
}
