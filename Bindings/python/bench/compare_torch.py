"""Times rnnc.torch beside torch.nn: forward and backward of one layer, in one process, by turns.

usage: compare_torch.py [--repeats N] [--cells lstm,gru] [--threads 1,2]

Prints a line per shape: the medians, and the median of the ratios of neighboring runs with their quartiles. Above 1,
rnnc.torch is faster.
"""

from __future__ import annotations

import argparse
import statistics
import time

import rnnc.torch as ours
import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

SHAPES = [(50, 50, 128, 128), (64, 64, 256, 256), (100, 64, 512, 512), (28, 128, 28, 128)]


def names_batch():
    """256 packed sequences with the lengths of given names, as one-hot characters."""
    lengths = torch.tensor([3, 4, 5, 5, 6, 6, 6, 6, 7, 7, 7, 8, 8, 9, 10, 12]).repeat(16)
    x = nn.functional.one_hot(torch.randint(0, 28, (256, 12)), 28).float()
    return pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)


def step(module, x):
    module.zero_grad()
    output = module(x)[0]
    output = output.data if isinstance(output, PackedSequence) else output
    output.backward(torch.ones_like(output))


def compare(cell, x, inputs, units, repeats):
    modules = [getattr(package, cell)(inputs, units) for package in (nn, ours)]
    times = [[], []]
    for repeat in range(repeats + 2):
        for which in (0, 1) if repeat % 2 else (1, 0):
            begin = time.perf_counter()
            step(modules[which], x)
            if repeat > 1:
                times[which].append(time.perf_counter() - begin)
    ratios = [a / b for a, b in zip(*times)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return [statistics.median(t) for t in times] + [middle, low, high]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--cells", default="lstm,gru")
    parser.add_argument("--threads", default="1,2")
    arguments = parser.parse_args()
    for threads in map(int, arguments.threads.split(",")):
        torch.set_num_threads(threads)
        for cell in arguments.cells.upper().split(","):
            shapes = [(f"T {T} B {B} in {P} H {H}", torch.randn(T, B, P), P, H) for T, B, P, H in SHAPES]
            shapes.append(("256 packed names, H 64", names_batch(), 28, 64))
            for name, x, inputs, units in shapes:
                torchs, mine, ratio, low, high = compare(cell, x, inputs, units, arguments.repeats)
                print(
                    f"{cell:5}{threads} threads  {name:28} torch.nn {torchs * 1e3:8.2f} ms  "
                    f"rnnc.torch {mine * 1e3:8.2f} ms  ratio {ratio:.2f} ({low:.2f} to {high:.2f})",
                    flush=True,
                )


main()
