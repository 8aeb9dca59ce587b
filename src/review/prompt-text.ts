/** The words around the paper, to the letter: the model was trained with them (model card, "How to Use"). A test holds their digests. */

/** 562 characters. Its first paragraph says "strings" and the rest "objects": so did the training prompt. */
export const SYSTEM_PROMPT =
  "You are an expert peer reviewer for biomedical research papers published in high-impact journals. Identify specific scientific concerns, " +
  "weaknesses, and issues. Return only a JSON array of concern strings.\n\n" +
  "OUTPUT FORMAT: Return a JSON array of concern objects, nothing else.\n" +
  'Each item must be: {"text": string, "category": one of [design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, ' +
  'writing_clarity, reagent_method_specificity, interpretation, other], "severity": one of [major, minor, optional]}.\n' +
  "Do NOT return a JSON array of strings.";

/** What the user message begins with; the paper follows. */
export const USER_PREFIX =
  "Review the following biomedical article.\n\n" +
  "Return ONLY a JSON array of objects with keys: `text`, `category`, `severity`.\n" +
  "Allowed category values: design_flaw, statistical_methodology, missing_experiment, prior_art_novelty, writing_clarity, " +
  "reagent_method_specificity, interpretation, other.\n" +
  "Allowed severity values: major, minor, optional.\n\n";
