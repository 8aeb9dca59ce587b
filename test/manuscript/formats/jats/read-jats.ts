/** Reads JATS written in a test, and holds every passage of it to the law of exact lines. */
import type { ParsedDocument } from "../../../../src/manuscript/document.ts";
import { visible } from "../../../../src/manuscript/files/hidden-characters.ts";
import { parseJats } from "../../../../src/manuscript/formats/jats/parse.ts";
import { allPassages, expectExactPassage } from "../../../support/passages.ts";
import { textFiles } from "../../../support/text-files.ts";

export interface ArticleParts {
  readonly front?: string;
  readonly body?: string;
  readonly back?: string;
  /** Beside these three. */
  readonly others?: string;
}

export function article({ front = "", body = "", back = "", others = "" }: ArticleParts): string {
  const attributes = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<article ${attributes}>\n<front><article-meta>${front}</article-meta></front>\n<body>${body}</body>\n<back>${back}</back>\n${others}</article>\n`;
}

function withoutTags(line: string): string {
  return line
    .replace(/<!\[CDATA\[(.*?)\]\]>/g, (_, literal: string) => literal.replace(/[<>]/g, " "))
    .replace(/<[^<>]*>/g, "")
    .replace(/&alpha;/g, "α")
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, hex: string, number: string) =>
      visible(String.fromCodePoint(Number.parseInt(number, hex === "" ? 10 : 16))),
    );
}

export async function read(xml: string | ArticleParts): Promise<ParsedDocument> {
  const text = typeof xml === "string" ? xml : article(xml);
  const document = await parseJats("a.xml", textFiles({ "a.xml": text }));
  for (const passage of allPassages(document)) expectExactPassage(passage, text, withoutTags);
  return document;
}

const MARKS: Readonly<Record<string, string>> = { heading: "# ", caption: "caption: ", table: "table: ", listItem: "- " };

/** Each passage with the kind that it has, where that is no paragraph; a heading with its level. */
export async function shown(parts: ArticleParts): Promise<string[]> {
  const { body } = await read(parts);
  return body.map(
    (block) =>
      `${block.kind === "heading" ? "#".repeat(block.level - 1) : ""}${MARKS[block.passage.kind] ?? ""}${block.passage.text}`,
  );
}
