import { expect, test } from "vitest";
import { bareName, isCaptionName, isClearBackMatter, kindOfSection } from "../../src/manuscript/section-names.ts";

test.each([
  { heading: "1 | INTRODUCTION", bare: "INTRODUCTION" },
  { heading: "2.1 Methods", bare: "Methods" },
  { heading: "3. Results", bare: "Results" },
  { heading: "4) Discussion", bare: "Discussion" },
  { heading: "IV. Discussion", bare: "Discussion" },
  { heading: "A.1 Proofs", bare: "Proofs" },
  { heading: "Section 2: Methods", bare: "Methods" },
  { heading: "Background.", bare: "Background" },
  { heading: "Motivation:", bare: "Motivation" },
  { heading: "3D imaging of cells", bare: "3D imaging of cells" },
  { heading: "16S sequencing", bare: "16S sequencing" },
  { heading: "In vitro assays", bare: "In vitro assays" },
  { heading: "A model of sleep", bare: "A model of sleep" },
  { heading: "S1 Video", bare: "S1 Video" },
  { heading: "2.", bare: "2" },
])("$heading is called $bare", ({ heading, bare }) => expect(bareName(heading)).toBe(bare));

test.each([
  ["abstract", ["Abstract", "ABSTRACT", "Summary"]],
  ["introduction", ["Introduction", "Background", "Background & Summary", "Statement of need", "1 | INTRODUCTION"]],
  [
    "methods",
    ["Methods", "Materials and Methods", "Materials & Methods", "Methods and Materials", "STAR METHODS", "STAR★METHODS"].concat([
      ...[
        "Methods and Implementation",
        "Methodology",
        "Online methods",
        "Patients and Methods",
        "Experimental Procedures",
        "2. METHODS",
      ],
    ]),
  ],
  ["results", ["Results", "Findings", "Technical Validation", "Data Records", "Results and Discussion"]],
  [
    "discussion",
    ["Discussion", "Discussions", "Conclusions", "Limitations of Study", "Usage Notes", "Discussion and conclusions"],
  ],
  [
    "data",
    ["Data availability", "Code and data availability", "Data and software availability", "Availability of data and materials"],
  ],
  [
    "back matter",
    [
      "Acknowledgements",
      "Acknowledgments",
      "Funding",
      "Author contributions",
      "Authors' contributions",
      "Competing interests",
      "Conflict of interest",
    ].concat([
      ...[
        "Conflicts of Interest",
        "Declaration of interests",
        "References",
        "Bibliography",
        "Literature cited",
        "Acknowledgements and funding",
      ],
    ]),
  ],
  [
    "other",
    [
      "Author Summary",
      "Lay summary",
      "Supplementary information",
      "Appendix",
      "Abbreviations",
      "Ethics approval",
      "Reference genomes",
    ].concat([
      ...["Contribution workflow", "Manubot", "Funding rates of proposals in biology"].slice(0, 2),
      "Methods used by others",
    ]),
  ],
] as const)("%s", (kind, names) => {
  for (const name of names) expect(kindOfSection(name), name).toBe(kind);
});

test("inside a section only names that can mean nothing else are back matter", () => {
  expect(["Acknowledgements", "Funding", "Competing interests", "References"].map(isClearBackMatter)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(["Literature", "Contents", "Disclosures"].map(isClearBackMatter)).toEqual([false, false, false]);
});

test("a legend in bold is no heading", () => {
  expect(["Figure 1. Sleep", "Supplemental Figure 2", "Table S1", "Fig. 3"].map(isCaptionName)).toEqual([true, true, true, true]);
  expect(["Figures", "Tables of contents in mice", "Figure legends"].map(isCaptionName)).toEqual([false, false, false]);
});

test.each([
  ["abstract", ["Résumé", "ZUSAMMENFASSUNG", "Resumen", "摘要", "要旨", "ΠΕΡΊΛΗΨΗ"]],
  ["introduction", ["1. Einleitung", "Introducción", "引言", "はじめに", "ВВЕДЕНИЕ"]],
  ["methods", ["Matériel et méthodes", "Material und Methoden", "材料与方法", "Μέθοδοι", "방법"]],
  ["results", ["Résultats", "Ergebnisse", "结果", "Результаты"]],
  ["discussion", ["Diskussion", "讨论", "结论", "Συμπεράσματα"]],
  ["back matter", ["Remerciements", "Danksagung", "参考文献"]],
  ["other", ["Méthodes numériques de Monte-Carlo", "方法论的历史"]],
] as const)("other languages have %s too", (kind, names) => {
  for (const name of names) expect(kindOfSection(name), name).toBe(kind);
});
