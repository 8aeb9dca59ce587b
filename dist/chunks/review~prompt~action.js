import { a as stripEnd, c as visibleLength, i as strip, o as titleCase, r as normaliseWhiteSpace, t as codePointEnds } from "./review~python-text~action.js";

// src/review/prompt/token-budget.ts
/** Tokens that every section gets before the rest is shared by size; fewer where the sections are many. */
const FLOOR_AT_MOST = 128;
const FLOOR_AT_LEAST = 16;
/** @param sizes tokens of each section with its heading, in the prompt's order
*  @param left tokens for all of them, above 0
*  @returns the share of each, in tokens; its size where all fit */
function allocateTokens(sizes, left) {
	const total = sizes.reduce((sum, size) => sum + size, 0);
	if (total <= left) return sizes;
	const n = sizes.length;
	const floor = Math.min(FLOOR_AT_MOST, Math.max(FLOOR_AT_LEAST, Math.floor(left / (n * 2))));
	return floor * n >= left ? evenShares(n, left) : sharesBySize(sizes, total, floor, left);
}
/** With more sections than tokens each still gets one, and the budget is overrun: as published. */
function evenShares(n, left) {
	const even = Math.max(1, Math.floor(left / n));
	const over = left - even * n;
	return Array.from({ length: n }, (_, k) => k < over ? even + 1 : even);
}
/** The order of these operations on doubles decides ties, so it is the published one: first the quotient, then the product. */
function sharesBySize(sizes, total, floor, left) {
	const remaining = left - floor * sizes.length;
	const exact = sizes.map((size) => remaining * (size / total));
	const given = exact.map((extra) => floor + Math.floor(extra));
	const rest = left - given.reduce((sum, tokens) => sum + tokens, 0);
	const byFraction = exact.map((extra, k) => ({
		k,
		fraction: extra - Math.floor(extra)
	})).sort((a, b) => b.fraction - a.fraction);
	for (let i = 0; i < rest; i++) {
		const k = byFraction[i % byFraction.length]?.k;
		if (k !== void 0) given[k] = (given[k] ?? 0) + 1;
	}
	return given;
}
/** What tells the model that a block was cut. */
const TRUNCATION_MARK = "\n[…truncated]";
/** @param budget tokens */
function truncateBlock(block, budget, counter) {
	const text = normaliseWhiteSpace(block);
	if (budget <= 0 || text === "") return {
		text: "",
		kept: ""
	};
	if (counter.fits(text, budget)) return {
		text,
		kept: text
	};
	let kept = stripEnd(longestPrefix(text, budget, counter));
	const beforeMark = Math.max(1, budget - counter.count(TRUNCATION_MARK));
	if (!counter.fits(kept, beforeMark)) kept = stripEnd(longestPrefix(kept, beforeMark, counter));
	const marked = kept + TRUNCATION_MARK;
	return {
		text: kept !== "" && counter.fits(marked, budget) ? marked : kept,
		kept
	};
}
/** Binary search over code points for the last prefix that fits. */
function longestPrefix(text, budget, counter) {
	const ends = codePointEnds(text);
	let low = 0;
	let high = ends.count;
	while (low < high) {
		const middle = Math.floor((low + high + 1) / 2);
		if (counter.fits(text.slice(0, ends.at(middle)), budget)) low = middle;
		else high = middle - 1;
	}
	return text.slice(0, ends.at(low));
}

