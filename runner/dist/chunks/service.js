import { c as errnoOf, i as ModelsError, o as UsageError, t as CannotServeError } from "./shared-errors.js";
import { c as describePlan, d as upgradePlan, h as unitName, l as installPlan, n as healthOf, o as untilItServes, p as SERVICE_USER, r as runCommand, t as applyPlan, u as uninstallPlan } from "./shared-unit.js";
import { h as embeddingModelsOf, p as chatModelOf, y as profileNamed } from "./shared-adapter.js";
import { n as howToGet } from "./shared-verify.js";
import { n as defaultModelsFolder } from "./shared-files.js";
import { i as textsIn, n as installedService, r as scopeOf, t as foldersOf } from "./shared-installed-service.js";
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stat } from "node:fs/promises";

// src/service/preconditions.ts
/** What a service needs of this machine: a program and weights that it may read, and systemd. Invariant: looked at before anything is written, and what is missing is said with its remedy. */
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

// src/commands/service.ts
/** `install`, `upgrade`, `uninstall`: looks at this machine, makes a plan, shows or does it, and waits until the service serves. Invariant: with --dry-run
*  nothing is changed, and what does not serve after an upgrade is the program of before again. */
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
/** What systemd takes for the name or number of a group (https://systemd.io/USER_NAMES/). */
const GROUP = /^(?:[A-Za-z_][A-Za-z0-9_-]{0,30}|\d+)$/;
/** @throws UsageError */
function settingsOf(flags, scope, { env, home }) {
	const profile = profileNamed(flags.profile);
	const chat = chatModelOf(profile, flags.chat);
	const name = flags.chat ?? profile.name;
	const { gpu, threads, context, parallel, maxWaiting } = flags;
	const socketGroup = flags.socketGroup ?? (scope === "system" ? SYSTEM_GROUP : void 0);
	if (socketGroup !== void 0 && !GROUP.test(socketGroup)) throw new UsageError({
		code: "no-group-name",
		at: `--socket-group ${socketGroup}`,
		fault: "no group can have this name",
		remedy: "Name it in letters, digits, `_` and `-`, at most 31, or give a group's number"
	});
	const run = scope === "system" ? "/run/bioreview" : join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "bioreview/run");
	return {
		profile: profile.name,
		...flags.chat !== void 0 && { chat: chat.id },
		models: resolve(flags.models ?? (scope === "system" ? SYSTEM_MODELS : defaultModelsFolder(env, home))),
		gpu,
		socket: join(run, `${name}.sock`),
		...socketGroup !== void 0 && { socketGroup },
		...threads !== void 0 && { threads },
		...context !== void 0 && { context },
		...parallel !== void 0 && { parallel },
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

export { installCommand, uninstallCommand, upgradeCommand };