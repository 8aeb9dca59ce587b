import { c as errnoOf, o as UsageError, r as InterruptedError, t as CannotServeError } from "./shared-errors.js";
import { s as writeAtomically } from "./shared-files.js";
import { n as runProgram } from "./shared-wheel.js";
import { t as GPU_CHOICES } from "./shared-compute.js";
import { dirname, join } from "node:path";
import { createHash } from "node:crypto";
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { request } from "node:http";

// src/service/unit.ts
/** The text of a systemd unit for one model server, and of the user that it runs as. Invariants: a file that somebody else wrote, or edited, is told from one of ours;
*  nothing in a path or an option becomes a directive of its own. */
/** What was chosen at the installation, kept in the unit for the next one. */
const ServiceSettings = z.strictObject({
	profile: z.string(),
	chat: z.string().optional(),
	models: z.string(),
	gpu: z.enum(GPU_CHOICES),
	socket: z.string(),
	socketGroup: z.string().optional(),
	threads: z.int().optional(),
	context: z.int().optional(),
	parallel: z.int().optional(),
	maxWaiting: z.int().optional()
});
const SERVICE_USER = "bioreview-runner";
const CACHE = "/var/cache/bioreview";
/** @returns such as `bioreview-runner-small.service` */
function unitName({ profile, chat }) {
	return `bioreview-runner-${chat ?? profile}.service`;
}
function unitText(scope, settings, machine) {
	const served = [
		...["--profile", settings.profile],
		...option("--chat", settings.chat),
		...[
			"--models",
			settings.models,
			"--gpu",
			settings.gpu
		],
		...["--socket", settings.socket],
		...option("--socket-group", settings.socketGroup),
		...option("--threads", settings.threads),
		...option("--context", settings.context),
		...option("--parallel", settings.parallel),
		...option("--max-waiting", settings.maxWaiting)
	];
	const command = [
		machine.node,
		machine.program,
		"serve",
		...served
	].map(word).join(" ");
	return signed(`[Unit]
Description=BioReview model server (${settings.chat ?? settings.profile})
# A server that cannot start is tried five times in ten minutes.
StartLimitIntervalSec=600
StartLimitBurst=5

[Service]
Type=exec
${scope === "system" ? preparation(settings.gpu) : ""}ExecStart=${command}
Restart=on-failure
RestartSec=5
# Wrong options, and weights that are missing or damaged: starting again mends neither.
RestartPreventExitStatus=2 6
TimeoutStopSec=30
# Text of manuscripts belongs in no core dump.
LimitCORE=0
OOMScoreAdjust=500
${scope === "system" ? systemDirectives(settings, machine) : ""}
${everywhere(settings.gpu)}
[Install]
WantedBy=${scope === "system" ? "multi-user.target" : "default.target"}

[X-BioReview]
Settings=${JSON.stringify(settings)}
`);
}
/** nvidia-modprobe is setuid root, which NoNewPrivileges= takes from the service: so the devices are made before, outside of its restrictions. */
function preparation(gpu) {
	return gpu === "auto" || gpu === "cuda" ? "ExecStartPre=+-/usr/bin/nvidia-modprobe -c 0 -u\n" : "";
}
function systemDirectives({ gpu, socketGroup }, { deviceGroups }) {
	const groups = [...socketGroup === void 0 ? [] : [socketGroup], ...gpu === "off" ? [] : deviceGroups];
	return `User=${SERVICE_USER}
Group=${SERVICE_USER}
${groups.length > 0 ? `SupplementaryGroups=${groups.join(" ")}\n` : ""}UMask=0077
# Several services share this folder, so that it stays when one of them stops.
RuntimeDirectory=bioreview
RuntimeDirectoryMode=0755
RuntimeDirectoryPreserve=yes
CacheDirectory=bioreview
CacheDirectoryMode=0700
# What the driver compiles for a card without code of its own in the library, which takes minutes, is kept.
Environment=CUDA_CACHE_PATH=${CACHE}/cuda CUDA_CACHE_MAXSIZE=4294967296
# Weights can be read and not written.
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
# It has a socket in a folder, and no network.
PrivateNetwork=yes
IPAddressDeny=any
${gpu === "off" ? "PrivateDevices=yes\n" : NO_DEVICE_POLICY}ProtectProc=invisible
ProtectControlGroups=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectHostname=yes
RemoveIPC=yes
CapabilityBoundingSet=
AmbientCapabilities=
# Not PrivateUsers=: the socket could not be given to a group. Not ProcSubset=pid: cores and memory stand in /proc.`;
}
const NO_DEVICE_POLICY = `# Not PrivateDevices=, DevicePolicy=, nor ProtectClock=, which brings a device policy along: a policy leaves out devices that appear after the start, and
# /dev/nvidia-uvm does so at the first use of CUDA.
`;
/** What a manager of one user can hold to as well: the rest needs the right to mount. */
const everywhere = (gpu) => `NoNewPrivileges=yes
LockPersonality=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX${gpu === "off" ? "" : " AF_NETLINK"}
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM
# Not MemoryDenyWriteExecute=: JavaScript and the GPU's driver compile while they run.
`;
/** For systemd-sysusers: it makes what is missing and changes nothing that is there. */
function sysusersText({ socketGroup }) {
	const group = socketGroup === void 0 || /^\d+$/.test(socketGroup) ? "" : `g ${socketGroup} -\n`;
	return signed(`u ${SERVICE_USER} - "BioReview model server"\n${group}`);
}
/** A word of a command in a unit: quoted, and with nothing in it that systemd would replace. */
function word(text) {
	if (/^[\w/.:=@+,-]+$/.test(text)) return text;
	return `"${text.replaceAll("\\", "\\\\").replaceAll("\"", "\\\"").replaceAll("%", "%%").replaceAll("$", "$$$$").replaceAll("\n", "\\n")}"`;
}
function option(name, value) {
	return value === void 0 ? [] : [name, String(value)];
}
const MARK = "# Written by `bioreview-runner install`, which changes it only while it is as it was written. For changes of yours: `systemctl edit`.";
const DIGEST = /^# sha256 of what follows: ([0-9a-f]{64})$/;
function signed(text) {
	return `${MARK}\n# sha256 of what follows: ${digestOf(text)}\n${text}`;
}
function digestOf(text) {
	return createHash("sha256").update(text).digest("hex");
}
/** @param text of a file where ours would stand
*  @returns whose it is: "edited" was ours and was changed since */
function whoseFile(text) {
	const [mark, digest = "", ...rest] = text.split("\n");
	if (!mark?.startsWith("# Written by `bioreview-runner install`")) return "foreign";
	return DIGEST.exec(digest)?.[1] === digestOf(rest.join("\n")) ? "ours" : "edited";
}
/** @returns what was chosen when this unit was written; undefined where it does not say */
function settingsIn(text) {
	const line = /^Settings=(.*)$/m.exec(text)?.[1];
	try {
		return ServiceSettings.safeParse(JSON.parse(line ?? "")).data;
	} catch {
		return;
	}
}

