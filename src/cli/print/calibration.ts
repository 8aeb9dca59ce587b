/** What a calibration is worth, for people: how well pairs were found on manuscripts that took no part in the fit, and beside it the cosine alone. */
import type { AnchorModel, CalibrationFigures } from "../../revision/index.ts";
import { percent } from "../../text.ts";
import type { Block } from "./blocks.ts";

export function calibrationBlocks(embedder: string, figures: CalibrationFigures, anchors: AnchorModel): Block[] {
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

function anchorLine({ basis, figures: { first, firstThree } }: AnchorModel): string {
  const means = basis === "words" ? "by words alone, for this embedder has no model of places" : "by words and its embeddings";
  return `Places of concerns are found ${means}: the right one comes first for ${percent(first)} of concerns, among the first three for ${percent(firstThree)}.`;
}
