/** embeddings/: texts as unit vectors, from an embedder, the disk or a file, and how similar they are. Start reading at
 *  `Embeddings`. */
export { type CacheUse, cachedEmbeddings, embedCached } from "./cache.ts";
export {
  assertTellsApart,
  assertUnitVectors,
  cosine,
  cosineMatrix,
  cosines,
  type Embeddings,
  embeddingsOf,
  type Matrix,
} from "./embeddings.ts";
export { readEmbeddings } from "./jsonl-file.ts";
