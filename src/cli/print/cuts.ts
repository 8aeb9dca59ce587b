/** What of the paper the model did not get: said in every place where its concerns are shown, because nothing can be raised about it. */

import { plainText } from "../../publish/index.ts";
import { percentRead, thousands } from "../../text.ts";

/** As a prompt's report and a saved result both have it. */
export interface Cuts {
  readonly counter: string;
  readonly budget: number;
  readonly tokens: number;
  readonly blocks: readonly {
    readonly part: string;
    readonly name?: string | undefined;
    readonly charactersWhole: number;
    readonly charactersRead: number;
    readonly cut: boolean;
  }[];
  readonly lost: readonly { readonly name: string; readonly why: string }[];
}

/** One line for each part that was cut or lost, and none where all was read. */
export function cutLines({ blocks, lost, budget, counter }: Cuts): string[] {
  const cut = blocks.filter((block) => block.cut);
  const lines = cut.map(
    (block) =>
      `cut: ${blockName(block)} was read to ${percentRead(block.charactersRead, block.charactersWhole)} (${thousands(block.charactersWhole - block.charactersRead)} of ` +
      `${thousands(block.charactersWhole)} characters left out: the budget is ${thousands(budget)} tokens by ${counter})`,
  );
  const gone = lost
    .filter(({ why }) => why === "another section has its name")
    .map(({ name }) => `cut: section ${plainText(name)} was left out whole: another section has its name`);
  return [...lines, ...gone];
}

function blockName({ part, name }: { readonly part: string; readonly name?: string | undefined }): string {
  return name === undefined ? `the ${part}` : `section ${plainText(name)}`;
}
