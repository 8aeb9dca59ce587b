/** One side of a comparison, from what a user names: a saved result, or bare concerns with the folder of their text. Fails towards an error: what is
 *  neither is never taken for an empty list of concerns. */
import { resolve } from "node:path";
import { z } from "zod";
import { type Concern, concernSchema } from "../concern.ts";
import { errnoOf, fileAndLine, parseJson, readJson } from "../data-file.ts";
import { SettingsError } from "../errors.ts";
import { runResultSchema } from "../publish/index.ts";
import { otherVersion, type ReviewResult, reviewResultSchema } from "../review/index.ts";
import { type ReviewedText, reviewedTextOf, wholeText } from "../reviewer/index.ts";
import { type ComparisonResult, comparisonResultSchema, type Ledger } from "../revision/index.ts";
import { openManuscript } from "./open-manuscript.ts";

/** @param file as the user wrote it   @param folder where the text lies, for bare concerns   @param flag that names the folder
 *  @throws SettingsError where the file is none that can be compared, or has no text; what reading a manuscript throws */
export async function readReviewedText(
  file: string,
  folder: string | undefined,
  flag: "--old" | "--new",
  directory: string,
): Promise<ReviewedText> {
  const found = await readSavedResult(file, directory);
  if (found.kind === "concerns") {
    if (folder === undefined)
      throw new SettingsError({
        code: "text-not-named",
        at: file,
        fault: "it holds concerns alone, and nothing says which text they are about",
        remedy: `Name the folder of the text with ${flag}, or compare results of bioreview review --format json`,
      });
    const { manuscript, revision } = await openManuscript(folder, {}, directory);
    return { label: revision, concerns: found.concerns, text: manuscript, readings: wholeText(manuscript) };
  }
  const { review, ledger } = reviewIn(found, file);
  if (folder !== undefined)
    throw new SettingsError({
      code: "text-named-twice",
      at: `${flag} ${folder}`,
      fault: `${file} holds the text that it is about`,
      remedy: `Leave ${flag} out`,
    });
  return { ...reviewedTextOf(review, file), ...(ledger === undefined ? {} : { ledger }) };
}

/** What a file of the user's holds. */
export type SavedResult =
  | { readonly kind: "concerns"; readonly concerns: readonly Concern[] }
  | { readonly kind: "review"; readonly review: ReviewResult }
  | { readonly kind: "comparison"; readonly comparison: ComparisonResult };

const concernsSchema = z.array(z.object(concernSchema.shape));
const headSchema = z.looseObject({ schema: z.string() });

/** @throws SettingsError where it is none of these */
export async function readSavedResult(file: string, directory: string): Promise<SavedResult> {
  const value = await readResult(file, directory);
  if (Array.isArray(value)) return { kind: "concerns", concerns: checked(concernsSchema, value, file) };
  const head = headSchema.safeParse(value).data?.schema;
  switch (head) {
    case "bioreview-review":
      return { kind: "review", review: checked(reviewResultSchema, value, file) };
    case "bioreview-comparison":
      return { kind: "comparison", comparison: checked(comparisonResultSchema, value, file) };
    case "bioreview-result-file":
      return { kind: "comparison", comparison: comparisonOfRun(checked(runFileSchema, value, file).result, file) };
    default:
      throw unusable(file, "it is neither a result of bioreview nor an array of concerns");
  }
}

/** The Action's result file holds the results of its run as a text, one a line for each manuscript. */
const runFileSchema = z.object({ result: z.string() });

function comparisonOfRun(text: string, file: string): ComparisonResult {
  const runs = text.split("\n").map((line) =>
    checked(
      runResultSchema,
      parseJson(line, (fault, cause) => unusable(file, fault, cause)),
      file,
    ),
  );
  const [compared, ...others] = runs.flatMap(({ found }) => (found.kind === "compared" ? [found.comparison] : []));
  const [failure] = runs.flatMap(({ found }) => (found.kind === "failed" ? [found.failure.fault] : []));
  if (compared === undefined)
    throw unusable(file, failure === undefined ? "that run reviewed nothing" : `that run failed (${failure})`);
  if (others.length > 0)
    throw unusable(file, `it holds the reviews of ${others.length + 1} manuscripts, and one is shown at a time`);
  return compared;
}

function reviewIn(
  found: Exclude<SavedResult, { kind: "concerns" }>,
  file: string,
): { readonly review: ReviewResult; readonly ledger?: Ledger } {
  if (found.kind === "review") return found;
  const { review, ledger } = found.comparison;
  if (review !== undefined) return { review, ledger };
  throw unusable(file, "this comparison holds no review of its newer text: it was of bare concerns, or cosmetic");
}

/** @throws SettingsError */
export async function readConcerns(file: string, directory: string): Promise<readonly Concern[]> {
  const found = await readSavedResult(file, directory);
  return found.kind === "concerns" ? found.concerns : reviewIn(found, file).review.concerns;
}

function readResult(file: string, directory: string): Promise<unknown> {
  return readJson(resolve(directory, file), (fault, cause, line) =>
    unusable(fileAndLine(file, line), errnoOf(cause) === "ENOENT" ? "there is no such file" : fault, cause),
  );
}

/** The number of the format that each of our results has today. */
const RESULT_FORMAT = 1;

function checked<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  const fault = `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not as expected"}`;
  const other = otherVersion(value, RESULT_FORMAT);
  if (other === undefined) throw unusable(file, fault, error);
  throw new SettingsError({
    code: "result-of-another-version",
    at: file,
    fault: `${other} (${fault})`,
    remedy: "Make it again with this version, or read it with the one that made it",
    cause: error,
  });
}

function unusable(file: string, fault: string, cause?: unknown): SettingsError {
  return new SettingsError({
    code: "result-unusable",
    at: file,
    fault,
    remedy: 'Name a file made by bioreview review --format json, or an array of {"text", "category", "severity"}',
    cause,
  });
}
