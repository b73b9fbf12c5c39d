"""Computes the expected values in reference.json with scikit-learn, SciPy and NumPy.

Made with scikit-learn 1.9, SciPy 1.17 and NumPy; run as: python3 make_reference.py > reference.json
The answers of the made-up models come from a seeded generator. Resampling follows the algorithm of
java.util.SplittableRandom, written anew here, so that whole bootstraps can be compared; what is
computed from each resample comes from scikit-learn alone.
"""

import json
import random

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import (
    accuracy_score,
    cohen_kappa_score,
    confusion_matrix,
    f1_score,
    precision_recall_fscore_support,
)

LABELS = {
    "priority": ["low", "medium", "high", "critical"],
    "category": ["billing", "technical", "feature_request", "complaint", "general"],
    "sentiment": ["positive", "neutral", "negative", "angry"],
}
FAILED = "(failed)"
RESAMPLES = 150
MASK = (1 << 64) - 1


class SplittableRandom:
    def __init__(self, seed):
        self.seed = seed & MASK

    def next_int(self):
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & MASK
        z = self.seed
        z = ((z ^ (z >> 33)) * 0x62A9D9ED799705F5) & MASK
        z = ((z ^ (z >> 28)) * 0xCB24D0A5C88C35B3) & MASK
        return z >> 32

    def next_below(self, bound):
        r = self.next_int()
        if bound & (bound - 1) == 0:
            return r & (bound - 1)
        u = r >> 1
        while u + bound - 1 - u % bound >= 1 << 31:
            u = self.next_int() >> 1
        return u % bound


def furthest(label, labels):
    return labels[-1] if 2 * labels.index(label) < len(labels) else labels[0]


def scores(field, truth, told, acceptable):
    labels = LABELS[field]
    occurring = [l for l in labels if l in truth or l in told]
    result = {
        "accuracy": accuracy_score(truth, told),
        "acceptable_accuracy": float(np.mean(acceptable)),
        "macro_f1": f1_score(truth, told, labels=occurring, average="macro", zero_division=0),
    }
    if field != "category":
        answered = [furthest(t, labels) if p == FAILED else p for t, p in zip(truth, told)]
        if len(set(truth) | set(answered)) == 1:
            result["weighted_kappa"] = 0.0  # scikit-learn: not a number
        else:
            result["weighted_kappa"] = cohen_kappa_score(
                truth, answered, labels=labels, weights="quadratic")
    return {k: float(v) for k, v in result.items()}


def classes(field, truth, told):
    labels = LABELS[field]
    p, r, f, s = precision_recall_fscore_support(truth, told, labels=labels, zero_division=0)
    return {
        l: {"precision": float(p[i]), "recall": float(r[i]), "f1": float(f[i]), "support": int(s[i])}
        for i, l in enumerate(labels)
    }


def intervals(field, seed, truth, told, acceptable):
    rng = SplittableRandom(seed)
    n = len(truth)
    values = {}
    for _ in range(RESAMPLES):
        drawn = [rng.next_below(n) for _ in range(n)]
        resample = scores(field, *([x[i] for i in drawn] for x in (truth, told, acceptable)))
        for k, v in resample.items():
            values.setdefault(k, []).append(v)
    return {k: [float(x) for x in np.percentile(v, [2.5, 97.5])] for k, v in values.items()}


def differences(field, seed, truth, first, second):
    rng = SplittableRandom(seed)
    n = len(truth)
    values = {}
    for _ in range(RESAMPLES):
        drawn = [rng.next_below(n) for _ in range(n)]
        pick = lambda x: [x[i] for i in drawn]
        a = scores(field, pick(truth), pick(first[0]), pick(first[1]))
        b = scores(field, pick(truth), pick(second[0]), pick(second[1]))
        for k in a:
            values.setdefault(k, []).append(b[k] - a[k])
    result = {}
    for k, v in values.items():
        v = np.array(v)
        # What is zero in exact arithmetic may not be in doubles.
        smaller = min(int((v <= 1e-12).sum()), int((v >= -1e-12).sum()))
        low, high = np.percentile(v, [2.5, 97.5])
        result[k] = {"low": float(low), "high": float(high),
                     "p": min(1.0, 2 * (smaller + 1) / (len(v) + 1))}
    return result


