/** Parts of a prompt → token ids. Invariant: equal to tokenising the whole text at once wherever no message spells a special token, and
 *  where one does, its spelling stays text. */
import type { Token } from "node-llama-cpp";
import type { Part } from "./template.ts";

/** What of a model's vocabulary is needed here. */
export interface Vocabulary {
  tokenize(text: string, specialTokens: boolean): Token[];
  detokenize(tokens: readonly Token[], specialTokens: boolean): string;
  isSpecialToken(token: Token): boolean;
  readonly tokens: { readonly bos: Token | null; readonly shouldPrependBosToken: boolean };
}

/** A tokeniser merges characters across the border of two parts ("\n" of the template, "\n" of the message), but never across a special
 *  token. So a run reaches from one special token to the next and is tokenised as one text. */
export function tokenise(parts: readonly Part[], vocabulary: Vocabulary): Token[] {
  const tokens: Token[] = [];
  let run = "";
  const endRun = () => {
    tokens.push(...vocabulary.tokenize(run, false));
    run = "";
  };
  for (const { from, text } of parts) {
    if (from === "message") run += text;
    else {
      for (const piece of pieces(text, vocabulary)) {
        if (typeof piece === "string") run += piece;
        else {
          endRun();
          tokens.push(piece);
        }
      }
    }
  }
  endRun();
  return withBos(tokens, vocabulary);
}

/** The model's metadata decides whether a prompt opens with the begin-of-sequence token; a template may have written it already. */
function withBos(tokens: Token[], { tokens: { bos, shouldPrependBosToken } }: Vocabulary): Token[] {
  return shouldPrependBosToken && bos !== null && tokens[0] !== bos ? [bos, ...tokens] : tokens;
}

/** A text of the template as its special tokens and the texts between them.
 *  @throws Error where a vocabulary's special tokens do not spell what they were read from: guessing borders would corrupt the prompt */
function pieces(text: string, vocabulary: Vocabulary): (string | Token)[] {
  const found: (string | Token)[] = [];
  let rest = text;
  for (const token of vocabulary.tokenize(text, true).filter((one) => vocabulary.isSpecialToken(one))) {
    const spelling = vocabulary.detokenize([token], true);
    const at = rest.indexOf(spelling);
    if (spelling === "" || at < 0) throw new Error(`token ${token} of the chat template is not spelt in it`);
    if (at > 0) found.push(rest.slice(0, at));
    found.push(token);
    rest = rest.slice(at + spelling.length);
  }
  if (rest !== "") found.push(rest);
  return found;
}
