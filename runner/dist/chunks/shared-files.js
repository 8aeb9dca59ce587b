import { c as errnoOf, i as ModelsError, s as diskError } from "./shared-errors.js";
import { createReadStream } from "node:fs";
import { dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { lock } from "proper-lockfile";
import { z } from "zod";

// src/weights/files.ts
/** Files of weights: their digest, and how one is made whole or not at all. */
/** Bytes read at once: larger blocks make hashing no faster. */
const BLOCK = 1 << 20;
/** SHA-256 of a file, read in a stream: weights are larger than memory may be.
*  @param slice of it, its first and last byte; without it the whole
*  @returns the digest in lower-case hexadecimal, and the bytes that were read */
async function digestOf(path, signal, slice) {
	const hash = createHash("sha256");
	let bytes = 0;
	for await (const block of createReadStream(path, {
		highWaterMark: BLOCK,
		...slice,
		...signal && { signal }
	})) {
		hash.update(block);
		bytes += block.length;
	}
	return {
		sha256: hash.digest("hex"),
		bytes
	};
}
/** Makes a file whole or not at all, and its folder where that is missing.
*  @param fill writes it under another name, from which it is renamed
*  @throws ModelsError where the disk is full or may not be written; what `fill` throws */
async function writeAtomically(to, fill) {
	const unfinished = `${to}.${process.pid}.new`;
	try {
		await mkdir(dirname(to), { recursive: true });
		await rm(unfinished, { force: true });
		await fill(unfinished);
		await rename(unfinished, to);
	} catch (error) {
		throw diskError(error, to) ?? error;
	} finally {
		await rm(unfinished, { force: true });
	}
}
/** The system's words for "no second name here". */
const NO_LINK = /* @__PURE__ */ new Set([
	"EXDEV",
	"EPERM",
	"EMLINK",
	"ENOSYS",
	"ENOTSUP"
]);
/** A second name for the same bytes where the disk allows it, else a copy: weights are large. */
async function linkOrCopy(from, to) {
	try {
		await link(from, to);
	} catch (error) {
		if (!NO_LINK.has(errnoOf(error) ?? "")) throw error;
		await copyFile(from, to);
	}
}
/** Milliseconds after which a lock whose owner no longer renews it is taken over. */
const LOCK_STALE = 15e3;
/** Milliseconds between two looks at a lock that another process holds. */
const LOCK_POLL = 500;
/** Has a folder to itself, as soon as no other process has.
*  @param busy what to say while it waits
*  @returns gives the folder back */
async function lockWhenFree(folder, busy, { output, signal }) {
	for (let isReported = false;; isReported = true) {
		signal.throwIfAborted();
		try {
			return await lock(folder, { stale: LOCK_STALE });
		} catch (error) {
			if (errnoOf(error) !== "ELOCKED") throw diskError(error, folder) ?? error;
			if (!isReported) output.write(`${busy}; waiting for it\n`);
			await setTimeout(LOCK_POLL, void 0, { signal });
		}
	}
}

// src/weights/manifest.ts
/** Where weights lie: MODELS/<model id>/<path of the file>, and what was imported by hand in MODELS/<model id>/manifest.json. */
/** The folder of all models where none is named: the user's cache, unless BIOREVIEW_MODELS says otherwise. */
function defaultModelsFolder(env, home) {
	if (env["BIOREVIEW_MODELS"]) return env["BIOREVIEW_MODELS"];
	return join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "bioreview", "models");
}
/** Digest and size of the files that were imported, which no pin in the profiles vouches for. */
const Manifest = z.strictObject({
	version: z.literal(1),
	files: z.record(z.string(), z.strictObject({
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
		bytes: z.int().min(0)
	}))
});
const manifestPath = (folder) => join(folder, "manifest.json");
/** @param folder of one model
*  @returns undefined where nothing was imported
*  @throws ModelsError where the file is not what we write: its digests could not be trusted */
async function readManifest(folder) {
	const path = manifestPath(folder);
	let text;
	try {
		text = await readFile(path, "utf8");
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return void 0;
		throw error;
	}
	try {
		return Manifest.parse(JSON.parse(text));
	} catch (cause) {
		throw new ModelsError({
			code: "manifest-damaged",
			at: path,
			fault: "it is no manifest of imported files",
			remedy: "Delete it and import the files again",
			cause
		});
	}
}
/** Adds files to the manifest, whole or not at all.
*  @param forgotten paths that are recorded no more */
async function addToManifest(folder, files, forgotten = []) {
	const before = await readManifest(folder);
	const kept = Object.entries(before?.files ?? {}).filter(([path]) => !forgotten.includes(path));
	const after = {
		version: 1,
		files: {
			...Object.fromEntries(kept),
			...files
		}
	};
	const path = manifestPath(folder);
	await writeAtomically(path, (unfinished) => writeFile(unfinished, `${JSON.stringify(after, void 0, 2)}\n`));
}

export { linkOrCopy as a, digestOf as i, defaultModelsFolder as n, lockWhenFree as o, readManifest as r, writeAtomically as s, addToManifest as t };