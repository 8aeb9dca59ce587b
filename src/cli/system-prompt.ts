/** A system message of the user's own, for a model that was trained with another than the published one. */
import { resolve } from "node:path";
import { readTextFile } from "../data-file.ts";
import { SettingsError } from "../errors.ts";

/** @param file undefined where the published message is wanted
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
