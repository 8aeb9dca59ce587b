/** Every error that a request can end in: its code, its status and OpenAI's type for it. docs/server-api.md is checked against this. */
import type { z } from "zod";

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

/** Any failure as one that can be told to a client. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // Fastify's own refusals: a body that is no JSON, too large, or of another content type.
  if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500) {
    return new ApiError("invalid_request", error.message, undefined, { cause: error });
  }
  return new ApiError("generation_failed", error instanceof Error ? error.message : String(error), undefined, { cause: error });
}
