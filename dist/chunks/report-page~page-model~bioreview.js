import { o as readTextFile } from "./shared~data-file~action~action-post.js";
import { c as OutputError, o as ManuscriptError } from "./shared~errors.js";
import { r as extensionOf } from "./manuscript~file-tree~action.js";
import { n as readManuscript } from "./manuscript~projects~action.js";
import { t as articleOf } from "./review~article.js";
import { t as passageReadings } from "./review~passage-readings~action.js";
import { d as anchorsIn, l as anchorFinder, n as firstRevision, o as changesBetween } from "./revision~change-signals~bioreview.js";
import { n as SEVERITIES, t as CATEGORIES } from "./shared~concern~action~action-post.js";
import { n as lastReviewed, r as reportOf } from "./publish~report.js";
import { r as noteLines } from "./publish~review-notes~bioreview.js";
import { r as visibleText, t as escapeMarkdown } from "./publish~sanitise.js";
import { a as lastPlace, o as latestRevision } from "./revision~ledger~action~action-post.js";
import { a as sentencesOf } from "./manuscript~sentences~action.js";
import { n as causeText, o as severityCounts } from "./publish~items~action~action-post.js";
import { i as fromSnakeCase, n as counted, t as capitalize } from "./shared~text.js";
import { t as diffArrays } from "./diff~action.js";
import { a as U, i as $, n as z, r as j, t as a } from "./small-libraries~bioreview.js";
import { join } from "node:path";
import { hash } from "node:crypto";

// src/report-page/inputs.ts
/** What the page needs of the disk and of the manuscript's tree: its own script and style, and the authors' response letters. */
/** @param program folder of the bundle that runs: what the page has of its own lies below it
*  @throws OutputError where it is not there */
async function readPageAssets(program) {
	const read = (name) => {
		const path = join(program, "report-page", name);
		return readTextFile(path, (fault, cause) => {
			return new OutputError({
				code: "page-assets-missing",
				at: path,
				fault,
				remedy: "Use BioReview from its whole repository; there, npm run build makes it anew",
				cause
			});
		});
	};
	const [script, style] = await Promise.all([read("page.js"), read("page.css")]);
	return {
		script,
		style
	};
}
/** A review that was just made, with what lies beside its manuscript. @param files that it was read from */
async function reviewInput(review, manuscript, files) {
	const ledger = placedLedger(review.manuscript.revision, review.concerns, manuscript);
	const letters = await readLetters(files, manuscript.leftOut);
	return {
		ledger,
		review,
		text: manuscript,
		readings: readingsOf(manuscript, review),
		...letters
	};
}
/** A comparison that was just made. @param old text of the revision before; undefined where it is gone */
async function comparisonInput(comparison, manuscript, old, files) {
	const { ledger, review } = comparison;
	const letters = await readLetters(files, manuscript.leftOut);
	return {
		ledger,
		comparison,
		review,
		text: manuscript,
		readings: readingsOf(manuscript, review),
		old,
		...letters
	};
}
/** How much of each passage the review read; empty where there is no review. */
function readingsOf(text, review) {
	return review === void 0 ? [] : passageReadings(articleOf(text), review.prompt);
}
/** The ledger of a review that nothing was compared with: places by words alone, which needs no embedder and finds nearly as much. */
function placedLedger(label, concerns, text) {
	const find = anchorFinder("words", () => {
		throw new RangeError("words alone need no embeddings");
	});
	return firstRevision(label, concerns, anchorsIn(concerns, text, find)).ledger;
}
/** Formats that are read as a letter. */
const LETTERS = /* @__PURE__ */ new Set([
	"md",
	"markdown",
	"tex",
	"rmd",
	"qmd"
]);
/** The letters that were left out of the paper for being such. @param leftOut of the manuscript that was read from the tree */
async function readLetters(files, leftOut) {
	const named = leftOut.filter(({ file, lines, why }) => lines === void 0 && why === "response to reviewers" && LETTERS.has(extensionOf(file).toLowerCase().replace(/^\./, "")));
	const letters = [];
	const faults = [];
	for (const file of new Set(named.map((one) => one.file))) try {
		letters.push({
			file,
			text: await readManuscript(files, { manuscript: file })
		});
	} catch (error) {
		if (!(error instanceof ManuscriptError)) throw error;
		faults.push(`The response letter ${file} is not shown: ${error.fault}.`);
	}
	return {
		letters,
		faults
	};
}

