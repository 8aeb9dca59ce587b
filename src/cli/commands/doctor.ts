/** `bioreview doctor`: is this machine ready to review? Examines, prints, and ends with the kind of what must be mended first. */
import { spawn } from "node:child_process";
import { Command } from "commander";
import { z } from "zod";
import { ModelsError, ServerError, UserError } from "../../errors.ts";
import { describeServer, locateRunner, parseEndpoint } from "../../inference/index.ts";
import { plainText } from "../../publish/index.ts";
import { VERSION } from "../../version.ts";
import { type PromptFlags, withFormatFlag, withProfileFlag } from "../options.ts";
import { jsonText } from "../print/blocks.ts";
import type { Terminal } from "../terminal.ts";
import { writeResult } from "../write-result.ts";

const FORMATS = ["text", "json"] as const;

interface DoctorFlags extends Pick<PromptFlags, "profile"> {
  readonly endpoint?: string;
  readonly models?: string;
  readonly speed?: true;
  readonly format: (typeof FORMATS)[number];
}

const findingSchema = z.object({
  name: z.string(),
  state: z.enum(["ok", "warn", "fail"]),
  detail: z.string(),
  remedy: z.string().optional(),
});
type Finding = z.infer<typeof findingSchema>;
/** What the runner's own doctor prints. */
const runnerReport = z.object({ findings: z.array(findingSchema) });

export function doctorCommand(terminal: Terminal, signal: AbortSignal): Command {
  return withFormatFlag(withProfileFlag(new Command("doctor")), FORMATS, "how the findings are written")
    .description("Looks at the runtime, the model files, the device and the memory; with --endpoint at that server instead.")
    .option("--endpoint <url>", "a running server to look at")
    .option("--models <folder>", "where the model server finds its weights (default: its own)")
    .option("--speed", "measure reading, writing and embedding too; takes a minute")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: DoctorFlags) => {
      const findings = [
        node(),
        ...(flags.endpoint === undefined
          ? await ofRunner(flags, terminal, signal)
          : await ofEndpoint(flags.endpoint, terminal, signal)),
      ];
      const text = flags.format === "json" ? jsonText({ version: VERSION, findings }) : `${findings.map(lineOf).join("\n")}\n`;
      await writeResult(undefined, text, terminal);
      const failed = findings.filter(({ state }) => state === "fail");
      if (failed.length === 0) return;
      const failure = {
        code: "not-ready",
        at: failed.map(({ name }) => name).join(", "),
        fault: "must be mended before this machine can review",
        remedy: "Do what the findings say, then run this again",
      };
      throw flags.endpoint === undefined ? new ModelsError(failure) : new ServerError(failure);
    });
}

const EXAMPLES = `
Examples:
  bioreview doctor
  bioreview doctor --profile smoke --speed
  bioreview doctor --endpoint unix:/run/bioreview/runner.sock`;

function lineOf({ name, state, detail, remedy }: Finding): string {
  return `${state.padEnd(4)}  ${plainText(name)}: ${plainText(detail)}${remedy === undefined ? "" : `\n      ${plainText(remedy)}`}`;
}

function node(): Finding {
  return { name: "Node", state: "ok", detail: `${process.version}, BioReview ${VERSION}` };
}

async function ofEndpoint(address: string, terminal: Terminal, signal: AbortSignal): Promise<Finding[]> {
  const endpoint = parseEndpoint(address, terminal.env);
  const described = await describeServer(endpoint, signal);
  if (described.kind === "fails") {
    const { message, remedy } = described.error;
    return [{ name: "server", state: "fail", detail: message, remedy }];
  }
  const where = described.leavesMachine
    ? [
        {
          name: "privacy",
          state: "warn" as const,
          detail: `manuscripts are sent to ${endpoint.shown}`,
          remedy: "Use a server on this machine for unpublished text",
        },
      ]
    : [];
  const models = described.models.map(({ id, purpose, quantisation, device, contextTokens }) => ({
    name: `${purpose === "unknown" ? "" : `${purpose} `}model`,
    state: "ok" as const,
    detail: [id, quantisation, device, contextTokens === undefined ? undefined : `${contextTokens} tokens of context`]
      .filter((part) => part !== undefined)
      .join(", "),
  }));
  return [{ name: "server", state: "ok", detail: `${described.server} at ${endpoint.shown}` }, ...where, ...models];
}

/** The runner examines itself in a process of its own: a runtime that crashes on loading is a finding, not our end. */
async function ofRunner({ profile, models, speed }: DoctorFlags, terminal: Terminal, signal: AbortSignal): Promise<Finding[]> {
  let program: string;
  try {
    program = locateRunner(terminal.program, terminal.env);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [{ name: "model server", state: "fail", detail: error.message, remedy: error.remedy }];
  }
  const args = [
    program,
    "doctor",
    "--json",
    "--profile",
    profile,
    ...(speed ? ["--speed"] : []),
    ...(models === undefined ? [] : ["--models", models]),
  ];
  const { stdout, ended } = await collected(args, signal);
  try {
    return runnerReport.parse(JSON.parse(stdout)).findings;
  } catch {
    return [
      {
        name: "model server",
        state: "fail",
        detail: `its doctor ended with ${ended} and no report`,
        remedy: `Run it yourself to see why: node ${program} doctor --profile ${profile}`,
      },
    ];
  }
}

/** Runs Node on a program and waits for its end, however it ends. */
function collected(args: readonly string[], signal: AbortSignal): Promise<{ stdout: string; ended: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"], signal });
    const pieces: string[] = [];
    child.stdout.setEncoding("utf8").on("data", (piece: string) => pieces.push(piece));
    child.once("error", (error) => reject(signal.aborted ? signal.reason : error));
    child.once("close", (code, killed) => resolve({ stdout: pieces.join(""), ended: killed ?? `exit code ${code}` }));
  });
}
