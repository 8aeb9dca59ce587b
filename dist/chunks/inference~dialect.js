import { a as InterruptedError, f as UserError, l as ServerError, p as messageOf, t as AnswerError, u as SettingsError } from "./shared~errors.js";
import { a as _enum, b as union, c as array, d as int, f as literal, h as object, m as number, s as _undefined, v as string, x as unknown$1 } from "./zod~action~action-post.js";
import { t as require_undici } from "./undici.js";
import { a as startError, c as quoted, r as optional, s as withoutSecrets, t as exitReason } from "./inference~local-runner~action~action-post.js";
import { r as socketEndpoint, t as TIMEOUTS } from "./inference~endpoint~action.js";
import { n as APIError, t as OpenAI } from "./openai.js";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { createInterface } from "node:readline";
import { TransformStream } from "node:stream/web";

// src/inference/request-fault.ts
/** Thrown where a server sends something else than the API says. */
var NotOpenAi = class extends Error {
	name = "NotOpenAi";
	sent;
	/** @param sent in words, such as "a page of HTML" */
	constructor(sent) {
		super(sent);
		this.sent = sent;
	}
};
function quotedFrom({ endpoint }, text) {
	return quoted(text, [endpoint.apiKey()]);
}
/** Words that follow a fault. */
function during({ stage }) {
	switch (stage.kind) {
		case "sent": return "before it had sent anything";
		case "waiting": return `while ${stage.place} others were to be served first`;
		case "reading": return `while it read the prompt (${stage.tokensRead} of ${stage.tokensTotal} tokens)`;
		case "writing": return `while it wrote the answer (some ${stage.tokensWritten} tokens in)`;
	}
}
function notOpenAi(sent, { what }) {
	return {
		code: "server-not-openai",
		fault: `asked for ${what}, it sent ${sent}, so this is no server of the OpenAI API, or not its address`,
		remedy: "Name the address under which it answers /v1/models, such as http://127.0.0.1:8080 or https://HOST/PREFIX/v1"
	};
}

// src/inference/dialect.ts
/** The request body for each kind of server, and what its refusals mean. Invariant: what a kind does not understand is not sent to it but named, and what
*  it would set otherwise by itself is set, so that the same settings mean the same everywhere. */
const text$1 = string().optional().catch(void 0);
const count = int().positive().optional().catch(void 0);
/** One entry of /v1/models; what other servers put under our names is not ours to refuse. */
const ServedModel = object({
	id: string().min(1),
	owned_by: text$1,
	max_model_len: count,
	aliases: array(string()).optional().catch(void 0),
	meta: object({
		kind: _enum(["chat", "embedding"]).optional().catch(void 0),
		file: text$1,
		sha256: text$1,
		quantisation: text$1,
		device: text$1,
		settings: text$1,
		context_tokens: count,
		dimensions: count,
		n_ctx: count,
		ftype: text$1,
		adapter: object({
			file: text$1,
			sha256: text$1,
			base: string(),
			base_sha256: text$1
		}).optional().catch(void 0),
		base_of: text$1
	}).nullish().catch(void 0)
});
const ServedModels = object({ data: array(ServedModel) });
/** What llama.cpp's server answers at /props. */
const LlamaProps = object({
	model_path: text$1,
	model_ftype: text$1,
	default_generation_settings: object({ n_ctx: count }).optional().catch(void 0)
});
function serverKindOf({ owned_by: owner }) {
	switch (owner) {
		case "bioreview-runner": return "bioreview-runner";
		case "llamacpp": return "llama.cpp";
		case "vllm": return "vllm";
		default: return "unknown";
	}
}
/** What provenance says of a served model. Of a path only the file's name: the rest tells about the user's machine. */
function identityOf(served, props) {
	const { meta } = served;
	const path = meta?.file ?? props?.model_path;
	const quantisation = meta?.quantisation ?? meta?.ftype ?? props?.model_ftype;
	const contextTokens = meta?.context_tokens ?? props?.default_generation_settings?.n_ctx ?? meta?.n_ctx ?? served.max_model_len;
	return {
		id: fileName(served.id),
		server: serverKindOf(served),
		...path !== void 0 && { file: fileName(path) },
		...meta?.sha256 !== void 0 && { sha256: meta.sha256 },
		...quantisation !== void 0 && { quantisation },
		...meta?.device !== void 0 && { device: meta.device },
		...meta?.settings !== void 0 && { settings: meta.settings },
		...contextTokens !== void 0 && { contextTokens },
		...meta?.adapter && { adapter: adapterOf(meta.adapter) }
	};
}
function adapterOf({ file, sha256, base, base_sha256 }) {
	return {
		base,
		...file !== void 0 && { file: fileName(file) },
		...sha256 !== void 0 && { sha256 },
		...base_sha256 !== void 0 && { baseSha256: base_sha256 }
	};
}
/** llama.cpp's server names a model by its path unless a name is configured; `owner/name` of a hub stays whole. */
function fileName(path) {
	return /^(?:[/\\.~]|[A-Za-z]:\\)/.test(path) ? path.split(/[/\\]/).at(-1) ?? path : path;
}
/** The body of a request for one answer.
*  @param model as the server calls it */
function requestBody({ server, contextTokens }, model, request) {
	const { system, user, sampling, shape, alternatives } = request;
	const standard = {
		model,
		messages: [{
			role: "system",
			content: system
		}, {
			role: "user",
			content: user
		}],
		stream: true,
		stream_options: { include_usage: true },
		temperature: sampling.temperature,
		top_p: sampling.topP,
		seed: sampling.seed,
		max_tokens: sampling.maxTokens,
		...alternatives !== void 0 && {
			logprobs: true,
			top_logprobs: alternatives
		}
	};
	const bySchema = { response_format: {
		type: "json_schema",
		json_schema: {
			name: "concerns",
			strict: true,
			schema: shape.jsonSchema
		}
	} };
	switch (server) {
		case "bioreview-runner": return {
			body: {
				...standard,
				grammar: shape.grammar,
				repetition_penalty: sampling.repetitionPenalty,
				return_progress: true
			},
			unsent: []
		};
		case "llama.cpp": {
			const penalty = {
				repeat_penalty: sampling.repetitionPenalty,
				repeat_last_n: contextTokens ?? LONG_WINDOW
			};
			return {
				body: {
					...standard,
					...bySchema,
					...LLAMA_CPP,
					...penalty
				},
				unsent: []
			};
		}
		case "vllm": return {
			body: {
				...standard,
				...bySchema,
				...VLLM,
				repetition_penalty: sampling.repetitionPenalty
			},
			unsent: []
		};
		case "unknown": {
			const takesSchema = "type" in shape.jsonSchema && shape.jsonSchema.type === "object";
			const unsent = [
				...sampling.repetitionPenalty === 1 ? [] : [`repetition penalty ${sampling.repetitionPenalty}`],
				"thinking off",
				...takesSchema ? [] : ["the answer's grammar"]
			];
			return {
				body: takesSchema ? {
					...standard,
					...bySchema
				} : standard,
				unsent
			};
		}
	}
}
const THINKING_OFF = { chat_template_kwargs: { enable_thinking: false } };
/** Tokens that llama.cpp's penalty looks back over where the server does not say how long its context is. It reserves memory for each, and newer
*  versions refuse -1, which said "all". */
const LONG_WINDOW = 131072;
/** Its defaults differ from transformers' (min_p 0.05, top_k 40, a penalty over 64 tokens), its flags may change any of them, and it applies the
*  temperature last where transformers applies it before top_p. */
const LLAMA_CPP = {
	...THINKING_OFF,
	samplers: [
		"penalties",
		"temperature",
		"top_p"
	],
	top_k: 0,
	min_p: 0,
	typical_p: 1,
	presence_penalty: 0,
	frequency_penalty: 0,
	dry_multiplier: 0,
	xtc_probability: 0,
	mirostat: 0,
	dynatemp_range: 0,
	cache_prompt: false,
	return_progress: true
};
/** vLLM takes its defaults from the model's generation_config.json, where Qwen's sets top_k. */
const VLLM = {
	...THINKING_OFF,
	top_k: -1,
	min_p: 0,
	presence_penalty: 0,
	frequency_penalty: 0
};
const word = union([string(), number()]).transform(String).catch("");
const Said = object({
	message: string(),
	code: word,
	type: word,
	param: word
});
/** Of FastAPI, which many servers are built on: a text, or a list of fields and what is wrong with each. */
const Detail = union([string(), array(object({
	loc: array(union([string(), number()])),
	msg: string()
})).transform((faults) => faults.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join("; "))]);
const toldAs = (message) => ({
	message,
	code: "",
	type: "",
	param: ""
});
const ErrorBody = union([
	object({ error: Said }).transform(({ error }) => error),
	object({ error: string() }).transform(({ error }) => toldAs(error)),
	Said.extend({ object: literal("error") }),
	object({ detail: Detail }).transform(({ detail }) => toldAs(detail)),
	Said.extend({ choices: _undefined().optional() })
]);
/** @param body of an answer, or an event of a stream
*  @returns the error that it tells of, in whichever shape; undefined where it tells of none */
function errorIn(body) {
	const { data } = ErrorBody.safeParse(body);
	return data && {
		message: data.message,
		code: data.code,
		type: data.type,
		param: data.param
	};
}
/** Prose that says that something is too long for the context. Each server has its own, and vLLM a new one every few months:
*  OpenAI, vLLM, SGLang · vLLM 0.15 · vLLM, offline · SGLang · vLLM, of max_tokens alone · Text Generation Inference. */
const TOO_LONG = /maximum context length|context length is only|longer than the maximum model length|longer than the model's context length|max_model_len|`max_new_tokens` must be/i;
/** Prose about a number of tokens that is too great. */
const TOO_MANY = /too large|greater than|at most|exceeds?|maximum/i;
/** Whether the prompt does not fit the context, alone or with the answer that was asked for. The fields say it first: prose changes. */
function saysTooLong({ code, type, param, message }) {
	return code === "context_length_exceeded" || type === "exceed_context_size_error" || param === "input_text" || param === "input_tokens" || TOO_LONG.test(message);
}
/** What is left out where a server does not take it, in words for people. */
const LEFT_OUT = {
	temperature: ({ temperature }) => `temperature ${temperature}`,
	top_p: ({ top_p }) => `top_p ${top_p}`,
	seed: ({ seed }) => `seed ${seed}`,
	response_format: () => "the answer's grammar"
};
/** The request anew, where a server refused it for something that can be asked for otherwise; it was refused before anything was computed. Each time one
*  field goes, so this ends.
*  @returns undefined where nothing can be changed */
function amended({ body, unsent }, server, said) {
	if (body.logprobs === true && /logprobs/i.test(`${said.param} ${said.message}`)) return withFewerProbabilities({
		body,
		unsent
	});
	const field = said.param.split(".")[0] ?? "";
	const { max_tokens, max_completion_tokens, ...others } = body;
	if (/^unsupported_(?:parameter|value)$/.test(said.code) && body[field] !== void 0) {
		if (field === "max_tokens" && max_tokens !== void 0) return {
			body: {
				...others,
				max_completion_tokens: max_tokens
			},
			unsent
		};
		const words = LEFT_OUT[field]?.(body);
		return words === void 0 ? void 0 : {
			body: {
				...body,
				[field]: void 0
			},
			unsent: [...unsent, words]
		};
	}
	if (server === "bioreview-runner" || server === "llama.cpp") return void 0;
	const ofLimit = /^max_(?:completion_)?tokens$/.test(said.param) && TOO_MANY.test(said.message);
	const limit = limitOf(body);
	if (limit === void 0 || !(ofLimit || saysTooLong(said))) return void 0;
	return {
		body: others,
		unsent: [...unsent, `an answer of up to ${limit} tokens, for which it has no room`]
	};
}
/** Alternatives that every server tells which tells any: some hosted ones, and older ones of vLLM, tell no more. */
const FEW_ALTERNATIVES = 5;
/** In `unsent`. */
const PROBABILITIES = "the probabilities of the answer's tokens";
/** Fewer alternatives, and where these are refused too, none. Hosted models that think tell none, and say so in prose alone. */
function withFewerProbabilities({ body: { logprobs, top_logprobs, ...others }, unsent }) {
	if (top_logprobs !== void 0 && top_logprobs > FEW_ALTERNATIVES) return {
		body: {
			...others,
			logprobs: true,
			top_logprobs: FEW_ALTERNATIVES
		},
		unsent
	};
	return {
		body: others,
		unsent: [...unsent, PROBABILITIES]
	};
}
/** Tokens that the answer may have; undefined where only the context limits it. */
function limitOf({ max_tokens, max_completion_tokens }) {
	return max_tokens ?? max_completion_tokens;
}