// src/report-page/letter.ts
/** From this probability on, by the model of places that asks words alone, a point may be the answer to a concern. Read off three
*  real and invented letters, which answer other reviewers: of 11 pairs above it 9 speak of the same thing, of 11 below it 4. The
*  page says that it was found by words. */
const LEAST_PROBABILITY = .6;
/** @returns of each concern that a letter speaks to what it says, by id */
function authorsWords(letters, concerns) {
	const found = /* @__PURE__ */ new Map();
	const add = (id, words) => found.set(id, [...found.get(id) ?? [], words]);
	for (const letter of letters) {
		const points = pointsOf(letter);
		const named = new Map(concerns.map(({ id, text }) => [id, points.filter((point) => point.names.includes(id) || quotes(point, text))]));
		for (const [id, some] of named) for (const { point } of some) add(id, {
			...point,
			foundBy: "name"
		});
		const others = concerns.filter(({ id }) => (named.get(id) ?? []).length === 0);
		const unnamed = points.filter(({ names }) => names.length === 0);
		for (const [id, point] of byWords(unnamed, others)) add(id, {
			...point,
			foundBy: "words"
		});
	}
	return found;
}
/** Letters and digits at the beginning of a concern by which a quotation of it is known. */
const QUOTED = 50;
function quotes({ names, passages }, text) {
	const signs = (words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
	const beginning = signs(text).slice(0, QUOTED);
	return names.length === 0 && beginning.length === QUOTED && passages.some((passage) => signs(passage.text).includes(beginning));
}
/** All points of a letter, in its order. */
function letterPoints(letter) {
	return pointsOf(letter).map(({ point }) => point);
}
const NAME = /\bC[1-9]\d*\b/g;
/** What a reviewer's comment begins with, where authors set it off: italics or a quotation in Markdown or LaTeX, or a label. */
const COMMENT = /^\s*(?:[*_>]|\\(?:textit|emph|textsl|itshape)\b|\{\\(?:it|em|sl)\b|(?:\W*)(?:comment|point|concern|question|q|r\d)\s*\d*\s*[.:)])/i;
/** What a heading or a paragraph begins with that is about one concern, as in the skeleton that we write. */
const NAMED = /^\W*C[1-9]\d*\b/;
/** In bold it is read as a heading that runs in. */
const ANSWER = /^Answer\s*(?::\s*|$)/i;
/** Nothing was written into the skeleton. */
const EMPTY = /^[….\s]*$/;
/** A heading, or a comment that is set off, begins a point; in a letter without either each paragraph is one. What begins with a
*  concern's name ends at the next heading or name. */
function pointsOf({ file, text }) {
	const passages = [...text.abstract, ...text.sections.flatMap((section) => section.passages)];
	const isComment = ({ kind, source }) => kind !== "heading" && COMMENT.test(source);
	const isPlain = !passages.some((passage) => isComment(passage) || NAMED.test(passage.text));
	const groups = [];
	for (const passage of passages) {
		const group = groups.at(-1);
		const first = group?.[0];
		const isOfName = first !== void 0 && NAMED.test(first.text);
		const isBelow = isOfName && (passage.level ?? 0) > (first.level ?? 0);
		const begins = passage.kind === "heading" && !isBelow || NAMED.test(passage.text);
		const isUnderHeading = group?.every(({ kind }) => kind === "heading") === true;
		const continues = isOfName || isUnderHeading || !(isPlain || isComment(passage));
		if (group !== void 0 && !begins && continues) group.push(passage);
		else groups.push([passage]);
	}
	return groups.flatMap((group) => pointOf(visibleText(file), group));
}
/** @returns none for a heading alone, or a skeleton that was not filled in */
function pointOf(file, group) {
	const [first] = group;
	const body = group.filter(({ kind }) => kind !== "heading");
	if (first === void 0 || body.length === 0) return [];
	const names = [...new Set(group.slice(0, 2).flatMap(({ text }) => text.match(NAME) ?? []))];
	const answer = names.length === 0 ? -1 : group.findIndex(({ text }) => ANSWER.test(text));
	const told = answer < 0 ? body : group.slice(answer);
	const paragraphs = told.map(({ text }) => visibleText(text.replace(ANSWER, ""))).filter((paragraph) => !EMPTY.test(paragraph));
	if (paragraphs.length === 0) return [];
	return [{
		point: {
			file,
			startLine: (told[0] ?? first).startLine,
			paragraphs
		},
		names,
		passages: body
	}];
}
/** Pairs of a concern and a point, each the other's likeliest. */
function byWords(points, concerns) {
	if (points.length === 0 || concerns.length === 0) return [];
	const passages = points.map(({ point, passages }) => {
		const text = passages.map((passage) => passage.text).join(" ");
		const line = passages[0]?.startLine ?? point.startLine;
		return {
			kind: "paragraph",
			file: point.file,
			startLine: line,
			endLine: line,
			source: text,
			text,
			lines: [{
				offset: 0,
				line
			}]
		};
	});
	const find = anchorFinder("words", () => {
		throw new RangeError("words alone need no embeddings");
	});
	const anchors = anchorsIn(concerns, {
		title: void 0,
		abstract: [],
		sections: [{
			name: "",
			passages
		}]
	}, find);
	const likeliest = /* @__PURE__ */ new Map();
	for (const { passage, probability } of anchors.flat()) likeliest.set(passage, Math.max(probability, likeliest.get(passage) ?? 0));
	return concerns.flatMap(({ id }, k) => {
		const best = anchors[k]?.[0];
		if (best === void 0 || best.probability < Math.max(LEAST_PROBABILITY, likeliest.get(best.passage) ?? 1)) return [];
		const point = points[passages.indexOf(best.passage)]?.point;
		return point === void 0 ? [] : [[id, point]];
	});
}

// src/report-page/concerns.ts
/** In the order of ids. */
function concernViews({ ledger, comparison, review, text, sections, letters }) {
	const quotes = new Map(review?.concerns.map((concern) => [concern.text, concern.quote]));
	const asked = ledger.concerns.map(({ id, text: words, category, severity }) => {
		const quote = quotes.get(words);
		return {
			id,
			text: words,
			category,
			severity,
			...quote !== void 0 && { quote }
		};
	});
	const pinOf = pinFinder({
		ledger,
		comparison,
		text,
		sections
	}, asked);
	const said = authorsWords(letters, asked);
	const report = comparison === void 0 ? void 0 : reportOf(comparison);
	const items = new Map(report?.groups.flatMap(({ kind, title, items }) => items.map((item) => [item.id, {
		kind,
		title,
		item
	}])));
	const isFirst = comparison?.old === void 0;
	const placeOfPassage = new Map(sections.flatMap(({ passages }) => passages.map((entry) => [entry.key, entry])));
	return ledger.concerns.map((concern) => {
		const { id, text: words, severity, category, state, history } = concern;
		const { kind, title, item } = items.get(id) ?? {};
		const pinned = pinOf(concern);
		const entry = typeof pinned === "string" ? void 0 : placeOfPassage.get(pinned.passage);
		const cause = causeOf(concern);
		const reason = item?.reason;
		return {
			id,
			severity,
			category,
			state,
			text: visibleText(words),
			...item?.textBefore !== void 0 && { earlierText: visibleText(item.textBefore) },
			...item?.severityBefore !== void 0 && { severityBefore: item.severityBefore },
			...kind !== void 0 && title !== void 0 && !isFirst && { change: {
				kind,
				title
			} },
			...reason !== void 0 && { reason: visibleText(reason) },
			...cause !== void 0 && { cause },
			...typeof pinned === "string" ? { unpinned: pinned } : { pin: pinned },
			...entry !== void 0 && {
				section: entry.section,
				place: placeText(entry, pinned)
			},
			history: history.map(({ revision, outcome, because, by }) => ({
				revision,
				outcome,
				because: visibleText(because),
				...by !== void 0 && { by: visibleText(by) }
			})),
			authorsSay: said.get(id) ?? []
		};
	});
}
function categoryText(category) {
	return fromSnakeCase(category);
}
function placeText({ passage, sentences }, pinned) {
	const first = typeof pinned === "string" ? void 0 : sentences.find(({ key }) => key === pinned.sentences[0]);
	return visibleText(`${passage.file}:${first?.sentence.startLine ?? passage.startLine}`);
}
/** What settled it, or settled a part of it; undefined where that is undone by what came later. */
function causeOf({ state, history }) {
	const last = history.findLast(({ outcome, cause }) => cause !== void 0 || outcome !== "not repeated");
	if (state === "dismissed" || last?.cause === void 0) return void 0;
	const { cause, revision } = last;
	return {
		because: causeText(cause),
		revision: cause.since ?? revision,
		changes: cause.changes.map(({ before, after }) => ({
			...before !== void 0 && { before: visibleText(before.text) },
			...after !== void 0 && { after: visibleText(after.text) }
		}))
	};
}
/** Stages at which the ledger forgot where open concerns stand. */
const WITHOUT_PLACES = ["open texts", "closed concerns"];
/** Of each concern its place in the text that is shown; the likeliest sentence, by words alone, decides within a passage. */
function pinFinder({ ledger, comparison, text, sections }, asked) {
	const passages = sections.flatMap((section) => section.passages);
	const find = anchorFinder("words", () => {
		throw new RangeError("words alone need no embeddings");
	});
	const { title } = text;
	const sentences = new Map(passages.map(({ passage, sentences }) => [passage, sentences.map(({ sentence }) => sentence)]));
	if (title !== void 0) sentences.set(title, sentencesOf(title));
	const anchors = new Map(find(asked, text, sentences).map((found, k) => [asked[k]?.id, found]));
	const entryOf = new Map(passages.map((entry) => [entry.passage, entry]));
	const bySentence = new Map(passages.flatMap((entry) => entry.sentences.map(({ key, sentence }) => [sentence.text, {
		entry,
		key
	}])));
	const evidence = new Map(comparison?.evidence?.map(({ id, before }) => [id, before]));
	const shown = lastReviewed(ledger);
	const inPassage = (entry, id) => {
		const anchor = anchors.get(id)?.find(({ passage }) => passage === entry.passage);
		const starts = new Set(anchor?.sentences.map(({ start }) => start));
		const some = entry.sentences.filter(({ sentence }) => starts.has(sentence.start));
		return {
			passage: entry.key,
			sentences: (some.length > 0 ? some : entry.sentences).map(({ key }) => key)
		};
	};
	const quoted = (texts) => {
		const found = texts.flatMap((words) => bySentence.get(words) ?? []);
		const [first] = found;
		if (first === void 0) return void 0;
		const keys = new Set(found.filter(({ entry }) => entry === first.entry).map(({ key }) => key));
		return {
			passage: first.entry.key,
			sentences: first.entry.sentences.map(({ key }) => key).filter((key) => keys.has(key))
		};
	};
	const byWords = (id) => {
		const [entry] = anchors.get(id)?.flatMap(({ passage }) => entryOf.get(passage) ?? []) ?? [];
		return entry === void 0 ? void 0 : inPassage(entry, id);
	};
	const atPlace = (place, id) => {
		const holds = (passage) => passage.file === place.file && passage.startLine <= place.startLine && place.endLine <= passage.endLine;
		if (title !== void 0 && holds(title)) return "whole paper";
		const fits = passages.filter(({ passage }) => holds(passage));
		const best = fits.find(({ passage }) => passage === anchors.get(id)?.[0]?.passage) ?? fits[0];
		return best === void 0 ? void 0 : inPassage(best, id);
	};
	return (concern) => {
		const { id, state, history } = concern;
		if (state === "resolved") {
			const causes = history.flatMap(({ cause }) => cause?.changes ?? []);
			return quoted(causes.flatMap(({ after }) => after?.text ?? [])) ?? "text gone";
		}
		const last = lastPlace(concern, ledger);
		if (last === void 0) return (WITHOUT_PLACES.includes(ledger.shortened) ? byWords(id) : void 0) ?? "whole paper";
		return (last.revision === shown ? atPlace(last.place, id) : void 0) ?? quoted(evidence.get(id)?.map(({ text: words }) => words) ?? []) ?? byWords(id) ?? "text gone";
	};
}

// src/report-page/author-copy.ts
/** What authors take away as Markdown: a checklist of what is open, and the skeleton of a response letter. All foreign words pass
*  the escaping of publish/: pasted into GitHub they mention nobody and command nothing. */
/** One item for each open concern, in the given order. */
function openChecklist(concerns, { title, revision }) {
	const items = concerns.filter(({ state }) => state === "open").map(({ id, severity, category, text, place }) => `- [ ] **${id}** (${severity}, ${categoryText(category)}${place === void 0 ? "" : `, ${escapeMarkdown(place)}`}) ${escapeMarkdown(text)}`);
	return `${[`Open concerns about ${escapeMarkdown(title)}, ${escapeMarkdown(revision)}:`, items.length === 0 ? "None is open." : items.join("\n")].join("\n\n")}\n`;
}
/** A section for each concern that is open or was resolved: its words, where it stands, what changed, and room for the answer. A
*  letter that keeps the headings is found again beside its concerns. */
function responseLetter(concerns, { title, revision }) {
	const asked = concerns.filter(({ state }) => state !== "dismissed");
	return `${[
		"# Response to reviewers",
		`On ${escapeMarkdown(title)}, ${escapeMarkdown(revision)}. The concerns were raised by a language model. Keep the headings: BioReview finds each answer by the name in it.`,
		...asked.length === 0 ? ["No concern was raised."] : asked.flatMap(letterSection)
	].join("\n\n")}\n`;
}
function letterSection({ id, severity, category, text, place, cause, state }) {
	const where = place === void 0 ? "the whole paper" : escapeMarkdown(place);
	return [
		`## ${id} · ${severity} · ${categoryText(category)}`,
		`> ${escapeMarkdown(text)}`,
		`**Where:** ${where}`,
		...cause === void 0 ? ["**What changed:** …"] : [`**What changed** in revision ${cause.revision}: ${cause.because}${state === "open" ? ", which settles a part of it" : ""}.`, ...cause.changes.flatMap(({ before, after }) => [...before === void 0 ? [] : [`> Before: ${escapeMarkdown(before)}`], ...after === void 0 ? [] : [`> Now: ${escapeMarkdown(after)}`]])],
		"**Answer:** …"
	];
}

// src/report-page/table.ts
/** @returns rows of cells; undefined for a table whose cells cannot be separated */
function tableCells({ kind, source, text }) {
	if (kind !== "table" || source === text) return void 0;
	const rows = source.includes("\\begin{tabular") ? latexRows(source) : pipeRows(source);
	if (rows.length < 2 || rows.every((row) => row.length < 2)) return void 0;
	return fitted(rows, text);
}
/** GitHub's tables: a row a line, with a line of dashes below the head. */
function pipeRows(source) {
	return source.split("\n").filter((line) => line.includes("|")).flatMap((line) => {
		const cells = line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/);
		return cells.every((cell) => /^\s*:?-+:?\s*$/.test(cell)) ? [] : [cells];
	});
}
/** A row ends with `\\`, a cell with `&`. */
function latexRows(source) {
	const [, body = ""] = /\\begin\{tabular[^}]*\}(?:\[[^\]]*\])?(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})?([\s\S]*?)\\end\{tabular/.exec(source) ?? [];
	return body.split(/\\\\(?:\[[^\]]*\])?/).map((row) => row.split(/(?<!\\)&/)).filter((row) => row.some((cell) => signsOf(cell) !== ""));
}
/** What of a cell's source a reader sees, as far as letters and digits tell. */
function signsOf(cell) {
	return cell.replace(/\]\([^)]*\)/g, "]").replace(/\[?@[\w:./-]+\]?|\\cite\w*\{[^}]*\}/g, "[cite]").replace(/\\(?:begin|end|label)\{[^}]*\}|\\[A-Za-z]+/g, "").replace(/[^\p{L}\p{N}]+/gu, "");
}
/** @returns the text cut where the cells' signs end; undefined where the two do not agree to the end */
function fitted(rows, text) {
	let at = 0;
	const cells = [];
	for (const row of rows) {
		const own = [];
		for (const cell of row) {
			const end = endOf(signsOf(cell), tailOf(cell), text, at);
			if (end === void 0) return void 0;
			own.push(text.slice(at, end).trim());
			at = end;
		}
		cells.push(own);
	}
	return /[\p{L}\p{N}]/u.test(text.slice(at)) ? void 0 : cells;
}
/** What stands behind a cell's last sign, such as `%`. */
function tailOf(cell) {
	return (/[^\p{L}\p{N}]*$/u.exec(cell.replaceAll("\\", ""))?.[0] ?? "").replace(/[*_`{}\s]+/g, "");
}
/** Where these signs end in the text, with what follows them up to a blank, and with the cell's tail. */
function endOf(signs, tail, text, from) {
	let at = from;
	for (const sign of signs) {
		const next = /[\p{L}\p{N}]/u.exec(text.slice(at));
		if (next === null || !sign.startsWith(next[0])) return void 0;
		at += next.index + next[0].length;
	}
	if (signs === "") return from;
	let rest = text.slice(at);
	for (const sign of tail) {
		const after = rest.trimStart();
		if (!after.startsWith(sign)) break;
		rest = after.slice(sign.length);
	}
	return text.length - rest.length + (/^[^\p{L}\p{N}\s]*(?=\s|$)/u.exec(rest)?.[0].length ?? 0);
}

// src/report-page/paper.ts
/** A text as the page lays it out: sections and blocks in reading order, each passage and sentence with a key that ties concerns,
*  changes and elements together. Invariant: the words of a block are those that were read, in their order; what the model did
*  not get is marked to the character. */
/** @param prefix of all keys, so that those of two texts on one page differ
*  @param sentencesIn of a passage, where they are known already */
function keyedSections({ abstract, sections }, prefix, sentencesIn = sentencesOf) {
	let count = 0;
	return [...abstract.length === 0 ? [] : [{
		name: "Abstract",
		passages: abstract
	}], ...sections].map(({ name, passages }, k) => {
		const section = `${prefix}sec${k + 1}`;
		return {
			key: section,
			name,
			passages: passages.map((passage) => {
				const key = `${prefix}p${++count}`;
				const sentences = sentencesIn(passage).map((sentence, s) => ({
					key: `${key}-${s + 1}`,
					sentence
				}));
				return {
					key,
					passage,
					level: passage.level,
					section,
					sentences
				};
			})
		};
	});
}
/** @param pins of concerns by id
*  @param readings of all passages; one that is not among them was read whole */
function paperSections(sections, pins, readings) {
	const bySentence = /* @__PURE__ */ new Map();
	const byPassage = /* @__PURE__ */ new Map();
	for (const [id, { passage, sentences }] of pins) {
		byPassage.set(passage, [...byPassage.get(passage) ?? [], id]);
		for (const key of sentences) bySentence.set(key, [...bySentence.get(key) ?? [], id]);
	}
	const lastOf = new Map([...pins].map(([id, { sentences }]) => [id, sentences.at(-1)]));
	const readingOf = new Map(readings.map((reading) => [reading.passage, reading]));
	return sections.map(({ key, name, passages }) => ({
		key,
		name: visibleText(name),
		needsHeading: name !== "" && passages[0]?.passage.kind !== "heading",
		blocks: passages.map((entry) => {
			const { passage, level = 1 } = entry;
			const reading = readingOf.get(passage);
			const pinned = byPassage.get(entry.key) ?? [];
			const cells = reading === void 0 || reading.read === "whole" ? tableCells(passage) : void 0;
			const order = (id) => entry.sentences.findIndex((sentence) => sentence.key === pins.get(id)?.sentences[0]);
			return {
				key: entry.key,
				kind: passage.kind,
				level: Math.min(6, level + 1),
				file: visibleText(passage.file),
				startLine: passage.startLine,
				read: reading?.read ?? "whole",
				...cells !== void 0 && { cells: cells.map((row) => row.map(visibleText)) },
				spans: spansOf(entry, reading?.until ?? passage.text.length, bySentence, lastOf),
				pinned: [...pinned].sort((a, b) => order(a) - order(b))
			};
		})
	}));
}
/** Sentences of which nothing is to be said are one span, so that the page stays small. */
function spansOf({ passage, sentences }, until, bySentence, lastOf) {
	const spans = [];
	const put = (span) => {
		const last = spans.at(-1);
		if (last !== void 0 && last.concerns.length + span.concerns.length === 0 && last.unread === span.unread) spans[spans.length - 1] = {
			...last,
			text: last.text + span.text
		};
		else if (span.text !== "") spans.push(span);
	};
	const words = (from, to) => visibleText(passage.text.slice(from, to));
	const plain = (from, to) => {
		for (const [a, b, unread] of halves(from, to, until)) put({
			text: words(a, b),
			concerns: [],
			references: [],
			unread
		});
	};
	let at = 0;
	for (const { key, sentence } of sentences) {
		plain(at, sentence.start);
		at = sentence.end;
		const concerns = bySentence.get(key) ?? [];
		if (concerns.length === 0) {
			plain(sentence.start, sentence.end);
			continue;
		}
		const parts = halves(sentence.start, sentence.end, until);
		for (const [k, [a, b, unread]] of parts.entries()) {
			const references = k === parts.length - 1 ? concerns.filter((id) => lastOf.get(id) === key) : [];
			put({
				text: words(a, b),
				...k === 0 && { key },
				concerns,
				references,
				unread
			});
		}
	}
	plain(at, passage.text.length);
	return spans;
}
/** A range, parted where reading ended. @returns start, end, and whether it was not read; no empty part */
function halves(from, to, until) {
	const middle = Math.max(from, Math.min(to, until));
	return [[
		from,
		middle,
		false
	], [
		middle,
		to,
		true
	]].filter(([a, b]) => a < b);
}

// src/report-page/side-by-side.ts
/** Two texts side by side, by the alignment of their sentences that concerns are followed with. Invariant: every passage of
*  either text stands in exactly one row, and what is marked as changed is no word that the alignment found on the other side. */
/** Rows in the order of the new text; what was removed stands behind what it followed. Titles come first. */
function sideBySide(old, now, changes = changesBetween(old, now)) {
	const [before, after] = [keyedPassages(old, "o"), keyedPassages(now, "")];
	const wordsOf = sentenceMarks(changes);
	const groups = groupsOf(before, after, changes);
	const staying = longestAscent(groups.map(({ old, now }) => now.length === 0 ? -1 : old[0] ?? -1));
	return ordered(groups).map((group) => {
		const olds = group.old.flatMap((k) => before[k] ?? []);
		const nows = group.now.flatMap((k) => after[k] ?? []);
		const sentences = {
			old: sentencesIn(olds, changes),
			now: sentencesIn(nows, changes)
		};
		const cell = (list) => list.map((entry) => diffPassage(entry, changes, wordsOf));
		return {
			kind: kindOf(group, sentences, changes, staying.has(groups.indexOf(group))),
			section: visibleText((nows[0] ?? olds[0])?.section ?? ""),
			old: cell(olds),
			now: cell(nows),
			sentences
		};
	});
}
/** With the title in front, and the name of its section in the place of a section's key. */
function keyedPassages(text, prefix) {
	const { title } = text;
	const first = title === void 0 ? [] : [{
		key: `${prefix}title`,
		passage: title,
		level: 1,
		section: "",
		sentences: []
	}];
	const rest = keyedSections(text, prefix, () => []).flatMap(({ name, passages }) => passages.map((entry) => ({
		...entry,
		section: name
	})));
	return [...first, ...rest];
}
/** The connected parts of "has a sentence of". */
function groupsOf(before, after, { passages }) {
	const indexOfNow = new Map(after.map(({ passage }, k) => [passage, k]));
	const parent = Array.from({ length: before.length + after.length }, (_, k) => k);
	const find = (k) => {
		let at = k;
		while (parent[at] !== at) at = parent[at] ?? at;
		return at;
	};
	for (const [i, { passage }] of before.entries()) {
		const diff = passages.get(passage);
		const now = diff === void 0 || diff.kind === "removed" ? [] : diff.now;
		for (const target of now) {
			const j = indexOfNow.get(target);
			if (j !== void 0) parent[find(before.length + j)] = find(i);
		}
	}
	const groups = /* @__PURE__ */ new Map();
	for (const k of parent.keys()) {
		const root = find(k);
		const group = groups.get(root) ?? {
			old: [],
			now: []
		};
		groups.set(root, group);
		if (k < before.length) group.old.push(k);
		else group.now.push(k - before.length);
	}
	return [...groups.values()].sort((a, b) => (a.now[0] ?? Number.POSITIVE_INFINITY) - (b.now[0] ?? Number.POSITIVE_INFINITY));
}
/** @param groups those of the new text in its order, then what was removed */
function ordered(groups) {
	const rows = groups.filter(({ now }) => now.length > 0);
	const removed = groups.filter(({ now }) => now.length === 0).sort((a, b) => (a.old[0] ?? 0) - (b.old[0] ?? 0));
	for (const group of removed) {
		const before = (group.old[0] ?? 0) - 1;
		rows.splice(rows.findIndex(({ old }) => old.includes(before)) + 1, 0, group);
	}
	return rows;
}
/** @param values -1 for what has no place in the old text
*  @returns the positions of a longest ascending subsequence: what stayed where it was, all else having moved */
function longestAscent(values) {
	const ends = [];
	const before = [];
	for (const [k, value] of values.entries()) {
		if (value < 0) continue;
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = low + high >> 1;
			if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
			else high = middle;
		}
		before[k] = low === 0 ? void 0 : ends[low - 1];
		ends[low] = k;
	}
	const chosen = /* @__PURE__ */ new Set();
	for (let k = ends.at(-1); k !== void 0; k = before[k]) chosen.add(k);
	return chosen;
}
function kindOf({ old, now }, sentences, { sentences: diffs, added, reworded }, stays) {
	if (now.length === 0) return "removed";
	if (old.length === 0) return "added";
	if (sentences.old.every((sentence) => ["same", "moved"].includes(diffs.get(sentence)?.kind ?? "")) && !sentences.now.some((sentence) => added.has(sentence) || reworded.has(sentence))) return stays ? "same" : "moved";
	return stays ? "reworded" : "moved and reworded";
}
function sentencesIn(entries, { sentencesOf }) {
	return entries.flatMap(({ passage }) => sentencesOf.get(passage) ?? []);
}
function diffPassage({ key, passage }, { sentencesOf }, wordsOf) {
	const { kind, file, startLine } = passage;
	const words = (sentencesOf.get(passage) ?? []).flatMap((sentence) => wordsOf(sentence));
	return {
		kind,
		key,
		file: visibleText(file),
		startLine,
		words: joined(words)
	};
}
/** Of each sentence of both texts its words, marked by what the other side has of them. */
function sentenceMarks({ sentences, added, reworded }) {
	const nowsOf = /* @__PURE__ */ new Map();
	const oldsOf = /* @__PURE__ */ new Map();
	const link = (old, now) => {
		nowsOf.set(old, [.../* @__PURE__ */ new Set([...nowsOf.get(old) ?? [], now])]);
		oldsOf.set(now, [.../* @__PURE__ */ new Set([...oldsOf.get(now) ?? [], old])]);
	};
	for (const [old, diff] of sentences) if (diff.kind === "reworded") link(old, diff.now);
	for (const [now, old] of reworded) link(old, now);
	return (sentence) => {
		const { text } = sentence;
		const others = nowsOf.get(sentence) ?? oldsOf.get(sentence);
		if (others !== void 0) return markedWords(text, others.map((other) => other.text).join(" "));
		const gone = sentences.get(sentence)?.kind === "removed" || added.has(sentence);
		return [{
			text: visibleText(text),
			changed: gone
		}];
	};
}
/** The words of a wording, marked where the other one does not have them in this order. */
function markedWords(own, other) {
	return diffArrays(own.split(/\s+/), other.split(/\s+/)).flatMap(({ value, added, removed }) => added ? [] : [{
		text: visibleText(value.join(" ")),
		changed: removed
	}]);
}
function joined(words) {
	const all = [];
	for (const run of words) {
		const last = all.at(-1);
		if (last?.changed === run.changed) all[all.length - 1] = {
			text: `${last.text} ${run.text}`,
			changed: run.changed
		};
		else all.push(run);
	}
	return all;
}

// src/report-page/page-model.ts
/** All that the report shows, as data: made of a result, the texts that it is about and the authors' letters. Pure: the
*  components only lay out what stands here, and every foreign word in it has passed the sanitiser. Invariant: each concern of
*  the ledger is in it once, whether or not it has a place. */
/** @param input whose ledger has at least one revision, of which the last one reviewed is that of `text` */
function pageModel(input) {
	const { ledger, comparison, review, text, readings, old, letters } = input;
	const changes = old === void 0 ? void 0 : input.changes ?? changesBetween(old, text);
	const keyed = keyedSections(text, "", changes && ((passage) => changes.sentencesOf.get(passage) ?? []));
	const views = concernViews({
		ledger,
		comparison,
		review,
		text,
		sections: keyed,
		letters
	});
	const pins = new Map(views.flatMap(({ id, pin }) => pin === void 0 ? [] : [[id, pin]]));
	const sections = paperSections(keyed, pins, readings);
	const concerns = inReadingOrder(views, sections);
	const title = visibleText(text.title?.text ?? "") || "A manuscript without a title";
	const now = latestRevision(ledger) ?? {
		number: 1,
		label: review?.manuscript.revision ?? ""
	};
	const before = comparison?.old === void 0 ? void 0 : ledger.revisions.at(-2);
	const head = {
		title,
		revision: `revision ${now.number}${now.label === "" ? "" : ` (${now.label})`}`
	};
	const caution = comparison?.caution ?? review?.caution;
	return {
		title,
		language: text.language ?? "en",
		formulas: syntaxOf(sections[0]?.blocks[0]?.file ?? ""),
		revision: {
			number: now.number,
			label: visibleText(now.label)
		},
		...before !== void 0 && { before: {
			number: before.number,
			label: visibleText(before.label)
		} },
		...caution !== void 0 && { caution: visibleText(caution) },
		remarks: comparison === void 0 ? [] : remarksOf(comparison),
		concerns,
		sections,
		...old !== void 0 && { changes: changesView(sideBySide(old, text, changes), ledger, concerns) },
		timeline: timelineOf(ledger),
		forgotten: ledger.forgotten,
		letters: letters.map((letter) => ({
			file: visibleText(letter.file),
			points: letterPoints(letter)
		})),
		notes: [...review === void 0 ? [] : noteLines(review), ...input.faults ?? []].map(visibleText),
		checklist: openChecklist(bySeverity(concerns), head),
		response: responseLetter(concerns, head)
	};
}
/** By the file that a formula stands in. */
function syntaxOf(file) {
	return extensionOf(file) === "typ" ? "typst" : "tex";
}
function remarksOf(comparison) {
	const { cosmetic, remarks } = reportOf(comparison);
	return [
		...comparison.notes ?? [],
		...cosmetic === void 0 ? [] : [cosmetic],
		...remarks
	].map(visibleText);
}
function bySeverity(concerns) {
	return [...concerns].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
function inReadingOrder(views, sections) {
	const order = new Map(sections.flatMap(({ blocks }) => blocks.flatMap(({ pinned }) => pinned)).map((id, k) => [id, k]));
	const rank = ({ id, unpinned }) => unpinned === "whole paper" ? -1 : order.get(id) ?? Number.POSITIVE_INFINITY;
	return bySeverity(views).sort((a, b) => rank(a) === rank(b) ? 0 : rank(a) - rank(b));
}
/** Outcomes for which the text of the new revision is the place where they are raised. */
const RAISED = /* @__PURE__ */ new Set([
	"introduced",
	"reopened",
	"escalated",
	"noticed late"
]);
function changesView(rows, ledger, concerns) {
	const tags = /* @__PURE__ */ new Map();
	const tag = (row, id, role) => {
		if (row !== void 0) tags.set(row, [...tags.get(row) ?? [], {
			id,
			role
		}]);
		return row !== void 0;
	};
	const placed = /* @__PURE__ */ new Set();
	const shown = lastReviewed(ledger);
	const settled = ledger.concerns.flatMap(({ id, state, history }) => {
		const event = history.at(-1);
		if (event?.cause === void 0 || event.revision !== shown || state === "dismissed") return [];
		return [{
			id,
			role: state === "resolved" ? "settles" : event.because === "text removed" ? "removes the text" : "settles in part",
			cause: event.cause
		}];
	});
	for (const { id, role, cause } of settled) for (const { before, after } of cause.changes) {
		const holds = (list, words) => words !== void 0 && list.some((sentence) => sentence.text === words);
		if (tag(rows.find(({ sentences }) => holds(sentences.now, after?.text) && (before === void 0 || holds(sentences.old, before.text))) ?? rows.find(({ sentences }) => holds(sentences.now, after?.text)) ?? rows.find(({ sentences }) => holds(sentences.old, before?.text)), id, role)) placed.add(id);
	}
	for (const { id, change, pin } of concerns) if (change !== void 0 && pin !== void 0 && RAISED.has(change.kind)) tag(rows.find(({ now }) => now.some(({ key }) => key === pin.passage)), id, "raised here");
	const counts = {
		same: 0,
		moved: 0,
		reworded: 0,
		"moved and reworded": 0,
		removed: 0,
		added: 0
	};
	for (const { kind } of rows) counts[kind]++;
	return {
		rows: rows.map((row) => {
			const { sentences: _, ...shownRow } = row;
			return {
				...shownRow,
				concerns: tags.get(row) ?? []
			};
		}),
		counts,
		elsewhere: settled.map(({ id }) => id).filter((id) => !placed.has(id))
	};
}
/** What each revision of a ledger left open, brought and settled: replayed from the histories of its concerns. Compared are the
*  states from one revision to the next: what was settled and reopened within one counts for nothing. Where histories were
*  shortened, what lay between the first and last events of a concern is taken to have stood. */
function timelineOf({ revisions, concerns }) {
	return revisions.map(({ number, label, kind }, k) => {
		const before = revisions[k - 1]?.number ?? 0;
		const moves = concerns.map(({ history }) => ({
			from: history.findLast(({ revision }) => revision <= before),
			to: history.findLast(({ revision }) => revision <= number)
		}));
		const count = (holds) => moves.filter(({ from, to }) => holds({
			from: stateOf(from),
			to: stateOf(to)
		})).length;
		const open = moves.flatMap(({ to }) => to !== void 0 && stateOf(to) === "open" ? [to] : []);
		const openMajor = open.filter(({ severity }) => severity === "major").length;
		return {
			number,
			label: visibleText(label),
			isCosmetic: kind === "cosmetic",
			openMajor,
			openOther: open.length - openMajor,
			introduced: count(({ from, to }) => from === "unknown" && to !== "unknown"),
			resolved: count(({ from, to }) => from !== to && to === "resolved"),
			reopened: count(({ from, to }) => from !== to && (from === "resolved" || from === "dismissed")),
			dismissed: count(({ from, to }) => from !== to && to === "dismissed")
		};
	});
}
function stateOf(event) {
	if (event === void 0) return "unknown";
	return event.outcome === "resolved" || event.outcome === "dismissed" ? event.outcome : "open";
}

// src/report-page/render/formula.tsx
/** A formula of TeX or Typst as text that reads like one: letters, signs, what is raised or lowered, fractions on one line.
*  Invariant: what is not known stands as the source has it, and no sign of it is lost. Fails towards the source: a formula that
*  nests too deep, or whose braces do not match, is shown as it is. */
const SIGNS = {
	alpha: "α",
	beta: "β",
	gamma: "γ",
	delta: "δ",
	epsilon: "ε",
	varepsilon: "ε",
	zeta: "ζ",
	eta: "η",
	theta: "θ",
	iota: "ι",
	kappa: "κ",
	lambda: "λ",
	mu: "μ",
	nu: "ν",
	xi: "ξ",
	pi: "π",
	rho: "ρ",
	sigma: "σ",
	tau: "τ",
	upsilon: "υ",
	phi: "φ",
	varphi: "φ",
	chi: "χ",
	psi: "ψ",
	omega: "ω",
	Gamma: "Γ",
	Delta: "Δ",
	Theta: "Θ",
	Lambda: "Λ",
	Xi: "Ξ",
	Pi: "Π",
	Sigma: "Σ",
	Phi: "Φ",
	Psi: "Ψ",
	Omega: "Ω",
	sum: "∑",
	prod: "∏",
	int: "∫",
	partial: "∂",
	nabla: "∇",
	infty: "∞",
	pm: "±",
	mp: "∓",
	times: "×",
	cdot: "·",
	div: "÷",
	ast: "∗",
	circ: "°",
	degree: "°",
	le: "≤",
	leq: "≤",
	ge: "≥",
	geq: "≥",
	ne: "≠",
	neq: "≠",
	approx: "≈",
	sim: "∼",
	simeq: "≃",
	equiv: "≡",
	propto: "∝",
	ll: "≪",
	gg: "≫",
	in: "∈",
	notin: "∉",
	subset: "⊂",
	subseteq: "⊆",
	cup: "∪",
	cap: "∩",
	emptyset: "∅",
	forall: "∀",
	exists: "∃",
	mid: "|",
	vert: "|",
	Vert: "‖",
	to: "→",
	rightarrow: "→",
	leftarrow: "←",
	Rightarrow: "⇒",
	leftrightarrow: "↔",
	mapsto: "↦",
	ldots: "…",
	dots: "…",
	cdots: "⋯",
	prime: "′",
	ell: "ℓ",
	log: "log",
	ln: "ln",
	exp: "exp",
	max: "max",
	min: "min",
	sin: "sin",
	cos: "cos",
	tan: "tan",
	lim: "lim",
	quad: " ",
	qquad: " ",
	"%": "%",
	"&": "&",
	"#": "#",
	$: "$",
	_: "_",
	"{": "{",
	"}": "}",
	",": " ",
	";": " ",
	":": " ",
	" ": " ",
	"!": "",
	left: "",
	right: "",
	big: "",
	Big: "",
	bigg: "",
	Bigg: "",
	displaystyle: "",
	textstyle: "",
	limits: ""
};
/** They change how their argument looks, not what it says. */
const PLAIN = /* @__PURE__ */ new Set([
	"mathrm",
	"mathit",
	"mathbf",
	"mathsf",
	"mathcal",
	"mathbb",
	"text",
	"textit",
	"textrm",
	"operatorname",
	"boldsymbol"
]);
/** Combining characters that stand for an accent. */
const ACCENTS = {
	hat: "̂",
	bar: "̄",
	tilde: "̃",
	vec: "⃗",
	dot: "̇",
	ddot: "̈",
	overline: "̄"
};
const TOKEN$1 = /\\(?:[A-Za-z]+|[\s\S])|[\s\S]/gu;
const DEEPEST = 12;
/** How the formulas of a text are written. */
const Syntax = U("tex");
function Formula({ source }) {
	const tokens = j(Syntax) === "typst" ? typstTokens(source) : source.match(TOKEN$1) ?? [];
	let depth = 0;
	const balanced = tokens.every((token) => {
		depth += token === "{" ? 1 : token === "}" ? -1 : 0;
		return depth >= 0 && depth <= DEEPEST;
	});
	return /* @__PURE__ */ a("span", {
		class: "math",
		children: balanced && depth === 0 ? read(tokens) : source
	});
}
/** Names, numbers and quoted words are one sign each (https://typst.app/docs/reference/math/). */
const TYPST_TOKEN = /"[^"]*"|[A-Za-z]{2,}(?:\.[A-Za-z]+)*|\d+(?:\.\d+)?|\\[\s\S]|[\s\S]/gu;
/** Typst's formula in the tokens of TeX: what is raised or lowered in parentheses is a group, and braces are signs. */
function typstTokens(source) {
	const tokens = [];
	const closes = [];
	for (const token of source.match(TYPST_TOKEN) ?? []) if (token === "(") {
		const isGroup = /^[\^_]$/.test(tokens.at(-1) ?? "");
		closes.push(isGroup);
		tokens.push(isGroup ? "{" : token);
	} else if (token === ")") tokens.push(closes.pop() === true ? "}" : token);
	else tokens.push(signOfTypst(token));
	return tokens;
}
function signOfTypst(token) {
	if (token === "{" || token === "}") return `\\${token}`;
	if (token.length > 1 && token.startsWith("\"")) return token.slice(1, -1);
	return /^[A-Za-z]{2,}$/.test(token) && Object.hasOwn(SIGNS, token) ? `\\${token}` : token;
}
/** What the tokens say, one after the other. */
function read(tokens) {
	const said = [];
	let at = 0;
	/** The tokens of a group in braces, or the next one. */
	const argument = () => {
		while (tokens[at]?.trim() === "") at++;
		const begin = at;
		let open = 0;
		do
			open += tokens[at] === "{" ? 1 : tokens[at] === "}" ? -1 : 0;
		while (++at < tokens.length && open > 0);
		return tokens[begin] === "{" ? tokens.slice(begin + 1, at - 1) : tokens.slice(begin, at);
	};
	while (at < tokens.length) {
		const token = tokens[at++] ?? "";
		if (token === "^") said.push(/* @__PURE__ */ a("sup", { children: read(argument()) }));
		else if (token === "_") said.push(/* @__PURE__ */ a("sub", { children: read(argument()) }));
		else if (token.startsWith("\\")) said.push(...macro(token, argument));
		else if (token !== "{" && token !== "}") said.push(token);
	}
	return said;
}
function macro(token, argument) {
	const name = token.slice(1);
	if (Object.hasOwn(SIGNS, name)) return [SIGNS[name]];
	if (PLAIN.has(name)) return read(argument());
	const accent = Object.hasOwn(ACCENTS, name) ? ACCENTS[name] : void 0;
	if (accent !== void 0) return [...read(argument()), accent];
	if (name === "sqrt") return [
		"√(",
		...read(argument()),
		")"
	];
	if (name !== "frac" && name !== "dfrac" && name !== "tfrac") return [token];
	const [over, under] = [argument(), argument()];
	const part = (tokens) => tokens.join("").length > 1 && /[\s+\-=<>]/.test(tokens.join("")) ? [
		"(",
		...read(tokens),
		")"
	] : read(tokens);
	return [
		...part(over),
		" / ",
		...part(under)
	];
}

// src/report-page/render/words.tsx
/** Words of the paper and its concerns as text nodes: the one place where a text becomes elements. Nothing here takes markup. */
/** What the parser left of citations, references, computed values and formulas. As in pandoc a formula has a letter or sign
*  before its last dollar and no digit behind it, for "$5 or $10" are prices; only Typst's on lines of their own have a blank at
*  both ends. */
const TOKEN = /(\[(?:cite|ref|value)\]|\$\$?(?:\s[^$]*|[^$]*[^$\s])\$\$?(?!\d))/;
/** What the manuscript is written in, where it is another language than the page's own words: English. */
const Language = U(void 0);
/** Running text, with what stands for something else set off. */
function Prose({ text }) {
	const parts = text.split(TOKEN);
	return /* @__PURE__ */ a($, { children: parts.map((part, k) => {
		if (k % 2 === 0) return part;
		if (part.startsWith("$")) return /* @__PURE__ */ a(Formula, { source: part.replace(/^\$+|\$+$/g, "") });
		return /* @__PURE__ */ a("span", {
			class: "token",
			children: part
		});
	}) });
}
/** A sentence that concerns are about, lit, with their names behind it. */
function SpanWords({ span }) {
	const { text, key, concerns, references, unread } = span;
	const words = unread ? /* @__PURE__ */ a("span", {
		class: "unread",
		title: "The model did not get these words",
		children: /* @__PURE__ */ a(Prose, { text })
	}) : /* @__PURE__ */ a(Prose, { text });
	if (concerns.length === 0) return words;
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("mark", {
		id: key === void 0 ? void 0 : `s-${key}`,
		"data-concerns": concerns.join(" "),
		children: words
	}), references.map((id) => /* @__PURE__ */ a(Reference, { id }))] });
}
/** A table as a table: a concern about it is about all of it. */
function TableWords({ block, cells }) {
	const lit = block.spans.find(({ concerns }) => concerns.length > 0);
	const [head = [], ...rows] = cells;
	const cell = (text, isFirst) => {
		if (lit === void 0 || text === "") return /* @__PURE__ */ a(Prose, { text });
		return /* @__PURE__ */ a("mark", {
			id: isFirst && lit.key !== void 0 ? `s-${lit.key}` : void 0,
			"data-concerns": lit.concerns.join(" "),
			children: /* @__PURE__ */ a(Prose, { text })
		});
	};
	const first = head.findIndex((text) => text !== "");
	return /* @__PURE__ */ a($, { children: [/* @__PURE__ */ a("table", { children: [/* @__PURE__ */ a("thead", { children: /* @__PURE__ */ a("tr", { children: head.map((text, k) => text === "" ? /* @__PURE__ */ a("td", {}) : /* @__PURE__ */ a("th", {
		scope: "col",
		children: cell(text, k === first)
	})) }) }), /* @__PURE__ */ a("tbody", { children: rows.map((row) => /* @__PURE__ */ a("tr", { children: row.map((text) => /* @__PURE__ */ a("td", { children: cell(text, false) })) })) })] }), block.spans.flatMap(({ references }) => references.map((id) => /* @__PURE__ */ a(Reference, { id })))] });
}
function Reference({ id }) {
	return /* @__PURE__ */ a("a", {
		class: "reference",
		href: `#${id}`,
		"data-reference": id,
		"aria-label": `Concern ${id}`,
		children: id
	});
}
function BlockWords({ block }) {
	return /* @__PURE__ */ a($, { children: block.spans.map((span) => /* @__PURE__ */ a(SpanWords, { span })) });
}

