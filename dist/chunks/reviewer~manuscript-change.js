import { o as ManuscriptError } from "./shared~errors.js";
import { n as readManuscript } from "./manuscript~projects~action.js";

// src/reviewer/manuscript-change.ts
/** Whether a change of files changes the manuscript at all. Fails towards "it does": a review too many costs minutes, one too few lets text in unread. */
/** The base's manuscript is read only where the new one's files say "unchanged": a file may have left it.
*  @param named the file or folder that is the manuscript, where the user names it
*  @throws what reading the base throws, but for a base without a readable manuscript: whatever the new tree has is then new */
async function isManuscriptChanged({ paths, base }, current, named) {
	if (changesFileOf(paths, current)) return true;
	const before = await readManuscript(base, { manuscript: named }).catch((error) => {
		if (error instanceof ManuscriptError) return void 0;
		throw error;
	});
	return before === void 0 || changesFileOf(paths, before) || isComposedOtherwise(before, current);
}
/** Whether a changed file, by its old or its new name, is one of the manuscript's. */
function changesFileOf(paths, { files }) {
	const own = new Set(files);
	return paths.some(({ path, previousPath }) => own.has(path) || previousPath !== void 0 && own.has(previousPath));
}
/** Whether the paper is made of other files, or of the same in another order: by a file that is no text of it, such as the one that lists its chapters. */
function isComposedOtherwise(before, current) {
	return before.root !== current.root || before.files.length !== current.files.length || before.files.some((file, k) => file !== current.files[k]);
}

export { isManuscriptChanged as t };