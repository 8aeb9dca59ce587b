#!/usr/bin/env bash
# @unified-latex/unified-latex-util-parse 1.8.4, Node 20: of `\lstinline{x}`, `\mintinline{c}{x}` and `\mint{c}{x}` the group's `content` is one node and no
# list of nodes, against its type; whoever walks the tree fails at it with "content is not iterable". The code ends at the first closing brace also where
# braces are nested, so what follows is read as text. And in `\def\code{\lstinline}` the brace that ends the definition is taken for the sign that begins the code:
# all up to the next closing brace, \begin{document} with it, is code. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type":"module","private":true}' > package.json
npm install --silent --no-audit --no-fund --ignore-scripts @unified-latex/unified-latex-util-parse@1.8.4
cat > seen.mjs <<'EOF2'
import { parseMinimal } from "@unified-latex/unified-latex-util-parse";
const groups = (text) => parseMinimal(text).content.filter(({ type }) => type === "group");
for (const text of ["\\lstinline{x_1}", "\\mintinline{c}{x}", "\\mint{c}{x}", "\\texttt{x}"])
  console.log(text, Array.isArray(groups(text).at(-1).content) ? "a list" : "one node");
console.log("nested:", JSON.stringify(groups("\\lstinline{a{b}c}")[0].content.content));
const types = parseMinimal("\\def\\code{\\lstinline}\n\\begin{document}\nText.\n\\end{document}").content.map(({ type }) => type);
console.log("a document after the definition:", types.includes("environment"));
EOF2
seen=$(node seen.mjs)
printf '%s\n' "$seen"
[[ $seen == '\lstinline{x_1} one node
\mintinline{c}{x} one node
\mint{c}{x} one node
\texttt{x} a list
nested: "a{b"
a document after the definition: false' ]]
