/** Loads the parts that need native libraries, only for commands that need them: weights can be fetched where those do not load. */
import { CannotServeError, systemCode } from "../errors.ts";

export async function withNativeLibraries<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    const code = systemCode(cause);
    if (code !== "ERR_MODULE_NOT_FOUND" && code !== "ERR_DLOPEN_FAILED" && code !== "MODULE_NOT_FOUND") throw cause;
    throw new CannotServeError({
      code: "no-runtime",
      at: "runner/node_modules",
      fault: `a library does not load (${cause instanceof Error ? cause.message.split("\n")[0] : ""})`,
      remedy: "Run `npm ci` in the runner's folder, on this machine and with this Node",
      cause,
    });
  }
}
