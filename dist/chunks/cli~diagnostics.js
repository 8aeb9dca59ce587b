import { r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { n as textWidth, r as comparisonMarkdown, t as comparisonText } from "./publish~comparison-text.js";
import { r as noteLines, t as countLine } from "./publish~review-notes~bioreview.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { d as wrap, i as fromSnakeCase, l as truncate, t as capitalize } from "./shared~text.js";
import { r as jsonText } from "./cli~blocks.js";
import { t as CATEGORIES } from "./shared~concern~action~action-post.js";
import { r as reviewedTextOf } from "./reviewer~reviewed-text.js";
import { d as anchorsIn, l as anchorFinder } from "./revision~change-signals~bioreview.js";
import { a as lastPlace, c as openConcerns, o as latestRevision } from "./revision~ledger~action~action-post.js";
import { t as VERSION } from "./shared~version~bioreview.js";
import { posix } from "node:path";

// src/cli/print/diagnostics.ts
/** Concerns at their places, and the two formats in which linters tell such: SARIF 2.1.0, which GitHub and editors read, and the Reviewdog Diagnostic Format.
*  All foreign text passes the sanitiser here. */
/** Of a review that nothing was compared with: places by words alone, which needs no embedder and finds nearly as much.
*  @returns all concerns, in their order; without places where the result does not hold its text */
function placedConcerns(review) {
	const { concerns, paper, manuscript } = review;
	const find = anchorFinder("words", () => {
		throw new RangeError("words alone need no embeddings");
	});
	const anchors = paper === void 0 ? [] : anchorsIn(concerns, reviewedTextOf(review, manuscript.revision).text, find);
	return concerns.map(({ text, category, severity }, k) => {
		const sentence = anchors[k]?.[0]?.sentences[0];
		return {
			id: `C${k + 1}`,
			text,
			category,
			severity,
			...sentence !== void 0 && { place: linesOf(sentence) }
		};
	});
}
/** What is open after a comparison. A place is given only where its lines are those of the newest revision. */
function placedOpenConcerns({ ledger }) {
	const newest = latestRevision(ledger)?.number;
	return openConcerns(ledger).map((concern) => {
		const { id, text, category, severity } = concern;
		const last = lastPlace(concern, ledger);
		return {
			id,
			text,
			category,
			severity,
			...last !== void 0 && last.revision === newest && { place: last.place }
		};
	});
}
function linesOf({ file, startLine, endLine }) {
	return {
		file,
		startLine,
		endLine
	};
}
const pathOf = ({ folder, root }, place) => posix.normalize(posix.join(folder.replaceAll("\\", "/"), place?.file ?? root));
/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/ */
function sarifText(concerns, context) {
	const level = {
		major: "error",
		minor: "warning",
		optional: "note"
	};
	const results = concerns.map(({ id, text, category, severity, place }) => ({
		ruleId: category,
		level: level[severity],
		message: { text: plainText(text).replace(/[[\]\\]/g, "\\$&") },
		locations: [{ physicalLocation: {
			artifactLocation: { uri: encodeURI(pathOf(context, place)).replace(/[?#]/g, encodeURIComponent) },
			...place !== void 0 && { region: {
				startLine: place.startLine,
				endLine: place.endLine
			} }
		} }],
		partialFingerprints: { "bioreviewConcern/v1": id },
		properties: {
			id,
			severity
		}
	}));
	const rules = CATEGORIES.map((id) => ({
		id,
		shortDescription: { text: capitalize(fromSnakeCase(id)) }
	}));
	return jsonText({
		$schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
		version: "2.1.0",
		runs: [{
			tool: { driver: {
				name: "BioReview",
				version: VERSION,
				rules
			} },
			results
		}]
	});
}
/** https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; reviewdog posts the messages as Markdown. */
function rdjsonText(concerns, context) {
	const level = {
		major: "ERROR",
		minor: "WARNING",
		optional: "INFO"
	};
	return jsonText({
		source: { name: "BioReview" },
		diagnostics: concerns.map(({ id, text, category, severity, place }) => ({
			message: `${id}: ${escapeMarkdown(text)}`,
			location: {
				path: pathOf(context, place),
				...place !== void 0 && { range: {
					start: { line: place.startLine },
					end: { line: place.endLine }
				} }
			},
			severity: level[severity],
			code: { value: category }
		}))
	});
}

// src/cli/print/review.ts
/** A review, or a comparison of two, in each format of a result. */
const RESULT_FORMATS = [
	"text",
	"json",
	"markdown",
	"sarif",
	"rdjson"
];
/** @param columns of the terminal   @param folder that the paths of the manuscript start from, as seen from where the result is read */
function renderReview(result, format, columns, folder) {
	const context = {
		folder,
		root: result.manuscript.root
	};
	switch (format) {
		case "text": return reviewText(result, columns);
		case "markdown": return reviewMarkdown(result);
		case "json": return jsonText(result);
		case "sarif": return sarifText(placedConcerns(result), context);
		case "rdjson": return rdjsonText(placedConcerns(result), context);
	}
}
/** In the formats of linters: what is open. @param columns of the terminal   @param folder as of `renderReview` */
function renderComparison(result, format, columns, folder) {
	const context = {
		folder,
		root: result.review?.manuscript.root ?? ""
	};
	switch (format) {
		case "text": return comparisonText(result, columns);
		case "markdown": return comparisonMarkdown(result);
		case "json": return jsonText(result);
		case "sarif": return sarifText(placedOpenConcerns(result), context);
		case "rdjson": return rdjsonText(placedOpenConcerns(result), context);
	}
}
const INDENT = "    ";
/** Characters of the sentence that a concern is about: enough to find it. */
const LONGEST_QUOTE = 200;
/** A review for a terminal. @param columns of the terminal */
function reviewText(result, columns) {
	const width = textWidth(columns);
	const { manuscript, concerns, caution } = result;
	const head = [...wrap(plainText(manuscript.title ?? "(no title)"), width), `${manuscript.format}, ${plainText(manuscript.root)} · ${plainText(manuscript.revision)}`];
	const placed = placedConcerns(result);
	const items = concerns.map(({ text, quote }, at) => {
		const lines = [text, ...quote === void 0 ? [] : [`At: “${truncate(quote, LONGEST_QUOTE)}”`]].flatMap((part) => wrap(plainText(part), width - 4).map((line) => INDENT + line));
		return [headOf(placed[at]), ...lines].join("\n");
	});
	const notes = noteLines(result).flatMap((line) => wrap(plainText(line), width));
	return [
		head.join("\n"),
		...caution === void 0 ? [] : [wrap(`CAUTION: ${caution}.`, width).join("\n")],
		countLine(result),
		...items,
		notes.join("\n")
	].join("\n\n").concat("\n");
}
/** Such as `C3  major · design flaw · methods.md:12`. */
function headOf(concern) {
	if (concern === void 0) throw new RangeError("each concern has a place, if only the whole paper");
	const { id, severity, category, place } = concern;
	const where = place === void 0 ? "whole paper" : fileAndLine(place.file, place.startLine);
	return `${id.padEnd(3)} ${severity} · ${fromSnakeCase(category)} · ${plainText(where)}`;
}
/** A review as it can be pasted into an issue or kept in a repository. */
function reviewMarkdown(result) {
	const { manuscript, concerns, caution } = result;
	const placed = placedConcerns(result);
	const items = concerns.map(({ text, category, severity, quote }, at) => {
		const { id = "", place } = placed[at] ?? {};
		const where = place === void 0 ? "whole paper" : escapeMarkdown(fileAndLine(place.file, place.startLine));
		return `- **${id}** · **${severity}** · ${fromSnakeCase(category)} · ${where}  \n  ${escapeMarkdown(text)}` + (quote === void 0 ? "" : `\n  > ${escapeMarkdown(truncate(quote, LONGEST_QUOTE))}`);
	});
	return [
		`## Review of ${escapeMarkdown(manuscript.title ?? "a manuscript without a title")}`,
		...caution === void 0 ? [] : [`> **Caution:** ${caution}.`],
		`**${countLine(result)}**`,
		...items.length === 0 ? [] : [items.join("\n")],
		"---",
		noteLines(result).map((line) => `- ${escapeMarkdown(line)}`).join("\n")
	].join("\n\n").concat("\n");
}

export { renderComparison as n, renderReview as r, RESULT_FORMATS as t };