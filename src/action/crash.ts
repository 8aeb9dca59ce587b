/** What Node would print raw where an error is thrown that nobody waits for: a stack whose words could be anybody's. Told as lines of the log instead; the post
 *  step then tells the commit. */
import type { Job } from "./job/job.ts";

export function onCrash(job: Job): void {
  process.once("uncaughtException", (error) => {
    for (const line of (error.stack ?? error.message).split("\n")) job.log.error(line);
    job.fail("this is a bug of BioReview: please report it with the lines above");
    process.exit(1);
  });
}
