#!/usr/bin/env node
/** The stand-in as a process of its own:
 *    node test/github-sim/serve.mjs stage.mjs
 *  The module's default export, `async (github, sim) => object`, sets the stage; its JSON goes to standard output with `url` and `graphqlUrl`, as one line.
 *  Ends on SIGTERM or SIGINT, with 1 where something was done that neither a client nor the stand-in may do. */
import { resolve } from "node:path";
import { argv, exit, stderr, stdout } from "node:process";
import { pathToFileURL } from "node:url";
import { loadGitHubSim } from "./load.mjs";

const sim = await loadGitHubSim();
const github = await sim.startGitHub();
const stage = argv[2] === undefined ? undefined : await import(pathToFileURL(resolve(argv[2])).href);
const staged = (await stage?.default(github, sim)) ?? {};
stdout.write(`${JSON.stringify({ url: github.url, graphqlUrl: github.graphqlUrl, ...staged })}\n`);

for (const signal of ["SIGTERM", "SIGINT"]) {
  process.once(signal, async () => {
    await github.stop();
    for (const { operation, what } of github.violations()) stderr.write(`${operation}: ${what}\n`);
    exit(github.violations().length > 0 ? 1 : 0);
  });
}
