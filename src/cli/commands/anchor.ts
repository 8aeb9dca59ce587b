/** `bioreview anchor`: concerns in, the passages that each is about out. */

import { Command } from "commander";
import { plainText } from "../../publish/index.ts";
import { DEFAULT_EMBEDDER, embeddingLookup } from "../../reviewer/index.ts";
import { type Anchor, anchorFinder, anchorModelFor, anchorsIn, textsToAnchor } from "../../revision/index.ts";
import { percent } from "../../text.ts";
import { type EmbeddingFlags, embedTexts, withNamedEmbeddingFlags } from "../embedded-texts.ts";
import { openManuscript } from "../open-manuscript.ts";
import { type ReadFlags, withFormatFlag } from "../options.ts";
import { jsonText } from "../print/blocks.ts";
import { readConcerns } from "../read-reviewed-text.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { writeResult } from "../write-result.ts";

const FORMATS = ["text", "json"] as const;

interface AnchorFlags extends EmbeddingFlags, ReadFlags {
  readonly format: (typeof FORMATS)[number];
}

export function anchorCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("anchor")
    .description("Ranks, for each concern, the passages of a manuscript that it is about. None: it is about the whole paper.")
    .argument("<path>", "folder of the manuscript, or its main file")
    .argument("<concerns>", "result of a review (JSON), or an array of concerns")
    .option("--rev <revision>", "read this git revision of the path instead of the files on the disk")
    .option("--manuscript <file>", "main file or folder of the manuscript, below the path, where it is not found by itself");
  return withNamedEmbeddingFlags(withFormatFlag(command, FORMATS, "how the places are written"))
    .addHelpText("after", EXAMPLES)
    .action(async (path: string, file: string, flags: AnchorFlags) => {
      await withProgress(terminal, signal, async (run) => {
        const { progress } = run;
        progress.show(`reading ${path}`);
        const concerns = await readConcerns(file, terminal.directory);
        const { manuscript } = await openManuscript(path, flags, terminal.directory);
        const embedder = flags.embedder ?? DEFAULT_EMBEDDER;
        const named = flags.embeddings === undefined ? { ...flags, embedder } : flags;
        const rows = await embedTexts(textsToAnchor(concerns, manuscript), named, run);
        const anchors = anchorsIn(concerns, manuscript, anchorFinder(embedder, embeddingLookup(rows), rows.sha256));
        progress.end();
        if (anchorModelFor(embedder, rows.sha256).basis === "words")
          terminal.err("bioreview: the places were found by words alone: for this embedder there is no model of places\n");
        await writeResult(undefined, flags.format === "json" ? anchorsJson(anchors) : anchorsText(anchors, concerns), terminal);
      });
    });
}

const EXAMPLES = `
Examples:
  bioreview anchor paper/ review.json
  bioreview anchor paper/ concerns.json --rev v1 --format json`;

function anchorsJson(anchors: readonly (readonly Anchor[])[]): string {
  const rows = anchors.map((passages, concern) => ({
    concern,
    passages: passages.map(({ passage: { file, startLine, endLine }, probability }) => ({
      file,
      startLine,
      endLine,
      probability,
    })),
  }));
  return jsonText(rows);
}

function anchorsText(anchors: readonly (readonly Anchor[])[], concerns: readonly { readonly text: string }[]): string {
  const items = anchors.map((passages, k) => {
    const places = passages.map(
      ({ passage: { file, startLine, endLine }, probability }) =>
        `    ${plainText(file)}:${startLine}-${endLine} (${percent(probability)})`,
    );
    return [`${k + 1}. ${plainText(concerns[k]?.text ?? "")}`, ...(places.length === 0 ? ["    the whole paper"] : places)].join(
      "\n",
    );
  });
  return `${items.join("\n\n")}\n`;
}
