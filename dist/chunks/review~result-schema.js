import { _ as strictObject, a as _enum, c as array, d as int, f as literal, h as object, l as boolean, m as number, p as looseObject, u as discriminatedUnion, v as string, y as tuple } from "./zod~action~action-post.js";
import { r as concernSchema } from "./shared~concern~action~action-post.js";
import { n as PASSAGE_KINDS, t as FORMATS } from "./manuscript~manuscript.js";
import { t as VERSION } from "./shared~version~bioreview.js";
import { n as REPAIR_KINDS, t as REPAIRS } from "./review~parse-concern~action.js";
import { t as COUNTERS } from "./review~count-tokens~action.js";

// src/review/result-schema.ts
/** The result of a review as it is saved and handed to other programs: versioned, with its whole provenance. What the steps of a review report of themselves
*  has the types that it has here. `schemas/review.schema.json` is made from the schema. */
const count = int().min(0);
const seconds = number().min(0);
const digest = string().regex(/^[0-9a-f]{64}$/);
const line = int().min(1);
const passageSchema = object({
	kind: _enum(PASSAGE_KINDS),
	file: string(),
	startLine: line,
	endLine: line,
	text: string().min(1).describe("What a reader sees, on one line. Text of the manuscript: data, never markup or a command."),
	lines: array(tuple([int().min(0), line])).min(1).describe("On which line each part of the text stands: offset into it in UTF-16 units, line."),
	level: int().min(1).exactOptional()
});
const paperSchema = object({
	language: string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/).exactOptional().describe("What the paper says that it is written in, by BCP 47."),
	title: passageSchema.exactOptional(),
	abstract: array(passageSchema),
	sections: array(object({
		name: string(),
		passages: array(passageSchema)
	}))
});
const droppedSchema = object({
	sameText: count.describe("Equal to an earlier concern but for case and white space."),
	alike: count.describe("Cosine similarity with an earlier concern at or above the threshold."),
	beyondCap: count.describe("After the largest number of concerns that a review may have."),
	united: count.describe("Made one with a concern of the same or another model.")
});
const repairSchema = object({
	kind: _enum(REPAIR_KINDS).describe(`What was mended: ${Object.entries(REPAIRS).map(([kind, what]) => `"${kind}": ${what}`).join("; ")}.`),
	count,
	examples: array(string()).describe("The first few, shortened. Text of a language model.")
});
const blockSchema = object({
	part: _enum([
		"title",
		"abstract",
		"section"
	]),
	name: string().exactOptional(),
	index: count.exactOptional().describe("Of a section: where it stands among the article's."),
	tokensWhole: count,
	tokensGiven: count,
	charactersWhole: count.describe("Without heading and white space, like charactersRead."),
	charactersRead: count,
	cut: boolean()
});
const promptSchema = object({
	systemSha256: digest.describe("Of the system message in UTF-8; of the prompt for general models, of all its texts."),
	userSha256: digest.describe("Of the user message in UTF-8: what `bioreview prompt` prints. Of several, joined by NUL."),
	questions: count.exactOptional().describe("In how many user messages the paper was asked about by the prompt for general models; absent for the published one."),
	counter: _enum(COUNTERS),
	budget: count,
	tokens: count.describe("Of the user message, by that counter; of all together where there are several."),
	cut: boolean().describe("Whether some of the paper did not reach the model."),
	blocks: array(blockSchema),
	lost: array(object({
		name: string(),
		index: count,
		why: _enum([
			"no name",
			"no text",
			"another section has its name"
		])
	}))
});
const modelSchema = object({
	id: string(),
	server: _enum([
		"bioreview-runner",
		"llama.cpp",
		"vllm",
		"unknown"
	]),
	file: string().exactOptional(),
	sha256: string().exactOptional().describe("Of the file with the weights; where an adapter is laid over it, of both."),
	quantisation: string().exactOptional(),
	device: string().exactOptional(),
	settings: string().exactOptional().describe("How its server computed where that is not as usual, such as `4 requests at once`: last digits depend on it."),
	contextTokens: count.exactOptional(),
	adapter: object({
		file: string().exactOptional(),
		sha256: string().exactOptional(),
		base: string().describe("The name of the model without it at its server."),
		baseSha256: string().exactOptional()
	}).exactOptional().describe("The LoRA that was laid over the file."),
	attempts: array(object({
		seed: count,
		failed: string().exactOptional().describe("Why its answer was not used."),
		promptTokens: count.exactOptional(),
		cachedTokens: count.exactOptional().describe("Of the prompt's, those that the server had read before."),
		answerTokens: count.exactOptional()
	})).min(1),
	raw: count.describe("Concerns in its answer."),
	kept: count,
	dropped: droppedSchema,
	repairs: array(repairSchema),
	unsent: array(string()).describe("Settings that this kind of server cannot be told.")
});
const reviewResultSchema = object({
	schema: literal("bioreview-review"),
	version: literal(1).describe("Grows when a program that reads results must change."),
	tool: object({
		name: literal("bioreview"),
		version: string()
	}),
	manuscript: object({
		root: string(),
		format: _enum(FORMATS),
		files: array(string()).describe("All that were read, in reading order."),
		title: string().nullable(),
		revision: string().describe("Where it was read: a folder, or a folder at a commit.")
	}),
	paper: paperSchema.exactOptional().describe("What was read, for the comparison with a later revision. Results of older programs have none."),
	concerns: array(concernSchema),
	dropped: droppedSchema.describe("Of all models together."),
	alike: discriminatedUnion("done", [object({
		done: literal(true),
		embedder: string(),
		sha256: string().exactOptional(),
		threshold: number()
	}), object({
		done: literal(false),
		why: string()
	})]).describe("Whether concerns that say the same in other words were looked for."),
	profile: string(),
	caution: string().exactOptional().describe("Must be said wherever the concerns are shown."),
	settings: object({
		temperature: number(),
		topP: number(),
		repetitionPenalty: number(),
		maxTokens: count,
		seed: count.exactOptional().describe("As the user named it; absent where the seeds of `models` are derived from prompt, profile and model."),
		answer: strictObject({
			leastConcerns: count,
			mostConcerns: count.exactOptional(),
			longestConcern: count
		}),
		duplicateCosine: number(),
		cap: count,
		unionCosine: number().exactOptional()
	}),
	prompt: promptSchema,
	models: array(modelSchema).min(1),
	leftOut: array(object({
		file: string(),
		lines: object({
			startLine: line,
			endLine: line
		}).exactOptional(),
		why: string()
	})),
	warnings: array(object({
		file: string(),
		line: line.exactOptional(),
		message: string(),
		losesText: literal(true).exactOptional().describe("Text that a reader of the paper sees was not read.")
	})),
	hidden: array(object({
		file: string(),
		line,
		technique: string(),
		characters: count
	})),
	timing: object({
		promptSeconds: seconds,
		models: array(array(object({
			prefillSeconds: seconds.exactOptional(),
			decodeSeconds: seconds.exactOptional(),
			seconds
		}))),
		embeddingSeconds: seconds,
		totalSeconds: seconds
	})
});
const savedSchema = looseObject({
	version: number().optional(),
	tool: looseObject({ version: string() }).optional()
});
/** Why a file that was saved cannot be read, where it comes from another version. @param value the file as plain data
*  @param format the number of the format that is read here
*  @returns a clause about "it"; undefined where it is of this version, or does not say */
function otherVersion(value, format) {
	const { version = format, tool } = savedSchema.safeParse(value).data ?? {};
	const [its, ours] = version === format ? ["", ""] : [` in format ${version}`, `, which reads format ${format}`];
	if (tool !== void 0 && tool.version !== VERSION) return `it was made by BioReview ${tool.version}${its}, and this is ${VERSION}${ours}`;
	return version === format ? void 0 : `it is${its}, and this is BioReview ${VERSION}${ours}`;
}

export { reviewResultSchema as n, otherVersion as t };