// src/service/plan.ts
/** What an installation, an upgrade and a removal do, as data: `--dry-run` shows it, apply.ts does it. Invariant: a file that is not ours is in no plan. */
const SYSTEM_FOLDERS = {
	units: "/etc/systemd/system",
	sysusers: "/etc/sysusers.d"
};
function userFolders(config) {
	return {
		units: join(config, "systemd/user"),
		sysusers: void 0
	};
}
const systemctl = (scope, ...args) => [
	"systemctl",
	...scope === "user" ? ["--user"] : [],
	...args
];
/** @throws UsageError where a file that would be written is somebody else's */
function installPlan({ scope, settings, machine, folders, found }) {
	const unit = join(folders.units, unitName(settings));
	const users = folders.sysusers && join(folders.sysusers, "bioreview-runner.conf");
	const writes = [...users === void 0 ? [] : written(users, withGroupsOf(found(users), settings), found), ...written(unit, unitText(scope, settings, machine), found)];
	const changed = writes.some(({ kind }) => kind === "write");
	return [
		...writes,
		...users !== void 0 && changed ? [run("systemd-sysusers", users)] : [],
		...changed ? [{
			kind: "run",
			argv: systemctl(scope, "daemon-reload")
		}] : [],
		{
			kind: "run",
			argv: systemctl(scope, "enable", unitName(settings))
		},
		...started(scope, changed ? "restart" : "start", unitName(settings))
	];
}
/** Whether it serves is asked afterwards, which tells more than systemd's "failed". Tries that failed before count no more: systemd would refuse another one for minutes. */
function started(scope, how, unit) {
	return [{
		kind: "run",
		argv: systemctl(scope, "reset-failed", unit),
		mayFail: true
	}, {
		kind: "run",
		argv: systemctl(scope, how, unit),
		mayFail: true
	}];
}
function run(...argv) {
	return {
		kind: "run",
		argv
	};
}
/** Groups of services that were installed before stay. */
function withGroupsOf(before, settings) {
	const own = sysusersText(settings);
	if (before === void 0 || whoseFile(before) !== "ours") return own;
	const groups = (text) => [...text.matchAll(/^g (\S+) -$/gm)].map(([, name]) => name);
	return groups(own).every((group) => groups(before).includes(group)) ? before : own;
}
/** The steps that bring a file to a text: none where it has it. */
function written(path, text, found) {
	const before = found(path);
	if (before === text) return [];
	if (before !== void 0) assertOurs(path, before);
	return [{
		kind: "folder",
		path: dirname(path),
		mode: 493
	}, {
		kind: "write",
		path,
		text
	}];
}
function assertOurs(path, text) {
	const whose = whoseFile(text);
	if (whose === "ours") return;
	throw new UsageError({
		code: "foreign-file",
		at: path,
		fault: whose === "foreign" ? "a file that we did not write stands there" : "it was edited since it was written",
		remedy: whose === "foreign" ? "Move it away, and run this again" : "Keep your changes with `systemctl edit`, remove this file, and run this again"
	});
}
/** @throws UsageError where the unit is somebody else's */
function uninstallPlan(scope, path, text) {
	if (whoseFile(text) === "foreign") assertOurs(path, text);
	const name = path.slice(dirname(path).length + 1);
	return [
		{
			kind: "run",
			argv: systemctl(scope, "disable", "--now", name)
		},
		{
			kind: "remove",
			path
		},
		{
			kind: "run",
			argv: systemctl(scope, "daemon-reload")
		}
	];
}
/** The same service with another program: the settings stay.
*  @throws UsageError where the unit is somebody else's, edited, or does not say what was chosen */
function upgradePlan(scope, path, before, machine) {
	assertOurs(path, before);
	const settings = settingsIn(before);
	if (settings === void 0) throw new UsageError({
		code: "unit-without-settings",
		at: path,
		fault: "it does not say what was chosen at its installation",
		remedy: "Run `bioreview-runner install` again with the options that you want"
	});
	const after = unitText(scope, settings, machine);
	const restart = [{
		kind: "run",
		argv: systemctl(scope, "daemon-reload")
	}, ...started(scope, "restart", unitName(settings))];
	const to = (text) => [{
		kind: "write",
		path,
		text
	}, ...restart];
	return {
		forward: after === before ? restart : to(after),
		back: after === before ? [] : to(before)
	};
}
/** A plan in words of a shell, for people. */
function describePlan(steps) {
	return steps.map(describeStep).join("\n");
}
function describeStep(step) {
	switch (step.kind) {
		case "folder": return `mkdir -p ${step.path}`;
		case "remove": return `rm ${step.path}`;
		case "run": return step.argv.join(" ");
		case "write": return `write ${step.path}:\n${step.text.replace(/^(?=.)/gm, "    ").trimEnd()}`;
	}
}

