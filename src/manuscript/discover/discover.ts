/** Finds the paper in a tree: which files, in which order, and why not the others. Decides by what is there and says what it saw; where two are
 *  equally good, or none is good enough, it asks rather than guesses. */
import { ManuscriptError } from "../../errors.ts";
import { byCodeUnit, folderOf, isBelow, resolveBelow } from "../files/paths.ts";
import type { TextFiles } from "../files/text-files.ts";
import type { Format, LeftOut, Warning } from "../manuscript.ts";
import { findBookdown } from "./bookdown.ts";
import { below, type Candidate, type Found, type Scope } from "./candidate.ts";
import { choose, unfilled } from "./choose.ts";
import { reachedFrom } from "./latex-roots.ts";
import { whyFolderLeftOut } from "./left-out.ts";
import { findManubot } from "./manubot.ts";
import { findMyst } from "./myst.ts";
import { namedFile } from "./named.ts";
import { outlineOfLatex, outlineOfMarkdown } from "./outline.ts";
import { findQuarto } from "./quarto.ts";
import { relevantLeftOut } from "./relevant.ts";
import { scoreOf } from "./score.ts";
import { findSingles } from "./singles.ts";
import { whyTemplate } from "./template.ts";
import { withoutTwins } from "./twins.ts";

export interface Discovery {
  readonly format: Format;
  /** The file that reading starts from. */
  readonly root: string;
  /** In reading order. For LaTeX the root alone. */
  readonly parts: readonly string[];
  /** Holds title and abstract, where they do not stand in the parts. */
  readonly metadata?: string;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

/** @param override file or folder below the tree's root, as the user wrote it
 *  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template`, `broken-yaml`, and whatever reading throws */
export async function discover(sources: TextFiles, override?: string): Promise<Discovery> {
  const all = [...sources.paths].sort(byCodeUnit);
  if (override === undefined) return discoverIn({ sources, folder: "", paths: all });
  const path = resolveBelow("", override);
  if (path !== undefined && sources.paths.has(path)) return discoverNamed({ sources, folder: "", paths: all }, path);
  const paths = path === undefined ? [] : all.filter((candidate) => isBelow(candidate, path));
  if (path === undefined || paths.length === 0) throw noSuchFile(override);
  return discoverIn({ sources, folder: path, paths });
}

async function discoverIn(scope: Scope): Promise<Discovery> {
  const projects = await findProjects(scope);
  const taken = new Set(projects.flatMap(({ parts, leftOut }) => [...parts, ...leftOut.map(({ file }) => file)]));
  const singles = await findSingles(scope, taken);
  const candidates = await Promise.all([...projects, ...singles.found].map((found) => weigh(scope, found)));
  const { kept, leftOut } = withoutTwins(candidates);
  const considered = [...leftOut, ...singles.leftOut];
  const { chosen, others } = choose(kept, considered, scope);
  return discovery(scope, chosen, [...considered, ...others]);
}

/** A file that starts a project stands for the project; any other stands for itself. */
async function discoverNamed(scope: Scope, path: string): Promise<Discovery> {
  const near = { ...scope, folder: folderOf(path), paths: scope.paths.filter((other) => isBelow(other, folderOf(path))) };
  const projects = await findProjects(near, path);
  const project = projects.find(({ root, project: file, metadata }) => [root, file, metadata].includes(path));
  const found = project ?? (await namedFile(scope, path));
  return discovery(near, await weigh(scope, found), []);
}

/** @param named what the user named: a broken project file elsewhere is then no reason to stop */
async function findProjects(scope: Scope, named?: string): Promise<readonly Found[]> {
  const isOpen = (path: string) => whyFolderLeftOut(folderOf(below(scope, path)).split("/")) === undefined;
  const open = { ...scope, paths: scope.paths.filter(isOpen) };
  const rules = [findManubot, findQuarto, findBookdown, findMyst];
  const found: Found[] = [];
  for (const rule of rules) {
    try {
      found.push(...(await rule(open)));
    } catch (cause) {
      const isElsewhere = named !== undefined && cause instanceof ManuscriptError && !cause.at.startsWith(named);
      if (!isElsewhere) throw cause;
    }
  }
  return found;
}

async function weigh(scope: Scope, found: Found): Promise<Candidate> {
  const textOf = (path: string) => scope.sources.text(path).then(({ text }) => text);
  const textIfReadable = (path: string) => textOf(path).catch(() => undefined); // the parser reads it again and tells what is wrong
  const isLatex = found.format === "latex";
  const reads = isLatex ? await reachedFrom(found.root, scope.sources.paths, textIfReadable) : found.parts;
  const texts = await Promise.all(reads.map(isLatex ? textIfReadable : textOf));
  const text = texts.filter((part) => part !== undefined).join("\n\n");
  const look = isLatex ? outlineOfLatex(text) : outlineOfMarkdown(text);
  const outline = { ...look, title: found.title ?? look.title };
  const score = scoreOf(below(scope, found.root), found.confidence, outline);
  return { ...found, reads, text, outline, score, template: whyTemplate(outline, found.parts) };
}

function discovery(scope: Scope, chosen: Candidate, considered: readonly LeftOut[]): Discovery {
  if (chosen.template !== undefined) throw unfilled(chosen.root, chosen.template);
  const { format, root, parts, metadata, warnings } = chosen;
  const leftOut = relevantLeftOut(scope, chosen, considered);
  return { format, root, parts, ...(metadata === undefined ? {} : { metadata }), leftOut, warnings };
}

function noSuchFile(override: string): ManuscriptError {
  return new ManuscriptError({
    code: "manuscript-not-found",
    at: `--manuscript ${override}`,
    fault: "there is no such file or folder below the folder that is read",
    remedy: "Name it as it is called from there, such as paper/main.tex",
  });
}
