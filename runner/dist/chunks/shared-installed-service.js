import { o as UsageError } from "./shared-errors.js";
import { f as userFolders, i as textOf, m as settingsIn, s as SYSTEM_FOLDERS } from "./shared-unit.js";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

// src/commands/installed-service.ts
/** Which service a command is about: of the machine or of a user, and the one installed there that its flags name. Invariant: it is exactly one, or an error says why not. */
function scopeOf({ user }) {
	return user ? "user" : "system";
}
function foldersOf(scope, { env, home }) {
	return scope === "system" ? SYSTEM_FOLDERS : userFolders(env["XDG_CONFIG_HOME"] || join(home, ".config"));
}
async function textsIn({ units, sysusers }) {
	const paths = [...installedIn(units), ...sysusers === void 0 ? [] : [join(sysusers, "bioreview-runner.conf")]];
	const texts = /* @__PURE__ */ new Map();
	for (const path of paths) {
		const text = await textOf(path);
		if (text !== void 0) texts.set(path, text);
	}
	return texts;
}
function installedIn(units) {
	if (!existsSync(units)) return [];
	return readdirSync(units).filter((name) => /^bioreview-runner-.*\.service$/.test(name)).map((name) => join(units, name));
}
/** @throws UsageError where none is installed, or several are and none is named */
async function installedService({ profile, ...flags }, dependencies) {
	const scope = scopeOf(flags);
	const { units } = foldersOf(scope, dependencies);
	const all = [...await textsIn({
		units,
		sysusers: void 0
	})].map(([path, text]) => ({
		path,
		text,
		settings: settingsIn(text)
	}));
	const [one, another] = profile === void 0 ? all : all.filter(({ settings }) => settings?.profile === profile || settings?.chat === profile);
	if (one !== void 0 && another === void 0) return one;
	const names = all.map(({ settings, path }) => settings?.chat ?? settings?.profile ?? path).join(", ");
	throw new UsageError({
		code: one === void 0 ? "no-service" : "several-services",
		at: units,
		fault: one === void 0 ? `no service${profile === void 0 ? "" : ` of ${profile}`} is installed there` : `several are installed: ${names}`,
		remedy: one === void 0 ? `Install one with \`bioreview-runner install\`${scope === "system" ? ", or add --user for a service of yours" : ""}` : "Name one with --profile"
	});
}

export { textsIn as i, installedService as n, scopeOf as r, foldersOf as t };