// src/inference/connection-fault.ts
/** Faults of the connection: one that cannot be made, breaks, is slow or silent, or carries neither HTTP nor JSON. Invariant: each has a code and a remedy, and what is
*  no fault of the connection is left to the caller. */
/** Thrown where a stream is over and its answer is not: the client's stream itself just ends then. */
var StreamEnded = class extends Error {
	name = "StreamEnded";
};
/** Why a request is given up whose server says nothing new for too long. */
var Silence = class extends Error {
	name = "Silence";
};
/** @param chain the error and what caused it, outermost first
*  @returns undefined where the connection is not to blame */
function faultOfConnection(chain, context) {
	if (chain[0] instanceof Silence) return stalled(context);
	if (chain.some((cause) => cause instanceof SyntaxError)) return noJson(context);
	if (chain.some((cause) => cause.name === "TimeoutError")) return tooSlow(context);
	for (const cause of chain) {
		const fault = faultOfCode("code" in cause && cause.code !== void 0 ? String(cause.code) : cause.name, context);
		if (fault !== void 0) return fault;
	}
	if (chain.some(({ message }) => message === "bad port")) return blockedPort();
	if (chain.some((cause) => cause instanceof StreamEnded || cause.message === "terminated")) return connectionEnded(context);
}
/** The Fetch standard's port blocking, https://fetch.spec.whatwg.org/#port-blocking: such as 6000 of X11 and 6667 of IRC. */
function blockedPort() {
	return {
		code: "server-port-blocked",
		fault: "its port belongs to another protocol, and the Fetch standard forbids to speak HTTP there",
		remedy: "Let the server listen on another port, such as 8080"
	};
}
/** A stream that ended before the answer did, or a connection that broke. */
function connectionEnded(context) {
	return {
		code: "server-ended",
		fault: `the connection ended ${during(context)}, so there is no answer`,
		remedy: context.endpoint.leavesMachine ? "Look whether the server still runs and what its log says, then try again" : "Look whether the server still runs and whether its machine ran out of memory, then try again"
	};
}
function noJson(context) {
	if (context.stage.kind === "sent") return notOpenAi("something that is no JSON", context);
	return {
		code: "server-broken-stream",
		fault: `it sent an event that is no JSON ${during(context)}`,
		remedy: "Look whether a proxy stands in between, then try again"
	};
}
function tooSlow(context) {
	return {
		code: "server-too-slow",
		fault: `${context.what} did not come within the time that we give it; the last we heard was ${during(context)}`,
		remedy: "Use a faster machine or a smaller model, or look into the server's log for what keeps it"
	};
}
function stalled(context) {
	return {
		code: "server-stalled",
		fault: `it fell silent ${during(context)}`,
		remedy: "Look into the server's log for what keeps it; it may be out of memory or busy with others; give a slow one more time with --timeout"
	};
}
const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/;
/** @param code of the system, of TLS or of undici */
function faultOfCode(code, context) {
	if (TLS.test(code)) return {
		code: "server-tls",
		fault: `no safe connection can be made (${code})`,
		remedy: "Where the server has a certificate of your own authority, name that in NODE_EXTRA_CA_CERTS; where it speaks plain HTTP, write http://"
	};
	if (code.startsWith("HPE_") || code === "HTTPParserError") return notOpenAi("something that is no HTTP", context);
	switch (code) {
		case "ECONNREFUSED": return {
			code: "server-not-running",
			fault: context.endpoint.socketPath === void 0 ? "nothing listens there" : "the socket is there, but no server listens on it any more",
			remedy: "Start the server, or mend the address"
		};
		case "ENOENT":
		case "ENOTSOCK": return {
			code: "server-socket-missing",
			fault: "there is no such socket",
			remedy: "Start the server, or mend the socket's path"
		};
		case "EACCES":
		case "EPERM": return {
			code: "server-not-permitted",
			fault: "this user may not open it",
			remedy: "Run as the user who started the server, or as a member of the group that shares the socket: `usermod -aG GROUP USER`, then log in anew, or start the runner's service anew"
		};
		case "ENOTFOUND":
		case "EAI_AGAIN": return {
			code: "server-name-unknown",
			fault: `no such host is known (${code})`,
			remedy: "Look for a misspelling, and whether this machine has a network"
		};
		case "UND_ERR_CONNECT_TIMEOUT":
		case "ETIMEDOUT":
		case "EHOSTUNREACH":
		case "ENETUNREACH": return {
			code: "server-unreachable",
			fault: `no connection came about (${code})`,
			remedy: "Look whether the host is up and a firewall lets this port through"
		};
		case "ECONNRESET":
		case "EPIPE":
		case "UND_ERR_SOCKET": return connectionEnded(context);
		default: return;
	}
}

