/** The real manuscripts that lie beside the project on some machines; tests that need them are skipped, visibly, where they do not. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

export const CORPUS = join(import.meta.dirname, "../../../shared/corpus");
export const hasCorpus = existsSync(CORPUS);

/** Every revision, as `dengue-latex/v1`. Empty where there is no corpus. */
export const revisions: readonly string[] = hasCorpus
  ? readdirSync(CORPUS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(CORPUS, name)).map((revision) => `${name}/${revision}`))
      .sort()
  : [];
