// Texts for benchmarks, the same on each machine: words of syllables, of which the k-th is used as often as Zipf says, so that texts have common and rare ones.

const SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi xo zu bra cli dro sta phe".split(" ");

export const CATEGORIES = ["design_flaw", "statistical_methodology", "missing_experiment", "writing_clarity", "interpretation"];

export const times = (count, make) => Array.from({ length: count }, (_, k) => make(k));

/** @param seed of a linear congruential generator (the constants are those of Numerical Recipes)  @param size words of the vocabulary */
export function randomText(seed, size) {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const below = (count) => Math.floor(random() * count);
  const vocabulary = times(size, (k) => times(2 + (k % 3), () => SYLLABLES[below(SYLLABLES.length)]).join(""));
  const word = () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? vocabulary[0];
  return { random, below, word };
}

/** @param words at least one  @returns them as a sentence */
export const written = (words) => `${words[0].charAt(0).toUpperCase()}${words[0].slice(1)} ${words.slice(1).join(" ")}.`;
