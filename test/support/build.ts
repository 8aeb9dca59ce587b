/** Values for tests that are about something else: each function fills in all that a test does not name. */
import type { Concern } from "../../src/concern.ts";
import type { Manuscript, Passage, Section, SectionPassage } from "../../src/manuscript/manuscript.ts";

export function concern(text: string, severity: Concern["severity"] = "minor", category: Concern["category"] = "other"): Concern {
  return { text, category, severity };
}

export function passage(text: string, rest: Partial<SectionPassage> = {}): SectionPassage {
  return {
    kind: "paragraph",
    file: "paper.md",
    startLine: 1,
    endLine: 1,
    source: text,
    text,
    lines: [{ offset: 0, line: 1 }],
    ...rest,
  };
}

/** @param texts a paragraph each; the heading comes first, as in a parsed manuscript */
export function section(name: string, ...texts: readonly (string | SectionPassage)[]): Section {
  const heading = name === "" ? [] : [passage(name, { kind: "heading", level: 1 })];
  return { name, passages: [...heading, ...texts.map((text) => (typeof text === "string" ? passage(text) : text))] };
}

export function manuscript(parts: Partial<Omit<Manuscript, "title">> & { readonly title?: Passage | undefined }): Manuscript {
  return {
    format: "markdown",
    root: "paper.md",
    files: ["paper.md"],
    abstract: [],
    sections: [],
    leftOut: [],
    warnings: [],
    hidden: [],
    ...parts,
    title: parts.title,
  };
}
