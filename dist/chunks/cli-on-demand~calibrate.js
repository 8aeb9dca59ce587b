import { t as Command } from "./commander~bioreview.js";
import { u as SettingsError } from "./shared~errors.js";
import { n as plainText } from "./publish~sanitise.js";
import { r as makeCalibrationFolder, t as calibrationPath } from "./reviewer~calibrations.js";
import { r as embeddingLookup } from "./reviewer~compare-reviews.js";
import { u as anchorModelFor } from "./revision~change-signals~bioreview.js";
import { n as labelledTexts, t as calibrate } from "./revision~calibrate.js";
import { o as percent } from "./shared~text.js";
import { r as withNamedEmbeddingFlags, t as embedTexts } from "./cli~embedded-texts.js";
import { t as readLabels } from "./cli~input-files.js";
import { o as withFormatFlag } from "./cli~options.js";
import { n as blocksText, r as jsonText } from "./cli~blocks.js";
import { r as withProgress } from "./cli~terminal~bioreview.js";
import { r as writeResult, t as assertWritable } from "./cli~write-result.js";
import { resolve } from "node:path";

// src/cli/commands/calibrate.ts
/** `bioreview calibrate`: an embedder in; out which of its similarities mean the same concern, or that it cannot tell. */
const FORMATS = ["text", "json"];
function calibrateCommand(terminal, signal) {
	const command = new Command("calibrate").description("Embeds labelled concerns of several manuscripts, fits to them, and judges with each manuscript left out. What comes out is kept in your data folder, and from then on review, compare and the rest use it.\nAn embedder that cannot tell the same concern from another is refused with its figures: exit code 2, and nothing is kept.").option("--labels <folder>", "labelled manuscripts of your own, at least three (default: those that come with BioReview)").option("--output <file>", "write the calibration into this file instead of where it is looked for");
	return withNamedEmbeddingFlags(withFormatFlag(command, FORMATS, "how the figures are written; json: the calibration")).addHelpText("after", EXAMPLES).action((flags) => calibrated(flags, terminal, signal));
}
const EXAMPLES = `
Examples:
  bioreview calibrate --embedder specter2-base
  bioreview calibrate --embedder bge-small --embedder-endpoint http://127.0.0.1:8080
  bioreview calibrate --embedder mine --embeddings rows.jsonl --output mine.json

It is kept in bioreview/calibrations/ of XDG_DATA_HOME, else of ~/.local/share.`;
async function calibrated(flags, terminal, signal) {
	const { embedder: name } = flags;
	if (name === void 0) throw nameMissing();
	const kept = calibrationPath(name, terminal.env);
	const path = flags.output === void 0 ? kept : resolve(terminal.directory, flags.output);
	if (flags.output === void 0) await makeCalibrationFolder(path);
	await assertWritable(path);
	await withProgress(terminal, signal, async (run) => {
		const { progress } = run;
		progress.show("reading the labels");
		const manuscripts = await readLabels(flags.labels, terminal);
		const embeddings = await embedTexts(labelledTexts(manuscripts), flags, run);
		progress.show("fitting");
		const calibration = fitted(name, manuscripts, embeddings, terminal);
		progress.end();
		await writeResult(path, `${JSON.stringify(calibration, void 0, 2)}\n`, terminal);
		const figures = () => figuresText(name, calibration.figures, embeddings.sha256);
		await writeResult(void 0, flags.format === "json" ? jsonText(calibration) : figures(), terminal);
		const elsewhere = path === kept ? "" : `; it is looked for at ${kept}`;
		terminal.err(`bioreview: ${plainText(`the calibration is written to ${flags.output ?? path}${elsewhere}`)}\n`);
	});
}
/** Whoever is refused sees why: all figures, not only those that are too low. */
function fitted(name, manuscripts, embeddings, terminal) {
	const onFigures = (figures) => {
		measured = figures;
	};
	let measured;
	try {
		return calibrate(manuscripts, embeddingLookup(embeddings, EMBED_LABELS), {
			name,
			sha256: embeddings.sha256
		}, onFigures);
	} catch (error) {
		if (measured !== void 0) terminal.err(figuresText(name, measured, embeddings.sha256));
		throw error;
	}
}
const EMBED_LABELS = "Embed the text of every concern of the labels, of those below stress/ too";
function figuresText(name, figures, sha256) {
	return blocksText(calibrationBlocks(name, figures, anchorModelFor(name, sha256)));
}
function nameMissing() {
	return new SettingsError({
		code: "embedder-missing",
		at: "--embedder",
		fault: "a calibration is kept under its embedder's name, and none is named",
		remedy: "Name it with --embedder, such as --embedder specter2-base; with --embeddings it says whose rows they are"
	});
}
/** What a calibration is worth, for people: how well pairs were found on manuscripts that took no part in the fit, and beside it the cosine alone. */
function calibrationBlocks(embedder, figures, anchors) {
	const { pairs, heldOut, cosineAlone, withoutEmbedder, byManuscript, stress } = figures;
	const row = (what, { f1, precision, recall, joinedHard }) => [
		what,
		...[
			f1,
			precision,
			recall
		].map((value) => value.toFixed(3)),
		`${Math.round(joinedHard * pairs.hard)} of ${pairs.hard}`
	];
	const each = Object.entries(byManuscript).map(([name, f1]) => `${name} ${f1.toFixed(2)}`);
	return [
		{
			kind: "heading",
			text: `Calibration of ${embedder}`
		},
		{
			kind: "line",
			text: `The same concern, found on manuscripts that took no part in the fit: ${pairs.same} pairs are the same, ${pairs.partial} partly (they count neither way), ${pairs.hard} different although they share topic or words.`
		},
		{
			kind: "table",
			head: [
				"",
				"F1",
				"precision",
				"recall",
				"different ones joined"
			],
			rows: [
				row("all signals", heldOut),
				row("its cosine alone", cosineAlone),
				row("words without it", withoutEmbedder)
			],
			words: 1
		},
		{
			kind: "line",
			text: `F1 by manuscript: ${each.join(", ")}.`
		},
		...stress === void 0 ? [] : [{
			kind: "line",
			text: `Worded on purpose against it: ${stress.rewordedFound} of ${stress.reworded} reworded concerns are found, ${stress.nearJoined} of ${stress.near} others in the same words are joined.`
		}],
		{
			kind: "line",
			text: anchorLine(anchors)
		}
	];
}
function anchorLine({ basis, figures: { labels, outcomes } }) {
	return `Places of concerns are found ${basis === "words" ? "by words alone, for this embedder has no model of places" : "by words and its embeddings"}: the right one comes first for ${percent(labels.first)} of concerns, among the first three for ${percent(labels.firstThree)}; of points of real reviewers for ${percent(outcomes.first)} and ${percent(outcomes.firstThree)}.`;
}

export { calibrateCommand as t };