def answer(rng, truth, labels, skill, fail):
    if rng.random() < fail:
        return FAILED
    if rng.random() < skill:
        return truth
    near = labels.index(truth) + rng.choice([-1, 1])
    return labels[near] if 0 <= near < len(labels) and rng.random() < 0.6 else rng.choice(labels)


def fixture(name, n, seed, weights, skill, fail=0.0, force=None, also=0.3):
    rng = random.Random(seed)
    tickets = []
    for i in range(n):
        ticket = {"id": f"{name}-{i}"}
        failures = [rng.random() < fail, rng.random() < fail]
        for field, labels in LABELS.items():
            w = weights.get(field, [1] * len(labels))
            truth = rng.choices(labels, w)[0]
            told = [answer(rng, truth, labels, s, 0) for s in (skill, skill - 0.15)]
            if force == "perfect":
                told = [truth, truth]
            elif force == "one class":
                told = [labels[1], labels[2]]
            elif force == "constant":
                truth, told = labels[0], [labels[0], labels[0]]
            told = [FAILED if failed else t for failed, t in zip(failures, told)]
            others = [l for l in labels if l != truth and rng.random() < also]
            ticket[field] = {"expected": truth, "also": others, "told": told}
        tickets.append(ticket)
    result = {"name": name, "seed": seed, "tickets": tickets, "expected": {}}
    for field, labels in LABELS.items():
        truth = [t[field]["expected"] for t in tickets]
        models = []
        for m in (0, 1):
            told = [t[field]["told"][m] for t in tickets]
            ok = [p == t[field]["expected"] or p in t[field]["also"] for p, t in zip(told, tickets)]
            models.append((told, ok))
        matrix = confusion_matrix(truth, models[0][0], labels=labels + [FAILED])
        only = [sum((a == t) and (b != t) for t, a, b in zip(truth, x[0], y[0]))
                for x, y in (models, models[::-1])]
        result["expected"][field] = {
            "metrics": scores(field, truth, *models[0]),
            "intervals": intervals(field, seed, truth, *models[0]),
            "classes": classes(field, truth, models[0][0]),
            "confusion": matrix[:-1].tolist(),
            "differences": differences(field, seed, truth, *models),
            "only": only,
            "mcnemar": float(binomtest(only[0], sum(only)).pvalue) if sum(only) else 1.0,
        }
    pairs = [(t["priority"]["expected"], t["priority"]["told"][0], t["priority"]["also"])
             for t in tickets]
    critical = [p for p in pairs if p[0] == "critical"]
    severe = [p for p in critical if p[1] == "low" and "low" not in p[2]]
    result["expected"]["severe"] = [len(severe), len(critical)]
    return result


SKEWED = {"priority": [50, 30, 15, 5], "category": [5, 80, 5, 2, 8], "sentiment": [2, 80, 15, 3]}
ABSENT = {"priority": [0, 1, 2, 1], "category": [3, 4, 0, 0, 2], "sentiment": [0, 5, 3, 0]}

print(json.dumps({
    "resamples": RESAMPLES,
    "fixtures": [
        fixture("balanced", 120, 11, {}, 0.7),
        fixture("skewed", 157, 12, SKEWED, 0.6),
        fixture("absent", 64, 13, ABSENT, 0.5),
        fixture("failing", 45, 14, {}, 0.6, fail=0.2),
        fixture("perfect", 30, 15, {}, 1.0, force="perfect"),
        fixture("one-class", 40, 16, {}, 0.5, force="one class"),
        fixture("constant", 12, 17, {}, 0.5, force="constant"),
        fixture("single", 1, 18, {}, 0.5),
    ],
    "mcnemar": [
        {"first": b, "second": c, "p": float(binomtest(b, b + c).pvalue) if b + c else 1.0}
        for b, c in [(0, 0), (1, 0), (0, 6), (5, 5), (5, 6), (3, 12), (40, 41), (10, 100),
                     (480, 520), (1500, 1300), (12000, 12600), (0, 1000), (50, 3000)]
    ],
    "percentiles": [
        {"values": v, "low": float(np.percentile(v, 2.5)), "high": float(np.percentile(v, 97.5)),
         "median": float(np.percentile(v, 50))}
        for v in ([4.0], [1.0, 2.0], [3.0, 1.0, 2.0], [float(x * x % 97) for x in range(101)])
    ],
}, separators=(",", ":")))
