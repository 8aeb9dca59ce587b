/** What all steps of one run share: its effects, the job, the connection to GitHub, and what the settings mean. */
import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Profile } from "../../../profiles/profile.ts";
import { PROFILES } from "../../../profiles/profiles.ts";
import { errnoOf, writeFileAtomically } from "../../data-file.ts";
import { OutputError } from "../../errors.ts";
import type { GateLimits } from "../../gate.ts";
import type { GitHubClient, PullRequestSnapshot, ReviewPolicy, repositoryFiles } from "../../github/index.ts";
import type { PageAssets } from "../../report-page/index.ts";
import { judging, type ModelSource, type ServerDependencies } from "../../reviewer/index.ts";
import { type PartialSettings, type Settings, withDefaults } from "../../settings.ts";
import type { JobContext } from "../job/context.ts";
import type { Job } from "../job/job.ts";
import { readConfigFile } from "../settings/config-file.ts";

/** All that reaches outside of this program. */
export interface ActionDependencies {
  readonly job: Job;
  readonly disk: Disk;
  /** Whether writes keep GitHub's pace. */
  readonly throttle?: boolean;
  /** The models of a review; a server is started where none runs. */
  readonly models: (profile: Profile, settings: Settings, dependencies: ServerDependencies) => ModelSource;
  /** The script and the style of the report's page, which lie beside this program. @throws OutputError */
  readonly pageAssets: () => Promise<PageAssets>;
  /** The path of the model server's program, installed where it must be. */
  readonly runner: (settings: Pick<Settings, "runner">, signal: AbortSignal) => Promise<string>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Files of the machine that the job runs on. */
export interface Disk {
  /** @param most bytes: a longer file is refused before it is in memory
   *  @throws the system's own error, RangeError */
  read(path: string, most: number): Promise<string>;
  /** Whole or not at all. @throws OutputError */
  write(path: string, text: string): Promise<void>;
}

export interface Session extends ActionDependencies {
  readonly context: JobContext;
  readonly github: GitHubClient;
  /** The commits of the repository. */
  readonly files: ReturnType<typeof repositoryFiles>;
  /** What the workflow sets; the repository's file is not read yet. */
  readonly inputs: PartialSettings;
}

export const processDisk: Disk = {
  async read(path, most) {
    const { size } = await stat(path);
    if (size > most) throw new RangeError(`it has ${size} bytes, and at most ${most} are read`);
    return readFile(path, "utf8");
  },
  async write(path, text) {
    try {
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomically(path, text, 0o600);
    } catch (cause) {
      const code = errnoOf(cause) ?? "unknown";
      const remedy = "Name a place with the input result-file that the job may write to, on a disk with room";
      throw new OutputError({ code: "output-not-written", at: path, fault: `writing failed (${code})`, remedy, cause });
    }
  },
};

/** The inputs over the repository's configuration file, which is from the base branch.
 *  @throws SettingsError */
export function settingsFor(inputs: PartialSettings, { config, pull }: Pick<PullRequestSnapshot, "config" | "pull">): Settings {
  if (config === undefined) return withDefaults(inputs);
  return withDefaults(readConfigFile(config.text, `${config.path} of ${pull.base.ref} at ${config.commit.slice(0, 7)}`), inputs);
}

export function policyOf({ drafts, labels, "skip-labels": skipLabels, "on-fork": onFork }: Settings): ReviewPolicy {
  return { drafts, labels, skipLabels, onFork };
}

export function limitsOf({ "max-open-major": maxOpenMajor, "max-new-major": maxNewMajor }: Settings): GateLimits {
  return { maxOpenMajor, maxNewMajor };
}

/** The profile that the settings name, with what they change of it.
 *  @throws SettingsError where it is to judge and none of its models can */
export function profileOf({
  profile: name,
  "matching-embedder": embedder,
  judge,
}: Pick<Settings, "profile" | "matching-embedder" | "judge">): Profile {
  const found: Profile | undefined = PROFILES.find((profile) => profile.name === name);
  if (found === undefined) throw new RangeError(`no profile is called ${name}`); // the schema's choices exclude it
  const remedy = "Leave the input judge out, or name a profile whose model can, as docs/matching.md says";
  return { ...judging(found, judge === "profile", remedy), matching: embedder ?? found.matching };
}

/** What every plan needs of the settings and the job. */
export function planContext({ context }: Pick<Session, "context">, settings: Settings) {
  const { "state-secret": secret, "resolved-threads": resolvedThreads } = settings;
  return { secret, site: context.site, resolvedThreads };
}
