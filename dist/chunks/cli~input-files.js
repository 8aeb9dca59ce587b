import { a as readJson, o as readTextFile, r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { u as SettingsError } from "./shared~errors.js";
import { t as parseLabels } from "./revision~labels.js";
import { join, resolve } from "node:path";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";

// src/cli/input-files.ts
/** Files of the user's own that a flag names: a system message, labelled manuscripts. */
/** A system message for a model that was trained with another than the published one.
*  @param file undefined where the published message is wanted
*  @returns its text without the line end that editors add
*  @throws SettingsError where it cannot be read or says nothing */
async function readSystemPrompt(file, directory) {
	if (file === void 0) return void 0;
	const message = (await readTextFile(resolve(directory, file), (fault, cause) => unusable(file, fault, cause))).replace(/\r?\n$/, "");
	if (message.trim() === "") throw unusable(file, "it is empty");
	return message;
}
function unusable(file, fault, cause) {
	return new SettingsError({
		code: "system-prompt-unusable",
		at: `--system-prompt ${file}`,
		fault,
		remedy: "Name a text file in UTF-8, or leave it out",
		cause
	});
}
/** The labelled manuscripts that an embedder is calibrated on.
*  @param folder the user's own, as it was written; undefined for the one that comes with BioReview: it lies beside the bundle's own, in the repository
*  that is the Action as well
*  @throws SettingsError where the folder is missing or empty, or a file is no labels */
async function readLabels(folder, { directory, program }) {
	const path = folder === void 0 ? join(program, "..", "labels") : resolve(directory, folder);
	const shown = folder ?? path;
	const files = (await readdir(path).catch((cause) => {
		throw missing(shown, `it cannot be read (${cause.code ?? cause.message})`, cause);
	})).filter((name) => name.endsWith(".json")).sort();
	if (files.length === 0) throw missing(shown, "it holds no labelled manuscript");
	return Promise.all(files.map(async (name) => {
		const at = join(shown, name);
		const labels = await readLabelFile(join(path, name), at);
		const stress = existsSync(join(path, "stress", name)) ? await readLabelFile(join(path, "stress", name), join(shown, "stress", name)) : void 0;
		return parseLabels(labels, stress, at);
	}));
}
function readLabelFile(path, at) {
	const remedy = "Write it as labels/README.md says";
	return readJson(path, (fault, cause, line) => new SettingsError({
		code: "labels-unreadable",
		at: fileAndLine(at, line),
		fault,
		remedy,
		cause
	}));
}
function missing(at, fault, cause) {
	return new SettingsError({
		code: "labels-missing",
		at,
		fault,
		remedy: "Use BioReview from its whole repository, or name the folder of labels with --labels",
		cause
	});
}

export { readSystemPrompt as n, readLabels as t };