// src/report-page/render/changes.tsx
function Changes({ model, changes }) {
	const concerns = new Map(model.concerns.map((concern) => [concern.id, concern]));
	const { before, revision } = model;
	return /* @__PURE__ */ a("div", {
		class: "changes",
		children: [
			/* @__PURE__ */ a("p", {
				class: "summary",
				children: countsText(changes)
			}),
			changes.elsewhere.length === 0 ? null : /* @__PURE__ */ a("p", { children: [
				"Settled by a change that stands in no passage below: ",
				changes.elsewhere.join(", "),
				"."
			] }),
			/* @__PURE__ */ a("div", {
				class: "sides",
				"aria-hidden": "true",
				children: [/* @__PURE__ */ a("span", { children: ["Revision ", before?.number ?? "before"] }), /* @__PURE__ */ a("span", { children: ["Revision ", revision.number] })]
			}),
			grouped(changes.rows).map((group) => "rows" in group ? /* @__PURE__ */ a(Unchanged, { rows: group.rows }) : /* @__PURE__ */ a(Row, {
				row: group,
				concerns
			}))
		]
	});
}
function countsText({ counts }) {
	const some = [
		["reworded", counts.reworded + counts["moved and reworded"]],
		["moved", counts.moved + counts["moved and reworded"]],
		["added", counts.added],
		["removed", counts.removed]
	].filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
	const same = counted(counts.same, "passage");
	return some.length === 0 ? `${same}, and none changed.` : `${same} as they were; ${some.join(", ")}.`;
}
/** Rows that stand as they were, and bear on no concern, together. */
function grouped(rows) {
	const all = [];
	for (const row of rows) {
		const last = all.at(-1);
		if (!(row.kind === "same" && row.concerns.length === 0)) all.push(row);
		else if (last !== void 0 && "rows" in last) last.rows.push(row);
		else all.push({ rows: [row] });
	}
	return all;
}
function Unchanged({ rows }) {
	return /* @__PURE__ */ a("details", {
		class: "unchanged",
		children: [/* @__PURE__ */ a("summary", { children: [counted(rows.length, "passage"), " as before"] }), rows.map(({ now }) => now.map((passage) => /* @__PURE__ */ a(Passage, {
			passage,
			side: "same"
		})))]
	});
}
function Row({ row, concerns }) {
	const { kind, old, now, section } = row;
	return /* @__PURE__ */ a("section", {
		class: `change ${kind.replaceAll(" ", "-")}`,
		"aria-label": `${kind}${section === "" ? "" : `, ${section}`}`,
		children: [
			/* @__PURE__ */ a("p", {
				class: "kind",
				children: [kind, section === "" ? "" : ` · ${section}`]
			}),
			/* @__PURE__ */ a("div", {
				class: "pair",
				children: [/* @__PURE__ */ a("div", {
					class: "side old",
					children: old.map((passage) => /* @__PURE__ */ a(Passage, {
						passage,
						side: "old"
					}))
				}), /* @__PURE__ */ a("div", {
					class: "side now",
					children: now.map((passage) => /* @__PURE__ */ a(Passage, {
						passage,
						side: "now"
					}))
				})]
			}),
			row.concerns.length === 0 ? null : /* @__PURE__ */ a("ul", {
				class: "means",
				children: row.concerns.map(({ id, role }) => /* @__PURE__ */ a("li", {
					class: role.replaceAll(" ", "-"),
					children: [
						/* @__PURE__ */ a("b", { children: ROLES[role] }),
						" ",
						/* @__PURE__ */ a("a", {
							href: `#${id}`,
							"data-select": id,
							children: id
						}),
						" ",
						concerns.get(id)?.text
					]
				}))
			})
		]
	});
}
const ROLES = {
	settles: "Settles",
	"settles in part": "Settles a part of",
	"removes the text": "Takes out the text of",
	"raised here": "Raised here:"
};
function Passage({ passage, side }) {
	const { kind, words, file, startLine } = passage;
	return /* @__PURE__ */ a("p", {
		class: `text ${kind}`,
		lang: j(Language),
		title: `${file}:${startLine}`,
		children: /* @__PURE__ */ a(Syntax.Provider, {
			value: syntaxOf(file),
			children: words.map(({ text, changed }, k) => {
				const blank = k === 0 ? "" : " ";
				const prose = /* @__PURE__ */ a(Prose, { text });
				if (!changed || side === "same") return [blank, prose];
				return [blank, side === "old" ? /* @__PURE__ */ a("del", { children: prose }) : /* @__PURE__ */ a("ins", { children: prose })];
			})
		})
	});
}

