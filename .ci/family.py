#!/usr/bin/env python3
"""The table of the model family in docs/ACCURACY.md: trains one network of each kind with the same data and number of
updates, evaluates it, and prints the table.

    python3 .ci/family.py --data nab --data kpi --data smap_msl --data asd --data smd [--seed 2] [--work FOLDER] [NAME ...]

Each training sees the same rows in the same order; what differs is the network. --work keeps models, scores and logs, and
a network that has been evaluated there with a seed is not trained again. NAME picks some of the networks below. The time
of a step is not measured here: see ForwardPassTiming in the tests of model/core.
"""

import argparse
import json
import os
import re
import resource
import subprocess

NETWORKS = {
    "lstm": ["--cell", "lstm"],
    "lstm-coupled": ["--cell", "lstm-coupled"],
    "lstm-peephole": ["--cell", "lstm-peephole"],
    "gru": ["--cell", "gru"],
    "rnn": ["--cell", "rnn"],
    "tdnn": ["--cell", "tdnn", "--hidden", "16"],
    "stack": ["--cell", "lstm", "--layers", "2", "--hidden", "24"],
    "stack-identity": ["--cell", "lstm", "--layers", "2", "--hidden", "24", "--skip", "identity"],
    "stack-concat": ["--cell", "lstm", "--layers", "2", "--hidden", "24", "--skip", "concat"],
}
SIZE = re.compile(r"^(\S+, L=\d+, H=\d+): (\d+) numbers; a series of one feature takes (\d+) bytes$", re.M)
LOSS = re.compile(r"validation loss ([0-9.]+) / ([0-9.]+) / ([0-9.]+) in epoch")


def run(command, log):
    """Runs a command, keeps what it said, and returns the processor time that it took in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(log, "w") as file:
        subprocess.run(command, stdout=file, stderr=subprocess.STDOUT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def surprisal_figures(report):
    with open(report) as file:
        return next(method for method in json.load(file)["methods"] if method["method"] == "surprisal")


def measure(name, options, arguments):
    """Trains and evaluates one network, unless that has been done; returns its row."""
    folder = os.path.join(arguments.work, name + "-" + arguments.seed)
    done = os.path.join(folder, "row.json")
    if os.path.exists(done):
        with open(done) as file:
            return json.load(file)
    os.makedirs(folder, exist_ok=True)
    model, log = os.path.join(folder, "model.avro"), os.path.join(folder, "train.log")
    budget = ["--synthetic", arguments.synthetic, "--per-set", arguments.per_set, "--epochs", arguments.epochs]
    data = [part for each in arguments.data for part in ("--data", each)]
    train = arguments.surprisal.split() + ["train", "--out", model, "--seed", arguments.seed] + budget + data + options
    row = {"seed": arguments.seed, "seconds": run(train, log), "sets": {}}
    with open(log) as file:
        said = file.read()
    row["network"], row["numbers"], row["bytes"] = SIZE.search(said).groups()
    row["losses"] = [float(loss) for loss in LOSS.findall(said)[-1]]
    for each in arguments.data:
        set_name = os.path.basename(os.path.normpath(each))
        report = os.path.join(folder, set_name + ".json")
        evaluate = ["evaluate", "--model", model, "--data", each, "--out", os.path.join(folder, set_name)]
        evaluate += ["--baselines", "none", "--json", report]
        run(arguments.surprisal.split() + evaluate, os.path.join(folder, set_name + ".log"))
        row["sets"][set_name] = surprisal_figures(report)
    with open(done, "w") as file:
        json.dump(row, file)
    return row


def figure(number):
    """A figure below 1 without its 0, as the other tables have it."""
    return ("%.3f" % number).lstrip("0")


def cells(row, sets):
    figures = [row["network"], row["seed"], row["numbers"], row["bytes"], "%.0f" % row["seconds"]]
    figures += ["%.2f / %.2f / %.2f" % tuple(row["losses"])]
    for name in sets:
        measured = row["sets"][name]
        standard = ["%.1f" % measured["nab"]["standard"]] if "nab" in measured else []
        figures.append(" ".join(standard + [figure(measured["eventF1"]), figure(measured["prAuc"])]))
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--data", action="append", required=True)
    parser.add_argument("--surprisal", default="deploy/bin/surprisal", help="the command that is measured")
    parser.add_argument("--work", default="target/family")
    parser.add_argument("--epochs", default="5")
    parser.add_argument("--synthetic", default="200")
    parser.add_argument("--per-set", default="100")
    parser.add_argument("--seed", default="1")
    parser.add_argument("name", nargs="*", help="networks to measure, of %s; else all" % ", ".join(NETWORKS))
    arguments = parser.parse_args()
    for name in arguments.name:
        if name not in NETWORKS:
            parser.error("NAME must be one of %s: %s" % (", ".join(NETWORKS), name))
    sets = [os.path.basename(os.path.normpath(each)) for each in arguments.data]
    head = ["network", "seed", "numbers", "bytes of state", "training, s of CPU", "validation loss at 1 / 24 / 96 rows"]
    head += [name.upper() for name in sets]
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head), flush=True)
    for name in arguments.name or NETWORKS:
        row = measure(name, NETWORKS[name], arguments)
        print("| " + " | ".join(cells(row, sets)) + " |", flush=True)


main()
