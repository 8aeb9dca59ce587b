/** manuscript/: from a tree of files to a paper whose every passage knows its lines. Start reading at `readManuscript`. */

export { isManuscriptFile } from "./discover/candidate.ts";
export type { FoundManuscript, FoundManuscripts } from "./discover/discover.ts";
export { howToConvert } from "./discover/single-files.ts";
export { directoryTree } from "./files/directory-tree.ts";
export {
  byCodeUnit,
  extensionOf,
  type FileEntry,
  type FileTree,
  folderOf,
  isBelow,
  isInSkippedFolder,
  isPlainPath,
  MAX_FILES,
  notInTree,
} from "./files/file-tree.ts";
export { gitTree } from "./files/git-tree.ts";
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
export { findManuscripts, type ReadOptions, readManuscript } from "./read.ts";
export {
  countSentences,
  type ManuscriptText,
  passagesOf,
  type Sentence,
  sentencesByPassage,
  sentencesOf,
  sentenceTextsOf,
} from "./sentences.ts";
