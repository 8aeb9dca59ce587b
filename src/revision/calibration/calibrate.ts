/** A calibration for one embedder, from labelled manuscripts. Invariant: what comes out was good enough on manuscripts that it had not seen; else an
 *  error with its figures. */
import { SettingsError } from "../../errors.ts";
import type { Calibration, Figures } from "./calibration.ts";
import type { LabelledManuscript } from "./labels.ts";
import { commonWordsOf, train } from "./train.ts";
import { embedded, type RowOf, trial } from "./trial.ts";

/** Manuscripts without which "held out" means nothing. */
const FEWEST_MANUSCRIPTS = 3;
/** Held out. Words alone reach 0.96 on our labels, MiniLM with them 0.98, two people 0.97 to 0.99. */
const LEAST_F1 = 0.95;
/** Held out, for the embedder's cosine alone. MiniLM has 0.89; what is below this does not know sameness from topic, and would only add noise. */
const LEAST_COSINE_F1 = 0.6;
/** Of different pairs that share topic or words. A joined one hides a concern. */
const MOST_HARD_JOINED = 0.02;
/** How far the matcher may fall behind itself without the embedder: one pair in a hundred is chance. */
const MOST_LOSS = 0.01;
/** Significant digits of a coefficient: enough for any probability that is printed, few enough to read, and the same on every processor. */
const DIGITS = 6;

export interface EmbedderIdentity {
  readonly name: string;
  readonly sha256: string | undefined;
}

/** Every text whose row `calibrate` asks for. */
export function textsToEmbed(manuscripts: readonly LabelledManuscript[]): ReadonlySet<string> {
  const comparisons = manuscripts.flatMap(({ comparisons, stress }) => [...comparisons, ...stress]);
  return new Set(comparisons.flatMap(({ old, found }) => [...old, ...found].map(({ text }) => text)));
}

/** @param rowOf unit rows, all of this embedder   @param onFigures told the figures before they are judged, so that a refusal can show them whole
 *  @throws SettingsError where there are too few manuscripts, or the embedder cannot be calibrated well: its figures are in the message
 *  @throws RangeError where a row is no unit vector */
export function calibrate(
  manuscripts: readonly LabelledManuscript[],
  rowOf: RowOf,
  embedder: EmbedderIdentity,
  onFigures: (figures: Figures) => void = () => {},
): Calibration {
  if (manuscripts.length < FEWEST_MANUSCRIPTS)
    throw new SettingsError({
      code: "labels-too-few",
      at: `embedder ${embedder.name}`,
      fault: `${manuscripts.length} labelled manuscripts are too few to leave one out`,
      remedy: `Give at least ${FEWEST_MANUSCRIPTS}, such as those in labels/`,
    });
  const figures = trial(manuscripts, rowOf);
  onFigures(figures);
  const coefficients = train(embedded(manuscripts, rowOf), commonWordsOf(manuscripts));
  const faults = faultsOf(figures);
  if (faults.length > 0)
    throw new SettingsError({
      code: "embedder-not-to-be-calibrated",
      at: `embedder ${embedder.name}`,
      fault: `on labelled manuscripts that it was not fitted to, ${faults.join("; ")}`,
      remedy: "Use an embedder of sentences that is trained for similarity, such as minilm",
    });
  const { threshold, evidence, verdict, commonWords } = coefficients;
  return {
    schema: "bioreview-calibration",
    version: 1,
    embedder: embedder.name,
    ...(embedder.sha256 === undefined ? {} : { sha256: embedder.sha256 }),
    manuscripts: manuscripts.map(({ manuscript }) => manuscript),
    figures: roundedAll(figures),
    threshold,
    evidence: roundedAll(evidence),
    verdict: roundedAll(verdict),
    commonWords,
  };
}

/** @returns what is not good enough, as parts of a sentence; none where all is well */
export function faultsOf({ heldOut, cosineAlone, withoutEmbedder }: Figures): string[] {
  const f1 = `F1 ${heldOut.f1.toFixed(3)}`;
  const faults: string[] = [];
  if (!(heldOut.f1 >= LEAST_F1))
    faults.push(`the same concern is found with ${f1}, and ${LEAST_F1} is due, where two people agree with 0.97 to 0.99`);
  if (!(heldOut.joinedHard <= MOST_HARD_JOINED))
    faults.push(
      `${percent(heldOut.joinedHard)} of alike but different concerns are joined, and ${percent(MOST_HARD_JOINED)} are bearable, for each hides a concern`,
    );
  if (!(cosineAlone.f1 >= LEAST_COSINE_F1))
    faults.push(
      `its similarity alone has F1 ${cosineAlone.f1.toFixed(3)}, and ${LEAST_COSINE_F1} is due, for below that it does not know sameness from topic`,
    );
  if (!(heldOut.f1 >= withoutEmbedder.f1 - MOST_LOSS))
    faults.push(`words alone do better (F1 ${withoutEmbedder.f1.toFixed(3)}) than words with it (${f1})`);
  return faults;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** Every number of an object of numbers, at any depth. */
function roundedAll<T extends object>(numbers: T): T {
  return JSON.parse(
    JSON.stringify(numbers, (_, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value)),
  );
}
