/** A conversation in the model's own chat template, cut into runs for the tokeniser.
 *  Invariant: what the template says may contain special tokens, what a message says never does: a manuscript that spells `<|im_end|>`
 *  ends nothing. The runs, put together, are exactly what the template makes of the messages. */
import { Template } from "@huggingface/jinja";

export interface Message {
  readonly role: "system" | "user" | "assistant";
  readonly content: string;
}

/** `template` text is tokenised with special tokens, `message` text without. */
export interface Part {
  readonly from: "template" | "message";
  readonly text: string;
}

/** The template refuses these messages (some know no system role), or makes something of a text that we cannot follow. */
export class TemplateRefusal extends Error {}

/** What a template may do to a message's text. Qwen's trims it. */
const TREATMENTS: readonly ((text: string) => string)[] = [(text) => text, (text) => text.trim()];

export interface TemplateTokens {
  readonly bos: string | null;
  readonly eos: string | null;
}

/** @param unguessable makes a word that no message contains: it stands for a message's text while the template is rendered */
export function renderer(
  source: string,
  tokens: TemplateTokens,
  unguessable: () => string,
): (messages: readonly Message[]) => Part[] {
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
      throw new TemplateRefusal(
        `the model's chat template refuses these messages: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
    }
  };
  return (messages) => {
    const words = messages.map(unguessable);
    const skeleton = render(messages.map(({ role }, index) => ({ role, content: words[index] ?? "" })));
    const parts = partsOf(skeleton, words);
    const whole = render(messages);
    for (const treat of TREATMENTS) {
      const filled = parts.map(
        (part): Part =>
          typeof part === "string"
            ? { from: "template", text: part }
            : { from: "message", text: treat(messages[part]?.content ?? "") },
      );
      if (filled.map(({ text }) => text).join("") === whole) return filled;
    }
    throw new TemplateRefusal(
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
