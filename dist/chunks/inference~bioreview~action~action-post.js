import { v as ModelsError, x as SettingsError } from "./shared~bioreview~action~action-post~client.js";
import { join, resolve } from "node:path";
import { existsSync } from "node:fs";

// src/inference/locate-runner.ts
/** Where the model server's program lies, and whether it can run. */
/** @param distDir the folder of our own bundle: the runner's package lies beside it
*  @param env `BIOREVIEW_RUNNER` names the folder of the runner's package where it lies elsewhere
*  @returns the path of the program
*  @throws SettingsError where that folder holds no runner, ModelsError where what it needs is not installed or it was not built */
function locateRunner(distDir, env) {
	const { BIOREVIEW_RUNNER: named } = env;
	const folder = resolve(named || join(distDir, "..", "runner"));
	if (!existsSync(join(folder, "package.json"))) {
		if (named) throw new SettingsError({
			code: "runner-not-there",
			at: "BIOREVIEW_RUNNER",
			fault: `${folder} is not the folder of the model server's package`,
			remedy: "Name the folder that holds its package.json, or unset the variable"
		});
		throw new ModelsError({
			code: "runner-not-there",
			at: folder,
			fault: "the model server's package is not there",
			remedy: "Install BioReview whole, set BIOREVIEW_RUNNER to that folder, or name a running server with --endpoint"
		});
	}
	const program = join(folder, "dist", "bioreview-runner.js");
	if (!existsSync(join(folder, "node_modules", "node-llama-cpp"))) throw new ModelsError({
		code: "runner-not-installed",
		at: folder,
		fault: "the libraries of the model server are not installed",
		remedy: `Run: npm ci --prefix ${quotedForShell(folder)}`
	});
	if (!existsSync(program)) throw new ModelsError({
		code: "runner-not-built",
		at: program,
		fault: "the model server's program is not built",
		remedy: `Run: npm run build --prefix ${quotedForShell(folder)}`
	});
	return program;
}
function quotedForShell(path) {
	return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

export { locateRunner as t };