// src/inference/server-fault.ts
/** Classifies what the client threw while it spoke to a server: a status with a message, an error among a stream's events, a connection that failed. Invariants: each
*  kind of fault has a code and a remedy of its own; what the server names itself counts before the status; its words are quoted, never a page of HTML, and no message
*  holds a secret. A fault that is not known here is still a ServerError, never an answer. */
/** @param error what the client, its fetch or the stream threw */
function serverFault(error, context) {
	const { endpoint, exitReason } = context;
	const fault = exitReason === void 0 ? faultOf(error, context) : exited(exitReason, context);
	return new ServerError({
		at: endpoint.shown,
		...fault,
		cause: error instanceof APIError ? void 0 : error
	});
}
function faultOf(error, context) {
	if (error instanceof NotOpenAi) return notOpenAi(error.sent, context);
	if (error instanceof APIError && error.status !== void 0) return faultOfStatus(error.status, error, context);
	if (error instanceof APIError && error.error !== void 0) return faultOfEvent(error, context);
	const chain = causesOf(error);
	return faultOfConnection(chain, context) ?? unknown(error, chain, context);
}
/** The error and what caused it, outermost first; of several tries to connect, the first stands for all. */
function causesOf(error) {
	const chain = [];
	for (let at = error; at instanceof Error && chain.length < 10; at = at instanceof AggregateError ? at.cause ?? at.errors[0] : at.cause) chain.push(at);
	return chain;
}
function exited(reason, context) {
	return {
		code: "server-ended",
		fault: `the model server ${reason} ${during(context)}, so there is no answer`,
		remedy: "Mend what it says, or free memory where it was killed; `bioreview doctor` shows what this machine can carry"
	};
}
function unknown(error, chain, context) {
	return {
		code: "server-fault-unknown",
		fault: `asking for ${context.what} failed with ${quotedFrom(context, chain.at(-1)?.message ?? String(error))}`,
		remedy: "Look into the server's log, then try again"
	};
}
/** @param body of an answer with status 200
*  @throws what the client throws for an error among a stream's events, where the body tells of one all the same */
function throwErrorIn(body) {
	const error = errorIn(body);
	if (error !== void 0) throw new APIError(void 0, error, void 0, void 0);
}
/** What the server says; an empty message where it says nothing. */
function saidBy({ error, message }) {
	const own = message.replace(/^\d{3} /, "");
	return errorIn({ error }) ?? {
		message: own === "status code (no body)" ? "" : own,
		code: "",
		type: "",
		param: ""
	};
}
/** @returns what the server says where it refused a request before it began to answer; undefined where something else went wrong */
function refusalOf(error) {
	return error instanceof APIError && error.status !== void 0 ? saidBy(error) : void 0;
}
function isHtml({ message }) {
	return /^\s*</.test(message);
}
/** What follows "it answers 500": `and says "its words"`, or where it sent a page only that. */
function words(said, context) {
	if (isHtml(said)) return " and a page of HTML";
	return said.message === "" ? "" : ` and says ${quotedFrom(context, said.message)}`;
}
/** Faults that the server names itself, whatever the status. */
function namedFault(said, context) {
	if (saysTooLong(said)) return {
		code: "prompt-too-long",
		fault: `the prompt does not fit the model's context: it says ${quotedFrom(context, said.message)}`,
		remedy: "Start the server with a larger context, or give the prompt a smaller --budget"
	};
	switch (said.code) {
		case "loading": return {
			code: "server-loading",
			fault: "it is still reading its model",
			remedy: "Wait until its /health answers 200, then try again"
		};
		case "stopping": return {
			code: "server-stopping",
			fault: "it is being stopped",
			remedy: "Start it again, then try again"
		};
		case "queue_full": return {
			code: "server-queue-full",
			fault: `too many requests wait there already: it says ${quotedFrom(context, said.message)}`,
			remedy: "Try again when some are served"
		};
		case "generation_stalled": return {
			code: "server-gave-up",
			fault: `it gave the answer up ${during(context)}: it says ${quotedFrom(context, said.message)}`,
			remedy: "Look into its log for what keeps it, then try again; where its machine is merely slow, start it with a longer --stall-timeout"
		};
		case "insufficient_quota": return noCredit(`it says ${quotedFrom(context, said.message)}`);
		default: return;
	}
}
function noCredit(fault) {
	return {
		code: "server-no-credit",
		fault,
		remedy: "Pay for this key's account, or use another server"
	};
}
/** @param error an event of a stream */
function faultOfEvent(error, context) {
	const said = saidBy(error);
	return namedFault(said, context) ?? {
		code: "server-failed-midway",
		fault: `it failed ${during(context)}${words(said, context)}`,
		remedy: "Look into the server's log, then try again"
	};
}
function faultOfStatus(status, error, context) {
	const said = saidBy(error);
	const named = namedFault(said, context);
	if (named !== void 0) return named;
	const fault = `it answers ${status}${words(said, context)}`;
	switch (true) {
		case status >= 300 && status < 400: return {
			code: "server-redirects",
			fault: `it answers ${status}, which sends us to another address, and nothing is sent to an address that you did not name`,
			remedy: "Name the final address yourself if you trust it"
		};
		case status === 401: return {
			code: "server-unauthorized",
			fault,
			remedy: context.endpoint.apiKey() !== void 0 ? "Look whether the key in BIOREVIEW_API_KEY is this server's" : "Put this server's key into BIOREVIEW_API_KEY"
		};
		case status === 402: return noCredit(fault);
		case status === 403: return {
			code: "server-forbidden",
			fault,
			remedy: "Ask who runs the server whether this key may use this model"
		};
		case status === 404 && said.message !== "" && !isHtml(said) && context.model !== void 0: return {
			code: "model-not-found",
			fault: `asked for the model ${quoted(context.model)}, ${fault}`,
			remedy: "Name a model that the server has; `bioreview doctor` lists them"
		};
		case status === 404 || status === 405: return notOpenAi(`${status}${words(said, context)}`, context);
		case status === 429: return {
			code: "server-rate-limit",
			fault,
			remedy: "Wait for a while, or raise the limit of this key, then try again"
		};
		case status === 413: return {
			code: "request-too-large",
			fault,
			remedy: "Raise the limit of what stands in front of the server (nginx: client_max_body_size), or give the prompt a smaller --budget"
		};
		case status === 408 || status === 502 || status === 503 || status === 504: return {
			code: "server-unavailable",
			fault,
			remedy: "Look whether the server behind this address runs, then try again"
		};
		case status >= 500: return {
			code: "server-failed",
			fault,
			remedy: "Look into the server's log, then try again"
		};
		default: return {
			code: "request-refused",
			fault,
			remedy: `Its version may not know ${said.param === "" ? "a setting" : quotedFrom(context, said.param)} as we send it: update the server, or use another one`
		};
	}
}

