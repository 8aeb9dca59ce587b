import { g as record, h as object, v as string } from "./zod~bioreview~action~action-post~client.js";
import { r as EMBEDDING_MODELS } from "./profiles~bioreview~action~action-post.js";
import { join } from "node:path";
import { readFile } from "node:fs/promises";

// src/inference/known-weights.ts
/** Which weights a server that is started here would serve as an embedder, told without starting it. Fails towards "unknown": then the server is asked.
*  A server serves no other file under that name: it compares digests at every start. */
/** What the model server's package writes beside weights that were imported by hand; runner/README.md. */
const Manifest = object({ files: record(string(), object({ sha256: string().regex(/^[0-9a-f]{64}$/) })) });
/** @param models folder of the weights
*  @returns sha256 of the network, which the server calls the embedder's; undefined where nobody recorded it */
async function weightsOfEmbedder(name, models) {
	const model = EMBEDDING_MODELS.find(({ id }) => id === name);
	const network = model?.files.find(({ path }) => path.endsWith(".onnx"));
	if (model === void 0 || network === void 0) return void 0;
	return network.sha256 ?? (await imported(join(models, model.id, "manifest.json")))?.files[network.path]?.sha256;
}
async function imported(path) {
	try {
		return Manifest.parse(JSON.parse(await readFile(path, "utf8")));
	} catch {
		return;
	}
}

export { weightsOfEmbedder as t };