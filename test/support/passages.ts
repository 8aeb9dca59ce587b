/** The law that every passage of every format keeps: it says exactly where it stands.
 *  A word counts as standing on a line when its letters and digits do, in order: markup inside a word (`H~2~O`, `na\"ive`) is no fault. */
import { expect } from "vitest";
import type { ParsedDocument } from "../../src/manuscript/document.ts";
import { lineAt } from "../../src/manuscript/document.ts";
import type { Passage } from "../../src/manuscript/manuscript.ts";

/** What stands for something else than its own characters: placeholders, and math between dollars. */
const NOT_WORDS = /\[(?:cite|value|ref)\]|\$\$[^$]*\$\$|\$[^$]*\$/g;

export function allPassages({ title, abstract, body }: ParsedDocument): Passage[] {
  return [...(title === undefined ? [] : [title]), ...abstract, ...body.map(({ passage }) => passage)];
}

/** @param seen what of a line is no markup, where markup can hold letters */
export function expectExactPassage(passage: Passage, fileText: string, seen = (line: string) => line): void {
  const at = `${passage.file}:${passage.startLine}-${passage.endLine} ${JSON.stringify(passage.text.slice(0, 60))}`;
  expectReadable(passage, at);
  expectMarks(passage, at);
  expectSlice(passage, fileText, at);
  const lines = fileText.split("\n");
  const words = wordsOf(passage.text);
  for (const { word, offset } of [words.at(0), words.at(-1)].filter((found) => found !== undefined)) {
    const line = lineAt(passage.lines, offset);
    expect(letters(seen(lines[line - 1] ?? "")), `${at}: line ${line} should hold the word ${word}`).toContain(letters(word));
  }
}

function expectReadable({ text }: Passage, at: string): void {
  expect(text, `${at}: never empty`).not.toBe("");
  expect(text, `${at}: on one line, blanks collapsed, trimmed`).toBe(text.replace(/\s+/g, " ").trim());
}

function expectMarks({ text, lines, startLine, endLine }: Passage, at: string): void {
  expect(lines[0], `${at}: text begins on the first line`).toEqual({ offset: 0, line: startLine });
  expect(lines.at(-1)?.line, `${at}: text ends on the last line`).toBe(endLine);
  for (const [index, mark] of lines.entries()) {
    const before = lines[index - 1];
    if (before === undefined) continue;
    expect(mark.offset, `${at}: marks ascend`).toBeGreaterThan(before.offset);
    expect(mark.line, `${at}: lines ascend`).toBeGreaterThan(before.line);
    expect(mark.offset, `${at}: marks lie in the text`).toBeLessThan(text.length);
  }
}

/** The source, cut at line ends, is a part of exactly the lines that the passage names. */
function expectSlice({ source, startLine, endLine }: Passage, fileText: string, at: string): void {
  let lineStart = 0;
  for (let line = 1; line < startLine; line++) lineStart = fileText.indexOf("\n", lineStart) + 1;
  const lineEnd = fileText.indexOf("\n", lineStart);
  const start = fileText.indexOf(source, lineStart);
  expect(start, `${at}: source is a slice of the file`).toBeGreaterThanOrEqual(lineStart);
  expect(start, `${at}: source begins on its first line`).toBeLessThanOrEqual(lineEnd === -1 ? fileText.length : lineEnd);
  expect(source.split("\n").length - 1, `${at}: source ends on its last line`).toBe(endLine - startLine);
  expect(source, `${at}: source has no blanks around it`).toBe(source.trim());
}

function wordsOf(text: string): { word: string; offset: number }[] {
  const wordsOnly = text.replace(NOT_WORDS, (found) => " ".repeat(found.length));
  return [...wordsOnly.matchAll(/\S+/g)]
    .map((found) => ({ word: found[0], offset: found.index }))
    .filter(({ word }) => letters(word) !== "");
}

/** Letters and digits alone, accents off. */
function letters(text: string): string {
  return text.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "");
}
