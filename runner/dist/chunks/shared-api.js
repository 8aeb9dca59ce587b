import { l as messageOf } from "./shared-errors.js";
import { z } from "zod";

// src/api.ts
/** The API of docs/server-api.md: the bodies of its requests, and every error that one can end in. Invariant: a field that we do not know is refused,
*  for a misspelt `repetition_penalty` would otherwise change the answer in silence. */
/** An object without the fields that are null: in OpenAI's API null says the same as leaving a field out, and clients write it for all that was not set. */
function withoutNulls(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null));
}
function strict(shape) {
	return z.preprocess(withoutNulls, z.strictObject(shape));
}
/** A field that clients send without being asked, with a value that means nothing. Every other value would change the answer, or promise what is not
*  kept, and is refused.
*  @param otherwise names what is allowed */
function neutral(meansNothing, otherwise) {
	return z.unknown().refine(meansNothing, { error: otherwise }).optional();
}
const one = (...values) => (value) => values.includes(value);
const isEmpty = (value) => typeof value === "object" && value !== null && Object.keys(value).length === 0;
const NEUTRAL = {
	n: neutral(one(1), "only 1; for another answer ask again with another seed"),
	frequency_penalty: neutral(one(0), "only 0; the penalty that is served here is repetition_penalty"),
	presence_penalty: neutral(one(0), "only 0; the penalty that is served here is repetition_penalty"),
	logit_bias: neutral(isEmpty, "only {}; no token is favoured here"),
	top_k: neutral(one(0, -1), "only 0 or -1, which are off"),
	min_p: neutral(one(0), "only 0, which is off"),
	store: neutral(one(false), "only false; nothing is stored here"),
	service_tier: neutral(one("auto", "default"), "only auto or default; there is one tier"),
	user: z.string().optional(),
	safety_identifier: z.string().optional(),
	prompt_cache_key: z.string().optional(),
	prompt_cache_retention: z.string().optional(),
	metadata: z.record(z.string(), z.string()).optional()
};
const NO_TOOLS = "this server calls no tools";
const withoutTools = neutral(one("none", "auto"), `only none or auto; ${NO_TOOLS}`);
const NEUTRAL_IN_CHAT = {
	...NEUTRAL,
	tools: neutral(isEmpty, `only []; ${NO_TOOLS}`),
	functions: neutral(isEmpty, `only []; ${NO_TOOLS}`),
	tool_choice: withoutTools,
	function_call: withoutTools,
	parallel_tool_calls: z.boolean().optional(),
	modalities: neutral((value) => Array.isArray(value) && value.every(one("text")), "only [\"text\"]; answers are text"),
	reasoning_effort: neutral(one("none"), "only none; models answer without thinking here"),
	verbosity: neutral(one("medium"), "only medium; no model here has another"),
	chat_template_kwargs: neutral((value) => isEmpty(value) || JSON.stringify(value) === "{\"enable_thinking\":false}", "only {\"enable_thinking\": false}, which always holds here")
};
/** Between the parts of one message: what llama.cpp's server and vLLM write there. */
const BETWEEN_PARTS = "\n";
const TextPart = strict({
	type: z.literal("text", { error: "only text; these models read nothing else" }),
	text: z.string()
});
const Content = z.union([z.string(), z.array(TextPart).min(1, { error: "at least 1 part" })], { error: "a text, or a list of parts of type text" });
/** A message; those that the server itself has sent can be given back as they came. */
const Message = strict({
	role: z.enum([
		"system",
		"developer",
		"user",
		"assistant"
	], { error: "only system, developer, user or assistant" }),
	content: Content,
	refusal: neutral(one(""), "only null; a refusal is no text of an answer"),
	tool_calls: neutral(isEmpty, `only []; ${NO_TOOLS}`),
	annotations: neutral(isEmpty, "only []")
}).transform(({ role, content }) => ({
	role: role === "developer" ? "system" : role,
	content: typeof content === "string" ? content : content.map(({ text }) => text).join(BETWEEN_PARTS)
}));
/** Checked where it is read, as a JSON schema: here it is any JSON. */
const JsonSchema = z.union([z.boolean(), z.record(z.string(), z.custom())], { error: "an object, true or false" });
const ResponseFormat = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("text") }),
	z.strictObject({ type: z.literal("json_object") }),
	z.strictObject({
		type: z.literal("json_schema"),
		json_schema: strict({
			name: z.string(),
			description: z.string().optional(),
			schema: JsonSchema.default({}),
			strict: z.boolean().optional()
		})
	})
]);
/** Texts that end an answer: OpenAI allows four. */
const STOPS = 4;
const Stop = z.string().min(1, { error: "an empty text would end every answer" }).refine((text) => text.isWellFormed(), { error: "half a character would end an answer inside one" });
/** What decides how an answer is written, whatever it answers. */
const SAMPLING = {
	model: z.string(),
	stream: z.boolean().default(false),
	stream_options: strict({
		include_usage: z.boolean().default(false),
		include_obfuscation: neutral(one(false), "only false; nothing is padded here")
	}).optional(),
	temperature: z.number().min(0).max(2).default(1),
	top_p: z.number().gt(0).max(1).default(1),
	seed: z.int().min(0).max(2 ** 32 - 1).optional(),
	stop: z.union([Stop, z.array(Stop).max(STOPS, { error: `at most ${STOPS} texts` })], { error: "a text, or a list of texts" }).transform((stop) => typeof stop === "string" ? [stop] : stop).default([]),
	grammar: z.string().min(1).optional(),
	repetition_penalty: z.number().gt(0).max(2).default(1)
};
/** Alternatives to each token: OpenAI allows twenty. */
const ALTERNATIVES = 20;
const ChatRequest = z.preprocess(withoutNulls, z.strictObject({
	...NEUTRAL_IN_CHAT,
	...SAMPLING,
	messages: z.array(Message).min(1),
	max_tokens: z.int().min(1).optional(),
	max_completion_tokens: z.int().min(1).optional(),
	response_format: z.preprocess(withoutNulls, ResponseFormat).default({ type: "text" }),
	return_progress: z.boolean().default(false),
	logprobs: z.boolean().default(false),
	top_logprobs: z.int().min(0).max(ALTERNATIVES).default(0)
}).refine(({ grammar, response_format }) => grammar === void 0 || response_format.type === "text", {
	path: ["grammar"],
	error: "together with response_format: only one of them can shape the answer"
}).refine(({ max_tokens: a, max_completion_tokens: b }) => a === void 0 || b === void 0 || a === b, {
	path: ["max_tokens"],
	error: "another number than max_completion_tokens, which means the same"
}).refine(({ logprobs, top_logprobs }) => logprobs || top_logprobs === 0, {
	path: ["top_logprobs"],
	error: "only together with logprobs: true"
}).transform(({ max_tokens, max_completion_tokens, ...body }) => ({
	...body,
	max_tokens: max_tokens ?? max_completion_tokens
})));
/** A text where some clients send the numbers of their own tokeniser. */
const PlainText = z.string({ error: "a text is due; token ids are those of another model" });
/** Tokens that a text is continued by where the request does not say: OpenAI's own number. */
const CONTINUED_BY = 16;
/** OpenAI's older form: one text, continued as it stands, without a chat template. */
const CompletionRequest = z.preprocess(withoutNulls, z.strictObject({
	...NEUTRAL,
	...SAMPLING,
	prompt: z.union([PlainText, z.array(PlainText).refine((texts) => texts.length === 1, { error: "only 1 text a request" })], { error: "a text is due" }).transform((prompt) => typeof prompt === "string" ? prompt : prompt[0] ?? ""),
	max_tokens: z.int().min(1).default(CONTINUED_BY),
	best_of: neutral(one(1), "only 1; there is one answer a request"),
	echo: neutral(one(false), "only false; the prompt is not repeated here"),
	suffix: neutral(one(""), "only empty; texts are only continued at their end")
}).transform((body) => ({
	...body,
	response_format: { type: "text" },
	return_progress: false,
	logprobs: false,
	top_logprobs: 0
})));
/** Texts in one request: as many as OpenAI allows. */
const TEXTS = 2048;
const EmbeddingsRequest = strict({
	model: z.string(),
	input: z.union([PlainText, z.array(PlainText).min(1, { error: "at least 1 text" }).max(TEXTS, { error: `at most ${TEXTS} texts` })], { error: "a text, or a list of texts" }).transform((input) => typeof input === "string" ? [input] : input),
	encoding_format: z.enum(["float", "base64"]).default("float"),
	dimensions: z.int().min(1).optional(),
	user: NEUTRAL.user
});
const API_ERRORS = {
	invalid_request: {
		status: 400,
		type: "invalid_request_error"
	},
	context_length_exceeded: {
		status: 400,
		type: "invalid_request_error"
	},
	unauthorized: {
		status: 401,
		type: "authentication_error"
	},
	model_not_found: {
		status: 404,
		type: "invalid_request_error"
	},
	not_found: {
		status: 404,
		type: "invalid_request_error"
	},
	queue_full: {
		status: 429,
		type: "rate_limit_error"
	},
	loading: {
		status: 503,
		type: "server_error"
	},
	stopping: {
		status: 503,
		type: "server_error"
	},
	generation_failed: {
		status: 500,
		type: "server_error"
	},
	generation_stalled: {
		status: 504,
		type: "server_error"
	}
};
var ApiError = class extends Error {
	code;
	/** The field of the request that is at fault. */
	param;
	/** Seconds until it is worth asking again. */
	retryAfter;
	/** Requests that are served before this one, where it was turned away. */
	place;
	constructor(code, message, param, options = {}) {
		super(message, options);
		this.retryAfter = options.retryAfter;
		this.place = options.place;
		this.name = "ApiError";
		this.code = code;
		this.param = param;
	}
	get status() {
		return API_ERRORS[this.code].status;
	}
	body() {
		return { error: {
			message: this.message,
			type: API_ERRORS[this.code].type,
			param: this.param ?? null,
			code: this.code
		} };
	}
};
/** The request by its schema, or an error that names the first field at fault. */
function checked(schema, body) {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	const { path, message } = faultOf(result.error.issues[0]);
	const param = path.join(".");
	throw new ApiError("invalid_request", `${param || "body"}: ${message}`, param);
}
/** Of a field that may have several shapes, the fault of the shape that was meant: the one that the value has. */
function faultOf(issue) {
	if (issue === void 0) return {
		path: [],
		message: "not valid"
	};
	const { path } = issue;
	const message = issue.message.replace(/^Invalid input: /, "");
	if (issue.code === "unrecognized_keys") return {
		path: [...path, issue.keys[0] ?? ""],
		message: "no field of this name is known here"
	};
	if (issue.code !== "invalid_union") return {
		path,
		message
	};
	const [meant] = issue.errors.flat().filter((inner) => inner.code !== "invalid_type" || inner.path.length > 0).sort((a, b) => b.path.length - a.path.length);
	if (meant === void 0) return {
		path,
		message
	};
	const inner = faultOf(meant);
	return {
		path: [...path, ...inner.path],
		message: inner.message
	};
}
/** Any failure as an error of the API. */
function asApiError(error) {
	if (error instanceof ApiError) return error;
	if (error instanceof Error && "statusCode" in error && typeof error.statusCode === "number" && error.statusCode < 500) return new ApiError("invalid_request", error.message, void 0, { cause: error });
	return new ApiError("generation_failed", messageOf(error), void 0, { cause: error });
}

export { asApiError as a, EmbeddingsRequest as i, ChatRequest as n, checked as o, CompletionRequest as r, ApiError as t };