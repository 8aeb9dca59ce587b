// profiles/profile.ts
/** What lies in the folder of a chat model that is served as its base and an adapter, in place of its own file; `base` only where that is another than the one that `ChatModel.base` names. */
const ADAPTED_FILES = {
	adapter: "adapter.gguf",
	base: "base.gguf"
};
/** The text whose SHA-256 a base model with an adapter laid over it is known by: another one for another adapter.
*  @param base sha256 of its file, as is `adapter`, in hexadecimal */
function adaptedText(base, adapter) {
	return `base ${base}\nadapter ${adapter}\n`;
}

export { adaptedText as n, ADAPTED_FILES as t };