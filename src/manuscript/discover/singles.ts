/** Looks into files that no project lists, the likeliest first, and tells which could be a paper by themselves. */
import { UserError } from "../../errors.ts";
import { byCodeUnit, extensionOf } from "../files/paths.ts";
import type { LeftOut } from "../manuscript.ts";
import { below, type Found, type Scope } from "./candidate.ts";
import { latexRole, reachedFrom } from "./latex-roots.ts";
import { whyLeftOut } from "./left-out.ts";
import { outlineOfMarkdown } from "./outline.ts";
import { isMarkdown } from "./parts.ts";
import { scoreOf } from "./score.ts";
import { singleMarkdown } from "./single-markdown.ts";

/** Files. A first look at more would be slow where each is a request; what is not looked at is the least likely by its name and place. */
const MAX_LOOKED_AT = 300;
/** Sections without which a document could be any prose. */
const LATEX_CONFIDENCE = 20;

export interface Singles {
  readonly found: readonly Found[];
  readonly leftOut: readonly LeftOut[];
}

export function isLatex(path: string): boolean {
  return /^(?:tex|ltx|latex)$/.test(extensionOf(path));
}

/** @param taken files that belong to a project already */
export async function findSingles(scope: Scope, taken: ReadonlySet<string>): Promise<Singles> {
  const leftOut: LeftOut[] = [];
  const open: string[] = [];
  for (const path of scope.paths) {
    if (taken.has(path) || !(isMarkdown(path) || isLatex(path))) continue;
    const why = whyLeftOut(below(scope, path));
    if (why === undefined) open.push(path);
    else leftOut.push({ file: path, why });
  }
  const likeliest = open.sort((a, b) => promise(scope, b) - promise(scope, a) || byCodeUnit(a, b)).slice(0, MAX_LOOKED_AT);
  for (const path of open.slice(MAX_LOOKED_AT)) leftOut.push({ file: path, why: "not looked at: there are too many texts" });
  const looks = await Promise.all(likeliest.map((path) => lookAt(scope, path)));
  const included = await includedByOthers(
    scope,
    looks.flatMap((look) => ("found" in look && look.found.format === "latex" ? [look.found.root] : [])),
  );
  const found: Found[] = [];
  for (const [index, look] of looks.entries()) {
    const file = likeliest[index] ?? "";
    const includedBy = included.get(file);
    if (includedBy !== undefined) leftOut.push({ file, why: `a part of ${includedBy}` });
    else if ("why" in look) leftOut.push({ file, why: look.why });
    else found.push(look.found);
  }
  return { found, leftOut };
}

/** What a name and a place alone promise. */
function promise(scope: Scope, path: string): number {
  const nothing = {
    title: undefined,
    kinds: new Set<never>(),
    headings: 0,
    words: 0,
    filler: 0,
    answersReviewers: false,
    frontMatter: undefined,
  };
  const depth = path.split("/").length;
  return scoreOf(below(scope, path), isMarkdown(path) && extensionOf(path) === "md" ? 0 : 10, nothing) - depth;
}

type Look = { readonly found: Found } | { readonly why: string };

/** A file that cannot be read is no candidate here; one that the user named is read again, and then the error is thrown. */
async function lookAt(scope: Scope, path: string): Promise<Look> {
  try {
    const { text } = await scope.sources.text(path);
    if (isLatex(path)) return lookAtLatex(path, text);
    const outline = outlineOfMarkdown(text);
    return outline.answersReviewers ? { why: "response to reviewers" } : { found: singleMarkdown(scope, path, outline) };
  } catch (cause) {
    if (cause instanceof UserError) return { why: `it could not be read: ${cause.message}` };
    throw cause;
  }
}

function lookAtLatex(path: string, text: string): Look {
  const role = latexRole(text);
  return role.isRoot ? { found: latexFound(path) } : { why: role.why };
}

export function latexFound(root: string): Found {
  return { format: "latex", root, parts: [root], confidence: LATEX_CONFIDENCE, leftOut: [], warnings: [] };
}

/** Documents that another document includes: pieces that can also be set alone. */
async function includedByOthers({ sources }: Scope, roots: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const included = new Map<string, string>();
  const textOf = (path: string) =>
    sources.text(path).then(
      ({ text }) => text,
      () => undefined,
    );
  for (const root of roots) {
    for (const file of await reachedFrom(root, sources.paths, textOf))
      if (file !== root && !included.has(root)) included.set(file, root);
  }
  return included;
}
