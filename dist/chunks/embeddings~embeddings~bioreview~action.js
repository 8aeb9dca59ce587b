import { l as ServerError, u as SettingsError } from "./shared~errors.js";

// src/embeddings/embeddings.ts
/** Embeddings of texts as unit vectors, and their cosine similarity. */
/** How far from 1 the L2 norm of an embedding may be: float32 rounding over some hundred dimensions, or numbers written with four digits. */
const NORM_TOLERANCE = .001;
/** @throws SettingsError where a text has no embedding: without one there is no score, and word overlap is another metric */
function embeddingsOf(texts, embeddings) {
	return texts.map((text) => {
		const embedding = embeddings.of(text);
		if (embedding !== void 0) return embedding;
		throw new SettingsError({
			code: "embedding-missing",
			at: embeddings.name,
			fault: `it holds no embedding of ${JSON.stringify(text.slice(0, 80))}`,
			remedy: "Embed every text of predictions and references, the empty one too where a concern is empty"
		});
	});
}
function normOf(embedding) {
	let square = 0;
	for (let k = 0; k < embedding.length; k++) square += (embedding[k] ?? 0) ** 2;
	return Math.sqrt(square);
}
/** False also where the norm is no number. */
function isUnitNorm(norm) {
	return Math.abs(norm - 1) <= NORM_TOLERANCE;
}
/** @param count of the texts
*  @throws RangeError where embeddings are missing, differ in length or are no unit vectors: a failed embedding is neither alike nor different */
function assertUnitVectors(embeddings, count) {
	if (embeddings.length !== count) throw new RangeError(`${count} texts have ${embeddings.length} embeddings`);
	const dimensions = embeddings[0]?.length;
	for (const [k, embedding] of embeddings.entries()) {
		const norm = normOf(embedding);
		if (!isUnitNorm(norm) || embedding.length !== dimensions) throw new RangeError(`embedding ${k} is no unit vector of ${dimensions} numbers: its length is ${norm}`);
	}
}
/** Of these no embedder of papers says the same. */
const UNLIKE_TEXTS = ["Three mice in each group are too few for a t-test.", "The source code has no licence, and its build fails on Windows."];
/** What float32 leaves of 1 where two embeddings are the same. */
const SAME = .99999;
/** An embedder that gives one embedding for whatever it is asked makes all texts one, in silence. Where all of several texts are alike, two that are not are
*  embedded too: those tell whether the texts or the embedder is to blame.
*  @param texts all different   @param alike least cosine of what is taken for the same
*  @throws ServerError where the embedder tells no text from another; what it throws itself */
async function assertTellsApart(texts, embeddings, embedder, signal, alike = SAME) {
	if (!areAlike(embeddings, alike) || !areAlike(await embedder.embed(UNLIKE_TEXTS, signal), alike)) return;
	throw new ServerError({
		code: "embedding-unusable",
		at: embedder.name,
		fault: `the embedder takes ${texts.length} different texts for the same, and two of quite other subjects too`,
		remedy: "Look at the server: it gives every text one embedding. Use an embedder that bioreview-runner serves"
	});
}
/** Of one embedding alone nothing is known. */
function areAlike([first, ...others], alike) {
	return first !== void 0 && others.length > 0 && others.every((other) => cosine(first, other) >= alike);
}
/** Cosine similarity of two unit vectors of one length: their dot product, rounded to float32 as the published pipeline's were, then a double again. */
function cosine(a, b) {
	return Math.fround(dotProducts(a, [b])[0] ?? NaN);
}
/** Cosine similarities of two lists of unit vectors, summed in double precision.
*  @param a n vectors of d   @param b m vectors of d
*  @returns n x m, in [-1, 1] up to rounding
*  @throws RangeError as `assertUnitVectors` */
function cosineMatrix(a, b) {
	assertUnitVectors([...a, ...b], a.length + b.length);
	return a.map((vector) => dotProducts(vector, b));
}
/** Four sums at a time: each is added up in order, so that its rounding does not depend on the others, and no addition waits for another's. */
function dotProducts(a, others) {
	const products = [];
	for (let k = 0; k < others.length; k += 4) {
		const [b = a, c = a, d = a, e = a] = [
			others[k],
			others[k + 1],
			others[k + 2],
			others[k + 3]
		];
		let [x, y, z, w] = [
			0,
			0,
			0,
			0
		];
		for (let n = 0; n < a.length; n++) {
			const value = a[n] ?? 0;
			x += value * (b[n] ?? 0);
			y += value * (c[n] ?? 0);
			z += value * (d[n] ?? 0);
			w += value * (e[n] ?? 0);
		}
		products.push(x, y, z, w);
	}
	return products.slice(0, others.length);
}

export { embeddingsOf as a, cosineMatrix as i, assertUnitVectors as n, isUnitNorm as o, cosine as r, normOf as s, assertTellsApart as t };