// Several requests at once: our server that answers one after the other against itself with --parallel 2 and 4, alternating. Whole papers, grammar on, one thread.
import { ask, example, ours } from "./generation.mjs";
import { median } from "./peers.mjs";

const ROUNDS = 3;
const REQUESTS = 4;
const PARALLEL = [1, 2, 4];

export async function parallel(say) {
  const servers = new Map();
  try {
    for (const n of PARALLEL) servers.set(n, await ours("--no-prefix-cache", "--parallel", String(n)));
    const paper = example("v1").slice(0, 3_500);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const seconds = {};
      for (const n of PARALLEL.map((_, k) => PARALLEL[(k + round) % PARALLEL.length])) {
        const began = performance.now();
        const requests = Array.from({ length: REQUESTS }, (_, k) => `Review ${round}.${k} of this paper.\n\n${paper}`);
        await Promise.all(requests.map((content, k) => ask(servers.get(n), content, k)));
        seconds[n] = (performance.now() - began) / 1000;
      }
      say(`round ${round + 1}: ${JSON.stringify(seconds)}`);
      rounds.push(seconds);
    }
    return [
      `${REQUESTS} requests at once, 150 tokens written for each, ${ROUNDS} rounds, medians`,
      "",
      "| at once | seconds for all | requests a second, ratio to one at a time |",
      "|---:|---:|---:|",
      ...PARALLEL.map((n) => {
        const ratio = median(rounds.map((seconds) => seconds[1] / seconds[n]));
        return `| ${n} | ${median(rounds.map((seconds) => seconds[n])).toFixed(1)} | **${ratio.toFixed(2)}** |`;
      }),
    ].join("\n");
  } finally {
    await Promise.all([...servers.values()].map(({ stop }) => stop()));
  }
}
