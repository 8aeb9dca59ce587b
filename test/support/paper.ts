/** Texts of small papers for tests, in each format. */

export const prose = (topic: string) => `We studied ${topic} in twelve mice over six weeks and measured what changed.`;

/** A Markdown paper without front matter, each section at `level`. */
export function markdownPaper(level = 1, names = ["Abstract", "Introduction", "Methods", "Results", "Discussion"]): string {
  return names.map((name) => `${"#".repeat(level)} ${name}\n\n${prose(name.toLowerCase())}\n`).join("\n");
}

export function latexPaper(title = "Sleep in mice", body = ""): string {
  const sections = ["Introduction", "Methods", "Results", "Discussion"].map(
    (name) => `\\section{${name}}\n${prose(name.toLowerCase())}\n`,
  );
  return [
    `\\documentclass{article}\n\\title{${title}}\n\\begin{document}\n\\maketitle`,
    `\\begin{abstract}\n${prose("sleep")}\n\\end{abstract}\n${sections.join("\n")}\n${body}\n\\end{document}\n`,
  ].join("\n");
}

/** A Manubot project in `content/`. */
export function manubotProject(title = "Sleep in mice"): Record<string, string> {
  return {
    "content/metadata.yaml": `---\ntitle: "${title}"\nlang: en-US\n`,
    "content/00.front-matter.md": "{## made by the tool ##}\n## Authors\n{{author.name}}\n",
    "content/01.abstract.md": `## Abstract {.page_break_before}\n\n${prose("sleep")}\n`,
    "content/02.introduction.md": `## Introduction\n\n${prose("rest")}\n`,
    "content/03.methods.md": `## Methods\n\n${prose("cages")}\n`,
    "content/90.back-matter.md": '## References {.page_break_before}\n\n<div id="refs"></div>\n',
  };
}
