#!/usr/bin/env bash
# pandoc 3.9 (pypandoc_binary 1.17): `pandoc paper.docx -o paper.md`, the command that everybody gives, drops the title of a Word file, without a word.
# pandoc keeps it as metadata, and writes metadata only of a whole document: with `-s`. So a converted paper is one without a title. (The abstract stays, as text.)
# Seen: without -s the Markdown begins with the abstract; with -s it begins with YAML that holds the title. Exits 1 if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target packages pypandoc_binary==1.17
pandoc=packages/pypandoc/files/pandoc
"$pandoc" --version | head -1
printf -- '---\ntitle: Sleep in mice\nabstract: They sleep for ten hours.\n---\n\n# Introduction\n\nMice sleep.\n' | "$pandoc" -s -o paper.docx
"$pandoc" paper.docx -o bare.md
"$pandoc" -s paper.docx -o whole.md
printf 'without -s:\n%s\nwith -s:\n%s\n' "$(cat bare.md)" "$(cat whole.md)"
[[ $(cat bare.md) != *"Sleep in mice"* && $(cat bare.md) == *"ten hours"* && $(cat whole.md) == *"title: Sleep in mice"* ]]
