import { onCancel } from "./cancelled.ts";
import { onCrash } from "./crash.ts";
import { processSurroundings } from "./process-surroundings.ts";
import { run } from "./run/run.ts";

const cancellation = onCancel();
const surroundings = processSurroundings(import.meta.dirname, cancellation.signal);
onCrash(surroundings.job);
await run(surroundings);
cancellation.done();
