import { proxiedFetch } from "../github/index.ts";
import { processJob } from "./job/process-job.ts";
import { cleanUp } from "./run/clean-up.ts";

const job = processJob();
await cleanUp(job, proxiedFetch(job.env));
