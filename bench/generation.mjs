// Prefill and decode: our server against llama.cpp's own, alternating, so that a change in the machine's load meets both.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { MODELS, median, ourServer, pythonPeer, ROOT } from "./peers.mjs";

const GGUF = join(MODELS, "smollm2-135m-instruct", "SmolLM2-135M-Instruct.Q4_1.gguf");
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

/** The example manuscript, both revisions, cut to a little over 3,000 tokens. */
function paper() {
  const texts = ["v1", "v2"].flatMap((revision) => {
    const folder = join(ROOT, "examples", "phage-wound-gel", revision, "content");
    return readdirSync(folder)
      .filter((name) => /^0[1-5].*\.md$/.test(name))
      .sort()
      .map((name) => readFileSync(join(folder, name), "utf8"));
  });
  return texts.join("\n").slice(0, 11_500);
}

async function ask(url, dispatcher, own, round) {
  const body = {
    model: own.model,
    // The round's number in front: whatever a server keeps of an earlier prompt is of no use.
    messages: [{ role: "user", content: `Review ${round} of this paper.\n\n${paper()}` }],
    max_tokens: WRITTEN,
    temperature: 0.1,
    top_p: 0.9,
    seed: round,
    grammar: GRAMMAR,
    ...own.settings,
  };
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    dispatcher,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${url}: ${JSON.stringify(answer)}`);
  const { prompt_n, prompt_ms, predicted_n, predicted_ms } = answer.timings;
  return { promptTokens: prompt_n, prefill: (1000 * prompt_n) / prompt_ms, decode: (1000 * predicted_n) / predicted_ms };
}

export async function generation(say) {
  const peer = pythonPeer("llama_server.py", GGUF, String(CONTEXT));
  const ours = await ourServer("--only", "chat");
  try {
    const patient = { headersTimeout: 600_000, bodyTimeout: 600_000 };
    const parties = {
      ours: {
        url: "http://localhost",
        dispatcher: new Agent({ ...patient, connect: { socketPath: ours.socket } }),
        own: { model: "smollm2-135m-instruct", settings: { repetition_penalty: 1.05 } },
      },
      peer: {
        url: await peer.next(),
        dispatcher: new Agent(patient),
        // Its penalty over the whole context, and no other filter than ours, so that both do the same work a token.
        own: {
          model: "any",
          settings: {
            repeat_penalty: 1.05,
            repeat_last_n: CONTEXT,
            samplers: ["penalties", "top_p", "temperature"],
            cache_prompt: false,
          },
        },
      },
    };
    const rounds = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const order = round % 2 === 0 ? ["ours", "peer"] : ["peer", "ours"];
      const measured = {};
      for (const name of order) measured[name] = await ask(parties[name].url, parties[name].dispatcher, parties[name].own, round);
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
    await Promise.all([ours.stop(), peer.stop()]);
  }
}
