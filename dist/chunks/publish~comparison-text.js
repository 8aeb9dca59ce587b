import { d as wrap, i as fromSnakeCase, l as truncate, t as capitalize } from "./shared~text.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";
import { c as itemHead, d as quoteBlock, n as bold, o as folded, p as quotesOf } from "./publish~blocks~action.js";
import { a as placeText, s as severityText, t as byReason } from "./publish~items~action~action-post.js";
import { o as countText, r as reportOf } from "./publish~report.js";

// src/publish/render/comparison-markdown.ts
function comparisonMarkdown(result) {
	const { cosmetic, groups, remarks } = reportOf(result);
	const { old, new: now, caution, notes = [], review } = result;
	return [
		`## ${escapeMarkdown(review?.manuscript.title ?? "Two revisions compared")}`,
		old === void 0 ? `${escapeMarkdown(now)}: first review` : `${escapeMarkdown(now)} compared with ${escapeMarkdown(old)}`,
		...caution === void 0 ? [] : [`> **Caution:** ${escapeMarkdown(caution)}.`],
		...notes.map((note) => `> **Note:** ${escapeMarkdown(note)}`),
		...cosmetic === void 0 ? [] : [bold(cosmetic)],
		...groups.length === 0 ? [] : [groups.map((group) => countText(group, bold)).join(" · ")],
		...groups.filter(({ items }) => items.length > 0).map(groupMarkdown),
		...remarks.length === 0 ? [] : ["---", ...remarks]
	].join("\n\n").concat("\n");
}
function groupMarkdown({ title, meaning, folded: isFolded, items }) {
	if (!isFolded) return `### ${title}\n\n${meaning}\n\n${items.map(itemMarkdown).join("\n")}`;
	const body = byReason(items).map(({ reason, items }) => [...reason === void 0 ? [] : [`*${capitalize(reason)}:*\n`], ...items.map(shortItem)].join("\n"));
	return folded(`<b>${title}</b>: ${items.length}`, [meaning, ...body].join("\n\n"));
}
/** Head and text, below them what only some ask for. */
function itemMarkdown(item) {
	const { text, textBefore, reason, cause, place } = item;
	const where = place === void 0 ? "whole paper" : escapeMarkdown(placeText(place));
	const note = cause !== void 0 || reason === void 0 ? "" : `  \n  *${capitalize(reason)}.*`;
	return [
		`- ${itemHead(item, where)}  `,
		`  ${escapeMarkdown(text)}${note}`,
		...cause === void 0 ? [] : [`${folded(capitalize(reason ?? "what changed"), quoteBlock(cause, "  ", Number.POSITIVE_INFINITY), "  ")}\n`],
		...textBefore === void 0 ? [] : [`${folded("Wording before", `  > ${escapeMarkdown(textBefore)}`, "  ")}\n`]
	].join("\n");
}
function shortItem(item) {
	const where = item.place === void 0 ? "" : ` · ${escapeMarkdown(placeText(item.place))}`;
	return `- **${item.id}** · ${severityText(item, bold)}${where} · ${escapeMarkdown(item.text)}`;
}

// src/publish/render/comparison-text.ts
/** Characters a line: as wide as is still read with ease. */
const WIDEST = 100;
const NARROWEST = 40;
/** @param columns of the terminal
*  @returns characters a line */
function textWidth(columns) {
	return Math.max(NARROWEST, Math.min(WIDEST, columns));
}
/** @param columns of the terminal */
function comparisonText(result, columns) {
	const width = textWidth(columns);
	const { cosmetic, groups, remarks } = reportOf(result);
	const { old, new: now, caution, notes = [], review } = result;
	const head = [...review?.manuscript.title ? [plainText(review.manuscript.title)] : [], old === void 0 ? `${plainText(now)}: first review` : `${plainText(now)} compared with ${plainText(old)}`];
	const indent = 2 + Math.max(2, ...groups.flatMap(({ items }) => items.map(({ id }) => id.length)));
	return [
		head.flatMap((line) => wrap(line, width)).join("\n"),
		...caution === void 0 ? [] : [wrap(`CAUTION: ${plainText(caution)}.`, width).join("\n")],
		...notes.map((note) => wrap(`Note: ${plainText(note)}`, width).join("\n")),
		...cosmetic === void 0 ? [] : [wrap(cosmetic, width).join("\n")],
		...groups.length === 0 ? [] : [wrap(groups.map((group) => countText(group)).join(" · "), width, " · ").join("\n")],
		...groups.filter(({ items }) => items.length > 0).map((group) => groupText(group, {
			width,
			indent
		})),
		...remarks.map((line) => wrap(line, width).join("\n"))
	].join("\n\n").concat("\n");
}
function groupText({ title, meaning, folded, items }, page) {
	const heading = `${title.toUpperCase()} (${items.length})`;
	const reasons = byReason(items).map(({ reason, items }) => [...reason === void 0 ? [] : wrap(`${capitalize(plainText(reason))}:`, page.width), ...items.map((item) => shortText(item, page))]);
	const body = folded ? reasons.flat().join("\n") : items.map((item) => itemText(item, page)).join("\n\n");
	return [
		heading,
		...wrap(meaning, page.width),
		"",
		body
	].join("\n");
}
function itemText(item, { width, indent }) {
	const { id, category, text, textBefore, place, reason, cause } = item;
	const where = place === void 0 ? "whole paper" : plainText(placeText(place));
	const indented = (words, joint = " ") => wrap(words, width - indent, joint).map((line) => " ".repeat(indent) + line);
	const [first = "", ...more] = indented(`${severityText(item)} · ${plainText(fromSnakeCase(category))} · ${where}`, " · ");
	return [
		id.padEnd(indent) + first.slice(indent),
		...more,
		...indented(plainText(text)),
		...reason === void 0 ? [] : indented(`(${plainText(reason)})`),
		...textBefore === void 0 ? [] : indented(`before: ${plainText(textBefore)}`),
		...cause === void 0 ? [] : causeLines(cause).flatMap((line) => indented(line))
	].join("\n");
}
function causeLines({ changes }) {
	const line = (sign, runs) => runs === void 0 ? [] : [`${sign} ${runs.map(({ text }) => plainText(text)).join(" ")}`];
	return changes.flatMap((change) => {
		const { before, after } = quotesOf(change.before?.text, change.after?.text);
		return [...line("-", before), ...line("+", after)];
	});
}
/** One line: the beginning is enough to know it by. */
function shortText(item, { width, indent }) {
	return truncate(`${item.id.padEnd(indent)}${severityText(item)} · ${plainText(item.text)}`, width);
}

export { textWidth as n, comparisonMarkdown as r, comparisonText as t };