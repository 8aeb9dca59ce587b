/** Every row as a whole paper, with the key of its verdict: shown, or not shown, by the tools that `verdicts.json` names. */
import { createHash } from "node:crypto";
import type { Format } from "../../../src/manuscript/manuscript.ts";
import { LATEX_CASES } from "./latex-cases.ts";
import { MARKDOWN_CASES } from "./markdown-cases.ts";
import { TYPST_CASES } from "./typst-cases.ts";

export interface HiddenCase {
  readonly key: string;
  readonly kind: string;
  readonly format: Exclude<Format, "jats" | "notebook">;
  readonly judge: "latex" | "markdown" | "myst" | "typst";
  readonly source: string;
}

/** Harmless words that no page holds by chance. */
const WORDS = "quokka lantern";

function latexPaper(preamble: string, body: string): string {
  return [
    "\\documentclass{article}",
    "\\usepackage{amsmath}\\usepackage[table]{xcolor}\\usepackage{graphicx}",
    preamble,
    "\\begin{document}",
    `Opening words. ${body}`,
    "",
    "Closing words.",
    "\\end{document}",
    "",
  ].join("\n");
}

function keyOf(format: string, source: string): string {
  return createHash("sha256").update(`${format}\n${source}`).digest("hex").slice(0, 12);
}

const written: readonly Omit<HiddenCase, "key">[] = [
  ...LATEX_CASES.map(({ kind, preamble, body }) => ({
    kind,
    format: "latex" as const,
    judge: "latex" as const,
    source: latexPaper(preamble, body).replaceAll("§", WORDS),
  })),
  ...MARKDOWN_CASES.map(({ kind, format, source }) => ({
    kind,
    format,
    judge: format === "myst" ? ("myst" as const) : ("markdown" as const),
    source: `${source.startsWith("---") ? "" : "Opening words.\n\n"}${source.replaceAll("§", WORDS)}\n\nClosing words.\n`,
  })),
  ...TYPST_CASES.map(({ kind, body }) => ({
    kind,
    format: "typst" as const,
    judge: "typst" as const,
    source: `Opening words.\n\n${body.replaceAll("§", WORDS)}\n\nClosing words.\n`,
  })),
];

export const CASES: readonly HiddenCase[] = [
  ...new Map(written.map((one) => [keyOf(one.format, one.source), { key: keyOf(one.format, one.source), ...one }])).values(),
];
