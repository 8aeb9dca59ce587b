import { C as UserError, b as ServerError, g as InterruptedError, m as EXIT_CODES, p as AnswerError, v as ModelsError, x as SettingsError } from "./shared~bioreview~action~action-post~client.js";
import { a as _enum, b as union, c as array, d as int, h as object, m as number, v as string } from "./zod~bioreview~action~action-post~client.js";
import { a as quoted, i as oneLine, r as socketEndpoint, t as TIMEOUTS } from "./inference~bioreview~action~client.js";
import { n as APIError, t as OpenAI } from "./openai~client.js";
import { t as require_undici } from "./undici~index~client.js";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { setTimeout as setTimeout$1 } from "node:timers/promises";
import { createInterface } from "node:readline";

// src/inference/dialect.ts
/** How each kind of server is spoken to. Invariant: what a kind does not understand is not sent to it but named, and what it would set otherwise
*  by itself is set, so that the same settings mean the same everywhere. */
const text = string().optional().catch(void 0);
const count = int().positive().optional().catch(void 0);
/** One entry of /v1/models; what other servers put under our names is not ours to refuse. */
const ServedModel = object({
	id: string().min(1),
	owned_by: text,
	max_model_len: count,
	aliases: array(string()).optional().catch(void 0),
	meta: object({
		kind: _enum(["chat", "embedding"]).optional().catch(void 0),
		file: text,
		sha256: text,
		quantisation: text,
		device: text,
		context_tokens: count,
		dimensions: count,
		n_ctx: count,
		ftype: text
	}).nullish().catch(void 0)
});
const ServedModels = object({ data: array(ServedModel) });
/** What llama.cpp's server says of itself at /props. */
const LlamaProps = object({
	model_path: text,
	model_ftype: text,
	default_generation_settings: object({ n_ctx: count }).optional().catch(void 0)
});
function kindOf({ owned_by: owner }) {
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
		server: kindOf(served),
		...path !== void 0 && { file: fileName(path) },
		...meta?.sha256 !== void 0 && { sha256: meta.sha256 },
		...quantisation !== void 0 && { quantisation },
		...meta?.device !== void 0 && { device: meta.device },
		...contextTokens !== void 0 && { contextTokens }
	};
}
/** llama.cpp's server calls a model by its path unless it is told a name; `owner/name` of a hub stays whole. */
function fileName(path) {
	return /^(?:[/\\.~]|[A-Za-z]:\\)/.test(path) ? path.split(/[/\\]/).at(-1) ?? path : path;
}
/** The body of a request for one answer.
*  @param model as the server calls it
*  @returns with `unsent`: what of the question this kind of server was not told, in words for people */
function requestFor({ server, contextTokens }, model, question) {
	const { system, user, sampling, shape } = question;
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
		max_tokens: sampling.maxTokens
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

// src/inference/no-api.ts
/** Something answers, and it is no server of the OpenAI API. */
/** An answer that came as something else than the API says. */
function notOpenAi(got, { endpoint, what }) {
	return new ServerError({
		at: endpoint.shown,
		...noApi(got, what)
	});
}
function noApi(got, what) {
	return {
		code: "server-not-openai",
		fault: `asked for ${what}, it sent ${got}, so this is no server of the OpenAI API, or not its address`,
		remedy: "Name the address under which it answers /v1/models, such as http://127.0.0.1:8080 or https://HOST/PREFIX/v1"
	};
}

// src/inference/served.ts
/** Which of a server's models is meant. Invariant: none is ever picked by chance; several and none named is a question back to the user. */
const ASKED$1 = {
	what: "the list of its models",
	stage: { kind: "asked" }
};
/** @throws ServerError where the server does not answer as the API says */
async function listModels(transport, signal) {
	const { endpoint } = transport;
	return transport.ask("short", () => ASKED$1, async (client, limited) => {
		const answer = await client.get("/models", { signal: limited });
		const { success, data } = ServedModels.safeParse(answer);
		if (!success) throw notOpenAi(typeof answer === "string" ? pageOf(answer) : "JSON of another shape", {
			...ASKED$1,
			endpoint
		});
		return data.data;
	}, signal);
}
function pageOf(answer) {
	return /^\s*</.test(answer) ? "a page of HTML" : `the text ${quoted(answer)}`;
}
/** llama.cpp's own account of itself; undefined where the server is another. It stands beside /v1, not under it. */
async function llamaProps(transport, served, signal) {
	if (kindOf(served) !== "llama.cpp") return void 0;
	const { baseUrl } = transport.endpoint;
	return transport.ask("short", () => ({
		what: "its properties",
		stage: { kind: "asked" }
	}), async (client, limited) => {
		const answer = await client.get(`${baseUrl.slice(0, -3)}/props`, { signal: limited });
		const { data } = LlamaProps.safeParse(answer);
		return data;
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
	throw new SettingsError({
		code: "model-not-named",
		at: endpoint.shown,
		fault: `it serves several models: ${names(fit)}`,
		remedy: "Name one of them with --model"
	});
}
/** More names than these fill a screen and help nobody. */
const NAMES_SHOWN = 12;
function names(served) {
	return [...served.slice(0, NAMES_SHOWN).map(({ id }) => quoted(id)), ...served.length > NAMES_SHOWN ? [`${served.length - NAMES_SHOWN} more`] : []].join(", ");
}

// src/inference/exchange.ts
var import_undici = require_undici();
/** Words that follow a fault. */
function during(stage) {
	switch (stage.kind) {
		case "asked": return "before it had sent anything";
		case "waiting": return `while ${stage.place} others were to be served first`;
		case "reading": return `while it read the prompt (${stage.tokensRead} of ${stage.tokensTotal} tokens)`;
		case "writing": return `while it wrote the answer (some ${stage.tokensWritten} tokens in)`;
	}
}
function secretsOf({ endpoint }) {
	return [endpoint.apiKey()];
}

// src/inference/api-fault.ts
/** What an error of the API says of itself: `code` is a word in OpenAI's, a number in llama.cpp's and vLLM's. */
function saidBy({ code, type, error, message }) {
	const inner = error;
	const own = typeof inner === "object" && inner !== null && "message" in inner ? String(inner.message) : message.replace(/^\d{3} /, "");
	return {
		code: String(code ?? ""),
		type: String(type ?? ""),
		message: own
	};
}
function looksLikeHtml(said) {
	return /^\s*</.test(said.message);
}
/** llama.cpp's and vLLM's own words stand beside OpenAI's code. */
function promptTooLong({ code, type, message }) {
	return code === "context_length_exceeded" || type === "exceed_context_size_error" || /maximum context length/i.test(message);
}
/** `: "its words"`, or where it sent a page only that. */
function words(said, context) {
	if (looksLikeHtml(said)) return " and a page of HTML";
	return said.message === "" || said.message === "status code (no body)" ? "" : ` and says ${quoted(said.message, secretsOf(context))}`;
}
/** Faults that the server names itself, whatever the status. */
function named(said, context) {
	if (promptTooLong(said)) return {
		code: "prompt-too-long",
		fault: `the prompt does not fit the model's context: it says ${quoted(said.message, secretsOf(context))}`,
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
			fault: "too many requests wait there already",
			remedy: "Try again when some are served"
		};
		default: return;
	}
}
/** @param error an event of a stream */
function faultOfEvent(error, context) {
	const said = saidBy(error);
	const fault = named(said, context);
	if (fault !== void 0) return fault;
	return {
		code: "server-failed-midway",
		fault: `it failed ${during(context.stage)}${words(said, context)}`,
		remedy: "Look into the server's log, then try again"
	};
}
function faultOfStatus(status, error, context) {
	const said = saidBy(error);
	const fault = named(said, context);
	if (fault !== void 0) return fault;
	const answered = `it answers ${status}${words(said, context)}`;
	const keySent = context.endpoint.apiKey() !== void 0;
	switch (true) {
		case status >= 300 && status < 400: return {
			code: "server-redirects",
			fault: `it answers ${status}, which sends us to another address, and nothing is sent to an address that you did not name`,
			remedy: "Name the final address yourself if you trust it"
		};
		case status === 401: return {
			code: "server-unauthorized",
			fault: answered,
			remedy: keySent ? "Look whether the key in BIOREVIEW_API_KEY is this server's" : "Put this server's key into BIOREVIEW_API_KEY"
		};
		case status === 403: return {
			code: "server-forbidden",
			fault: answered,
			remedy: "Ask who runs the server whether this key may use this model"
		};
		case status === 404 && said.message !== "status code (no body)" && !looksLikeHtml(said) && context.model !== void 0: return {
			code: "model-not-found",
			fault: `asked for the model ${quoted(context.model)}, ${answered}`,
			remedy: "Name a model that the server has; `bioreview doctor` lists them"
		};
		case status === 404 || status === 405: return noApi(`${status}${words(said, context)}`, context.what);
		case status === 429: return {
			code: "server-rate-limit",
			fault: answered,
			remedy: "Wait for a while, or raise the limit of this key, then try again"
		};
		case status === 502 || status === 503 || status === 504: return {
			code: "server-unavailable",
			fault: answered,
			remedy: "Look whether the server behind this address runs, then try again"
		};
		case status >= 500: return {
			code: "server-failed",
			fault: answered,
			remedy: "Look into the server's log, then try again"
		};
		default: return {
			code: "request-refused",
			fault: answered,
			remedy: "Its version may not know a setting that we send: update the server, or use another one"
		};
	}
}

// src/inference/connection-fault.ts
/** Faults of the connection, by the names that the system, TLS and undici give them. */
/** A stream that ended before the answer did, or a connection that broke. */
function ended({ stage, endpoint }) {
	return {
		code: "server-ended",
		fault: `the connection ended ${during(stage)}, so there is no answer`,
		remedy: endpoint.leavesMachine ? "Look whether the server still runs and what its log says, then try again" : "Look whether the server still runs and whether its machine ran out of memory, then try again"
	};
}
const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO)|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH/;
/** @param code of the system, of TLS or of undici */
function faultOfCode(code, context) {
	const { endpoint, stage } = context;
	if (TLS.test(code)) return {
		code: "server-tls",
		fault: `no safe connection can be made (${code})`,
		remedy: "Where the server has a certificate of your own authority, name that in NODE_EXTRA_CA_CERTS; where it speaks plain HTTP, write http://"
	};
	if (code.startsWith("HPE_") || code === "HTTPParserError") return noApi("something that is no HTTP", context.what);
	switch (code) {
		case "ECONNREFUSED": return {
			code: "server-not-running",
			fault: endpoint.socketPath === void 0 ? "nothing listens there" : "the socket is there, but no server listens on it any more",
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
			remedy: "Run as the user who started the server, or let that user share the socket"
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
		case "UND_ERR_HEADERS_TIMEOUT":
		case "UND_ERR_BODY_TIMEOUT": return {
			code: "server-stalled",
			fault: `it fell silent ${during(stage)}`,
			remedy: "Look into the server's log for what keeps it; it may be out of memory or busy with others; give a slow one more time with --timeout"
		};
		case "ECONNRESET":
		case "EPIPE":
		case "UND_ERR_SOCKET": return ended(context);
		default: return;
	}
}

// src/inference/server-fault.ts
/** What went wrong with a server, told from whatever the client threw. Invariant: each kind of fault has a code and a remedy of its own, and
*  no message holds a secret or more than a line of foreign text. A fault that is not known here is still a ServerError, never an answer. */
/** Thrown where a stream is over and its answer is not: the client's stream itself just ends then. */
var StreamEnded = class extends Error {
	name = "StreamEnded";
};
/** @param error what the client, its fetch or the stream threw */
function serverFault(error, context) {
	const fault = context.obituary === void 0 ? faultOf(error, context) : died(context.obituary, context);
	return new ServerError({
		at: context.endpoint.shown,
		...fault,
		cause: withoutText(error)
	});
}
function faultOf(error, context) {
	if (error instanceof APIError && error.status !== void 0) return faultOfStatus(error.status, error, context);
	if (error instanceof APIError && error.error !== void 0) return faultOfEvent(error, context);
	const chain = causesOf(error);
	if (chain.some((cause) => cause instanceof SyntaxError)) return nonsense(context);
	if (chain.some((cause) => cause.name === "TimeoutError")) return tooSlow(context);
	for (const cause of chain) {
		const fault = faultOfCode("code" in cause && cause.code !== void 0 ? String(cause.code) : cause.name, context);
		if (fault !== void 0) return fault;
	}
	if (chain.some((cause) => cause instanceof StreamEnded || cause.message === "terminated")) return ended(context);
	const last = chain.at(-1);
	return {
		code: "server-fault-unknown",
		fault: `asking for ${context.what} failed with ${quoted(last?.message ?? String(error), secretsOf(context))}`,
		remedy: "Look into the server's log, then try again"
	};
}
function died(obituary, { stage }) {
	return {
		code: "server-ended",
		fault: `the model server ${obituary} ${during(stage)}, so there is no answer`,
		remedy: "Mend what it says, or free memory where it was killed; `bioreview doctor` shows what this machine can carry"
	};
}
function nonsense(context) {
	if (context.stage.kind === "asked") return noApi("something that is no JSON", context.what);
	return {
		code: "server-broken-stream",
		fault: `it sent an event that is no JSON ${during(context.stage)}`,
		remedy: "Look whether a proxy stands in between, then try again"
	};
}
function tooSlow({ what, stage }) {
	return {
		code: "server-too-slow",
		fault: `${what} did not come within the time that we give it; the last we heard was ${during(stage)}`,
		remedy: "Use a faster machine or a smaller model, or look into the server's log for what keeps it"
	};
}
/** The error and what caused it, outermost first; of several tries to connect, the first stands for all. */
function causesOf(error) {
	const chain = [];
	for (let at = error; at instanceof Error && chain.length < 10; at = at instanceof AggregateError ? at.cause ?? at.errors[0] : at.cause) chain.push(at);
	return chain;
}
/** The cause is kept for a stack trace; an APIError holds headers and bodies, which may hold anything. */
function withoutText(error) {
	return error instanceof APIError ? void 0 : error;
}

// src/inference/transport.ts
/** The official client on one endpoint: TCP or Unix socket, its time limits, and the key for that server alone.
*  Invariant: nothing goes anywhere but to the endpoint, neither by a redirect nor by a variable of the environment that the client knows. */
/** Of a short question only. An answer is never asked for twice in silence: it costs minutes, and may be another one. */
const RETRIES = 2;
function openTransport(endpoint, timeouts) {
	const dispatcher = new import_undici.Agent({
		connect: {
			timeout: timeouts.connect * 1e3,
			...endpoint.socketPath !== void 0 && { socketPath: endpoint.socketPath }
		},
		headersTimeout: timeouts.silence * 1e3,
		bodyTimeout: timeouts.silence * 1e3
	});
	return {
		endpoint,
		async ask(kind, asked, exchange, signal) {
			const limit = AbortSignal.timeout((kind === "short" ? timeouts.short : timeouts.answer) * 1e3);
			const limited = AbortSignal.any([signal, limit]);
			const lost = {};
			const client = clientOf(endpoint, dispatcher, kind === "short" ? RETRIES : 0, lost);
			try {
				return await Promise.race([exchange(client, limited), untilAborted(limited)]);
			} catch (error) {
				if (signal.aborted) throw interrupted(endpoint, signal);
				if (error instanceof UserError) throw error;
				const cause = lost.error ?? (limit.aborted ? limit.reason : error);
				const obituary = await endpoint.obituary?.();
				throw serverFault(cause, {
					...asked(),
					endpoint,
					obituary
				});
			}
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
function clientOf(endpoint, dispatcher, maxRetries, lost) {
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
				delete lost.error;
				return new Response(response.body, {
					status: response.status,
					headers: [...response.headers]
				});
			} catch (error) {
				if (init?.signal?.aborted !== true) lost.error = error;
				throw error;
			}
		}
	});
}
/** Whoever aborted may have said why in words of ours. */
function interrupted(endpoint, signal) {
	if (signal.reason instanceof InterruptedError) return signal.reason;
	return new InterruptedError({
		code: "interrupted",
		at: endpoint.shown,
		fault: "stopped before the model server had answered",
		remedy: "Run the same command again"
	});
}

// src/inference/describe-server.ts
/** What `doctor` tells of an endpoint. */
/** Asks the server what it runs. What goes wrong is a finding and not thrown, but for bugs of ours. */
async function describeServer(endpoint, signal, timeouts = TIMEOUTS) {
	const transport = openTransport(endpoint, timeouts);
	try {
		const served = await listModels(transport, signal);
		const models = await Promise.all(served.map(async (one) => ({
			...identityOf(one, await llamaProps(transport, one, signal)),
			purpose: one.meta?.kind ?? "unknown"
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

// src/inference/openai-embedder.ts
/** The port to an embedder, over the OpenAI API. Invariant: every text has one finite unit row of the same length, or nobody gets any. */
/** Texts in a request: few enough that a server answers soon and an interruption is felt. */
const BATCH = 64;
/** How far a row's norm may be from 1: half-precision servers round to three digits. */
const NORM_TOLERANCE = .001;
const ASKED = {
	what: "embeddings",
	stage: { kind: "asked" }
};
/** Rows come as base64 of 32-bit floats, as asked, or as numbers from servers that know nothing else. */
const Rows = object({ data: array(object({
	index: int(),
	embedding: union([string(), array(number())])
})) });
/** @throws ServerError where the server does not answer or has no such model, SettingsError where it has several and none was named */
async function connectEmbedder(endpoint, choice, signal) {
	const transport = openTransport(endpoint, choice.timeouts ?? TIMEOUTS);
	const served = chooseModel(endpoint, await listModels(transport, signal), "embedding", choice.name);
	let dimensions = served.meta?.dimensions;
	const batch = (texts, signal) => transport.ask("long", () => ({
		...ASKED,
		model: served.id
	}), async (client, limited) => {
		const answer = await client.post("/embeddings", {
			body: {
				model: served.id,
				input: texts,
				encoding_format: "base64"
			},
			signal: limited
		});
		const { success, data } = Rows.safeParse(answer);
		if (!success) throw notOpenAi("something that holds no embeddings", {
			...ASKED,
			endpoint
		});
		const rows = inOrder(data.data, texts.length, endpoint);
		for (const row of rows) {
			dimensions ??= row.length;
			assertUnitRow(row, dimensions, endpoint);
		}
		return rows;
	}, signal);
	return {
		name: served.id,
		sha256: served.meta?.sha256,
		async embed(texts, signal) {
			const rows = [];
			for (let from = 0; from < texts.length; from += BATCH) {
				if (signal.aborted) throw interrupted(endpoint, signal);
				rows.push(...await batch(texts.slice(from, from + BATCH), signal));
			}
			return rows;
		}
	};
}
/** @returns the rows by their index @throws ServerError where an index is missing, twice there, or too great */
function inOrder(data, expected, endpoint) {
	const byIndex = new Map(data.map(({ index, embedding }) => [index, numbersOf(embedding)]));
	const rows = Array.from({ length: expected }, (_, index) => byIndex.get(index)).filter((row) => row !== void 0);
	if (data.length === expected && rows.length === expected) return rows;
	throw wrongRow(`sent ${data.length} rows for ${expected} texts, or numbered them wrongly`, endpoint);
}
/** Little-endian, as every server of the API sends them. */
function numbersOf(embedding) {
	if (typeof embedding !== "string") return Float32Array.from(embedding);
	const bytes = Buffer.from(embedding, "base64");
	const whole = bytes.length - bytes.length % 4;
	return Float32Array.from({ length: whole / 4 }, (_, k) => bytes.readFloatLE(k * 4));
}
function assertUnitRow(row, dimensions, endpoint) {
	if (row.length !== dimensions) throw wrongRow(`sent a row of ${row.length} numbers where ${dimensions} are due`, endpoint);
	const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
	if (!(Math.abs(norm - 1) <= NORM_TOLERANCE)) throw wrongRow(`sent a row of length ${norm.toPrecision(4)} where unit length is due`, endpoint);
}
function wrongRow(fault, endpoint) {
	return new ServerError({
		code: "embedding-unusable",
		at: endpoint.shown,
		fault: `the embedder ${fault}`,
		remedy: "Use an embedder that pools by mean and normalises, such as the one that bioreview-runner serves"
	});
}

// src/inference/complete.ts
/** When a stream was a whole answer. Invariant: only a stream whose model said that it had stopped is one; the client's stream just ends where a
*  connection closes or a request is aborted, so an end proves nothing. Fails towards an error. */
/** Characters. 4,096 tokens of a long answer are some 20,000: what is far beyond was not written by a model that was told where to stop. */
const LONGEST_ANSWER = 2e6;
/** What we read of a chunk; servers send much more. */
const Chunk = object({
	choices: array(object({
		index: int().optional(),
		delta: object({
			content: string().nullish(),
			refusal: string().nullish(),
			reasoning_content: string().nullish()
		}).nullish(),
		finish_reason: string().nullish()
	})).nullish(),
	usage: object({
		prompt_tokens: int().min(0),
		completion_tokens: int().min(0)
	}).nullish(),
	timings: object({
		prompt_ms: number().min(0),
		predicted_ms: number().min(0)
	}).nullish(),
	prompt_progress: object({
		total: int().min(0),
		processed: int().min(0)
	}).nullish(),
	queue: object({ place: int().min(0) }).nullish()
});
const NOTHING_YET = {
	text: "",
	stage: { kind: "asked" },
	finish: void 0,
	refusal: "",
	usage: void 0,
	timings: void 0
};
/** One more event of the stream.
*  @returns what has been heard with it, and what to tell those who wait
*  @throws ServerError for an event that the API does not know, or for text after the end */
function hear(heard, event, context) {
	const { success, data: chunk } = Chunk.safeParse(event);
	if (!success) throw strange("an event that the API does not know", context);
	const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
	const piece = choice?.delta?.content ?? "";
	if (piece !== "" && heard.finish !== void 0) throw strange("text after the answer's end", context);
	if (heard.text.length + piece.length > LONGEST_ANSWER) throw strange(`more than ${LONGEST_ANSWER} characters`, context);
	const written = piece !== "" || Boolean(choice?.delta?.reasoning_content);
	const stage = stageAfter(heard.stage, chunk, written);
	const next = {
		text: heard.text + piece,
		stage,
		finish: choice?.finish_reason ?? heard.finish,
		refusal: heard.refusal + (choice?.delta?.refusal ?? ""),
		usage: chunk.usage ?? heard.usage,
		timings: chunk.timings ?? heard.timings
	};
	return {
		heard: next,
		progress: stage === heard.stage ? void 0 : progressOf(stage, next.text)
	};
}
function stageAfter(stage, { queue, prompt_progress: reading }, written) {
	if (written) return {
		kind: "writing",
		tokensWritten: stage.kind === "writing" ? stage.tokensWritten + 1 : 1
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
function progressOf(stage, text) {
	switch (stage.kind) {
		case "asked": return;
		case "waiting":
		case "reading": return stage;
		case "writing": return {
			...stage,
			text
		};
	}
}
/** The whole answer, after the stream's end.
*  @throws AnswerError where the model was cut, or wrote something else than text: carries what had come
*  @throws StreamEnded where the stream ended before the model did */
function whole(heard, { endpoint }, maxTokens) {
	const at = endpoint.shown;
	const partial = heard.text;
	if (heard.refusal !== "") throw new AnswerError({
		code: "answer-refused",
		at,
		fault: `the model refuses to answer: ${quoted(heard.refusal)}`,
		remedy: "Use another model",
		partial
	});
	switch (heard.finish) {
		case "stop": return answerOf(heard);
		case "length": throw new AnswerError({
			code: "answer-cut",
			at,
			fault: `the answer was cut: it had reached ${maxTokens} tokens, or the end of the model's context`,
			remedy: "Use a model that was trained for reviews, or a server with a larger context",
			partial
		});
		case "content_filter": throw new AnswerError({
			code: "answer-filtered",
			at,
			fault: "the server's content filter cut the answer",
			remedy: "Use a server without one, such as bioreview-runner",
			partial
		});
		case void 0: throw new StreamEnded();
		default: throw new AnswerError({
			code: "answer-not-text",
			at,
			fault: `the model stopped because of ${quoted(heard.finish)} and not at an answer's end`,
			remedy: "Use a model that answers in text",
			partial
		});
	}
}
function answerOf({ text, usage, timings }) {
	return {
		text,
		...usage && {
			promptTokens: usage.prompt_tokens,
			answerTokens: usage.completion_tokens
		},
		...timings && {
			prefillSeconds: timings.prompt_ms / 1e3,
			decodeSeconds: timings.predicted_ms / 1e3
		}
	};
}
function strange(what, { endpoint }) {
	return new ServerError({
		code: "server-strange-stream",
		at: endpoint.shown,
		fault: `it sent ${what}`,
		remedy: "Update the server, or use another one"
	});
}

// src/inference/openai-model.ts
/** The port to a language model, over the OpenAI API. */
/** Finds out what a server runs, and how it is spoken to.
*  @throws ServerError where it does not answer or has no such model, SettingsError where it has several and none was named */
async function connectModel(endpoint, { model, timeouts = TIMEOUTS }, signal) {
	const transport = openTransport(endpoint, timeouts);
	const served = chooseModel(endpoint, await listModels(transport, signal), "chat", model);
	const identity = identityOf(served, await llamaProps(transport, served, signal));
	return {
		identity,
		async answer(question, onProgress, signal) {
			if (signal.aborted) throw interrupted(endpoint, signal);
			const { body, unsent } = requestFor(identity, served.id, question);
			let heard = NOTHING_YET;
			const asked = () => ({
				what: "an answer",
				model: served.id,
				stage: heard.stage
			});
			return transport.ask("long", asked, async (client, limited) => {
				const { data: stream, response } = await client.chat.completions.create(body, { signal: limited }).withResponse();
				const type = response.headers.get("content-type") ?? "something without a type";
				if (!type.startsWith("text/event-stream")) throw notOpenAi(`${type.split(";")[0]} and no stream`, {
					...asked(),
					endpoint
				});
				for await (const event of stream) {
					const next = hear(heard, event, {
						...asked(),
						endpoint
					});
					heard = next.heard;
					if (next.progress !== void 0) onProgress(next.progress);
				}
				limited.throwIfAborted();
				return {
					...whole(heard, {
						...asked(),
						endpoint
					}, question.sampling.maxTokens),
					...unsent.length > 0 && { unsent }
				};
			}, signal);
		}
	};
}

// src/inference/runner-exit.ts
/** What the end of a model server means, told from its exit code, its signal and its last lines. */
/** Characters: room for two long paths. A fault of its own comes with a whole stack. */
const LONGEST_PART = 1e3;
const part = string().transform((text) => oneLine(text, LONGEST_PART));
const Reported = object({ error: object({
	code: string(),
	at: part,
	fault: part,
	remedy: part
}) });
/** What the server itself reported as its last error: one line of JSON. */
function reported({ lastLines }) {
	for (const line of lastLines.toReversed()) {
		if (!line.startsWith("{")) continue;
		try {
			const { success, data } = Reported.safeParse(JSON.parse(line));
			if (success) return data.error;
		} catch (error) {
			if (!(error instanceof SyntaxError)) throw error;
		}
	}
}
/** How it ended, in words that follow "the model server". */
function obituaryOf(exit) {
	const how = exit.signal === null ? `ended with exit code ${exit.code}` : `was ended by ${exit.signal}`;
	const failure = reported(exit);
	const words = failure ? `${failure.at}: ${failure.fault}` : exit.lastLines.findLast((line) => line.trim() !== "");
	return words === void 0 ? how : `${how} (its last words: ${quoted(words)})`;
}
/** The error for a server that ended before it could serve. */
function errorOfStart(exit, program) {
	const failure = reported(exit) ?? {
		code: "server-not-started",
		at: program,
		fault: `the model server ${obituaryOf(exit)} before it could serve`,
		remedy: exit.signal === "SIGKILL" ? "This machine probably ran out of memory: free some, or use a smaller profile" : "Run `bioreview doctor` to see what this machine lacks"
	};
	switch (exit.code) {
		case EXIT_CODES.models: return new ModelsError(failure);
		case EXIT_CODES.settings: return new SettingsError(failure);
		case EXIT_CODES.interrupted: return new InterruptedError(failure);
		default: return new ServerError(failure);
	}
}

// src/inference/socket-folder.ts
/** A fresh folder for one server's socket: nobody else may enter it, and its path is short enough for a socket. */
/** @param candidates folders to make it in, the best first
*  @throws ServerError where none of them will do */
function makeSocketFolder(candidates = placesForSockets()) {
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
			tried.push(error instanceof Error ? error.message : String(error));
		}
	}
	throw new ServerError({
		code: "no-place-for-socket",
		at: "the model server's socket",
		fault: `no folder can hold it: ${tried.join("; ")}`,
		remedy: "Set TMPDIR to a folder with a short path that you may write to"
	});
}
function placesForSockets() {
	const { XDG_RUNTIME_DIR } = process.env;
	return [
		XDG_RUNTIME_DIR,
		tmpdir(),
		"/tmp"
	];
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
const OBITUARY_WITHIN = 2;
/** Lines of the server that may explain its end. */
const LINES_KEPT = 20;
/** Starts the server and waits until it serves.
*  @throws ModelsError where weights are missing or damaged, SettingsError for an unknown profile, ServerError where it cannot serve: in its own words
*  @throws InterruptedError where `signal` was aborted; then nothing of the server is left */
async function startServer(order, signal) {
	const folder = makeSocketFolder();
	const endpoint = socketEndpoint(folder.socketPath);
	if (signal.aborted) {
		folder.remove();
		throw interrupted(endpoint, signal);
	}
	const server = watch(order, folder);
	try {
		await untilItServes(server, order, endpoint, signal);
	} catch (error) {
		await server.stop();
		throw error;
	}
	return {
		endpoint: {
			...endpoint,
			shown: "the model server that was started for this job",
			obituary: () => obituary(server)
		},
		stop: server.stop,
		[Symbol.asyncDispose]: server.stop
	};
}
function watch(order, folder) {
	const child = spawn(process.execPath, [order.runnerPath, ...argumentsFor(order, folder.socketPath)], {
		stdio: [
			"pipe",
			"pipe",
			"pipe"
		],
		detached: true,
		env: withoutSecrets(process.env)
	});
	const lastLines = [];
	const hear = (line) => {
		lastLines.push(line);
		if (lastLines.length > LINES_KEPT) lastLines.shift();
		order.onLine(line);
	};
	createInterface({ input: child.stdout }).on("line", order.onLine);
	createInterface({ input: child.stderr }).on("line", hear);
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
		...chat === void 0 ? [] : ["--chat", chat],
		...only === void 0 ? [] : ["--only", only],
		...embeddings.flatMap((id) => ["--embedding", id]),
		...models === void 0 ? [] : ["--models", models],
		...gpu === void 0 ? [] : ["--gpu", gpu],
		...threads === void 0 ? [] : ["--threads", String(threads)]
	];
}
/** The environment without what a model server has no use for: a native library that misbehaves cannot tell what it never had, nor write what a job of
*  continuous integration would take for its outputs. */
function withoutSecrets(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !NO_BUSINESS_OF_ITS.test(name)));
}
const NO_BUSINESS_OF_ITS = /(?:API[_-]KEY|TOKEN|SECRET|PASSWORD)$|^(?:INPUT|GITHUB|ACTIONS|STATE)_/i;
async function end(child, ended) {
	child.stdin?.end();
	child.kill("SIGTERM");
	const timer = setTimeout(() => child.kill("SIGKILL"), END_WITHIN * 1e3);
	await ended;
	clearTimeout(timer);
}
async function untilItServes(server, order, endpoint, signal) {
	const limit = AbortSignal.timeout((order.startWithin ?? START_WITHIN) * 1e3);
	const either = AbortSignal.any([signal, limit]);
	const exit = {};
	server.ended.then((seen) => Object.assign(exit, { seen }));
	const dispatcher = new import_undici.Agent({ connect: { socketPath: endpoint.socketPath ?? "" } });
	try {
		while (!await serves(dispatcher, either)) {
			await Promise.race([server.ended, setTimeout$1(LOOK_EVERY * 1e3)]);
			if (signal.aborted) throw interrupted(endpoint, signal);
			if (exit.seen !== void 0) throw errorOfStart(exit.seen, order.runnerPath);
			if (limit.aborted) throw notInTime(order);
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
async function obituary(server) {
	const waited = new AbortController();
	const exit = await Promise.race([server.ended, setTimeout$1(OBITUARY_WITHIN * 1e3, void 0, { signal: waited.signal }).catch(() => void 0)]);
	waited.abort();
	return exit === void 0 ? void 0 : obituaryOf(exit);
}

export { describeServer as i, connectModel as n, connectEmbedder as r, startServer as t };