"""The published metric, written down a second time with the libraries of its field: SciPy's assignment, NumPy's products, Python's generator.

Usage: score.py PREDICTIONS REFERENCES EMBEDDINGS [--threshold 0.65] [--bootstrap 1000]
Prints the scores as one JSON object, and on standard error the seconds and the peak memory in MB.
"""

import argparse
import json
import random
import resource
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def embeddings(path):
    with open(path, encoding="utf-8") as lines:
        found = {}
        for line in lines:
            row = json.loads(line)
            found[row["text"]] = np.array(row["embedding"], dtype=np.float32)
        return found


def predicted_texts(concerns):
    if not concerns:
        return []
    if isinstance(concerns[0], str):
        return [text for text in concerns if text.strip()]
    return [c.get("text", c.get("concern_text", "")) for c in concerns if isinstance(c, dict)]


def pairs(similarity, threshold):
    wide = similarity.astype(np.float64)
    cost = np.where(wide < threshold, 1e6, 1.0 - wide)
    return [(i, j) for i, j in zip(*linear_sum_assignment(cost)) if wide[i, j] >= threshold]


def score(texts, concerns, vectors, threshold):
    active = [c for c in concerns if not c.get("requires_figure_reading", False)]
    counts = {"tool": len(texts), "gt": len(active), "figure": len(concerns) - len(active), "matched": 0}
    found, partner, similarity = set(), {}, None
    if texts and active:
        a = np.array([vectors[t] for t in texts], dtype=np.float32)
        b = np.array([vectors[c["concern_text"]] for c in active], dtype=np.float32)
        similarity = a @ b.T
        partner = dict(pairs(similarity, threshold))
        found = set(partner.values())
        counts["matched"] = len(partner)
    for severity in ("major", "minor"):
        of = [k for k, c in enumerate(active) if c.get("severity") == severity]
        counts[severity] = len(of)
        counts[severity + "_matched"] = sum(k in found for k in of)
    categories = {}
    for k, c in enumerate(active):
        count = categories.setdefault(c.get("category", "other"), {"n_gt": 0, "n_tool": 0, "n_matched": 0})
        count["n_gt"] += 1
        count["n_matched"] += k in found
    if similarity is not None:
        for i in range(len(texts)):
            j = partner.get(i, int(np.argmax(similarity[i])))
            categories[active[j].get("category", "other")]["n_tool"] += 1
    counts["categories"] = categories
    return counts


def share(part, whole):
    return part / whole if whole else 0.0


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def intervals(articles, resamples):
    generator = random.Random(42)
    samples = {"recall": [], "precision": []}
    for _ in range(resamples):
        drawn = [generator.choice(articles) for _ in articles]
        matched = sum(a["matched"] for a in drawn)
        samples["recall"].append(share(matched, sum(a["gt"] for a in drawn)))
        samples["precision"].append(share(matched, sum(a["tool"] for a in drawn)))
    low, high = int(0.05 / 2 * resamples), int((1 - 0.05 / 2) * resamples) - 1
    return {name: [sorted(values)[low], sorted(values)[high]] for name, values in samples.items()}


def report(articles, resamples):
    total = lambda name: sum(a[name] for a in articles)
    recall, precision = share(total("matched"), total("gt")), share(total("matched"), total("tool"))
    categories = {}
    for article in articles:
        for name, count in article["categories"].items():
            whole = categories.setdefault(name, {"n_gt": 0, "n_tool": 0, "n_matched": 0})
            for key, value in count.items():
                whole[key] += value
    for count in categories.values():
        count["recall"] = share(count["n_matched"], count["n_gt"])
        count["precision"] = share(count["n_matched"], count["n_tool"])
        count["f1"] = f1(count["precision"], count["recall"])
    return {
        "n_articles": len(articles),
        "n_reference_concerns": total("gt"),
        "n_tool_concerns": total("tool"),
        "n_matched": total("matched"),
        "n_figure_excluded": total("figure"),
        "recall": recall,
        "precision": precision,
        "f1": f1(precision, recall),
        "f1_macro": share(sum(c["f1"] for c in categories.values()), len(categories)),
        "recall_major": share(total("major_matched"), total("major")),
        "n_major": total("major"),
        "n_major_matched": total("major_matched"),
        "recall_minor": share(total("minor_matched"), total("minor")),
        "n_minor": total("minor"),
        "n_minor_matched": total("minor_matched"),
        "per_category": categories,
        "bootstrap": intervals(articles, resamples) if resamples else None,
    }


def main():
    parser = argparse.ArgumentParser()
    for name in ("predictions", "references", "embeddings"):
        parser.add_argument(name)
    parser.add_argument("--threshold", type=float, default=0.65)
    parser.add_argument("--bootstrap", type=int, default=1000)
    given = parser.parse_args()
    begun = time.perf_counter()
    vectors = embeddings(given.embeddings)
    tool = {row["article_id"]: predicted_texts(row["concerns"]) for row in rows(given.predictions)}
    articles = [score(tool.get(r["id"], []), r["concerns"], vectors, given.threshold) for r in rows(given.references)]
    print(json.dumps(report(articles, given.bootstrap)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.perf_counter() - begun:.2f} s, {peak:.0f} MB", file=sys.stderr)


if __name__ == "__main__":
    main()
