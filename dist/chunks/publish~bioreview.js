import { c as truncate, r as fromSnakeCase, t as capitalize } from "./shared~bioreview~action~action-post~openai-embedder~openai-model~served-models~start-server.js";
import { n as plainText, t as escapeMarkdown } from "./publish~bioreview~action~action-post.js";
import { a as reportOf, i as placeWords, n as closing, o as byReason, r as majorsWords, t as quotesOf } from "./publish~bioreview~action.js";

// src/publish/report/markdown.ts
function comparisonMarkdown(result) {
	const { summary, counts, groups } = reportOf(result);
	const { old, new: now, caution, review } = result;
	const last = closing(result);
	return [
		`## ${escapeMarkdown(review?.manuscript.title ?? "Two revisions compared")}`,
		old === void 0 ? `${escapeMarkdown(now)}: first review` : `${escapeMarkdown(now)} compared with ${escapeMarkdown(old)}`,
		...caution === void 0 ? [] : [`> **Caution:** ${escapeMarkdown(caution)}.`],
		result.cosmetic ? `**${summary}**` : counts.map(countMarkdown).join(" · "),
		...groups.map(groupMarkdown),
		...last.length === 0 ? [] : ["---", ...last]
	].join("\n\n").concat("\n");
}
function countMarkdown(count) {
	const words = `${count.number} ${count.what}`;
	return `${count.folded ? words : `**${words}**`}${majorsWords(count)}`;
}
function groupMarkdown({ title, meaning, folded, items }) {
	if (folded) {
		const body = byReason(items).map(({ why, items }) => [...why === void 0 ? [] : [`*${capitalize(why)}:*\n`], ...items.map(shortItem)].join("\n"));
		return `<details><summary>${`<b>${title}</b>: ${items.length}`}</summary>\n\n${[meaning, ...body].join("\n\n")}\n\n</details>`;
	}
	return `### ${title}\n\n${meaning}\n\n${items.map(item).join("\n")}`;
}
function head(one) {
	const where = one.place === void 0 ? "whole paper" : placeWords(one.place);
	return `**${one.id}** · ${weight(one)} · ${escapeMarkdown(fromSnakeCase(one.category))} · ${escapeMarkdown(where)}`;
}
function weight({ severity, severityBefore }) {
	const now = severity === "major" || severityBefore !== void 0 ? `**${severity}**` : severity;
	return severityBefore === void 0 ? now : `${severityBefore} → ${now}`;
}
/** Head and text, below them what only some ask for. */
function item(one) {
	const { text, was, why, cause } = one;
	const lines = [`- ${head(one)}  `, `  ${escapeMarkdown(text)}`];
	if (cause !== void 0) lines.push(...folded(capitalize(why ?? "what changed"), causeLines(cause)));
	else if (why !== void 0) lines[1] += `  \n  *${capitalize(why)}.*`;
	if (was !== void 0) lines.push(...folded("Wording before", [`> ${escapeMarkdown(was)}`]));
	return lines.join("\n");
}
/** @param summary ours: it stands in HTML, where the sanitiser's escapes do not hold */
function folded(summary, body) {
	return [
		`  <details><summary>${summary}</summary>`,
		"",
		...body.map((line) => `  ${line}`),
		"",
		"  </details>",
		""
	];
}
/** Before and now stand as quotes: long lines in a diff block would have to be scrolled. */
function causeLines({ changes }) {
	const quote = (label, runs) => runs === void 0 ? [] : [`> **${label}** ${runs.map(runMarkdown).join(" ")}`];
	return changes.flatMap((change) => {
		const { before, after } = quotesOf(change.before?.text, change.after?.text);
		return [...quote("before:", before), ...quote("now:", after)];
	}).flatMap((line, k) => k === 0 ? [line] : [">", line]);
}
function runMarkdown({ text, changed }) {
	const words = escapeMarkdown(text);
	return changed && words !== "" ? `<b>${words}</b>` : words;
}
function shortItem(one) {
	const where = one.place === void 0 ? "" : ` · ${escapeMarkdown(placeWords(one.place))}`;
	return `- **${one.id}** · ${weight(one)}${where} · ${escapeMarkdown(one.text)}`;
}

// src/publish/report/text.ts
/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const NARROWEST = 40;
/** @param columns of the terminal */
function comparisonText(result, columns) {
	const width = Math.max(NARROWEST, Math.min(WIDEST, columns));
	const { summary, groups } = reportOf(result);
	const { old, new: now, caution, review } = result;
	const head = [...review?.manuscript.title ? [plainText(review.manuscript.title)] : [], old === void 0 ? `${plainText(now)}: first review` : `${plainText(now)} compared with ${plainText(old)}`];
	const indent = 2 + Math.max(2, ...groups.flatMap(({ items }) => items.map(({ id }) => id.length)));
	return [
		head.flatMap((line) => wrap(line, width)).join("\n"),
		...caution === void 0 ? [] : [wrap(`CAUTION: ${plainText(caution)}.`, width).join("\n")],
		wrap(summary, width, " · ").join("\n"),
		...groups.map((group) => groupText(group, {
			width,
			indent
		})),
		...closing(result).map((line) => wrap(line, width).join("\n"))
	].join("\n\n").concat("\n");
}
function groupText({ title, meaning, folded, items }, page) {
	const heading = `${title.toUpperCase()} (${items.length})`;
	const reasons = byReason(items).map(({ why, items }) => [...why === void 0 ? [] : wrap(`${capitalize(plainText(why))}:`, page.width), ...items.map((item) => shortText(item, page))]);
	const body = folded ? reasons.flat().join("\n") : items.map((item) => itemText(item, page)).join("\n\n");
	return [
		heading,
		...wrap(meaning, page.width),
		"",
		body
	].join("\n");
}
function itemText(one, { width, indent }) {
	const { id, weight, text, was, place, why, cause } = one;
	const where = place === void 0 ? "whole paper" : plainText(placeWords(place));
	const indented = (words, joint = " ") => wrap(words, width - indent, joint).map((line) => " ".repeat(indent) + line);
	const [first = "", ...more] = indented(`${weight} · ${plainText(fromSnakeCase(one.category))} · ${where}`, " · ");
	return [
		id.padEnd(indent) + first.slice(indent),
		...more,
		...indented(plainText(text)),
		...why === void 0 ? [] : indented(`(${plainText(why)})`),
		...was === void 0 ? [] : indented(`before: ${plainText(was)}`),
		...cause === void 0 ? [] : causeText(cause).flatMap((line) => indented(line))
	].join("\n");
}
function causeText({ changes }) {
	const line = (sign, runs) => runs === void 0 ? [] : [`${sign} ${runs.map(({ text }) => plainText(text)).join(" ")}`];
	return changes.flatMap((change) => {
		const { before, after } = quotesOf(change.before?.text, change.after?.text);
		return [...line("-", before), ...line("+", after)];
	});
}
/** One line: the beginning is enough to know it by. */
function shortText(one, { width, indent }) {
	return truncate(`${one.id.padEnd(indent)}${one.weight} · ${plainText(one.text)}`, width);
}
/** @param joint where a line may end; what stands between parts of one line */
function wrap(text, width, joint = " ") {
	const lines = [];
	for (const word of text.split(joint)) {
		const line = lines.at(-1);
		if (line !== void 0 && line.length + joint.length + word.length <= width) lines[lines.length - 1] = line + joint + word;
		else lines.push(word);
	}
	return lines;
}

export { comparisonMarkdown as n, comparisonText as t };