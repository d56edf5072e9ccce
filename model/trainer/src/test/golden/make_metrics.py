"""Makes the figures that the metrics must agree with, by an implementation in numpy that shares no code with them.

    python3 make_metrics.py SCORER.py      SCORER.py: the module with evaluate(keys) that is to be believed

Writes resources/golden/metrics.csv: for each made-up series, and for all pooled, its figures. The series are made again by
MetricsGoldenTest: cubes of a linear congruential generator's numbers, half as large again in the anomalies, rounded to two
decimals, so that there are ties; an alert from 0.6 on.
"""
import importlib.util
import os
import sys

import numpy as np

SERIES = [  # rows, anomalies (first and last row)
    (2000, [(900, 949), (1500, 1599)]),
    (2500, [(1000, 1049), (1500, 1599)]),
    (3000, []),
    (400, [(0, 3), (30, 31), (60, 60), (75, 120), (398, 399)]),     # close together, at both ends
    (120, [(10 * i, 10 * i + 3) for i in range(12)]),               # each within reach of many others
    (97, [(50, 50)]),                                               # fewer rows than thresholds
]
FIGURES = ["f1", "pr_auc", "vus_pr", "own_p", "own_r"]
POOLED = ["f1", "pr_auc", "vus_pr", "own_p", "own_r", "ev_p", "ev_r", "fc1", "pool_pr_auc", "delay_mean", "delay_median"]
ALERT_FROM = 0.6


def make(number, rows, anomalies):
    label = np.zeros(rows)
    for first, last in anomalies:
        label[first:last + 1] = 1
    state, score = number + 1, []
    for row in range(rows):
        state = (state * 1103515245 + 12345) % (1 << 31)
        uniform = state / (1 << 31)
        score.append(np.rint(uniform * uniform * uniform * (1.5 if label[row] else 1.0) / 1.5 * 100) / 100)
    score = np.array(score)
    return score, label, (score >= ALERT_FROM).astype(float)


def main():
    spec = importlib.util.spec_from_file_location("scorer", sys.argv[1])
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    keys = {str(i): make(i, rows, anomalies) for i, (rows, anomalies) in enumerate(SERIES)}
    series, total = scorer.evaluate(keys)
    out = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "golden", "metrics.csv")
    with open(out, "w") as f:
        f.write("series,rows,anomalies,figure,value\n")
        for figures in series:
            rows, anomalies = SERIES[int(figures["key"])]
            stretches = " ".join(f"{first}-{last}" for first, last in anomalies)
            for name in FIGURES:
                if name in figures:
                    f.write(f"{figures['key']},{rows},{stretches},{name},{figures[name]!r}\n")
        for name in POOLED:
            f.write(f"all,,,{name},{total[name]!r}\n")


main()
