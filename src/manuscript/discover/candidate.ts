/** What might be the paper: one file, or the files of one project, with what speaks for it. */

import type { TextFiles } from "../files/text-files.ts";
import type { Format, LeftOut, Warning } from "../manuscript.ts";
import type { Outline } from "./outline.ts";

/** What the rules look at: a tree, or the folder of it that the user named. */
export interface Scope {
  readonly sources: TextFiles;
  /** "" for the whole tree. */
  readonly folder: string;
  /** Paths below the folder, named from the tree's root, sorted. */
  readonly paths: readonly string[];
}

/** What a rule finds. */
export interface Found {
  readonly format: Format;
  /** The file that reading starts from. */
  readonly root: string;
  /** In reading order. For LaTeX the root alone: it names the others itself. */
  readonly parts: readonly string[];
  /** A file that holds title and abstract, where they do not stand in the parts. */
  readonly metadata?: string;
  /** As the metadata says; undefined where the parts say it. */
  readonly title?: string;
  /** The file that says how the parts belong together, such as `_quarto.yml`. */
  readonly project?: string;
  /** How sure the rule is before the text is looked at, on the scale of `scoreOf`. */
  readonly confidence: number;
  readonly leftOut: readonly LeftOut[];
  readonly warnings: readonly Warning[];
}

export interface Candidate extends Found {
  readonly outline: Outline;
  /** All files that it would read, as far as a first look tells. */
  readonly reads: readonly string[];
  /** Whole text, to find copies by. */
  readonly text: string;
  readonly score: number;
  /** Why it is an unfilled template, where it is one. */
  readonly template: string | undefined;
}

/** A path as it is called from the scope's folder. */
export function below({ folder }: Scope, path: string): string {
  return folder === "" ? path : path.slice(folder.length + 1);
}
