"""One peer on one workload in a process of its own, as compare.py starts it.

It prepares, says {"check": number} on standard output, and then answers each line of standard input with characters per
second.
"""

import importlib
import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import workloads
from workloads import WORKLOADS

CHECKED = {"names": 100, "text": 2, "book": 1}  # batches, windows or chunks


def training(inputs: list, step: Callable, checked: int) -> tuple[float, Callable[[int], int]]:
    """The mean loss of the first `checked` characters, which all peers must agree on, and the function that is timed.
    """
    stream, losses = itertools.cycle(inputs), []
    while checked > 0:
        characters, arguments = next(stream)
        losses.append(float(step(*arguments)))
        checked -= characters
    for _, arguments in {getattr(a[0], "shape", None): (c, a) for c, a in inputs}.values():
        step(*arguments)  # whatever is compiled once for each shape

    def run(count: int) -> int:
        total = 0
        for characters, arguments in itertools.islice(stream, count):
            loss = step(*arguments)
            total += characters
        float(loss)  # waits for it
        return total

    return sum(losses) / len(losses), run


def generation(sample: Callable, streams: int) -> tuple[float, Callable[[int], int]]:
    """The mean length of a few thousand names, alike for all peers but for chance, and the function that is timed."""

    def run(count: int) -> int:
        return sum(int(characters) for characters in [sample() for _ in range(count)])

    count = 4096 // streams
    return run(count) / (count * streams), run


def prepared(name: str, peer: str, lists: dict[str, Path]) -> tuple[float, Callable[[int], int]]:
    workload = WORKLOADS[name]
    module, _, variant = peer.partition(" ")
    function = getattr(importlib.import_module(f"peer_{module}"), workload.task)
    if workload.task == "text":
        data, vocabulary = workloads.text_windows(lists["text"].read_text(), workload.batch, workload.window)
    elif workload.task == "book":
        data, vocabulary = workloads.name_chunks(workloads.read_names(lists["players"]))
    else:
        data, vocabulary = workloads.name_batches(workloads.read_names(lists["names"]), workload.batch)
    weights = workloads.initial_weights(workload, vocabulary)
    if workload.task == "generate":
        return generation(function(workload, weights, variant), workload.batch)
    inputs, step = function(workload, weights, data, variant)
    size = {"names": lambda b: b.characters, "text": lambda w: w[0].size, "book": lambda c: len(c[0])}[workload.task]
    return training(inputs, step, sum(map(size, data[: CHECKED[workload.task]])))


def calibrated(run: Callable[[int], int], seconds: float) -> int:
    """How many steps take so long; the doubling warms up too."""
    count = 1
    while True:
        begin = time.perf_counter()
        run(count)
        elapsed = time.perf_counter() - begin
        if elapsed > seconds / 2:
            return max(1, round(count * seconds / elapsed))
        count *= 2


def main() -> None:
    name, peer, seconds, lists = json.loads(sys.argv[1])
    reply = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    check, run = prepared(name, peer, {key: Path(path) for key, path in lists.items()})
    count = calibrated(run, seconds)
    print(json.dumps({"check": check}), file=reply, flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        characters = run(count)
        print(characters / (time.perf_counter() - begin), file=reply, flush=True)


if __name__ == "__main__":
    main()