// src/report-page/render/notes.tsx
/** What the script filters by. */
function facts({ id, severity, category, state, section }) {
	return {
		"data-concern": id,
		"data-severity": severity,
		"data-category": category,
		"data-state": state,
		"data-section": section ?? ""
	};
}
function Severity({ concern }) {
	const { severity, severityBefore, state } = concern;
	return /* @__PURE__ */ a("span", {
		class: `severity ${state === "open" ? severity : "closed"}`,
		children: severityBefore === void 0 ? severity : `${severityBefore} → ${severity}`
	});
}
/** One concern with all that is known of it. It is a target of links and of the keyboard. */
function Note({ concern }) {
	const { id, text, earlierText, category, state, change, reason, cause, place, pin, history, authorsSay } = concern;
	const target = pin?.sentences[0];
	return /* @__PURE__ */ a("article", {
		class: `note ${state}`,
		id,
		tabIndex: -1,
		"aria-labelledby": `${id}-name`,
		...facts(concern),
		children: [
			/* @__PURE__ */ a("header", { children: [/* @__PURE__ */ a("h3", {
				id: `${id}-name`,
				children: [
					/* @__PURE__ */ a("span", {
						class: "id",
						children: id
					}),
					" ",
					/* @__PURE__ */ a(Severity, { concern }),
					" ",
					/* @__PURE__ */ a("span", {
						class: "category",
						children: categoryText(category)
					})
				]
			}), state !== "open" || change !== void 0 ? /* @__PURE__ */ a("span", {
				class: `badge ${state === "open" ? change?.kind.replaceAll(" ", "-") ?? "" : state}`,
				children: state === "open" ? change?.title : capitalize(state)
			}) : null] }),
			/* @__PURE__ */ a("p", {
				class: "said",
				children: /* @__PURE__ */ a(Prose, { text })
			}),
			/* @__PURE__ */ a("div", {
				class: "more",
				children: [
					reason !== void 0 && cause === void 0 ? /* @__PURE__ */ a("p", {
						class: "reason",
						children: [capitalize(reason), "."]
					}) : null,
					earlierText === void 0 ? null : /* @__PURE__ */ a("details", { children: [/* @__PURE__ */ a("summary", { children: "Worded before" }), /* @__PURE__ */ a("p", { children: earlierText })] }),
					cause === void 0 ? null : /* @__PURE__ */ a(Cause, {
						cause,
						isPart: state === "open"
					}),
					authorsSay.map((words) => /* @__PURE__ */ a(AuthorsSay, { words })),
					history.length < 2 ? null : /* @__PURE__ */ a(History, { history }),
					target === void 0 ? null : /* @__PURE__ */ a("p", {
						class: "place",
						children: /* @__PURE__ */ a("a", {
							href: `#s-${target}`,
							"data-goto": id,
							children: place ?? "in the text"
						})
					})
				]
			})
		]
	});
}
function Cause({ cause, isPart }) {
	const lang = j(Language);
	return /* @__PURE__ */ a("div", {
		class: "cause",
		children: [/* @__PURE__ */ a("p", {
			class: "label",
			children: [
				isPart ? "Done in part" : "What settled it",
				" · revision ",
				cause.revision,
				" · ",
				cause.because
			]
		}), cause.changes.map(({ before, after }) => /* @__PURE__ */ a($, { children: [before === void 0 ? null : /* @__PURE__ */ a("p", {
			class: "before",
			children: [/* @__PURE__ */ a("span", {
				class: "hidden",
				children: "Before: "
			}), /* @__PURE__ */ a("del", {
				lang,
				children: /* @__PURE__ */ a(Prose, { text: before })
			})]
		}), after === void 0 ? null : /* @__PURE__ */ a("p", {
			class: "after",
			children: [/* @__PURE__ */ a("span", {
				class: "hidden",
				children: "Now: "
			}), /* @__PURE__ */ a("ins", {
				lang,
				children: /* @__PURE__ */ a(Prose, { text: after })
			})]
		})] }))]
	});
}
function AuthorsSay({ words }) {
	const { file, startLine, paragraphs, foundBy } = words;
	return /* @__PURE__ */ a("div", {
		class: "authors",
		children: [/* @__PURE__ */ a("p", {
			class: "label",
			children: [
				foundBy === "name" ? "The authors say" : "The authors say, perhaps to this: found by its words",
				" · ",
				file,
				":",
				startLine
			]
		}), paragraphs.map((paragraph) => /* @__PURE__ */ a("p", { children: paragraph }))]
	});
}
function History({ history }) {
	return /* @__PURE__ */ a("details", { children: [/* @__PURE__ */ a("summary", { children: "History" }), /* @__PURE__ */ a("ol", {
		class: "history",
		children: history.map(({ revision, outcome, because, by }) => /* @__PURE__ */ a("li", { children: [
			"Revision ",
			revision,
			": ",
			outcome,
			by === void 0 ? "" : ` by ${by}`,
			because === outcome ? "" : ` (${because})`
		] }))
	})] });
}
/** The list beside the paper, with its filters. */
function ConcernList({ model }) {
	const { concerns } = model;
	return /* @__PURE__ */ a("nav", {
		class: "rail",
		"aria-label": "Concerns",
		children: /* @__PURE__ */ a("details", {
			class: "fold",
			open: true,
			children: [
				/* @__PURE__ */ a("summary", { children: /* @__PURE__ */ a("h2", { children: [
					"Concerns",
					" ",
					/* @__PURE__ */ a("span", {
						class: "count",
						id: "shown",
						children: concerns.length
					})
				] }) }),
				/* @__PURE__ */ a(Filters, { model }),
				/* @__PURE__ */ a("ol", {
					class: "list",
					id: "list",
					children: concerns.map((concern) => /* @__PURE__ */ a("li", {
						class: concern.state,
						...facts(concern),
						children: /* @__PURE__ */ a("a", {
							href: `#${concern.id}`,
							"data-select": concern.id,
							children: [
								/* @__PURE__ */ a("span", {
									class: `dot ${concern.state === "open" ? concern.severity : "closed"}`,
									"aria-hidden": "true"
								}),
								/* @__PURE__ */ a("span", {
									class: "id",
									children: concern.id
								}),
								/* @__PURE__ */ a("span", {
									class: "hidden",
									children: [
										", ",
										concern.severity,
										", ",
										concern.state,
										":",
										" "
									]
								}),
								/* @__PURE__ */ a("span", {
									class: "said",
									children: concern.text
								})
							]
						})
					}))
				}),
				/* @__PURE__ */ a("p", {
					class: "nothing",
					id: "nothing",
					hidden: true,
					children: [
						"No concern is like that.",
						" ",
						/* @__PURE__ */ a("button", {
							type: "button",
							id: "reset",
							children: "Show all"
						})
					]
				})
			]
		})
	});
}
/** What the script shows concerns by: words, severity, state, category, section. */
function Filters({ model: { concerns, sections } }) {
	const lang = j(Language);
	const count = (holds) => concerns.filter(holds).length;
	const categories = CATEGORIES.filter((category) => concerns.some((concern) => concern.category === category));
	const pinnedIn = sections.filter(({ key }) => concerns.some(({ section }) => section === key));
	return /* @__PURE__ */ a("div", {
		class: "filters",
		children: [
			/* @__PURE__ */ a("p", {
				class: "search scripted",
				children: [/* @__PURE__ */ a("label", {
					class: "hidden",
					for: "search",
					children: "Search the concerns"
				}), /* @__PURE__ */ a("input", {
					id: "search",
					type: "search",
					placeholder: "Search",
					autocomplete: "off",
					spellcheck: false
				})]
			}),
			/* @__PURE__ */ a("fieldset", {
				class: "chips scripted",
				children: [/* @__PURE__ */ a("legend", { children: "Severity" }), SEVERITIES.map((severity) => /* @__PURE__ */ a(Chip, {
					facet: "severity",
					value: severity,
					count: count((concern) => concern.severity === severity)
				}))]
			}),
			/* @__PURE__ */ a("fieldset", {
				class: "chips scripted",
				children: [/* @__PURE__ */ a("legend", { children: "State" }), [
					"open",
					"resolved",
					"dismissed"
				].map((state) => /* @__PURE__ */ a(Chip, {
					facet: "state",
					value: state,
					count: count((concern) => concern.state === state)
				}))]
			}),
			/* @__PURE__ */ a("p", {
				class: "selects scripted",
				children: [/* @__PURE__ */ a(Choice, {
					facet: "category",
					title: "Category",
					all: "All categories",
					children: categories.map((category) => /* @__PURE__ */ a("option", {
						value: category,
						children: categoryText(category)
					}))
				}), /* @__PURE__ */ a(Choice, {
					facet: "section",
					title: "Section",
					all: "All sections",
					children: pinnedIn.map(({ key, name }) => /* @__PURE__ */ a("option", {
						value: key,
						lang: name === "" ? void 0 : lang,
						children: name === "" ? "(before the first heading)" : name
					}))
				})]
			}),
			/* @__PURE__ */ a("p", {
				class: "hidden",
				role: "status",
				id: "status"
			})
		]
	});
}
function Choice({ facet, title, all, children }) {
	return /* @__PURE__ */ a("label", { children: [/* @__PURE__ */ a("span", {
		class: "hidden",
		children: title
	}), /* @__PURE__ */ a("select", {
		"data-facet": facet,
		children: [/* @__PURE__ */ a("option", {
			value: "",
			children: all
		}), children]
	})] });
}
/** A filter that is on or off; without anything to filter there is none. */
function Chip({ facet, value, count }) {
	if (count === 0) return null;
	return /* @__PURE__ */ a("label", {
		class: `chip ${value}`,
		children: [/* @__PURE__ */ a("input", {
			type: "checkbox",
			checked: true,
			"data-facet": facet,
			value
		}), /* @__PURE__ */ a("span", { children: [
			value,
			" ",
			/* @__PURE__ */ a("span", {
				class: "count",
				children: count
			})
		] })]
	});
}
/** The concerns in full behind the printed paper, by their names. */
function PrintedNotes({ concerns }) {
	return /* @__PURE__ */ a("section", {
		class: "printed",
		"aria-hidden": "true",
		children: [/* @__PURE__ */ a("h2", { children: ["Notes: ", counted(concerns.length, "concern")] }), /* @__PURE__ */ a("dl", { children: concerns.map(({ id, severity, category, state, text, place, cause }) => /* @__PURE__ */ a("div", { children: [/* @__PURE__ */ a("dt", { children: id }), /* @__PURE__ */ a("dd", { children: [
			/* @__PURE__ */ a("em", { children: [
				severity,
				", ",
				categoryText(category),
				state === "open" ? "" : `, ${state}`,
				place === void 0 ? "" : `, ${place}`,
				"."
			] }),
			" ",
			/* @__PURE__ */ a(Prose, { text }),
			cause?.changes.map(({ after }) => after === void 0 ? "" : ` Now: “${after}”`)
		] })] })) })]
	});
}

