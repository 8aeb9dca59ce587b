/** The files with which a repository adopts BioReview: a workflow, made of one of examples/workflows, and the settings. Text in, text out:
 *  what asks, looks and writes is commands/init.ts. */
import type { ChatModel, EmbeddingModel } from "../../profiles/profile.ts";
import { CHAT_MODELS, EMBEDDING_MODELS, PROFILES } from "../../profiles/profiles.ts";
import { SettingsError } from "../errors.ts";

export const TOPOLOGIES = ["one-job", "two-jobs", "required-check", "hosted-endpoint"] as const;
export type Topology = (typeof TOPOLOGIES)[number];

/** For whom each is, in one line. */
export const TOPOLOGY_SUMMARIES: Readonly<Record<Topology, string>> = {
  "one-job": "one job on your machine reads, asks the model and writes the review",
  "two-jobs": "the machine with the model holds no token that may write",
  "required-check": "too many major concerns stop the merge, also in a merge queue",
  "hosted-endpoint": "the model answers at a server that you name; your machine only compares revisions",
};

export interface WorkflowChoices {
  readonly topology: Topology;
  /** The action and the commit, such as `owner/bioreview@0123…`. */
  readonly uses: string;
  /** What stands behind it for people, such as `v1.2.0`. */
  readonly version: string;
  /** Labels of the machine instead of the example's; undefined leaves these. */
  readonly runsOn: readonly string[] | undefined;
  readonly profile: string;
  /** Main file or folder; undefined where it is found by itself. */
  readonly manuscript: string | undefined;
  /** Those that are reviewed where there are several; empty: one. */
  readonly manuscripts: readonly string[];
  readonly maxOpenMajor: number | undefined;
  readonly maxNewMajor: number | undefined;
  /** Whether the job fetches the weights that it lacks. */
  readonly pullWeights: boolean;
}

export interface RepositoryFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

export const WORKFLOW_PATH = ".github/workflows/bioreview.yml";
export const SETTINGS_PATH = ".github/bioreview.yml";

/** @param example the text of the topology's file in examples/workflows
 *  @throws RangeError where the example is not as it is expected here: a fault of ours */
export function workflowFiles(example: string, choices: WorkflowChoices): readonly RepositoryFile[] {
  return [
    { path: WORKFLOW_PATH, text: workflowOf(example, choices) },
    { path: SETTINGS_PATH, text: settingsOf(choices) },
  ];
}

const EXAMPLE_ACTION = /OWNER\/bioreview@0{40} # the release that you want/g;
const EXAMPLE_LABELS = /runs-on: \[self-hosted, \w+\]/g;
const EXAMPLE_LIMIT = /^ {10}max-(?:open|new)-major: \d+\n/gm;

