/** What a section's name says about it. Names seen in real repositories; in doubt a section is "other", which is kept. */
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

/** Names in other languages than English, in lower case: enough to see that a text is a paper and which part is its abstract. A
 *  name that stands here in no language is kept as a section of its own, so what is missing costs little. */
const FOREIGN_NAMES: readonly (readonly [SectionKind, string])[] = [
  ["abstract", "résumé|zusammenfassung|kurzfassung|resumen|resumo|riassunto|sommario|samenvatting|аннотация|реферат|περίληψη"],
  ["abstract", "摘要|中文摘要|要旨|要約|抄録|초록|요약"],
  ["introduction", "einleitung|einführung|introducción|introdução|introduzione|inleiding|введение|εισαγωγή|contexte"],
  ["introduction", "引言|前言|绪论|緒論|背景|はじめに|緒言|序論|서론"],
  [
    "methods",
    "(?:matériels? et )?méthodes?|méthodologie|(?:material und )?methoden|methodik|(?:materiales? y )?métodos|metodología|(?:material e |materiais e )?métodos" +
      "|metodologia|(?:materiali e )?metodi|(?:materiaal en )?methoden?|(?:материалы и )?методы|(?:υλικά και )?μέθοδοι|μεθοδολογία",
  ],
  ["methods", "(?:材料(?:与|和|與))?方法|研究方法|実験方法|(?:対象と)?方法|(?:재료 및 )?방법"],
  [
    "results",
    "résultats(?: et discussion)?|ergebnisse|resultate|resultados(?: y discusión| e discussão)?|risultati|resultaten|результаты|αποτελέσματα",
  ],
  ["results", "结果(?:与(?:讨论|分析))?|結果(?:と考察)?|결과"],
  [
    "discussion",
    "diskussion|discusión|discussão|discussione|discussie|обсуждение|συζήτηση|schlussfolgerung(?:en)?|fazit|conclusión|conclusiones",
  ],
  [
    "discussion",
    "conclusão|conclusões|conclusioni|conclusie|заключение|выводы|συμπεράσματα|讨论|討論|考察|结论|結論|고찰|결론|おわりに",
  ],
  [
    "back matter",
    "remerciements|danksagung|agradecimientos|agradecimentos|ringraziamenti|dankwoord|благодарности|ευχαριστίες|致谢|致謝|謝辞|감사의 글",
  ],
  [
    "back matter",
    "références|literatur(?:verzeichnis)?|referencias|referências|bibliografia|bibliografía|bibliographie|список литературы|литература",
  ],
  ["back matter", "βιβλιογραφία|αναφορές|参考文献|參考文獻|引用文献|참고문헌|financement|förderung|financiación|financiamento"],
];

const FOREIGN_PATTERNS = FOREIGN_NAMES.map(([kind, names]) => [kind, new RegExp(`^(?:${names})$`)] as const);

/** @param name with or without numbering */
export function kindOfSection(name: string): SectionKind {
  const bare = bareName(name).replace(/\s+/g, " ");
  return NAMES.find(([, pattern]) => pattern.test(bare))?.[0] ?? foreignKind(bare) ?? "other";
}

/** @param name without numbering  @returns undefined for a name that none of these languages has */
function foreignKind(name: string): SectionKind | undefined {
  const plain = name.normalize("NFC").toLowerCase();
  return FOREIGN_PATTERNS.find(([, pattern]) => pattern.test(plain))?.[0];
}

/** Back matter also where it stands inside a section: for "Literature" in the methods is no bibliography. */
export function isClearBackMatter(name: string): boolean {
  return (
    kindOfSection(name) === "back matter" &&
    /acknowledg|fund|interests|contributions|^references|bibliography/i.test(bareName(name))
  );
}

/** Whether a name without numbering is that of an abstract; "summary" is one only where it opens a paper. */
export function isAbstractName(name: string): boolean {
  return /^(?:structured )?abstract$/i.test(name) || foreignKind(name) === "abstract";
}

/** The parts that a research paper has, by which its sections are distinguished from its sub-sections. */
export function isCore(kind: SectionKind): boolean {
  return ["abstract", "introduction", "methods", "results", "discussion"].includes(kind);
}

/** "Figure 2.", "Supplemental Table 1": a caption set in bold, no heading. */
export function isCaptionName(name: string): boolean {
  const label =
    /^(?:(?:supplement\w*|extended data|supporting|additional)\s+)?(?:fig(?:ure)?s?|tables?|box|scheme|video|movie|file)\b\.?\s*/i.exec(
      name,
    );
  return label !== null && /^(?:S?\d|[A-Z](?![a-z]))/.test(name.slice(label[0].length));
}
