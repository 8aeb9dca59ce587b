/** What was read and what was not, and who wrote it: said each time, for nothing can be raised about what was not read. */
import { counted, fromSnakeCase, listed, percentRead, thousands } from "../../text.ts";
import { escapeMarkdown } from "../sanitise.ts";
import type { Provenance } from "../state/provenance.ts";

/** One line below a review. */
export function readLine({ parts, lost, unread }: Provenance): string {
  const cut = parts
    .filter(({ read, whole }) => read < whole)
    .map((part) => `${partName(part)} to ${percentRead(part.read, part.whole)}`);
  const limits = [
    ...(cut.length === 0 ? [] : [`cut: ${cut.slice(0, MOST_CUT).join(", ")}${cut.length > MOST_CUT ? ", and more" : ""}`]),
    ...(lost.length === 0 ? [] : [`left out: ${lost.map((name) => escapeMarkdown(name)).join(", ")}`]),
    ...(unread === undefined
      ? []
      : [`**${counted(unread.places, "place")} of the manuscript could not be read**, first ${escapeMarkdown(unread.first)}`]),
    "figures are not seen",
  ];
  const whole = cut.length + lost.length === 0 && unread === undefined;
  return `Read ${whole ? "the whole paper" : "in part"}; ${limits.join("; ")}.`;
}
/** Parts that the line below a review names. */
const MOST_CUT = 6;

/** The rest is on the dashboard. */
export function writtenLine({ models }: Provenance): string {
  return `Written by a language model, ${models.map(({ id }) => escapeMarkdown(id)).join(" and ")}.`;
}

/** Training's names of sections have no blanks, as in `author_summary`. */
const partName = ({ name }: Pick<Provenance["parts"][number], "name">): string => escapeMarkdown(fromSnakeCase(name));

/** All of it, for the fold on the dashboard. */
export function provenanceBlock(provenance: Provenance): string {
  const { tokens, budget, parts, leftOut, hidden, warnings, models, profile, tool } = provenance;
  const shares = parts.map(({ name, whole, read }) => {
    const share = read < whole ? `**${percentRead(read, whole)}**` : "all";
    return `- ${partName({ name })}: ${share} of ${counted(whole, "character")}`;
  });
  const files = leftOut.shown.map(({ file, why }) => `${escapeMarkdown(file)} (${escapeMarkdown(why)})`);
  const unseen = hidden.shown.map(
    ({ file, line, technique }) => `${escapeMarkdown(file)}, line ${line} (${escapeMarkdown(technique)})`,
  );
  const described = models.map(({ id, quantisation, sha256, device, settings, seed }) => {
    const facts = [
      ...(quantisation === undefined ? [] : [escapeMarkdown(quantisation)]),
      ...(sha256 === undefined ? [] : [`sha256 \`${sha256.slice(0, 12)}\``]),
      ...(device === undefined ? [] : [escapeMarkdown(device)]),
      ...(settings === undefined ? [] : [escapeMarkdown(settings)]),
      ...(seed === undefined ? [] : [`seed ${seed}`]),
    ];
    return `${escapeMarkdown(id)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}`;
  });
  return [
    readLine(provenance),
    shares.join("\n"),
    ...(files.length === 0 ? [] : [`Left out: ${listed(files, leftOut.more)}.`]),
    ...(unseen.length === 0 ? [] : [`Hidden from readers, so not given to the model: ${listed(unseen, hidden.more)}.`]),
    ...(warnings.shown.length === 0
      ? []
      : [
          `Warnings: ${listed(
            warnings.shown.map((one) => escapeMarkdown(one)),
            warnings.more,
          )}.`,
        ]),
    `Prompt: ${thousands(tokens)} of ${thousands(budget)} tokens. Model: ${described.join(" and ")}; profile ${escapeMarkdown(profile)}; BioReview ${escapeMarkdown(tool)}; ${counted(provenance.seconds, "second")}.`,
  ].join("\n\n");
}

/** Warned of above the fold: nobody hides text from readers without a reason. */
export function hiddenWarning({ hidden }: Provenance): string[] {
  const count = hidden.shown.length + hidden.more;
  if (count === 0) return [];
  const [first] = hidden.shown;
  const where =
    first === undefined
      ? ""
      : `, first in ${escapeMarkdown(first.file)}, line ${first.line} (${escapeMarkdown(first.technique)})`;
  return [
    `> [!WARNING]\n> ${counted(count, "place")} with text that a reader of the paper cannot see${where}. The model did not get it.`,
  ];
}
