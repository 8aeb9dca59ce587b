/** The request body for each kind of server, and what its refusals mean. Invariant: what a kind does not understand is not sent to it but named, and what
 *  it would set otherwise by itself is set, so that the same settings mean the same everywhere. */
import { z } from "zod";
import type { AnswerRequest, ModelIdentity } from "./model.ts";

export type ServerKind = ModelIdentity["server"];

const text = z.string().optional().catch(undefined);
const count = z.int().positive().optional().catch(undefined);

/** One entry of /v1/models; what other servers put under our names is not ours to refuse. */
export const ServedModel = z.object({
  id: z.string().min(1),
  owned_by: text,
  max_model_len: count,
  aliases: z.array(z.string()).optional().catch(undefined),
  meta: z
    .object({
      kind: z.enum(["chat", "embedding"]).optional().catch(undefined),
      file: text,
      sha256: text,
      quantisation: text,
      device: text,
      settings: text,
      context_tokens: count,
      dimensions: count,
      n_ctx: count,
      ftype: text,
      adapter: z.object({ file: text, sha256: text, base: z.string(), base_sha256: text }).optional().catch(undefined),
      base_of: text,
    })
    .nullish()
    .catch(undefined),
});
export type ServedModel = z.infer<typeof ServedModel>;
export const ServedModels = z.object({ data: z.array(ServedModel) });

/** What llama.cpp's server answers at /props. */
export const LlamaProps = z.object({
  model_path: text,
  model_ftype: text,
  default_generation_settings: z.object({ n_ctx: count }).optional().catch(undefined),
});
export type LlamaProps = z.infer<typeof LlamaProps>;

export function serverKindOf({ owned_by: owner }: ServedModel): ServerKind {
  switch (owner) {
    case "bioreview-runner":
      return "bioreview-runner";
    case "llamacpp":
      return "llama.cpp";
    case "vllm":
      return "vllm";
    default:
      return "unknown";
  }
}

/** What provenance says of a served model. Of a path only the file's name: the rest tells about the user's machine. */
export function identityOf(served: ServedModel, props?: LlamaProps): ModelIdentity {
  const { meta } = served;
  const path = meta?.file ?? props?.model_path;
  const quantisation = meta?.quantisation ?? meta?.ftype ?? props?.model_ftype;
  const contextTokens = meta?.context_tokens ?? props?.default_generation_settings?.n_ctx ?? meta?.n_ctx ?? served.max_model_len;
  return {
    id: fileName(served.id),
    server: serverKindOf(served),
    ...(path !== undefined && { file: fileName(path) }),
    ...(meta?.sha256 !== undefined && { sha256: meta.sha256 }),
    ...(quantisation !== undefined && { quantisation }),
    ...(meta?.device !== undefined && { device: meta.device }),
    ...(meta?.settings !== undefined && { settings: meta.settings }),
    ...(contextTokens !== undefined && { contextTokens }),
    ...(meta?.adapter && { adapter: adapterOf(meta.adapter) }),
  };
}

function adapterOf({ file, sha256, base, base_sha256 }: NonNullable<NonNullable<ServedModel["meta"]>["adapter"]>) {
  return {
    base,
    ...(file !== undefined && { file: fileName(file) }),
    ...(sha256 !== undefined && { sha256 }),
    ...(base_sha256 !== undefined && { baseSha256: base_sha256 }),
  };
}

/** llama.cpp's server names a model by its path unless a name is configured; `owner/name` of a hub stays whole. */
export function fileName(path: string): string {
  return /^(?:[/\\.~]|[A-Za-z]:\\)/.test(path) ? (path.split(/[/\\]/).at(-1) ?? path) : path;
}

export interface ChatBody {
  readonly model: string;
  readonly messages: { role: "system" | "user"; content: string }[];
  readonly stream: true;
  readonly stream_options: { include_usage: true };
  readonly temperature: number;
  readonly top_p: number;
  readonly seed: number;
  readonly max_tokens?: number;
  /** The newer name of the same. */
  readonly max_completion_tokens?: number;
  readonly logprobs?: true;
  readonly top_logprobs?: number;
  readonly [extension: string]: unknown;
}

/** A body to send, and what of the request it does not hold, in words for people. */
export interface Told {
  readonly body: ChatBody;
  readonly unsent: readonly string[];
}

