/** The port to an embedder, over the OpenAI API. Invariant: every text has one finite unit vector, all of one length, or the whole request fails. */
import { z } from "zod";
import { ServerError } from "../errors.ts";
import { type Endpoint, TIMEOUTS, type Timeouts } from "./endpoint.ts";
import type { Embedder } from "./model.ts";
import { NotOpenAi } from "./request-fault.ts";
import { chooseModel, listModels } from "./served-models.ts";
import { throwErrorIn } from "./server-fault.ts";
import { openTransport } from "./transport.ts";

/** Texts in a request: few enough that a server answers soon and an interruption is felt. */
const BATCH = 64;
/** How far an embedding's norm may be from 1: half-precision servers round to three digits. */
const NORM_TOLERANCE = 1e-3;

/** Embeddings come as base64 of 32-bit floats, as asked, or as numbers from servers that know nothing else. */
const EmbeddingsBody = z.object({
  data: z.array(z.object({ index: z.int(), embedding: z.union([z.string(), z.array(z.number())]) })),
});

export interface EmbedderChoice {
  /** The model's id; may be left out where the server has one. */
  readonly name?: string | undefined;
  readonly timeouts?: Timeouts;
}

/** @throws ServerError where the server does not answer or has no such model, SettingsError where it has several and none was named */
export async function connectEmbedder(endpoint: Endpoint, choice: EmbedderChoice, signal: AbortSignal): Promise<Embedder> {
  const transport = openTransport(endpoint, choice.timeouts ?? TIMEOUTS);
  const served = chooseModel(endpoint, await listModels(transport, signal), "embedding", choice.name);
  let dimensions = served.meta?.dimensions;
  const embedBatch = (texts: readonly string[], signal: AbortSignal) =>
    transport.ask(
      { what: "embeddings", model: served.id, limit: "answer" },
      async (client, limited) => {
        const answer: unknown = await client.post("/embeddings", {
          body: { model: served.id, input: texts, encoding_format: "base64" },
          signal: limited,
        });
        const { success, data } = EmbeddingsBody.safeParse(answer);
        if (!success) {
          throwErrorIn(answer);
          throw new NotOpenAi("something that holds no embeddings");
        }
        const embeddings = inOrder(data.data, texts.length, endpoint);
        for (const embedding of embeddings) {
          dimensions ??= embedding.length;
          assertUnitVector(embedding, dimensions, endpoint);
        }
        return embeddings;
      },
      signal,
    );
  return {
    name: served.id,
    sha256: served.meta?.sha256,
    async embed(texts, signal) {
      const embeddings: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += BATCH)
        embeddings.push(...(await embedBatch(texts.slice(from, from + BATCH), signal)));
      return embeddings;
    },
  };
}

/** @returns the embeddings by their index @throws ServerError where an index is missing, twice there, or too great */
function inOrder(data: z.infer<typeof EmbeddingsBody>["data"], expected: number, endpoint: Endpoint): Float32Array[] {
  const byIndex = new Map(data.map(({ index, embedding }) => [index, numbersOf(embedding, endpoint)]));
  const embeddings = Array.from({ length: expected }, (_, index) => byIndex.get(index)).filter((found) => found !== undefined);
  if (data.length === expected && embeddings.length === expected) return embeddings;
  throw unusable(`sent ${data.length} rows for ${expected} texts, or numbered them wrongly`, endpoint);
}

/** Little-endian, as every server of the API sends them.
 *  @throws ServerError where the text is no whole number of 32-bit floats, such as a row that was cut */
function numbersOf(embedding: string | number[], endpoint: Endpoint): Float32Array {
  if (typeof embedding !== "string") return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, "base64");
  if (bytes.length % 4 !== 0 || !/^[\w+/-]*={0,2}$/.test(embedding))
    throw unusable("sent a row that is no base64 of 32-bit numbers", endpoint);
  return Float32Array.from({ length: bytes.length / 4 }, (_, k) => bytes.readFloatLE(k * 4));
}

function assertUnitVector(embedding: Float32Array, dimensions: number, endpoint: Endpoint): void {
  if (embedding.length !== dimensions)
    throw unusable(`sent a row of ${embedding.length} numbers where ${dimensions} are due`, endpoint);
  const norm = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
  // Written so that a norm that is no number fails too.
  if (!(Math.abs(norm - 1) <= NORM_TOLERANCE))
    throw unusable(`sent a row of length ${norm.toPrecision(4)} where unit length is due`, endpoint);
}

function unusable(fault: string, endpoint: Endpoint): ServerError {
  return new ServerError({
    code: "embedding-unusable",
    at: endpoint.shown,
    fault: `the embedder ${fault}`,
    remedy: "Use an embedder that pools by mean and normalises, such as the one that bioreview-runner serves",
  });
}
