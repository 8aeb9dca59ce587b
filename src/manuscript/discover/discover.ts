/** Finds the paper in a tree: which files, in which order, and why not the others. Decides by what is there and says what it saw;
 *  where two are equally good, or none is good enough, it asks rather than guesses. */
import { ManuscriptError } from "../../errors.ts";
import { byCodeUnit, folderOf, isBelow, resolveBelow } from "../files/file-tree.ts";
import type { TextFiles } from "../files/text-files.ts";
import { reachableFiles } from "../formats/latex/include.ts";
import { expandedText } from "../formats/markdown/include.ts";
import type { Format, LeftOut, Warning } from "../manuscript.ts";
import { type Candidate, pathInScope, type ScoredCandidate, type SearchScope, scoreOf, templateReason } from "./candidate.ts";
import { choose, isPaper, papersOf, sameAs, unfilled, withoutDuplicates } from "./choose.ts";
import { folderExclusionReason, reportedLeftOut, unreadTexts } from "./left-out.ts";
import { findOtherFormats, outlineOfJats } from "./other-formats.ts";
import { type Outline, outlineOfLatex, outlineOfMarkdown } from "./outline.ts";
import { PROJECT_FINDERS } from "./projects.ts";
import { findSingleFiles, namedFile } from "./single-files.ts";
import { outlineOfTypst, typstText } from "./typst-files.ts";

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
 *  @throws ManuscriptError `manuscript-not-found`, `manuscript-ambiguous`, `manuscript-template`, `broken-yaml`, and whatever
 *  reading throws */
export async function discover(files: TextFiles, override?: string): Promise<Discovery> {
  const all = [...files.paths].sort(byCodeUnit);
  if (override === undefined) return discoverIn({ files, folder: "", paths: all });
  const path = resolveBelow("", override);
  if (path !== undefined && files.paths.has(path)) return discoverNamed({ files, folder: "", paths: all }, path);
  const paths = path === undefined ? [] : all.filter((candidate) => isBelow(candidate, path));
  if (path === undefined || paths.length === 0) throw noSuchFile(override);
  return discoverIn({ files, folder: path, paths });
}

/** One of the papers of a tree. */
export interface FoundManuscript {
  /** The file that reading starts from: named so, the paper is found again. */
  readonly root: string;
  /** What people call it by: the folder of its project, else its file. "" for a project at the top of the tree. */
  readonly path: string;
  readonly format: Format;
  /** At a first look. */
  readonly words: number;
}

export interface FoundManuscripts {
  /** In the order of their paths; at least one. */
  readonly manuscripts: readonly FoundManuscript[];
  /** Every other text of the tree. */
  readonly leftOut: readonly LeftOut[];
}

/** All papers of a tree: each once, without what others include, supplements, templates, and other versions of one of the same title.
 *  @throws whatever reading throws; ManuscriptError `manuscript-not-found`, `manuscript-template` where there is none */
export async function discoverAll(files: TextFiles): Promise<FoundManuscripts> {
  const scope = { files, folder: "", paths: [...files.paths].sort(byCodeUnit) };
  const { kept, considered } = await candidatesIn(scope);
  const { papers, others } = papersOf(kept);
  if (papers.length === 0) choose(kept, considered, scope);
  const manuscripts = papers
    .map(({ root, format, project, outline: { words } }) => ({
      root,
      path: project === undefined ? root : folderOf(project),
      format,
      words,
    }))
    .sort((a, b) => byCodeUnit(a.root, b.root));
  return { manuscripts, leftOut: unreadTexts(scope, papers, [...considered, ...others]) };
}

async function discoverIn(scope: SearchScope): Promise<Discovery> {
  const { kept, leftOut, considered } = await candidatesIn(scope);
  const { chosen, others, versions } = choose(kept, considered, scope);
  const found = discovery(scope, chosen, [...considered, ...others]);
  const twins = leftOut.filter(({ why }) => why === sameAs(chosen.root)).map(({ file }) => file);
  return { ...found, warnings: [...found.warnings, ...[...versions, ...twins].map((file) => anotherVersion(file, chosen.root))] };
}

interface Candidates {
  /** Each paper once. */
  readonly kept: readonly ScoredCandidate[];
  /** What is a part or a copy of one of them. */
  readonly leftOut: readonly LeftOut[];
  /** That, and what is no candidate. */
  readonly considered: readonly LeftOut[];
}

