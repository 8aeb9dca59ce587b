import { o as ManuscriptError } from "./shared~errors.js";
import { c as array, d as int, f as literal, g as record, h as object, l as boolean, v as string } from "./zod~action~action-post.js";
import { i as folderOf, l as notInTree, n as byCodeUnit, o as isInSkippedFolder, r as extensionOf, s as isPlainPath, t as MAX_FILES } from "./manuscript~file-tree~action.js";
import { t as RequestFault } from "./github~request-fault~action~action-post.js";
import { f as parseFullName } from "./github~commit-status~action~action-post.js";
import { createHash } from "node:crypto";

// src/github/read/commit-files.ts
/** One commit as a tree of files, read through the API. Invariants: nothing is checked out; links, submodules and paths that could name something outside
*  are not in it; what is read has the bytes that its git name stands for, or it is an error. */
const objectName = string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const treeAnswer = object({
	truncated: boolean(),
	tree: array(object({
		path: string(),
		mode: string(),
		type: string(),
		sha: objectName.nullish(),
		size: int().min(0).optional()
	}))
});
const blobAnswer = object({
	encoding: literal("base64"),
	content: string()
});
const batchAnswer = object({ repository: record(string(), object({ text: string().nullable() }).nullable()).nullable() });
/** GraphQL nodes are cheap, but GitHub gives a request ten seconds. */
const MAX_BLOBS = 100;
/** Bytes of one answer. */
const MAX_BATCH_BYTES = 4e6;
/** Bytes. GraphQL shortens texts of half a megabyte. */
const MAX_TEXT_BYTES = 5e5;
/** What a manuscript, and looking for one, may read. */
const TEXT = /^(?:md|markdown|mdown|qmd|rmd|tex|ltx|latex|cls|sty|bib|ya?ml)$/;
/** Bytes. GitHub gives blobs up to 100 MB; texts of manuscripts are refused far below this by whoever reads them. */
const MAX_BLOB_BYTES = 2e7;
/** The commits of one repository, each listed once, and each text read once in whichever of them it stands. */
function repositoryFiles(github, repository) {
	const texts = /* @__PURE__ */ new Map();
	const trees = /* @__PURE__ */ new Map();
	return (sha) => {
		const tree = trees.get(sha) ?? commitFiles(github, repository, sha, texts);
		trees.set(sha, tree);
		return tree;
	};
}
/** One request when first listed; one for each hundred texts that are read, and one for each that is long or no UTF-8.
*  @param sha of a commit, also of one that only a fork's branch or an earlier push held
*  @param texts what was read of other commits of the repository, which hold mostly the same: what is read here is added
*  @throws (when listed) ManuscriptError `commit-gone` where GitHub no longer has it, `tree-too-large`; RequestFault */
function commitFiles(github, repository, sha, texts = /* @__PURE__ */ new Map()) {
	const name = parseFullName(repository);
	const label = `${repository} at ${sha.slice(0, 7)}`;
	let listed;
	const blobs = () => {
		listed ??= fetchTree(github, name, sha, label);
		return listed;
	};
	const readAll = (batch) => {
		const answers = fetchBatch(github, name, batch);
		for (const blob of batch) {
			const bytes = answers.then(async (found) => found.get(blob.id) ?? fetchBlob(github, name, blob));
			bytes.catch(() => void 0);
			texts.set(blob.id, bytes);
		}
	};
	return {
		label,
		list: async () => [...(await blobs()).values()].map(({ path, size }) => ({
			path,
			size
		})),
		read: async (path) => {
			const all = await blobs();
			const blob = all.get(path);
			if (blob === void 0) throw notInTree(path, label);
			if (blob.size > MAX_BLOB_BYTES) throw tooLarge(path, blob.size);
			if (!texts.has(blob.id)) readAll(blobBatch(blob, [...all.values()].filter(({ id }) => !texts.has(id))));
			return texts.get(blob.id) ?? fetchBlob(github, name, blob);
		}
	};
}
/** Which blobs are fetched together, so that a manuscript of a hundred files costs one request and not a hundred. Count and bytes are bounded.
*  @param unread blobs that were not fetched yet, `blob` among them
*  @returns `blob` and those that are likely to be asked for next: texts, of its own folder first. It alone where it is long or no text */
function blobBatch(blob, unread) {
	if (!isShortText(blob)) return [blob];
	const folder = folderOf(blob.path);
	const others = unread.filter((other) => other.path !== blob.path && isShortText(other));
	const near = others.filter(({ path }) => folderOf(path) === folder);
	const far = others.filter(({ path }) => folderOf(path) !== folder);
	const batch = [blob];
	let bytes = blob.size;
	for (const other of [...near, ...far]) {
		if (batch.length === MAX_BLOBS) break;
		if (bytes + other.size > MAX_BATCH_BYTES) continue;
		batch.push(other);
		bytes += other.size;
	}
	return batch;
}
function isShortText({ path, size }) {
	return size <= MAX_TEXT_BYTES && TEXT.test(extensionOf(path));
}
async function fetchTree(github, name, sha, label) {
	const parameters = {
		...name,
		tree_sha: sha,
		recursive: "1"
	};
	const { truncated, tree } = await github.send(({ rest }) => rest.git.getTree(parameters), treeAnswer).catch((error) => {
		throw isGone(error) ? commitGone(label) : error;
	});
	const blobs = tree.flatMap((entry) => blobOf(entry)).sort((a, b) => byCodeUnit(a.path, b.path));
	if (truncated || blobs.length > 1e5) throw treeTooLarge(label);
	return new Map(blobs.map((blob) => [blob.path, blob]));
}
/** Modes 100644 and 100755 are files; 120000 is a link, 160000 a submodule, 040000 a folder. */
function blobOf({ path, mode, type, sha, size }) {
	if (type !== "blob" || !/^100(?:644|755|664)$/.test(mode) || typeof sha !== "string" || size === void 0) return [];
	return isPlainPath(path) && !isInSkippedFolder(path) ? [{
		path,
		id: sha,
		size
	}] : [];
}
/** By git name the bytes of those whose text came whole. GraphQL shortens long texts and rewrites what is no UTF-8: those are not in it. */
async function fetchBatch(github, name, batch) {
	if (batch.length < 2) return /* @__PURE__ */ new Map();
	const ids = [...new Set(batch.map(({ id }) => id))];
	const query = `query Blobs($owner: String!, $repo: String!) {\n  repository(owner: $owner, name: $repo) {\n    ${ids.map((id, at) => `b${at}: object(oid: "${id}") { ... on Blob { text } }`).join("\n    ")}\n  }\n}`;
	const { repository } = await github.query("Blobs", query, { ...name }, batchAnswer);
	return new Map(ids.flatMap((id, at) => {
		const bytes = new TextEncoder().encode(repository?.[`b${at}`]?.text ?? "");
		return isNamed(id, bytes) ? [[id, bytes]] : [];
	}));
}
async function fetchBlob(github, name, { id, path }) {
	const { content } = await github.send(({ rest }) => rest.git.getBlob({
		...name,
		file_sha: id
	}), blobAnswer);
	const bytes = new Uint8Array(Buffer.from(content, "base64"));
	if (isNamed(id, bytes)) return bytes;
	throw new RequestFault({
		reason: "answer",
		request: `blob ${id.slice(0, 7)} (${path})`,
		message: "the bytes are not those that the commit names"
	});
}
/** Git names a blob by the digest of its length and bytes. */
function isNamed(id, bytes) {
	return createHash(id.length === 64 ? "sha256" : "sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex") === id;
}
/** 409 is an empty repository, 422 a name that is no commit's there. */
function isGone(error) {
	return error instanceof RequestFault && [
		404,
		409,
		410,
		422
	].includes(error.status ?? 0);
}
function commitGone(label) {
	return new ManuscriptError({
		code: "commit-gone",
		at: label,
		fault: "GitHub no longer has this commit, or the token may not read the repository's contents",
		remedy: "Give the workflow `contents: read`; a commit that was forced away does not come back"
	});
}
function treeTooLarge(label) {
	return new ManuscriptError({
		code: "tree-too-large",
		at: label,
		fault: `it holds more files than GitHub lists at once (${MAX_FILES}, or 7 MB of names)`,
		remedy: "Move data out of the repository, or review a clone with the command line: bioreview review --rev"
	});
}
function tooLarge(path, size) {
	return new ManuscriptError({
		code: "file-too-large",
		at: path,
		fault: `it has ${(size / 1e6).toFixed(1)} MB, more than the ${MAX_BLOB_BYTES / 1e6} MB that are fetched of a file`,
		remedy: "Name another file with the setting `manuscript`, or split it"
	});
}

export { repositoryFiles as t };