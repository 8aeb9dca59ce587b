/** Where weights lie: MODELS/<model id>/<path of the file>, and what was imported by hand in MODELS/<model id>/manifest.json. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { errnoOf, ModelsError } from "../errors.ts";
import { writeAtomically } from "./files.ts";

export interface Environment {
  readonly [name: string]: string | undefined;
}

/** The folder of all models where none is named: the user's cache, unless BIOREVIEW_MODELS says otherwise. */
export function defaultModelsFolder(env: Environment, home: string): string {
  if (env["BIOREVIEW_MODELS"]) return env["BIOREVIEW_MODELS"];
  return join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "bioreview", "models");
}

/** Digest and size of the files that were imported, which no pin in the profiles vouches for. */
const Manifest = z.strictObject({
  version: z.literal(1),
  files: z.record(z.string(), z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().min(0) })),
});
export type Manifest = z.infer<typeof Manifest>;

const manifestPath = (folder: string): string => join(folder, "manifest.json");

/** @param folder of one model
 *  @returns undefined where nothing was imported
 *  @throws ModelsError where the file is not what we write: its digests could not be trusted */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const path = manifestPath(folder);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return undefined;
    throw error;
  }
  try {
    return Manifest.parse(JSON.parse(text));
  } catch (cause) {
    throw new ModelsError({
      code: "manifest-damaged",
      at: path,
      fault: "it is no manifest of imported files",
      remedy: "Delete it and import the files again",
      cause,
    });
  }
}

/** Adds files to the manifest, whole or not at all.
 *  @param forgotten paths that are recorded no more */
export async function addToManifest(folder: string, files: Manifest["files"], forgotten: readonly string[] = []): Promise<void> {
  const before = await readManifest(folder);
  const kept = Object.entries(before?.files ?? {}).filter(([path]) => !forgotten.includes(path));
  const after: Manifest = { version: 1, files: { ...Object.fromEntries(kept), ...files } };
  const path = manifestPath(folder);
  await writeAtomically(path, (unfinished) => writeFile(unfinished, `${JSON.stringify(after, undefined, 2)}\n`));
}
