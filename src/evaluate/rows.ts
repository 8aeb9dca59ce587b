/** Embedded texts, wherever they come from. */
import { SettingsError } from "../errors.ts";

export interface Rows {
  /** Of the embedder, or of the file: figures hold for one embedder only. */
  readonly name: string;
  /** Of the embedder's weights, where they are known: a file of rows does not tell. */
  readonly sha256?: string | undefined;
  readonly dimensions: number;
  /** The unit row of a text, in float32. */
  of(text: string): Float32Array | undefined;
}

/** @throws SettingsError where a text has no row: without an embedding there is no score, and word overlap is another metric */
export function rowsOf(texts: readonly string[], rows: Rows): readonly Float32Array[] {
  return texts.map((text) => {
    const row = rows.of(text);
    if (row !== undefined) return row;
    throw new SettingsError({
      code: "embedding-missing",
      at: rows.name,
      fault: `it holds no embedding of ${JSON.stringify(text.slice(0, 80))}`,
      remedy: "Embed every text of predictions and references, the empty one too where a concern is empty",
    });
  });
}
