/** llama.cpp's own server, as a Python package brings it: a second real endpoint. */
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

const { BIOREVIEW_TEST_PYTHON } = process.env;
const PYTHON = BIOREVIEW_TEST_PYTHON || "python3";
/** Whether it is installed. */
export const hasLlamaCpp = spawnSync(PYTHON, ["-c", "import xllamacpp"]).status === 0;
export const WHY_NO_LLAMA_CPP = `no llama.cpp server: \`${PYTHON} -c "import xllamacpp"\` fails`;

const PROGRAM = `
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx = int(sys.argv[2])
params.n_parallel = 1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
`;

/** @param contextTokens of prompt and answer together
 *  @returns its address, for `--endpoint`; it ends with this process too */
export async function startLlamaCpp(gguf: string, contextTokens: number): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(PYTHON, ["-c", PROGRAM, gguf, String(contextTokens)], { stdio: ["pipe", "pipe", "ignore"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("close", (code) => reject(new Error(`llama.cpp's server ended with ${code}`)));
  });
  return {
    url,
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
