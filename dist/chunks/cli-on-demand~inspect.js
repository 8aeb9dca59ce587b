import { i as Option, t as Command } from "./commander~bioreview.js";
import { n as readManuscript, t as findManuscripts } from "./manuscript~projects~action.js";
import { r as keysOf } from "./shared~manuscript-keys~action~action-post.js";
import { n as plainText } from "./publish~sanitise.js";
import { i as unreadLine } from "./publish~review-notes~bioreview.js";
import { t as articleOf } from "./review~article.js";
import { n as buildPrompt } from "./review~prompt~action.js";
import { t as passageReadings } from "./review~passage-readings~action.js";
import { n as tokenCounter } from "./review~count-tokens~action.js";
import { c as thousands, l as truncate, n as counted, s as percentRead } from "./shared~text.js";
import { n as openManuscript, t as findManuscript } from "./cli~open-manuscript.js";
import { c as withPromptFlags, l as withReadFlags, o as withFormatFlag, r as profileOf } from "./cli~options.js";
import { i as table, r as jsonText } from "./cli~blocks.js";
import { r as writeResult } from "./cli~write-result.js";

// src/cli/commands/inspect.ts
/** `bioreview inspect`: what would be read, what would be cut, what is left out and why. No model runs. */
const FORMATS = ["text", "json"];
function inspectCommand(terminal, signal) {
	const command = new Command("inspect").description("Shows what would be read of a manuscript, section by section, what the budget cuts, and what is left out. No model runs.");
	return withFormatFlag(withPromptFlags(withReadFlags(command)), FORMATS, "how it is written; json: everything, each passage with its file and lines").addOption(new Option("--all", "list all manuscripts, as the Action reviews them with manuscripts: all").conflicts("manuscript")).addHelpText("after", EXAMPLES).action(async (path, flags) => {
		if (flags.all) return writeResult(void 0, await listOfAll(path, flags, terminal.directory), terminal);
		const { prompt } = profileOf(flags);
		const inspection = inspect(await openManuscript(path, flags, terminal.directory), {
			counter: await tokenCounter(prompt.counter),
			budget: prompt.budget
		});
		signal.throwIfAborted();
		await writeResult(void 0, flags.format === "json" ? jsonText(inspection) : inspectionText(inspection), terminal);
	});
}
const EXAMPLES = `
Examples:
  bioreview inspect paper/
  bioreview inspect paper/ --rev v2 --json
  bioreview inspect . --manuscript docs/main.tex
  bioreview inspect . --all                    which manuscripts are there, and what each is called`;
