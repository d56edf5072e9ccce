"""Compares what `evaluate --json` says of the detector with what an independent scorer says of the same score files.

    agree.py events REPORT.json FILE     FILE: what ad_metrics.py --json wrote
    agree.py nab REPORT.json FILE        FILE: what nab_score.py printed
    agree.py page REPORT.json FILE       FILE: what --report wrote: as many anomalies drawn found and missed as counted
"""
import json
import re
import sys
import xml.etree.ElementTree as ElementTree

LARGEST_DIFFERENCE = 0.001  # of figures from 0 to 1; 0.1 of 100 points
TOTALS = {"eventPrecision": "ev_p", "eventRecall": "ev_r", "eventF1": "ev_f1", "fc1": "fc1", "pointPrecision": "own_p",
          "pointRecall": "own_r", "prAuc": "pr_auc", "vusPr": "vus_pr", "bestPointF1": "f1", "pooledPrAuc": "pool_pr_auc"}
OF_SERIES = {"prAuc": "pr_auc", "vusPr": "vus_pr", "bestPointF1": "f1"}
PROFILES = {"standard": "standard", "lowFalsePositives": "reward_low_FP", "lowFalseNegatives": "reward_low_FN"}


def differences(name, ours, theirs, figures):
    for own, other in figures.items():
        if theirs.get(other) is not None:
            yield f"{name} {own}", ours[own], theirs[other]


def events(report, file):
    theirs = json.load(open(file))
    yield from differences("all", report["methods"][0], theirs["total"], TOTALS)
    ours = {series["key"]: series["methods"][0] for series in report["keys"]}
    for series in theirs["keys"]:
        yield from differences(series["key"], ours[series["key"]], series, OF_SERIES)


def nab(report, file):
    text = open(file).read()
    for own, other in PROFILES.items():
        found = re.search(other + r"\D*(-?\d+\.\d+)", text)
        if not found:
            sys.exit(f"agree: {file} has no score of {other}")
        yield own, report["methods"][0]["nab"][own] / 100, float(found.group(1)) / 100


def page(report, file):
    """Each series is drawn whole first: its first chart has every anomaly once."""
    drawn = {"found": 0, "missed": 0}
    for figure in (section.find("figure") for section in ElementTree.parse(file).iter("section")):
        for span in ([] if figure is None else figure.find("svg").iter("rect")):
            drawn[span.get("class").split()[1]] += 1
    total = report["methods"][0]
    yield "anomalies drawn as found", total["anomaliesFound"], drawn["found"]
    yield "anomalies drawn as missed", total["anomalies"] - total["anomaliesFound"], drawn["missed"]


def main():
    what, report, file = sys.argv[1:]
    compared = list({"events": events, "nab": nab, "page": page}[what](json.load(open(report)), file))
    wrong = [line for line in compared if abs(line[1] - line[2]) > LARGEST_DIFFERENCE]
    for name, ours, theirs in wrong:
        print(f"{name}: {ours} here, {theirs} by {file}")
    largest = max(abs(ours - theirs) for _, ours, theirs in compared)
    print(f"{len(compared)} figures agree with {file}, largest difference {largest:.1e}"
          if not wrong else f"{len(wrong)} of {len(compared)} figures disagree")
    sys.exit(1 if wrong else 0)


main()
