/** What an installation, an upgrade and a removal do, as data: `--dry-run` shows it, apply.ts does it. Invariant: a file that is not ours is in no plan. */
import { dirname, join } from "node:path";
import { UsageError } from "../errors.ts";
import {
  type Machine,
  type Scope,
  type ServiceSettings,
  settingsIn,
  sysusersText,
  unitName,
  unitText,
  whoseFile,
} from "./unit.ts";

export type Step =
  | { readonly kind: "folder"; readonly path: string; readonly mode: number }
  | { readonly kind: "write"; readonly path: string; readonly text: string }
  | { readonly kind: "remove"; readonly path: string }
  | {
      readonly kind: "run";
      readonly argv: readonly [string, ...string[]];
      /** Where its failure is no end: what it was for is looked at afterwards. */
      readonly mayFail?: true;
    };

/** Where the files of a scope lie. */
export interface Folders {
  readonly units: string;
  /** Of systemd-sysusers; a user has none. */
  readonly sysusers: string | undefined;
}

export const SYSTEM_FOLDERS: Folders = { units: "/etc/systemd/system", sysusers: "/etc/sysusers.d" };
export function userFolders(config: string): Folders {
  return { units: join(config, "systemd/user"), sysusers: undefined };
}

export const systemctl = (scope: Scope, ...args: readonly string[]): readonly [string, ...string[]] => [
  "systemctl",
  ...(scope === "user" ? ["--user"] : []),
  ...args,
];

export interface Installation {
  readonly scope: Scope;
  readonly settings: ServiceSettings;
  readonly machine: Machine;
  readonly folders: Folders;
  /** The text of a file that is there. */
  readonly found: (path: string) => string | undefined;
}

/** @throws UsageError where a file that would be written is somebody else's */
export function installPlan({ scope, settings, machine, folders, found }: Installation): readonly Step[] {
  const unit = join(folders.units, unitName(settings));
  const users = folders.sysusers && join(folders.sysusers, "bioreview-runner.conf");
  const writes = [
    ...(users === undefined ? [] : written(users, withGroupsOf(found(users), settings), found)),
    ...written(unit, unitText(scope, settings, machine), found),
  ];
  const changed = writes.some(({ kind }) => kind === "write");
  return [
    ...writes,
    ...(users !== undefined && changed ? [run("systemd-sysusers", users)] : []),
    ...(changed ? [{ kind: "run" as const, argv: systemctl(scope, "daemon-reload") }] : []),
    { kind: "run", argv: systemctl(scope, "enable", unitName(settings)) },
    // One that runs as it should is left alone.
    ...started(scope, changed ? "restart" : "start", unitName(settings)),
  ];
}

/** Whether it serves is asked afterwards, which tells more than systemd's "failed". Tries that failed before count no more: systemd would refuse another one for minutes. */
function started(scope: Scope, how: "start" | "restart", unit: string): readonly Step[] {
  return [
    { kind: "run", argv: systemctl(scope, "reset-failed", unit), mayFail: true },
    { kind: "run", argv: systemctl(scope, how, unit), mayFail: true },
  ];
}

function run(...argv: readonly [string, ...string[]]): Step {
  return { kind: "run", argv };
}

/** Groups of services that were installed before stay. */
function withGroupsOf(before: string | undefined, settings: ServiceSettings): string {
  const own = sysusersText(settings);
  if (before === undefined || whoseFile(before) !== "ours") return own;
  const groups = (text: string) => [...text.matchAll(/^g (\S+) -$/gm)].map(([, name]) => name);
  return groups(own).every((group) => groups(before).includes(group)) ? before : own;
}

/** The steps that bring a file to a text: none where it has it. */
function written(path: string, text: string, found: Installation["found"]): readonly Step[] {
  const before = found(path);
  if (before === text) return [];
  if (before !== undefined) assertOurs(path, before);
  return [
    { kind: "folder", path: dirname(path), mode: 0o755 },
    { kind: "write", path, text },
  ];
}

function assertOurs(path: string, text: string): void {
  const whose = whoseFile(text);
  if (whose === "ours") return;
  throw new UsageError({
    code: "foreign-file",
    at: path,
    fault: whose === "foreign" ? "a file that we did not write stands there" : "it was edited since it was written",
    remedy:
      whose === "foreign"
        ? "Move it away, and run this again"
        : "Keep your changes with `systemctl edit`, remove this file, and run this again",
  });
}

/** @throws UsageError where the unit is somebody else's */
export function uninstallPlan(scope: Scope, path: string, text: string): readonly Step[] {
  if (whoseFile(text) === "foreign") assertOurs(path, text);
  const name = path.slice(dirname(path).length + 1);
  return [
    { kind: "run", argv: systemctl(scope, "disable", "--now", name) },
    { kind: "remove", path },
    { kind: "run", argv: systemctl(scope, "daemon-reload") },
  ];
}

export interface Upgrade {
  readonly forward: readonly Step[];
  /** Where the new one does not serve. */
  readonly back: readonly Step[];
}

/** The same service with another program: the settings stay.
 *  @throws UsageError where the unit is somebody else's, edited, or does not say what was chosen */
export function upgradePlan(scope: Scope, path: string, before: string, machine: Machine): Upgrade {
  assertOurs(path, before);
  const settings = settingsIn(before);
  if (settings === undefined)
    throw new UsageError({
      code: "unit-without-settings",
      at: path,
      fault: "it does not say what was chosen at its installation",
      remedy: "Run `bioreview-runner install` again with the options that you want",
    });
  const after = unitText(scope, settings, machine);
  const restart: readonly Step[] = [
    { kind: "run", argv: systemctl(scope, "daemon-reload") },
    ...started(scope, "restart", unitName(settings)),
  ];
  const to = (text: string): readonly Step[] => [{ kind: "write", path, text }, ...restart];
  return { forward: after === before ? restart : to(after), back: after === before ? [] : to(before) };
}

/** A plan in words of a shell, for people. */
export function describePlan(steps: readonly Step[]): string {
  return steps.map(describeStep).join("\n");
}
function describeStep(step: Step): string {
  switch (step.kind) {
    case "folder":
      return `mkdir -p ${step.path}`;
    case "remove":
      return `rm ${step.path}`;
    case "run":
      return step.argv.join(" ");
    case "write":
      return `write ${step.path}:\n${step.text.replace(/^(?=.)/gm, "    ").trimEnd()}`;
  }
}
