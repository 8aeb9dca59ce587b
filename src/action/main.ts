import { onCancel } from "./cancelled.ts";
import { processSurroundings } from "./process-surroundings.ts";
import { run } from "./run.ts";

const cancellation = onCancel();
await run(processSurroundings(import.meta.dirname, cancellation.signal));
cancellation.done();
