/** The result file between the job with the model and the job that may write. Whoever owns the machine with the model could put anything there, so what is read
 *  is hostile: it must be whole, of our shape, of the very pull request and repository that the reading job was started for. What it says of concerns is data,
 *  and passes the sanitiser like a model's answer. Fails towards an error: no part of a file in doubt is published. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { fileAndLine, parseJson } from "../../data-file.ts";
import { SettingsError } from "../../errors.ts";
import { type RunResult, runResultSchema } from "../../publish/index.ts";

/** Bytes. A result holds the paper once, in some cases a long one, and the ledger; five times the largest text that is read. */
export const LONGEST_RESULT = 50_000_000;

const fileSchema = z.strictObject({
  schema: z.literal("bioreview-result-file"),
  version: z.literal(1),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("Of the text of `result`: a file that was cut or mended by hand is refused."),
  result: z.string(),
});

export function serializeResult(result: RunResult): string {
  const text = JSON.stringify(runResultSchema.parse(result));
  return `${JSON.stringify({ schema: "bioreview-result-file", version: 1, sha256: digestOf(text), result: text })}\n`;
}

export interface Expected {
  readonly repository: string;
  readonly pull: number;
}

/** @param at the file's name, for messages
 *  @throws SettingsError */
export function parseResult(text: string, at: string, { repository, pull }: Expected): RunResult {
  if (Buffer.byteLength(text) > LONGEST_RESULT) throw refused(at, `it has more than ${LONGEST_RESULT} bytes`);
  const file = fileSchema.safeParse(parsed(text, at));
  if (!file.success) throw refused(at, `it is no result file (${firstFault(file.error)})`);
  if (digestOf(file.data.result) !== file.data.sha256)
    throw refused(at, "its digest is of another text: it was changed or damaged");
  const { success, data, error } = runResultSchema.safeParse(parsed(file.data.result, at));
  if (!success) throw refused(at, `its result has not the expected shape (${firstFault(error)})`);
  if (data.repository !== repository || data.pull !== pull)
    throw refused(
      at,
      `it is of another pull request, ${data.repository}#${data.pull}`,
      `Hand over the result of ${repository}#${pull}`,
    );
  return data;
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function parsed(text: string, at: string): unknown {
  return parseJson(text, (fault, cause, line) => refused(fileAndLine(at, line), fault, REMEDY, cause));
}

function firstFault({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? "unknown" : `${issue.path.join(".") || "it"}: ${issue.code}`;
}

const REMEDY = "Let a job with phase: review write it, and hand over that very file";

function refused(at: string, fault: string, remedy = REMEDY, cause?: unknown): SettingsError {
  return new SettingsError({ code: "result-file-refused", at, fault, remedy, cause });
}