/** The body of a request for one answer.
 *  @param model as the server calls it */
export function requestBody(
  { server, contextTokens }: Pick<ModelIdentity, "server" | "contextTokens">,
  model: string,
  request: AnswerRequest,
): Told {
  const { system, user, sampling, shape, alternatives } = request;
  const standard: ChatBody = {
    model,
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
    stream: true,
    stream_options: { include_usage: true },
    temperature: sampling.temperature,
    top_p: sampling.topP,
    seed: sampling.seed,
    max_tokens: sampling.maxTokens,
    ...(alternatives !== undefined && { logprobs: true, top_logprobs: alternatives }),
  };
  const bySchema = {
    response_format: { type: "json_schema", json_schema: { name: "concerns", strict: true, schema: shape.jsonSchema } },
  };
  switch (server) {
    case "bioreview-runner":
      return {
        body: { ...standard, grammar: shape.grammar, repetition_penalty: sampling.repetitionPenalty, return_progress: true },
        unsent: [],
      };
    case "llama.cpp": {
      const penalty = { repeat_penalty: sampling.repetitionPenalty, repeat_last_n: contextTokens ?? LONG_WINDOW };
      return { body: { ...standard, ...bySchema, ...LLAMA_CPP, ...penalty }, unsent: [] };
    }
    case "vllm":
      return { body: { ...standard, ...bySchema, ...VLLM, repetition_penalty: sampling.repetitionPenalty }, unsent: [] };
    case "unknown": {
      const takesSchema = "type" in shape.jsonSchema && shape.jsonSchema.type === "object";
      const unsent = [
        ...(sampling.repetitionPenalty === 1 ? [] : [`repetition penalty ${sampling.repetitionPenalty}`]),
        "thinking off",
        // OpenAI's rule for a schema's root; where it is none, the instructions alone say what shape the answer has.
        ...(takesSchema ? [] : ["the answer's grammar"]),
      ];
      return { body: takesSchema ? { ...standard, ...bySchema } : standard, unsent };
    }
  }
}

const THINKING_OFF = { chat_template_kwargs: { enable_thinking: false } };

/** Tokens that llama.cpp's penalty looks back over where the server does not say how long its context is. It reserves memory for each, and newer
 *  versions refuse -1, which said "all". */
const LONG_WINDOW = 131_072;

/** Its defaults differ from transformers' (min_p 0.05, top_k 40, a penalty over 64 tokens), its flags may change any of them, and it applies the
 *  temperature last where transformers applies it before top_p. */
const LLAMA_CPP = {
  ...THINKING_OFF,
  samplers: ["penalties", "temperature", "top_p"],
  top_k: 0,
  min_p: 0,
  typical_p: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
  dry_multiplier: 0,
  xtc_probability: 0,
  mirostat: 0,
  dynatemp_range: 0,
  // With what an earlier request left in the cache, other batches are computed, and the same seed may say something else.
  cache_prompt: false,
  return_progress: true,
};

/** vLLM takes its defaults from the model's generation_config.json, where Qwen's sets top_k. */
const VLLM = { ...THINKING_OFF, top_k: -1, min_p: 0, presence_penalty: 0, frequency_penalty: 0 };

/** What a server says of a fault, in OpenAI's words; a field that it does not send is empty. `code` is a word in OpenAI's own, a number in llama.cpp's and
 *  vLLM's; `param` is the field at fault. */
export interface ApiMessage {
  readonly message: string;
  readonly code: string;
  readonly type: string;
  readonly param: string;
}

const word = z.union([z.string(), z.number()]).transform(String).catch("");
const Said = z.object({ message: z.string(), code: word, type: word, param: word });
/** Of FastAPI, which many servers are built on: a text, or a list of fields and what is wrong with each. */
const Detail = z.union([
  z.string(),
  z
    .array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() }))
    .transform((faults) => faults.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join("; ")),
]);
const toldAs = (message: string): ApiMessage => ({ message, code: "", type: "", param: "" });
const ErrorBody = z.union([
  z.object({ error: Said }).transform(({ error }) => error),
  // Text Generation Inference.
  z.object({ error: z.string() }).transform(({ error }) => toldAs(error)),
  // SGLang, and vLLM of before 2025.
  Said.extend({ object: z.literal("error") }),
  z.object({ detail: Detail }).transform(({ detail }) => toldAs(detail)),
  Said.extend({ choices: z.undefined().optional() }),
]);

