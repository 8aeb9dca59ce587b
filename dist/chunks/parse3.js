import { t as parseMarkdown } from "./manuscript-on-demand~parse3.js";

export { parseMarkdown };