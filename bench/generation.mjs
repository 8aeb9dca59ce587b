// Prefill and decode: our server against llama.cpp's own, alternating, so that a change in the machine's load meets both.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { CHAT_MODEL, GGUF, median, ourServer, pythonPeer, ROOT } from "./peers.mjs";

const CONTEXT = 8192;
const ROUNDS = 3;
/** Tokens written in each round; the grammar keeps the model from ending before. */
const WRITTEN = 150;

// The training serialisation, with so many concerns asked for that no answer ends by itself.
const GRAMMAR = String.raw`root ::= "[" concern (", " concern){40,} "]"
concern ::= "{\"text\": \"" character{1,300} "\", \"category\": \"" category "\", \"severity\": \"" severity "\"}"
character ::= [^"\\\x00-\x1F\x7F] | "\\" ["\\bfnrt]
category ::= "design_flaw" | "statistical_methodology" | "missing_experiment" | "prior_art_novelty" | "writing_clarity" | "interpretation" | "other"
severity ::= "major" | "minor" | "optional"
`;

/** A revision of the example manuscript. */
export function example(revision) {
  const folder = join(ROOT, "examples", "phage-wound-gel", revision, "content");
  return readdirSync(folder)
    .filter((name) => /^0[1-5].*\.md$/.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

/** @returns tokens that were read, and read and written in a second, and the seconds of the whole request */
export async function ask({ url, dispatcher, own, system }, content, seed, written = WRITTEN) {
  const body = {
    model: own.model,
    messages: [...(system === undefined ? [] : [{ role: "system", content: system }]), { role: "user", content }],
    max_tokens: written,
    temperature: 0.1,
    top_p: 0.9,
    seed,
    grammar: GRAMMAR,
    ...own.settings,
  };
  const began = performance.now();
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    dispatcher,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${url}: ${JSON.stringify(answer)}`);
  const { prompt_n, prompt_ms, predicted_n, predicted_ms } = answer.timings;
  const seconds = (performance.now() - began) / 1000;
  return { promptTokens: prompt_n, seconds, prefill: (1000 * prompt_n) / prompt_ms, decode: (1000 * predicted_n) / predicted_ms };
}

const PATIENT = { headersTimeout: 600_000, bodyTimeout: 600_000 };

/** Our server, as `ask` wants it. */
export async function ours(...args) {
  const server = await ourServer("--only", "chat", ...args);
  return {
    url: "http://localhost",
    dispatcher: new Agent({ ...PATIENT, connect: { socketPath: server.socket } }),
    own: { model: CHAT_MODEL, settings: { repetition_penalty: 1.05 } },
    pid: server.pid,
    stop: server.stop,
  };
}

/** llama.cpp's own: its penalty over the whole context, and no other filter than ours, so that both do the same work a token. */
export async function llamaServer(cache_prompt) {
  const server = pythonPeer("llama_server.py", GGUF, String(CONTEXT));
  const samplers = ["penalties", "top_p", "temperature"];
  return {
    url: await server.next(),
    dispatcher: new Agent(PATIENT),
    own: { model: "any", settings: { repeat_penalty: 1.05, repeat_last_n: CONTEXT, samplers, cache_prompt } },
    stop: server.stop,
  };
}

export async function generation(say) {
  const parties = { ours: await ours("--no-prefix-cache"), peer: await llamaServer(false) };
  try {
    // Both revisions, cut to a little over 3,000 tokens.
    const paper = `${example("v1")}\n${example("v2")}`.slice(0, 11_500);
    const rounds = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const order = round % 2 === 0 ? ["ours", "peer"] : ["peer", "ours"];
      const measured = {};
      for (const name of order) measured[name] = await ask(parties[name], `Review ${round} of this paper.\n\n${paper}`, round);
      say(`round ${round}: ${JSON.stringify(measured)}`);
      if (round > 0) rounds.push(measured); // the first warms both up
    }
    return [
      `${rounds[0].ours.promptTokens} and ${rounds[0].peer.promptTokens} prompt tokens, ${WRITTEN} written, ${ROUNDS} rounds, medians`,
      "",
      "| | ours, tokens/s | llama.cpp's server, tokens/s | ratio |",
      "|---|---:|---:|---:|",
      ...["prefill", "decode"].map((what) => {
        const of = (name) => median(rounds.map((round) => round[name][what]));
        const ratio = median(rounds.map(({ ours, peer }) => ours[what] / peer[what]));
        return `| ${what} | ${of("ours").toFixed(1)} | ${of("peer").toFixed(1)} | **${ratio.toFixed(2)}** |`;
      }),
    ].join("\n");
  } finally {
    await Promise.all(Object.values(parties).map(({ stop }) => stop()));
  }
}
