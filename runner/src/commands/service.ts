/** `install`, `status`, `logs`, `upgrade`, `uninstall`: looks at this machine, makes a plan, shows or does it, and waits until the service serves. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CannotServeError, errnoOf, ModelsError, UsageError } from "../errors.ts";
import type { GpuChoice } from "../serve/compute.ts";
import { applyPlan, type Health, healthOf, runCommand, textOf, unitState, untilItServes } from "../service/apply.ts";
import {
  describePlan,
  type Folders,
  installPlan,
  type Step,
  SYSTEM_FOLDERS,
  uninstallPlan,
  upgradePlan,
  userFolders,
} from "../service/plan.ts";
import { type Machine, type Scope, SERVICE_USER, type ServiceSettings, settingsIn, unitName } from "../service/unit.ts";
import { chatModelOf, embeddingModelsOf, profileNamed } from "../weights/catalogue.ts";
import { defaultModelsFolder } from "../weights/manifest.ts";
import { howToGet } from "../weights/verify.ts";
import { type Dependencies, oneLine } from "./dependencies.ts";

interface ScopeFlags {
  readonly user?: boolean;
}
export interface InstallFlags extends ScopeFlags {
  readonly profile: string;
  readonly chat?: string;
  readonly socketGroup?: string;
  readonly models?: string;
  readonly gpu: GpuChoice;
  readonly threads?: number;
  readonly context?: number;
  readonly maxWaiting?: number;
  readonly dryRun?: boolean;
}
interface WhichFlags extends ScopeFlags {
  readonly profile?: string;
}
interface ChangeFlags extends WhichFlags {
  readonly dryRun?: boolean;
}

const SYSTEM_MODELS = "/var/lib/bioreview/models";
const SYSTEM_GROUP = "bioreview";

export async function installCommand(flags: InstallFlags, dependencies: Dependencies): Promise<void> {
  const scope = scopeOf(flags);
  const settings = settingsOf(flags, scope, dependencies);
  const machine = await machineHere(dependencies);
  const folders = foldersOf(scope, dependencies);
  const texts = await textsIn(folders);
  const steps = installPlan({ scope, settings, machine, folders, found: (path) => texts.get(path) });
  if (flags.dryRun) return void dependencies.stdout.write(`${describePlan(steps)}\n`);
  await assertReachable(scope, [machine.node, machine.program]);
  await assertWeights(scope, settings);
  assertSystemd(scope);
  await applyPlan(steps, runCommand);
  await served(scope, settings, dependencies);
  dependencies.stdout.write(`${leftToDo(scope, settings, dependencies).join("\n")}\n`);
}

function scopeOf({ user }: ScopeFlags): Scope {
  return user ? "user" : "system";
}
function foldersOf(scope: Scope, { env, home }: Dependencies): Folders {
  return scope === "system" ? SYSTEM_FOLDERS : userFolders(env["XDG_CONFIG_HOME"] || join(home, ".config"));
}

function settingsOf(flags: InstallFlags, scope: Scope, { env, home }: Dependencies): ServiceSettings {
  const profile = profileNamed(flags.profile);
  const chat = chatModelOf(profile, flags.chat);
  const name = flags.chat ?? profile.name;
  const { gpu, threads, context, maxWaiting } = flags;
  const socketGroup = flags.socketGroup ?? (scope === "system" ? SYSTEM_GROUP : undefined);
  const run = scope === "system" ? "/run/bioreview" : join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "bioreview/run");
  return {
    profile: profile.name,
    ...(flags.chat !== undefined && { chat: chat.id }),
    models: flags.models ?? (scope === "system" ? SYSTEM_MODELS : defaultModelsFolder(env, home)),
    gpu,
    socket: join(run, `${name}.sock`),
    ...(socketGroup !== undefined && { socketGroup }),
    ...(threads !== undefined && { threads }),
    ...(context !== undefined && { context }),
    ...(maxWaiting !== undefined && { maxWaiting }),
  };
}

async function machineHere({ program }: Dependencies): Promise<Machine> {
  const deviceGroups: string[] = [];
  for (const group of ["video", "render"])
    if ((await runCommand(["getent", "group", group])).code === 0) deviceGroups.push(group);
  return { node: process.execPath, program, deviceGroups };
}

async function textsIn({ units, sysusers }: Folders): Promise<ReadonlyMap<string, string>> {
  const paths = [...installedIn(units), ...(sysusers === undefined ? [] : [join(sysusers, "bioreview-runner.conf")])];
  const texts = new Map<string, string>();
  for (const path of paths) {
    const text = await textOf(path);
    if (text !== undefined) texts.set(path, text);
  }
  return texts;
}
function installedIn(units: string): readonly string[] {
  if (!existsSync(units)) return [];
  return readdirSync(units)
    .filter((name) => /^bioreview-runner-.*\.service$/.test(name))
    .map((name) => join(units, name));
}

/** Folders that the unit hides from the service. */
const HIDDEN = /^\/(?:home|root|run\/user|tmp|var\/tmp)(?:\/|$)/;
const OTHERS_ENTER = 0o001;
const OTHERS_READ = 0o004;

/** A service of the machine runs as a user who is nobody's friend: the program must lie where everybody may read.
 *  @throws UsageError for the first path that it could not open */
