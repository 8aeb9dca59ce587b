/** What the parts of a paper are called in other languages than English: enough to see that a text is a paper and which part is its abstract.
 *  A name that stands here in no language is kept as a section of its own, so what is missing costs little. */
export type ForeignKind = "abstract" | "introduction" | "methods" | "results" | "discussion" | "back matter";

const NAMES: readonly (readonly [ForeignKind, string])[] = [
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

const PATTERNS = NAMES.map(([kind, names]) => [kind, new RegExp(`^(?:${names})$`, "iu")] as const);

/** @param name without numbering  @returns undefined for a name that none of these languages has */
export function foreignKind(name: string): ForeignKind | undefined {
  return PATTERNS.find(([, pattern]) => pattern.test(name.normalize("NFC")))?.[0];
}
