/** publish/: what people read, and the one door that foreign text leaves by. */
export { comparisonMarkdown } from "./comparison/markdown.ts";
export { comparisonText } from "./comparison/text.ts";
export { markdown, plain } from "./sanitise.ts";
