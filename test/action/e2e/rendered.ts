/** What GitHub would make of a comment, as far as it can do more than be read: written for tests, apart from the product's own watchman. */
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { z } from "zod";

const nodeSchema = z.object({
  type: z.string(),
  value: z.string().optional(),
  url: z.string().optional(),
  children: z.array(z.unknown()).optional(),
});
type Node = z.infer<typeof nodeSchema>;

/** Our own HTML: folded parts, small print, what changed in bold, and marks that nobody sees. */
const OUR_HTML = /^(?:<\/?(?:details|summary|sub|b)>|<!-- bioreview-[^>]*-->|\s)+/;

/** @returns each thing in it that acts: a link elsewhere, HTML of others, an image, a mention, a reference; empty where it can only be read */
export function actsIn(markdown: string): readonly string[] {
  const tree = fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return nodesOf(tree).flatMap(({ type, value = "", url }) => {
    if (type === "link" && !url?.startsWith("https://github.com/ada/phage-wound-gel/")) return [`link ${url}`];
    if (type === "definition" && url !== "#") return [`definition ${url}`];
    if (["image", "imageReference", "linkReference", "code", "footnoteReference"].includes(type)) return [`${type} ${value}`];
    if (
      type === "html" &&
      value
        .replace(OUR_HTML, "")
        .replaceAll(/<[/]?(?:details|summary|sub|b)>/g, "")
        .includes("<")
    )
      return [`html ${value}`];
    if (type === "text" && /@[a-z\d]|#\d|\bGH-\d|https?:\/\/|www\./i.test(value)) return [`text ${value}`];
    return [];
  });
}

function nodesOf(node: unknown): Node[] {
  const parsed = nodeSchema.parse(node);
  return [parsed, ...(parsed.children ?? []).flatMap(nodesOf)];
}
