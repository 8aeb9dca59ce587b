/** Predictions that do not exist yet: a folder of manuscripts, reviewed one after the other. Invariant: a row is written when its review is whole and
 *  not before, so that a run of days can be stopped anywhere and goes on where it stopped; a failed review ends the run, it never becomes a row. */
import { appendFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Concern } from "../concern.ts";
import { errnoOf } from "../data-file.ts";
import { OutputError, SettingsError } from "../errors.ts";
import { linesOf, parseLine } from "../jsonl.ts";
import { formatPredictionRow } from "./article-files.ts";

/** How a manuscript becomes concerns. */
export interface ManuscriptReviewer<Article> {
  /** @param manuscript its path is that of a folder or a file   @throws where there is nothing to review */
  read(manuscript: ManuscriptEntry): Promise<Article>;
  review(article: Article): Promise<readonly Concern[]>;
}

export interface ManuscriptEntry {
  readonly id: string;
  readonly path: string;
}

/** The manuscripts in a folder, by name: each a folder or a file called by its article's id, with what no file name may hold written as in a URL
 *  (`10.1000%2F182.md` is the article `10.1000/182`).
 *  @throws SettingsError where there is none, or two are of one article */
export async function listManuscripts(folder: string, shown: string): Promise<readonly ManuscriptEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw refused(shown, "it is no folder that can be read", error);
  });
  const found = new Map<string, ManuscriptEntry>();
  for (const entry of entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const id = idOf(entry.isDirectory() ? entry.name : entry.name.replace(/\.[a-z]+$/i, ""), shown);
    if (found.has(id)) throw refused(shown, `two of its entries are named after the article ${JSON.stringify(id)}`);
    found.set(id, { id, path: join(folder, entry.name) });
  }
  if (found.size === 0) throw refused(shown, "there is nothing in it");
  return [...found.values()];
}

function idOf(name: string, shown: string): string {
  try {
    return decodeURIComponent(name);
  } catch (error) {
    throw refused(shown, `the name ${JSON.stringify(name)} holds a % that stands for nothing`, error);
  }
}

/** Reviews what has no row yet, and appends the rows. All is read before the first review: a paper that cannot be read shall not be found out after a
 *  day's work.
 *  @param store the file of predictions; it is made where it is missing
 *  @param onStart called with the manuscript that is reviewed next, and its place among all of them
 *  @throws whatever the review throws; the rows that were written stay */
export async function reviewManuscripts<Article>(
  manuscripts: readonly ManuscriptEntry[],
  store: string,
  { read, review }: ManuscriptReviewer<Article>,
  onStart: (manuscript: ManuscriptEntry, place: number, all: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await append(store, "");
  const done = new Set<string>();
  for await (const line of linesOf(store, store, signal)) done.add(parseLine(line, Row, 'rows with an "article_id"').article_id);
  const waiting = manuscripts.filter(({ id }) => !done.has(id));
  for (const manuscript of waiting) {
    signal.throwIfAborted();
    await read(manuscript); // and forgotten: a thousand papers are more than memory should hold
  }
  for (const [k, manuscript] of waiting.entries()) {
    signal.throwIfAborted();
    onStart(manuscript, k + 1, waiting.length);
    const concerns = await review(await read(manuscript));
    await append(store, formatPredictionRow({ id: manuscript.id, concerns, form: "structured_concerns", blank: 0 }));
  }
}

const Row = z.object({ article_id: z.string() });

async function append(store: string, text: string): Promise<void> {
  await appendFile(store, text, { flush: true }).catch((error: unknown) => {
    throw new OutputError({
      code: "output-not-written",
      at: store,
      fault: `a review could not be kept (${errnoOf(error) ?? "unknown"})`,
      remedy: "Make room, or name another file with --predictions",
      cause: error,
    });
  });
}

function refused(at: string, fault: string, cause?: unknown): SettingsError {
  const remedy = "Name a folder that holds one manuscript for each article, named by the article's id";
  return new SettingsError({ code: "manuscripts-unusable", at, fault, remedy, cause });
}
