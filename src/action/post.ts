import { proxiedFetch } from "../github/index.ts";
import { cleanUp } from "./clean-up.ts";
import { processJob } from "./process-job.ts";

const job = processJob();
await cleanUp(job, proxiedFetch(job.env));
