/** Registers weights that the user made or fetched: puts them in their place and records what they are.
 *  Invariant: a file with a pin is taken only if it matches; a file without one is pinned by this. */
import { readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { WeightFile } from "../../../profiles/profile.ts";
import { errnoOf, ModelsError, UsageError } from "../errors.ts";
import type { Model } from "./catalogue.ts";
import { digestOf, linkOrCopy, writeAtomically } from "./files.ts";
import { addToManifest } from "./manifest.ts";
import { assertServableGguf } from "./servable-gguf.ts";

export interface ImportedFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** @param given files, or folders that are searched, by the names that the model's files have; the one file of a chat model may have any name */
export async function importWeights(models: string, model: Model, given: readonly string[]): Promise<ImportedFile[]> {
  const candidates = (await Promise.all(given.map(filesAt))).flat();
  const folder = join(models, model.id);
  const pairs = model.files.map((file) => ({ file, from: sourceOf(model, file, candidates) }));
  const imported: ImportedFile[] = [];
  for (const { file, from } of pairs) {
    const found = await assertIsIt(model, file, from);
    const to = join(folder, file.path);
    await writeAtomically(to, (unfinished) => linkOrCopy(from, unfinished));
    await addToManifest(folder, { [file.path]: found });
    imported.push({ path: to, ...found });
  }
  return imported;
}

/** The files below a folder, or the file itself. */
async function filesAt(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    if (errnoOf(error) !== "ENOENT") throw error;
    throw new UsageError({ code: "no-such-file", at: path, fault: "there is no such file", remedy: "Name the file to import" });
  }
}

function sourceOf(model: Model, file: WeightFile, candidates: readonly string[]): string {
  const [only] = candidates;
  if (model.kind === "chat" && candidates.length === 1 && only !== undefined) return only;
  const named = candidates.filter((path) => basename(path) === basename(file.path));
  const [first] = named;
  if (named.length === 1 && first !== undefined) return first;
  throw new UsageError({
    code: named.length === 0 ? "file-not-given" : "file-given-twice",
    at: `${model.id}/${file.path}`,
    fault:
      named.length === 0
        ? "none of the files given has this name"
        : `several of the files given have this name: ${named.join(", ")}`,
    remedy: `Give all of ${model.files.map(({ path }) => basename(path)).join(", ")}, or the one folder that holds them`,
  });
}

async function assertIsIt(model: Model, file: WeightFile, from: string): Promise<{ sha256: string; bytes: number }> {
  if (model.kind === "chat") assertServableGguf(from, model);
  const found = await digestOf(from);
  if (file.sha256 !== undefined && file.sha256 !== found.sha256) {
    throw new ModelsError({
      code: "weights-wrong-digest",
      at: from,
      fault: `its sha256 is ${found.sha256} instead of ${file.sha256}`,
      remedy: `It is not the file that the profile names: fetch that with \`bioreview-runner models pull\``,
    });
  }
  return found;
}
