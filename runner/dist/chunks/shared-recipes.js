import { o as UsageError } from "./shared-errors.js";

// src/build/recipes.ts
/** What can be built, from which published weights, and what that takes. */
const RECIPES = [
	{
		kind: "chat",
		name: "bioreview-9b",
		model: "bioreview-qwen3.5-9b-sft",
		base: {
			repository: "Qwen/Qwen3.5-9B",
			revision: "main",
			bytes: 193e8
		},
		adapter: {
			repository: "jang1563/bioreview-qwen3.5-9b-sft",
			revision: "main",
			bytes: 2e8
		}
	},
	{
		kind: "chat",
		name: "bioreview-8b",
		model: "bioreview-qwen3-8b-sft",
		base: {
			repository: "Qwen/Qwen3-8B",
			revision: "main",
			bytes: 164e8
		},
		adapter: void 0
	},
	{
		kind: "encoder",
		name: "specter2-base",
		model: "specter2-base",
		base: {
			repository: "allenai/specter2_base",
			revision: "main",
			bytes: 44e7
		}
	}
];
function recipeNamed(name) {
	const found = RECIPES.find((recipe) => recipe.name === name || recipe.model === name);
	if (found !== void 0) return found;
	throw new UsageError({
		code: "unknown-build",
		at: name,
		fault: "nothing of this name is built here",
		remedy: `Choose one of ${RECIPES.map((recipe) => recipe.name).join(", ")}; all else is fetched with \`bioreview-runner models pull\``
	});
}
/** Types that a chat model may be kept in, and the share of the bytes of its bfloat16 weights that it then has. */
const QUANTISATIONS = {
	Q4_K_M: .31,
	Q5_K_M: .36,
	Q6_K: .41,
	Q8_0: .53,
	F16: 1,
	BF16: 1,
	F32: 2
};
/** Bytes of the Python environment, as it was installed on Linux: most of it is CUDA's, which PyPI's torch brings along. */
const ENVIRONMENT = 65e8;
/** Of the merged weights in memory, with what the libraries need beside them. */
const MARGIN = 1.15;
/** Bytes of a converted adapter, of a high rank over all layers of nine billion parameters. */
const ADAPTER = 1e9;
/** Bytes that a build takes at its most.
*  @param weights bytes of the model that is read: the base, or of an adapter alone its own
*  @param fetched bytes that have to be fetched first
*  @param hasEnvironment whether the Python packages are there */
function estimate(recipe, { weights, fetched, quantisation, hasEnvironment, as }) {
	const packages = hasEnvironment ? 0 : ENVIRONMENT;
	if (recipe.kind === "encoder") return {
		disk: packages + fetched + weights,
		memory: 3 * weights + 1e9
	};
	if (as === "adapter") return {
		disk: packages + fetched + ADAPTER,
		memory: MARGIN * weights + 1e9
	};
	const converted = quantisation === "F32" ? 2 * weights : weights;
	return {
		disk: packages + fetched + weights + converted + QUANTISATIONS[quantisation] * weights,
		memory: MARGIN * weights + 1e9
	};
}

export { recipeNamed as i, RECIPES as n, estimate as r, QUANTISATIONS as t };