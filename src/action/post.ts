/** The entry of the Action's post step, which runs after the run, however that ended. */
import { proxiedFetch } from "../github/index.ts";
import { processJob } from "./job/job.ts";
import { cleanUp } from "./run/pending-status.ts";

const job = processJob();
await cleanUp(job, proxiedFetch(job.env));
