/** Reads an environment by its role. Invariant: what is left out is recorded as left out, with its reason, and its captions are read. */
import { readArguments } from "./arguments.ts";
import type { EnvironmentNode } from "./ast.ts";
import { environmentInfo } from "./environment-roles.ts";
import { readCaptions, readTable } from "./floats.ts";
import { showMath } from "./inline.ts";
import { enter } from "./marks.ts";
import { type FileReading, leaveOut } from "./state.ts";

export function readEnvironment(node: EnvironmentNode, file: FileReading): void {
  const info = environmentInfo(node.name);
  const children = [...node.children];
  const { next } = readArguments(children, 0, info.args);
  const body = children.slice(next);
  switch (info.role) {
    case "document":
    case "abstract":
    case "list":
    case "text": {
      const leave = enter(info, file);
      file.walk(body);
      leave();
      break;
    }
    case "float":
      file.flow.aside("paragraph", () => file.walkGroup(body));
      break;
    case "table":
      readTable(body, file);
      break;
    case "math":
      showUnparsedMath(node, file);
      break;
    case "code":
    case "picture":
    case "bibliography":
    case "acknowledgements":
      leaveOut(info.role, node, file);
      readCaptions(body, file);
      break;
    case "nothing":
      break;
  }
}

/** Math in an environment that the parser does not know as math. */
function showUnparsedMath({ at, end, children }: EnvironmentNode, file: FileReading): void {
  const whole = file.flow.source.text.slice(at, end);
  const begin = /^\\begin\s*\{[^{}]*\}/.exec(whole)?.[0].length ?? 0;
  const body = whole.slice(begin, whole.lastIndexOf("\\end"));
  showMath({ kind: "math", display: true, body, bodyAt: at + begin, at, end, children }, file);
}
