"""What a text does when cmark-gfm renders it: reads Markdown from stdin, a JSON string a line, and writes a list of effects for each.

cmark-judge.py PREFIX     links may lead to addresses that begin so
cmark-judge.py --version
"""

import json
import re
import sys
from html.parser import HTMLParser
from importlib.metadata import version

import cmarkgfm
from cmarkgfm.cmark import Options

PLAIN = set("p h1 h2 h3 h4 strong em ul li blockquote table thead tbody tr hr br code details summary b sub".split())
WITH_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "td": {"align"}, "th": {"align"}}
COMMENT = re.compile(r" bioreview-[\w./:-]+ | bioreview-state:[\w+/=:\n-]+\n")
# What GitHub looks for in the text of the HTML, outside of code.
IN_TEXT = {
    "mention": r"@[a-z0-9]",
    "reference": r"#\d|(?<![a-z0-9])gh-\d",
    "commit": r"(?<![a-z0-9])(?=\d*[a-f])[0-9a-f]{7,40}(?![a-z0-9])",
    "emoji": r":[\w+-]+:",
    "address": r"://|(?<![^\W_])www\.",
}


class Judge(HTMLParser):
    def __init__(self, prefix):
        super().__init__(convert_charrefs=True)
        self.prefix, self.effects, self.text, self.in_code = prefix, [], "", 0

    def handle_starttag(self, tag, attributes):
        self.end_text()
        names = {name for name, _ in attributes}
        href = dict(attributes).get("href")
        if tag not in PLAIN and tag not in WITH_ATTRIBUTES or names - WITH_ATTRIBUTES.get(tag, set()):
            self.effects.append(f"tag: {tag} {attributes}")
        if href is not None and not href.startswith(self.prefix):
            self.effects.append(f"link: {href}")
        self.in_code += tag == "code"

    def handle_endtag(self, tag):
        self.end_text()
        self.in_code -= tag == "code"

    def handle_comment(self, data):
        self.end_text()
        if not COMMENT.fullmatch(data):
            self.effects.append(f"comment: {data[:80]}")

    def handle_decl(self, decl):
        self.effects.append(f"declaration: {decl[:80]}")

    def handle_pi(self, data):
        self.effects.append(f"instruction: {data[:80]}")

    def handle_data(self, data):
        if not self.in_code:
            self.text += data

    def end_text(self):
        for what, pattern in IN_TEXT.items():
            if re.search(pattern, self.text, re.IGNORECASE | re.ASCII):
                self.effects.append(f"{what}: {self.text[:200]}")
        self.text = ""


def effects_of(markdown, prefix):
    # With raw HTML, which GitHub cleans afterwards: what is harmless only then, is not harmless.
    html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES)
    judge = Judge(prefix)
    judge.feed(html)
    judge.close()
    judge.end_text()
    return judge.effects


if sys.argv[1:] == ["--version"]:
    print(version("cmarkgfm"))
else:
    print(json.dumps([effects_of(json.loads(line), sys.argv[1]) for line in sys.stdin]))
