/** One side of a comparison, from what a user names: a saved result, or bare concerns with the folder of their text. Fails towards an error: what is
 *  neither is never taken for an empty list of concerns. */
import { resolve } from "node:path";
import { z } from "zod";
import { type Concern, concernSchema } from "../concern.ts";
import { errnoOf, fileAndLine, readJson } from "../data-file.ts";
import { SettingsError } from "../errors.ts";
import { type ReviewResult, reviewResultSchema } from "../review/index.ts";
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
  const found = parsed(file, await readResult(file, directory));
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
  const { review, ledger } = found;
  if (folder !== undefined)
    throw new SettingsError({
      code: "text-named-twice",
      at: `${flag} ${folder}`,
      fault: `${file} holds the text that it is about`,
      remedy: `Leave ${flag} out`,
    });
  return { ...reviewedTextOf(review, file), ...(ledger === undefined ? {} : { ledger }) };
}

type Found =
  | { readonly kind: "concerns"; readonly concerns: readonly Concern[] }
  | { readonly kind: "review"; readonly review: ReviewResult; readonly ledger?: Ledger };

const concernsSchema = z.array(z.object(concernSchema.shape));
const headSchema = z.looseObject({ schema: z.string() });

function parsed(file: string, value: unknown): Found {
  if (Array.isArray(value)) return { kind: "concerns", concerns: checked(concernsSchema, value, file) };
  const head = headSchema.safeParse(value).data?.schema;
  if (head === "bioreview-review") return { kind: "review", review: checked(reviewResultSchema, value, file) };
  if (head === "bioreview-comparison") {
    const { review, ledger }: ComparisonResult = checked(comparisonResultSchema, value, file);
    if (review !== undefined) return { kind: "review", review, ledger };
    throw unusable(file, "this comparison holds no review of its newer text: it was of bare concerns, or cosmetic");
  }
  throw unusable(file, "it is neither a result of bioreview nor an array of concerns");
}

/** @throws SettingsError */
export async function readConcerns(file: string, directory: string): Promise<readonly Concern[]> {
  const found = parsed(file, await readResult(file, directory));
  return found.kind === "concerns" ? found.concerns : found.review.concerns;
}

function readResult(file: string, directory: string): Promise<unknown> {
  return readJson(resolve(directory, file), (fault, cause, line) =>
    unusable(fileAndLine(file, line), errnoOf(cause) === "ENOENT" ? "there is no such file" : fault, cause),
  );
}

function checked<T>(schema: z.ZodType<T>, value: unknown, file: string): T {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues;
  throw unusable(file, `${issue?.path.join(".") || "it"}: ${issue?.message ?? "not as expected"}`, error);
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
