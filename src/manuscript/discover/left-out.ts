/** Why a file is no part of a paper, told by its name alone. Fails towards looking at it: a name must say it clearly, for "dose_response.tex" and
 *  "meta-review.md" are papers. What a project lists as its own part is not judged here. */

const FOLDERS: readonly (readonly [why: string, name: RegExp])[] = [
  [
    "generated output",
    /^(?:_build|_site|_book|_manuscript|_freeze|_files|build|dist|output|outputs|site|public|rendered|.+_files)$/,
  ],
  ["template", /^(?:_extensions|templates?|.*-template|rticles|csl)$/],
  ["archive", /^(?:archived?|old|older|backups?|bak|previous(?:[-_]versions?)?|deprecated|trash|attic)$/],
  ["tests", /^(?:tests?|testdata|fixtures)$/],
  ["documentation", /^(?:\.github|\.gitlab|vignettes|man|tutorials?|examples?|third[-_]?party|vendor|external|licen[cs]es)$/],
  ["response to reviewers", /^(?:responses?(?:[-_]?\d+|[-_]to.*)?|rebuttals?(?:[-_].*)?|reviews?|reviewer.*|referee.*)$/],
  ["cover letter", /^cover[-_ ]?letters?(?:[-_].*)?$/],
  ["slides", /^(?:slides?|presentations?|talks?|posters?)$/],
];

const STEMS: readonly (readonly [why: string, stem: RegExp])[] = [
  [
    "documentation",
    /^(?:readme|contributing|contributors?|changelog|changes|news|history|licen[cs]e|copying|code[-_]of[-_]conduct|usage|setup|install(?:ation)?|authors|citation|security|todo|governance|support|maintainers|release[-_]?notes|pull_request_template|issue_template|claude|agents)(?:[-_.].*)?$/,
  ],
  [
    "response to reviewers",
    /reviewers?(?:[-_ ]|$)|referees?(?:[-_ ]|$)|rebuttal|^(?:responses?|repl(?:y|ies))(?:[-_ ]?\d+)?$|response[-_ ]?(?:to|letter)(?:[-_ ]|$)|point[-_]by[-_]point|peer[-_ ]?review(?:s|ed)?$|review[-_ ](?:comments|report|response)/,
  ],
  ["cover letter", /cover[-_ ]?letter|^cover$|letter[-_ ]to[-_ ]the[-_ ]editor/],
  [
    "supplement",
    /(?:^|[-_ .\d])(?:supp|suppl|supplements?|supplementary|supplemental|supporting|si|appendix|appendices)(?:[-_ .\d]|$)|^supp(?:l|lement\w*)|extended[-_ ]data/,
  ],
  ["marked-up difference", /(?:^|[-_ ])(?:latex)?diff(?:[-_ \d]|$)|track[-_]?changes|(?:^|[-_])redline/],
  ["slides", /(?:^|[-_ ])(?:slides?|presentation|poster|talk|beamer)(?:[-_ \d]|$)/],
  ["template", /(?:^|[-_ ])template(?:[-_ ]|$)/],
  ["checklist", /(?:^|[-_ ])checklist(?:[-_ ]|$)/],
];

/** @param path below the tree, or below the folder that the user named
 *  @returns undefined where the name says nothing against it */
export function whyLeftOut(path: string): string | undefined {
  const parts = path.split("/");
  const name = parts.pop() ?? "";
  return whyFolderLeftOut(parts) ?? whyStemLeftOut(name);
}

export function whyFolderLeftOut(folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    const found = FOLDERS.find(([, pattern]) => pattern.test(folder.toLowerCase()));
    if (found !== undefined) return found[0];
  }
  return undefined;
}

function whyStemLeftOut(name: string): string | undefined {
  const spaced = name.replace(/\.[^.]*$/, "").replace(/([a-z])([A-Z])/g, "$1-$2");
  if (spaced.startsWith("_")) return "a piece for inclusion";
  return STEMS.find(([, pattern]) => pattern.test(spaced.toLowerCase()))?.[0];
}
