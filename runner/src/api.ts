/** The API of docs/server-api.md: the bodies of its requests, and every error that one can end in. Invariant: a field that we do not know is refused,
 *  for a misspelt `repetition_penalty` would otherwise change the answer in silence. */

import { z } from "zod";
import { messageOf } from "./errors.ts";

const Message = z.strictObject({ role: z.enum(["system", "user", "assistant"]), content: z.string() });

const ResponseFormat = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({
    type: z.literal("json_schema"),
    json_schema: z.strictObject({
      name: z.string(),
      description: z.string().optional(),
      schema: z.record(z.string(), z.json()),
      strict: z.boolean().nullish(),
    }),
  }),
]);

/** Texts that end an answer: OpenAI allows four. */
const STOPS = 4;
/** The sampler's seed has 32 bits. */
const LARGEST_SEED = 2 ** 32 - 1;

export const ChatRequest = z
  .strictObject({
    model: z.string(),
    messages: z.array(Message).min(1),
    stream: z.boolean().default(false),
    stream_options: z.strictObject({ include_usage: z.boolean().default(false) }).optional(),
    temperature: z.number().min(0).max(2).default(1),
    top_p: z.number().gt(0).max(1).default(1),
    seed: z.int().min(0).max(LARGEST_SEED).optional(),
    max_tokens: z.int().min(1).optional(),
    max_completion_tokens: z.int().min(1).optional(),
    stop: z
      .union([
        z
          .string()
          .min(1)
          .transform((text) => [text]),
        z.array(z.string().min(1)).max(STOPS),
      ])
      .default([]),
    response_format: ResponseFormat.default({ type: "text" }),
    grammar: z.string().min(1).optional(),
    repetition_penalty: z.number().gt(0).max(2).default(1),
    return_progress: z.boolean().default(false),
  })
  .refine((body) => body.grammar === undefined || body.response_format.type === "text", {
    path: ["grammar"],
    error: "together with response_format json_schema: only one of them can shape the answer",
  })
  .refine((body) => body.max_tokens === undefined || body.max_completion_tokens === undefined, {
    path: ["max_tokens"],
    error: "together with max_completion_tokens, which means the same",
  });
export type ChatRequest = z.infer<typeof ChatRequest>;

/** Texts in one request: as many as OpenAI allows. */
const TEXTS = 2048;

export const EmbeddingsRequest = z.strictObject({
  model: z.string(),
  input: z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1).max(TEXTS)]),
  encoding_format: z.enum(["float", "base64"]).default("float"),
});
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>;

export const API_ERRORS = {
  invalid_request: { status: 400, type: "invalid_request_error" },
  context_length_exceeded: { status: 400, type: "invalid_request_error" },
  unauthorized: { status: 401, type: "authentication_error" },
  model_not_found: { status: 404, type: "invalid_request_error" },
  not_found: { status: 404, type: "invalid_request_error" },
  queue_full: { status: 503, type: "server_error" },
  loading: { status: 503, type: "server_error" },
  stopping: { status: 503, type: "server_error" },
  generation_failed: { status: 500, type: "server_error" },
} as const;
export type ApiErrorCode = keyof typeof API_ERRORS;

export class ApiError extends Error {
  readonly code: ApiErrorCode;
  /** The field of the request that is at fault. */
  readonly param: string | undefined;
  constructor(code: ApiErrorCode, message: string, param?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ApiError";
    this.code = code;
    this.param = param;
  }
  get status(): number {
    return API_ERRORS[this.code].status;
  }
  body(): { error: { message: string; type: string; param: string | null; code: ApiErrorCode } } {
    return { error: { message: this.message, type: API_ERRORS[this.code].type, param: this.param ?? null, code: this.code } };
  }
}

/** The request by its schema, or an error that names the first field at fault. */
export function checked<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const param = unknown === undefined ? issue?.path.join(".") : [...(issue?.path ?? []), unknown].join(".");
  throw new ApiError("invalid_request", `${param || "body"}: ${issue?.message ?? "not valid"}`, param);
}

/** Any failure as an error of the API. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // Fastify's own refusals: a body that is no JSON, too large, or of another content type.
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500) {
    return new ApiError("invalid_request", error.message, undefined, { cause: error });
  }
  return new ApiError("generation_failed", messageOf(error), undefined, { cause: error });
}
