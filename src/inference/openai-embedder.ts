/** The port to an embedder, over the OpenAI API. Invariant: every text has one finite unit row of the same length, or nobody gets any. */
import { z } from "zod";
import { ServerError } from "../errors.ts";
import type { Embedder } from "./embedder.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Asked } from "./exchange.ts";
import { notOpenAi } from "./no-api.ts";
import { chooseModel, listModels } from "./served.ts";
import { TIMEOUTS, type Timeouts } from "./timeouts.ts";
import { interrupted, openTransport } from "./transport.ts";

/** Texts in a request: few enough that a server answers soon and an interruption is felt. */
const BATCH = 64;
/** How far a row's norm may be from 1: half-precision servers round to three digits. */
const NORM_TOLERANCE = 1e-3;

const ASKED: Asked = { what: "embeddings", stage: { kind: "asked" } };

/** Rows come as base64 of 32-bit floats, as asked, or as numbers from servers that know nothing else. */
const Rows = z.object({ data: z.array(z.object({ index: z.int(), embedding: z.union([z.string(), z.array(z.number())]) })) });

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
  const batch = (texts: readonly string[], signal: AbortSignal) =>
    transport.ask(
      "long",
      () => ({ ...ASKED, model: served.id }),
      async (client, limited) => {
        const answer: unknown = await client.post("/embeddings", {
          body: { model: served.id, input: texts, encoding_format: "base64" },
          signal: limited,
        });
        const { success, data } = Rows.safeParse(answer);
        if (!success) throw notOpenAi("something that holds no embeddings", { ...ASKED, endpoint });
        const rows = inOrder(data.data, texts.length, endpoint);
        for (const row of rows) {
          dimensions ??= row.length;
          assertUnitRow(row, dimensions, endpoint);
        }
        return rows;
      },
      signal,
    );
  return {
    name: served.id,
    sha256: served.meta?.sha256,
    async embed(texts, signal) {
      const rows: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += BATCH) {
        if (signal.aborted) throw interrupted(endpoint, signal);
        rows.push(...(await batch(texts.slice(from, from + BATCH), signal)));
      }
      return rows;
    },
  };
}

/** @returns the rows by their index @throws ServerError where an index is missing, twice there, or too great */
function inOrder(data: z.infer<typeof Rows>["data"], expected: number, endpoint: Endpoint): Float32Array[] {
  const byIndex = new Map(data.map(({ index, embedding }) => [index, numbersOf(embedding)]));
  const rows = Array.from({ length: expected }, (_, index) => byIndex.get(index)).filter((row) => row !== undefined);
  if (data.length === expected && rows.length === expected) return rows;
  throw wrongRow(`sent ${data.length} rows for ${expected} texts, or numbered them wrongly`, endpoint);
}

/** Little-endian, as every server of the API sends them. */
function numbersOf(embedding: string | number[]): Float32Array {
  if (typeof embedding !== "string") return Float32Array.from(embedding);
  const bytes = Buffer.from(embedding, "base64");
  const whole = bytes.length - (bytes.length % 4);
  return Float32Array.from({ length: whole / 4 }, (_, k) => bytes.readFloatLE(k * 4));
}

function assertUnitRow(row: Float32Array, dimensions: number, endpoint: Endpoint): void {
  if (row.length !== dimensions) throw wrongRow(`sent a row of ${row.length} numbers where ${dimensions} are due`, endpoint);
  const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  // Written so that a norm that is no number fails too.
  if (!(Math.abs(norm - 1) <= NORM_TOLERANCE))
    throw wrongRow(`sent a row of length ${norm.toPrecision(4)} where unit length is due`, endpoint);
}

function wrongRow(fault: string, endpoint: Endpoint): ServerError {
  return new ServerError({
    code: "embedding-unusable",
    at: endpoint.shown,
    fault: `the embedder ${fault}`,
    remedy: "Use an embedder that pools by mean and normalises, such as the one that bioreview-runner serves",
  });
}
