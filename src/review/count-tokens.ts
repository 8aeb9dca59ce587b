/** How long a text is in tokens, by the two counters that the published pipeline could use. Neither is the model's own: they only decide
 *  where a paper is cut. */
import type { Profile } from "../../profiles/profile.ts";
import { countCl100k, loadCl100kRanks } from "./cl100k.ts";
import { codePoints } from "./python-text.ts";

export type CounterName = Profile["prompt"]["counter"];
export const COUNTERS = ["chars3", "cl100k"] as const satisfies readonly CounterName[];

export interface TokenCounter {
  readonly name: CounterName;
  /** Tokens; 0 for the empty text alone. */
  count(text: string): number;
  /** Whether `count(text) <= budget`, found sooner where the text is much longer. */
  fits(text: string, budget: number): boolean;
}

/** Characters of a token: the published fallback, and what the training corpus was counted with. */
const CHARACTERS_PER_TOKEN = 3;

const chars3: TokenCounter = {
  name: "chars3",
  count: (text) => Math.ceil(codePoints(text) / CHARACTERS_PER_TOKEN),
  fits: (text, budget) => codePoints(text) <= budget * CHARACTERS_PER_TOKEN,
};

/** The counter of that name. The ranks of cl100k are several megabytes, so they are loaded only where they are asked for.
 *  Text that looks like a special token, such as `<|endoftext|>`, is plain text to both. */
export async function tokenCounter(name: CounterName): Promise<TokenCounter> {
  switch (name) {
    case "chars3":
      return chars3;
    case "cl100k": {
      const ranks = await loadCl100kRanks();
      return {
        name,
        count: (text) => countCl100k(text, ranks),
        fits: (text, budget) => countCl100k(text, ranks, budget) <= budget,
      };
    }
  }
}