async function candidatesIn(scope: SearchScope): Promise<Candidates> {
  const projects = await findProjects(scope);
  const taken = new Set(projects.flatMap(({ parts, leftOut }) => [...parts, ...leftOut.map(({ file }) => file)]));
  const singles = await findSingleFiles(scope, taken);
  const usual = await Promise.all([...projects, ...singles.found].map((found) => scored(scope, found)));
  const late = usual.some(isPaper) ? undefined : await findOtherFormats(scope, taken);
  const candidates = [...usual, ...(await Promise.all((late?.found ?? []).map((found) => scored(scope, found))))];
  const { kept, leftOut } = withoutDuplicates(candidates);
  return { kept, leftOut, considered: [...leftOut, ...singles.leftOut, ...(late?.leftOut ?? [])] };
}

/** A file that starts a project stands for the project; any other stands for itself. */
async function discoverNamed(scope: SearchScope, path: string): Promise<Discovery> {
  const near = { ...scope, folder: folderOf(path), paths: scope.paths.filter((other) => isBelow(other, folderOf(path))) };
  const projects = await findProjects(near, path);
  const project = projects.find(({ root, project: file, metadata }) => [root, file, metadata].includes(path));
  const found = project ?? (await namedFile(scope, path));
  return discovery(near, await scored(scope, found), []);
}

/** @param named what the user named: a broken project file elsewhere is then no reason to stop */
async function findProjects(scope: SearchScope, named?: string): Promise<readonly Candidate[]> {
  const isOpen = (path: string) => folderExclusionReason(folderOf(pathInScope(scope, path)).split("/")) === undefined;
  const open = { ...scope, paths: scope.paths.filter(isOpen) };
  const found: Candidate[] = [];
  for (const find of PROJECT_FINDERS) {
    try {
      found.push(...(await find(open)));
    } catch (cause) {
      const isElsewhere = named !== undefined && cause instanceof ManuscriptError && !cause.at.startsWith(named);
      if (!isElsewhere) throw cause;
    }
  }
  return found;
}

async function scored(scope: SearchScope, found: Candidate): Promise<ScoredCandidate> {
  const { text, reads } = await textOf(scope, found);
  const firstLook = outlineOf(found.format, text);
  const outline = { ...firstLook, title: found.title ?? firstLook.title };
  const score = scoreOf(pathInScope(scope, found.root), found.confidence, outline);
  return { ...found, reads, text, outline, score, template: found.template ?? templateReason(outline) };
}

function outlineOf(format: Format, text: string): Outline {
  if (format === "latex") return outlineOfLatex(text);
  if (format === "typst") return outlineOfTypst(text);
  return format === "jats" ? outlineOfJats(text) : outlineOfMarkdown(text);
}

/** The text of a candidate with all that it includes. */
async function textOf(
  { files }: SearchScope,
  { format, root, parts }: Candidate,
): Promise<{ text: string; reads: readonly string[] }> {
  if (format === "typst") return typstText(root, files);
  if (format === "jats") return { text: (await files.text(root)).text, reads: [root] };
  if (format !== "latex") return expandedText(parts, format === "notebook" ? "markdown" : format, files);
  const reads = await reachableFiles(root, files);
  const texts = await Promise.all(reads.map((path) => files.text(path).catch(() => undefined)));
  return { text: texts.flatMap((part) => part?.text ?? []).join("\n\n"), reads };
}

function discovery(scope: SearchScope, chosen: ScoredCandidate, considered: readonly LeftOut[]): Discovery {
  if (chosen.template !== undefined) throw unfilled(chosen.root, chosen.template);
  const { format, root, parts, metadata, warnings } = chosen;
  const leftOut = reportedLeftOut(scope, chosen, considered);
  return { format, root, parts, ...(metadata === undefined ? {} : { metadata }), leftOut, warnings };
}

/** Which of two versions was read is a warning, which the review shows, and not only an entry in the list of what was left out. */
function anotherVersion(file: string, chosen: string): Warning {
  const message = `it looks like another version of the paper in ${chosen}, which was read. Name the one to read with --manuscript`;
  return { file, message };
}

function noSuchFile(override: string): ManuscriptError {
  return new ManuscriptError({
    code: "manuscript-not-found",
    at: `--manuscript ${override}`,
    fault: "there is no such file or folder below the folder that is read",
    remedy: "Name it as it is called from there, such as paper/main.tex",
  });
}
