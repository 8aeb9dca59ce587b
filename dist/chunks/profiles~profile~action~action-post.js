import { createHash } from "node:crypto";

// profiles/profile.ts
/** What a profile says. Both packages read it: the reviewer takes prompt, sampling and thresholds, the model server takes
*  the weights. It imports nothing of either, so that neither package depends on the other. */
/** What lies in the folder of a chat model that is served as its base and an adapter, in place of its own file; `base` only where that is another than the one that `ChatModel.base` names. */
const ADAPTED_FILES = {
	adapter: "adapter.gguf",
	base: "base.gguf"
};
/** The digest by which a base model with an adapter laid over it is known: another one for another adapter.
*  @param base sha256 of its file, as is `adapter`, in hexadecimal */
function adaptedDigest(base, adapter) {
	return createHash("sha256").update(`base ${base}\nadapter ${adapter}\n`).digest("hex");
}

export { adaptedDigest as n, ADAPTED_FILES as t };