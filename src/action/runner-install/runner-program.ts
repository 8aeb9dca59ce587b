/** Where the model server's program comes from: where an operator says, beside the Action where it is installed there, else the tool cache. */
import { join } from "node:path";
import { ModelsError } from "../../errors.ts";
import { locateRunner } from "../../inference/index.ts";
import type { Settings } from "../../settings.ts";
import type { Job } from "../job/job.ts";
import { installRunner, toolCache } from "./install.ts";
import { npmCi } from "./npm-ci.ts";

/** State for the post step: a folder that is not whole. */
const UNFINISHED = "unfinished";

/** @param program folder of the Action's bundle
 *  @throws ModelsError where there is none and none may be installed, or cannot be */
export async function locateOrInstallRunner(
  job: Job,
  program: string,
  { runner }: Pick<Settings, "runner">,
  signal: AbortSignal,
): Promise<string> {
  try {
    return locateRunner(program, job.env);
  } catch (error) {
    const may = error instanceof ModelsError && error.code === "runner-not-installed" && !job.env["BIOREVIEW_RUNNER"];
    if (!may) throw error;
    if (runner === "require") throw required(error);
  }
  return installRunner(
    {
      source: join(program, "..", "runner"),
      cache: toolCache(job.env),
      install: (folder, stop) => npmCi(folder, { ...job.env }, stop),
      log: job.log.info,
      onUnfinished: (folder) => job.saveState(UNFINISHED, folder),
    },
    signal,
  );
}

/** @returns the folder that an installation left half filled, where one did */
export function unfinishedInstallation(job: Job): string | undefined {
  const folder = job.getState(UNFINISHED);
  return folder.endsWith(".part") ? folder : undefined;
}

function required({ at, fault }: ModelsError): ModelsError {
  return new ModelsError({
    code: "runner-not-installed",
    at,
    fault: `${fault}, and the input runner says that they are required`,
    remedy:
      "Start a model server on the runner (runner/README.md), name its package with BIOREVIEW_RUNNER, or set runner: install",
  });
}
