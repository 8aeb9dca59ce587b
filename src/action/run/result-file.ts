/** The result file between the job with the model and the job that may write. Whoever owns the machine with the model could put
 *  anything there, so what is read is hostile: it must be whole, of our shape, of the very pull request and repository that the
 *  reading job was started for, and continue what is known. What it says of concerns is data, and passes the sanitiser like a
 *  model's answer. Fails towards a failed review: no part of a file in doubt is published. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { errnoOf, fileAndLine, parseJson } from "../../data-file.ts";
import { messageOf, SettingsError } from "../../errors.ts";
import { fetchSnapshot } from "../../github/index.ts";
import { type LoadedState, type RunResult, runResultSchema } from "../../publish/index.ts";
import { otherVersion } from "../../review/index.ts";
import { whyNoContinuation } from "./continuation.ts";
import { readEarlierStates, type Target } from "./manuscripts.ts";
import { failedResult, reviewedHead } from "./outcome.ts";
import { type Earlier, earlierOf } from "./previous-revision.ts";
import type { PullRevision } from "./review-manuscripts.ts";
import type { Session } from "./session.ts";

/** Bytes. A result holds the paper once, in some cases a long one, and the ledger; five times the largest text that is read. */
const LONGEST_RESULT = 50_000_000;

const fileSchema = z.strictObject({
  schema: z.literal("bioreview-result-file"),
  version: z.literal(1),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("Of the text of `result`: a file that was cut or mended by hand is refused."),
  result: z.string().describe("One result a line, one for each manuscript."),
});

/** One result a line, one for each manuscript. */
export function serializeResults(results: readonly RunResult[]): string {
  const text = results.map((result) => JSON.stringify(runResultSchema.parse(result))).join("\n");
  return `${JSON.stringify({ schema: "bioreview-result-file", version: 1, sha256: digestOf(text), result: text })}\n`;
}

/** @returns what the file holds of each target, in their order; a failed review where that is missing or in doubt */
export async function readResultFile(session: Session, revision: PullRevision, path: string): Promise<RunResult[]> {
  const { snapshot, settings, request } = revision;
  const { targets } = revision.survey;
  const { pull } = snapshot;
  const headOf = (target: Target) => reviewedHead(pull, target, targets.several);
  const failed = (target: Target, error: unknown) => failedResult(session.job, error, headOf(target), []);
  try {
    const text = await readText(session, path);
    const results = parseResults(text, path, { repository: pull.repository, pull: pull.number });
    const states = readEarlierStates(pull, snapshot.conversation, targets, settings);
    return await Promise.all(
      targets.all.map(async (target, k) => {
        const [result, ...others] = results.filter(({ manuscript }) => manuscript === headOf(target).manuscript);
        if (result === undefined || others.length > 0)
          return failed(
            target,
            refused(path, `it holds ${results.length === 0 ? "no result" : "not one result"} of this manuscript`),
          );
        if (result.head !== pull.head.sha) return result; // of a commit that is no longer the head: refused when the plan is applied
        if (result.found.kind === "removed" && !target.removed)
          return failed(target, refused(path, "it says that this manuscript is gone, and it is not"));
        try {
          const known = await trustedEarlier(session, revision, k, states[k], result);
          const why = whyNoContinuation(result, known, request.full);
          if (why === undefined) return result;
          const remedy = "Another run may have written meanwhile: comment /bioreview to review the latest commit";
          return failed(target, refused(path, `it does not go on from what is known on this pull request: ${why}`, remedy));
        } catch (error) {
          return failed(target, error);
        }
      }),
    );
  } catch (error) {
    return targets.all.map((target) => failed(target, error));
  }
}

/** What is believed here of what the result says that it continues: the machine with the model may have believed more, having no
 *  secret.
 *  @param at the place of the manuscript among the targets
 *  @param read what is kept of it on this pull request */
async function trustedEarlier(
  { github }: Session,
  { snapshot, settings, survey: { targets } }: PullRevision,
  at: number,
  read: LoadedState | undefined,
  { previous }: RunResult,
): Promise<Earlier | undefined> {
  if (read?.kind === "state") return earlierOf(read.state, "this pull request");
  if (read?.kind === "untrusted" || previous.from !== "merged pull request" || previous.pull === undefined) return undefined;
  const { repository, base } = snapshot.pull;
  const merged = await fetchSnapshot(github, repository, previous.pull, { configPath: settings.config });
  const left = readEarlierStates(merged.pull, merged.conversation, targets, settings)[at];
  const isBefore = merged.pull.state === "merged" && merged.pull.base.ref === base.ref;
  return isBefore && left?.kind === "state" ? earlierOf(left.state, previous.from, previous.pull) : undefined;
}

async function readText({ disk }: Session, path: string): Promise<string> {
  return disk.read(path, LONGEST_RESULT).catch((cause: unknown) => {
    const isMissing = errnoOf(cause) === "ENOENT";
    throw new SettingsError({
      code: isMissing ? "result-file-missing" : "result-file-refused",
      at: path,
      fault: isMissing
        ? "there is no result of the reviewing job, so it ended before it had one"
        : `it cannot be read: ${messageOf(cause)}`,
      remedy: "Look into that job's log, then run it again",
      cause,
    });
  });
}

/** @param at the file's name, for messages
 *  @param expected the pull request that the results must be of
 *  @returns at least one
 *  @throws SettingsError */
export function parseResults(
  text: string,
  at: string,
  { repository, pull }: { readonly repository: string; readonly pull: number },
): RunResult[] {
  if (Buffer.byteLength(text) > LONGEST_RESULT) throw refused(at, `it has more than ${LONGEST_RESULT} bytes`);
  const file = fileSchema.safeParse(jsonIn(text, at));
  if (!file.success) throw refused(at, `it is no result file (${firstFault(file.error)})`);
  if (digestOf(file.data.result) !== file.data.sha256)
    throw refused(at, "its digest is of another text: it was changed or damaged");
  return file.data.result.split("\n").map((line) => {
    const value = jsonIn(line, at);
    const { success, data, error } = runResultSchema.safeParse(value);
    if (!success) {
      const other = otherVersion(value, 1);
      if (other === undefined) throw refused(at, `its result has not the expected shape (${firstFault(error)})`);
      throw refused(at, `${other} (${firstFault(error)})`, "Let both jobs use the same version of the Action", error);
    }
    if (data.repository === repository && data.pull === pull) return data;
    const fault = `it is of another pull request, ${data.repository}#${data.pull}`;
    throw refused(at, fault, `Hand over the result of ${repository}#${pull}`);
  });
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function jsonIn(text: string, at: string): unknown {
  return parseJson(text, (fault, cause, line) => refused(fileAndLine(at, line), fault, REMEDY, cause));
}

function firstFault({ issues: [issue] }: z.ZodError): string {
  return issue === undefined ? "unknown" : `${issue.path.join(".") || "it"}: ${issue.code}`;
}

const REMEDY = "Let a job with phase: review write it, and hand over that very file";

function refused(at: string, fault: string, remedy = REMEDY, cause?: unknown): SettingsError {
  return new SettingsError({ code: "result-file-refused", at, fault, remedy, cause });
}
