/** What models are asked that were not trained to review: short questions about each part of the paper, one for each aspect. A place that an aspect may be about is told by
 *  cues, words that such places hold: a small model that is free to choose takes the first striking sentence for everything. */

export interface Aspect {
  /** The key of its concern in the answer. */
  readonly name: string;
  /** Of the categories of the published model. */
  readonly category: string;
  /** What is looked for, as it is put to the model: a question, for a small model gives a list of faults back as its answer. */
  readonly ask: string;
  /** What a concern begins with: a model that begins with a word of its own likes to copy the paper. */
  readonly leads: readonly string[];
  /** Sources of regular expressions, matched in any case: the more of them a sentence holds, the likelier it is such a place; a strong one counts thrice. */
  readonly strong: string;
  readonly weak: string;
  /** Whether it may be about a sentence that tells of others' work. */
  readonly ofOthers?: boolean;
}

export interface GeneralPrompt {
  readonly system: string;
  /** What stands before the aspect, and after it. */
  readonly task: string;
  readonly answer: string;
  /** Sources of regular expressions: a sentence that cites others, and one that tells of this paper's own work all the same. */
  readonly cites: string;
  readonly tellsOfOwn: string;
  /** That a concern may have whatever it is about: how many others it has decides how early it comes. */
  readonly wordsOfAnyReview: string;
  readonly aspects: readonly Aspect[];
  /** Which aspects are asked of a section, in this order, by what its lower-cased name holds; the first that fits decides. */
  readonly sections: readonly { readonly name: string; readonly aspects: readonly string[] }[];
}

