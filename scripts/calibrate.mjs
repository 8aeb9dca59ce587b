// Fits the matcher to labels/ with the real embedder and writes src/revision/calibration/minilm.json: npm run calibrate [-- --check]
// --check writes nothing and fails where the file is not what comes out. Needs the small models (npm run setup -- --models).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compiled } from "./compiled.mjs";

const ROOT = join(import.meta.dirname, "..");
const EMBEDDER = { profile: "smoke", name: "minilm" };
const OUTPUT = join(ROOT, "src", "revision", "calibration", `${EMBEDDER.name}.json`);
/** Milliseconds; loading and 500 short texts take seconds. */
const PATIENCE = 300_000;

function json(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

const { calibrate, connectEmbedder, locateRunner, parseLabels, startServer, labelledTexts } = await compiled("calibrate", {
  inference: "src/inference/index.ts",
  calibrate: "src/revision/calibration/calibrate.ts",
  labels: "src/revision/calibration/labels.ts",
});
const labels = join(ROOT, "labels");
const manuscripts = readdirSync(labels)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => parseLabels(json(join(labels, name)), json(join(labels, "stress", name)), `labels/${name}`));

const signal = AbortSignal.timeout(PATIENCE);
const server = await startServer(
  { profile: EMBEDDER.profile, only: "embedding", runnerPath: locateRunner(join(ROOT, "dist"), process.env), onLine: () => {} },
  signal,
);
try {
  const embedder = await connectEmbedder(server.endpoint, { name: EMBEDDER.name }, signal);
  const texts = [...labelledTexts(manuscripts)];
  const rows = new Map((await embedder.embed(texts, signal)).map((row, k) => [texts[k], row]));
  const calibration = calibrate(manuscripts, (text) => rows.get(text), embedder);
  console.error(JSON.stringify(calibration.figures, undefined, 2));
  // The formatter may set the file otherwise.
  if (!process.argv.includes("--check")) writeFileSync(OUTPUT, `${JSON.stringify(calibration, undefined, 2)}\n`);
  else if (JSON.stringify(json(OUTPUT)) !== JSON.stringify(calibration)) {
    console.error(`calibrate: ${OUTPUT} is not what comes out. Run "npm run calibrate" and commit the result.`);
    process.exitCode = 1;
  }
} finally {
  await server.stop();
}