// src/inference/transport.ts
/** The official client on one endpoint: TCP or Unix socket, its time limits, and the key for that server alone.
*  Invariant: nothing goes anywhere but to the endpoint, neither by a redirect nor by a variable of the environment that the client knows. */
var import_undici = require_undici();
/** Of a short request only. An answer is never asked for twice in silence: it costs minutes, and may be another one. */
const RETRIES = 2;
function openTransport(endpoint, timeouts) {
	const dispatcher = new import_undici.Agent({
		connect: {
			timeout: timeouts.connect * 1e3,
			...endpoint.socketPath !== void 0 && { socketPath: endpoint.socketPath }
		},
		headersTimeout: 0,
		bodyTimeout: 0
	});
	return {
		endpoint,
		async ask({ limit, stage = () => ({ kind: "sent" }), ...request }, send, signal) {
			if (signal.aborted) throw interrupted(endpoint, signal);
			const limits = limitTime(timeouts[limit], limit === "answer" ? timeouts.silence : void 0);
			const limited = AbortSignal.any([signal, limits.signal]);
			const failure = {};
			const client = clientOf(endpoint, dispatcher, limit === "short" ? RETRIES : 0, failure, limits.heard);
			try {
				return await Promise.race([send(client, limited, limits.heard), untilAborted(limited)]);
			} catch (error) {
				if (signal.aborted) throw interrupted(endpoint, signal);
				if (error instanceof UserError) throw error;
				const cause = failure.error ?? (limited.aborted ? limited.reason : error);
				throw serverFault(cause, {
					...request,
					endpoint,
					stage: stage(),
					exitReason: await endpoint.exitReason?.()
				});
			} finally {
				limits.end();
			}
		}
	};
}
/** Aborts after so long, and where nothing new is heard for so long. By timers of our own: what AbortSignal.timeout gives to AbortSignal.any can be collected
*  as garbage (Node 20), and then nothing ever ends the wait.
*  @param whole seconds from the start
*  @param silence seconds from the start, and from each call of `heard`; undefined for no limit */
function limitTime(whole, silence) {
	const controller = new AbortController();
	const after = (seconds, reason) => setTimeout(() => controller.abort(reason()), seconds * 1e3);
	const end = after(whole, () => new DOMException("the time is over", "TimeoutError"));
	const quiet = silence === void 0 ? void 0 : after(silence, () => new Silence("nothing new was heard"));
	return {
		signal: controller.signal,
		heard: () => void quiet?.refresh(),
		end: () => {
			clearTimeout(end);
			clearTimeout(quiet);
		}
	};
}
/** The client sleeps between two tries, up to a minute, and an abort does not wake it. */
function untilAborted(signal) {
	return new Promise((_, reject) => {
		if (signal.aborted) reject(signal.reason);
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
}
function clientOf(endpoint, dispatcher, maxRetries, failure, heard) {
	const key = endpoint.apiKey();
	return new OpenAI({
		baseURL: endpoint.baseUrl,
		apiKey: key ?? "none",
		organization: null,
		project: null,
		maxRetries,
		timeout: 2 ** 31 - 1,
		logLevel: "off",
		fetch: async (url, init) => {
			try {
				const response = await (0, import_undici.fetch)(String(url), {
					method: init?.method ?? "GET",
					headers: {
						accept: "application/json, text/event-stream",
						...typeof init?.body === "string" && { "content-type": "application/json" },
						...key !== void 0 && { authorization: `Bearer ${key}` }
					},
					body: typeof init?.body === "string" ? init.body : null,
					signal: init?.signal ?? null,
					redirect: "manual",
					dispatcher
				});
				delete failure.error;
				heard();
				const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
				const body = response.status < 400 ? bounded(response.body, isStream) : await errorOf(response.body);
				return new Response(body, {
					status: response.status,
					headers: [...response.headers]
				});
			} catch (error) {
				if (init?.signal?.aborted !== true) failure.error = error;
				throw error;
			}
		}
	});
}
/** Bytes of a whole answer. 4,096 tokens are some two megabytes in a stream, and a model that thinks for long writes ten times as many. */
const LONGEST_RESPONSE = 67108864;
/** Bytes of a line of a stream, which is one event: a few hundred. */
const LONGEST_LINE = 1048576;
/** Bytes of an error. A page of a proxy is some thousand. */
const LONGEST_ERROR = 65536;
/** What never ends would fill the memory. */
function bounded(body, isStream) {
	let all = 0;
	let line = 0;
	const count = new TransformStream({ transform(chunk, controller) {
		const lineEnd = chunk.lastIndexOf(LINE_END);
		all += chunk.byteLength;
		line = lineEnd < 0 ? line + chunk.byteLength : chunk.byteLength - lineEnd;
		if (all > LONGEST_RESPONSE) controller.error(new NotOpenAi("more than 64 MiB"));
		else if (isStream && line > LONGEST_LINE) controller.error(new NotOpenAi("an event of more than 1 MiB"));
		else controller.enqueue(chunk);
	} });
	return body === null ? null : body.pipeThrough(count);
}
const LINE_END = "\n".charCodeAt(0);
/** An error's body in OpenAI's shape, the only one in which the client hands it on; any other text as it is. */
async function errorOf(body) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of body ?? []) {
		chunks.push(chunk);
		bytes += chunk.byteLength;
		if (bytes > LONGEST_ERROR) break;
	}
	const text = Buffer.concat(chunks).toString();
	const error = errorIn(jsonOf(text));
	return error === void 0 ? text : JSON.stringify({ error });
}
/** @returns undefined where the text is none */
function jsonOf(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** The error for an aborted request: the reason of the abort where that is one of our errors. */
function interrupted(endpoint, signal) {
	if (signal.reason instanceof InterruptedError) return signal.reason;
	return new InterruptedError({
		code: "interrupted",
		at: endpoint.shown,
		fault: "stopped before the model server had answered",
		remedy: "Run the same command again"
	});
}

// src/inference/served-models.ts
/** What a server serves, and which of its models is meant. Invariant: none is ever picked by chance; several and none named is a question back to
*  the user. */
/** Asks the server what it runs, for `doctor`. What goes wrong is a finding and not thrown, but for bugs of ours. */
async function describeServer(endpoint, signal, timeouts = TIMEOUTS) {
	const transport = openTransport(endpoint, timeouts);
	try {
		const served = await listModels(transport, signal);
		const models = await Promise.all(served.map(async (one) => ({
			...identityOf(one, await llamaProps(transport, one, signal)),
			purpose: one.meta?.base_of !== void 0 ? "base" : one.meta?.kind ?? "unknown"
		})));
		return {
			kind: "answers",
			server: models[0]?.server ?? "unknown",
			leavesMachine: endpoint.leavesMachine,
			models
		};
	} catch (error) {
		if (error instanceof UserError) return {
			kind: "fails",
			error
		};
		throw error;
	}
}
/** @throws ServerError where the server does not answer as the API says */
async function listModels(transport, signal) {
	return transport.ask({
		what: "the list of its models",
		limit: "short"
	}, async (client, limited) => {
		const answer = await client.get("/models", { signal: limited });
		const { success, data } = ServedModels.safeParse(answer);
		if (success) return data.data;
		throwErrorIn(answer);
		throw new NotOpenAi(typeof answer === "string" ? pageOf(answer) : "JSON of another shape");
	}, signal);
}
function pageOf(answer) {
	return /^\s*</.test(answer) ? "a page of HTML" : `the text ${quoted(answer)}`;
}
/** llama.cpp's server describes itself at /props, beside /v1. @returns undefined where the server is another */
async function llamaProps(transport, served, signal) {
	if (serverKindOf(served) !== "llama.cpp") return void 0;
	const { baseUrl } = transport.endpoint;
	return transport.ask({
		what: "its properties",
		limit: "short"
	}, async (client, limited) => {
		const answer = await client.get(`${baseUrl.slice(0, -3)}/props`, { signal: limited });
		return LlamaProps.safeParse(answer).data;
	}, signal);
}
/** @param served all that the server names
*  @param wanted the id or an alias, where the user named one
*  @throws SettingsError where several could be meant, ServerError where none is served */
function chooseModel(endpoint, served, kind, wanted) {
	const fit = served.filter(({ meta }) => meta?.kind === void 0 || meta.kind === kind);
	const [first, ...others] = fit;
	if (first === void 0) throw new ServerError({
		code: "no-model-served",
		at: endpoint.shown,
		fault: `it serves no ${kind} model${served.length > 0 ? `, only ${names(served)}` : ""}`,
		remedy: kind === "chat" ? "Start it with a chat model" : "Start it with an embedding model, or let BioReview start its own server"
	});
	if (wanted !== void 0) {
		const found = fit.find(({ id, aliases }) => id === wanted || fileName(id) === wanted || aliases?.includes(wanted));
		if (found !== void 0) return found;
		throw new ServerError({
			code: "model-not-found",
			at: endpoint.shown,
			fault: `it does not serve ${quoted(wanted)}, but ${names(fit)}`,
			remedy: "Name one of these, or start the server with the model that you want"
		});
	}
	if (others.length === 0) return first;
	const [only, ...more] = fit.filter(({ meta }) => meta?.base_of === void 0);
	if (only !== void 0 && more.length === 0) return only;
	throw new SettingsError({
		code: "model-not-named",
		at: endpoint.shown,
		fault: `it serves several models: ${names(fit)}`,
		remedy: "Name one of them with --model"
	});
}
/** More names than these fill a screen. */
const NAMES_SHOWN = 12;
function names(served) {
	return [...served.slice(0, NAMES_SHOWN).map(({ id }) => quoted(id)), ...served.length > NAMES_SHOWN ? [`${served.length - NAMES_SHOWN} more`] : []].join(", ");
}

// src/inference/openai-embedder.ts
/** The port to an embedder, over the OpenAI API. Invariant: every text has one finite unit vector, all of one length, or the whole request fails. */
/** Texts in a request: few enough that a server answers soon and an interruption is felt. */
const BATCH = 64;
/** How far an embedding's norm may be from 1: half-precision servers round to three digits. */
const NORM_TOLERANCE = .001;
/** Embeddings come as base64 of 32-bit floats, as asked, or as numbers from servers that know nothing else. */
const EmbeddingsBody = object({ data: array(object({
	index: int(),
	embedding: union([string(), array(number())])
})) });
/** @throws ServerError where the server does not answer or has no such model, SettingsError where it has several and none was named */
async function connectEmbedder(endpoint, choice, signal) {
	const transport = openTransport(endpoint, choice.timeouts ?? TIMEOUTS);
	const served = chooseModel(endpoint, await listModels(transport, signal), "embedding", choice.name);
	let dimensions = served.meta?.dimensions;
	const embedBatch = (texts, signal) => transport.ask({
		what: "embeddings",
		model: served.id,
		limit: "answer"
	}, async (client, limited) => {
		const answer = await client.post("/embeddings", {
			body: {
				model: served.id,
				input: texts,
				encoding_format: "base64"
			},
			signal: limited
		});
		const { success, data } = EmbeddingsBody.safeParse(answer);
		if (!success) {
			throwErrorIn(answer);
			throw new NotOpenAi("something that holds no embeddings");
		}
		const embeddings = inOrder(data.data, texts.length, endpoint);
		for (const embedding of embeddings) {
			dimensions ??= embedding.length;
			assertUnitVector(embedding, dimensions, endpoint);
		}
		return embeddings;
	}, signal);
	return {
		name: served.id,
		sha256: served.meta?.sha256,
		async embed(texts, signal) {
			const embeddings = [];
			for (let from = 0; from < texts.length; from += BATCH) embeddings.push(...await embedBatch(texts.slice(from, from + BATCH), signal));
			return embeddings;
		}
	};
}
/** @returns the embeddings by their index @throws ServerError where an index is missing, twice there, or too great */
function inOrder(data, expected, endpoint) {
	const byIndex = new Map(data.map(({ index, embedding }) => [index, numbersOf(embedding, endpoint)]));
	const embeddings = Array.from({ length: expected }, (_, index) => byIndex.get(index)).filter((found) => found !== void 0);
	if (data.length === expected && embeddings.length === expected) return embeddings;
	throw unusable(`sent ${data.length} rows for ${expected} texts, or numbered them wrongly`, endpoint);
}
/** Little-endian, as every server of the API sends them.
*  @throws ServerError where the text is no whole number of 32-bit floats, such as a row that was cut */
function numbersOf(embedding, endpoint) {
	if (typeof embedding !== "string") return Float32Array.from(embedding);
	const bytes = Buffer.from(embedding, "base64");
	if (bytes.length % 4 !== 0 || !/^[\w+/-]*={0,2}$/.test(embedding)) throw unusable("sent a row that is no base64 of 32-bit numbers", endpoint);
	return Float32Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readFloatLE(k * 4));
}
function assertUnitVector(embedding, dimensions, endpoint) {
	if (embedding.length !== dimensions) throw unusable(`sent a row of ${embedding.length} numbers where ${dimensions} are due`, endpoint);
	const norm = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
	if (!(Math.abs(norm - 1) <= NORM_TOLERANCE)) throw unusable(`sent a row of length ${norm.toPrecision(4)} where unit length is due`, endpoint);
}
function unusable(fault, endpoint) {
	return new ServerError({
		code: "embedding-unusable",
		at: endpoint.shown,
		fault: `the embedder ${fault}`,
		remedy: "Use an embedder that pools by mean and normalises, such as the one that bioreview-runner serves"
	});
}

