/** manuscript/: from a tree of files to a paper whose every passage knows its lines. Start reading at `readManuscript`. */

export { lineAt } from "./clean-text.ts";
export { directoryFiles, MAX_FILES, notInTree } from "./directory.ts";
export type { FileEntry, Files } from "./files.ts";
export { gitFiles } from "./git-tree.ts";
export type {
  FileLines,
  Format,
  HiddenText,
  LeftOut,
  LineMark,
  Manuscript,
  Passage,
  PassageKind,
  Section,
  SectionPassage,
  Warning,
} from "./manuscript.ts";
export { FORMATS, PASSAGE_KINDS } from "./manuscript.ts";
export { byCodeUnit, extensionOf, folderOf, isPlainPath } from "./paths.ts";
export { type ReadOptions, readManuscript } from "./read.ts";
export { isInSkippedFolder } from "./skipped-folders.ts";
