/** The model server's program on this machine: where it lies, which weights it would serve, and what its exit means. */
import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { ADAPTED_FILES, adaptedText, type ChatModel, type EmbeddingModel, type WeightFile } from "../../profiles/profile.ts";
import { CHAT_MODELS, EMBEDDING_MODELS } from "../../profiles/profiles.ts";
import { readJson } from "../data-file.ts";
import {
  EXIT_CODES,
  type Failure,
  InterruptedError,
  ModelsError,
  ServerError,
  SettingsError,
  type UserError,
} from "../errors.ts";
import type { Environment } from "../user-folders.ts";
import { oneLine, quoted } from "./quoted.ts";

/** @param distDir the folder of our own bundle: the runner's package lies beside it
 *  @param env `BIOREVIEW_RUNNER` names the folder of the runner's package where it lies elsewhere
 *  @returns the path of the program
 *  @throws SettingsError where that folder holds no runner, ModelsError where what it needs is not installed or it was not built */
export function locateRunner(distDir: string, env: Environment): string {
  const { BIOREVIEW_RUNNER: named } = env;
  const folder = resolve(named || join(distDir, "..", "runner"));
  const program = join(folder, "dist", "bioreview-runner.js");
  if (!existsSync(join(folder, "package.json"))) {
    if (named)
      throw new SettingsError({
        code: "runner-not-there",
        at: "BIOREVIEW_RUNNER",
        fault: `${folder} is not the folder of the model server's package`,
        remedy: "Name the folder that holds its package.json, or unset the variable",
      });
    throw new ModelsError({
      code: "runner-not-there",
      at: folder,
      fault: "the model server's package is not there",
      remedy: "Install BioReview whole, set BIOREVIEW_RUNNER to that folder, or name a running server with --endpoint",
    });
  }
  if (!existsSync(join(folder, "node_modules", "node-llama-cpp")))
    throw new ModelsError({
      code: "runner-not-installed",
      at: folder,
      fault: "the libraries of the model server are not installed",
      remedy: `Run: npm ci --prefix ${quotedForShell(folder)}`,
    });
  if (!existsSync(program))
    throw new ModelsError({
      code: "runner-not-built",
      at: program,
      fault: "the model server's program is not built",
      remedy: `Run: npm run build --prefix ${quotedForShell(folder)}`,
    });
  return program;
}

function quotedForShell(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** What the runner writes beside weights that were imported by hand; runner/README.md. */
const Manifest = z.object({ files: z.record(z.string(), z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })) });

/** The file with the network of a chat or an embedding model, as the profiles name it; its digest is absent where only its owner knows it. */
export function weightFileOf(id: string): WeightFile | undefined {
  const known: readonly (ChatModel | EmbeddingModel)[] = [...CHAT_MODELS, ...EMBEDDING_MODELS];
  const files: readonly WeightFile[] = known.find((one) => one.id === id)?.files ?? [];
  return files.find(({ path }) => /\.(?:gguf|onnx)$/.test(path));
}

/** The weights that a server started here would serve, without starting it: it serves no other file under that name, for it compares digests at
 *  every start.
 *  @param id of a chat or an embedding model   @param models folder of the weights
 *  @returns sha256 of the network's file, which the server calls the model's, or of a base and its adapter; undefined where it is not recorded: then the server has to be asked */
export async function recordedWeights(id: string, models: string): Promise<string | undefined> {
  const network = weightFileOf(id);
  if (network === undefined) return undefined;
  if (network.sha256 !== undefined) return network.sha256;
  const manifest = await readJson(join(models, id, "manifest.json"), (fault, cause) => new Error(fault, { cause })).catch(
    () => undefined, // none was imported, or the server will say what is wrong with it
  );
  const files = Manifest.safeParse(manifest).data?.files ?? {};
  const adapter = files[ADAPTED_FILES.adapter]?.sha256;
  const whole = files[network.path]?.sha256;
  if (whole !== undefined || adapter === undefined) return whole;
  const known: readonly ChatModel[] = CHAT_MODELS;
  const baseId = known.find((one) => one.id === id)?.base;
  const base = files[ADAPTED_FILES.base]?.sha256 ?? (baseId && (await recordedWeights(baseId, models)));
  return base && hash("sha256", adaptedText(base, adapter));
}

export interface RunnerExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Standard error's last lines, the last one last. */
  readonly lastLines: readonly string[];
}

/** Characters: room for two long paths. A fault of its own comes with a whole stack. */
const LONGEST_PART = 1000;
const part = z.string().transform((text) => oneLine(text, LONGEST_PART));
const ErrorLine = z.object({ error: z.object({ code: z.string(), at: part, fault: part, remedy: part }) });

/** What the server reported as its last error: one line of JSON. */
function reportedFailure({ lastLines }: RunnerExit): Failure | undefined {
  for (const line of lastLines.toReversed()) {
    if (!line.startsWith("{")) continue;
    try {
      const { success, data } = ErrorLine.safeParse(JSON.parse(line));
      if (success) return data.error;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error; // some other line that begins so
    }
  }
  return undefined;
}

/** How it ended, in words that follow "the model server". */
export function exitReason(exit: RunnerExit): string {
  const how = exit.signal === null ? `ended with exit code ${exit.code}` : `was ended by ${exit.signal}`;
  const failure = reportedFailure(exit);
  const words = failure ? `${failure.at}: ${failure.fault}` : exit.lastLines.findLast((line) => line.trim() !== "");
  return words === undefined ? how : `${how} (its last words: ${quoted(words)})`;
}

/** The error for a server that ended before it could serve. */
export function startError(exit: RunnerExit, program: string): UserError {
  const failure: Failure = reportedFailure(exit) ?? {
    code: "server-not-started",
    at: program,
    fault: `the model server ${exitReason(exit)} before it could serve`,
    remedy:
      exit.signal === "SIGKILL"
        ? "This machine probably ran out of memory: free some, or use a smaller profile"
        : "Run `bioreview doctor` to see what this machine lacks",
  };
  switch (exit.code) {
    case EXIT_CODES.models:
      return new ModelsError(failure);
    case EXIT_CODES.settings:
      return new SettingsError(failure);
    case EXIT_CODES.interrupted:
      return new InterruptedError(failure);
    default:
      return new ServerError(failure);
  }
}

/** Lines of standard error that may explain an end. */
export const LINES_KEPT = 20;

/** A flag of its command line, where there is a value. */
export function optional(flag: string, value: string | number | undefined): string[] {
  return value === undefined ? [] : [flag, String(value)];
}

/** The environment without what a model server has no use for: a native library that misbehaves cannot leak what it never had, nor write what a job of
 *  continuous integration would take for its outputs. */
export function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NO_BUSINESS_OF_ITS.test(name)));
}
const NO_BUSINESS_OF_ITS = /(?:API[_-]KEY|TOKEN|SECRET|PASSWORD)$|^(?:INPUT|GITHUB|ACTIONS|STATE)_/i;
