import { i as folderOf, u as resolveBelow } from "./manuscript~file-tree~action.js";

// src/manuscript/formats/latex/mask.ts
/** Environments whose body is no LaTeX. */
const VERBATIM = new Set([
	"verbatim",
	"Verbatim",
	"lstlisting",
	"minted",
	"comment",
	"filecontents"
].flatMap((name) => [name, `${name}*`]));
/** A verbatim word ends within 300 characters: a longer one is a \verb that nothing closes, and its line may be the file. */
const MARK = /\\begin\s*\{(?<begin>[^{}\n]*)\}|\\end\s*\{(?<end>[^{}\n]*)\}|\\verb\*?(?<quote>[^a-zA-Z\s*])[^\n]{0,300}?\k<quote>|\\(?<macro>[a-zA-Z@]+|[^a-zA-Z@]|$)|(?<comment>%[^\n]*)|(?<blank>\n[ \t\r]*(?=\n))|(?<open>\{)|(?<close>\})/g;
/** All marks of `text` in order. A verbatim environment is one token; one that never ends is a "begin" like any other. */
function* tokenizeLatex(text) {
	const neverEnds = /* @__PURE__ */ new Set();
	const mark = new RegExp(MARK);
	for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
		const at = found.index;
		const end = mark.lastIndex;
		const { begin, end: ended, quote, macro, comment, blank, open } = found.groups ?? {};
		if (begin !== void 0) {
			const closing = VERBATIM.has(begin) && !neverEnds.has(begin) ? text.indexOf(`\\end{${begin}}`, end) : -1;
			if (closing === -1) {
				neverEnds.add(begin);
				yield {
					kind: "begin",
					name: begin,
					at,
					end
				};
			} else {
				mark.lastIndex = closing + `\\end{${begin}}`.length;
				yield {
					kind: "verbatim",
					name: begin,
					at,
					end: mark.lastIndex
				};
			}
		} else if (ended !== void 0) yield {
			kind: "end",
			name: ended,
			at,
			end
		};
		else if (quote !== void 0) yield {
			kind: "verbatim",
			name: "verb",
			at,
			end
		};
		else if (macro !== void 0) yield {
			kind: "macro",
			name: macro,
			at,
			end
		};
		else if (comment !== void 0) yield {
			kind: "comment",
			at,
			end
		};
		else if (blank !== void 0) yield {
			kind: "paragraph end",
			at,
			end
		};
		else yield {
			kind: open === void 0 ? "close" : "open",
			at,
			end
		};
	}
}
/** `\href{https://a.org/x%20y}`: a parser takes the `%` for a comment and loses the closing brace. */
const ADDRESS = /\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\}/g;
/** Code within a line, which is no LaTeX: it gets letters under another name instead. */
const INLINE_CODE = /\\(?:(lstinline)|(mintinline|mint)|(Verb))\*?(?![A-Za-z@])(?:\s*\[[^\]\n]{0,500}\])?/g;
/** What these macros are called in the masked copy, in which their code is one group. */
const MASKED_CODE = {
	listing: "lstinlinQ VerQ",
	minted: "mintinlinQ minQ"
};
function hideInCode(text) {
	let out = "";
	let done = 0;
	INLINE_CODE.lastIndex = 0;
	for (let found = INLINE_CODE.exec(text); found !== null; found = INLINE_CODE.exec(text)) {
		let from = INLINE_CODE.lastIndex;
		if (found[2] !== void 0) from += /^\s*\{[^{}\n]{0,100}\}/.exec(text.slice(from, from + 200))?.[0].length ?? 0;
		const end = endOfCode(text, from);
		const nameEnd = found.index + found[0].search(/(?<=[A-Za-z])(?![A-Za-z])/);
		out += `${text.slice(done, nameEnd - 1)}Q`;
		done = nameEnd;
		if (end === void 0) continue;
		out += `${text.slice(nameEnd, from)}{${text.slice(from + 1, end).replace(/[^\w\s#]/g, "x")}}`;
		done = end + 1;
		INLINE_CODE.lastIndex = done;
	}
	return out + text.slice(done);
}
/** Where the code ends that begins with a brace or any other sign at `from`; undefined where its line, or the paragraph, ends
*  before it does. */
function endOfCode(text, from) {
	const opener = text[from];
	if (opener === void 0 || /[\s\w*}]/.test(opener)) return void 0;
	let depth = 1;
	for (let at = from + 1; at < text.length && at < from + LONGEST_CODE; at++) {
		const sign = text[at];
		if (sign === "\n" && (opener !== "{" || /^[ \t\r]*\n/.test(text.slice(at + 1, at + 200)))) return void 0;
		if (opener !== "{") {
			if (sign === opener) return at;
		} else if (sign === "{") depth++;
		else if (sign === "}" && --depth === 0) return at;
	}
}
/** Characters. */
const LONGEST_CODE = 2e3;
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/gm;
/** Names that begin like a conditional and take their branches as arguments: they have no \fi. Each with how many arguments ask. */
const BRACED_CONDITIONALS = new Map(Object.entries({
	ifthenelse: 1,
	iftoggle: 1,
	nottoggle: 1,
	ifbool: 1,
	notbool: 1,
	ifdef: 1,
	ifundef: 1,
	ifcsdef: 1,
	ifcsundef: 1,
	ifdefempty: 1,
	ifdefvoid: 1,
	ifcsempty: 1,
	ifcsvoid: 1,
	ifblank: 1,
	notblank: 1,
	ifstrempty: 1,
	ifboolexpr: 1,
	ifnumodd: 1,
	ifdefstring: 2,
	ifstrequal: 2,
	ifdefequal: 2,
	ifnumequal: 2,
	ifnumgreater: 2,
	ifnumless: 2,
	ifdimequal: 2,
	ifdimgreater: 2,
	ifdimless: 2,
	ifcsstring: 2,
	ifinlist: 2,
	ifnumcomp: 3,
	ifdimcomp: 3,
	IfFileExists: 1,
	"@ifundefined": 1,
	"@ifpackageloaded": 1
}));
const NO_CONDITIONAL = /* @__PURE__ */ new Set([
	"iff",
	"ifdefmacro",
	"ifdefparam",
	"ifpatchable",
	"ifrmnum",
	"ifentrytype",
	"iffieldundef"
]);
/** Whether a macro of this name, which the author did not define, is closed by \fi. */
function isConditional(name) {
	return /^if[a-zA-Z@]*$/.test(name) && !BRACED_CONDITIONALS.has(name) && !NO_CONDITIONAL.has(name);
}
/** @returns the copy, of the length of the text, and what was met on the way */
function maskLatex(source) {
	const notes = [];
	let text = source.replaceAll("\r", " ").replace(ADDRESS, hideInAddress);
	text = hideInCode(text);
	const conflict = /^<{7}/m.exec(text);
	if (conflict !== null && /^>{7}/m.test(text)) {
		notes.push({
			kind: "merge conflict",
			at: conflict.index
		});
		text = text.replace(CONFLICT, (marker) => `%${" ".repeat(marker.length - 1)}`);
	}
	const ranges = [];
	const branches = new FalseBranches(text);
	let cut = text.length;
	const tokens = tokenizeLatex(text);
	for (const token of tokens) if (token.kind === "verbatim" && token.name !== "verb") ranges.push(bodyOf(token));
	else if (token.kind === "end" && token.name === "document") {
		cut = token.at;
		const rest = text.slice(token.end).search(/\S/);
		if (rest !== -1) notes.push({
			kind: "after the end",
			at: token.end + rest
		});
		break;
	} else if (token.kind === "macro") {
		const found = branches.see(token, tokens);
		if (found === "unclosed") notes.push({
			kind: "unclosed iffalse",
			at: token.at
		});
		else if (found !== void 0) ranges.push(found);
	}
	return {
		text: blankOut(text, ranges).slice(0, cut),
		notes
	};
}
function hideInAddress(address) {
	const brace = address.indexOf("{");
	return address.slice(0, brace + 1) + address.slice(brace + 1).replace(/[%$&~#^\\]/g, "x");
}
function bodyOf({ name, at, end }) {
	return {
		at: at + `\\begin{${name}}`.length,
		end: end - `\\end{${name}}`.length
	};
}
/** Finds what \iffalse and `\if0` leave out, and the \fi of those that ended at an \else. */
var FalseBranches = class {
	#text;
	/** Of each \iffalse that ended at its \else: conditionals open within what stands after that. */
	#otherwise = [];
	constructor(text) {
		this.#text = text;
	}
	/** @param tokens after it, of which an \iffalse takes what it leaves out */
	see(token, tokens) {
		if (this.#isFalse(token)) {
			const end = endOfFalse(tokens);
			if (end === void 0) return "unclosed";
			if (end.isElse) this.#otherwise.push(0);
			return end.isCut === true ? void 0 : {
				at: token.at,
				end: end.at
			};
		}
		const inner = this.#otherwise.pop();
		if (inner === void 0) return void 0;
		if (token.name === "fi" && inner === 0) return token;
		this.#otherwise.push(inner + (isConditional(token.name) ? 1 : token.name === "fi" ? -1 : 0));
	}
	#isFalse({ name, at, end }) {
		if (name !== "iffalse" && !(name === "if" && /^\s*0\s/.test(this.#text.slice(end, end + 10)))) return false;
		return !/\\(?:unless|let\s*\\[a-zA-Z@]{1,60}\s*=?)\s*$/.test(this.#text.slice(Math.max(0, at - 80), at));
	}
};
/** Where the \fi or \else ends that belongs to an \iffalse just read; undefined where there is none. Reads on in `tokens`. */
function endOfFalse(tokens) {
	let inner = 0;
	let braces = 0;
	for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
		const token = next.value;
		if (token.kind === "open") braces++;
		if (token.kind === "close" && --braces < 0) return {
			at: token.at,
			isElse: false,
			isCut: true
		};
		if (token.kind !== "macro") continue;
		if (isConditional(token.name)) inner++;
		else if (token.name === "fi" && inner-- === 0) return {
			at: token.end,
			isElse: false
		};
		else if (token.name === "else" && inner === 0) return {
			at: token.end,
			isElse: true
		};
	}
}
/** Whole lines become comments, so that no blank line appears where the author left none. */
function blankOut(text, ranges) {
	let out = "";
	let done = 0;
	for (const { at, end } of ranges) {
		out += text.slice(done, at);
		out += text.slice(at, end).replace(/[^\n]+(?=\n)/g, (part) => `%${" ".repeat(part.length - 1)}`).replace(/[^\n]+$/, (part) => " ".repeat(part.length));
		done = end;
	}
	return out + text.slice(done);
}

// src/manuscript/formats/latex/include.ts
/** Which file an \input names. Invariant: only files of the tree are ever opened; a name that leads out of it is refused before
*  anything is asked. */
const ONE = /^(?:input|include|subfile|subfileinclude|InputIfFileExists|loadglsentries)$/;
const TWO = /^(sub)?(?:import|inputfrom|includefrom)$/;
/** The files that a text includes, in order, comments ignored. */
function includedFiles(text) {
	const { text: masked } = maskLatex(text);
	const found = [];
	for (const token of tokenizeLatex(masked)) {
		if (token.kind !== "macro") continue;
		const rest = text.slice(token.end, token.end + 1e3);
		const one = ONE.test(token.name) ? /^\s*(?:\{([^{}\n]+)\}|([\w./-]+))/.exec(rest) : null;
		const by = TWO.exec(token.name);
		const two = by === null ? null : /^\*?\s*\{([^{}\n]*)\}\s*\{([^{}\n]+)\}/.exec(rest);
		if (one !== null) found.push({
			name: (one[1] ?? one[2] ?? "").trim(),
			from: "none"
		});
		else if (two !== null) found.push({
			name: (two[2] ?? "").trim(),
			folder: (two[1] ?? "").trim(),
			from: by?.[1] === void 0 ? "of the root" : "of the import"
		});
	}
	return found;
}
/** As a message names it. */
function writtenPath({ folder = "", name }) {
	return folder === "" || folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}
/** Looks where TeX looks: in the folder of the import, then from the root file's folder, then from the including file's; as
*  written, then with `.tex`.
*  @param paths of the tree */
function resolveInclude(inclusion, place, paths) {
	const name = plainName(inclusion.name);
	const folder = plainName(inclusion.folder ?? "");
	if (isAbsolute(inclusion.from === "none" ? name : folder)) return { fault: "outside the tree" };
	const rootFolder = folderOf(place.root);
	const importFolder = inclusion.from === "none" ? place.importFolder : resolveBelow(inclusion.from === "of the root" ? rootFolder : place.importFolder ?? rootFolder, folder);
	const beside = inclusion.from === "none" ? "" : folder;
	const candidates = [...importFolder === void 0 ? [] : [resolveBelow(importFolder, name)], ...[rootFolder, folderOf(place.file)].map((from) => resolveBelow(from, beside === "" ? name : `${beside}/${name}`))];
	for (const candidate of candidates) {
		if (candidate === void 0) continue;
		for (const path of [candidate, `${candidate}.tex`]) if (paths.has(path) && !isFigure(path)) return {
			path,
			importFolder
		};
	}
	return { fault: candidates.every((candidate) => candidate === void 0) ? "outside the tree" : "not found" };
}
function plainName(written) {
	return written.replace(/^"(.*)"$/, "$1").replaceAll("\\", "/");
}
function isAbsolute(name) {
	return /^\/|^[A-Za-z]:|^~/.test(name);
}
function isFigure(path) {
	return /\.(?:pdf|png|jpe?g|eps|svg)$/i.test(path);
}
/** A file, and the folder of the import by which it is reached. */
/** What a file includes, where it is there: each once for each folder of an import. */
function includedBy(text, { path, importFolder }, root, paths) {
	return includedFiles(text).flatMap((inclusion) => {
		const found = resolveInclude(inclusion, {
			root,
			file: path,
			importFolder
		}, paths);
		return "path" in found ? [found] : [];
	});
}
/** Files. No paper includes so many; the first look then stops looking for more. */
const MAX_INCLUDED = 500;
/** The files that a document includes, those that they include too, itself first, in the order in which they are met. Files that
*  are not there or cannot be read are passed over here: the parser reports them. */
async function reachableFiles(root, files) {
	const seen = /* @__PURE__ */ new Map([[root, {
		path: root,
		importFolder: void 0
	}]]);
	for (const [, reached] of seen) {
		if (seen.size > MAX_INCLUDED) break;
		const text = await files.text(reached.path).then((read) => read.text, () => "");
		for (const found of includedBy(text, reached, root, files.paths)) {
			const key = [found.path, ...found.importFolder === void 0 ? [] : [found.importFolder]].join("\n");
			if (!seen.has(key)) seen.set(key, found);
		}
	}
	return [...new Set([...seen.values()].map(({ path }) => path))];
}

export { BRACED_CONDITIONALS as a, isConditional as c, writtenPath as i, maskLatex as l, reachableFiles as n, MASKED_CODE as o, resolveInclude as r, blankOut as s, includedBy as t, tokenizeLatex as u };