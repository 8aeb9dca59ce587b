/** The bodies of the API's requests, as docs/server-api.md tells them. Invariant: a field that we do not know is refused, for a misspelt
 *  `repetition_penalty` would otherwise change the answer in silence. */
import { z } from "zod";

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
