#!/usr/bin/env bash
# typst 0.15.2 (PyPI): a rule for `footnote` changes its mark alone. With `#show footnote: none` the mark is gone and the note stands at the foot of the page still, without
# anything that refers to it; `hide` likewise. Only a rule for `footnote.entry` takes the note away, and for the page on which it is declared only where no text stands
# before it: after a first paragraph it does nothing there, and holds from the next page on. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==6.1.1
cat > seen.py <<'EOF2'
import sys, typst
from pypdf import PdfReader
note = "Words#footnote[quokka] end."
papers = {
    "a rule for footnote": "#show footnote: none\n" + note,
    "hidden footnote": "#show footnote: it => hide(it)\n" + note,
    "a rule for footnote.entry": "#show footnote.entry: none\n" + note,
    "the same after a paragraph": "First.\n\n#show footnote.entry: none\n" + note + "\n#pagebreak()\nMore#footnote[lantern].",
}
for name, source in papers.items():
    open("p.typ", "w").write(source)
    typst.compile("p.typ", output="p.pdf")
    text = " ".join(page.extract_text() for page in PdfReader("p.pdf").pages)
    print(f"{name}: {[word for word in ('quokka', 'lantern') if word in text]}")
EOF2
seen=$(venv/bin/python seen.py)
printf '%s\n' "$seen"
[[ $seen == "a rule for footnote: ['quokka']
hidden footnote: ['quokka']
a rule for footnote.entry: []
the same after a paragraph: ['quokka']" ]]
