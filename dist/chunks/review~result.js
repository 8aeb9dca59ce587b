import { t as CHAT_MODELS } from "./profiles~profiles~action~action-post.js";
import { hash } from "node:crypto";

// src/review/result.ts
/** Makes the result of a review out of its parts, and gets the text that was reviewed out of a saved one. Invariant: two results of the same review are equal
*  but for what stands under `timing`, and nothing is in a result that its schema does not name. */
function buildReviewResult({ manuscript, revision, profile, review, toolVersion }) {
	const { root, format, files, title, leftOut, warnings, hidden } = manuscript;
	const { duplicateCosine, cap, answer, unionCosine, sampling } = profile;
	const { models, united, seed, timing } = review;
	const caution = cautionOf(models.map(({ identity }) => identity));
	return {
		schema: "bioreview-review",
		version: 1,
		tool: {
			name: "bioreview",
			version: toolVersion
		},
		manuscript: {
			root,
			format,
			files,
			title: title?.text ?? null,
			revision
		},
		paper: paperOf(manuscript),
		concerns: review.concerns,
		dropped: countDropped([...models.flatMap(({ dropped }) => dropped), ...united]),
		alike: review.nearDuplicates,
		profile: profile.name,
		...caution !== void 0 && { caution },
		settings: {
			...sampling,
			...seed !== void 0 && { seed },
			answer,
			duplicateCosine,
			cap,
			...unionCosine !== void 0 && { unionCosine }
		},
		prompt: promptPart(review.prompt),
		models: models.map(modelPart),
		leftOut,
		warnings,
		hidden,
		timing
	};
}
/** What must be said of the models that answer, whichever profile asks them: a server may serve any. They are known by the digest of their weights; where the
*  server does not say it, by their name or file. */
function cautionOf(models) {
	const known = CHAT_MODELS;
	const said = models.flatMap(({ id, file, sha256, adapter }) => {
		const isIt = ({ id: ours, files: [weights] }) => adapter !== void 0 ? id === ours : sha256 !== void 0 && weights.sha256 !== void 0 ? sha256 === weights.sha256 : id === ours || [id, file].includes(weights.path);
		return known.find(isIt)?.caution ?? [];
	});
	return said.length === 0 ? void 0 : [...new Set(said)].join("; ");
}
/** Several user messages count as one with a NUL between two, which stands in none of them. */
function promptPart({ text, users, report }) {
	return {
		systemSha256: hash("sha256", text),
		userSha256: hash("sha256", users.join("\0")),
		...report
	};
}
function modelPart(model) {
	const { identity, attempts, raw, kept, dropped, repairs, unsupportedSettings } = model;
	return {
		...identity,
		attempts,
		raw,
		kept: kept.length,
		dropped: countDropped(dropped),
		repairs,
		unsent: unsupportedSettings
	};
}
function countDropped(dropped) {
	const of = (because) => dropped.filter((one) => one.because === because).length;
	return {
		sameText: of("exact duplicate"),
		alike: of("near-duplicate"),
		beyondCap: of("beyond the cap"),
		united: of("united")
	};
}
function paperOf({ language, title, abstract, sections }) {
	const part = ({ kind, file, startLine, endLine, text, lines, level }) => ({
		kind,
		file,
		startLine,
		endLine,
		text,
		lines: lines.map(({ offset, line }) => [offset, line]),
		...level !== void 0 && { level }
	});
	return {
		...language !== void 0 && { language },
		...title !== void 0 && { title: part(title) },
		abstract: abstract.map(part),
		sections: sections.map(({ name, passages }) => ({
			name,
			passages: passages.map(part)
		}))
	};
}
/** The text of a saved result, in which concerns can be anchored. The files' own bytes are not kept: each passage's `source` is its text. */
function passagesOfPaper({ language, title, abstract, sections }) {
	const part = ({ lines, ...passage }) => ({
		...passage,
		source: passage.text,
		lines: lines.map(([offset, line]) => ({
			offset,
			line
		}))
	});
	return {
		language,
		title: title && part(title),
		abstract: abstract.map(part),
		sections: sections.map(({ name, passages }) => ({
			name,
			passages: passages.map(part)
		}))
	};
}

export { cautionOf as n, passagesOfPaper as r, buildReviewResult as t };