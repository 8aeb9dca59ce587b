"""The three steps between two revisions, written with the libraries of their field: difflib aligns sentences, NumPy ranks passages by BM25 and cosine,
SciPy assigns concerns. Fewer signals than ours, and no outcomes: it is the least that anybody would do.

Usage: revisions.py INPUT.json
Prints seconds and what was found as one JSON object.
"""

import base64
import json
import re
import sys
import time
from collections import Counter
from difflib import SequenceMatcher

import numpy as np
from scipy.optimize import linear_sum_assignment

K1, B = 1.2, 0.75
ALIKE, LEAST_SAME, ANCHORS = 0.5, 0.5, 5


def words(text):
    return re.findall(r"[a-z]+|[0-9]+", text.lower())


def sentences(paragraphs):
    return [s for p in paragraphs for s in re.split(r"(?<=[.!?])\s+(?=[A-Z0-9])", " ".join(p))]


def align(old, now):
    found = {"same": 0, "moved": 0, "reworded": 0}
    left, right = [], []
    for tag, a, b, c, d in SequenceMatcher(None, old, now, autojunk=False).get_opcodes():
        if tag == "equal":
            found["same"] += b - a
        else:
            left += range(a, b)
            right += range(c, d)
    elsewhere = {}
    for j in right:
        elsewhere.setdefault(now[j], []).append(j)
    free = []
    for i in left:
        if elsewhere.get(old[i]):
            right.remove(elsewhere[old[i]].pop(0))
            found["moved"] += 1
        else:
            free.append(i)
    parts = {j: words(now[j]) for j in right}
    bags = {j: Counter(p) for j, p in parts.items()}
    pairs = []
    for i in free:
        mine = words(old[i])
        bag = Counter(mine)
        for j in right:
            shared = sum((bag & bags[j]).values())
            if 2 * shared < ALIKE * (len(mine) + len(parts[j])):
                continue
            ratio = SequenceMatcher(None, mine, parts[j], autojunk=False).ratio()
            if ratio >= ALIKE:
                pairs.append((ratio, i, j))
    used_old, used_now = set(), set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in used_old and j not in used_now:
            used_old.add(i)
            used_now.add(j)
    found["reworded"] = len(used_old)
    return found


def bm25(texts, queries):
    vocabulary = {}
    for text in texts:
        for word in text:
            vocabulary.setdefault(word, len(vocabulary))
    counts = np.zeros((len(texts), len(vocabulary)))
    for k, text in enumerate(texts):
        for word in text:
            counts[k, vocabulary[word]] += 1
    lengths = counts.sum(axis=1)
    holders = (counts > 0).sum(axis=0)
    rarity = np.log(1 + (len(texts) - holders + 0.5) / (holders + 0.5))
    weights = rarity * counts * (K1 + 1) / (counts + (K1 * (1 - B + B * lengths / lengths.mean()))[:, None])
    asked = np.zeros((len(queries), len(vocabulary)))
    for k, query in enumerate(queries):
        for word in query:
            if word in vocabulary:
                asked[k, vocabulary[word]] = 1
    return asked @ weights.T


def anchors(paragraphs, concerns, rows):
    """For each concern the passages in which BM25 and the best sentence's cosine, both as shares of the highest, sum to most."""
    own = [sentences([p]) for p in paragraphs]
    spans = np.cumsum([0] + [len(s) for s in own])[:-1]
    scores = bm25([words(" ".join(s)) for s in own], [words(c["text"]) for c in concerns])
    cosines = np.stack([rows[c["text"]] for c in concerns]) @ np.stack([rows[s] for list in own for s in list]).T
    best = np.maximum.reduceat(cosines, spans, axis=1)
    total = scores / scores.max(axis=1, keepdims=True) + best / best.max(axis=1, keepdims=True)
    return np.argsort(-total, axis=1)[:, :ANCHORS]


def match(old, found, rows):
    sets = [[set(words(c["text"])) for c in side] for side in (old, found)]
    holders = Counter(word for side in sets for one in side for word in one)
    rarity = {word: np.log((len(old) + len(found) + 1) / (times + 0.5)) for word, times in holders.items()}
    weight = lambda one: sum(rarity[word] ** 2 for word in one)
    norms = [[weight(one) for one in side] for side in sets]
    overlap = np.array([[weight(a & b) / np.sqrt(x * y) for b, y in zip(sets[1], norms[1])] for a, x in zip(sets[0], norms[0])])
    cosines = np.stack([rows[c["text"]] for c in old]) @ np.stack([rows[c["text"]] for c in found]).T
    worth = np.maximum(0, (cosines + overlap) - LEAST_SAME)
    return int(sum(worth[i, j] > 0 for i, j in zip(*linear_sum_assignment(-worth))))


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    rows = {text: np.frombuffer(base64.b64decode(row), dtype=np.float32) for text, row in given["rows"].items()}
    (old, now), (raised, again) = given["texts"], given["concerns"]
    begun = time.perf_counter()
    found = align(sentences(old), sentences(now))
    for paragraphs, concerns in ((old, raised), (now, again)):
        anchors(paragraphs, concerns, rows)
    found["matched"] = match(raised, again, rows)
    print(json.dumps({"seconds": time.perf_counter() - begun, "found": found}))


if __name__ == "__main__":
    main()
