/** The published weights that a build starts from: folders of this disk, or repositories of the hub at a commit that is recorded. */
import { existsSync } from "node:fs";
import { readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { digestOf } from "../weights/files.ts";
import { type PythonDependencies, runScript } from "./python.ts";
import type { Published } from "./recipes.ts";
import type { StepRunner } from "./steps.ts";

export type Source = { readonly kind: "folder"; readonly path: string } | ({ readonly kind: "hub" } & Published);

/** What a build read. */
export interface Input {
  readonly from: string;
  readonly path: string;
  /** By the files' names. */
  readonly digests: Readonly<Record<string, string>>;
}

/** The settings without which a folder holds no model, or no adapter. */
const SETTINGS = { "--base": "config.json", "--adapter": "adapter_config.json" } as const;

/** @param given a folder, or `owner/name` with `@revision`, instead of the published one   @param flag by which it was given
 *  @throws UsageError where it is neither, or the folder holds none */
export async function sourceOf(
  given: string | undefined,
  published: Published | undefined,
  flag: keyof typeof SETTINGS,
): Promise<Source> {
  if (given === undefined) {
    if (published !== undefined) return { kind: "hub", ...published };
    throw new UsageError({
      code: "no-adapter",
      at: flag,
      fault: "nobody says where the adapter of this model is published",
      remedy: `Name its folder, or its repository as owner/name, with ${flag}`,
    });
  }
  const found = await stat(given).catch(() => undefined);
  if (found?.isDirectory()) {
    if (existsSync(join(given, SETTINGS[flag]))) return { kind: "folder", path: given };
    throw new UsageError({
      code: "input-incomplete",
      at: join(given, SETTINGS[flag]),
      fault: "there is no such file",
      remedy: `Name the folder that holds the ${flag === "--base" ? "model" : "adapter as PEFT saves it"}, with all files that its page lists`,
    });
  }
  const [, repository, revision] = /^([\w.-]+\/[\w.-]+)(?:@([\w./-]+))?$/.exec(given) ?? [];
  if (repository !== undefined && found === undefined)
    return { kind: "hub", repository, revision: revision ?? "main", bytes: published?.bytes ?? 0 };
  throw new UsageError({
    code: "no-such-folder",
    at: `${flag} ${given}`,
    fault: "it is neither a folder nor a repository's owner/name",
    remedy: "Name the folder that holds the model",
  });
}

/** Of the weights; of a repository roughly. */
export async function bytesOf(source: Source): Promise<number> {
  if (source.kind === "hub") return source.bytes;
  const names = (await readdir(source.path)).filter((name) => name.endsWith(".safetensors"));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(source.path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Where the fetching of a repository works. */
export interface InputContext {
  readonly own: StepRunner;
  readonly python: string;
  /** The key of the Python environment. */
  readonly environment: string;
  readonly dependencies: PythonDependencies;
}

/** Brings a source onto this disk, and takes the digests of its files.
 *  @param name of the folder that a repository is fetched to   @param parts "settings": all but the weights */
export async function inputOf(
  name: string,
  source: Source,
  { own, python, environment, dependencies }: InputContext,
  parts: "all" | "settings" = "all",
): Promise<Input> {
  if (source.kind === "folder") {
    dependencies.output.write(`reading ${source.path}\n`);
    return { from: source.path, path: source.path, digests: await digestsIn(source.path, parts, dependencies.signal) };
  }
  const { repository, revision } = source;
  const fetched = await own.do({
    name: `fetch ${name}`,
    title: `fetching ${repository}@${revision}`,
    dependsOn: [environment, repository, revision, ...(parts === "all" ? [] : [parts])],
    makes: name,
    run: async (unfinished) => {
      // Kept under a name of its own: what came stays when it is interrupted, and the hub's library carries on there.
      const here = join(own.folder, `${name}.fetching`);
      const found = await runScript(
        python,
        "fetch.py",
        [repository, revision, here, ...(parts === "all" ? [] : ["without-weights"])],
        dependencies,
      );
      await rename(here, unfinished);
      return found;
    },
  });
  const from = `${repository}@${String(fetched.findings["commit"] ?? revision)}`;
  return { from, path: fetched.path, digests: await digestsIn(fetched.path, parts, dependencies.signal) };
}

const OF_A_MODEL = /\.(?:json|safetensors|txt|jinja|model)$/;

async function digestsIn(folder: string, parts: "all" | "settings", signal: AbortSignal): Promise<Record<string, string>> {
  const names = (await readdir(folder))
    .filter((name) => OF_A_MODEL.test(name) && (parts === "all" || !name.endsWith(".safetensors")))
    .sort();
  const digests: Record<string, string> = {};
  for (const name of names) digests[name] = (await digestOf(join(folder, name), signal)).sha256;
  return digests;
}
