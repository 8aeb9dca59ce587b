/** What the example's reviewers would say, worded by us after the weaknesses that the example's README lists: what the scripted model answers in the place of
 *  the small one, whose concerns mean nothing. Invariant: every fate that a revision can bring to a concern is in here. */
import { PROFILES } from "../profiles/profiles.ts";
import type { SaidConcern } from "../test/support/reviewer.ts";
import { type ReviewServer, startReviews } from "../test/support/scripted-reviews.ts";

const concern = (severity: "major" | "minor" | "optional", category: string, text: string): SaidConcern => ({
  text,
  category,
  severity,
});

const NO_GEL_CONTROL = concern(
  "major",
  "design_flaw",
  "Gelatin itself binds water, keeps the wound moist and offers attachment sites to keratinocytes, but no group receives the gel without phage: what the phage added cannot be told from what the gel did.",
);
const LEAKAGE = concern(
  "major",
  "statistical_methodology",
  "The four cytokines of the score are selected, and its cut-off of 0.42 is set, on the same 24 animals in which its accuracy is then tested; the area under the curve of 0.94 is therefore optimistic.",
);
const UNCORRECTED = concern(
  "major",
  "statistical_methodology",
  "Thirty-six comparisons of cytokines in wound fluid were made without correction for multiple testing, and P values below 0.05 were considered significant.",
);
const PSEUDOREPLICATION = concern(
  "major",
  "statistical_methodology",
  "Groups are compared with the wound as the unit of analysis, although two wounds of one animal are not independent.",
);
const UNBLINDED = concern(
  "major",
  "design_flaw",
  "Wounds were traced by the investigator who had treated the animals, and cages were assigned to groups in the order of delivery: neither tracing nor allocation was protected from bias.",
);
const UNBLINDED_LESS = concern(
  "minor",
  "design_flaw",
  "Wounds of the first cohort were traced by the investigator who had treated the animals, and cages were assigned to groups in the order of delivery; only tracing in the second cohort was protected from bias.",
);
const CONTRADICTION = concern(
  "minor",
  "writing_clarity",
  "Three days after infection bacterial counts are lowered by 3.4 log CFU per gram of tissue relative to untreated wounds in the abstract, but by 2.9 log in the results.",
);
const OVERCLAIM = concern(
  "minor",
  "interpretation",
  "That phage gel can replace antibiotics, and should now be offered to patients in whom antibiotics have failed, goes beyond what a study of 14 days in mice can show.",
);
const OVERCLAIM_MORE: SaidConcern = { ...OVERCLAIM, severity: "major" };
const PRIORITY = concern(
  "optional",
  "prior_art_novelty",
  "To be the first phage-loaded gel in an infected diabetic wound is claimed, but earlier phage gels are neither cited nor compared.",
);
const RESISTANCE = concern(
  "major",
  "missing_experiment",
  "Ten colonies picked on day 7 from two animals and lysed in a spot test cannot show that resistance to the phages does not emerge during treatment.",
);
const STRAIN = concern(
  "minor",
  "reagent_method_specificity",
  "The clinical isolate is not named, no accession is given for the two phages, and the column used to remove endotoxin is not identified.",
);

/** One review after the other. The second one raises two again in the same words, one more severely and one less, one that is new with the text, one late, and
 *  is silent on one that the text still deserves. */
const SCRIPT: readonly (readonly SaidConcern[])[] = [
  [NO_GEL_CONTROL, LEAKAGE, UNCORRECTED, PSEUDOREPLICATION, UNBLINDED, CONTRADICTION, OVERCLAIM, PRIORITY],
  [LEAKAGE, RESISTANCE, OVERCLAIM_MORE, UNBLINDED_LESS, STRAIN, PRIORITY],
];

/** The model's name in what is published: whoever looks at the demonstration sees that no model was asked. */
export const SCRIPT_MODEL = "scripted-demonstration";

/** @returns a model server that says all this, one review after the other */
export function startScript(script = SCRIPT): Promise<ReviewServer> {
  const [profile] = PROFILES.filter(({ name }) => name === "smoke");
  if (profile === undefined) throw new Error("there is no profile smoke");
  return startReviews(profile, script, { chatName: SCRIPT_MODEL });
}
