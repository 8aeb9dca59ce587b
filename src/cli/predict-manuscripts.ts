/** `evaluate --manuscripts`: reviews each manuscript of a folder with one model server for all, before anything is scored. */

import { basename, join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Command } from "commander";
import { ManuscriptError } from "../errors.ts";
import { listManuscripts, type ManuscriptEntry, reviewManuscripts } from "../evaluate/index.ts";
import { locateRunner, TIMEOUTS } from "../inference/index.ts";
import { type ArticleWithPassages, articleOf, cautionOf, review } from "../review/index.ts";
import { type ModelServers, openModelServers } from "../reviewer/index.ts";
import { openManuscript } from "./open-manuscript.ts";
import { profileOf, withProfileFlag } from "./options.ts";
import type { CommandRun } from "./terminal.ts";

export interface PredictFlags {
  readonly profile: string;
  readonly endpoint?: string;
  readonly model?: readonly string[];
  readonly models?: string;
}

export function withPredictFlags(command: Command): Command {
  return withProfileFlag(command)
    .option("--endpoint <url>", "review with this OpenAI-compatible server instead of one that is started")
    .option("--model <name...>", "the model's name at the endpoint, where it serves several");
}

/** @param folder of the manuscripts   @param store the file of predictions that the reviews are appended to
 *  @throws what reading, the servers and a review throw; reviews that were done stay in the file */
export async function predictManuscripts(
  { folder, shown, store }: { readonly folder: string; readonly shown: string; readonly store: string },
  flags: PredictFlags,
  { terminal, progress, signal }: CommandRun,
): Promise<void> {
  const manuscripts = await listManuscripts(folder, shown);
  const profile = profileOf(flags);
  const { profile: _, ...place } = flags;
  // Opened for the first manuscript only: where all have been reviewed before, no model is needed.
  let servers: ModelServers | undefined;
  try {
    const read = async ({ id, path }: ManuscriptEntry) => {
      progress.show(`reading ${id}`);
      const { manuscript } = await openManuscript(path, {}, terminal.directory).catch((error: unknown) => {
        throw error instanceof ManuscriptError ? unreadable(join(shown, basename(path)), error) : error;
      });
      return articleOf(manuscript);
    };
    const open = async (): Promise<ModelServers> => {
      const opened = await openModelServers(
        profile,
        { ...place, embedder: true, compares: false, timeout: TIMEOUTS.silence },
        {
          env: terminal.env,
          runnerPath: async () => locateRunner(terminal.program, terminal.env),
          log: { notice: (line) => terminal.err(`bioreview: ${line}\n`), progress: progress.show },
        },
        signal,
      );
      const caution = cautionOf(opened.models.map(({ identity }) => identity));
      if (caution !== undefined) terminal.err(`bioreview: ${caution}\n`);
      return opened;
    };
    const reviewed = async (article: ArticleWithPassages) => {
      servers ??= await open();
      const { models, embedder } = servers;
      const now = () => performance.now();
      return (await review({ article, profile, models, embedder, now }, progress.onReview, signal)).concerns;
    };
    const say = ({ id }: { id: string }, at: number, all: number) =>
      terminal.err(`bioreview: reviewing ${JSON.stringify(id)}, ${at} of ${all}\n`);
    await reviewManuscripts(manuscripts, store, { read, review: reviewed }, say, signal);
  } finally {
    await servers?.close();
  }
}

/** One of many: its place is named, and a remedy that `evaluate` has. */
function unreadable(path: string, error: ManuscriptError): ManuscriptError {
  const { code, at, fault } = error;
  const remedy = `Let ${path} hold one manuscript that bioreview inspect shows, or take it away`;
  return new ManuscriptError({ code, at: `${path}: ${at}`, fault, remedy, cause: error });
}
