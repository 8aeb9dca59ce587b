import { cleanUp } from "./clean-up.ts";
import { processJob } from "./process-job.ts";

await cleanUp(processJob());
