/** Takes the power from special tokens that a text spells: `[SEP]` in a manuscript would else become the separator itself.
 *  A space inside is enough, and changes nothing: BERT's tokeniser parts words at brackets anyway. */
import { z } from "zod";

const TokenizerFile = z.object({ added_tokens: z.array(z.object({ content: z.string(), special: z.boolean() })).default([]) });

/** @param tokenizer the parsed tokenizer.json */
export function specialTokensOf(tokenizer: unknown): string[] {
  return TokenizerFile.parse(tokenizer)
    .added_tokens.filter(({ special, content }) => special && content.length > 1)
    .map(({ content }) => content);
}

export function withoutSpecialTokens(text: string, special: readonly string[]): string {
  let plain = text;
  for (const token of special) plain = plain.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
  return plain;
}
