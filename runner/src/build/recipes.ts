/** What can be built, from which published weights, and what that takes. */
import { UsageError } from "../errors.ts";

/** A repository of the hub; the commit of a branch is recorded when it is fetched. */
export interface Published {
  readonly repository: string;
  readonly revision: string;
  /** Of its weights, roughly, for the sum that is told before anything begins. */
  readonly bytes: number;
}

export type Recipe =
  | {
      readonly kind: "chat";
      readonly name: string;
      /** The chat model that it becomes. */
      readonly model: string;
      readonly base: Published;
      /** Undefined where nobody says where it is published: then it has to be named. */
      readonly adapter: Published | undefined;
    }
  | { readonly kind: "encoder"; readonly name: string; readonly model: string; readonly base: Published };

export const RECIPES: readonly Recipe[] = [
  {
    kind: "chat",
    name: "bioreview-9b",
    model: "bioreview-qwen3.5-9b-sft",
    base: { repository: "Qwen/Qwen3.5-9B", revision: "main", bytes: 19.3e9 },
    adapter: { repository: "jang1563/bioreview-qwen3.5-9b-sft", revision: "main", bytes: 0.2e9 },
  },
  {
    kind: "chat",
    name: "bioreview-8b",
    model: "bioreview-qwen3-8b-sft",
    base: { repository: "Qwen/Qwen3-8B", revision: "main", bytes: 16.4e9 },
    adapter: undefined,
  },
  {
    kind: "encoder",
    name: "specter2-base",
    model: "specter2-base",
    base: { repository: "allenai/specter2_base", revision: "main", bytes: 0.44e9 },
  },
];

export function recipeNamed(name: string): Recipe {
  const found = RECIPES.find((recipe) => recipe.name === name || recipe.model === name);
  if (found !== undefined) return found;
  throw new UsageError({
    code: "unknown-build",
    at: name,
    fault: "nothing of this name is built here",
    remedy: `Choose one of ${RECIPES.map((recipe) => recipe.name).join(", ")}; all else is fetched with \`bioreview-runner models pull\``,
  });
}

/** Types that a chat model may be kept in, and the share of the bytes of its bfloat16 weights that it then has. */
export const QUANTISATIONS = { Q4_K_M: 0.31, Q5_K_M: 0.36, Q6_K: 0.41, Q8_0: 0.53, F16: 1, BF16: 1, F32: 2 } as const;
export type Quantisation = keyof typeof QUANTISATIONS;

/** Bytes of the Python environment, as it was installed on Linux: most of it is CUDA's, which PyPI's torch brings along. */
const ENVIRONMENT = 6.5e9;
/** Of the merged weights in memory, with what the libraries need beside them. */
const MARGIN = 1.15;

/** Bytes of a converted adapter, of a high rank over all layers of nine billion parameters. */
const ADAPTER = 1e9;

export interface Estimate {
  readonly disk: number;
  readonly memory: number;
}

/** Bytes that a build takes at its most.
 *  @param weights bytes of the model that is read: the base, or of an adapter alone its own
 *  @param fetched bytes that have to be fetched first
 *  @param hasEnvironment whether the Python packages are there */
export function estimate(
  recipe: Recipe,
  {
    weights,
    fetched,
    quantisation,
    hasEnvironment,
    as,
  }: {
    readonly weights: number;
    readonly fetched: number;
    readonly quantisation: Quantisation;
    readonly hasEnvironment: boolean;
    readonly as: "merged" | "adapter";
  },
): Estimate {
  const packages = hasEnvironment ? 0 : ENVIRONMENT;
  if (recipe.kind === "encoder") return { disk: packages + fetched + weights, memory: 3 * weights + 1e9 };
  // Beside what is fetched only the adapter, in four bytes a number where it has two.
  if (as === "adapter") return { disk: packages + fetched + ADAPTER, memory: MARGIN * weights + 1e9 };
  // Merged, then converted, then quantised; the one that is converted has four bytes a number where the result shall have.
  const converted = quantisation === "F32" ? 2 * weights : weights;
  return {
    disk: packages + fetched + weights + converted + QUANTISATIONS[quantisation] * weights,
    memory: MARGIN * weights + 1e9,
  };
}
