/** Tells an unfilled template from a paper. Fails towards "paper" where a real title and real text stand, whatever packages are loaded. */
import type { Outline } from "./outline.ts";

/** Titles that templates come with. */
const PLACEHOLDER_TITLE =
  /^(?:(?:insert|add|enter|put) )?(?:the |your |my |a |full )*(?:manuscript|article|paper|document|submission|preprint|working)? ?title(?: (?:goes|comes|of (?:the|your|this) (?:paper|article|manuscript|submission).*|of submission.*))?(?: here)?\.?$|^untitled(?: document)?$|^(?:.* )?(?:latex|quarto|r markdown|rmarkdown|manuscript|article|journal) template\b.*$/i;

/** Share of dummy words above which a text is a template: real papers have none, samples a quarter or more. */
const FILLER_SHARE = 0.05;
/** Words. A template that prints dummy text by macro has few of its own. */
const FEW_WORDS = 500;

/** Pages that Manubot's template comes with: how to write, and front matter made from the metadata. */
const TEMPLATE_PAGE = /delete[-_]me|(?:^|\/)00[^/]*$/i;

/** @param parts the files of the candidate
 *  @returns why it is an unfilled template; undefined where it is a paper */
export function whyTemplate({ title, words, filler }: Outline, parts: readonly string[]): string | undefined {
  if (parts.every((path) => TEMPLATE_PAGE.test(path))) return "it has no pages but the template's own";
  if (title !== undefined && PLACEHOLDER_TITLE.test(title.trim().slice(0, 200))) return `its title is still "${title.trim()}"`;
  if (filler > 2 && filler >= words * FILLER_SHARE) return "its text is dummy text (lorem ipsum)";
  if (filler > 0 && words < FEW_WORDS && words > 0) return "it has little text besides dummy text";
  return undefined;
}
