import { basename, dirname, join } from "node:path";
import { open, rename, rm } from "node:fs/promises";

// src/write-file.ts
/** Writes a file whole or not at all: it appears under its name only when every byte of it is on the disk. */
/** Replaces what is at `path`; its folder must be there.
*  @param mode of a new file, less the process's mask; undefined for the system's default
*  @throws the system's error; then nothing of the text is left, and what was there before still is */
async function writeFileAtomically(path, text, mode) {
	const unfinished = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
	const file = await open(unfinished, "wx", mode);
	try {
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(unfinished, path);
	} catch (error) {
		await rm(unfinished, { force: true });
		throw error;
	}
}

export { writeFileAtomically as t };