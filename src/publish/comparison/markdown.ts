/** A comparison as Markdown, for an issue, a pull request or a file. All foreign text passes the sanitiser here. */
import type { Cause, ComparisonResult } from "../../revision/index.ts";
import { markdown } from "../sanitise.ts";
import { closing, type Group, type Item, placeWords, reportOf } from "./report.ts";

export function comparisonMarkdown(result: ComparisonResult): string {
  const { summary, groups } = reportOf(result);
  const { old, new: now, caution, review } = result;
  const last = closing(result);
  return [
    `## ${markdown(review?.manuscript.title ?? "Two revisions compared")}`,
    old === undefined ? `${markdown(now)}: first review` : `${markdown(now)} compared with ${markdown(old)}`,
    ...(caution === undefined ? [] : [`> **Caution:** ${markdown(caution)}.`]),
    `**${summary}**`,
    ...groups.map(groupMarkdown),
    ...(last.length === 0 ? [] : ["---", ...last]),
  ]
    .join("\n\n")
    .concat("\n");
}

function groupMarkdown({ title, meaning, folded, items }: Group): string {
  if (folded) {
    const body = `${meaning}\n\n${items.map(shortItem).join("\n")}`;
    return `<details><summary><b>${title}</b>: ${items.length}</summary>\n\n${body}\n\n</details>`;
  }
  return `### ${title}\n\n${meaning}\n\n${items.map(item).join("\n")}`;
}

function head({ id, weight, category, place }: Item): string {
  const where = place === undefined ? "whole paper" : placeWords(place);
  return `**${id}** · **${weight}** · ${markdown(category.replaceAll("_", " "))} · ${markdown(where)}`;
}

function item(one: Item): string {
  const { text, was, why, cause } = one;
  const notes = [
    ...(why === undefined ? [] : [`*${capital(why)}.*`]),
    ...(was === undefined ? [] : [`Before: ${markdown(was)}`]),
  ];
  const lines = [`- ${head(one)}  `, `  ${markdown(text)}`, ...notes.flatMap((note) => ["", `  ${note}`])];
  return [...lines, ...(cause === undefined ? [] : causeLines(cause)), ""].join("\n");
}

/** Before and now stand as quotes: long lines in a diff block would have to be scrolled. */
function causeLines({ changes }: Cause): string[] {
  const quote = (label: string, text: string | undefined) =>
    text === undefined ? [] : [`  > **${label}** ${markdown(text)}`, "  >"];
  const lines = changes.flatMap(({ before, after }) => [...quote("before", before?.text), ...quote("now", after?.text)]);
  return ["", ...lines.slice(0, -1)];
}

function shortItem({ id, weight, text, place, why }: Item): string {
  const where = place === undefined ? "" : ` · ${markdown(placeWords(place))}`;
  return `- **${id}** ${weight}${where} · ${markdown(text)}${why === undefined ? "" : ` *(${why})*`}`;
}

function capital(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1);
}
