/** Markdown as GitHub shows it: GFM, HTML through GitHub's own list of what may stay, line breaks as in comments, mentions and references as links, alerts.
 *  Invariant: what comes out is a tree that went through the sanitiser; whatever was written in, it commands no browser. */
import type { Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeSanitize, { defaultSchema, type Options as Schema } from "rehype-sanitize";
import remarkBreaks from "remark-breaks";
import remarkGfm from "remark-gfm";
import remarkGithub, { type BuildUrlValues, defaultBuildUrl } from "remark-github";
import { remarkAlert } from "remark-github-blockquote-alert";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import type { Played } from "../played.ts";

/** GitHub's, with the classes of alerts, which GitHub gives later. Nothing is fetched by who opens the page: pictures are left out. */
const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== "img"),
  attributes: {
    ...defaultSchema.attributes,
    div: [...(defaultSchema.attributes?.["div"] ?? []), ["className", /^markdown-alert(?:-\w+)?$/]],
    p: [["className", "markdown-alert-title"]],
  },
};

/** @param where a line break counts: in comments, not in summaries
 *  @param played whose references and commits are meant */
export function rendered(markdown: string, where: "comment" | "summary", played: Pick<Played, "repository" | "pushes">): Root {
  const { repository, pushes } = played;
  /** A number with as many digits as a commit's name is none, where no commit has it. */
  const buildUrl = (values: Readonly<BuildUrlValues>) =>
    values.type !== "commit" || pushes.some(({ sha }) => sha.startsWith(values.hash)) ? defaultBuildUrl(values) : false;
  const processor = unified()
    .use(remarkParse)
    .use(remarkGfm)
    .use(remarkAlert)
    .use(where === "comment" ? [remarkBreaks] : [])
    .use(remarkGithub, { repository, buildUrl })
    .use(remarkRehype, { allowDangerousHtml: true })
    .use(rehypeRaw)
    .use(rehypeSanitize, SCHEMA);
  return processor.runSync(processor.parse(markdown));
}
