import { b as ServerError } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { b as union, c as array, d as int, h as object, m as number, v as string } from "./zod~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { t as TIMEOUTS } from "./inference~bioreview~action~openai-embedder~openai-model~served-models~start-server.js";
import { r as listModels, t as chooseModel } from "./inference~openai-embedder~openai-model~served-models.js";
import { n as openTransport, r as NotOpenAi } from "./inference~openai-embedder~openai-model~served-models~start-server.js";

// src/inference/openai-embedder.ts
/** The port to an embedder, over the OpenAI API. Invariant: every text has one finite unit vector, all of one length, or nobody gets any. */
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
		if (!success) throw new NotOpenAi("something that holds no embeddings");
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
	const byIndex = new Map(data.map(({ index, embedding }) => [index, numbersOf(embedding)]));
	const embeddings = Array.from({ length: expected }, (_, index) => byIndex.get(index)).filter((found) => found !== void 0);
	if (data.length === expected && embeddings.length === expected) return embeddings;
	throw unusable(`sent ${data.length} rows for ${expected} texts, or numbered them wrongly`, endpoint);
}
/** Little-endian, as every server of the API sends them. */
function numbersOf(embedding) {
	if (typeof embedding !== "string") return Float32Array.from(embedding);
	const bytes = Buffer.from(embedding, "base64");
	const whole = bytes.length - bytes.length % 4;
	return Float32Array.from({ length: whole / 4 }, (_, k) => bytes.readFloatLE(k * 4));
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

export { connectEmbedder as t };