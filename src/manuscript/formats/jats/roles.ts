/** What the elements of JATS are for: which begin blocks, which hold captions, which print nothing, and which are no part of the
 *  paper. What is not listed here is looked into: its text is text of what stands around it. */
import type { XmlElement } from "./xml.ts";

export type Role =
  /** Its paragraphs are passages. */
  | { readonly role: "block" }
  | { readonly role: "paragraph" }
  | { readonly role: "section" }
  | { readonly role: "title" }
  | { readonly role: "list item" }
  /** Label and caption are one passage. */
  | { readonly role: "float" }
  | { readonly role: "table" }
  | { readonly role: "caption" }
  | { readonly role: "notes of a table" }
  | { readonly role: "footnote" }
  | { readonly role: "code" }
  | { readonly role: "formula" }
  | { readonly role: "math" }
  | { readonly role: "alternatives" }
  | { readonly role: "reference" }
  | { readonly role: "superscript" }
  | { readonly role: "blank" }
  /** Prints nothing, or says who wrote the paper and where. */
  | { readonly role: "unseen" }
  | { readonly role: "left out"; readonly why: string };

const ROLES = new Map<string, Role>();
function declare(role: Exclude<Role["role"], "left out">, names: string): void {
  for (const name of names.trim().split(/\s+/)) ROLES.set(name, { role });
}
function leaveOut(why: string, names: string): void {
  for (const name of names.split(" ")) ROLES.set(name, { role: "left out", why });
}
declare(
  "block",
  `body abstract list def-list disp-quote verse-group boxed-text statement speech glossary app-group fn-group floats-group table-wrap-group fig-group
  disp-formula-group chem-struct-wrap question-wrap question answer explanation block-alternatives supplementary-material-group notes note def poem`,
);
declare("paragraph", "p verse-line term def-head term-head speaker attrib");
declare("section", "sec app");
declare("title", "title subtitle");
declare("list item", "list-item def-item");
declare("float", "fig table-wrap supplementary-material media");
declare("table", "table array");
declare("caption", "caption");
declare("notes of a table", "table-wrap-foot");
declare("footnote", "fn");
declare("code", "code preformat");
declare("formula", "inline-formula disp-formula");
declare("math", "tex-math math");
declare("alternatives", "alternatives");
declare("reference", "xref");
declare("superscript", "sup");
declare("blank", "break hr");
declare(
  "unseen",
  `label object-id alt-text long-desc graphic inline-graphic private-char inline-media email index-term index-term-range-end permissions copyright-statement
  license sec-meta kwd-group milestone-start milestone-end target related-article related-object contrib-group contrib aff aff-alternatives author-notes
  author-comment address bio processing-meta custom-meta-group fn-symbol col colgroup textual-form-unused`,
);
leaveOut("acknowledgements", "ack");
leaveOut("bibliography", "ref-list ref");
leaveOut("referee reports and answers to them", "sub-article response");

export function roleOf({ name }: XmlElement): Role | undefined {
  return ROLES.get(name);
}

/** Elements that stand apart from the text around them on the page: a blank parts their words. */
export function partsWords({ name }: XmlElement): boolean {
  const role = ROLES.get(name)?.role;
  return (
    /^(?:block|paragraph|section|title|list item|float|table|caption|notes of a table|blank)$/.test(role ?? "") ||
    /^(?:t[rdh]|disp-formula)$/.test(name)
  );
}

/** Of `alternatives`, and of a formula that holds the same in two forms: what says most in words. */
const BEST = [
  "table",
  "tex-math",
  "math",
  "textual-form",
  "array",
  "code",
  "preformat",
  "chem-struct",
  "media",
  "supplementary-material",
];

export function bestAlternative(elements: readonly XmlElement[]): XmlElement | undefined {
  return (
    BEST.flatMap((name) => elements.filter((one) => one.name === name))[0] ??
    elements.find((one) => roleOf(one)?.role !== "unseen")
  );
}

/** By the types that JATS suggests: notes and sections that say who wrote the paper, who paid, and what they gain, and what a
 *  journal adds. The others are text. */
const BACK_MATTER: readonly (readonly [why: string, type: RegExp])[] = [
  ["author contributions", /^(?:con|contributed|contributions?|author-contributions?|equal)$/i],
  ["competing interests", /^(?:conflicts?|coi-?statement|competing-interests?|disclosure)$/i],
  ["funding", /^(?:financial-disclosure|supported-by|funding|funding-statement)$/i],
  ["acknowledgements", /^acknowledge?ments?$/i],
  [
    "authors and their addresses",
    /^(?:corresp|current-aff|present-address|deceased|on-leave|participating-researchers|presented-(?:at|by)|edited-by|study-group-members|author|orcid)$/i,
  ],
  ["notes of the journal", /^(?:peer-?review.*|update|revision.*|version.*|publication-type|correction.*)$/i],
];

/** @returns why a footnote, or a section or notes without a title, is no text of the paper; undefined where it is */
export function backMatterReason({ attributes }: XmlElement): string | undefined {
  const type = ["fn-type", "notes-type", "sec-type", "content-type"].flatMap((name) => attributes.get(name) ?? [])[0];
  return type === undefined ? undefined : BACK_MATTER.find(([, pattern]) => pattern.test(type))?.[0];
}

/** `specific-use` that means: do not print. Its other values name a version or an output that has readers. */
const NOT_SHOWN =
  /\b(?:hidden|hide|invisible|no-?display|no-?print|do-?not-?(?:display|print|show|publish)|not-?(?:displayed|printed|shown|for-?display)|suppress(?:ed)?|internal(?:-only)?|production-?only|non-?display)\b/i;

/** @returns the attribute that says that no page shows the element; undefined where none does */
export function hiddenUse({ attributes }: XmlElement): string | undefined {
  const use = attributes.get("specific-use") ?? "";
  return NOT_SHOWN.test(use) ? `specific-use="${use.slice(0, 40)}"` : undefined;
}

/** Kinds of abstracts that are the paper's own; the others are for a cover, a search engine or the public. */
export function isOwnAbstract({ attributes }: XmlElement): boolean {
  const type = attributes.get("abstract-type");
  return type === undefined || /^(?:abstract|main|normal|structured|section|unstructured|full)$/i.test(type);
}
