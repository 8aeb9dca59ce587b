import { o as ManuscriptError } from "./shared~errors.js";
import { i as folderOf, u as resolveBelow } from "./manuscript~file-tree~action.js";

// src/manuscript/formats/markdown/include.ts
/** Which files a Markdown file includes, and which lines of them. Invariant: only files of the tree are ever opened. */
/** The nearest folder above a file that holds a project's settings; "" where none does. */
function projectFolderOf(file, paths) {
	for (let folder = folderOf(file);; folder = folderOf(folder)) {
		const within = folder === "" ? "" : `${folder}/`;
		if ([
			"_quarto.yml",
			"_quarto.yaml",
			"myst.yml",
			"myst.yaml"
		].some((name) => paths.has(within + name)) || folder === "") return folder;
	}
}
/** Quarto and knitr look from the folder of the document that is rendered, also for what an included file includes; the others
*  from the including file. A path that begins with a slash is the project's.
*  @returns the paths to try, none where it leads out of the tree */
function includeCandidates(path, { format, top, file, projectFolder }) {
	const isRooted = path.startsWith("/");
	return (isRooted ? [projectFolder, ""] : format === "quarto" || format === "rmarkdown" ? [
		folderOf(top),
		folderOf(file),
		""
	] : [folderOf(file), ""]).map((folder) => resolveBelow(folder, isRooted ? path.slice(1) : path)).filter((one) => one !== void 0);
}
/** The parts of a text that MyST's options name, as mystmd 1.8 reads them: lines by number (from 0, or from 1 in `lines`), or
*  from and to a text. */
function includedRanges(text, options) {
	const given = options ?? /* @__PURE__ */ new Map();
	const lines = text.split("\n");
	const starts = [0];
	for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length + 1);
	const rangeOf = (from, to) => ({
		start: starts[Math.max(0, from)] ?? text.length,
		end: Math.min(text.length, starts[Math.min(lines.length, to)] ?? text.length)
	});
	const listed = given.get("lines");
	if (listed !== void 0) return listed.split(",").flatMap((item) => {
		const [, first, dash, last] = /^\s*(\d+)\s*(-?)\s*(\d*)\s*$/.exec(item) ?? [];
		if (first === void 0) return [];
		return [rangeOf(Number(first) - 1, dash === "" ? Number(first) : last === "" ? lines.length : Number(last))];
	});
	const number = (name) => /^-?\d+$/.test(given.get(name) ?? "") ? Number(given.get(name)) : void 0;
	const startLine = number("start-line") ?? 0;
	const endLine = number("end-line") ?? lines.length;
	const { start, end } = rangeOf(startLine < 0 ? lines.length + startLine : startLine, endLine < 0 ? lines.length + endLine + 1 : endLine);
	return [betweenTexts(text, {
		start,
		end
	}, given)];
}
function betweenTexts(text, { start, end }, given) {
	const after = given.get("start-after") ?? given.get("start-at");
	const before = given.get("end-before") ?? given.get("end-at");
	const found = after === void 0 ? -1 : text.indexOf(after, start);
	const from = found === -1 || after === void 0 ? start : given.has("start-after") ? found + after.length : found;
	const closes = before === void 0 ? -1 : text.indexOf(before, from);
	const to = closes === -1 || before === void 0 ? end : given.has("end-before") ? closes : closes + before.length;
	return {
		start: from,
		end: Math.max(from, Math.min(to, end))
	};
}
/** What includes a file, for a first look: Quarto's shortcode, MyST's directive, a child of knitr. */
const INCLUDES = /\{\{<\s*include\s+["']?([^\s"'>]+)["']?\s*>\}\}|^[ \t>]*[`~:]{3,}\{include\}[ \t]*(\S+)|\bchild\s*=\s*["']([^"'\n]+)["']/gm;
/** Files, and characters. No paper has so many; the first look then stops looking for more. */
const MAX_INCLUDED = 200;
const MAX_TEXT = 4e6;
/** The text of a paper as a first look sees it, with what it includes in its place, and the files that it is made of. Files that
*  are not there or cannot be read are passed over here, as are notebooks of a project that cannot be, or whose images come to
*  more: the parser reads or reports them.
*  @throws whatever reading another part throws */
async function expandedText(parts, format, files) {
	const reads = new Set(parts);
	let taken = 0;
	const expand = async (file, top) => {
		const isNotebook = /\.ipynb$/i.test(file);
		if (isNotebook && taken > MAX_TEXT) return "";
		const { text: written } = await files.text(file);
		taken += written.length;
		const text = isNotebook ? (await import("./cells.js")).markdownOf(file, written) : written;
		const place = {
			format,
			top,
			file,
			projectFolder: projectFolderOf(top, files.paths)
		};
		const pieces = [];
		let at = 0;
		for (const found of text.matchAll(INCLUDES)) {
			const path = includeCandidates(found[1] ?? found[2] ?? found[3] ?? "", place).find((one) => files.paths.has(one));
			if (path === void 0 || reads.has(path) || reads.size > MAX_INCLUDED || taken > MAX_TEXT) continue;
			reads.add(path);
			pieces.push(text.slice(at, found.index), await expand(path, top).catch(() => ""));
			at = found.index + found[0].length;
		}
		return pieces.join("") + text.slice(at);
	};
	const texts = [];
	for (const part of parts) try {
		texts.push(await expand(part, part));
	} catch (error) {
		if (!(parts.length > 1 && /\.ipynb$/i.test(part)) || !(error instanceof ManuscriptError)) throw error;
	}
	return {
		text: texts.join("\n\n"),
		reads: [...reads]
	};
}

export { projectFolderOf as i, includeCandidates as n, includedRanges as r, expandedText as t };