/** The entry of the Action's post step, which runs after the run, however that ended. */
import { processJob } from "./job/job.ts";
import { cleanUp } from "./run/pending-status.ts";

await cleanUp(processJob());
