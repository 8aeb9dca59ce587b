/** `install`, `upgrade`, `uninstall`: looks at this machine, makes a plan, shows or does it, and waits until the service serves. Invariant: with --dry-run
 *  nothing is changed, and what does not serve after an upgrade is the program of before again. */
import { join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import type { GpuChoice } from "../serve/compute.ts";
import { applyPlan, type Health, healthOf, runCommand, untilItServes } from "../service/apply.ts";
import { describePlan, installPlan, type Step, uninstallPlan, upgradePlan } from "../service/plan.ts";
import { assertReachable, assertSystemd, assertWeights } from "../service/preconditions.ts";
import { type Machine, type Scope, SERVICE_USER, type ServiceSettings, unitName } from "../service/unit.ts";
import { chatModelOf, profileNamed } from "../weights/catalogue.ts";
import { defaultModelsFolder } from "../weights/manifest.ts";
import type { Dependencies } from "./dependencies.ts";
import { foldersOf, installedService, type ScopeFlags, scopeOf, textsIn, type WhichFlags } from "./installed-service.ts";

export interface InstallFlags extends ScopeFlags {
  readonly profile: string;
  readonly chat?: string;
  readonly socketGroup?: string;
  readonly models?: string;
  readonly gpu: GpuChoice;
  readonly threads?: number;
  readonly context?: number;
  readonly parallel?: number;
  readonly maxWaiting?: number;
  readonly dryRun?: boolean;
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

/** What systemd takes for the name or number of a group (https://systemd.io/USER_NAMES/). */
const GROUP = /^(?:[A-Za-z_][A-Za-z0-9_-]{0,30}|\d+)$/;

/** @throws UsageError */
function settingsOf(flags: InstallFlags, scope: Scope, { env, home }: Dependencies): ServiceSettings {
  const profile = profileNamed(flags.profile);
  const chat = chatModelOf(profile, flags.chat);
  const name = flags.chat ?? profile.name;
  const { gpu, threads, context, parallel, maxWaiting } = flags;
  const socketGroup = flags.socketGroup ?? (scope === "system" ? SYSTEM_GROUP : undefined);
  if (socketGroup !== undefined && !GROUP.test(socketGroup))
    throw new UsageError({
      code: "no-group-name",
      at: `--socket-group ${socketGroup}`,
      fault: "no group can have this name",
      remedy: "Name it in letters, digits, `_` and `-`, at most 31, or give a group's number",
    });
  const run = scope === "system" ? "/run/bioreview" : join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "bioreview/run");
  return {
    profile: profile.name,
    ...(flags.chat !== undefined && { chat: chat.id }),
    // The unit starts in another folder.
    models: resolve(flags.models ?? (scope === "system" ? SYSTEM_MODELS : defaultModelsFolder(env, home))),
    gpu,
    socket: join(run, `${name}.sock`),
    ...(socketGroup !== undefined && { socketGroup }),
    ...(threads !== undefined && { threads }),
    ...(context !== undefined && { context }),
    ...(parallel !== undefined && { parallel }),
    ...(maxWaiting !== undefined && { maxWaiting }),
  };
}

async function machineHere({ program }: Dependencies): Promise<Machine> {
  const deviceGroups: string[] = [];
  for (const group of ["video", "render"])
    if ((await runCommand(["getent", "group", group])).code === 0) deviceGroups.push(group);
  return { node: process.execPath, program, deviceGroups };
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