export const GENERAL_PROMPT: GeneralPrompt = {
  system:
    "You are a strict peer reviewer of biomedical research papers. You say what is wrong, missing or claimed without evidence in a paper. Each of your concerns is about one " +
    "numbered sentence. In one or two sentences of your own words it says what exactly is wrong there, with the names of the groups, tests, numbers or things that the sentence is " +
    "about, and what is needed instead. Do not repeat the sentence, do not praise, do not make a point twice.\n" +
    "An example of a good concern: Seedling survival was compared between one plot of each kind, so the effect of the soil cannot be told from that of the place; replicate plots " +
    "are needed.",
  task: "Write one concern about this section for this aspect:",
  answer: 'Answer with a JSON object, {"sentence": its number, "text": your concern, "severity": major, minor or optional}.',
  cites: "\\[cite\\]|\\bet al\\b|\\([^()]*\\b(?:19|20)\\d\\d[a-z]?\\)",
  tellsOfOwn: "\\b(?:we|our|ours|here|th(?:is|e present) (?:article|paper|review|study|work))\\b",
  wordsOfAnyReview:
    "about above accurate additional affect after also although ambiguous among analysis another any appears article assume assumption author available based because become been being before " +
    "bias between both cannot claim clear clearly compare comparison conclude conclusion conduct confuse confusion could data decide define definition demonstrate describe determine differ " +
    "different difficult does done during each either even every enough ensure estimate evidence example experiment explain explanation face fact factors from further general give given group have here " +
    "how however impact important impossible incorrect indicate influence information interpret interpretation into knowledge known lack lead leave likely literature made make making " +
    "many mean meaning measure mention method might more most must necessary need needed neither never nor not observe only other otherwise paper perform possible present " +
    "provide quite question rather reader reason reliable report repeat require research result review said same seem sentence several should show shown significant since " +
    "some specific specify state statement still study such sufficient suggest support sure term test text than that their them then there therefore these they thing this those though " +
    "through trust unclear understand unless until used using valid very well were what when where whether which while whole will with within without work would",
  aspects: [
    {
      name: "design",
      category: "design_flaw",
      ask: "how could this bias the result?",
      leads: ["Because ", "With only ", "Comparing ", "Selecting ", "Assigning ", "Leaving out ", "Those who "],
      strong:
        "random|blind|allocat|in the order|assigned|controls?\\b|placebo|sham|replicates?\\b|single|one strain|only one|convenience|excluded|selected|chosen|traced|by the investigator|sampl(?:ed|ing)|subsampl|unit of",
      weak: "\\bgroups?\\b|mice|animals|patients|participants|subjects|volunteers|cohort|recruit|included|compared|baseline|simulat|data ?sets?|followed|days only|male\\b|female\\b",
    },
    {
      name: "statistics",
      category: "statistical_methodology",
      ask: "what is wrong with this analysis, or what is missing for these numbers to be trusted?",
      leads: ["No correction ", "No confidence interval ", "Because ", "Treating ", "The cut-off ", "If ", "The number of "],
      strong:
        "\\btests?\\b|significan|cross-valid|regression|unit of analysis|area under|\\bAUC\\b|correlat|multiple|cut-?off|accurac|likelihood|confidence|\\bP\\s*[<=>]|p-?values?|R\\^?2|variance|optimi[sz]|overfit|parameters?",
      weak: "fitted|fitting|\\bmeans?\\b|standard|interval|\\bn\\s*=|models?\\b|estimat|threshold|median|score|percent|average|predict|error|\\bSD\\b|\\bSE\\b",
    },
    {
      name: "evidence",
      category: "missing_experiment",
      ask: "what else must be tried or measured before this can be said?",
      leads: ["It was not tested whether ", "It was not measured ", "An experiment in which ", "A comparison with "],
      strong:
        "\\bnot (?:measur|test|look|examin|assess|determin|compar|evaluat)|did not|was not|were not|therefore conclude|because|causes?\\b|caused|due to|mechanism|leads? to|may have|could have|remains?|future|further work|unknown|unclear|establish|predicts?\\b|validat|in vivo|in vitro",
      weak: "show|demonstrat|suggest|indicat|effect|depend|only|might|may\\b|could|likely|possib|explain|confirm|evidence",
    },
    {
      name: "interpretation",
      category: "interpretation",
      ask: "what else could explain this, or why does it not follow?",
      leads: ["Another explanation is that ", "A simpler explanation is that "],
      strong:
        "conclude|therefore|\\bthus\\b|establish|\\bsafe|replace|\\bfirst\\b|synerg|should|justif|overcome|clinic|bedside|prove|demonstrat|unequivocal|ensure|enables?\\b|allows? |superior|outperform|highly|effective|causes?\\b|always|success|switch|compares well|general|universal|robust",
      weak: "show|suggest|impl|explain|support|indicat|patients|important|novel|better|best|more accurate|potential|promising|predict|reveal|confirm",
    },
    {
      name: "methods",
      category: "reagent_method_specificity",
      ask: "what would somebody who repeats this have to guess?",
      leads: [
        "It is not stated which ",
        "It is not stated at which ",
        "It is not stated how many ",
        "The criteria for ",
        "The version of ",
      ],
      strong:
        "commercial|purified|isolat|buffer|software|version|default|parameters?|thresholds?|manually|supplier|protocol|pipeline|trained|primers?|antibod|dose|concentration|custom|in-house|standard (?:method|protocol|procedure)|as described|scripts?|criteria|calculated|collected|obtained",
      weak: "\\bwas\\b|\\bwere\\b|using|used|performed|measured|prepared|extracted|computed|assay|filtered|data",
    },
    {
      name: "novelty",
      category: "prior_art_novelty",
      ask: "what is known already, or what else does the same?",
      leads: ["It is not said how this differs from ", "Others have ", "A comparison with "],
      ofOthers: true,
      strong:
        "\\bfirst\\b|to our knowledge|novel|unlike|no (?:previous|other|existing)|previous(?:ly)?|existing|state of the art|has not been|have not been|recently|others have|in contrast to|prior (?:work|stud)",
      weak: "\\bnew\\b|earlier|known|reported|literature|similar|alternative|here we|we describe|we present|we introduce|tools?\\b",
    },
    {
      name: "clarity",
      category: "writing_clarity",
      ask: "what in it can be understood in two ways?",
      leads: ["It is unclear what counts as ", "It is not said what ", "It is not defined "],
      strong:
        "considered|called|defined|most\\b|some\\b|several|many\\b|various|low\\b|high\\b|normal|clean|respectively|good|well\\b|appropriate|suitable|similar|better|better than|about|approximately|relatively|substantial|generally|often|usually|certain",
      weak: "\\d|figure|table|term|i\\.e\\.|that is|denote|refer",
    },
  ],
  sections: [
    { name: "abstract", aspects: ["interpretation"] },
    { name: "intro|background|motivation|statement of need", aspects: ["novelty", "interpretation"] },
    { name: "method|material|procedure|implementation|participants|statistic", aspects: ["design", "statistics", "methods"] },
    { name: "result|finding|evaluation|validation|benchmark", aspects: ["statistics", "evidence", "interpretation", "clarity"] },
    { name: "discuss|conclu|limit", aspects: ["interpretation", "evidence", "novelty"] },
    { name: "", aspects: ["interpretation", "design", "evidence", "clarity"] },
  ],
};
