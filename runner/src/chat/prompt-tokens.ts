/** A conversation in the model's own chat template, as token ids. Invariant: what the template says may contain special tokens, what a message says
 *  never does: a manuscript that spells `<|im_end|>` ends nothing. */

import { Template } from "@huggingface/jinja";
import type { Token } from "node-llama-cpp";
import { messageOf } from "../errors.ts";

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** `template` text is tokenised with special tokens, `message` text without. */
export interface PromptPart {
  readonly from: "template" | "message";
  readonly text: string;
}

/** The template refuses these messages (some know no system role), or makes something of a text that we cannot follow. */
export class TemplateError extends Error {}

/** What a template may do to a message's text. Qwen's trims it. */
const TEXT_CHANGES: readonly ((text: string) => string)[] = [(text) => text, (text) => text.trim()];

export interface TemplateTokens {
  readonly bos: string | null;
  readonly eos: string | null;
}

/** @param newPlaceholder makes a word that no message contains: it stands for a message's text while the template is rendered */
export function renderer(
  source: string,
  tokens: TemplateTokens,
  newPlaceholder: () => string,
): (messages: readonly Message[]) => PromptPart[] {
  const template = new Template(source);
  const render = (messages: readonly Message[]): string => {
    try {
      return template.render({
        messages: messages.map(({ role, content }) => ({ role, content })),
        add_generation_prompt: true,
        enable_thinking: false,
        bos_token: tokens.bos ?? "",
        eos_token: tokens.eos ?? "",
      });
    } catch (cause) {
      throw new TemplateError(`the model's chat template refuses these messages: ${messageOf(cause)}`, { cause });
    }
  };
  return (messages) => {
    const words = messages.map(newPlaceholder);
    const skeleton = render(messages.map(({ role }, index) => ({ role, content: words[index] ?? "" })));
    const parts = partsOf(skeleton, words);
    const whole = render(messages);
    for (const change of TEXT_CHANGES) {
      const filled = parts.map(
        (part): PromptPart =>
          typeof part === "string"
            ? { from: "template", text: part }
            : { from: "message", text: change(messages[part]?.content ?? "") },
      );
      if (filled.map(({ text }) => text).join("") === whole) return filled;
    }
    throw new TemplateError(
      "the model's chat template rewrites the text of a message in a way that cannot be kept apart from the template's own words",
    );
  };
}

/** The template's texts, and between them the numbers of the messages that stand there. */
function partsOf(skeleton: string, words: readonly string[]): (string | number)[] {
  const parts: (string | number)[] = [];
  let rest = skeleton;
  for (;;) {
    const places = words.map((word, message) => ({ message, word, at: rest.indexOf(word) })).filter(({ at }) => at >= 0);
    const [next] = places.sort((a, b) => a.at - b.at);
    if (next === undefined) break;
    parts.push(rest.slice(0, next.at), next.message);
    rest = rest.slice(next.at + next.word.length);
  }
  parts.push(rest);
  return parts.filter((part) => part !== "");
}

/** What of a model's vocabulary is needed here. */
export interface Vocabulary {
  tokenize(text: string, specialTokens: boolean): Token[];
  detokenize(tokens: readonly Token[], specialTokens: boolean): string;
  isSpecialToken(token: Token): boolean;
  readonly tokens: { readonly bos: Token | null; readonly shouldPrependBosToken: boolean };
}

/** What the model's own tokenizer does to a text before it cuts it. */
export type Normalise = (text: string) => string;

/** @param normalisation as the profile names it: llama.cpp's tokenizers leave it out, and decomposed letters, which macOS and text from PDFs have, would be other
 *  tokens than in training */
export function normaliser(normalisation: "NFC" | undefined): Normalise {
  return normalisation === undefined ? (text) => text : (text) => text.normalize(normalisation);
}

/** A tokeniser merges characters across the border of two parts ("\n" of the template, "\n" of the message), but never across a special
 *  token. So a run reaches from one special token to the next and is tokenised as one text.
 *  @param normalise applied to what messages say */
export function tokenise(parts: readonly PromptPart[], vocabulary: Vocabulary, normalise: Normalise): Token[] {
  const tokens: Token[] = [];
  let run = "";
  const endRun = () => {
    // One by one: as arguments of a call they would overflow the stack.
    for (const token of vocabulary.tokenize(run, false)) tokens.push(token);
    run = "";
  };
  for (const { from, text } of parts) {
    if (from === "message") run += normalise(text);
    else {
      for (const part of splitSpecialTokens(text, vocabulary)) {
        if (typeof part === "string") run += part;
        else {
          endRun();
          tokens.push(part);
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
function splitSpecialTokens(text: string, vocabulary: Vocabulary): (string | Token)[] {
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

/** Characters that are tokenised before others are served: some tens of milliseconds. */
const SLICE = 16_384;
/** Characters of prompt for each token of the context, at most. Prose has 4 to 5; runs of blanks that have more take seconds to tokenise. */
const CHARACTERS_A_TOKEN = 16;
/** Tokens that a slice may have more than its part of the whole text, as a token may be cut at both its ends. */
const CUT = 16;

/** A look at long texts before they are tokenised as a whole, which holds up everything else.
 *  @returns what of them is too long for a context of so many tokens; undefined where they may fit */
export async function farTooLong(
  texts: readonly string[],
  contextTokens: number,
  { tokenize }: Pick<Vocabulary, "tokenize">,
  pause: () => Promise<void>,
): Promise<string | undefined> {
  const characters = texts.reduce((sum, { length }) => sum + length, 0);
  if (characters <= SLICE) return undefined;
  if (characters > CHARACTERS_A_TOKEN * contextTokens) return `${characters} characters`;
  let tokens = 0;
  for (const text of texts) {
    for (let at = 0; at < text.length; at += SLICE) {
      tokens += tokenize(text.slice(at, at + SLICE), false).length - CUT;
      if (tokens > contextTokens) return `more than ${tokens} tokens`;
      await pause();
    }
  }
  return undefined;
}
