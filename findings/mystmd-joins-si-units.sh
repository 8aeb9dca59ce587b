#!/usr/bin/env bash
# mystmd 1.8.3, Node 20: the role {si} takes siunitx's macros for units, but knows no powers and fractions: it sets the symbol of each macro, or its name, one
# after the other. `100 <\metre\per\second>` is "100 mpers" on the page, `3 <\metre\squared>` "3 msquared". Of HTML it keeps the attribute style of a span and
# drops the attribute hidden of a div, so that the text is shown. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"private":true}' > package.json
npm install --silent --no-audit --no-fund mystmd@1.8.3
mkdir paper
cat > paper/p.md <<'EOF2'
A {si}`100 <\metre\per\second>` and {si}`3 <\metre\squared>` and {si}`10 <\micro\litre>`.

<div hidden>

words

</div>
EOF2
printf 'version: 1\nproject:\n  toc:\n    - file: p.md\nsite:\n  template: book-theme\n' > paper/myst.yml
(cd paper && ../node_modules/.bin/myst build --site > /dev/null 2>&1) || true
cat > seen.mjs <<'EOF2'
import { readFileSync } from "node:fs";
const { mdast } = JSON.parse(readFileSync("paper/_build/site/content/index.json", "utf8"));
const all = (node) => [node, ...(node.children ?? []).flatMap(all)];
for (const node of all(mdast).filter(({ type }) => type === "si")) console.log(node.value);
for (const { type, hidden, style, class: name } of all(mdast).filter(({ type }) => type === "div")) console.log(type, hidden, style, name);
EOF2
seen=$(node seen.mjs)
printf '%s\n' "$seen"
[[ $seen == '100 mpers
3 msquared
10 µL
div undefined undefined undefined' ]]
