import { b as ServerError, p as AnswerError } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { c as array, d as int, h as object, m as number, v as string } from "./zod~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { a as identityOf, i as llamaProps, o as requestBody, r as listModels, t as chooseModel } from "./inference~openai-embedder~openai-model~served-models.js";
import { t as TIMEOUTS } from "./inference~bioreview~action~openai-embedder~openai-model~served-models~start-server.js";
import { n as quoted } from "./inference~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { i as StreamEnded, n as openTransport, r as NotOpenAi } from "./inference~openai-embedder~openai-model~served-models~start-server.js";

// src/inference/openai-model.ts
/** The port to a language model, over the OpenAI API. Invariant: only a stream whose model said that it had stopped is a whole answer; the client's
*  stream just ends where a connection closes or a request is aborted, so an end proves nothing. Fails towards an error. */
/** Characters. 4,096 tokens of a long answer are some 20,000: what is far beyond was not written by a model that was told where to stop. */
const LONGEST_ANSWER = 2e6;
/** Finds out what a server runs, and how it is spoken to.
*  @throws ServerError where it does not answer or has no such model, SettingsError where it has several and none was named */
async function connectModel(endpoint, { model, timeouts = TIMEOUTS }, signal) {
	const transport = openTransport(endpoint, timeouts);
	const served = chooseModel(endpoint, await listModels(transport, signal), "chat", model);
	const identity = identityOf(served, await llamaProps(transport, served, signal));
	return {
		identity,
		async answer(request, onProgress, signal) {
			const { body, unsent } = requestBody(identity, served.id, request);
			let received = EMPTY;
			return transport.ask({
				what: "an answer",
				model: served.id,
				limit: "answer",
				stage: () => received.stage
			}, async (client, limited) => {
				const { data: stream, response } = await client.chat.completions.create(body, { signal: limited }).withResponse();
				const type = response.headers.get("content-type") ?? "something without a type";
				if (!type.startsWith("text/event-stream")) throw new NotOpenAi(`${type.split(";")[0]} and no stream`);
				for await (const event of stream) {
					const { stage } = received;
					received = withEvent(received, event, endpoint);
					if (received.stage !== stage && received.stage.kind !== "sent") onProgress(received.stage);
				}
				limited.throwIfAborted();
				return {
					...wholeAnswer(received, endpoint, request.sampling.maxTokens),
					...unsent.length > 0 && { unsent }
				};
			}, signal);
		}
	};
}
/** What we read of an event; servers send much more. */
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
const EMPTY = {
	text: "",
	stage: { kind: "sent" },
	finish: void 0,
	refusal: ""
};
/** @throws ServerError for an event that the API does not know, or for text after the end */
function withEvent(before, event, endpoint) {
	const { success, data: chunk } = Chunk.safeParse(event);
	if (!success) throw strangeStream("an event that the API does not know", endpoint);
	const choice = chunk.choices?.find(({ index }) => (index ?? 0) === 0);
	const added = choice?.delta?.content ?? "";
	if (added !== "" && before.finish !== void 0) throw strangeStream("text after the answer's end", endpoint);
	const text = before.text + added;
	if (text.length > LONGEST_ANSWER) throw strangeStream(`more than ${LONGEST_ANSWER} characters`, endpoint);
	const isWriting = added !== "" || Boolean(choice?.delta?.reasoning_content);
	return {
		text,
		stage: stageAfter(before.stage, chunk, isWriting ? text : void 0),
		finish: choice?.finish_reason ?? before.finish,
		refusal: before.refusal + (choice?.delta?.refusal ?? ""),
		usage: chunk.usage ?? before.usage,
		timings: chunk.timings ?? before.timings
	};
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
*  @throws AnswerError where the model was cut, or wrote something else than text: carries what had come
*  @throws StreamEnded where the stream ended before the model did */
function wholeAnswer(received, { shown: at }, maxTokens) {
	const { text, finish, refusal, usage, timings } = received;
	const failed = (code, fault, remedy) => new AnswerError({
		code,
		at,
		fault,
		remedy,
		partial: text
	});
	if (refusal !== "") throw failed("answer-refused", `the model refuses to answer: ${quoted(refusal)}`, "Use another model");
	switch (finish) {
		case "stop": return {
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
		case "length": throw failed("answer-cut", `the answer was cut: it had reached ${maxTokens} tokens, or the end of the model's context`, "Use a model that was trained for reviews, or a server with a larger context");
		case "content_filter": throw failed("answer-filtered", "the server's content filter cut the answer", "Use a server without one, such as bioreview-runner");
		case void 0: throw new StreamEnded();
		default: throw failed("answer-not-text", `the model stopped because of ${quoted(finish)} and not at an answer's end`, "Use a model that answers in text");
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

export { connectModel as t };