/** The calibrations that come with BioReview; `npm run calibrate` makes them. */
import { type Calibration, parseCalibration } from "./calibration.ts";
import minilm from "./minilm.json" with { type: "json" };

export const CALIBRATIONS: readonly Calibration[] = [parseCalibration(minilm, "src/revision/calibration/minilm.json")];
