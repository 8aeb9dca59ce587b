/** Carries out \begin and \end. Invariant: whatever an environment changes is changed back where it ends. */
import { readArguments } from "./arguments.ts";
import type { LatexNode, MacroNode } from "./ast.ts";
import { plain } from "./definitions.ts";
import { type EnvironmentInfo, environmentInfo } from "./environment-roles.ts";
import type { FileReading } from "./state.ts";

/** @returns what to do at the environment's end */
export function enter({ role }: EnvironmentInfo, { flow, paper }: FileReading): () => void {
  flow.flush();
  const { kind, sight } = flow;
  const { place } = paper;
  if (role === "document" && place === "preamble") paper.place = "body";
  if (role === "abstract") paper.place = "abstract";
  if (role === "list") flow.kind = "listItem";
  if (role === "table") flow.kind = "table";
  return () => {
    flow.flush();
    flow.kind = kind;
    flow.sight = sight;
    if (role === "abstract") paper.place = place;
  };
}

/** Reads a \begin or \end, `nodes[index]`, that has no partner in its piece of the file. @returns the index of the first node after it */
export function readMark(node: MacroNode, nodes: LatexNode[], index: number, file: FileReading): number {
  const { args, next } = readArguments(nodes, index + 1, ["m"]);
  const name = plain(args[0]).trim();
  if (node.name === "end") {
    file.frames.leave(name);
    return next;
  }
  const info = environmentInfo(name);
  const read = readArguments(nodes, next, info.args);
  if (file.paper.place === "preamble" && !/^(?:document|abstract)$/.test(info.role)) return read.next;
  const unclosed = info.role === "abstract" && !isClosed(name, node, file);
  file.frames.push({ name, leave: enter(info, file), endsAtHeading: unclosed });
  return read.next;
}

function isClosed(name: string, { at }: MacroNode, { paper, flow: { source } }: FileReading): boolean {
  if (source.text.indexOf(`\\end{${name}}`, at) !== -1) return true;
  const message = `\\begin{${name}} is never closed: it was read up to the next heading`;
  paper.warnings.push({ file: source.file, line: source.lineAt(at), message });
  return false;
}