/** @throws ManuscriptError, SettingsError */
async function listOfAll(path, flags, directory) {
	const { files } = await findManuscript(path, flags, directory);
	const { manuscripts, leftOut } = await findManuscripts(files);
	const keys = keysOf(manuscripts.map(({ path, root }) => path === "" ? root : path));
	const listed = await Promise.all(manuscripts.map(async ({ root, format, words }, k) => ({
		key: keys[k] ?? "",
		root,
		format,
		title: (await readManuscript(files, { manuscript: root })).title?.text ?? null,
		words
	})));
	if (flags.format === "json") return jsonText({
		schema: "bioreview-manuscripts",
		version: 1,
		revision: files.label,
		manuscripts: listed,
		leftOut
	});
	const rows = listed.map(({ key, root, format, title, words: count }) => [
		key,
		plainText(root),
		format,
		thousands(count),
		truncate(plainText(title ?? "(no title found)"), NAME_WIDTH)
	]);
	return joined([
		`${counted(listed.length, "manuscript")} · ${plainText(files.label)}`,
		table([
			"key",
			"manuscript",
			"format",
			"words",
			"title"
		], rows, [
			"left",
			"left",
			"left",
			"right",
			"left"
		]),
		leftOutList(leftOut)
	]);
}
function inspect({ manuscript, revision }, { counter, budget }) {
	const { format, root, files, title, abstract, sections, leftOut, warnings, hidden } = manuscript;
	const sourced = articleOf(manuscript);
	const { report } = buildPrompt(sourced.article, {
		counter,
		budget
	});
	const reads = new Map(passageReadings(sourced, report).map(({ passage, read }) => [passage, read]));
	const inspected = (part, passage, section) => ({
		part,
		...section !== void 0 && { section },
		...passage,
		read: reads.get(passage) ?? "none"
	});
	const passages = [
		...title === void 0 ? [] : [inspected("title", title)],
		...abstract.map((passage) => inspected("abstract", passage)),
		...sections.flatMap((section, at) => section.passages.map((passage) => inspected("section", passage, at)))
	];
	return {
		schema: "bioreview-inspection",
		version: 1,
		revision,
		format,
		root,
		files,
		title: title?.text ?? null,
		abstract: abstract.map(({ text }) => text).join(" "),
		words: words(passages),
		sections: sections.map(({ name, passages: own }) => ({
			name,
			promptName: promptNameOf(own, sourced),
			words: words(own)
		})),
		passages,
		prompt: report,
		leftOut,
		warnings,
		hidden
	};
}
/** The block of the prompt that a section's text went into. */
function blockOf(section, { blocks }) {
	return blocks.find(({ part, name }) => part === "section" && name === section.promptName);
}
function promptNameOf(own, { article, sections }) {
	const at = sections.findIndex(({ passages }) => own.some((passage) => passages.includes(passage)));
	return article.sections[at]?.[0] ?? null;
}
function words(passages) {
	return passages.reduce((sum, { text }) => sum + text.split(" ").length, 0);
}
/** Longer names are cut in the table; the JSON has them whole. */
const NAME_WIDTH = 44;
/** Lines of each list; more would fill the screen. */
const SHOWN = 12;
/** One table of what is read, one list of what is not. */
function inspectionText(inspection) {
	const { title, root, format, files, words, revision, prompt, leftOut, warnings, hidden } = inspection;
	const head = [title === null ? "(no title found)" : plainText(title), `${format}, ${plainText(root)}${moreFiles(files.length - 1)}, ${thousands(words)} words · ${plainText(revision)}`];
	const total = `${thousands(prompt.tokens)} of ${thousands(prompt.budget)} tokens by ${prompt.counter}${readWords(inspection)}`;
	return joined([
		head.join("\n"),
		`${sectionTable(inspection)}\n${total}`,
		leftOutList(leftOut),
		listSection("Warnings", warnings.map(({ file, line, message }) => `${plainText(file)}${line === void 0 ? "" : `:${line}`}: ${plainText(message)}`)),
		listSection("Hidden from readers, and not given to the model", hidden.map(({ file, line, technique, characters }) => `${plainText(file)}:${line}: ${plainText(technique)}, ${characters} characters`))
	]);
}
function joined(parts) {
	return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
function leftOutList(leftOut) {
	return listSection("Left out", leftOut.map(({ file, lines, why }) => `${plainText(file)}${lines === void 0 ? "" : `:${span(lines)}`}: ${plainText(why)}`));
}
function readWords({ prompt, warnings }) {
	const limits = [...prompt.cut ? ["the paper is cut"] : [], ...unreadLine(warnings)];
	return limits.length === 0 ? ", all is read" : `, ${limits.map((limit) => plainText(limit)).join("; ")}`;
}
function sectionTable(inspection) {
	const { abstract, sections, prompt } = inspection;
	const rows = sections.map((section) => {
		const block = blockOf(section, prompt);
		return {
			name: section.name === "" ? "(before the first heading)" : plainText(section.name),
			promptName: section.promptName === null ? "-" : plainText(section.promptName),
			words: section.words,
			tokens: block === void 0 ? "-" : thousands(block.tokensWhole),
			read: block === void 0 ? "-" : percentRead(block.charactersRead, block.charactersWhole)
		};
	});
	const summary = prompt.blocks.find(({ part }) => part === "abstract");
	const all = [{
		name: abstract === "" ? "(no abstract found)" : "Abstract",
		promptName: abstract === "" ? "-" : "abstract",
		words: abstract === "" ? 0 : abstract.split(" ").length,
		tokens: summary === void 0 ? "-" : thousands(summary.tokensWhole),
		read: summary === void 0 ? "-" : percentRead(summary.charactersRead, summary.charactersWhole)
	}, ...rows];
	return table([
		"section",
		"in the prompt",
		"words",
		"tokens",
		"read"
	], all.map(({ name, promptName, words, tokens, read }) => [
		truncate(name, NAME_WIDTH),
		promptName,
		thousands(words),
		tokens,
		read
	]), [
		"left",
		"left",
		"right",
		"right",
		"right"
	]);
}
function span({ startLine, endLine }) {
	return startLine === endLine ? String(startLine) : `${startLine}-${endLine}`;
}
function moreFiles(count) {
	return count === 0 ? "" : ` and ${counted(count, "more file")}`;
}
function listSection(title, lines) {
	if (lines.length === 0) return "";
	const more = lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more, which --json lists`] : [];
	return [
		`${title}:`,
		...lines.slice(0, SHOWN).map((line) => `  ${line}`),
		...more
	].join("\n");
}

export { inspectCommand as t };