// src/report-page/render/paper.tsx
function Paper({ sections, concerns }) {
	const lang = j(Language);
	return /* @__PURE__ */ a("div", {
		class: "paper",
		children: sections.map((section) => /* @__PURE__ */ a("section", {
			id: section.key,
			"data-key": section.key,
			children: [section.needsHeading ? /* @__PURE__ */ a("h2", {
				lang,
				children: section.name
			}) : null, lists(section.blocks).map((blocks, k, all) => Array.isArray(blocks) ? /* @__PURE__ */ a("ul", { children: blocks.map((block) => /* @__PURE__ */ a("li", {
				class: "row",
				children: [/* @__PURE__ */ a(Words, {
					block,
					isOfTable: false
				}), /* @__PURE__ */ a(Pinned, {
					block,
					concerns
				})]
			})) }) : /* @__PURE__ */ a("div", {
				class: `row ${blocks.kind}`,
				children: [/* @__PURE__ */ a(Words, {
					block: blocks,
					isOfTable: [all[k - 1], all[k + 1]].some(isTable)
				}), /* @__PURE__ */ a(Pinned, {
					block: blocks,
					concerns
				})]
			}))]
		}))
	});
}
/** Neighbours that are items of one list, together. */
function lists(blocks) {
	const all = [];
	for (const block of blocks) {
		const last = all.at(-1);
		if (block.kind === "listItem" && Array.isArray(last)) last.push(block);
		else all.push(block.kind === "listItem" ? [block] : block);
	}
	return all;
}
function isTable(neighbour) {
	return neighbour !== void 0 && !Array.isArray(neighbour) && neighbour.kind === "table";
}
function Words({ block, isOfTable }) {
	const { key, kind, read, level } = block;
	const lang = j(Language);
	const attributes = {
		id: key,
		lang,
		"data-key": key,
		class: read === "none" ? "words unread-block" : "words"
	};
	const words = /* @__PURE__ */ a(BlockWords, { block });
	switch (kind) {
		case "heading": {
			const Heading = `h${level}`;
			return /* @__PURE__ */ a(Heading, {
				...attributes,
				children: words
			});
		}
		case "caption": return /* @__PURE__ */ a("figure", {
			...attributes,
			children: [/* @__PURE__ */ a("span", {
				class: "label",
				lang: lang && "en",
				children: isOfTable ? "Caption of the table" : "Figure, not shown"
			}), /* @__PURE__ */ a("figcaption", { children: words })]
		});
		case "table": return /* @__PURE__ */ a("section", {
			...attributes,
			tabIndex: 0,
			"aria-label": "Table",
			children: [/* @__PURE__ */ a("span", {
				class: "label",
				lang: lang && "en",
				children: "Table"
			}), block.cells === void 0 ? words : /* @__PURE__ */ a(TableWords, {
				block,
				cells: block.cells
			})]
		});
		case "listItem": return /* @__PURE__ */ a("div", {
			...attributes,
			children: words
		});
		case "paragraph": return /* @__PURE__ */ a("p", {
			...attributes,
			children: words
		});
	}
}
function Pinned({ block, concerns }) {
	if (block.pinned.length === 0) return null;
	return /* @__PURE__ */ a("div", {
		class: "pinned",
		children: block.pinned.map((id) => {
			const concern = concerns.get(id);
			return concern === void 0 ? null : /* @__PURE__ */ a(Note, { concern });
		})
	});
}

