import { t as bpe } from "./gpt-tokenizer.js";

export { bpe as default };