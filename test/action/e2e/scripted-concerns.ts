/** The example manuscript's concerns as a reviewer would word them, by the weaknesses that its README says were planted: what the scripted model says of each
 *  revision. */
import type { SaidConcern } from "../../support/reviewer.ts";

export const NO_GEL_CONTROL: SaidConcern = {
  text: "No group receives the gel without phage, so that an effect of the hydrogel on bacterial load and closure cannot be told from an effect of the phage.",
  category: "design_flaw",
  severity: "major",
};
export const UNCORRECTED: SaidConcern = {
  text: "Thirty-six comparisons of cytokines in wound fluid were made without correction for multiple testing; P values below 0.05 were considered significant.",
  category: "statistical_methodology",
  severity: "major",
};
export const CONTRADICTION: SaidConcern = {
  text: "The abstract gives a reduction of bacterial counts by 3.4 log CFU per gram three days after infection, the results give 2.9 log.",
  category: "writing_clarity",
  severity: "minor",
};
export const LEAKAGE: SaidConcern = {
  text: "The four cytokines of the score are selected, and its cut-off of 0.42 is set, on the same 24 animals in which its accuracy is tested.",
  category: "statistical_methodology",
  severity: "major",
};
export const OVERCLAIM: SaidConcern = {
  text: "That no animal lost weight or showed signs of illness during 14 days does not establish that the gel is safe.",
  category: "interpretation",
  severity: "minor",
};
export const RESISTANCE: SaidConcern = {
  text: "Ten colonies picked on day 7 from two animals and lysed in a spot test cannot show that resistance to the phages does not emerge during treatment.",
  category: "missing_experiment",
  severity: "major",
};

export const FIRST = [NO_GEL_CONTROL, LEAKAGE, UNCORRECTED, CONTRADICTION, OVERCLAIM];
export const SECOND = [LEAKAGE, RESISTANCE, OVERCLAIM];