// src/report-page/render/timeline.tsx
const [STEP, BAR, HEIGHT, TOP, BOTTOM] = [
	46,
	22,
	72,
	16,
	30
];
function Timeline({ points }) {
	const shown = points.slice(-14);
	const most = Math.max(1, ...shown.map(({ openMajor, openOther }) => openMajor + openOther));
	const scale = (count) => count / most * HEIGHT;
	const width = STEP * shown.length;
	const base = TOP + HEIGHT;
	return /* @__PURE__ */ a("figure", {
		class: "timeline",
		children: [/* @__PURE__ */ a("svg", {
			viewBox: `0 0 ${width} ${base + BOTTOM}`,
			width,
			height: base + BOTTOM,
			role: "img",
			"aria-label": told(shown),
			children: [shown.map(({ number, openMajor, openOther, introduced, resolved, isCosmetic }, k) => {
				const x = k * STEP + (STEP - BAR) / 2;
				const middle = x + BAR / 2;
				const [majors, others] = [scale(openMajor), scale(openOther)];
				return /* @__PURE__ */ a("g", { children: [
					/* @__PURE__ */ a("rect", {
						class: "other",
						x,
						y: base - majors - others,
						width: BAR,
						height: others
					}),
					/* @__PURE__ */ a("rect", {
						class: "major",
						x,
						y: base - majors,
						width: BAR,
						height: majors
					}),
					/* @__PURE__ */ a("text", {
						class: "open",
						x: middle,
						y: base - majors - others - 4,
						"text-anchor": "middle",
						children: openMajor + openOther
					}),
					/* @__PURE__ */ a("text", {
						class: "number",
						x: middle,
						y: base + 13,
						"text-anchor": "middle",
						children: isCosmetic ? `r${number} =` : `r${number}`
					}),
					/* @__PURE__ */ a("text", {
						class: "moves",
						x: middle,
						y: base + 26,
						"text-anchor": "middle",
						children: isCosmetic ? "" : `+${introduced} −${resolved}`
					})
				] });
			}), /* @__PURE__ */ a("line", {
				x1: "0",
				x2: width,
				y1: base,
				y2: base
			})]
		}), /* @__PURE__ */ a("figcaption", { children: [
			"Open after each revision: ",
			/* @__PURE__ */ a("span", {
				class: "key major",
				children: "major"
			}),
			" ",
			/* @__PURE__ */ a("span", {
				class: "key other",
				children: "other"
			}),
			"; + raised, − resolved",
			shown.length < points.length ? `; the last ${shown.length} of ${points.length} revisions` : ""
		] })]
	});
}
/** The chart in words, for those who do not see it. */
function told(points) {
	return points.map(({ number, openMajor, openOther, introduced, resolved, reopened, dismissed, isCosmetic }) => isCosmetic ? `Revision ${number}: nothing that a reader sees changed.` : `Revision ${number}: ${openMajor + openOther} open, ${openMajor} of them major; ${introduced} raised, ${resolved} resolved, ${reopened} reopened, ${dismissed} dismissed.`).join(" ");
}
/** All numbers, where the chart has no room for them. */
function TimelineTable({ points }) {
	return /* @__PURE__ */ a("section", {
		class: "scroll",
		tabIndex: 0,
		"aria-label": "All revisions in numbers",
		children: /* @__PURE__ */ a("table", { children: [/* @__PURE__ */ a("thead", { children: /* @__PURE__ */ a("tr", { children: [
			"Revision",
			"Text",
			"Open",
			"Major",
			"Raised",
			"Resolved",
			"Reopened",
			"Dismissed"
		].map((name) => /* @__PURE__ */ a("th", {
			scope: "col",
			children: name
		})) }) }), /* @__PURE__ */ a("tbody", { children: points.map((point) => /* @__PURE__ */ a("tr", { children: [
			/* @__PURE__ */ a("th", {
				scope: "row",
				children: point.number
			}),
			/* @__PURE__ */ a("td", { children: point.isCosmetic ? `${point.label} (no visible change)` : point.label }),
			/* @__PURE__ */ a("td", { children: point.openMajor + point.openOther }),
			/* @__PURE__ */ a("td", { children: point.openMajor }),
			/* @__PURE__ */ a("td", { children: point.introduced }),
			/* @__PURE__ */ a("td", { children: point.resolved }),
			/* @__PURE__ */ a("td", { children: point.reopened }),
			/* @__PURE__ */ a("td", { children: point.dismissed })
		] })) })] })
	});
}

