import { C as UserError, b as ServerError, x as SettingsError } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { a as _enum, c as array, d as int, h as object, v as string } from "./zod~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { t as TIMEOUTS } from "./inference~bioreview~action~openai-embedder~openai-model~served-models~start-server.js";
import { n as quoted } from "./inference~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { n as openTransport, r as NotOpenAi } from "./inference~openai-embedder~openai-model~served-models~start-server.js";

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
		...contextTokens !== void 0 && { contextTokens }
	};
}
/** llama.cpp's server calls a model by its path unless it is told a name; `owner/name` of a hub stays whole. */
function fileName(path) {
	return /^(?:[/\\.~]|[A-Za-z]:\\)/.test(path) ? path.split(/[/\\]/).at(-1) ?? path : path;
}
/** The body of a request for one answer.
*  @param model as the server calls it
*  @returns with `unsent`: what of the request this kind of server was not told, in words for people */
function requestBody({ server, contextTokens }, model, request) {
	const { system, user, sampling, shape } = request;
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
/** @throws ServerError where the server does not answer as the API says */
async function listModels(transport, signal) {
	return transport.ask({
		what: "the list of its models",
		limit: "short"
	}, async (client, limited) => {
		const answer = await client.get("/models", { signal: limited });
		const { success, data } = ServedModels.safeParse(answer);
		if (success) return data.data;
		throw new NotOpenAi(typeof answer === "string" ? pageOf(answer) : "JSON of another shape");
	}, signal);
}
function pageOf(answer) {
	return /^\s*</.test(answer) ? "a page of HTML" : `the text ${quoted(answer)}`;
}
/** What llama.cpp's server says of itself beside /v1, not under it; undefined where the server is another. */
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

export { identityOf as a, llamaProps as i, describeServer as n, requestBody as o, listModels as r, chooseModel as t };