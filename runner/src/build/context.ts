/** What a build is asked for, what it works with, and what it has made. */
import type { Input } from "./inputs.ts";
import type { PythonDependencies } from "./python.ts";
import type { Quantisation, Recipe } from "./recipes.ts";
import type { StepDependencies, StepRunner } from "./steps.ts";

export interface BuildOptions {
  readonly recipe: Recipe;
  /** A folder, or `owner/name` with `@revision`, instead of the recipe's. */
  readonly base?: string;
  readonly adapter?: string;
  /** Of a chat model: merged into one file, or the adapter alone, which the server lays over its base. */
  readonly as: "merged" | "adapter";
  /** Of an adapter alone: read the base's weights too, so that transformers can say what the two make of the fixed paper. A merged model has that always. */
  readonly reference: boolean;
  /** A GGUF of the base, for an adapter that is not laid over the one of the catalogue. */
  readonly baseGguf?: string;
  readonly quantisation: Quantisation;
  /** The folder of all models. */
  readonly models: string;
  /** Keep what the steps made. */
  readonly keep: boolean;
  /** Only say what it takes. */
  readonly dryRun: boolean;
}

export interface BuildDependencies extends PythonDependencies, StepDependencies {
  readonly runtime: Runtime;
  /** Bytes that are free where the models lie, and of memory. */
  readonly free: (folder: string) => Promise<{ readonly disk: number; readonly memory: number }>;
}

/** The parts of node-llama-cpp's packages that are used besides the runtime. */
export interface Runtime {
  /** The git bundle of llama.cpp's source, with the converter. */
  readonly bundle: string;
  /** The folder of its built libraries. */
  readonly libraries: string;
  readonly release: string;
}

export interface Context {
  readonly options: BuildOptions;
  readonly dependencies: BuildDependencies;
  readonly own: StepRunner;
  readonly shared: StepRunner;
  readonly python: string;
  /** The key of the Python environment. */
  readonly environment: string;
}

export interface Made {
  readonly model: string;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly files: readonly { readonly path: string; readonly sha256: string; readonly bytes: number }[];
  /** What transformers makes of it, which goes beside the model's own files. */
  readonly reference: string | undefined;
}
