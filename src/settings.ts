/** Every setting of the Action, once: what it may hold, its default, and who may set it. The Action's inputs, the keys of the repository's
 *  configuration file and the flags that the command line shares with them are all taken from here, and a test holds action.yml and the documents to it.
 *  Invariant: secrets, and what concerns the machine that runs us, come from the workflow alone, never from a file of the repository. */
import { z } from "zod";
import { DEFAULT_PROFILE, PROFILES } from "../profiles/profiles.ts";
import { isNameOfManuscript, KEY_PATTERN, plainTreePath } from "./manuscript-keys.ts";

/** input: the workflow's `with:`. file: the configuration file on the base branch. flag: the command line, under the same name. */
export type SettingSource = "input" | "file" | "flag";
interface SettingMetadata {
  readonly from: readonly SettingSource[];
  /** Masked in the log, and shown nowhere. */
  readonly secret?: true;
  /** What the Action's input is where the workflow does not say; all other inputs are then empty, so that the file can speak. */
  readonly inputDefault?: string;
}
const metadata = z.registry<SettingMetadata>();

const BY_WORKFLOW: SettingMetadata = { from: ["input"] };
const BY_WORKFLOW_OR_FILE: SettingMetadata = { from: ["input", "file"] };
const BY_MACHINE: SettingMetadata = { from: ["input", "flag"] };
const SECRET: SettingMetadata = { from: ["input"], secret: true };

/** An expression of the workflow's own language. */
const JOB_TOKEN = `\${{ github.token }}`;
const PHASES = ["all", "review", "publish"] as const;
export const GPU_KINDS = ["auto", "cuda", "metal", "vulkan", "off"] as const;
/** Seconds: a day. */
export const LONGEST_TIMEOUT = 86_400;
/** Comments on lines in one review: beyond some thirty GitHub has refused a review as submitted too quickly. */
const MOST_INLINE_COMMENTS = 25;
/** Bytes of a key that an HMAC-SHA256 is worth. */
const SHORTEST_SECRET = 16;

const words = z.string().min(1);
const count = z.int().min(0);
/** Of the repository, from its root; what it names is looked for in the tree of a commit and nowhere else. */
const pathInTree = words.max(1000);

const manuscriptKey = z.string().regex(KEY_PATTERN);
const profileName = z.enum(PROFILES.map(({ name }) => name));
const judgeChoice = z.enum(["off", "profile"]);
/** Manuscripts that a file can list. */
const MOST_LISTED = 100;

const manuscriptEntry = z.strictObject({
  path: pathInTree.refine((path) => plainTreePath(path) !== undefined, "it must be a path below the repository's top"),
  key: manuscriptKey
    .refine(isNameOfManuscript, "it is a word of a command, or could be a commit's or a concern's name")
    .optional(),
  profile: profileName.optional(),
  judge: judgeChoice.optional(),
  "max-open-major": count.optional(),
  "max-new-major": count.optional(),
});
export type ManuscriptEntry = Readonly<z.infer<typeof manuscriptEntry>>;
export type ManuscriptList = "all" | readonly (string | ManuscriptEntry)[];

