/** Which weights a server that is started here would serve as an embedder, told without starting it. Fails towards "unknown": then the server is asked.
 *  A server serves no other file under that name: it compares digests at every start. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { EmbeddingModel } from "../../profiles/profile.ts";
import { EMBEDDING_MODELS } from "../../profiles/profiles.ts";

/** What the model server's package writes beside weights that were imported by hand; runner/README.md. */
const Manifest = z.object({ files: z.record(z.string(), z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) })) });

/** @param models folder of the weights
 *  @returns sha256 of the network, which the server calls the embedder's; undefined where nobody recorded it */
export async function weightsOfEmbedder(name: string, models: string): Promise<string | undefined> {
  const model: EmbeddingModel | undefined = EMBEDDING_MODELS.find(({ id }) => id === name);
  const network = model?.files.find(({ path }) => path.endsWith(".onnx"));
  if (model === undefined || network === undefined) return undefined;
  return network.sha256 ?? (await imported(join(models, model.id, "manifest.json")))?.files[network.path]?.sha256;
}

async function imported(path: string): Promise<z.infer<typeof Manifest> | undefined> {
  try {
    return Manifest.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return undefined; // none was imported, or the server will say what is wrong with it
  }
}
