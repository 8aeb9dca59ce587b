#!/usr/bin/env bash
# pandoc 3.9 (pypandoc_binary 1.17), `-f jats`: the referee reports that journals keep in the file of an article (`<sub-article>`) are printed as a part of the article,
# under no heading of their own, while its footnotes in the back matter are dropped.
# Who converts JATS to give it to a language model that is to review it hands over the reviews as well. Seen: "Own words." and then "Reviewer 1: no control."; "Abbreviations."
# of <fn-group> is not printed. The same command without the sub-article prints the first alone. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target packages pypandoc_binary==1.17
pandoc=packages/pypandoc/files/pandoc
"$pandoc" --version | head -1
article() {
  cat <<EOF
<article><front><article-meta><title-group><article-title>Mice</article-title></title-group></article-meta></front>
<body><p>Own words.</p></body><back><fn-group><fn><p>Abbreviations.</p></fn></fn-group></back>$1</article>
EOF
}
report='<sub-article article-type="referee-report"><body><p>Reviewer 1: no control.</p></body></sub-article>'
with=$(article "$report" | "$pandoc" -f jats -t plain)
without=$(article "" | "$pandoc" -f jats -t plain)
printf 'with a report:\n%s\nwithout:\n%s\n' "$with" "$without"
[[ $with == "Own words."*"Reviewer 1: no control." && $without == "Own words." ]]
