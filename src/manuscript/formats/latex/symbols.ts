/** LaTeX's spellings of what a reader sees as plain characters: symbols, accents, ligatures, and short nodes made of them. */

import type { Argument } from "./arguments.ts";
import type { LatexNode } from "./ast.ts";

/** Macros without arguments. An empty string prints nothing; a blank separates words. */
// biome-ignore format: a dense table
export const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "%": "%", "&": "&", $: "$", "#": "#", _: "_", "{": "{", "}": "}", " ": " ", "\n": " ", "\t": " ", ",": " ", ";": " ", ":": " ", ">": " ",
    "!": "", "/": "", "-": "", "@": "", "+": "", "(": "", ")": "",
    quad: " ", qquad: " ", space: " ", xspace: "", thinspace: " ", enspace: " ", enskip: " ", nobreakspace: " ", newline: " ", linebreak: " ",
    ss: "ß", SS: "SS", o: "ø", O: "Ø", l: "ł", L: "Ł", ae: "æ", AE: "Æ", oe: "œ", OE: "Œ", aa: "å", AA: "Å", i: "ı", j: "ȷ", dh: "ð", DH: "Ð",
    dj: "đ", DJ: "Đ", ng: "ŋ", NG: "Ŋ", th: "þ", TH: "Þ",
    S: "§", P: "¶", copyright: "©", pounds: "£", euro: "€", texteuro: "€", EUR: "€", dag: "†", ddag: "‡", dots: "…", ldots: "…", textellipsis: "…",
    slash: "/", LaTeX: "LaTeX", TeX: "TeX", LaTeXe: "LaTeX2e", BibTeX: "BibTeX", textbackslash: "\\", textasciitilde: "~", textasciicircum: "^",
    textless: "<", textgreater: ">", textbar: "|", textbraceleft: "{", textbraceright: "}", textunderscore: "_", textdollar: "$", textpercent: "%",
    textendash: "–", textemdash: "—", textquoteleft: "‘", textquoteright: "’", textquotedblleft: "“", textquotedblright: "”", textquotesingle: "'",
    textquotedbl: '"', lq: "‘", rq: "’", guillemotleft: "«", guillemotright: "»", textregistered: "®", texttrademark: "™", textcopyright: "©",
    textbullet: "•", textdagger: "†", textdaggerdbl: "‡", textsection: "§", textparagraph: "¶", textdegree: "°", degree: "°", textmu: "µ",
    textpm: "±", textmultiply: "×", textdiv: "÷", texttimes: "×", textminus: "−", textohm: "Ω", textonehalf: "½", textonequarter: "¼", textthreequarters: "¾",
    textperthousand: "‰", textpertenthousand: "‱", permil: "‰", textcelsius: "℃", textasteriskcentered: "*",
    textcolon: ":", colon: ":", textordfeminine: "ª", textordmasculine: "º", textonesuperior: "¹", texttwosuperior: "²", textthreesuperior: "³",
    // Written outside math by mistake, or made safe by a class; a reader sees the letter all the same.
    alpha: "α", beta: "β", gamma: "γ", delta: "δ", kappa: "κ", lambda: "λ", mu: "μ", pm: "±", times: "×", sim: "~", approx: "≈", le: "≤", leq: "≤",
    ge: "≥", geq: "≥", rightarrow: "→", to: "→", leftarrow: "←", cdot: "·", infty: "∞", textalpha: "α", textbeta: "β", textgamma: "γ", textkappa: "κ",
    textrightarrow: "→", checkmark: "✓", cmark: "✓", ie: "i.e.", eg: "e.g.", etal: "et al.", today: "",
  }),
);

/** Accent macros and the combining characters that they set upon their argument. */
// biome-ignore format: a dense table
const ACCENTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    c: "\u0327", v: "\u030c", u: "\u0306", H: "\u030b", k: "\u0328", r: "\u030a", d: "\u0323", b: "\u0331", t: "\u0361",
  }),
);

export function isAccent(macro: string): boolean {
  return ACCENTS.has(macro);
}

/** @param letter the accent's argument as a reader sees it: `e`, or `ı` of `\'\i` */
export function accented(macro: string, letter: string): string {
  const [first = "", ...rest] = letter.replace(/^ı/, "i").replace(/^ȷ/, "j");
  return (first + (ACCENTS.get(macro) ?? "")).normalize("NFC") + rest.join("");
}

