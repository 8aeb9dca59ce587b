/** Programs of the Python peers: what is not installed is skipped visibly. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const PYTHON = join(import.meta.dirname, "../../.cache/python");

export interface PythonTool {
  readonly there: boolean;
  /** For the name of a test: empty where the tool is there. */
  readonly skipped: string;
  run(args: readonly string[]): { code: number | null; said: string };
}

/** @param name of the program
 *  @param argv how it is started */
function tool(name: string, argv: readonly [string, ...string[]]): PythonTool {
  const [command, ...first] = argv;
  const run = (args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(command, [...first, ...args], {
      encoding: "utf8",
      env: { ...process.env, PYTHONPATH: PYTHON, NO_COLOR: "1" },
    });
    return { code: status, said: `${stdout ?? ""}${stderr ?? ""}` };
  };
  const there = run(["--version"]).code === 0;
  return { there, skipped: there ? "" : ` (skipped: no ${name}; npm test installs test/peers/requirements.txt)`, run };
}

export const zizmor = tool("zizmor", [join(PYTHON, "bin", "zizmor")]);
export const checkJsonschema = tool("check-jsonschema", ["python3", "-m", "check_jsonschema"]);
