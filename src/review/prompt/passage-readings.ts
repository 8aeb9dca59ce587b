/** Which passages of a manuscript a prompt holds. Invariant: exact to the character at the cut, because "resolved" may be said only of what
 *  was read. White space is not counted: the prompt's normalisation changes nothing else. */
import type { Passage } from "../../manuscript/index.ts";
import type { BlockReport } from "../result-schema.ts";
import type { ArticleWithPassages } from "./article.ts";
import type { PromptReport } from "./prompt.ts";
import { visibleEnd, visibleLength } from "./python-text.ts";

export interface PassageReading {
  readonly passage: Passage;
  readonly read: "whole" | "part" | "none";
  /** UTF-16 units of the passage's text, from its beginning, that are in the prompt. */
  readonly until: number;
}

/** @param report of the prompt that was built from `sourced.article`
 *  @returns every passage of the article, in its order. A section's own heading, of which the prompt holds the training name only, counts as
 *    read where some of its section's text is. */
export function passageReadings(sourced: ArticleWithPassages, report: PromptReport): readonly PassageReading[] {
  const charactersRead = (wanted: (block: BlockReport) => boolean): number => report.blocks.find(wanted)?.charactersRead ?? 0;
  const title = charactersRead(({ part }) => part === "title");
  const abstract = charactersRead(({ part }) => part === "abstract");
  return [
    ...readUpTo(sourced.title, title),
    ...readUpTo(sourced.abstract, abstract),
    ...sourced.sections.flatMap(({ headings, passages }, k) => {
      const section = charactersRead(({ part, index }) => part === "section" && index === k);
      return [...headings.map((heading) => readWhole(heading, section > 0)), ...readUpTo(passages, section)];
    }),
  ];
}

function readUpTo(passages: readonly Passage[], characters: number): PassageReading[] {
  let left = characters;
  return passages.map((passage) => {
    const size = visibleLength(passage.text);
    const mine = Math.max(0, Math.min(left, size));
    left -= size;
    if (mine === size || mine === 0) return readWhole(passage, mine > 0);
    return { passage, read: "part", until: visibleEnd(passage.text, mine) };
  });
}

function readWhole(passage: Passage, read: boolean): PassageReading {
  return read ? { passage, read: "whole", until: passage.text.length } : { passage, read: "none", until: 0 };
}