// src/inference/streamed-answer.ts
/** An answer as it comes, put together from the events of a stream. Invariant: only a stream whose model said that it had stopped is a whole
*  answer; the client's stream just ends where a connection closes or a request is aborted, so an end proves nothing. Fails towards an error. */
/** Characters. 4,096 tokens of a long answer are some 20,000: what is far beyond was not written by a model that was told where to stop. */
const LONGEST_ANSWER = 2e6;
/** Whether a server said something new. One that waits in a line may say the same place again and again; one that reads, reads on. */
function isNews(before, after) {
	if (after === before || after.kind === "sent") return false;
	return after.kind !== "reading" || before.kind !== "reading" || after.tokensRead > before.tokensRead;
}
/** Beside the answer: what a server gets wrong there spoils no answer. */
const aside = (schema) => schema.nullish().catch(void 0);
const text = string().nullish();
/** Natural logarithm: of 0, some write -9999 and some null; of 1, rounding may give a little more than 0. */
const logProbability = number().max(.01).nullable().transform((logarithm) => logarithm === null ? 0 : Math.min(1, Math.exp(logarithm)));
const tokenProbability = {
	token: string(),
	logprob: logProbability
};
/** What we read of an event; servers send much more. */
const Chunk = object({
	choices: array(object({
		index: int().optional(),
		delta: object({
			content: text,
			refusal: text,
			reasoning_content: text,
			reasoning: text,
			tool_calls: array(unknown$1()).nullish(),
			function_call: unknown$1().optional()
		}).nullish(),
		logprobs: aside(object({ content: array(object({
			...tokenProbability,
			top_logprobs: array(object(tokenProbability)).nullish()
		})) })),
		message: _undefined().optional(),
		text: _undefined().optional(),
		finish_reason: text.transform((reason) => reason || void 0).optional()
	})).nullish(),
	usage: aside(object({
		prompt_tokens: int().min(0),
		completion_tokens: int().min(0),
		prompt_tokens_details: aside(object({ cached_tokens: int().min(0) }))
	})),
	timings: aside(object({
		prompt_ms: number().min(0),
		predicted_ms: number().min(0)
	})),
	prompt_progress: aside(object({
		total: int().min(0),
		processed: int().min(0)
	})),
	queue: aside(object({ place: int().min(0) }))
});
const EMPTY = {
	text: "",
	stage: { kind: "sent" },
	finish: void 0,
	refusal: "",
	callsTool: false,
	thought: false,
	tokens: []
};
/** @throws ServerError for an event that the API does not know, for text after the end, or for two ends; APIError for an error among the events */
function withEvent(before, event, endpoint) {
	throwErrorIn(event);
	const { success, data: chunk } = Chunk.safeParse(event);
	if (!success) throw strangeStream("an event that the API does not know", endpoint);
	const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
	const { content, reasoning, reasoning_content, refusal, tool_calls, function_call } = choice?.delta ?? {};
	const added = content ?? "";
	const { finish } = before;
	if (added !== "" && finish !== void 0) throw strangeStream("text after the answer's end", endpoint);
	const next = choice?.finish_reason ?? finish;
	if (finish !== void 0 && next !== finish) throw strangeStream(`two ends of one answer, ${quoted(finish)} and ${quoted(next ?? "")}`, endpoint);
	const text = before.text + added;
	if (text.length > LONGEST_ANSWER) throw strangeStream(`more than ${LONGEST_ANSWER} characters`, endpoint);
	const isThinking = Boolean(reasoning || reasoning_content);
	return {
		text,
		stage: stageAfter(before.stage, chunk, added !== "" || isThinking ? text : void 0),
		finish: next,
		refusal: before.refusal + (refusal ?? ""),
		callsTool: before.callsTool || Boolean(tool_calls?.length) || Boolean(function_call),
		thought: before.thought || isThinking,
		tokens: [...before.tokens, ...writtenTokens(choice?.logprobs?.content ?? [])],
		usage: chunk.usage ?? before.usage,
		timings: chunk.timings ?? before.timings
	};
}
function writtenTokens(told) {
	return told.map(({ token, logprob, top_logprobs }) => ({
		text: token,
		probability: logprob,
		likeliest: (top_logprobs ?? []).map(({ token, logprob }) => ({
			text: token,
			probability: logprob
		}))
	}));
}
/** @returns the tokens that wrote a text, without those around it that are told too: llama.cpp's server tells one before its first word that is in no text,
*  vLLM that which ended the answer; undefined where they are not those of this text */
function tokensOf(text, tokens) {
	for (const first of tokens.keys()) {
		let written = "";
		for (let end = first; written.length < text.length && text.startsWith(written) && end < tokens.length; end++) {
			written += tokens[end]?.text ?? "";
			if (written === text) return tokens.slice(first, end + 1);
		}
	}
}
/** @param text of the answer, where this chunk wrote */
function stageAfter(stage, { queue, prompt_progress: reading }, text) {
	const tokensWritten = stage.kind === "writing" ? stage.tokensWritten : 0;
	if (text !== void 0) return {
		kind: "writing",
		text,
		tokensWritten: tokensWritten + 1
	};
	if (stage.kind === "writing") return stage;
	if (reading) return {
		kind: "reading",
		tokensRead: reading.processed,
		tokensTotal: reading.total
	};
	if (queue) return {
		kind: "waiting",
		place: queue.place
	};
	return stage;
}
/** The answer, after the stream's end.
*  @param maxTokens that were asked for; undefined where the context is the only limit
*  @throws AnswerError where the model was cut, or wrote something else than text: carries what had come
*  @throws ServerError where the server gave up, StreamEnded where the stream ended before the model did */
function wholeAnswer(received, { shown: at }, maxTokens) {
	const { text, finish, refusal, callsTool, thought, usage, timings } = received;
	const failed = (code, fault, remedy) => new AnswerError({
		code,
		at,
		fault,
		remedy,
		partial: text
	});
	const noText = (fault) => failed("answer-not-text", fault, "Use a model that answers in text");
	if (refusal !== "") throw failed("answer-refused", `the model refuses to answer: ${quoted(refusal)}`, "Use another model");
	switch (finish) {
		case "stop":
			if (callsTool) throw noText("the model calls a tool, and none was offered to it");
			if (text.trim() === "") throw failed("answer-empty", thought ? "the model only thought, and answered nothing" : "the model stopped without a word", thought ? "Start the server with thinking off, or use a model that does not think" : "Use another model");
			return {
				text,
				...usage && {
					promptTokens: usage.prompt_tokens,
					answerTokens: usage.completion_tokens
				},
				...usage?.prompt_tokens_details && { cachedTokens: usage.prompt_tokens_details.cached_tokens },
				...timings && {
					prefillSeconds: timings.prompt_ms / 1e3,
					decodeSeconds: timings.predicted_ms / 1e3
				}
			};
		case "length": throw failed("answer-cut", maxTokens === void 0 ? "the answer was cut at the end of the model's context, in which the prompt leaves little room" : `the answer was cut: it had reached ${maxTokens} tokens, or the end of the model's context`, maxTokens === void 0 ? "Start the server with a larger context, or give the prompt a smaller --budget" : "Use a model that was trained for reviews, or a server with a larger context");
		case "content_filter": throw failed("answer-filtered", "the server's content filter cut the answer", "Use a server without one, such as bioreview-runner");
		case void 0: throw new StreamEnded();
		case "tool_calls":
		case "function_call": throw noText("the model calls a tool, and none was offered to it");
		default: throw new ServerError({
			code: "answer-given-up",
			at,
			fault: `the answer ended because of ${quoted(finish)} and not where the model stops`,
			remedy: "Look into the server's log, then try again"
		});
	}
}
function strangeStream(sent, { shown: at }) {
	return new ServerError({
		code: "server-strange-stream",
		at,
		fault: `it sent ${sent}`,
		remedy: "Update the server, or use another one"
	});
}