// src/report-page/render/page.tsx
/** The report as one HTML file. Invariants: it asks for nothing, for its policy forbids every request and names script and style
*  by their digests; no word of the paper or of a concern is anything but a text node or a value of an attribute that holds plain
*  words. */
/** The whole HTML file: complete without network, and with all words readable without its script. */
function renderPage(model, assets) {
	return `<!doctype html>\n${z(/* @__PURE__ */ a(Syntax.Provider, {
		value: model.formulas,
		children: /* @__PURE__ */ a(Language.Provider, {
			value: model.language === "en" ? void 0 : model.language,
			children: /* @__PURE__ */ a(Page, {
				model,
				assets
			})
		})
	}))}\n`;
}
/** `default-src 'none'` covers images, fonts, frames, connections, media and workers. */
function policyOf({ script, style }) {
	const digest = (text) => `'sha256-${hash("sha256", text, "base64")}'`;
	return `default-src 'none'; script-src ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
}
function Page({ model, assets }) {
	const { title, language, changes } = model;
	return /* @__PURE__ */ a("html", {
		lang: language,
		children: [/* @__PURE__ */ a("head", { children: [
			/* @__PURE__ */ a("meta", { charset: "utf-8" }),
			/* @__PURE__ */ a("meta", {
				"http-equiv": "Content-Security-Policy",
				content: policyOf(assets)
			}),
			/* @__PURE__ */ a("meta", {
				name: "viewport",
				content: "width=device-width, initial-scale=1"
			}),
			/* @__PURE__ */ a("meta", {
				name: "color-scheme",
				content: "light dark"
			}),
			/* @__PURE__ */ a("meta", {
				name: "referrer",
				content: "no-referrer"
			}),
			/* @__PURE__ */ a("meta", {
				name: "robots",
				content: "noindex"
			}),
			/* @__PURE__ */ a("title", { children: `${title} · BioReview` }),
			/* @__PURE__ */ a("style", { dangerouslySetInnerHTML: { __html: assets.style } })
		] }), /* @__PURE__ */ a("body", {
			lang: j(Language) && "en",
			children: [
				/* @__PURE__ */ a("a", {
					class: "skip",
					href: "#paper",
					children: "To the paper"
				}),
				/* @__PURE__ */ a(ConcernList, { model }),
				/* @__PURE__ */ a("main", { children: [
					/* @__PURE__ */ a(Masthead, { model }),
					/* @__PURE__ */ a(PaperView, { model }),
					changes === void 0 ? null : /* @__PURE__ */ a("section", {
						class: "view",
						id: "changes",
						"aria-labelledby": "changes-name",
						children: [/* @__PURE__ */ a("h2", {
							id: "changes-name",
							children: "What changed"
						}), /* @__PURE__ */ a(Changes, {
							model,
							changes
						})]
					}),
					/* @__PURE__ */ a(About, { model })
				] }),
				/* @__PURE__ */ a(Copies, { model }),
				/* @__PURE__ */ a("script", { dangerouslySetInnerHTML: { __html: assets.script } })
			]
		})]
	});
}
function Masthead({ model }) {
	const { title, revision, before, caution, remarks, timeline, changes } = model;
	return /* @__PURE__ */ a("header", {
		class: "masthead",
		children: [
			/* @__PURE__ */ a("p", {
				class: "eyebrow",
				children: [
					"BioReview · revision ",
					revision.number,
					" ",
					/* @__PURE__ */ a("span", {
						class: "label",
						children: revision.label
					}),
					before === void 0 ? null : /* @__PURE__ */ a($, { children: [
						" ",
						"compared with revision ",
						before.number,
						" ",
						/* @__PURE__ */ a("span", {
							class: "label",
							children: before.label
						})
					] })
				]
			}),
			/* @__PURE__ */ a("h1", {
				id: "title",
				lang: j(Language),
				children: /* @__PURE__ */ a(Prose, { text: title })
			}),
			/* @__PURE__ */ a("div", {
				class: "overview",
				children: [/* @__PURE__ */ a("div", { children: [
					/* @__PURE__ */ a("p", {
						class: "state",
						children: stateText(model)
					}),
					caution === void 0 ? null : /* @__PURE__ */ a("p", {
						class: "caution",
						children: [
							/* @__PURE__ */ a("b", { children: "Caution:" }),
							" ",
							caution,
							"."
						]
					}),
					remarks.map((remark) => /* @__PURE__ */ a("p", {
						class: "remark",
						children: remark
					}))
				] }), timeline.length < 2 ? null : /* @__PURE__ */ a(Timeline, { points: timeline })]
			}),
			/* @__PURE__ */ a("div", {
				class: "bar",
				children: [/* @__PURE__ */ a("nav", {
					class: "tabs scripted",
					"aria-label": "Views",
					children: [
						/* @__PURE__ */ a("a", {
							href: "#paper",
							children: "Paper"
						}),
						changes === void 0 ? null : /* @__PURE__ */ a("a", {
							href: "#changes",
							children: "Changes"
						}),
						/* @__PURE__ */ a("a", {
							href: "#about",
							children: "About this review"
						})
					]
				}), /* @__PURE__ */ a("p", {
					class: "actions scripted",
					children: [
						/* @__PURE__ */ a("button", {
							type: "button",
							"data-copy": "checklist",
							children: "Checklist"
						}),
						/* @__PURE__ */ a("button", {
							type: "button",
							"data-copy": "response",
							children: "Response letter"
						}),
						/* @__PURE__ */ a("button", {
							type: "button",
							"data-open": "keys",
							children: "Keys"
						})
					]
				})]
			})
		]
	});
}
/** Such as "12 open: 4 major, 8 minor · 3 resolved · 2 new". */
function stateText({ concerns }) {
	const open = concerns.filter(({ state }) => state === "open");
	const count = (holds) => concerns.filter(holds).length;
	const parts = [
		["new", count(({ change, state }) => state === "open" && change?.kind === "introduced")],
		["resolved", count(({ state }) => state === "resolved")],
		["dismissed", count(({ state }) => state === "dismissed")]
	];
	const none = concerns.length === 0 ? "The review raised no concern." : "No concern is open";
	return [open.length === 0 ? none : `${counted(open.length, "open concern")}: ${severityCounts(open)}`, ...parts.filter(([, number]) => number > 0).map(([what, number]) => `${number} ${what}`)].join(" · ");
}
function PaperView({ model }) {
	const { concerns, sections } = model;
	const byId = new Map(concerns.map((concern) => [concern.id, concern]));
	const whole = concerns.filter(({ unpinned }) => unpinned === "whole paper");
	const gone = concerns.filter(({ unpinned }) => unpinned === "text gone");
	return /* @__PURE__ */ a("section", {
		class: "view",
		id: "paper",
		"aria-labelledby": "title",
		children: [
			whole.length === 0 ? null : /* @__PURE__ */ a("section", {
				class: "general",
				"aria-labelledby": "whole-name",
				children: [/* @__PURE__ */ a("h2", {
					id: "whole-name",
					children: "About the whole paper"
				}), whole.map((concern) => /* @__PURE__ */ a(Note, { concern }))]
			}),
			/* @__PURE__ */ a(Paper, {
				sections,
				concerns: byId
			}),
			gone.length === 0 ? null : /* @__PURE__ */ a("section", {
				class: "general",
				"aria-labelledby": "gone-name",
				children: [/* @__PURE__ */ a("h2", {
					id: "gone-name",
					children: "About text that this revision does not have"
				}), gone.map((concern) => /* @__PURE__ */ a(Note, { concern }))]
			}),
			/* @__PURE__ */ a(PrintedNotes, { concerns })
		]
	});
}
function About({ model }) {
	const { notes, letters, timeline, forgotten } = model;
	return /* @__PURE__ */ a("section", {
		class: "view",
		id: "about",
		"aria-labelledby": "about-name",
		children: [
			/* @__PURE__ */ a("h2", {
				id: "about-name",
				children: "About this review"
			}),
			notes.length === 0 ? /* @__PURE__ */ a("p", { children: "The concerns came without a word on how they were made." }) : /* @__PURE__ */ a("ul", { children: notes.map((note) => /* @__PURE__ */ a("li", { children: note })) }),
			/* @__PURE__ */ a("h3", { children: "Revisions" }),
			/* @__PURE__ */ a(TimelineTable, { points: timeline }),
			forgotten === 0 ? null : /* @__PURE__ */ a("p", { children: [counted(forgotten, "older concern"), " had to be forgotten, and stand in no number above."] }),
			letters.map(({ file, points }) => /* @__PURE__ */ a("section", {
				class: "letter",
				children: [
					/* @__PURE__ */ a("h3", { children: ["The authors’ letter: ", file] }),
					/* @__PURE__ */ a("p", {
						class: "remark",
						children: "What the authors say. It is shown, and decides nothing: a concern is settled by the text of the paper alone."
					}),
					points.map(({ paragraphs }) => /* @__PURE__ */ a("blockquote", { children: paragraphs.map((paragraph) => /* @__PURE__ */ a("p", { children: paragraph })) }))
				]
			}))
		]
	});
}
/** What the buttons show: text to copy, and the keys. */
function Copies({ model }) {
	const texts = [{
		id: "checklist",
		name: "Open concerns as a checklist",
		text: model.checklist
	}, {
		id: "response",
		name: "Skeleton of a response letter",
		text: model.response
	}];
	return /* @__PURE__ */ a($, { children: [texts.map(({ id, name, text }) => /* @__PURE__ */ a("dialog", {
		id,
		"aria-labelledby": `${id}-name`,
		children: [
			/* @__PURE__ */ a("h2", {
				id: `${id}-name`,
				children: name
			}),
			/* @__PURE__ */ a("textarea", {
				readOnly: true,
				rows: 14,
				"aria-label": `${name}, in Markdown`,
				value: text
			}),
			/* @__PURE__ */ a("p", {
				class: "actions",
				children: [
					/* @__PURE__ */ a("button", {
						type: "button",
						"data-copies": id,
						children: "Copy"
					}),
					/* @__PURE__ */ a("button", {
						type: "button",
						"data-close": true,
						children: "Close"
					}),
					/* @__PURE__ */ a("span", { role: "status" })
				]
			})
		]
	})), /* @__PURE__ */ a("dialog", {
		id: "keys",
		"aria-labelledby": "keys-name",
		children: [
			/* @__PURE__ */ a("h2", {
				id: "keys-name",
				children: "Keys"
			}),
			/* @__PURE__ */ a("dl", { children: KEYS.map(([key, does]) => /* @__PURE__ */ a("div", { children: [/* @__PURE__ */ a("dt", { children: /* @__PURE__ */ a("kbd", { children: key }) }), /* @__PURE__ */ a("dd", { children: does })] })) }),
			/* @__PURE__ */ a("p", { children: /* @__PURE__ */ a("label", { children: [/* @__PURE__ */ a("input", {
				type: "checkbox",
				id: "keys-on",
				checked: true
			}), " single keys are on"] }) }),
			/* @__PURE__ */ a("p", {
				class: "actions",
				children: /* @__PURE__ */ a("button", {
					type: "button",
					"data-close": true,
					children: "Close"
				})
			})
		]
	})] });
}
const KEYS = [
	["j", "next concern"],
	["k", "concern before"],
	["Enter", "to its sentence, and back to the note"],
	["Escape", "no concern"],
	["/", "search"],
	["?", "these keys"]
];

export { readLetters as a, reviewInput as c, placedLedger as i, pageModel as n, readPageAssets as o, comparisonInput as r, readingsOf as s, renderPage as t };