import { n as codePoints } from "./review~python-text~action.js";

// src/review/prompt/count-tokens.ts
const COUNTERS = ["chars3", "cl100k"];
/** Characters of a token: the published fallback, and what the training corpus was counted with. */
const CHARACTERS_PER_TOKEN = 3;
const chars3 = {
	name: "chars3",
	count: (text) => Math.ceil(codePoints(text) / CHARACTERS_PER_TOKEN),
	fits: (text, budget) => codePoints(text) <= budget * CHARACTERS_PER_TOKEN
};
/** The counter of that name. The ranks of cl100k are several megabytes, so they are loaded only where they are asked for.
*  Text that looks like a special token, such as `<|endoftext|>`, is plain text to both. */
async function tokenCounter(name) {
	switch (name) {
		case "chars3": return chars3;
		case "cl100k": {
			const ranks = await loadCl100kRanks();
			return {
				name,
				count: (text) => countCl100k(text, ranks),
				fits: (text, budget) => countCl100k(text, ranks, budget) <= budget
			};
		}
	}
}
async function loadCl100kRanks() {
	const { default: tokens } = await import("./cl100k_base.js");
	return new Map(tokens.map((token, rank) => [Buffer.from(typeof token === "string" ? token : Uint8Array.from(token)).toString("latin1"), rank]));
}
/** tiktoken's pattern of the pieces within which bytes are merged; its `\s` is Unicode's White_Space, JavaScript's is not. */
const PIECES = new RegExp(String.raw`'(?:[sdmtSDMTſ]|[lL][lL]|[vV][eE]|[rR][eE])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s+$|\s*[\r\n]|\s+(?!\S)|\s`.replaceAll("[^\\s", "[^\\p{White_Space}").replaceAll("\\s", "\\p{White_Space}").replaceAll("\\S", "\\P{White_Space}"), "gu");
/** @returns tokens of the text; or a number above `limit` as soon as it is known to have more */
function countCl100k(text, ranks, limit = Number.POSITIVE_INFINITY) {
	let tokens = 0;
	for (const [piece] of text.matchAll(PIECES)) {
		const bytes = Buffer.from(piece, "utf8").toString("latin1");
		tokens += ranks.has(bytes) ? 1 : mergedLength(bytes, ranks);
		if (tokens > limit) break;
	}
	return tokens;
}
/** Byte pair encoding: of all neighbours the pair of lowest rank is merged, the leftmost of equals, until no pair is a token.
*  @returns how many tokens remain */
function mergedLength(bytes, ranks) {
	const n = bytes.length;
	const end = Uint32Array.from({ length: n }, (_, k) => k + 1);
	const before = Int32Array.from({ length: n }, (_, k) => k - 1);
	const rankAt = (start) => {
		const middle = end[start] ?? 0;
		return middle === 0 || middle >= n ? void 0 : ranks.get(bytes.slice(start, end[middle]));
	};
	const pairs = new PairHeap(3 * n);
	const offer = (start) => {
		const rank = start < 0 ? void 0 : rankAt(start);
		if (rank !== void 0) pairs.push(rank, start);
	};
	for (let start = 0; start < n; start++) offer(start);
	let tokens = n;
	for (let pair = pairs.pop(); pair !== void 0; pair = pairs.pop()) {
		if (rankAt(pair.start) !== pair.rank) continue;
		const middle = end[pair.start] ?? 0;
		const after = end[middle] ?? 0;
		end[pair.start] = after;
		end[middle] = 0;
		if (after < n) before[after] = pair.start;
		tokens--;
		offer(pair.start);
		offer(before[pair.start] ?? -1);
	}
	return tokens;
}
/** Pairs by rank, then by place: a binary heap of `rank * 2^32 + start`, which a double holds exactly. */
var PairHeap = class {
	#keys;
	#size = 0;
	constructor(capacity) {
		this.#keys = new Float64Array(capacity);
	}
	push(rank, start) {
		let at = this.#size++;
		const key = rank * 2 ** 32 + start;
		for (let parent = at - 1 >> 1; at > 0 && this.#key(parent) > key; at = parent, parent = at - 1 >> 1) this.#keys[at] = this.#key(parent);
		this.#keys[at] = key;
	}
	pop() {
		if (this.#size === 0) return void 0;
		const first = this.#key(0);
		this.#sink(this.#key(--this.#size));
		return {
			rank: Math.floor(first / 2 ** 32),
			start: first % 2 ** 32
		};
	}
	#sink(key) {
		let at = 0;
		for (let child = 1; child < this.#size; child = 2 * at + 1) {
			if (child + 1 < this.#size && this.#key(child + 1) < this.#key(child)) child++;
			if (this.#key(child) >= key) break;
			this.#keys[at] = this.#key(child);
			at = child;
		}
		this.#keys[at] = key;
	}
	#key(at) {
		return this.#keys[at] ?? Number.POSITIVE_INFINITY;
	}
};

export { tokenCounter as n, COUNTERS as t };