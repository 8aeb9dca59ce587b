/** `status` and `logs`: how a service is and what it wrote. Invariant: they change nothing, and a service that does not answer is a failure. */
import { spawn } from "node:child_process";
import { dirname } from "node:path";
import { CannotServeError, UsageError } from "../errors.ts";
import { type Health, healthOf, runCommand, unitState } from "../service/apply.ts";
import { type Dependencies, oneLine } from "./dependencies.ts";
import { installedService, scopeOf, type WhichFlags } from "./installed-service.ts";

export interface StatusFlags extends WhichFlags {
  readonly endpoint?: string;
  readonly json?: boolean;
}

export async function statusCommand(flags: StatusFlags, dependencies: Dependencies): Promise<void> {
  const { stdout } = dependencies;
  const { unit, state, address } =
    flags.endpoint === undefined
      ? await stateOf(flags, dependencies)
      : { unit: undefined, state: {}, address: addressNamed(flags.endpoint) };
  const health = await healthOf(address);
  const report = { unit, systemd: state, endpoint: address, health: health ?? null };
  stdout.write(flags.json ? `${JSON.stringify(report, undefined, 2)}\n` : `${statusLines(report).join("\n")}\n`);
  if (health?.status === "ok") return;
  throw new CannotServeError({
    code: health === undefined ? "server-not-running" : `server-${health.status}`,
    at: unit ?? address,
    fault: health === undefined ? "nobody answers there" : `it is ${health.status}`,
    remedy:
      unit === undefined
        ? "Start it, or wait until it has read its weights"
        : "`bioreview-runner logs` says why; where it is loading, wait",
  });
}

async function stateOf(flags: WhichFlags, dependencies: Dependencies) {
  const { path, settings } = await installedService(flags, dependencies);
  const unit = path.slice(dirname(path).length + 1);
  const state = await unitState(scopeOf(flags), unit, runCommand);
  return { unit, state, address: `unix:${settings?.socket ?? ""}` };
}

function addressNamed(text: string): string {
  if (text.startsWith("unix:/") || (/^http:\/\//.test(text) && URL.canParse(text))) return text;
  throw new UsageError({
    code: "endpoint-unusable",
    at: `--endpoint ${text}`,
    fault: "this is no address of a server",
    remedy: "Write unix:/path/to.sock or http://HOST:PORT",
  });
}

function statusLines({
  unit,
  systemd,
  endpoint,
  health,
}: {
  unit: string | undefined;
  systemd: Readonly<Record<string, string>>;
  endpoint: string;
  health: Health | null;
}): string[] {
  const { ActiveState, SubState, NRestarts, ActiveEnterTimestamp, UnitFileState } = systemd;
  const since = ActiveEnterTimestamp ? ` since ${ActiveEnterTimestamp}` : "";
  const line =
    unit === undefined
      ? []
      : [
          `${unit}: ${ActiveState ?? "unknown"} (${SubState ?? "unknown"})${since}, restarts: ${NRestarts ?? "unknown"}, at boot: ${UnitFileState || "unknown"}`,
        ];
  const answers =
    health === null
      ? "nobody answers"
      : `${health.status}, version ${String(health["version"])}, model ${String(health["chat"])}, running ${String(health["running"])}, waiting ${String(health["waiting"])}`;
  return [...line, `${endpoint}: ${oneLine(answers)}`];
}

export async function logsCommand(
  flags: WhichFlags & { readonly follow?: boolean; readonly lines: number },
  dependencies: Dependencies,
): Promise<void> {
  const { path } = await installedService(flags, dependencies);
  const unit = path.slice(dirname(path).length + 1);
  const args = [...(flags.user ? ["--user"] : []), "-u", unit, "-n", String(flags.lines), ...(flags.follow ? ["-f"] : [])];
  const child = spawn("journalctl", args, { stdio: "inherit" });
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("close", (ended) => resolve(ended ?? 0));
  });
  if (code === 0 || dependencies.stop.aborted) return;
  throw new CannotServeError({
    code: "no-journal",
    at: unit,
    fault: `journalctl ended with ${code}`,
    remedy: "Run it with sudo, or join the group systemd-journal",
  });
}
