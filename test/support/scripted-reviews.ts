/** A model server that reviews as it is told, revision after revision, and embeds by words: like texts lie near each other, others do not. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Profile } from "../../profiles/profile.ts";
import type { Embedder } from "../../src/inference/index.ts";
import { answerOf, type SaidConcern } from "./reviewer.ts";
import { fails, json, type Reply, type ScriptedServer, says, serves, startScripted } from "./scripted-server.ts";

export interface ReviewServer extends ScriptedServer {
  /** Reviews that were asked for so far. */
  asked(): number;
}

export interface ReviewServerOptions {
  /** Another address than a free port: a Unix socket. */
  readonly listenAt?: string | undefined;
  /** In place of what it would say, such as nothing ever. */
  readonly chat?: Reply | undefined;
  /** Of a real embedder; undefined: by words. */
  readonly embeddings?: Reply | undefined;
  /** What its chat model is called, where it is not to be taken for the profile's. */
  readonly chatName?: string | undefined;
}

/** @param profile whose models it says that it has
 *  @param turns what each review says, in order; one more than these is refused, so that a review nobody expected fails its run */
export async function startReviews(
  profile: Profile,
  turns: readonly (readonly SaidConcern[])[],
  { listenAt, chat, embeddings = embedsByWords, chatName }: ReviewServerOptions = {},
): Promise<ReviewServer> {
  let asked = 0;
  function saysInTurn(): Reply {
    return (response, received) => {
      const turn = turns[asked++];
      const reply = turn === undefined ? fails(400, { message: "the script has no more reviews" }) : says(answerOf(...turn));
      reply(response, received);
    };
  }
  const server = await startScripted({ models: modelsOf(profile, chatName), chat: chat ?? saysInTurn(), embeddings }, listenAt);
  return Object.assign(server, { asked: () => asked });
}

function modelsOf({ chat, embedding, matching }: Profile, chatName: string | undefined): Reply {
  const ours = { owned_by: "bioreview-runner" };
  return serves(
    ...(chatName === undefined
      ? chat.map((id) => ({ ...ours, id, meta: { kind: "chat", file: `${id}.gguf`, quantisation: "Q4_K_M", device: "cpu" } }))
      : [{ id: chatName }]),
    ...[...new Set([embedding, matching])].map((id) => ({ ...ours, id, meta: { kind: "embedding", dimensions: DIMENSIONS } })),
  );
}

/** As many as minilm has. */
const DIMENSIONS = 384;
const requestSchema = z.object({ input: z.array(z.string()) });

const embedsByWords: Reply = (response, received) => {
  const { input } = requestSchema.parse(received.body);
  const data = input.map((text, index) => ({ object: "embedding", index, embedding: byWords(text) }));
  json({ object: "list", data })(response, received);
};

/** Passes on to a real embedder what it was not asked before: revisions of a paper have most of their sentences in common. */
export function embedsWith({ embed }: Pick<Embedder, "embed">): Reply {
  const known = new Map<string, Float32Array>();
  return async (response, received) => {
    const { input } = requestSchema.parse(received.body);
    const fresh = [...new Set(input)].filter((text) => !known.has(text));
    const rows = fresh.length === 0 ? [] : await embed(fresh, new AbortController().signal);
    for (const [k, row] of rows.entries()) known.set(fresh[k] ?? "", row);
    const data = input.map((text, index) => ({ object: "embedding", index, embedding: Array.from(known.get(text) ?? []) }));
    json({ object: "list", data })(response, received);
  };
}

/** Each word has a direction of its own, by its digest; a text is the sum of its words', of length 1. */
function byWords(text: string): number[] {
  const row = new Array<number>(DIMENSIONS).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["nothing"]) {
    const digest = createHash("sha256").update(word).digest();
    for (const at of [0, 4, 8, 12]) {
      const dimension = digest.readUInt16LE(at) % DIMENSIONS;
      row[dimension] = (row[dimension] ?? 0) + ((digest[at + 2] ?? 0) % 2 === 0 ? 1 : -1);
    }
  }
  const length = Math.hypot(...row);
  return length === 0 ? row.with(0, 1) : row.map((value) => value / length);
}
