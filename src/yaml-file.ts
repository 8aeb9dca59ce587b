/** YAML files. Invariant: a fault is reported with its line. A file of its own because the parser takes time to load, and most commands read no YAML. */
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Refuse } from "./data-file.ts";
import { messageOf } from "./errors.ts";

export interface ParsedYaml {
  /** Plain data of unknown shape. */
  readonly value: unknown;
  /** @param inside keys and positions of lists below it   @returns the line of a key of the outermost map, or of what stands inside it as far as that is there; 1
   *  where there is no such key */
  lineOf(key: string, ...inside: readonly (string | number)[]): number;
}

/** @throws what `refuse` returns, with the line of the first error where the parser names one */
export function parseYaml(text: string, refuse: Refuse): ParsedYaml {
  const counter = new LineCounter();
  const lineOf = (offset: number | undefined) => counter.linePos(offset ?? 0).line;
  const broken = (error: unknown, line?: number) =>
    refuse(`it is no valid YAML (${messageOf(error).split("\n")[0]})`, error, line);
  let document: ReturnType<typeof parseDocument>;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: "silent" });
    if (document.errors.length === 0) value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw broken(error); // the library throws at aliases of aliases, and where nesting exhausts the stack
  }
  const [error] = document.errors;
  if (error !== undefined) throw broken(error, lineOf(error.pos[0]));
  return {
    value,
    lineOf(...path) {
      let [node, line]: [unknown, number] = [document.contents, 1];
      for (const part of path) {
        const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && String(key.value) === part) : undefined;
        const [at, inside] = isSeq(node) ? Array(2).fill(node.items[Number(part)]) : [pair?.key, pair?.value];
        if (!isNode(at)) break;
        [node, line] = [inside, lineOf(at.range?.[0])];
      }
      return line;
    },
  };
}