// src/inference/openai-model.ts
/** The port to a language model, over the OpenAI API: which model answers, how it is asked, and asked again where the server is full or
*  refuses a setting. */
/** Finds out what a server runs, and how it is spoken to.
*  @throws ServerError where it does not answer or has no such model, SettingsError where it has several and none was named */
async function connectModel(endpoint, { model, timeouts = TIMEOUTS }, signal) {
	const transport = openTransport(endpoint, timeouts);
	const served = chooseModel(endpoint, await listModels(transport, signal), "chat", model);
	const identity = identityOf(served, await llamaProps(transport, served, signal));
	return {
		identity,
		async answer(request, onProgress, signal) {
			let received = EMPTY;
			return transport.ask({
				what: "an answer",
				model: served.id,
				limit: "answer",
				stage: () => received.stage
			}, async (client, limited, heard) => {
				const onFull = (place) => {
					heard();
					if (place === void 0 || received.stage.kind === "waiting" && received.stage.place === place) return;
					const stage = {
						kind: "waiting",
						place
					};
					received = {
						...received,
						stage
					};
					onProgress(stage);
				};
				const body = requestBody(identity, served.id, request);
				const { stream, told } = await untilTaken(() => openStream(client, body, identity.server, limited), onFull, limited);
				for await (const event of stream) {
					const before = received.stage;
					received = withEvent(received, event, endpoint);
					if (!isNews(before, received.stage)) continue;
					heard();
					onProgress(received.stage);
				}
				limited.throwIfAborted();
				const answer = wholeAnswer(received, endpoint, limitOf(told.body));
				const tokens = told.body.logprobs === true ? tokensOf(answer.text, received.tokens) : void 0;
				const untold = told.body.logprobs === true && tokens === void 0 ? [PROBABILITIES] : [];
				const unsent = [...told.unsent, ...untold];
				return {
					...answer,
					...tokens && { tokens },
					...unsent.length > 0 && { unsent }
				};
			}, signal);
		}
	};
}
/** Tries again where a server has no place, as long as it says when: nothing was computed, so that costs nothing. A server of ours answers those who wait in turn; of
*  others, whose limit may be one of a day, it is tried a few times.
*  @param onFull called while it is waited for, with the number of requests before this one where the server tells it
*  @throws what the last try threw */
async function untilTaken(ask, onFull, signal) {
	for (let tried = 1;; tried++) try {
		return await ask();
	} catch (error) {
		const advice = adviceIn(error);
		if (advice === void 0 || advice.place === void 0 && tried >= TRIES_OF_OTHERS) throw error;
		onFull(advice.place);
		for (let waited = 0; waited < advice.seconds; waited++) {
			await setTimeout$1(1e3, void 0, { signal });
			onFull(advice.place);
		}
	}
}
/** Tries where a server does not tell a place in its line. */
const TRIES_OF_OTHERS = 5;
/** Seconds: what says more than this has no line but a limit that is used up. */
const LONGEST_ADVICE = 60;
/** @returns undefined where a failure is none of a full server, or that does not say when to ask again */
function adviceIn(error) {
	if (!(error instanceof APIError) || error.status !== 429 || error.code === "insufficient_quota") return void 0;
	const number = (name) => /^\d{1,6}$/.exec(error.headers?.get(name) ?? "")?.[0];
	const seconds = number("retry-after");
	const place = number("x-queue-place");
	if (seconds === void 0 || Number(seconds) > LONGEST_ADVICE) return void 0;
	return {
		seconds: Number(seconds),
		place: place === void 0 ? void 0 : Number(place)
	};
}
/** Asks, and where the server refuses for something that can be asked for otherwise, asks so.
*  @returns the stream, and what was told in the end */
async function openStream(client, told, server, signal) {
	try {
		const { data: stream, response } = await client.chat.completions.create(told.body, { signal }).withResponse();
		const type = response.headers.get("content-type") ?? "something without a type";
		if (!type.startsWith("text/event-stream")) refuseNoStream(await response.text(), type);
		return {
			stream,
			told
		};
	} catch (error) {
		const refusal = refusalOf(error);
		const next = refusal && amended(told, server, refusal);
		if (next === void 0) throw error;
		return await openStream(client, next, server, signal);
	}
}
/** @throws the fault of a server that answers 200 with something else than a stream */
function refuseNoStream(text, type) {
	const body = jsonOf(text);
	throwErrorIn(body);
	const isWhole = object({ choices: array(unknown$1()).min(1) }).safeParse(body).success;
	throw new NotOpenAi(isWhole ? "a whole answer where a stream was asked for" : `${type.split(";")[0]} and no stream`);
}

