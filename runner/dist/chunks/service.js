import { c as errnoOf, i as ModelsError, o as UsageError, t as CannotServeError } from "./shared-errors.js";
import { a as unitState, c as describePlan, d as upgradePlan, f as userFolders, h as unitName, i as textOf, l as installPlan, m as settingsIn, n as healthOf, o as untilItServes, p as SERVICE_USER, r as runCommand, s as SYSTEM_FOLDERS, t as applyPlan, u as uninstallPlan } from "./shared-unit.js";
import { _ as profileNamed, d as chatModelOf, i as defaultModelsFolder, n as oneLine, p as embeddingModelsOf } from "./shared-files.js";
import { n as howToGet } from "./shared-verify.js";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { stat } from "node:fs/promises";
import { spawn } from "node:child_process";

// src/commands/service.ts
/** `install`, `status`, `logs`, `upgrade`, `uninstall`: looks at this machine, makes a plan, shows or does it, and waits until the service serves. */
const SYSTEM_MODELS = "/var/lib/bioreview/models";
const SYSTEM_GROUP = "bioreview";
async function installCommand(flags, dependencies) {
	const scope = scopeOf(flags);
	const settings = settingsOf(flags, scope, dependencies);
	const machine = await machineHere(dependencies);
	const folders = foldersOf(scope, dependencies);
	const texts = await textsIn(folders);
	const steps = installPlan({
		scope,
		settings,
		machine,
		folders,
		found: (path) => texts.get(path)
	});
	if (flags.dryRun) return void dependencies.stdout.write(`${describePlan(steps)}\n`);
	await assertReachable(scope, [machine.node, machine.program]);
	await assertWeights(scope, settings);
	assertSystemd(scope);
	await applyPlan(steps, runCommand);
	await served(scope, settings, dependencies);
	dependencies.stdout.write(`${leftToDo(scope, settings, dependencies).join("\n")}\n`);
}
function scopeOf({ user }) {
	return user ? "user" : "system";
}
function foldersOf(scope, { env, home }) {
	return scope === "system" ? SYSTEM_FOLDERS : userFolders(env["XDG_CONFIG_HOME"] || join(home, ".config"));
}
function settingsOf(flags, scope, { env, home }) {
	const profile = profileNamed(flags.profile);
	const chat = chatModelOf(profile, flags.chat);
	const name = flags.chat ?? profile.name;
	const { gpu, threads, context, maxWaiting } = flags;
	const socketGroup = flags.socketGroup ?? (scope === "system" ? SYSTEM_GROUP : void 0);
	const run = scope === "system" ? "/run/bioreview" : join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "bioreview/run");
	return {
		profile: profile.name,
		...flags.chat !== void 0 && { chat: chat.id },
		models: flags.models ?? (scope === "system" ? SYSTEM_MODELS : defaultModelsFolder(env, home)),
		gpu,
		socket: join(run, `${name}.sock`),
		...socketGroup !== void 0 && { socketGroup },
		...threads !== void 0 && { threads },
		...context !== void 0 && { context },
		...maxWaiting !== void 0 && { maxWaiting }
	};
}
async function machineHere({ program }) {
	const deviceGroups = [];
	for (const group of ["video", "render"]) if ((await runCommand([
		"getent",
		"group",
		group
	])).code === 0) deviceGroups.push(group);
	return {
		node: process.execPath,
		program,
		deviceGroups
	};
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
/** Folders that the unit hides from the service. */
const HIDDEN = /^\/(?:home|root|run\/user|tmp|var\/tmp)(?:\/|$)/;
const OTHERS_ENTER = 1;
const OTHERS_READ = 4;
/** A service of the machine runs as a user who is nobody's friend: the program must lie where everybody may read.
*  @throws UsageError for the first path that it could not open */
async function assertReachable(scope, paths) {
	if (scope === "user") return;
	for (const path of paths) {
		const fault = await whyUnreachable(path);
		if (fault === void 0) continue;
		throw new UsageError({
			code: "program-unreachable",
			at: path,
			fault: `the service could not open it: ${fault}`,
			remedy: "Clone BioReview into /opt/bioreview, use a Node of the whole machine such as /usr/bin/node, and run the installation from there; or install a service of yours with --user"
		});
	}
}
async function whyUnreachable(path) {
	if (HIDDEN.test(path)) return "homes and temporary folders are hidden from it";
	for (let at = dirname(path);; at = dirname(at)) {
		if (((await stat(at)).mode & OTHERS_ENTER) === 0) return `others may not enter ${at}`;
		if (at === dirname(at)) break;
	}
	return ((await stat(path)).mode & OTHERS_READ) === 0 ? "others may not read it" : void 0;
}
/** Digests are compared at every start. @throws ModelsError for the first file that is missing or not readable */
async function assertWeights(scope, { profile: name, chat, models }) {
	const profile = profileNamed(name);
	for (const model of [chatModelOf(profile, chat), ...embeddingModelsOf(profile)]) for (const file of model.files) {
		const path = join(models, model.id, file.path);
		const fault = await stat(path).then(({ mode }) => scope === "system" && (mode & OTHERS_READ) === 0 ? "the service could not read it" : void 0, (error) => errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR" ? "the weights are not there" : Promise.reject(error));
		if (fault === void 0) continue;
		const get = `${howToGet(model, file, name)}, with --models ${models}`;
		throw new ModelsError({
			code: "weights-missing",
			at: path,
			fault,
			remedy: fault.startsWith("the service") ? `Run \`chmod -R a+rX ${models}\`` : get
		});
	}
}
/** @throws CannotServeError where no systemd manages this machine */
function assertSystemd(scope) {
	if (existsSync("/run/systemd/system")) return;
	throw new CannotServeError({
		code: "no-systemd",
		at: scope === "system" ? "this machine" : "this session",
		fault: "systemd does not manage it",
		remedy: "Start `bioreview-runner serve` by the service manager that does, or in a container: docs/service.md; --dry-run shows the unit"
	});
}
async function served(scope, settings, { stdout, stderr, stop }) {
	const unit = unitName(settings);
	stderr.write(`waiting until ${unit} serves\n`);
	const health = await untilItServes({
		scope,
		unit,
		socket: settings.socket
	}, {
		run: runCommand,
		signal: stop,
		now: () => performance.now()
	});
	stdout.write(`${unit} serves ${String(health["chat"])} at unix:${settings.socket}\n`);
	return health;
}
function leftToDo(scope, { socketGroup, profile }, { env }) {
	const group = `who shall use it joins the group ${socketGroup}: usermod -aG ${socketGroup} USER, then log in anew; a runner of GitHub's: start its service anew`;
	const lingering = `it ends when you log out, unless: sudo loginctl enable-linger ${env["USER"] ?? "USER"}`;
	return [
		...scope === "system" && socketGroup !== void 0 ? [group] : [],
		...scope === "user" ? [lingering] : [],
		`to try it: bioreview-runner status${scope === "user" ? " --user" : ""} --profile ${profile}`
	];
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
async function statusCommand(flags, dependencies) {
	const { stdout } = dependencies;
	const { unit, state, address } = flags.endpoint === void 0 ? await stateOf(flags, dependencies) : {
		unit: void 0,
		state: {},
		address: addressNamed(flags.endpoint)
	};
	const health = await healthOf(address);
	const report = {
		unit,
		systemd: state,
		endpoint: address,
		health: health ?? null
	};
	stdout.write(flags.json ? `${JSON.stringify(report, void 0, 2)}\n` : `${statusLines(report).join("\n")}\n`);
	if (health?.status === "ok") return;
	throw new CannotServeError({
		code: health === void 0 ? "server-not-running" : `server-${health.status}`,
		at: unit ?? address,
		fault: health === void 0 ? "nobody answers there" : `it is ${health.status}`,
		remedy: unit === void 0 ? "Start it, or wait until it has read its weights" : "`bioreview-runner logs` says why; where it is loading, wait"
	});
}
async function stateOf(flags, dependencies) {
	const { path, settings } = await installedService(flags, dependencies);
	const unit = path.slice(dirname(path).length + 1);
	return {
		unit,
		state: await unitState(scopeOf(flags), unit, runCommand),
		address: `unix:${settings?.socket ?? ""}`
	};
}
function addressNamed(text) {
	if (text.startsWith("unix:/") || /^http:\/\//.test(text) && URL.canParse(text)) return text;
	throw new UsageError({
		code: "endpoint-unusable",
		at: `--endpoint ${text}`,
		fault: "this is no address of a server",
		remedy: "Write unix:/path/to.sock or http://HOST:PORT"
	});
}
function statusLines({ unit, systemd, endpoint, health }) {
	const { ActiveState, SubState, NRestarts, ActiveEnterTimestamp, UnitFileState } = systemd;
	const since = ActiveEnterTimestamp ? ` since ${ActiveEnterTimestamp}` : "";
	const line = unit === void 0 ? [] : [`${unit}: ${ActiveState ?? "unknown"} (${SubState ?? "unknown"})${since}, restarts: ${NRestarts ?? "unknown"}, at boot: ${UnitFileState || "unknown"}`];
	const answers = health === null ? "nobody answers" : `${health.status}, version ${String(health["version"])}, model ${String(health["chat"])}, running ${String(health["running"])}, waiting ${String(health["waiting"])}`;
	return [...line, `${endpoint}: ${oneLine(answers)}`];
}
async function logsCommand(flags, dependencies) {
	const { path } = await installedService(flags, dependencies);
	const unit = path.slice(dirname(path).length + 1);
	const args = [
		...flags.user ? ["--user"] : [],
		"-u",
		unit,
		"-n",
		String(flags.lines),
		...flags.follow ? ["-f"] : []
	];
	const child = spawn("journalctl", args, { stdio: "inherit" });
	const code = await new Promise((resolve) => {
		child.once("error", () => resolve(127));
		child.once("close", (ended) => resolve(ended ?? 0));
	});
	if (code === 0 || dependencies.stop.aborted) return;
	throw new CannotServeError({
		code: "no-journal",
		at: unit,
		fault: `journalctl ended with ${code}`,
		remedy: "Run it with sudo, or join the group systemd-journal"
	});
}
async function upgradeCommand(flags, dependencies) {
	const scope = scopeOf(flags);
	const { path, text, settings } = await installedService(flags, dependencies);
	const machine = await machineHere(dependencies);
	const { forward, back } = upgradePlan(scope, path, text, machine);
	if (flags.dryRun) return void dependencies.stdout.write(`${describePlan(forward)}\n`);
	if (settings === void 0) throw new RangeError("a unit that can be upgraded has settings");
	await assertReachable(scope, [machine.node, machine.program]);
	assertSystemd(scope);
	const before = await healthOf(`unix:${settings.socket}`);
	try {
		await applyPlan(forward, runCommand);
		const after = await served(scope, settings, dependencies);
		dependencies.stdout.write(`from version ${String(before?.["version"] ?? "unknown")} to ${String(after["version"])}\n`);
	} catch (error) {
		await returnTo(back, dependencies);
		throw error;
	}
}
async function returnTo(back, { stderr }) {
	if (back.length === 0) return;
	stderr.write("it does not serve: going back to the program that ran before\n");
	await applyPlan(back, runCommand);
}
async function uninstallCommand(flags, dependencies) {
	const { stdout } = dependencies;
	const scope = scopeOf(flags);
	const { path, text, settings } = await installedService(flags, dependencies);
	const steps = uninstallPlan(scope, path, text);
	if (flags.dryRun) return void stdout.write(`${describePlan(steps)}\n`);
	assertSystemd(scope);
	await applyPlan(steps, runCommand);
	const stays = scope === "system" ? `, the user ${SERVICE_USER} and the group ${settings?.socketGroup ?? SYSTEM_GROUP}` : "";
	stdout.write(`removed ${path}; the weights in ${settings?.models ?? SYSTEM_MODELS}${stays} stay\n`);
}

export { installCommand, logsCommand, statusCommand, uninstallCommand, upgradeCommand };