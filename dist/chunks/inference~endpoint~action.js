import { u as SettingsError } from "./shared~errors.js";
import { c as quoted } from "./inference~local-runner~action~action-post.js";
import { dirname } from "node:path";
import { lstat, realpath, stat } from "node:fs/promises";

// src/inference/endpoint.ts
/** Where a model server listens, as the user named it, and how long it is waited for. Invariant: whether text leaves this machine is known before any is sent, and a key goes
*  only to the server that it is meant for. Fails towards "leaves the machine". */
const TIMEOUTS = {
	connect: 10,
	short: 20,
	silence: 300,
	answer: 7200
};
/** Bytes of a Unix socket's path: 104 with the closing zero on macOS, 108 on Linux. */
const LONGEST_SOCKET_PATH = 103;
const FORMS = "Write http://HOST:PORT, https://HOST/v1 or unix:/path/to.sock";
/** @param text `http(s)://host[:port][/prefix][/v1]`, where a prefix needs its `/v1`; or `unix:/absolute/path.sock`
*  @param env `BIOREVIEW_API_KEY` is sent to whatever endpoint is named; `OPENAI_API_KEY` to `https://api.openai.com` only, because it is often
*  set for other programs and is no business of a server in the laboratory
*  @throws SettingsError for everything else */
function parseEndpoint(text, env) {
	const apiKey = keyNamed("BIOREVIEW_API_KEY", env);
	if (text.startsWith("unix:")) return socketEndpoint(text.slice(5).replace(/^\/\/(?=\/)/, ""), apiKey);
	const url = URL.canParse(text) ? new URL(text) : void 0;
	if (url === void 0 || url.protocol !== "http:" && url.protocol !== "https:") throw refused(text, "this is no address of a server");
	if (url.username !== "" || url.password !== "") throw refused(`${url.protocol}//${url.host}`, "a name and password stand in the address", "Put the key into BIOREVIEW_API_KEY");
	if (url.search !== "" || url.hash !== "") throw refused(`${url.origin}${url.pathname}`, "something follows the path", FORMS);
	const path = url.pathname.replace(/\/+$/, "");
	if (path !== "" && !path.endsWith("/v1")) throw refused(`${url.origin}${path}`, "its path does not end in /v1", "Name the address up to and with /v1, and nothing behind it");
	const baseUrl = `${url.origin}${path === "" ? "/v1" : path}`;
	const key = apiKey ?? (url.origin === "https://api.openai.com" ? keyNamed("OPENAI_API_KEY", env) : void 0);
	return {
		shown: baseUrl,
		baseUrl,
		leavesMachine: !isLoopback(url.hostname),
		apiKey: () => key
	};
}
/** @throws SettingsError where the path is relative or longer than the system can open */
function socketEndpoint(socketPath, key) {
	if (!socketPath.startsWith("/")) throw refused(`unix:${socketPath}`, "the socket's path is not absolute", "Write unix: and the whole path from /");
	const bytes = Buffer.byteLength(socketPath);
	if (bytes > 103) throw refused(`unix:${socketPath}`, `a socket's path may have ${103} bytes, and this one has ${bytes}`, "Let the server listen at a shorter path");
	return {
		shown: `unix:${socketPath}`,
		baseUrl: "http://localhost/v1",
		socketPath,
		leavesMachine: false,
		apiKey: () => key
	};
}
function isLoopback(hostname) {
	return hostname === "localhost" || hostname.endsWith(".localhost") || /^127(?:\.\d+){3}$/.test(hostname) || hostname === "[::1]";
}
/** @throws SettingsError for a key that cannot stand in a header; it is not shown */
function keyNamed(name, env) {
	const key = env[name]?.trim();
	if (key === void 0 || key === "") return void 0;
	if (/^[\x21-\x7e]+$/.test(key)) return key;
	throw new SettingsError({
		code: "key-unusable",
		at: name,
		fault: "it holds spaces or characters that no key has",
		remedy: `Set ${name} to the key alone`
	});
}
function refused(at, fault, remedy = FORMS) {
	return new SettingsError({
		code: "endpoint-unusable",
		at: `endpoint ${quoted(at)}`,
		fault,
		remedy
	});
}
/** Write permission of the group and of all others. */
const OTHERS_WRITE = 18;
/** Why a socket that was found, and not configured, must not be connected to. A user who may write into its folder can put another socket there, so that folder has to be ours,
*  root's or a service's. A service's is one of a system account, in a folder where only root makes folders, such as /run/bioreview: it was root who gave it.
*  @param uid of this process; undefined where the system has none
*  @returns undefined where it may be trusted */
async function whyUntrusted(path, uid) {
	const found = await lstat(path).catch(() => void 0);
	if (found === void 0) return "nothing there";
	if (!found.isSocket()) return "it is no socket";
	const folder = await realpath(dirname(path));
	const { uid: owner, mode } = await stat(folder);
	if ((mode & OTHERS_WRITE) !== 0) return "others may write into its folder, and could put their own socket there";
	if (owner === uid || owner === 0) return void 0;
	if (!isSystemAccount(owner)) return "its folder belongs to somebody else";
	return await isRoots(dirname(folder)) ? void 0 : "its folder belongs to a service, and lies where others than root may make folders";
}
/** Accounts of services, as systemd counts them: https://systemd.io/UIDS-GIDS/, the range of the system and that of DynamicUser=. */
function isSystemAccount(uid) {
	return uid > 0 && uid < 1e3 || uid >= 61184 && uid <= 65519;
}
/** Whether root alone can rename or replace anything in a folder and in those above it. */
async function isRoots(folder) {
	for (let at = folder;; at = dirname(at)) {
		const { uid, mode } = await stat(at);
		if (uid !== 0 || (mode & OTHERS_WRITE) !== 0) return false;
		if (at === dirname(at)) return true;
	}
}

export { whyUntrusted as i, parseEndpoint as n, socketEndpoint as r, TIMEOUTS as t };