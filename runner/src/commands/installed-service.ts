/** Which service a command is about: of the machine or of a user, and the one installed there that its flags name. Invariant: it is exactly one, or an error says why not. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../errors.ts";
import { textOf } from "../service/apply.ts";
import { type Folders, SYSTEM_FOLDERS, userFolders } from "../service/plan.ts";
import { type Scope, type ServiceSettings, settingsIn } from "../service/unit.ts";
import type { Dependencies } from "./dependencies.ts";

export interface ScopeFlags {
  readonly user?: boolean;
}
export interface WhichFlags extends ScopeFlags {
  readonly profile?: string;
}

export function scopeOf({ user }: ScopeFlags): Scope {
  return user ? "user" : "system";
}
export function foldersOf(scope: Scope, { env, home }: Dependencies): Folders {
  return scope === "system" ? SYSTEM_FOLDERS : userFolders(env["XDG_CONFIG_HOME"] || join(home, ".config"));
}
export async function textsIn({ units, sysusers }: Folders): Promise<ReadonlyMap<string, string>> {
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

interface Installed {
  readonly path: string;
  readonly text: string;
  readonly settings: ServiceSettings | undefined;
}

/** @throws UsageError where none is installed, or several are and none is named */
export async function installedService({ profile, ...flags }: WhichFlags, dependencies: Dependencies): Promise<Installed> {
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