/** Kept as it was written, so that a fault can be reported with its place. */
const manuscriptList = z.unknown().transform((value, context): ManuscriptList => {
  if (value === "all") return value;
  if (typeof value === "string") return fault(context, ["it must be all, or a list of paths"]);
  const asEntry = (item: unknown) => (typeof item === "string" ? { path: item } : item);
  const checked = z
    .array(manuscriptEntry)
    .min(1)
    .max(MOST_LISTED)
    .safeParse(Array.isArray(value) ? value.map(asEntry) : value);
  if (!checked.success) {
    for (const issue of checked.error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  }
  for (const [name, of] of [
    ["path", ({ path }: ManuscriptEntry) => plainTreePath(path)],
    ["key", ({ key }: ManuscriptEntry) => key],
  ] as const) {
    const seen = checked.data.map(of);
    const twice = seen.findIndex((one, k) => one !== undefined && seen.indexOf(one) < k);
    if (twice !== -1) return fault(context, [`the ${name} ${JSON.stringify(seen[twice])} stands there twice`, twice]);
  }
  return value as (string | ManuscriptEntry)[]; // checked just now, item by item
});

function fault(context: z.RefinementCtx, [message, ...path]: readonly [string, ...number[]]): never {
  context.addIssue({ code: "custom", message, path: [...path] });
  return z.NEVER;
}

export const settingsSchema = z.strictObject({
  token: words
    .describe("Reads the pull request and writes the review, with the permissions that docs/action.md lists.")
    .register(metadata, { ...SECRET, inputDefault: JOB_TOKEN }),
  phase: z
    .enum(PHASES)
    .default("all")
    .describe(
      '"review" reads and asks the model, writes nothing on GitHub and leaves a result file; "publish" takes that file and writes. "all" does both in one job.',
    )
    .register(metadata, BY_WORKFLOW),
  "pull-request": z
    .int()
    .min(1)
    .optional()
    .describe("Number of the pull request, for workflow_dispatch; other events name it themselves.")
    .register(metadata, BY_WORKFLOW),
  "result-file": words
    .optional()
    .describe(
      "Where the result is written, or with phase publish read. Without it, bioreview-result.json in the runner's temporary folder.",
    )
    .register(metadata, BY_WORKFLOW),
  manuscript: pathInTree
    .optional()
    .describe("Main file or folder of the manuscript, where it is not found by itself.")
    .register(metadata, { from: ["input", "file", "flag"] }),
  manuscripts: manuscriptList
    .optional()
    .describe(
      '"all", or a list of paths: several manuscripts of one repository, each with a ledger, a status and a section of the review. In the file an item may also name key, profile, judge, max-open-major and max-new-major.',
    )
    .register(metadata, BY_WORKFLOW_OR_FILE),
  profile: profileName
    .default(DEFAULT_PROFILE)
    .describe("Model, prompt, sampling and thresholds that belong together.")
    .register(metadata, { from: ["input", "file", "flag"] }),
  "matching-embedder": words
    .optional()
    .describe(
      "Embedder by which concerns of two revisions are told apart, instead of the profile's; one that was calibrated on the machine with bioreview calibrate.",
    )
    .register(metadata, BY_MACHINE),
  judge: judgeChoice
    .default("off")
    .describe(
      '"profile": its model, where it can (docs/matching.md says which), has a say in what a revision did about concerns that were not raised again, in at most 20 short questions. "off": the rule alone.',
    )
    .register(metadata, BY_WORKFLOW_OR_FILE),
  "max-open-major": count
    .optional()
    .describe("The gate fails above so many open major concerns. Off where neither limit is set.")
    .register(metadata, BY_WORKFLOW_OR_FILE),
  "max-new-major": count
    .optional()
    .describe("The gate fails above so many major concerns that a revision brings: introduced, escalated or reopened.")
    .register(metadata, BY_WORKFLOW_OR_FILE),
  report: z
    .enum(["true", "false"])
    .default("false")
    .describe(
      '"true": writes a page into the workspace in which paper and review are read together, and names it in the output report, for a step that uploads it. With two jobs in both: the first writes it, the second links it.',
    )
    .register(metadata, BY_WORKFLOW),
  "inline-comments": count
    .max(MOST_INLINE_COMMENTS)
    .default(MOST_INLINE_COMMENTS)
    .describe("At most so many comments on lines of the diff in one review; the others stand in its text.")
    .register(metadata, BY_WORKFLOW_OR_FILE),
  "resolved-threads": z
    .enum(["resolve", "minimise"])
    .optional()
    .describe(
      'What becomes of the thread of a concern that is settled: "resolve" needs contents: write, and says where it lacks it; "minimise" satisfies no rule that conversations be resolved. Without it, resolved where the token may, else minimised.',
    )
    .register(metadata, BY_WORKFLOW_OR_FILE),
  drafts: z
    .enum(["skip", "review"])
    .default("skip")
    .describe("What happens to drafts without a command.")
    .register(metadata, BY_WORKFLOW),
  labels: z
    .array(words)
    .default([])
    .describe("Without a command only pull requests with one of these labels are reviewed; none named: all.")
    .register(metadata, BY_WORKFLOW),
  "skip-labels": z
    .array(words)
    .default([])
    .describe("Without a command pull requests with one of these labels are not reviewed.")
    .register(metadata, BY_WORKFLOW),
  "on-fork": z
    .enum(["skip", "review"])
    .default("skip")
    .describe("What happens to pull requests from forks without a command: whoever can open one could keep the model busy.")
    .register(metadata, BY_WORKFLOW),
  endpoint: words
    .optional()
    .describe(
      "Ask this OpenAI-compatible server: http(s)://host[:port][/v1] or unix:/path.sock. Without it one that runs on the runner, else one that is started for the job.",
    )
    .register(metadata, BY_MACHINE),
  model: z
    .array(words)
    .default([])
    .describe(
      "The model's name at the endpoint, where it serves several or another than the profile's; one for each model of the profile.",
    )
    .register(metadata, BY_MACHINE),
  "api-key": words.optional().describe("Key for the endpoint.").register(metadata, SECRET),
  runner: z
    .enum(["install", "require"])
    .default("install")
    .describe(
      'Where no model server runs: "install" its program once into the runner\'s tool cache; "require" that it is there already.',
    )
    .register(metadata, BY_WORKFLOW),
  weights: z
    .enum(["require", "pull"])
    .default("require")
    .describe(
      'Where a model server is started: "pull" fetches what it lacks of the profile\'s weights, checked by digest, once for all jobs that share the folder; "require" that they are there.',
    )
    .register(metadata, BY_WORKFLOW),
  models: words
    .optional()
    .describe("Folder in which a started model server finds its weights; without it, its own.")
    .register(metadata, BY_MACHINE),
  gpu: z.enum(GPU_KINDS).default("auto").describe("What a started model server computes on.").register(metadata, BY_MACHINE),
  threads: z.int().min(1).optional().describe("Processor threads of a started model server.").register(metadata, BY_MACHINE),
  timeout: z
    .int()
    .min(1)
    .max(LONGEST_TIMEOUT)
    .default(300)
    .describe("Seconds after which a model server that says nothing new is given up.")
    .register(metadata, BY_MACHINE),
  config: pathInTree
    .default(".github/bioreview.yml")
    .describe("The configuration file; it is read from the base branch, never from the pull request.")
    .register(metadata, BY_WORKFLOW),
  "state-key": manuscriptKey
    .optional()
    .describe(
      "Where several manuscripts of one repository are reviewed apart, by workflows of their own, a name for each: small letters, digits and hyphens. The status is then bioreview/gate/NAME.",
    )
    .register(metadata, BY_WORKFLOW),
  "state-secret": z
    .string()
    .min(SHORTEST_SECRET)
    .optional()
    .describe("Signs what is kept on the pull request; anything there that is not so signed is then not believed.")
    .register(metadata, SECRET),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;
export type SettingName = keyof Settings;
/** Inputs by their present names that are read under a former one too, with a warning: for one release. */
export const FORMER_NAMES: { readonly [Name in SettingName]?: string } = { "matching-embedder": "comparing" };
/** What one source sets. */
export type PartialSettings = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

export const SETTING_NAMES = settingsSchema.keyof().options;

/** @throws RangeError for a setting without a source: a bug of ours */
export function metadataOf(name: SettingName): SettingMetadata {
  const found = metadata.get(settingsSchema.shape[name]);
  if (found === undefined) throw new RangeError(`nobody may set ${name}`);
  return found;
}

export function settingNamesFrom(source: SettingSource): readonly SettingName[] {
  return SETTING_NAMES.filter((name) => metadataOf(name).from.includes(source));
}

/** Later ones win: the file before the inputs. Of one manuscript and several, what the later one names.
 *  @throws ZodError where what must be set is not: the token, which action.yml always gives */
export function withDefaults(...given: readonly PartialSettings[]): Settings {
  const named = ["manuscript", "state-key", "manuscripts"] as const;
  const last = given.findLast((settings) => named.some((name) => settings[name] !== undefined));
  const { manuscript, manuscripts, ...all }: PartialSettings = Object.assign({}, ...given);
  return settingsSchema.parse({ ...all, ...(last?.manuscripts === undefined ? { manuscript } : { manuscripts }) });
}

/** Checks what one source sets.
 *  @returns only that, without defaults; or the first key that is at fault, and why: without a full stop */
export function checkSettings(
  values: Readonly<Record<string, unknown>>,
):
  | { readonly settings: PartialSettings }
  | { readonly key: string; readonly inside: readonly (string | number)[]; readonly fault: string } {
  const { success, data, error } = settingsSchema.partial().safeParse(values);
  const one = (["manuscript", "state-key"] as const).find((name) => values[name] !== undefined);
  if (success && values["manuscripts"] !== undefined && one !== undefined)
    return {
      key: "manuscripts",
      inside: [],
      fault: `${one} is set beside it, which is for one manuscript: leave one of the two out`,
    };
  if (success) return { settings: Object.fromEntries(Object.entries(data).filter(([name]) => Object.hasOwn(values, name))) };
  const [issue] = error.issues;
  if (issue === undefined) return { key: "?", inside: [], fault: "it is not as expected" };
  const [key = "?", ...rest] = issue.path.map((part) => (typeof part === "number" ? part : String(part)));
  const inside = issue.code === "unrecognized_keys" ? [...rest, ...issue.keys.slice(0, 1)] : rest;
  return { key: String(key), inside, fault: describeIssue(issue) };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return `it must be ${alternatives(issue.values.map(String))}`;
    case "invalid_type":
      return `it must be ${TYPE_NAMES[issue.expected] ?? `of type ${issue.expected}`}`;
    case "too_small":
      if (issue.origin === "array") return `it must have at least ${issue.minimum} item`;
      return issue.origin === "string" ? `it has fewer than ${issue.minimum} characters` : `it must be at least ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "array") return `it must have at most ${issue.maximum} items`;
      return issue.origin === "string" ? `it has more than ${issue.maximum} characters` : `it must be at most ${issue.maximum}`;
    case "invalid_format":
      return "it holds characters that it may not";
    case "unrecognized_keys":
      return `there is no key ${JSON.stringify(issue.keys[0])} of a manuscript; name one of ${Object.keys(manuscriptEntry.shape).join(", ")}`;
    default:
      return issue.message;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  number: "a whole number",
  int: "a whole number",
  string: "a text",
  array: "a list",
  object: "a path, or a list of keys and values",
};

function alternatives(values: readonly string[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}
