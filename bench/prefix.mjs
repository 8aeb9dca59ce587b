// A second look at a paper through a warm server: ours with kept prompts, ours without, and llama.cpp's own with its prompt cache, alternating.
import { ask, example, llamaServer, ours } from "./generation.mjs";
import { median } from "./peers.mjs";

const ROUNDS = 3;

/** What is asked second, after the example's first revision. @param round makes it new to every server */
const SECOND = {
  "the same, another seed": (paper) => paper,
  "a sentence changed in the last third": (paper, round) => {
    const at = paper.indexOf(". ", (2 * paper.length) / 3) + 2;
    return `${paper.slice(0, at)}In round ${round} one animal was left out. ${paper.slice(at)}`;
  },
  "the example's second revision": () => example("v2"),
};

export async function prefix(say) {
  const parties = { kept: await ours(), cold: await ours("--no-prefix-cache"), peer: await llamaServer(true) };
  const names = Object.keys(parties);
  const results = Object.fromEntries(Object.keys(SECOND).map((what) => [what, []]));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const [what, second] of Object.entries(SECOND)) {
        const prompt = (text) => `Review ${round} of this paper.\n\n${text}`;
        const measured = {};
        for (const name of names.map((_, k) => names[(k + round) % names.length])) {
          await ask(parties[name], prompt(example("v1")), 1);
          measured[name] = await ask(parties[name], prompt(second(example("v1"), round)), 2);
        }
        say(`round ${round + 1}, ${what}: ${JSON.stringify(measured)}`);
        results[what].push(measured);
      }
    }
  } finally {
    await Promise.all(Object.values(parties).map(({ stop }) => stop()));
  }
  const of = (rounds, value) => median(rounds.map(value));
  return [
    `150 tokens written, ${ROUNDS} rounds, medians; seconds of the whole request, and prompt tokens that were read for it`,
    "",
    "| asked second | kept | without | ratio | llama.cpp's server | ratio |",
    "|---|---:|---:|---:|---:|---:|",
    ...Object.entries(results).map(([what, rounds]) => {
      const cell = (name) =>
        `${of(rounds, (round) => round[name].seconds).toFixed(1)} s, ${of(rounds, (round) => round[name].promptTokens)} tokens`;
      const ratio = (name) => of(rounds, (round) => round[name].seconds / round.kept.seconds).toFixed(2);
      return `| ${what} | ${cell("kept")} | ${cell("cold")} | **${ratio("cold")}** | ${cell("peer")} | **${ratio("peer")}** |`;
    }),
  ].join("\n");
}
