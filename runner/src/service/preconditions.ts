/** What a service needs of this machine: a program and weights that it may read, and systemd. Invariant: looked at before anything is written, and what is missing is said with its remedy. */
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CannotServeError, errnoOf, ModelsError, UsageError } from "../errors.ts";
import { chatModelOf, embeddingModelsOf, profileNamed } from "../weights/catalogue.ts";
import { howToGet } from "../weights/verify.ts";
import type { Scope, ServiceSettings } from "./unit.ts";

/** Folders that the unit hides from the service. */
const HIDDEN = /^\/(?:home|root|run\/user|tmp|var\/tmp)(?:\/|$)/;
const OTHERS_ENTER = 0o001;
const OTHERS_READ = 0o004;

/** A service of the machine runs as a user who is nobody's friend: the program must lie where everybody may read.
 *  @throws UsageError for the first path that it could not open */
export async function assertReachable(scope: Scope, paths: readonly string[]): Promise<void> {
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
export async function assertWeights(scope: Scope, { profile: name, chat, models }: ServiceSettings): Promise<void> {
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
export function assertSystemd(scope: Scope): void {
  if (existsSync("/run/systemd/system")) return;
  throw new CannotServeError({
    code: "no-systemd",
    at: scope === "system" ? "this machine" : "this session",
    fault: "systemd does not manage it",
    remedy:
      "Start `bioreview-runner serve` by the service manager that does, or in a container: docs/service.md; --dry-run shows the unit",
  });
}
