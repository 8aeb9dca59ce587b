/** Files of the user's own that a flag names: a system message, labelled manuscripts. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileAndLine, readJson, readTextFile } from "../data-file.ts";
import { SettingsError } from "../errors.ts";
import { type LabelledManuscript, parseLabels } from "../revision/index.ts";
import type { Terminal } from "./terminal.ts";

/** A system message for a model that was trained with another than the published one.
 *  @param file undefined where the published message is wanted
 *  @returns its text without the line end that editors add
 *  @throws SettingsError where it cannot be read or says nothing */
export async function readSystemPrompt(file: string | undefined, directory: string): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const text = await readTextFile(resolve(directory, file), (fault, cause) => unusable(file, fault, cause));
  const message = text.replace(/\r?\n$/, "");
  if (message.trim() === "") throw unusable(file, "it is empty");
  return message;
}

function unusable(file: string, fault: string, cause?: unknown): SettingsError {
  return new SettingsError({
    code: "system-prompt-unusable",
    at: `--system-prompt ${file}`,
    fault,
    remedy: "Name a text file in UTF-8, or leave it out",
    cause,
  });
}

/** The labelled manuscripts that an embedder is calibrated on.
 *  @param folder the user's own, as it was written; undefined for the one that comes with BioReview: it lies beside the bundle's own, in the repository
 *  that is the Action as well
 *  @throws SettingsError where the folder is missing or empty, or a file is no labels */
export async function readLabels(
  folder: string | undefined,
  { directory, program }: Terminal,
): Promise<readonly LabelledManuscript[]> {
  const path = folder === undefined ? join(program, "..", "labels") : resolve(directory, folder);
  const shown = folder ?? path;
  const names = await readdir(path).catch((cause: NodeJS.ErrnoException) => {
    throw missing(shown, `it cannot be read (${cause.code ?? cause.message})`, cause);
  });
  const files = names.filter((name) => name.endsWith(".json")).sort();
  if (files.length === 0) throw missing(shown, "it holds no labelled manuscript");
  return Promise.all(
    files.map(async (name) => {
      const at = join(shown, name);
      const labels = await readLabelFile(join(path, name), at);
      const stress = existsSync(join(path, "stress", name))
        ? await readLabelFile(join(path, "stress", name), join(shown, "stress", name))
        : undefined;
      return parseLabels(labels, stress, at);
    }),
  );
}

function readLabelFile(path: string, at: string): Promise<unknown> {
  const remedy = "Write it as labels/README.md says";
  return readJson(
    path,
    (fault, cause, line) => new SettingsError({ code: "labels-unreadable", at: fileAndLine(at, line), fault, remedy, cause }),
  );
}

function missing(at: string, fault: string, cause?: unknown): SettingsError {
  const remedy = "Use BioReview from its whole repository, or name the folder of labels with --labels";
  return new SettingsError({ code: "labels-missing", at, fault, remedy, cause });
}
