// profiles/general-prompt.ts
const GENERAL_PROMPT = {
	system: "You are a strict peer reviewer of biomedical research papers. You say what is wrong, missing or claimed without evidence in a paper. Each of your concerns is about one numbered sentence. In one or two sentences of your own words it says what exactly is wrong there, with the names of the groups, tests, numbers or things that the sentence is about, and what is needed instead. Do not repeat the sentence, do not praise, do not make a point twice.\nAn example of a good concern: Seedling survival was compared between one plot of each kind, so the effect of the soil cannot be told from that of the place; replicate plots are needed.",
	aspects: [
		{
			name: "design",
			category: "design_flaw",
			ask: "how could the way in which these were chosen, assigned, compared or observed bias the result?",
			leads: [
				"No ",
				"Without ",
				"Because ",
				"With only ",
				"Assigning ",
				"Comparing ",
				"Selecting "
			],
			strong: "random|blind|allocat|in the order|assigned|controls?\\b|placebo|sham|replicates?\\b|single|one strain|only one|convenience|excluded|selected|chosen|traced|by the investigator|sampl(?:ed|ing)|subsampl|unit of",
			weak: "\\bgroups?\\b|mice|animals|patients|participants|subjects|volunteers|cohort|recruit|included|compared|baseline|simulat|data ?sets?|followed|days only|male\\b|female\\b"
		},
		{
			name: "statistics",
			category: "statistical_methodology",
			ask: "what is wrong with this analysis, or what is missing for these numbers to be trusted?",
			leads: [
				"No correction ",
				"No confidence interval ",
				"Without ",
				"Because ",
				"Treating ",
				"The model ",
				"The test ",
				"The cut-off ",
				"It is not stated how many "
			],
			strong: "\\btests?\\b|significan|cross-valid|regression|unit of analysis|area under|\\bAUC\\b|correlat|multiple|cut-?off|accurac|likelihood|confidence|\\bP\\s*[<=>]|p-?values?|R\\^?2|variance|optimi[sz]|overfit|parameters?",
			weak: "fitted|fitting|\\bmeans?\\b|standard|interval|\\bn\\s*=|models?\\b|estimat|threshold|median|score|percent|average|predict|error|\\bSD\\b|\\bSE\\b"
		},
		{
			name: "evidence",
			category: "missing_experiment",
			ask: "what was not tried or measured that is needed before this can be said?",
			leads: [
				"No experiment ",
				"No control ",
				"No comparison with ",
				"It was not tested whether ",
				"It was not measured ",
				"Without "
			],
			strong: "\\bnot (?:measur|test|look|examin|assess|determin|compar|evaluat)|did not|was not|were not|therefore conclude|because|causes?\\b|caused|due to|mechanism|leads? to|may have|could have|remains?|future|further work|unknown|unclear|establish|predicts?\\b|validat|in vivo|in vitro",
			weak: "show|demonstrat|suggest|indicat|effect|depend|only|might|may\\b|could|likely|possib|explain|confirm|evidence"
		},
		{
			name: "interpretation",
			category: "interpretation",
			ask: "why do the results of this paper not show this?",
			leads: [
				"The conclusion that ",
				"The claim that ",
				"It is not shown that ",
				"From these data it cannot be concluded that "
			],
			strong: "conclude|therefore|\\bthus\\b|establish|\\bsafe|replace|\\bfirst\\b|synerg|should|justif|overcome|clinic|bedside|prove|demonstrat|unequivocal|ensure|enables?\\b|allows? |superior|outperform|highly|effective|causes?\\b|always|success|switch|compares well|general|universal|robust",
			weak: "show|suggest|impl|explain|support|indicat|patients|important|novel|better|best|more accurate|potential|promising|predict|reveal|confirm"
		},
		{
			name: "methods",
			category: "reagent_method_specificity",
			ask: "what would somebody who repeats this have to guess?",
			leads: [
				"It is not stated which ",
				"It is not stated how ",
				"The authors do not say how ",
				"The version of ",
				"The criteria for "
			],
			strong: "commercial|purified|isolat|buffer|software|version|default|parameters?|thresholds?|manually|supplier|protocol|pipeline|trained|primers?|antibod|dose|concentration|custom|in-house|standard (?:method|protocol|procedure)|as described|scripts?|criteria|calculated|collected|obtained",
			weak: "\\bwas\\b|\\bwere\\b|using|used|performed|measured|prepared|extracted|computed|assay|filtered|data"
		},
		{
			name: "novelty",
			category: "prior_art_novelty",
			ask: "why may this not be new, or not hold?",
			leads: [
				"The claim that ",
				"No comparison with ",
				"It is not said how this differs from ",
				"Earlier work on "
			],
			strong: "\\bfirst\\b|to our knowledge|novel|unlike|no (?:previous|other|existing)|previous(?:ly)?|existing|state of the art|has not been|have not been|recently|others have|in contrast to|prior (?:work|stud)",
			weak: "\\bnew\\b|earlier|known|reported|literature|similar|alternative|here we|we describe|we present|we introduce|tools?\\b"
		},
		{
			name: "clarity",
			category: "writing_clarity",
			ask: "what in it can be understood in two ways?",
			leads: [
				"It is unclear what ",
				"It is unclear how ",
				"It is unclear which ",
				"The term ",
				"No definition of "
			],
			strong: "considered|called|defined|most\\b|some\\b|several|many\\b|various|low\\b|high\\b|normal|clean|respectively|good|well\\b|appropriate|suitable|similar|better|better than|about|approximately|relatively|substantial|generally|often|usually|certain",
			weak: "\\d|figure|table|term|i\\.e\\.|that is|denote|refer"
		}
	],
	sections: [
		{
			name: "abstract",
			aspects: ["interpretation"]
		},
		{
			name: "intro|background|motivation|statement of need",
			aspects: ["novelty", "interpretation"]
		},
		{
			name: "method|material|procedure|implementation|participants|statistic",
			aspects: [
				"design",
				"statistics",
				"methods"
			]
		},
		{
			name: "result|finding|evaluation|validation|benchmark",
			aspects: [
				"statistics",
				"evidence",
				"interpretation",
				"clarity"
			]
		},
		{
			name: "discuss|conclu|limit",
			aspects: [
				"interpretation",
				"evidence",
				"novelty"
			]
		},
		{
			name: "",
			aspects: [
				"interpretation",
				"design",
				"evidence",
				"clarity"
			]
		}
	]
};

export { GENERAL_PROMPT as t };