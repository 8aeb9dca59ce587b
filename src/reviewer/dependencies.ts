/** What reviewing needs of the program that it runs in. Invariant: no text of a model or a manuscript passes through here but as progress. */
import type { ReviewProgress } from "../review/index.ts";

export interface ReviewerDependencies {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Path of the model server's program; asked for only where a server has to be started.
   *  @throws ModelsError, SettingsError where there is none that can run */
  runnerPath(): Promise<string>;
  readonly log: ReviewerLog;
  /** Milliseconds of a clock that never goes back. */
  now(): number;
}

export interface ReviewerLog {
  /** A line that stays. */
  notice(line: string): void;
  /** What happens now, in a few words.
   *  @param detail how far it is, such as `3 of 7 texts` */
  progress(activity: string, detail?: string): void;
  onReview(progress: ReviewProgress): void;
}