// src/inference/runner-commands.ts
/** What the model server's program is asked besides serving: it knows the sources, the digests and the memory of weights. */
/** Invariant: when it resolves, the weights are there and right; two jobs at once wait for each other.
*  @throws ModelsError where weights cannot be had: in the program's own words, with a remedy
*  @throws InterruptedError where `signal` was aborted; what was fetched by then is kept, and used by the next pull */
async function pullWeights({ ids, runnerPath, models, env, onLine }, signal) {
	const { HF_TOKEN } = env;
	for (const id of ids) {
		const argv = [
			"models",
			"pull",
			id,
			...optional("--models", models)
		];
		const onErrorLine = (line) => {
			if (!line.startsWith("{")) onLine(line);
		};
		const exit = await runToEnd({
			runnerPath,
			argv,
			env: HF_TOKEN ? { HF_TOKEN } : {},
			onLine,
			onErrorLine
		}, signal);
		if (signal.aborted) throw new InterruptedError({
			code: "interrupted",
			at: id,
			fault: "stopped while its weights were fetched; what came by then is kept",
			remedy: "Run it again"
		});
		if (exit.code !== 0) throw startError(exit, runnerPath);
	}
}
/** How a profile's chat models fit into the memory of the device: bytes. */
const ModelPlan = object({
	fit: _enum(["at once", "in turn"]),
	device: string(),
	available: number(),
	needs: array(object({
		weights: number(),
		context: number(),
		overhead: number()
	}))
});
/** Asks the runner what the chat models of a profile take, which loads none of them.
*  @throws ModelsError where the weights of one are missing, ServerError where one alone does not fit, InterruptedError */
async function planModels({ profile, runnerPath, models, gpu }, signal) {
	const argv = [
		"plan",
		"--json",
		"--profile",
		profile,
		...optional("--models", models),
		...optional("--gpu", gpu)
	];
	const said = [];
	const onLine = (line) => void said.push(line);
	const exit = await runToEnd({
		runnerPath,
		argv,
		env: {},
		onLine,
		onErrorLine: () => {}
	}, signal);
	if (signal.aborted) throw interrupted({ shown: "the model server" }, signal);
	if (exit.code !== 0) throw startError(exit, runnerPath);
	const { success, data } = ModelPlan.safeParse(parsed(said.join("\n")));
	if (success) return data;
	throw new ServerError({
		code: "plan-unreadable",
		at: runnerPath,
		fault: `it does not say what the models of ${profile} take of the memory`,
		remedy: "Install the runner of the same version as BioReview"
	});
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
/** Runs the program; asks it to end where the signal aborts. */
async function runToEnd({ runnerPath, argv, env, onLine, onErrorLine }, signal) {
	const child = spawn(process.execPath, [
		runnerPath,
		"--json-errors",
		...argv
	], {
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		],
		env: {
			...withoutSecrets(process.env),
			...env
		},
		detached: true
	});
	const end = () => child.kill("SIGTERM");
	signal.addEventListener("abort", end, { once: true });
	const lastLines = [];
	createInterface({ input: child.stdout }).on("line", onLine);
	createInterface({ input: child.stderr }).on("line", (line) => {
		lastLines.push(line);
		if (lastLines.length > 20) lastLines.shift();
		onErrorLine(line);
	});
	try {
		return await new Promise((resolve) => {
			child.once("error", (error) => resolve({
				code: null,
				signal: null,
				lastLines: [error.message]
			}));
			child.once("close", (code, killed) => resolve({
				code,
				signal: killed,
				lastLines
			}));
			if (signal.aborted) end();
		});
	} finally {
		signal.removeEventListener("abort", end);
	}
}