function workflowOf(example: string, { topology, uses, version, runsOn, pullWeights }: WorkflowChoices): string {
  const head = [
    `# BioReview: ${TOPOLOGY_SUMMARIES[topology]}.`,
    `# Written by \`bioreview init\`. What is reviewed and how it is judged stands in ${SETTINGS_PATH}; every setting: docs/action.md of BioReview.`,
    '# Whoever may push here may run code on the machine all the same: read "Threat model" there.',
  ];
  const steps: [pattern: RegExp, replacement: string][] = [
    [/^(?:#.*\n)+/, `${head.join("\n")}\n`],
    [EXAMPLE_ACTION, `${uses} # ${version}`],
  ];
  if (runsOn !== undefined) steps.push([EXAMPLE_LABELS, `runs-on: [${runsOn.join(", ")}]`]);
  const text = steps.reduce((before, [pattern, replacement]) => replaced(before, pattern, () => replacement), example);
  // The limits stand in the settings, where a change of them needs no change of the workflow.
  const limited = text.replace(EXAMPLE_LIMIT, "").replace(/^ {8}with:\n(?! {10})/gm, "");
  return pullWeights
    ? replaced(
        limited,
        /^ {10}pull-request: .*$/m,
        (line) => `${line}
          weights: pull`,
      )
    : limited;
}

function replaced(text: string, pattern: RegExp, replacement: (found: string) => string): string {
  if (text.search(pattern) < 0) throw new RangeError(`the example workflow holds no ${pattern}`);
  return text.replace(pattern, replacement);
}

function settingsOf({ manuscript, manuscripts, profile, maxOpenMajor, maxNewMajor }: WorkflowChoices): string {
  const limit = (name: string, most: number | undefined, usual: number) =>
    `${most === undefined ? "# " : ""}${name}: ${most ?? usual}`;
  return `${[
    "# Settings of BioReview, read from the base branch. Every setting: docs/action.md of BioReview.",
    manuscripts.length > 0
      ? `# Each has a ledger, a status and a section of the review; "manuscripts: all" takes those in that are added later.\nmanuscripts:\n${manuscripts.map((path) => `  - ${JSON.stringify(path)}`).join("\n")}`
      : manuscript === undefined
        ? "# The manuscript is found by itself; name its main file or folder where it is not.\n# manuscript: paper.md"
        : `manuscript: ${JSON.stringify(manuscript)}`,
    `profile: ${profile}`,
    "# The gate fails above so many major concerns that are open, and above so many that a revision brings.",
    limit("max-open-major", maxOpenMajor, 3),
    limit("max-new-major", maxNewMajor, 0),
  ].join("\n")}\n`;
}

/** @param uses as the user wrote it: an action and a commit
 *  @throws SettingsError where it names no commit: what a branch or tag means can be changed by others later */
export function parseUses(uses: string): string {
  if (/^[\w.-]+\/[\w.-]+(?:\/[\w./-]+)?@[0-9a-f]{40}$/.test(uses)) return uses;
  throw new SettingsError({
    code: "uses-wrong",
    at: `--uses ${uses}`,
    fault: "it does not name an action by owner, repository and the 40 digits of a commit",
    remedy: "Write it as --uses OWNER/REPOSITORY@COMMIT; `git rev-parse HEAD` in a clone prints the commit",
  });
}

/** @param remote of git, such as `git@github.com:owner/name.git` or `https://github.com/owner/name`
 *  @returns `owner/name`; undefined where it is not at GitHub, whose workflows could not use it */
export function repositoryOf(remote: string): string | undefined {
  return /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[^@/]*@)github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(
    remote.trim(),
  )?.[1];
}

/** Whether a job can fetch all weights that it will need: those of the published models may not be redistributed, so operators build them. */
export function canBeFetched(profile: string, topology: Topology): boolean {
  const named = PROFILES.find(({ name }) => name === profile);
  const models: readonly (ChatModel | EmbeddingModel)[] = [...CHAT_MODELS, ...EMBEDDING_MODELS];
  const ids: readonly (string | undefined)[] = [
    ...(topology === "hosted-endpoint" ? [] : (named?.chat ?? [])),
    named?.embedding,
    named?.matching,
  ];
  return models
    .filter(({ id }) => ids.includes(id))
    .every(({ files }) => files.every(({ sources }) => sources.some(({ kind }) => kind !== "converted")));
}

/** What only the maintainers can do. @param repository at GitHub, such as `owner/name`, where it is known */
export function leftToDo(choices: WorkflowChoices, repository: string | undefined): string {
  const { topology, profile, runsOn, pullWeights } = choices;
  const settings = repository === undefined ? "the repository's settings" : `https://github.com/${repository}/settings`;
  const hosted = runsOn?.every((label) => !/^self-hosted$/.test(label)) === true;
  const machine = hosted
    ? `Nothing to install: the job runs on GitHub's machine (${runsOn?.join(", ")}). Each run fetches the weights anew unless you cache them.`
    : `Register a self-hosted runner with the labels ${(runsOn ?? ["self-hosted", topology === "hosted-endpoint" ? "linux" : "gpu"]).join(", ")}: ${settings}/actions/runners/new`;
  const weights = pullWeights
    ? `The job fetches the weights of ${profile} by itself, once a machine.`
    : `Put the weights of ${profile} on that machine, as its user: docs/models.md of BioReview says how; \`bioreview doctor --profile ${profile}\` says what is missing.`;
  const endpoint = `Make the environment bioreview with the variables BIOREVIEW_ENDPOINT and BIOREVIEW_MODEL and the secret BIOREVIEW_API_KEY: ${settings}/environments`;
  const required = `Make the status bioreview/gate a required check of the default branch: ${settings}/rules`;
  const steps = [
    machine,
    ...(topology === "hosted-endpoint" ? [endpoint] : [weights]),
    `Commit ${WORKFLOW_PATH} to the default branch, and open a pull request that changes the manuscript, or write /bioreview in one.`,
    ...(topology === "required-check" ? [required] : []),
  ];
  return `Left to do:\n${steps.map((step, k) => `  ${k + 1}. ${step}`).join("\n")}\n`;
}
