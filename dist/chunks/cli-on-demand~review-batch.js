import { u as SettingsError } from "./shared~errors.js";
import { n as plainText } from "./publish~sanitise.js";
import { t as reviewRevision } from "./reviewer~review-revision.js";
import { n as batchItems, r as unreadFiles, t as runBatch } from "./cli~batch.js";
import { a as withWhatWorks, i as requestOf, n as dependenciesOf, r as questionOf } from "./cli~review-request.js";
import { n as progressLine } from "./cli~terminal~bioreview.js";
import { resolve } from "node:path";
import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";

// src/cli/review-batch.ts
/** `bioreview review --batch`: what its flags allow, and a review of each manuscript. Invariant: the servers are opened once for all of them, and closed however it ends. */
/** Each manuscript of a list or a folder, on servers that are opened once. */
async function reviewedBatch(path, flags, terminal, signal) {
	const { batch: source, output, concurrency, timeout: patience, format } = flags;
	const { directory } = terminal;
	const refused = (at, fault, remedy) => new SettingsError({
		code: "batch-unusable",
		at,
		fault,
		remedy
	});
	if (path !== ".") throw refused(path, "a batch names its manuscripts itself", "Leave the path out, or --batch");
	if (output === void 0) throw refused("--batch", "it writes a file for each manuscript", "Name their folder with --output");
	if (format !== "text" && format !== "json") throw refused(`--format ${format}`, "the results of a batch are JSON", "Leave it out; bioreview report makes a page of each");
	const items = await batchItems(source, output, directory);
	const unread = await unreadFiles(source, directory);
	const progress = progressLine(terminal, () => performance.now());
	const { profile, system } = await questionOf(flags, directory);
	const dependencies = dependenciesOf(flags, { profile }, terminal, progress);
	const log = {
		...dependencies.log,
		progress() {},
		onReview() {}
	};
	let opening;
	const open = async () => {
		opening ??= dependencies.models.open(signal);
		try {
			return {
				...await opening,
				close: async () => {}
			};
		} catch (error) {
			opening = void 0;
			throw error;
		}
	};
	const { rev, seed, embedder, counter, budget } = flags;
	const settings = {
		profile: profile.name,
		system: digestOf(system),
		rev,
		seed,
		embedder,
		counter,
		budget
	};
	try {
		await runBatch({
			items,
			unread,
			output: resolve(directory, output),
			concurrency,
			settings,
			patience
		}, {
			async review({ file }, signal) {
				const request = await requestOf(file, flags, terminal);
				const models = {
					...dependencies.models,
					open
				};
				const revision = await reviewRevision(request, {
					...dependencies,
					log,
					models
				}, signal);
				if (revision.kind !== "reviewed") throw new RangeError("a batch compares nothing");
				return revision.review;
			},
			identify: dependencies.models.identify,
			notice(line) {
				progress.end();
				terminal.err(`bioreview: ${plainText(line)}\n`);
			},
			progress: progress.show,
			now: () => performance.now()
		}, signal);
	} catch (error) {
		throw withWhatWorks(error, profile);
	} finally {
		progress.end();
		await (await opening?.catch(() => void 0))?.close();
	}
}
function digestOf(text) {
	return text === void 0 ? void 0 : createHash("sha256").update(text).digest("hex");
}

export { reviewedBatch as t };