/** What a step's lines do to the job: commands carried out, secrets masked, the rest logged. Invariant: no line is lost: each becomes a command, or a line
 *  of the log, or both. */
import { type ActionCommand, isRegistered, parseCommand } from "./action-command.ts";

export type Stream = "stdout" | "stderr";

export interface SeenCommand extends ActionCommand {
  readonly stream: Stream;
  /** The whole line, unmasked. */
  readonly line: string;
}

export interface CommandLog {
  /** One line without its end, as the process wrote it. */
  take(line: string, stream: Stream): void;
  /** A line of the runner's own. */
  say(line: string): void;
  mask(secret: string): void;
  /** With secrets masked. */
  masked(text: string): string;
  /** What the job's page shows. */
  readonly lines: readonly string[];
  /** Every line before masking. */
  readonly raw: readonly { readonly stream: Stream; readonly text: string }[];
  /** Those that were carried out: not those between stop and resume. */
  readonly commands: readonly SeenCommand[];
  readonly masks: ReadonlySet<string>;
  /** Of commands; the files, read after the step, win. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  /** Why the step fails whatever its exit code, such as a disabled command. */
  readonly failures: readonly string[];
}

export function createCommandLog(secrets: Iterable<string> = []): CommandLog {
  const masks = new Set<string>();
  const lines: string[] = [];
  const raw: { stream: Stream; text: string }[] = [];
  const commands: SeenCommand[] = [];
  const outputs = new Map<string, string>();
  const state = new Map<string, string>();
  const failures: string[] = [];
  let resume: string | undefined;

  /** The runner masks the whole and each of its lines. Longest first, so that a part of a secret does not spoil the whole. */
  function mask(secret: string): void {
    for (const part of [secret, ...secret.split(/\r?\n/)]) if (part.trim() !== "") masks.add(part);
  }
  const masked = (text: string) =>
    [...masks].sort((a, b) => b.length - a.length).reduce((sofar, secret) => sofar.replaceAll(secret, "***"), text);
  const say = (line: string) => void lines.push(masked(line));
  function fail(why: string): void {
    failures.push(why);
    say(`Error: ${why}`);
  }
  /** `set-output` and `save-state`: old, and carried out all the same. */
  function keep(into: Map<string, string>, { name, properties, data }: ActionCommand): void {
    const key = properties.get("name");
    if (key === undefined) fail(`Required field 'name' is missing in ##[${name}] command.`);
    else into.set(key, data);
  }
  function stop(token: string): void {
    if (token === "" || isRegistered(token) || token.toLowerCase() === "pause-logging")
      fail(`"${token}" cannot resume commands.`);
    else resume = token;
  }
  /** An annotation on the page, besides the line. */
  const annotate = ({ name, data }: ActionCommand) => say(`${name[0]?.toUpperCase()}${name.slice(1)}: ${data}`);
  const disabled = ({ name }: ActionCommand) => fail(`The \`${name}\` command is disabled.`);
  /** The others, such as matchers, do nothing that a test could see. */
  const effects: Readonly<Record<string, (command: ActionCommand) => void>> = {
    "set-env": disabled,
    "add-path": disabled,
    "set-output": (command) => keep(outputs, command),
    "save-state": (command) => keep(state, command),
    "add-mask": ({ data }) => mask(data),
    "stop-commands": ({ data }) => stop(data),
    error: annotate,
    warning: annotate,
    notice: annotate,
    group: ({ data }) => say(data),
  };
  function take(line: string, stream: Stream): void {
    raw.push({ stream, text: line });
    const command = parseCommand(line, resume);
    if (command === undefined) say(line);
    else if (resume !== undefined) {
      if (command.name === resume.toLowerCase()) resume = undefined;
      say(line);
    } else {
      commands.push({ ...command, stream, line });
      effects[command.name]?.(command);
    }
  }

  for (const secret of secrets) mask(secret);
  return { take, say, mask, masked, lines, raw, commands, masks, outputs, state, failures };
}
