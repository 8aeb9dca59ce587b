/** Calibrations for one embedder: the one that the user made, a file in the user's data folder, before those that come with BioReview.
 *  Invariant: a file that is there and is no calibration of that embedder is an error; to pass it over would let another one judge in its place. */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { errnoOf, fileAndLine, readJson } from "../data-file.ts";
import { OutputError, SettingsError } from "../errors.ts";
import { CALIBRATIONS, type Calibration, calibrationOf, parseCalibration } from "../revision/index.ts";
import { type Environment, userData } from "../user-folders.ts";

/** The calibration for an embedder's weights.
 *  @param sha256 of the weights; undefined where it is not known
 *  @throws SettingsError where these weights were not calibrated */
export type CalibrationForWeights = (sha256: string | undefined) => Calibration;

/** Where the calibration of an embedder is kept and looked for. A name such as `org/model` is one file all the same. */
export function calibrationPath(embedder: string, env: Environment): string {
  return join(userData(env), "calibrations", `${encodeURIComponent(embedder)}.json`);
}

/** Reads what there is for an embedder, once: its weights, and so which calibration holds, are known only when it runs.
 *  @throws SettingsError where there is no calibration for this embedder at all, or the user's own is damaged */
export async function loadCalibrations(embedder: string, env: Environment): Promise<CalibrationForWeights> {
  const own = await ownCalibration(embedder, env);
  const known = own === undefined ? CALIBRATIONS : [own, ...CALIBRATIONS];
  const forWeights = (sha256: string | undefined) => calibrationOf({ name: embedder, sha256 }, known);
  forWeights(undefined);
  return forWeights;
}

/** @throws OutputError */
export async function makeCalibrationFolder(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
    throw new OutputError({
      code: "output-not-written",
      at: dirname(path),
      fault: "the folder for calibrations cannot be made",
      remedy: "Name another file with --output, or another data folder with XDG_DATA_HOME",
      cause,
    });
  });
}

async function ownCalibration(embedder: string, env: Environment): Promise<Calibration | undefined> {
  const path = calibrationPath(embedder, env);
  const value = await readJson(path, (fault, cause, line) => unreadable(fileAndLine(path, line), fault, embedder, cause)).catch(
    (error: SettingsError) => {
      if (["ENOENT", "ENOTDIR"].includes(errnoOf(error.cause) ?? "")) return undefined;
      throw error;
    },
  );
  if (value === undefined) return undefined;
  const calibration = parseCalibration(value, path);
  if (calibration.embedder === embedder) return calibration;
  throw unreadable(path, `it is of the embedder ${calibration.embedder}, not of ${embedder}`, embedder);
}

function unreadable(at: string, fault: string, embedder: string, cause?: unknown): SettingsError {
  const remedy = `Make it again: bioreview calibrate --embedder ${embedder}; or take the file away`;
  return new SettingsError({ code: "calibration-unreadable", at, fault, remedy, cause });
}