// biome-ignore format: a dense table
const LIGATURES: readonly (readonly [string, string])[] = [
  ["---", "—"], ["--", "–"], ["``", "“"], ["''", "”"], [",,", "„"], ["?`", "¿"], ["!`", "¡"], ["`", "‘"], ["'", "’"], ["~", " "],
];

/** What TeX's fonts make of plain characters: `--` is one dash, `~` a blank. */
export function withLigatures(text: string): string {
  return LIGATURES.reduce((so, [written, seen]) => so.replaceAll(written, seen), text);
}

/** Nodes as LaTeX again, such as the math in a macro's argument. */
export function sourceText(nodes: readonly LatexNode[]): string {
  return nodes
    .map((node) => {
      switch (node.kind) {
        case "text":
        case "verb":
          return node.text;
        case "group":
          return `{${sourceText(node.children)}}`;
        case "macro":
          return `\\${node.name}${/[a-zA-Z]$/.test(node.name) ? " " : ""}`;
        case "math":
          return node.body;
        case "environment":
          return sourceText(node.children);
        default:
          return " ";
      }
    })
    .join("")
    .replace(/ (?=[^a-zA-Z]|$)/g, "");
}

/** What a reader sees of short nodes, such as an accent's letter, a power or a unit. */
export function visibleText(nodes: Argument): string {
  return (nodes ?? []).map(visibleTextOf).join("").replace(/\s+/g, " ").trim();
}

function visibleTextOf(node: LatexNode): string {
  switch (node.kind) {
    case "text":
      return withLigatures(node.text);
    case "blank":
      return " ";
    case "group":
      return visibleText(node.children);
    case "math":
      return `$${node.body.trim()}$`;
    case "macro":
      return SYMBOLS.get(node.name) ?? "";
    case "verb":
      return node.text;
    case "paragraph end":
    case "environment":
      return "";
  }
}

/** The signs that \DeclarePairedDelimiter sets around what stands between them: one sign each; `separator` between two arguments,
 *  "" where there is one. */
export interface PairedDelimiters {
  readonly left: string;
  readonly separator: string;
  readonly right: string;
}

const DELIMITER_SIGNS: Readonly<Record<string, string>> = {
  ...{
    lvert: "|",
    rvert: "|",
    vert: "|",
    lVert: "∥",
    rVert: "∥",
    Vert: "∥",
    "|": "∥",
    langle: "⟨",
    rangle: "⟩",
    lfloor: "⌊",
    rfloor: "⌋",
  },
  ...{ lceil: "⌈", rceil: "⌉", "{": "{", "}": "}", lbrace: "{", rbrace: "}", mid: "|", lbrack: "[", rbrack: "]" },
};
/** Space, and the size of what stands between. */
const NO_SIGN = /^(?:[,;:! ]|delimsize|mathopen|mathclose|quad|nonscript|allowbreak|left|right|middle)$/;

/** A delimiter, or what stands between two arguments, in signs. */
function signsOf(nodes: readonly LatexNode[]): string {
  return nodes
    .map((node) => {
      if (node.kind === "text") return node.text;
      if (node.kind === "macro") return DELIMITER_SIGNS[node.name] ?? (NO_SIGN.test(node.name) ? "" : `\\${node.name}`);
      return node.kind === "group" ? signsOf(node.children) : "";
    })
    .join("")
    .replace(/\s+/g, "");
}

/** @param body of the arguments, `#1` or `#1,#2`  @returns undefined where more stands in it than fits there */
export function pairedDelimiters(
  left: readonly LatexNode[],
  body: readonly LatexNode[],
  right: readonly LatexNode[],
): PairedDelimiters | undefined {
  const [opens, closes, inside] = [left, right, body].map(signsOf);
  const between = body.length === 0 ? "#1" : (inside ?? "");
  const [, separator = ""] = /^#1(?:([^#]{1,2})#2)?$/.exec(between) ?? [];
  if (opens?.length !== 1 || closes?.length !== 1 || !/^#1(?:[^#]{1,2}#2)?$/.test(between)) return undefined;
  return { left: opens, separator, right: closes };
}
