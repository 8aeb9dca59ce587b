/** Characters that no reader can see. They never reach a model, and their places are reported.
 *  Measured: none in 154 files of real manuscripts, so what is found is worth a word. What honest text needs (no-break and thin
 *  spaces, emoji sequences, flags, joiners of scripts that join) is not found. */
import { charactersOf } from "../../invisible-characters.ts";
import type { HiddenText, Warning } from "../manuscript.ts";

/** How text is hidden from readers: not by line separators, which are read as white space, nor by visible signs of other scripts. */
const TECHNIQUES = [
  "tag characters",
  "variation selectors",
  "zero-width characters",
  "bidirectional controls",
  "private-use characters",
  "control characters",
  "invisible characters",
] as const;

/** Scripts whose spelling needs zero-width joiners and non-joiners between letters. */
const JOINING = [
  ...[
    "Arabic",
    "Syriac",
    "Mongolian",
    "Devanagari",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Oriya",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
  ],
  ...["Sinhala", "Myanmar", "Khmer"],
]
  .map((script) => `\\p{Script=${script}}`)
  .join("");

/** Sequences that honest text needs; each is short, so that none can carry a message. */
const HONEST = [
  "\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{3,6}\\u{e007f}", // flag of a region: black flag, tag letters, end
  "[0-9#*]\\ufe0f\\u20e3", // keycap
  "\\p{ExtPict}[\\ufe0e\\ufe0f]?\\p{EMod}?(?:\\u200d\\p{ExtPict}\\ufe0f?\\p{EMod}?){0,5}", // emoji, joined ones too
  "[\\p{S}\\p{Script=Han}][\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]", // one selector after a symbol or an ideograph
  "(?<=<(?:\\w{1,20}:)?mo(?:\\s[^<>]{0,200})?>)[\\u2061-\\u2064](?=</)", // of MathML: function application, and what nobody writes between factors
  `(?<=[${JOINING}])[\\u200c\\u200d](?=[${JOINING}])`,
];

/** Honest sequences are tried first, so that a match with a technique's group is one character that hides. */
const SEQUENCES = new RegExp([...HONEST, ...TECHNIQUES.map((name) => `([${charactersOf(name)}])`)].join("|"), "gu");
const MAY_HIDE = new RegExp(`[${charactersOf(...TECHNIQUES)}]`, "u");

/** What a reader sees of a text: all but its invisible characters. */
export function visible(text: string): string {
  if (!MAY_HIDE.test(text)) return text;
  return text.replace(SEQUENCES, (sequence, ...groups) => (techniqueOf(groups) === undefined ? sequence : ""));
}

/** One finding for each line and technique, in the order of the file.
 *  @param text of a whole file; lines end with a line feed */
export function findInvisible(file: string, text: string): readonly HiddenText[] {
  if (!MAY_HIDE.test(text)) return [];
  return text.split("\n").flatMap((content, index) => {
    const counts = new Map<string, number>();
    for (const [, ...groups] of content.matchAll(SEQUENCES)) {
      const technique = techniqueOf(groups);
      if (technique !== undefined) counts.set(technique, (counts.get(technique) ?? 0) + 1);
    }
    return [...counts].map(([technique, characters]) => ({ file, line: index + 1, technique, characters }));
  });
}

function techniqueOf(groups: readonly unknown[]): string | undefined {
  return TECHNIQUES.find((_, index) => typeof groups[index] === "string");
}

const LATIN = /\p{Script=Latin}/u;
/** Greek is no imitation: β-catenin, µm. */
const IMITATION = /[\p{Script=Cyrillic}\p{Script=Armenian}]/u;

/** Lines with a word that mixes Latin with look-alike letters: a reader sees another word than a machine does. Such text can be
 *  seen, so it stays. */
export function findLookAlikes(file: string, text: string): readonly Warning[] {
  if (!IMITATION.test(text)) return [];
  return text.split("\n").flatMap((content, index) => {
    const words = IMITATION.test(content) ? (content.match(/\p{L}+/gu) ?? []) : [];
    if (!words.some((word) => LATIN.test(word) && IMITATION.test(word))) return [];
    return [{ file, line: index + 1, message: "a word mixes Latin letters with look-alikes of Cyrillic or Armenian" }];
  });
}