async function assertReachable(scope: Scope, paths: readonly string[]): Promise<void> {
  if (scope === "user") return;
  for (const path of paths) {
    const fault = await whyUnreachable(path);
    if (fault === undefined) continue;
    throw new UsageError({
      code: "program-unreachable",
      at: path,
      fault: `the service could not open it: ${fault}`,
      remedy:
        "Clone BioReview into /opt/bioreview, use a Node of the whole machine such as /usr/bin/node, and run the installation from there; or install a service of yours with --user",
    });
  }
}
async function whyUnreachable(path: string): Promise<string | undefined> {
  if (HIDDEN.test(path)) return "homes and temporary folders are hidden from it";
  for (let at = dirname(path); ; at = dirname(at)) {
    if (((await stat(at)).mode & OTHERS_ENTER) === 0) return `others may not enter ${at}`;
    if (at === dirname(at)) break;
  }
  return ((await stat(path)).mode & OTHERS_READ) === 0 ? "others may not read it" : undefined;
}

/** Digests are compared at every start. @throws ModelsError for the first file that is missing or not readable */
async function assertWeights(scope: Scope, { profile: name, chat, models }: ServiceSettings): Promise<void> {
  const profile = profileNamed(name);
  for (const model of [chatModelOf(profile, chat), ...embeddingModelsOf(profile)]) {
    for (const file of model.files) {
      const path = join(models, model.id, file.path);
      const fault = await stat(path).then(
        ({ mode }) => (scope === "system" && (mode & OTHERS_READ) === 0 ? "the service could not read it" : undefined),
        (error: unknown) =>
          errnoOf(error) === "ENOENT" || errnoOf(error) === "ENOTDIR" ? "the weights are not there" : Promise.reject(error),
      );
      if (fault === undefined) continue;
      const get = `${howToGet(model, file, name)}, with --models ${models}`;
      throw new ModelsError({
        code: "weights-missing",
        at: path,
        fault,
        remedy: fault.startsWith("the service") ? `Run \`chmod -R a+rX ${models}\`` : get,
      });
    }
  }
}

/** @throws CannotServeError where no systemd manages this machine */
function assertSystemd(scope: Scope): void {
  if (existsSync("/run/systemd/system")) return;
  throw new CannotServeError({
    code: "no-systemd",
    at: scope === "system" ? "this machine" : "this session",
    fault: "systemd does not manage it",
    remedy:
      "Start `bioreview-runner serve` by the service manager that does, or in a container: docs/service.md; --dry-run shows the unit",
  });
}

async function served(scope: Scope, settings: ServiceSettings, { stdout, stderr, stop }: Dependencies): Promise<Health> {
  const unit = unitName(settings);
  stderr.write(`waiting until ${unit} serves\n`);
  const health = await untilItServes(
    { scope, unit, socket: settings.socket },
    { run: runCommand, signal: stop, now: () => performance.now() },
  );
  stdout.write(`${unit} serves ${String(health["chat"])} at unix:${settings.socket}\n`);
  return health;
}

function leftToDo(scope: Scope, { socketGroup, profile }: ServiceSettings, { env }: Dependencies): readonly string[] {
  const group = `who shall use it joins the group ${socketGroup}: usermod -aG ${socketGroup} USER, then log in anew; a runner of GitHub's: start its service anew`;
  const lingering = `it ends when you log out, unless: sudo loginctl enable-linger ${env["USER"] ?? "USER"}`;
  return [
    ...(scope === "system" && socketGroup !== undefined ? [group] : []),
    ...(scope === "user" ? [lingering] : []),
    `to try it: bioreview-runner status${scope === "user" ? " --user" : ""} --profile ${profile}`,
  ];
}

interface Installed {
  readonly path: string;
  readonly text: string;
  readonly settings: ServiceSettings | undefined;
}

/** @throws UsageError where none is installed, or several are and none is named */
async function installedService({ profile, ...flags }: WhichFlags, dependencies: Dependencies): Promise<Installed> {
  const scope = scopeOf(flags);
  const { units } = foldersOf(scope, dependencies);
  const all = [...(await textsIn({ units, sysusers: undefined }))].map(([path, text]) => ({
    path,
    text,
    settings: settingsIn(text),
  }));
  const fit =
    profile === undefined ? all : all.filter(({ settings }) => settings?.profile === profile || settings?.chat === profile);
  const [one, another] = fit;
  if (one !== undefined && another === undefined) return one;
  const names = all.map(({ settings, path }) => settings?.chat ?? settings?.profile ?? path).join(", ");
  throw new UsageError({
    code: one === undefined ? "no-service" : "several-services",
    at: units,
    fault:
      one === undefined
        ? `no service${profile === undefined ? "" : ` of ${profile}`} is installed there`
        : `several are installed: ${names}`,
    remedy:
      one === undefined
        ? `Install one with \`bioreview-runner install\`${scope === "system" ? ", or add --user for a service of yours" : ""}`
        : "Name one with --profile",
  });
}

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

export async function upgradeCommand(flags: ChangeFlags, dependencies: Dependencies): Promise<void> {
  const scope = scopeOf(flags);
  const { path, text, settings } = await installedService(flags, dependencies);
  const machine = await machineHere(dependencies);
  const { forward, back } = upgradePlan(scope, path, text, machine);
  if (flags.dryRun) return void dependencies.stdout.write(`${describePlan(forward)}\n`);
  if (settings === undefined) throw new RangeError("a unit that can be upgraded has settings");
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

async function returnTo(back: readonly Step[], { stderr }: Dependencies): Promise<void> {
  if (back.length === 0) return;
  stderr.write("it does not serve: going back to the program that ran before\n");
  await applyPlan(back, runCommand);
}

export async function uninstallCommand(flags: ChangeFlags, dependencies: Dependencies): Promise<void> {
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
