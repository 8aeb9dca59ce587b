/** Masks what hides its content within a paragraph: code, math, templates, and what HTML tags hide. Invariant: scanning goes on
 *  after where it began, so it ends. */
import { unitSymbol } from "../latex/siunitx.ts";
import { hiddenInMath } from "./embedded-latex.ts";
import { matchAt } from "./forward-search.ts";
import { maskHtml } from "./mask-html.ts";
import { CITE, NOTHING, REF, type Replacement, type Scanner, VALUE } from "./scanner.ts";
import { templateTag } from "./templates.ts";

/** @param at one of \ ` $ < {  @returns where scanning goes on, always after `at` */
export function maskInline(scanner: Scanner, at: number): number {
  switch (scanner.text[at]) {
    case "\\":
      return /[A-Za-z\n]/.test(scanner.text[at + 1] ?? "") ? at + 1 : at + 2;
    case "`":
      return codeSpan(scanner, at, at);
    case "$":
      return math(scanner, at);
    case "<":
      return maskHtml(scanner, at);
    default:
      return brace(scanner, at);
  }
}

/** A longer run of backticks begins no code span: real texts have none, and each length costs a search of its own. */
const LONGEST_TICKS = 16;

/** `` `r mean(x)` ``, `` {cite:p}`key` ``
 *   ^ ticks                 ^ ticks, with the region beginning at the role */
function codeSpan(scanner: Scanner, start: number, ticks: number, role?: string): number {
  const { text, ahead } = scanner;
  let open = ticks;
  while (text[open] === "`") open++;
  const length = open - ticks;
  if (length > LONGEST_TICKS) return open;
  const close = ahead.match(new RegExp(`(?<!\`)\`{${length}}(?!\`)`, "g"), open);
  if (close >= ahead.paragraphEnd(open)) return open;
  const replacement = role === undefined ? codeShows(scanner, open, close) : roleShows(role, text, open, close);
  return scanner.mask(start, close + length, replacement);
}

/** Code that knitr, Quarto or Jupyter computes, as `r n` or `{python} n`. */
const COMPUTED = /^(?:r|python|julia|\{[a-z]+\})[ \t\n]/;

