/** `bioreview calibrate`: an embedder in; out which of its similarities mean the same concern, or that it cannot tell. */

import { resolve } from "node:path";
import { Command } from "commander";
import type { Embeddings } from "../../embeddings/index.ts";
import { SettingsError } from "../../errors.ts";
import { plainText } from "../../publish/index.ts";
import { calibrationPath, embeddingLookup, makeCalibrationFolder } from "../../reviewer/index.ts";
import {
  type AnchorModel,
  anchorModelFor,
  type Calibration,
  type CalibrationFigures,
  calibrate,
  type LabelledManuscript,
  labelledTexts,
} from "../../revision/index.ts";
import { percent } from "../../text.ts";
import { type EmbeddingFlags, embedTexts, withNamedEmbeddingFlags } from "../embedded-texts.ts";
import { readLabels } from "../input-files.ts";
import { withFormatFlag } from "../options.ts";
import { type Block, blocksText, jsonText } from "../print/blocks.ts";
import { type Terminal, withProgress } from "../terminal.ts";
import { assertWritable, writeResult } from "../write-result.ts";

const FORMATS = ["text", "json"] as const;

interface CalibrateFlags extends EmbeddingFlags {
  readonly format: (typeof FORMATS)[number];
  readonly labels?: string;
  readonly output?: string;
}

export function calibrateCommand(terminal: Terminal, signal: AbortSignal): Command {
  const command = new Command("calibrate")
    .description(
      "Embeds labelled concerns of several manuscripts, fits to them, and judges with each manuscript left out. What comes out is kept in your data " +
        "folder, and from then on review, compare and the rest use it.\n" +
        "An embedder that cannot tell the same concern from another is refused with its figures: exit code 2, and nothing is kept.",
    )
    .option("--labels <folder>", "labelled manuscripts of your own, at least three (default: those that come with BioReview)")
    .option("--output <file>", "write the calibration into this file instead of where it is looked for");
  return withNamedEmbeddingFlags(withFormatFlag(command, FORMATS, "how the figures are written; json: the calibration"))
    .addHelpText("after", EXAMPLES)
    .action((flags: CalibrateFlags) => calibrated(flags, terminal, signal));
}

const EXAMPLES = `
Examples:
  bioreview calibrate --embedder specter2-base
  bioreview calibrate --embedder bge-small --embedder-endpoint http://127.0.0.1:8080
  bioreview calibrate --embedder mine --embeddings rows.jsonl --output mine.json

It is kept in bioreview/calibrations/ of XDG_DATA_HOME, else of ~/.local/share.`;

async function calibrated(flags: CalibrateFlags, terminal: Terminal, signal: AbortSignal): Promise<void> {
  const { embedder: name } = flags;
  if (name === undefined) throw nameMissing();
  const kept = calibrationPath(name, terminal.env);
  const path = flags.output === undefined ? kept : resolve(terminal.directory, flags.output);
  if (flags.output === undefined) await makeCalibrationFolder(path);
  await assertWritable(path);
  await withProgress(terminal, signal, async (run) => {
    const { progress } = run;
    progress.show("reading the labels");
    const manuscripts = await readLabels(flags.labels, terminal);
    const embeddings = await embedTexts(labelledTexts(manuscripts), flags, run);
    progress.show("fitting");
    const calibration = fitted(name, manuscripts, embeddings, terminal);
    progress.end();
    await writeResult(path, `${JSON.stringify(calibration, undefined, 2)}\n`, terminal);
    const figures = () => figuresText(name, calibration.figures, embeddings.sha256);
    await writeResult(undefined, flags.format === "json" ? jsonText(calibration) : figures(), terminal);
    const elsewhere = path === kept ? "" : `; it is looked for at ${kept}`;
    terminal.err(`bioreview: ${plainText(`the calibration is written to ${flags.output ?? path}${elsewhere}`)}\n`);
  });
}

/** Whoever is refused sees why: all figures, not only those that are too low. */
function fitted(
  name: string,
  manuscripts: readonly LabelledManuscript[],
  embeddings: Embeddings,
  terminal: Terminal,
): Calibration {
  const onFigures = (figures: CalibrationFigures) => {
    measured = figures;
  };
  let measured: CalibrationFigures | undefined;
  try {
    return calibrate(manuscripts, embeddingLookup(embeddings, EMBED_LABELS), { name, sha256: embeddings.sha256 }, onFigures);
  } catch (error) {
    if (measured !== undefined) terminal.err(figuresText(name, measured, embeddings.sha256));
    throw error;
  }
}

const EMBED_LABELS = "Embed the text of every concern of the labels, of those below stress/ too";

function figuresText(name: string, figures: CalibrationFigures, sha256: string | undefined): string {
  return blocksText(calibrationBlocks(name, figures, anchorModelFor(name, sha256)));
}

function nameMissing(): SettingsError {
  return new SettingsError({
    code: "embedder-missing",
    at: "--embedder",
    fault: "a calibration is kept under its embedder's name, and none is named",
    remedy: "Name it with --embedder, such as --embedder specter2-base; with --embeddings it says whose rows they are",
  });
}

/** What a calibration is worth, for people: how well pairs were found on manuscripts that took no part in the fit, and beside it the cosine alone. */
function calibrationBlocks(embedder: string, figures: CalibrationFigures, anchors: AnchorModel): Block[] {
  const { pairs, heldOut, cosineAlone, withoutEmbedder, byManuscript, stress } = figures;
  const row = (what: string, { f1, precision, recall, joinedHard }: CalibrationFigures["heldOut"]) => [
    what,
    ...[f1, precision, recall].map((value) => value.toFixed(3)),
    `${Math.round(joinedHard * pairs.hard)} of ${pairs.hard}`,
  ];
  const each = Object.entries(byManuscript).map(([name, f1]) => `${name} ${f1.toFixed(2)}`);
  return [
    { kind: "heading", text: `Calibration of ${embedder}` },
    {
      kind: "line",
      text: `The same concern, found on manuscripts that took no part in the fit: ${pairs.same} pairs are the same, ${pairs.partial} partly (they count neither way), ${pairs.hard} different although they share topic or words.`,
    },
    {
      kind: "table",
      head: ["", "F1", "precision", "recall", "different ones joined"],
      rows: [row("all signals", heldOut), row("its cosine alone", cosineAlone), row("words without it", withoutEmbedder)],
      words: 1,
    },
    { kind: "line", text: `F1 by manuscript: ${each.join(", ")}.` },
    ...(stress === undefined
      ? []
      : [
          {
            kind: "line" as const,
            text: `Worded on purpose against it: ${stress.rewordedFound} of ${stress.reworded} reworded concerns are found, ${stress.nearJoined} of ${stress.near} others in the same words are joined.`,
          },
        ]),
    { kind: "line", text: anchorLine(anchors) },
  ];
}

function anchorLine({ basis, figures: { labels, outcomes } }: AnchorModel): string {
  const means = basis === "words" ? "by words alone, for this embedder has no model of places" : "by words and its embeddings";
  return `Places of concerns are found ${means}: the right one comes first for ${percent(labels.first)} of concerns, among the first three for ${percent(labels.firstThree)}; of points of real reviewers for ${percent(outcomes.first)} and ${percent(outcomes.firstThree)}.`;
}
