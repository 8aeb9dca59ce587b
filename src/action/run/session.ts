/** What all steps of one run share: the job, the settings, the connection. */

import type { Profile } from "../../../profiles/profile.ts";
import { PROFILES } from "../../../profiles/profiles.ts";
import type { GateLimits } from "../../gate.ts";
import type { GitHubClient, PullRequestSnapshot, ReviewPolicy } from "../../github/index.ts";
import type { ModelServers, Workplace } from "../../reviewer/index.ts";
import { type PartialSettings, type Settings, withDefaults } from "../../settings.ts";
import type { JobContext } from "../job/context.ts";
import type { Job } from "../job/job.ts";
import { readConfigFile } from "../settings/config-file.ts";

/** Files of the machine that the job runs on. */
export interface Disk {
  /** @param most characters: a longer file is refused
   *  @throws the system's own error, RangeError */
  read(path: string, most: number): Promise<string>;
  /** Whole or not at all. @throws OutputError */
  write(path: string, text: string): Promise<void>;
}

export interface Session {
  readonly job: Job;
  readonly context: JobContext;
  readonly github: GitHubClient;
  readonly disk: Disk;
  /** What the workflow says; the repository's file is not read yet. */
  readonly given: PartialSettings;
  /** What is reviewed once the servers are there. */
  readonly servers: (profile: Profile, settings: Settings, workplace: Workplace, signal: AbortSignal) => Promise<ModelServers>;
  /** The model server's program, installed where it must be. */
  readonly runner: (settings: Pick<Settings, "runner">, signal: AbortSignal) => Promise<string>;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** With what the repository's file says, which is from the base branch.
 *  @throws SettingsError */
export function settingsFor(given: PartialSettings, { config, pull }: Pick<PullRequestSnapshot, "config" | "pull">): Settings {
  if (config === undefined) return withDefaults(given);
  return withDefaults(readConfigFile(config.text, `${config.path} of ${pull.base.ref} at ${config.commit.slice(0, 7)}`), given);
}

export function policyOf({ drafts, labels, "skip-labels": skipLabels, "on-fork": onFork }: Settings): ReviewPolicy {
  return { drafts, labels, skipLabels, onFork };
}

export function limitsOf({ "max-open-major": maxOpenMajor, "max-new-major": maxNewMajor }: Settings): GateLimits {
  return { maxOpenMajor, maxNewMajor };
}

/** The profile that the settings name, with what they change of it. */
export function profileOf({ profile: name, comparing }: Pick<Settings, "profile" | "comparing">): Profile {
  const found: Profile | undefined = PROFILES.find((profile) => profile.name === name);
  if (found === undefined) throw new RangeError(`no profile is called ${name}`); // the schema's choices exclude it
  return { ...found, matching: comparing ?? found.matching };
}

/** What every plan is told of where it is for. */
export function placeOf({ context }: Pick<Session, "context">, settings: Settings) {
  const { "state-key": key = "", "state-secret": secret } = settings;
  return { limits: limitsOf(settings), key, secret, site: context.site };
}