/** `` `r params$mice` ``: what the file's head says. */
const PARAMETER = /^r\s+params(?:\$([\w.]+)|\[\[["']([\w.]+)["']\]\])\s*$/;

function codeShows({ text, values }: Scanner, start: number, end: number): Replacement {
  const [, dollar, bracket] = end - start > 200 ? [] : (PARAMETER.exec(text.slice(start, end)) ?? []);
  const known = dollar === undefined && bracket === undefined ? undefined : values("params", dollar ?? bracket ?? "");
  if (known !== undefined) return { kind: "token", token: known };
  return COMPUTED.test(text.slice(start, start + 20)) ? VALUE : { kind: "source", start, end };
}

function roleShows(role: string, text: string, start: number, end: number): Replacement {
  if (/^(?:cite|footcite)/.test(role)) return CITE;
  if (/^(?:ref|numref|eq|prf:ref)$/.test(role)) return REF;
  if (role === "eval" || role === "glue") return VALUE;
  const content = text.slice(start, end);
  if (/^(?:sup|superscript)$/.test(role))
    return { kind: "token", token: /^[\d+\-\u2212]/.test(content) ? `^${content}` : content };
  // mystmd 1.8 sets one symbol after the other, whatever powers or fractions they make.
  const [, number = "", units] = role === "si" ? (/^\s*([^<>]*?)\s*<([^<>]*)>\s*$/.exec(content.slice(0, 200)) ?? []) : [];
  if (units !== undefined) {
    const symbols = units.split("\\").map((unit) => unitSymbol(unit.trim()));
    return { kind: "token", token: `${number} ${symbols.join("")}`.trim() };
  }
  if (role === "math") return { kind: "token", token: `$${content}$` };
  if (role === "abbr") return { kind: "source", start, end: start + content.replace(/\s*\([^()]*\)\s*$/, "").length };
  // {ref}`the text <target>`
  const target = /\s*<[^<>`]*>$/.exec(text.slice(Math.max(start, end - 300), end))?.[0] ?? "";
  return { kind: "source", start, end: target.length < end - start ? end - target.length : end };
}

/** Pandoc's rule: no white space inside the dollars, no digit after the closing one, no blank line between.
 *      costs $5 and $10, but $p < 0.05$
 *            ^ opens and finds no end    ^ math */
function math(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  if (text[at + 1] === "$") return displayMath(scanner, at);
  if (/\s/.test(text[at + 1] ?? " ")) return at + 1;
  const close = ahead.match(/(?<![\s\\])\$(?!\d)/g, at + 2);
  if (close >= ahead.paragraphEnd(at)) return at + 1;
  return maskMath(scanner, at, close + 1);
}

/** Math stays as it is, but for what a reader does not see of it. */
function maskMath(scanner: Scanner, at: number, end: number): number {
  let from = at;
  for (const hidden of hiddenInMath(scanner.text, at, end)) {
    scanner.mask(from, hidden.start, { kind: "source", start: from, end: hidden.start });
    scanner.hide(hidden.start, hidden.end, hidden.technique, scanner.text.slice(hidden.start, hidden.end));
    from = hidden.end;
  }
  return scanner.mask(from, end, { kind: "source", start: from, end });
}

/** Lines. Between two lines of nothing but `$$` a blank line is an oversight of the author, a page is a forgotten dollar. */
const LONGEST_DISPLAY = 40;

function displayMath(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  let close = ahead.find("$$", at + 2);
  if (close >= ahead.paragraphEnd(at)) {
    const alone = ahead.lineEnd(at) === at + 2 || text[at + 2] === "\r";
    close = ahead.match(/(?<=\n[ \t]*)\$\$/g, at + 2);
    if (!alone || close === text.length || linesWithin(text, at, close, LONGEST_DISPLAY) > LONGEST_DISPLAY) return at + 2;
  }
  return maskMath(scanner, at, close + 2);
}

function linesWithin(text: string, start: number, end: number, enough: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", start); at !== -1 && at < end && lines <= enough; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** `{{ value }}`, `{{< var x >}}`, `{% if %}`, `{# comment #}`, and a MyST role before its backticks. */
function brace(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  if (text.startsWith("{{<", at)) return shortcode(scanner, at);
  if (text.startsWith("{{", at)) return template(scanner, at);
  if (text.startsWith("{%", at))
    return templateTag(scanner, at, ahead.find("%}", at + 2), (end) => masked(scanner, at, end, NOTHING));
  const role = matchAt(/\{([a-zA-Z][\w:-]{0,40})\}(?=`)/y, text, at);
  if (role !== undefined && !text.startsWith("```", at + role.length))
    return codeSpan(scanner, at, at + role.length, role.slice(1, -1));
  if (scanner.format === "manubot" && text.startsWith("{##", at)) return upTo(scanner, at, ahead.find("#}", at + 3), NOTHING); // `{# x #}` is printed
  return at + 1;
}

/** `{{manubot.date}}` is made by a program; `{{mice}}` may stand in Manubot's metadata. */
function template(scanner: Scanner, at: number): number {
  const close = scanner.ahead.find("}}", at + 2);
  const name = close - at > 200 ? "" : scanner.text.slice(at + 2, close).trim();
  const quoted = /^(?:"([^"]*)"|'([^']*)')$/.exec(name);
  const known =
    name === "" ? undefined : (quoted?.[1] ?? quoted?.[2] ?? scanner.assigned.get(name) ?? scanner.values("template", name));
  return upTo(scanner, at, close, known === undefined ? VALUE : { kind: "token", token: known });
}

/** Masks up to and with the two characters at `close`, if there are any. */
function upTo(scanner: Scanner, at: number, close: number, replacement: Replacement): number {
  return close === scanner.text.length ? at + 2 : masked(scanner, at, close + 2, replacement);
}

/** A placeholder must stay part of a line: white space at its beginning is nothing to the Markdown parser. */
function masked(scanner: Scanner, at: number, end: number, replacement: Replacement): number {
  return scanner.mask(at, end, replacement, replacement === NOTHING && scanner.ahead.standsAlone(at, end) ? "blank" : "word");
}

/** Shortcodes that print something computed; the others make breaks, videos and the like. */
const PRINTING = /^(?:var|meta|env|embed)\b/;

function shortcode(scanner: Scanner, at: number): number {
  const { text, ahead } = scanner;
  const close = ahead.find(">}}", at);
  if (close > ahead.lineEnd(at)) return at + 3;
  const words = text.slice(at + 3, close).trim();
  const included = /^include\s+(.+)$/.exec(words)?.[1];
  if (included !== undefined) scanner.inclusions.push({ start: at, path: included.replace(/^["']|["']$/g, "") });
  const [, notebook, cells] = /^embed\s+["']?([^\s"'#]+\.ipynb)(?:#([^\s"']+))?/.exec(words) ?? [];
  if (notebook !== undefined && scanner.format === "quarto") {
    scanner.inclusions.push({ start: at, path: notebook, options: new Map([["cells", cells ?? ""]]) });
    return masked(scanner, at, close + 3, NOTHING);
  }
  const [, kind, name = ""] = /^(var|meta)\s+["']?([^\s"']+)["']?$/.exec(words) ?? [];
  const known = kind === "var" || kind === "meta" ? scanner.values(kind, name) : undefined;
  if (known !== undefined) return masked(scanner, at, close + 3, { kind: "token", token: known });
  return masked(scanner, at, close + 3, PRINTING.test(words) ? VALUE : NOTHING);
}
