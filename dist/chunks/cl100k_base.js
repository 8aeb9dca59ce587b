import { t as bpe } from "./gpt-tokenizer~cl100k_base.js";

export { bpe as default };