// src/inference/start-server.ts
/** A model server for one job. Invariant: it ends with us, however we end: it listens to the end of a pipe that only we hold, and `stop` waits until
*  the process and its socket are gone. */
/** Seconds. Ten gigabytes of weights from a slow network disk at 20 MB/s, and their digest. */
const START_WITHIN = 900;
/** Seconds that a server which was asked to end has for it, before it is killed. */
const END_WITHIN = 10;
/** Seconds between two looks whether it serves already. */
const LOOK_EVERY = .1;
/** Seconds after a broken connection within which the system has told us that the process ended. */
const EXIT_WITHIN = 2;
/** Starts the server and waits until it serves.
*  @throws ModelsError where weights are missing or damaged, SettingsError for an unknown profile, ServerError where it cannot serve: in its own words
*  @throws InterruptedError where `signal` was aborted; then nothing of the server is left */
async function startServer(options, signal) {
	const folder = makeSocketFolder();
	const endpoint = socketEndpoint(folder.socketPath);
	if (signal.aborted) {
		folder.remove();
		throw interrupted(endpoint, signal);
	}
	const server = spawnServer(options, folder);
	try {
		await untilItServes(server, options, endpoint, signal);
	} catch (error) {
		await server.stop();
		throw error;
	}
	return {
		endpoint: {
			...endpoint,
			shown: "the model server that was started for this job",
			exitReason: () => exitReasonOf(server)
		},
		stop: server.stop,
		[Symbol.asyncDispose]: server.stop
	};
}
function spawnServer(options, folder) {
	const child = spawn(process.execPath, [options.runnerPath, ...argumentsFor(options, folder.socketPath)], {
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		],
		detached: true,
		env: withoutSecrets(process.env)
	});
	const lastLines = [];
	const onErrorLine = (line) => {
		lastLines.push(line);
		if (lastLines.length > 20) lastLines.shift();
		options.onLine(line);
	};
	createInterface({ input: child.stdout }).on("line", options.onLine);
	createInterface({ input: child.stderr }).on("line", onErrorLine);
	child.stdin.on("error", () => {});
	const ended = new Promise((resolve) => {
		child.once("error", (error) => resolve({
			code: null,
			signal: null,
			lastLines: [error.message]
		}));
		child.once("close", (code, signal) => resolve({
			code,
			signal,
			lastLines
		}));
	}).finally(folder.remove);
	let stopping;
	return {
		ended,
		stop() {
			stopping ??= end(child, ended);
			return stopping;
		}
	};
}
function argumentsFor({ profile, chat, only, embeddings = [], models, gpu, threads }, socketPath) {
	return [
		...[
			"--json-errors",
			"serve",
			"--profile",
			profile,
			"--socket",
			socketPath,
			"--exit-with-stdin"
		],
		...optional("--chat", chat),
		...optional("--only", only),
		...embeddings.flatMap((id) => ["--embedding", id]),
		...optional("--models", models),
		...optional("--gpu", gpu),
		...optional("--threads", threads)
	];
}
async function end(child, ended) {
	child.stdin?.end();
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), END_WITHIN * 1e3);
	await ended;
	clearTimeout(timer);
}
async function untilItServes(server, options, endpoint, signal) {
	const limit = AbortSignal.timeout((options.startWithin ?? START_WITHIN) * 1e3);
	const either = AbortSignal.any([signal, limit]);
	const dispatcher = new import_undici.Agent({ connect: { socketPath: endpoint.socketPath ?? "" } });
	try {
		while (!await serves(dispatcher, either)) {
			const exit = await Promise.race([server.ended, setTimeout$1(LOOK_EVERY * 1e3, void 0)]);
			if (signal.aborted) throw interrupted(endpoint, signal);
			if (exit !== void 0) throw startError(exit, options.runnerPath);
			if (limit.aborted) throw notInTime(options);
		}
	} finally {
		await dispatcher.destroy();
	}
}
/** Whether /health says ok. No connection, a broken one and a server that still loads are all "not yet": the process's end tells the rest. */
async function serves(dispatcher, signal) {
	try {
		const { statusCode, body } = await (0, import_undici.request)("http://localhost/health", {
			dispatcher,
			signal
		});
		await body.dump();
		return statusCode === 200;
	} catch {
		return false;
	}
}
function notInTime({ profile, runnerPath, startWithin }) {
	return new ServerError({
		code: "server-start-too-slow",
		at: runnerPath,
		fault: `the model server for ${profile} did not serve within ${startWithin ?? START_WITHIN} s`,
		remedy: "Put the weights on a faster disk, or start the server yourself and name it with --endpoint"
	});
}
async function exitReasonOf(server) {
	const exit = await Promise.race([server.ended, setTimeout$1(EXIT_WITHIN * 1e3, void 0, { ref: false })]);
	return exit === void 0 ? void 0 : exitReason(exit);
}
/** A fresh folder for one server's socket: accessible to this user alone, and its path is short enough for a socket.
*  @param candidates folders to make it in, the best first
*  @throws ServerError where none of them will do */
function makeSocketFolder(candidates = socketParents()) {
	const tried = [];
	for (const parent of candidates) {
		if (parent === void 0 || parent === "") continue;
		const stem = join(parent, "bioreview-");
		if (Buffer.byteLength(`${stem}XXXXXX/s.sock`) > 103) {
			tried.push(`${parent} is too long a path`);
			continue;
		}
		try {
			const folder = mkdtempSync(stem);
			const remove = () => rmSync(folder, {
				recursive: true,
				force: true
			});
			process.once("exit", remove);
			return {
				socketPath: join(folder, "s.sock"),
				remove() {
					process.off("exit", remove);
					remove();
				}
			};
		} catch (error) {
			tried.push(messageOf(error));
		}
	}
	throw new ServerError({
		code: "no-place-for-socket",
		at: "the model server's socket",
		fault: `no folder can hold it: ${tried.join("; ")}`,
		remedy: "Set TMPDIR to a folder with a short path that you may write to"
	});
}
function socketParents() {
	const { XDG_RUNTIME_DIR } = process.env;
	return [
		XDG_RUNTIME_DIR,
		tmpdir(),
		"/tmp"
	];
}

export { connectEmbedder as a, connectModel as i, planModels as n, describeServer as o, pullWeights as r, startServer as t };