/** @param body of an answer, or an event of a stream
 *  @returns the error that it tells of, in whichever shape; undefined where it tells of none */
export function errorIn(body: unknown): ApiMessage | undefined {
  const { data } = ErrorBody.safeParse(body);
  return data && { message: data.message, code: data.code, type: data.type, param: data.param };
}

/** Prose that says that something is too long for the context. Each server has its own, and vLLM a new one every few months:
 *  OpenAI, vLLM, SGLang · vLLM 0.15 · vLLM, offline · SGLang · vLLM, of max_tokens alone · Text Generation Inference. */
const TOO_LONG =
  /maximum context length|context length is only|longer than the maximum model length|longer than the model's context length|max_model_len|`max_new_tokens` must be/i;
/** Prose about a number of tokens that is too great. */
const TOO_MANY = /too large|greater than|at most|exceeds?|maximum/i;

/** Whether the prompt does not fit the context, alone or with the answer that was asked for. The fields say it first: prose changes. */
export function saysTooLong({ code, type, param, message }: ApiMessage): boolean {
  return (
    code === "context_length_exceeded" ||
    type === "exceed_context_size_error" ||
    // vLLM's names for the prompt, before and after it was tokenised.
    param === "input_text" ||
    param === "input_tokens" ||
    TOO_LONG.test(message)
  );
}

/** What is left out where a server does not take it, in words for people. */
const LEFT_OUT: { readonly [field: string]: (body: ChatBody) => string } = {
  temperature: ({ temperature }) => `temperature ${temperature}`,
  top_p: ({ top_p }) => `top_p ${top_p}`,
  seed: ({ seed }) => `seed ${seed}`,
  response_format: () => "the answer's grammar",
};

/** The request anew, where a server refused it for something that can be asked for otherwise; it was refused before anything was computed. Each time one
 *  field goes, so this ends.
 *  @returns undefined where nothing can be changed */
export function amended({ body, unsent }: Told, server: ServerKind, said: ApiMessage): Told | undefined {
  if (body.logprobs === true && /logprobs/i.test(`${said.param} ${said.message}`))
    return withFewerProbabilities({ body, unsent });
  const field = said.param.split(".")[0] ?? "";
  const { max_tokens, max_completion_tokens, ...others } = body;
  if (/^unsupported_(?:parameter|value)$/.test(said.code) && body[field] !== undefined) {
    // Hosted models that think take the newer name of the limit only.
    if (field === "max_tokens" && max_tokens !== undefined)
      return { body: { ...others, max_completion_tokens: max_tokens }, unsent };
    const words = LEFT_OUT[field]?.(body);
    return words === undefined ? undefined : { body: { ...body, [field]: undefined }, unsent: [...unsent, words] };
  }
  // These two shorten an answer by themselves: with them it is the prompt alone that is too long.
  if (server === "bioreview-runner" || server === "llama.cpp") return undefined;
  const ofLimit = /^max_(?:completion_)?tokens$/.test(said.param) && TOO_MANY.test(said.message);
  const limit = limitOf(body);
  if (limit === undefined || !(ofLimit || saysTooLong(said))) return undefined;
  // Without a limit of ours a server writes as long as its context has room; how much that is few refusals say.
  return { body: others, unsent: [...unsent, `an answer of up to ${limit} tokens, for which it has no room`] };
}

/** Alternatives that every server tells which tells any: some hosted ones, and older ones of vLLM, tell no more. */
const FEW_ALTERNATIVES = 5;
/** In `unsent`. */
export const PROBABILITIES = "the probabilities of the answer's tokens";

/** Fewer alternatives, and where these are refused too, none. Hosted models that think tell none, and say so in prose alone. */
function withFewerProbabilities({ body: { logprobs, top_logprobs, ...others }, unsent }: Told): Told {
  if (top_logprobs !== undefined && top_logprobs > FEW_ALTERNATIVES)
    return { body: { ...others, logprobs: true, top_logprobs: FEW_ALTERNATIVES }, unsent };
  return { body: others, unsent: [...unsent, PROBABILITIES] };
}

/** Tokens that the answer may have; undefined where only the context limits it. */
export function limitOf({ max_tokens, max_completion_tokens }: ChatBody): number | undefined {
  return max_tokens ?? max_completion_tokens;
}
