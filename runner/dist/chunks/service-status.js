import { o as UsageError, t as CannotServeError } from "./shared-errors.js";
import { a as unitState, n as healthOf, r as runCommand } from "./shared-unit.js";
import { n as oneLine } from "./shared-dependencies.js";
import { n as installedService, r as scopeOf } from "./shared-installed-service.js";
import { dirname } from "node:path";
import { spawn } from "node:child_process";

// src/commands/service-status.ts
/** `status` and `logs`: how a service is and what it wrote. Invariant: they change nothing, and a service that does not answer is a failure. */
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

export { logsCommand, statusCommand };