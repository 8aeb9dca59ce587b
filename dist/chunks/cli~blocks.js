import { r as escapeInvisible } from "./shared~invisible-characters.js";
import { n as plainText, t as escapeMarkdown } from "./publish~sanitise.js";

// src/cli/print/blocks.ts
/** A report as a list of headings, lines and tables, written as plain text or as Markdown; every word of it passes the sanitiser here, numbers need not. And JSON. */
function blocksText(blocks) {
	return `${blocks.map(blockText).join("\n\n")}\n`;
}
function blockText(block) {
	switch (block.kind) {
		case "heading": return `${plainText(block.text)}\n${"=".repeat(plainText(block.text).length)}`;
		case "line": return plainText(block.text);
		case "table": {
			const rows = block.rows.map((row) => row.map(plainText));
			return table(block.head, rows, block.head.map((_, column) => column < block.words ? "left" : "right"));
		}
	}
}
function blocksMarkdown(blocks) {
	return `${blocks.map(blockMarkdown).join("\n\n")}\n`;
}
function blockMarkdown(block) {
	switch (block.kind) {
		case "heading": return `## ${escapeMarkdown(block.text)}`;
		case "line": return escapeMarkdown(block.text);
		case "table": {
			const line = (cells) => `| ${cells.map((cell, column) => column < block.words ? escapeMarkdown(cell) : cell).join(" | ")} |`;
			const rule = `|${block.head.map((_, column) => column < block.words ? " --- |" : " ---: |").join("")}`;
			return [
				line(block.head),
				rule,
				...block.rows.map(line)
			].join("\n");
		}
	}
}
/** A table of plain text, its columns as wide as they need. */
function table(head, rows, align) {
	const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
	const line = (cells) => cells.map((cell, column) => align[column] === "right" ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd();
	return [
		line(head),
		line(widths.map((width) => "-".repeat(width))),
		...rows.map(line)
	].join("\n");
}
/** What JSON.stringify leaves as it is, and starts a command to a log. */
const LOG_COMMAND = /(?<=##)\[/g;
/** JSON for programs that a person may also see. It parses to the same value, and no byte of it moves a cursor, turns text around, hides, or is a command to the
*  log that it is printed in. */
function jsonText(value) {
	return `${escapeInvisible(JSON.stringify(value, null, 2)).replace(LOG_COMMAND, "\\u005b")}\n`;
}

export { table as i, blocksText as n, jsonText as r, blocksMarkdown as t };