/** `bioreview report`: a result and its texts in, a page out in which both are read together; or the skeleton of a response letter. */
import { Command, Option } from "commander";
import type { Terminal } from "../terminal.ts";
import { assertWritable, outputPath, writeResult } from "../write-result.ts";

interface ReportFlags {
  readonly manuscript?: string;
  readonly old?: string;
  readonly new?: string;
  readonly output?: string;
  /** True where no file is named. */
  readonly response?: string | true;
}

export function reportCommand(terminal: Terminal): Command {
  return new Command("report")
    .description(
      "Makes one HTML file in which a paper and its review are read together: concerns beside their sentences, revisions side by side.\n" +
        "It needs no network, asks for nothing, and can be sent to anybody. No model runs.",
    )
    .argument("<result>", "result of a review or of a comparison (JSON), the Action's result file, or an array of concerns")
    .option(
      "--manuscript <path>",
      "the text that was reviewed, where the result does not hold it; its response letters are shown",
    )
    .addOption(new Option("--new <path>", "of a comparison the newer text: the same as --manuscript").conflicts("manuscript"))
    .option("--old <path>", "of a comparison the older text, or the result of its review: shows both side by side")
    .option("-o, --output <file>", "write the page into this file instead of on standard output")
    .option(
      "--response [file]",
      "write the skeleton of a response letter (Markdown) into this file, or without one on standard output",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, flags: ReportFlags) => {
      const { output, response, old } = flags;
      const letter = outputPath(response === true ? undefined : response, terminal);
      const page = outputPath(output, terminal);
      await assertWritable(page, letter);
      const { savedReport, writeReport } = await import("../report-page.ts");
      const model = await savedReport(file, { old, now: flags.new ?? flags.manuscript }, terminal.directory);
      if (response !== undefined) await writeResult(letter, model.response, terminal);
      if (output !== undefined || response === undefined) await writeReport(model, output, terminal);
    });
}

const EXAMPLES = `
Examples:
  bioreview report review.json -o report.html
  bioreview report review.json --manuscript paper/ -o report.html     with the authors' letter, if one lies there
  bioreview report v2-compared.json --old v1/ --new v2/ -o report.html
  bioreview report v2-compared.json --old v1.json -o report.html
  bioreview report v2-compared.json --response response.md            a letter to fill in`;
