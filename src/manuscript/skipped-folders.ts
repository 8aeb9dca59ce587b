/** Folders of tools in which no manuscript is written. All readers of trees leave out the same ones, so that a working folder and its commit
 *  read alike. */
const SKIPPED: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  "node_modules",
  ".venv",
  "venv",
  "__pycache__",
  ".tox",
  ".cache",
  ".snakemake",
  ".nextflow",
  ".quarto",
  ".Rproj.user",
  ".ipynb_checkpoints",
  "renv",
  "packrat",
]);

export function isSkippedFolder(name: string): boolean {
  return SKIPPED.has(name);
}

export function isInSkippedFolder(path: string): boolean {
  return path.split("/").slice(0, -1).some(isSkippedFolder);
}
