/** Citations and cross references by key, as Pandoc, Manubot and Quarto write them. */

import { sticky } from "./forward.ts";
import { CITE, REF, type Shows } from "./region.ts";
import type { Covered } from "./scanner.ts";

/** Prefixes by which a key names a thing in the paper and not one in the bibliography. */
const REFERENCE =
  /^(?:s?fig(?:ure)?|s?tbl|s?tab(?:le)?|eqn?|sec|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|video|apx|app|supp|suppfig|supptbl)[:-]/i;

/** @param inside what stands between the brackets  @returns undefined where it cites nothing */
export function citation(inside: string): Shows | undefined {
  const keys = [...inside.matchAll(/(?:^|[\s;(-])-?@\{?([\w:][^\s;\]}]*)/g)].map((found) => found[1] ?? "");
  if (keys.length === 0) return undefined;
  return keys.every((key) => REFERENCE.test(key)) ? REF : CITE;
}

/** `@smith2020`, `@doi:10.1000/182`, `@fig:one`, in the running text. */
export function nakedCitation({ scan, text }: Covered, at: number): number {
  if (/[\p{L}\p{N}\\@/.]/u.test(text[at - 1] ?? " ")) return at + 1;
  const key = sticky(
    /@(?:\{[^{}\s]{1,500}\}|[\p{L}\p{N}_*](?:[\p{L}\p{N}_]|[:.#$%&\-+?<>~/()*](?=[\p{L}\p{N}_])){0,500})/uy,
    text,
    at,
  );
  if (key === undefined) return at + 1;
  const start = text[at - 1] === "-" && /[\s[(]/.test(text[at - 2] ?? " ") ? at - 1 : at;
  return scan.cover(start, at + key.length, REFERENCE.test(key.replace(/^@\{?/, "")) ? REF : CITE);
}

/** `{@fig:one}`, `{+@fig:one}`, `{*@eq:two}`: a reference with its braces. */
export function inBraces(text: string, at: number): string | undefined {
  return sticky(/\{[+*!]?@[\w:.-]{1,200}\}/y, text, at);
}
