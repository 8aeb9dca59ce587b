import { a as readJson, n as errnoOf, r as fileAndLine } from "./shared~data-file~action~action-post.js";
import { c as OutputError, u as SettingsError } from "./shared~errors.js";
import { n as calibrationOf, r as parseCalibration, t as CALIBRATIONS } from "./revision~calibration.js";
import { r as userData } from "./shared~user-folders~action~action-post.js";
import { dirname, join } from "node:path";
import { mkdir } from "node:fs/promises";

// src/reviewer/calibrations.ts
/** Calibrations for one embedder: the one that the user made, a file in the user's data folder, before those that come with BioReview.
*  Invariant: a file that is there and is no calibration of that embedder is an error; to pass it over would let another one judge in its place. */
/** Where the calibration of an embedder is kept and looked for. A name such as `org/model` is one file all the same. */
function calibrationPath(embedder, env) {
	return join(userData(env), "calibrations", `${encodeURIComponent(embedder)}.json`);
}
/** Reads what there is for an embedder, once: its weights, and so which calibration holds, are known only when it runs.
*  @throws SettingsError where there is no calibration for this embedder at all, or the user's own is damaged */
async function loadCalibrations(embedder, env) {
	const own = await ownCalibration(embedder, env);
	const known = own === void 0 ? CALIBRATIONS : [own, ...CALIBRATIONS];
	const forWeights = (sha256) => calibrationOf({
		name: embedder,
		sha256
	}, known);
	forWeights(void 0);
	return forWeights;
}
/** @throws OutputError */
async function makeCalibrationFolder(path) {
	await mkdir(dirname(path), { recursive: true }).catch((cause) => {
		throw new OutputError({
			code: "output-not-written",
			at: dirname(path),
			fault: "the folder for calibrations cannot be made",
			remedy: "Name another file with --output, or another data folder with XDG_DATA_HOME",
			cause
		});
	});
}
async function ownCalibration(embedder, env) {
	const path = calibrationPath(embedder, env);
	const value = await readJson(path, (fault, cause, line) => unreadable(fileAndLine(path, line), fault, embedder, cause)).catch((error) => {
		if (["ENOENT", "ENOTDIR"].includes(errnoOf(error.cause) ?? "")) return void 0;
		throw error;
	});
	if (value === void 0) return void 0;
	const calibration = parseCalibration(value, path);
	if (calibration.embedder === embedder) return calibration;
	throw unreadable(path, `it is of the embedder ${calibration.embedder}, not of ${embedder}`, embedder);
}
function unreadable(at, fault, embedder, cause) {
	const remedy = `Make it again: bioreview calibrate --embedder ${embedder}; or take the file away`;
	return new SettingsError({
		code: "calibration-unreadable",
		at,
		fault,
		remedy,
		cause
	});
}

export { loadCalibrations as n, makeCalibrationFolder as r, calibrationPath as t };