/** What a section's name says about it. Names seen in real repositories; in doubt a section is "other", which is kept. */
import { foreignKind } from "./foreign-section-names.ts";

export type SectionKind = "abstract" | "introduction" | "methods" | "results" | "discussion" | "data" | "back matter" | "other";

/** Without numbering ("1 | INTRODUCTION", "2.1 Methods", "III. Results", "A.1 Proofs") and without a closing colon or full stop. */
export function bareName(heading: string): string {
  const bare = heading
    .trim()
    .replace(/^(?:section|chapter)\s+(?=\d)/i, "")
    .replace(/^(?:\d+(?:\.\d+)*|[IVX]+(?=\.)|[A-Z](?=\.\d)(?:\.\d+)+)\s*[.:)|–—-]?\s+(?=\S)/u, "")
    .replace(/^\|\s*/, "")
    .replace(/\s*[.:]+$/, "")
    .trim();
  return bare === "" ? heading.trim() : bare;
}

const words = (pattern: string) => new RegExp(`^(?:${pattern})$`, "i");

const METHOD =
  "(?:(?:star|star★|online|experimental|materials?,?) )?(?:(?:materials?|patients?|subjects|data|participants) (?:and|&) )?";

const NAMES: readonly (readonly [SectionKind, RegExp])[] = [
  ["abstract", words("(?:structured |graphical )?abstract|summary|executive summary")],
  [
    "introduction",
    words("introduction|background|background (?:and|&) summary|statement of need|introduction and background|motivation"),
  ],
  [
    "methods",
    words(
      `${METHOD}(?:methods?|methodology|materials|procedures?|design)(?: (?:and|&) (?:materials?|methods|implementation|data|analysis))?` +
        "|experimental (?:procedures|design|section)|study design|star\\W*methods|(?:data|implementation) and methods|methods summary|online methods",
    ),
  ],
  [
    "results",
    words(
      "results?|findings|results (?:and|&) discussions?|technical validation|data records|main results|evaluation|experiments",
    ),
  ],
  [
    "discussion",
    words(
      "(?:general )?discussions?|conclusions?|concluding remarks|discussion (?:and|&) conclusions?|conclusions? (?:and|&) (?:outlook|perspectives|future work)" +
        "|usage notes|limitations(?: of (?:the )?study)?|outlook|perspectives?",
    ),
  ],
  [
    "data",
    words(
      "(?:(?:data|code|software|materials?|resource|model)(?:(?:,? and |,? & |, )(?:data|code|software|materials?|resource))* (?:availability|sharing|accessibility|access)(?: statement)?)" +
        "|availability(?: of .*| and .*)?|reporting summary",
    ),
  ],
  [
    "back matter",
    words(
      "acknowledge?ments?(?: (?:and|&) .*)?|(?:sources? of )?fund(?:ing|ers)(?: .*)?|financial (?:support|disclosures?)(?: statement)?|grants?(?: support)?" +
        "|authors?[’']?s?[’']? (?:contributions?|information|details|notes?|affiliations?)(?: .*)?|contributions|contributors|credit(?: .*)?|authors|author list|affiliations|about the authors?" +
        "|(?:statement of )?(?:competing|conflicts?|conflicting|declarations?)(?: of)? (?:financial )?interests?(?: .*)?|(?:declarations? of )?interests?(?: statement)?|disclosures?(?: statement)?|conflicts?" +
        "|(?:supplementa\\w+ |supporting |additional |cited )?references?(?: cited)?|bibliography|literature cited|works cited|literature|further reading" +
        "|correspondence|corresponding authors?|orcids?|keywords?|key words|(?:table of )?contents|list of (?:figures|tables)|copyright|licen[cs]e",
    ),
  ],
];

/** @param name with or without numbering */
export function kindOfSection(name: string): SectionKind {
  const bare = bareName(name).replace(/\s+/g, " ");
  return NAMES.find(([, pattern]) => pattern.test(bare))?.[0] ?? foreignKind(bare) ?? "other";
}

/** Back matter also where it stands inside a section: for "Literature" in the methods is no bibliography. */
export function isClearBackMatter(name: string): boolean {
  return (
    kindOfSection(name) === "back matter" &&
    /acknowledg|fund|interests|contributions|^references|bibliography/i.test(bareName(name))
  );
}

/** The parts that a research paper has, by which its sections are told from its sub-sections. */
export function isCore(kind: SectionKind): boolean {
  return kind === "abstract" || kind === "introduction" || kind === "methods" || kind === "results" || kind === "discussion";
}

/** "Figure 2.", "Supplemental Table 1": a caption set in bold, no heading. */
export function isCaptionName(name: string): boolean {
  const label =
    /^(?:(?:supplement\w*|extended data|supporting|additional)\s+)?(?:fig(?:ure)?s?|tables?|box|scheme|video|movie|file)\b\.?\s*/i.exec(
      name,
    );
  return label !== null && /^(?:S?\d|[A-Z](?![a-z]))/.test(name.slice(label[0].length));
}
