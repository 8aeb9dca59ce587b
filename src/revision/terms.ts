/** The terms by which a concern is looked for in a paper: words without their endings, small words left out. Only for finding: what is compared word by
 *  word uses `wording.ts`. */

const SMALL = new Set(
  `the a an of and or to in for on with that this these those is are was were be been being by as at from it its which not no nor but than then into such
  only also any all their they there where when while whether have has had can could should would may might must will do does did so if we our us i he
  she his her what how who more most very much other some same each both between about over under up out one two because however thus therefore within
  without s t e g`.split(/\s+/),
);

/** Lower case, accents off, in order, with repetitions. Numbers whole; letters of math and gene names count as words. */
export function termsOf(text: string): string[] {
  const plain = text
    .replace(/\[(?:cite|value|ref)\]/g, " ")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
  const words = plain.match(/\p{L}+|\p{N}+(?:[.,]\p{N}+)*/gu) ?? [];
  return words.filter((word) => !SMALL.has(word)).map(withoutEnding);
}

/** Shorter than this a word has no ending that could go. */
const LEAST_STEMMED = 4;

/** Crude on purpose: "simulations" and "simulated" meet, and what is cut too short is cut so on both sides. */
function withoutEnding(word: string): string {
  if (word.length < LEAST_STEMMED || /\p{N}/u.test(word)) return word;
  const stem = word
    .replace(/ies$/, "y")
    .replace(/(?<=[^s])s$/, "")
    .replace(/(?:ations?|ating|ated|ates|ate)$/, "at")
    .replace(/(?:ically|ical|ic)$/, "ic")
    .replace(/(?:ing|ed|ly|ment|ness|ity|ion|ive|al|er|es|e)$/, "")
    .replace(/(.)\1$/, "$1");
  return stem === "" ? word : stem;
}

/** Letters that say enough of a long word: "mutational" and "mutator" meet. */
const BEGINNING = 5;

export function beginningOf(term: string): string {
  return term.length <= BEGINNING || /\p{N}/u.test(term) ? term : term.slice(0, BEGINNING);
}
