/** What authors take away as Markdown: a checklist of what is open, and the skeleton of a response letter. All foreign words pass
 *  the escaping of publish/: pasted into GitHub they mention nobody and command nothing. */
import { escapeMarkdown } from "../publish/index.ts";
import { type ConcernView, categoryText } from "./concerns.ts";

interface Head {
  readonly title: string;
  /** Such as "revision 2 (1a2b3c4)". */
  readonly revision: string;
}

/** One item for each open concern, in the given order. */
export function openChecklist(concerns: readonly ConcernView[], { title, revision }: Head): string {
  const open = concerns.filter(({ state }) => state === "open");
  const items = open.map(
    ({ id, severity, category, text, place }) =>
      `- [ ] **${id}** (${severity}, ${categoryText(category)}${place === undefined ? "" : `, ${escapeMarkdown(place)}`}) ${escapeMarkdown(text)}`,
  );
  const head = `Open concerns about ${escapeMarkdown(title)}, ${escapeMarkdown(revision)}:`;
  return `${[head, items.length === 0 ? "None is open." : items.join("\n")].join("\n\n")}\n`;
}

/** A section for each concern that is open or was resolved: its words, where it stands, what changed, and room for the answer. A
 *  letter that keeps the headings is found again beside its concerns. */
export function responseLetter(concerns: readonly ConcernView[], { title, revision }: Head): string {
  const asked = concerns.filter(({ state }) => state !== "dismissed");
  return `${[
    "# Response to reviewers",
    `On ${escapeMarkdown(title)}, ${escapeMarkdown(revision)}. The concerns were raised by a language model. Keep the headings: BioReview finds each answer by the name in it.`,
    ...(asked.length === 0 ? ["No concern was raised."] : asked.flatMap(letterSection)),
  ].join("\n\n")}\n`;
}

function letterSection({ id, severity, category, text, place, cause, state }: ConcernView): string[] {
  const where = place === undefined ? "the whole paper" : escapeMarkdown(place);
  return [
    `## ${id} · ${severity} · ${categoryText(category)}`,
    `> ${escapeMarkdown(text)}`,
    `**Where:** ${where}`,
    ...(cause === undefined
      ? ["**What changed:** …"]
      : [
          `**What changed** in revision ${cause.revision}: ${cause.because}${state === "open" ? ", which settles a part of it" : ""}.`,
          ...cause.changes.flatMap(({ before, after }) => [
            ...(before === undefined ? [] : [`> Before: ${escapeMarkdown(before)}`]),
            ...(after === undefined ? [] : [`> Now: ${escapeMarkdown(after)}`]),
          ]),
        ]),
    "**Answer:** …",
  ];
}
