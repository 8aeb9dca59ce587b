import { n as defaultModelsFolder } from "./shared-files.js";

// src/commands/dependencies.ts
function modelsFolder(given, { env, home }) {
	return given ?? defaultModelsFolder(env, home);
}
/** One line, whatever the text holds: a log line cannot be forged by what a model or a file says. */
function oneLine(text) {
	return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
}

export { oneLine as n, modelsFolder as t };