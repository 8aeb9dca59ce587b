/** The pages of a run in which papers and their reviews are read together, where the workflow asks for them. Invariant: a page is
 *  an extra: where one cannot be made the review goes on, and says so. */
import { join } from "node:path";
import { messageOf } from "../../errors.ts";
import type { FileTree, Manuscript, ManuscriptText } from "../../manuscript/index.ts";
import type { ComparisonResult } from "../../revision/index.ts";
import type { Settings } from "../../settings.ts";
import type { Session } from "./session.ts";

export interface ReportPages {
  /** @param key of one of several manuscripts; undefined where there is one
   *  @param old text of the revision before, where it is there */
  write(
    key: string | undefined,
    comparison: ComparisonResult,
    manuscript: Manuscript,
    old: ManuscriptText | undefined,
  ): Promise<void>;
  /** Of the pages that were written, in their order. */
  readonly paths: readonly string[];
}

/** @param files of the commit that is reviewed */
export function reportPages(
  { context, disk, job, pageAssets }: Pick<Session, "context" | "disk" | "job" | "pageAssets">,
  { report }: Pick<Settings, "report">,
  files: FileTree,
): ReportPages {
  const paths: string[] = [];
  return {
    paths,
    async write(key, comparison, manuscript, old) {
      if (report === "false") return;
      const path = join(context.workspace, `bioreview-report${key === undefined ? "" : `-${fileNameOf(key)}`}.html`);
      try {
        const { comparisonInput, pageModel, renderPage } = await import("../../report-page/index.ts");
        const model = pageModel(await comparisonInput(comparison, manuscript, old, files));
        await disk.write(path, renderPage(model, await pageAssets()));
        paths.push(path);
      } catch (error) {
        job.log.warning(`the report's page was not made, and the review stands without it: ${messageOf(error)}`);
      }
    },
  };
}

/** A key may be a path. */
function fileNameOf(key: string): string {
  return key.replace(/[^A-Za-z0-9._-]+/g, "-");
}

/** Where on GitHub the pages of this run can be had: a later step uploads them, so no more than the run's own page is known.
 *  @returns undefined where the workflow asks for none */
export function artifactsUrl(run: string | undefined, { report }: Pick<Settings, "report">): string | undefined {
  return run === undefined || report === "false" ? undefined : `${run}#artifacts`;
}
