"""The prompt's rules once more, written for reading and in the language whose string methods they are made of.

Reads one JSON case a line: {"title", "abstract", "sections": [[name, text or null], ...], "budget", "finalCut"}; writes one JSON line each with
the user message, as a judge of the TypeScript that builds the real one. Tokens are a third of the characters, rounded up.
"""
import json
import math
import re
import sys
from fractions import Fraction

WORDS = (
    "methods|materials and methods|materials & methods|method|methodology|results|result|introduction|intro|background|"
    "discussion|conclusion|conclusions|supplementary|supplemental|supporting"
).split("|")
MARK = "\n[\u2026truncated]"


def tokens(text):
    return math.ceil(Fraction(len(text), 3))


def tidy(text):
    return re.sub(r"\s+\n", "\n", text.strip())


def prefix_within(text, limit):
    """For this counter the binary search ends at the longest prefix that fits, so it can be computed."""
    return text[: max(0, limit) * 3]


def clipped(block, limit):
    block = tidy(block)
    if limit <= 0:
        return ""
    if tokens(block) <= limit:
        return block
    start = prefix_within(block, limit).rstrip()
    room = max(1, limit - tokens(MARK))
    if tokens(start) > room:
        start = prefix_within(start, room).rstrip()
    return start + MARK if start and tokens(start + MARK) <= limit else start


def in_order(sections):
    texts = {}
    for name, text in dict(sections).items():
        if text is not None and name.strip() and tidy(text):
            texts[name.strip()] = tidy(text)
    rank = lambda name: next((k for k, word in enumerate(WORDS) if word in name.lower()), len(WORDS))
    seen = set()
    for name in sorted(texts, key=rank):  # a stable sort
        if name.lower() not in seen:
            seen.add(name.lower())
            yield f"## {name.title()}\n{texts[name]}"


def divided(sizes, left):
    if sum(sizes) <= left:
        return sizes
    n = len(sizes)
    least = min(128, max(16, left // (2 * n)))
    if least * n >= left:
        each = max(1, left // n)
        return [each + (1 if k < left - each * n else 0) for k in range(n)]
    wishes = [(left - least * n) * (size / sum(sizes)) for size in sizes]
    given = [least + int(wish) for wish in wishes]
    lucky = sorted(range(n), key=lambda k: -(wishes[k] - int(wishes[k])))
    for turn in range(left - sum(given)):
        given[lucky[turn % n]] += 1
    return given


def paper(case, left):
    parts = []
    for heading, body in (("# ", case["title"]), ("## Abstract\n", case["abstract"])):
        if tidy(body):
            parts.append(clipped(heading + tidy(body), left))
            left -= tokens(parts[-1])
    blocks = list(in_order(case["sections"]))
    if left > 0 and blocks:
        parts += [clipped(block, share) for block, share in zip(blocks, divided([tokens(b) for b in blocks], left))]
    return "\n\n".join(part for part in parts if part).strip()


def message(case, prefix):
    user = prefix + paper(case, max(256, case["budget"] - tokens(prefix)))
    if not case["finalCut"] or tokens(user) <= case["budget"]:
        return user
    room = case["budget"] * 3 - len(prefix)
    body = user[len(prefix) :]
    if room < 0:
        return prefix
    # Every beginning fits whose right-stripped form does; a longer one that ends in white space may.
    longest = max((k for k in range(room, len(body) + 1) if len(body[:k].rstrip()) <= room), default=len(body))
    return prefix + body[:longest].rstrip()


if __name__ == "__main__":
    prefix = json.loads(sys.stdin.readline())
    for line in sys.stdin:
        print(json.dumps(message(json.loads(line), prefix)))
