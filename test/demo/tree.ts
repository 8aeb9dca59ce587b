/** A page as a browser would read it. */
import type { Element, Nodes } from "hast";
import { fromHtml } from "hast-util-from-html";

export function elementsOf(html: string): readonly Element[] {
  const found: Element[] = [];
  const nodes: Nodes[] = [fromHtml(html)];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === "element") found.push(node);
    if ("children" in node) nodes.push(...node.children.toReversed());
  }
  return found;
}

/** What a reader sees, blanks as one. */
export function wordsOf(node: Nodes): string {
  return raw(node).replace(/[\s\u2060]+/g, " ");
}
function raw(node: Nodes): string {
  if (node.type === "text") return node.value;
  if (node.type === "element" && node.tagName === "style") return "";
  return "children" in node ? node.children.map(raw).join("") : "";
}
export const wordsOfPage = (html: string): string => wordsOf(fromHtml(html));