// src/service/apply.ts
/** Does what a plan says, and asks systemd and the server how they are. Stops at the first step that fails. */
const runCommand = async ([command, ...args]) => {
	const { status, stdout, stderr } = await runProgram(command, args);
	return status === void 0 ? {
		code: 127,
		stdout,
		stderr: `${command}: there is no such program`
	} : {
		code: status,
		stdout,
		stderr
	};
};
/** @throws CannotServeError where systemd refuses, UsageError where a file may not be written */
async function applyPlan(steps, run) {
	for (const step of steps) try {
		await applyStep(step, run);
	} catch (cause) {
		if (errnoOf(cause) !== "EACCES" && errnoOf(cause) !== "EPERM" && errnoOf(cause) !== "EROFS") throw cause;
		throw new UsageError({
			code: "not-permitted",
			at: step.kind === "run" ? step.argv.join(" ") : step.path,
			fault: "this user may not write there",
			remedy: "Run it with sudo, or install a service of yours with --user",
			cause
		});
	}
}
async function applyStep(step, run) {
	switch (step.kind) {
		case "folder":
			await mkdir(step.path, {
				recursive: true,
				mode: step.mode
			});
			return;
		case "write":
			await writeAtomically(step.path, async (unfinished) => {
				await writeFile(unfinished, step.text);
				await chmod(unfinished, 420);
			});
			return;
		case "remove":
			await rm(step.path, { force: true });
			return;
		case "run": {
			const { code, stderr, stdout } = await run(step.argv);
			if (code === 0 || step.mayFail) return;
			throw new CannotServeError({
				code: "systemd-refused",
				at: step.argv.join(" "),
				fault: `it ended with ${code} (${(stderr || stdout).trim().split("\n").at(-1) ?? "and said nothing"})`,
				remedy: "Mend what it says, then run this again: what is done already is not done twice"
			});
		}
	}
}
async function textOf(path) {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		if (errnoOf(error) === "ENOENT") return void 0;
		throw error;
	}
}
/** @param address `unix:PATH` or `http://HOST:PORT` */
function healthOf(address) {
	const where = address.startsWith("unix:") ? { socketPath: address.slice(5) } : hostOf(new URL(address));
	return new Promise((resolve) => {
		const asked = request({
			...where,
			path: "/health",
			agent: false,
			timeout: HEALTH_WITHIN
		}, (reply) => {
			let text = "";
			reply.setEncoding("utf8").on("data", (piece) => {
				text += piece;
			});
			reply.once("end", () => resolve(healthIn(text)));
			reply.once("error", () => resolve(void 0));
		});
		asked.once("timeout", () => asked.destroy());
		asked.once("error", () => resolve(void 0));
		asked.end();
	});
}
function hostOf({ hostname, port }) {
	return {
		host: hostname,
		port: port === "" ? 80 : Number(port)
	};
}
/** Milliseconds: a server answers within a slice of a prompt. */
const HEALTH_WITHIN = 3e4;
function healthIn(text) {
	try {
		const found = JSON.parse(text);
		return typeof found === "object" && found !== null && "status" in found ? {
			...found,
			status: String(found.status)
		} : void 0;
	} catch {
		return;
	}
}
/** How systemd sees a unit, such as `{ ActiveState: "active", SubState: "running", NRestarts: "0" }`. */
async function unitState(scope, unit, run) {
	const { stdout } = await run(systemctl(scope, "show", unit, `--property=ActiveState,SubState,Result,ExecMainStatus,NRestarts,ActiveEnterTimestamp,UnitFileState`));
	return Object.fromEntries(stdout.split("\n").flatMap((line) => line.includes("=") ? [[line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]] : []));
}
/** Seconds: ten gigabytes of weights from a slow disk, their digest, and what a driver compiles at the first start. */
const SERVES_WITHIN = 1800;
/** Waits until a service answers that it is ready.
*  @throws CannotServeError with its last lines where it ended instead */
async function untilItServes({ scope, unit, socket }, { run, signal, now }) {
	const began = now();
	for (;;) {
		const health = await healthOf(`unix:${socket}`);
		if (health?.status === "ok") return health;
		const { ActiveState = "unknown", Result, ExecMainStatus } = await unitState(scope, unit, run);
		if (signal.aborted) throw new InterruptedError(unit, "The service goes on; `bioreview-runner status` says how it is");
		const isOver = ActiveState === "failed" || ActiveState === "inactive";
		if (!isOver && now() - began < SERVES_WITHIN * 1e3) {
			await setTimeout(500);
			continue;
		}
		const { stdout } = await run([
			"journalctl",
			...scope === "user" ? ["--user"] : [],
			"-u",
			unit,
			"-n",
			"3",
			"-o",
			"cat"
		]);
		const words = stdout.trim().split("\n").join(" · ");
		throw new CannotServeError({
			code: "service-not-started",
			at: unit,
			fault: isOver ? `it ended before it served (${Result ?? "no result"}, exit code ${ExecMainStatus ?? "unknown"}${words === "" ? "" : `; it said: ${words}`})` : `it did not serve within ${SERVES_WITHIN} s`,
			remedy: "Mend what it says; `bioreview-runner logs` has all of it"
		});
	}
}

export { unitState as a, describePlan as c, upgradePlan as d, userFolders as f, unitName as h, textOf as i, installPlan as l, settingsIn as m, healthOf as n, untilItServes as o, SERVICE_USER as p, runCommand as r, SYSTEM_FOLDERS as s, applyPlan as t, uninstallPlan as u };