/** `bioreview review --batch`: what its flags allow, and a review of each manuscript. Invariant: the servers are opened once for all of them, and closed however it ends. */
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { SettingsError } from "../errors.ts";
import { plainText } from "../publish/index.ts";
import { type ModelServers, reviewRevision } from "../reviewer/index.ts";
import { runBatch } from "./batch.ts";
import { batchItems, unreadFiles } from "./batch-items.ts";
import { dependenciesOf, questionOf, type ReviewFlags, requestOf, withWhatWorks } from "./review-request.ts";
import { progressLine, type Terminal } from "./terminal.ts";

/** Each manuscript of a list or a folder, on servers that are opened once. */
export async function reviewedBatch(
  path: string,
  flags: ReviewFlags & { readonly batch: string },
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { batch: source, output, concurrency, timeout: patience, format } = flags;
  const { directory } = terminal;
  const refused = (at: string, fault: string, remedy: string) => new SettingsError({ code: "batch-unusable", at, fault, remedy });
  if (path !== ".") throw refused(path, "a batch names its manuscripts itself", "Leave the path out, or --batch");
  if (output === undefined) throw refused("--batch", "it writes a file for each manuscript", "Name their folder with --output");
  if (format !== "text" && format !== "json")
    throw refused(`--format ${format}`, "the results of a batch are JSON", "Leave it out; bioreview report makes a page of each");
  const items = await batchItems(source, output, directory);
  const unread = await unreadFiles(source, directory);
  const progress = progressLine(terminal, () => performance.now());
  const { profile, system } = await questionOf(flags, directory);
  const dependencies = dependenciesOf(flags, { profile }, terminal, progress);
  // Which of several manuscripts a model reads just now helps nobody.
  const log = { ...dependencies.log, progress() {}, onReview() {} };
  let opening: Promise<ModelServers> | undefined;
  const open = async () => {
    opening ??= dependencies.models.open(signal);
    try {
      return { ...(await opening), close: async () => {} };
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  const { rev, seed, embedder, counter, budget } = flags;
  const settings = { profile: profile.name, system: digestOf(system), rev, seed, embedder, counter, budget };
  try {
    await runBatch(
      { items, unread, output: resolve(directory, output), concurrency, settings, patience },
      {
        async review({ file }, signal) {
          const request = await requestOf(file, flags, terminal);
          const models = { ...dependencies.models, open };
          const revision = await reviewRevision(request, { ...dependencies, log, models }, signal);
          if (revision.kind !== "reviewed") throw new RangeError("a batch compares nothing");
          return revision.review;
        },
        identify: dependencies.models.identify,
        notice(line) {
          progress.end();
          terminal.err(`bioreview: ${plainText(line)}\n`);
        },
        progress: progress.show,
        now: () => performance.now(),
      },
      signal,
    );
  } catch (error) {
    throw withWhatWorks(error, profile);
  } finally {
    progress.end();
    await (await opening?.catch(() => undefined))?.close();
  }
}

function digestOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : createHash("sha256").update(text).digest("hex");
}
