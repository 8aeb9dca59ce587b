/** The file that the user named: taken as it is, whatever its name says. */
import { ManuscriptError } from "../../errors.ts";
import { extensionOf } from "../files/paths.ts";
import type { Found, Scope } from "./candidate.ts";
import { outlineOfMarkdown } from "./outline.ts";
import { isMarkdown } from "./parts.ts";
import { singleMarkdown } from "./single-markdown.ts";
import { isLatex, latexFound } from "./singles.ts";

/** @throws ManuscriptError `manuscript-format` for a file that no parser reads; and whatever reading throws */
export async function namedFile(scope: Scope, path: string): Promise<Found> {
  if (isLatex(path)) return latexFound(path);
  if (isMarkdown(path)) return singleMarkdown(scope, path, outlineOfMarkdown((await scope.sources.text(path)).text));
  throw new ManuscriptError({
    code: "manuscript-format",
    at: path,
    fault: extensionOf(path) === "" ? "its format is unknown" : `.${extensionOf(path)} files are not read`,
    remedy:
      "Name a Markdown (.md, .qmd, .Rmd) or LaTeX (.tex) file, or the folder of a Manubot, Quarto, bookdown or MyST project",
  });
}
