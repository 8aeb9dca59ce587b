import { t as Command } from "./commander~bioreview.js";
import { n as plainText } from "./publish~sanitise.js";
import { r as embeddingLookup, t as DEFAULT_EMBEDDER } from "./reviewer~compare-reviews.js";
import { d as anchorsIn, f as textsToAnchor, l as anchorFinder, u as anchorModelFor } from "./revision~change-signals~bioreview.js";
import { o as percent } from "./shared~text.js";
import { r as withNamedEmbeddingFlags, t as embedTexts } from "./cli~embedded-texts.js";
import { n as openManuscript } from "./cli~open-manuscript.js";
import { o as withFormatFlag } from "./cli~options.js";
import { r as jsonText } from "./cli~blocks.js";
import { t as readConcerns } from "./cli~read-reviewed-text.js";
import { r as withProgress } from "./cli~terminal~bioreview.js";
import { r as writeResult } from "./cli~write-result.js";

// src/cli/commands/anchor.ts
/** `bioreview anchor`: concerns in, the passages that each is about out. */
const FORMATS = ["text", "json"];
function anchorCommand(terminal, signal) {
	const command = new Command("anchor").description("Ranks, for each concern, the passages of a manuscript that it is about. None: it is about the whole paper.").argument("<path>", "folder of the manuscript, or its main file").argument("<concerns>", "result of a review (JSON), or an array of concerns").option("--rev <revision>", "read this git revision of the path instead of the files on the disk").option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself");
	return withNamedEmbeddingFlags(withFormatFlag(command, FORMATS, "how the places are written")).addHelpText("after", EXAMPLES).action(async (path, file, flags) => {
		await withProgress(terminal, signal, async (run) => {
			const { progress } = run;
			progress.show(`reading ${path}`);
			const concerns = await readConcerns(file, terminal.directory);
			const { manuscript } = await openManuscript(path, flags, terminal.directory);
			const embedder = flags.embedder ?? "minilm";
			const named = flags.embeddings === void 0 ? {
				...flags,
				embedder
			} : flags;
			const rows = await embedTexts(textsToAnchor(concerns, manuscript), named, run);
			const anchors = anchorsIn(concerns, manuscript, anchorFinder(embedder, embeddingLookup(rows), rows.sha256));
			progress.end();
			if (anchorModelFor(embedder, rows.sha256).basis === "words") terminal.err("bioreview: the places were found by words alone: for this embedder there is no model of places\n");
			await writeResult(void 0, flags.format === "json" ? anchorsJson(anchors) : anchorsText(anchors, concerns), terminal);
		});
	});
}
const EXAMPLES = `
Examples:
  bioreview anchor paper/ review.json
  bioreview anchor paper/ concerns.json --rev v1 --format json`;
function anchorsJson(anchors) {
	const rows = anchors.map((passages, concern) => ({
		concern,
		passages: passages.map(({ passage: { file, startLine, endLine }, probability }) => ({
			file,
			startLine,
			endLine,
			probability
		}))
	}));
	return jsonText(rows);
}
function anchorsText(anchors, concerns) {
	return `${anchors.map((passages, k) => {
		const places = passages.map(({ passage: { file, startLine, endLine }, probability }) => `    ${plainText(file)}:${startLine}-${endLine} (${percent(probability)})`);
		return [`${k + 1}. ${plainText(concerns[k]?.text ?? "")}`, ...places.length === 0 ? ["    the whole paper"] : places].join("\n");
	}).join("\n\n")}\n`;
}

export { anchorCommand as t };