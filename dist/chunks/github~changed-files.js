import { a as _enum, c as array, h as object, v as string } from "./zod~action~action-post.js";
import { s as isPlainPath } from "./manuscript~file-tree~action.js";
import { f as parseFullName } from "./github~commit-status~action~action-post.js";

// src/github/read/changed-files.ts
/** The files that a pull request changes, and on which of their lines a review may comment. Invariants: what is beyond GitHub's bound is reported, never taken for
*  unchanged; a line that is offered lies in a hunk, for one outside makes GitHub refuse the whole review, and a patch that cannot be read offers none. */
/** GitHub lists no more, whatever is asked. */
const MAX_FILES = 3e3;
const PAGE_SIZE = 100;
const page = array(object({
	filename: string(),
	previous_filename: string().optional(),
	status: _enum([
		"added",
		"removed",
		"modified",
		"renamed",
		"copied",
		"changed",
		"unchanged"
	]),
	patch: string().optional()
}));
/** One request for each hundred files. */
async function changedFiles(github, { repository, number }) {
	const parameters = {
		...parseFullName(repository),
		pull_number: number,
		per_page: PAGE_SIZE
	};
	const pages = github.pages(({ rest, paginate }) => paginate.iterator(rest.pulls.listFiles, parameters), page);
	const listed = [];
	for await (const files of pages) {
		listed.push(...files);
		if (listed.length >= MAX_FILES) break;
	}
	const files = listed.flatMap(({ filename: path, previous_filename: previousPath, status, patch }) => isPlainPath(path) ? [{
		path,
		status,
		...previousPath === void 0 ? {} : { previousPath },
		...patch === void 0 ? {} : { patch }
	}] : []);
	const complete = listed.length < MAX_FILES;
	return {
		files,
		notes: complete ? [] : [`GitHub lists only the first ${MAX_FILES} changed files of this pull request`],
		complete
	};
}
/** By path of the head, each hunk's lines there, context included. Files without a patch (binary, too large) and removed ones are not in it. */
function diffLines(files) {
	return new Map(files.flatMap(({ path, status, patch }) => {
		const hunks = status === "removed" || patch === void 0 ? [] : hunksOf(patch);
		return hunks.length > 0 ? [[path, hunks]] : [];
	}));
}
/**     @@ -12,7 +12,9 @@ \section{Methods}
*               ^^^^ first line and number of lines on the head's side; one line where no number stands, none after `,0`: only deleted */
const HUNK = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/;
/** Lines end at \n alone: a manuscript's own carriage return or line separator, with a hunk's head after it, begins none. */
function hunksOf(patch) {
	return patch.split("\n").flatMap((line) => {
		const [, start, length = "1"] = HUNK.exec(line) ?? [];
		const [first, lines] = [Number(start), Number(length)];
		return start !== void 0 && lines > 0 ? [{
			first,
			last: first + lines - 1
		}] : [];
	});
}

export { diffLines as n, changedFiles as t };