// src/review/prompt/prompt.ts
/** 562 characters. Its first paragraph says "strings" and the rest "objects": so did the training prompt. */
const SYSTEM_PROMPT = "You are an expert peer reviewer for biomedical research papers published in high-impact journals. Identify specific scientific concerns, weaknesses, and issues. Return only a JSON array of concern strings.\n\nOUTPUT FORMAT: Return a JSON array of concern objects, nothing else.\nEach item must be: {\"text\": string, \"category\": one of [design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, writing_clarity, reagent_method_specificity, interpretation, other], \"severity\": one of [major, minor, optional]}.\nDo NOT return a JSON array of strings.";
/** What the user message begins with; the paper follows. */
const USER_PREFIX = "Review the following biomedical article.\n\nReturn ONLY a JSON array of objects with keys: `text`, `category`, `severity`.\nAllowed category values: design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, writing_clarity, reagent_method_specificity, interpretation, other.\nAllowed severity values: major, minor, optional.\n\n";
/** Tokens that the paper gets even where the budget leaves fewer; as published. */
const LEAST_FOR_PAPER = 256;
function buildPrompt(article, settings) {
	const { counter, budget, system = SYSTEM_PROMPT, finalCut = false } = settings;
	const { ordered, lost } = orderSections(article.sections);
	const fitted = fitBlocks(article, ordered, Math.max(LEAST_FOR_PAPER, budget - counter.count(USER_PREFIX)), counter);
	const whole = USER_PREFIX + fitted.flatMap(({ text }) => text === "" ? [] : [text]).join("\n\n");
	const user = finalCut ? cutMessage(whole, budget, counter) : whole;
	const blocks = reportBlocks(user === whole ? fitted : afterFinalCut(fitted, user.length - 341), counter);
	const cut = blocks.some((block) => block.cut) || lost.some(({ why }) => why === "another section has its name");
	return {
		system,
		user,
		report: {
			counter: counter.name,
			budget,
			tokens: counter.count(user),
			cut,
			blocks,
			lost
		}
	};
}
/** Title and abstract take what they need of what is left; the sections share the rest. */
function fitBlocks(article, sections, budget, counter) {
	const blocks = [];
	let left = budget;
	const first = [{
		part: "title",
		heading: "# ",
		body: normaliseWhiteSpace(article.title)
	}, {
		part: "abstract",
		heading: "## Abstract\n",
		body: normaliseWhiteSpace(article.abstract)
	}];
	for (const { part, heading, body } of first) {
		if (body === "") continue;
		const truncated = truncateBlock(heading + body, left, counter);
		left -= counter.count(truncated.text);
		blocks.push({
			part,
			heading,
			whole: heading + body,
			...truncated
		});
	}
	const rest = sections.map(({ name, text, index }) => {
		const heading = `## ${titleCase(name)}\n`;
		return {
			part: "section",
			name,
			index,
			heading,
			whole: heading + text
		};
	});
	const sizes = rest.map(({ whole }) => counter.count(whole));
	const given = left > 0 ? allocateTokens(sizes, left) : [];
	return [...blocks, ...rest.map((block, k) => ({
		...block,
		...truncateBlock(block.whole, given[k] ?? 0, counter)
	}))];
}
/** Binary search for the longest beginning of the paper with which the message is within the budget. */
function cutMessage(user, budget, counter) {
	if (counter.fits(user, budget)) return user;
	const paper = user.slice(341);
	const ends = codePointEnds(paper);
	let low = 0;
	let high = ends.count;
	let best = "";
	while (low <= high) {
		const middle = Math.floor((low + high) / 2);
		const candidate = USER_PREFIX + stripEnd(paper.slice(0, ends.at(middle)));
		if (counter.fits(candidate, budget)) {
			best = candidate;
			low = middle + 1;
		} else high = middle - 1;
	}
	return best === "" ? USER_PREFIX : best;
}
/** What the final cut left of each block. @param length UTF-16 units of the paper that remain */
function afterFinalCut(blocks, length) {
	let left = length;
	return blocks.map((block) => {
		if (block.text === "") return block;
		const text = block.text.slice(0, Math.max(0, left));
		left -= block.text.length + 2;
		return {
			...block,
			text,
			kept: block.kept.slice(0, text.length)
		};
	});
}
function reportBlocks(blocks, counter) {
	return blocks.map(({ heading, whole, text, kept, ...part }) => {
		const ofHeading = visibleLength(heading);
		const charactersWhole = visibleLength(whole) - ofHeading;
		const charactersRead = Math.max(0, visibleLength(kept) - ofHeading);
		return {
			...part,
			tokensWhole: counter.count(whole),
			tokensGiven: counter.count(text),
			charactersWhole,
			charactersRead,
			cut: charactersRead < charactersWhole
		};
	});
}
/** Sections whose lower-cased name contains the word come first, in the order of these words. */
const PRIORITY = [
	"methods",
	"materials and methods",
	"materials & methods",
	"method",
	"methodology",
	"results",
	"result",
	"introduction",
	"intro",
	"background",
	"discussion",
	"conclusion",
	"conclusions",
	"supplementary",
	"supplemental",
	"supporting"
];
/** Which sections reach the prompt, and in which order: what the published pipeline does with a mapping from names to texts, its losses included. Every
*  section is either in the order or in the lost, and none is lost without a reason. */
function orderSections(sections) {
	const lost = [];
	const given = lastOfEach(sections.map(([name, text], index) => ({
		name,
		text,
		index
	})), lost);
	const cleaned = [];
	for (const { name, text, index } of given) {
		const clean = {
			name: strip(name),
			text: normaliseWhiteSpace(text ?? ""),
			index
		};
		if (clean.name === "") lost.push({
			name,
			index,
			why: "no name"
		});
		else if (clean.text === "") lost.push({
			name,
			index,
			why: "no text"
		});
		else cleaned.push(clean);
	}
	return {
		ordered: byPriority(lastOfEach(cleaned, lost), lost),
		lost: lost.sort((a, b) => a.index - b.index)
	};
}
/** As a mapping does: of equal names the last text stays, in the first's place. */
function lastOfEach(sections, lost) {
	const byName = /* @__PURE__ */ new Map();
	for (const section of sections) {
		const replaced = byName.get(section.name);
		if (replaced !== void 0) lost.push({
			name: replaced.name,
			index: replaced.index,
			why: "another section has its name"
		});
		byName.set(section.name, section);
	}
	return [...byName.values()];
}
/** Names that differ in case only count as equal here, and the first that is taken wins. */
function byPriority(sections, lost) {
	const taken = /* @__PURE__ */ new Map();
	for (const word of [...PRIORITY, ""]) for (const section of sections) {
		const key = section.name.toLowerCase();
		if (key.includes(word) && !taken.has(key)) taken.set(key, section);
	}
	for (const { name, index } of sections.filter((section) => taken.get(section.name.toLowerCase()) !== section)) lost.push({
		name,
		index,
		why: "another section has its name"
	});
	return [...taken.values()];
}

export { buildPrompt as n, SYSTEM_PROMPT as t };