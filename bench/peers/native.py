"""Peers in C and C++: programs in the folder native, compiled with libraries that the machine has or gets.

oneDNN and LIBXSMM have layers but no training steps: two of them, forward and backward, on dense input. Such a program
compares its results with plain loops before it is measured, and is compared with rnnc by GFLOP/s.
"""

import argparse
import functools
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np

import workloads
from workloads import WORKLOADS, Weights

PEERS = ("onednn", "libxsmm", "kann")
ROOT = Path(__file__).resolve().parents[2]
SOURCES, BUILD = ROOT / "bench/peers/native", ROOT / ".build/peers-native"
ONEDNN = ["onednn-cpu-gomp==2023.2.0", "onednn-devel-cpu-gomp==2023.2.0"]
FLAGS = ["-O3", "-march=native", "-ffast-math", "-fopenmp"]


class Missing(Exception):
    """Why there is no such peer here."""


def run(what: str, *command: str | Path) -> None:
    if not shutil.which(command[0]):
        raise Missing(f"there is no {command[0]}")
    result = subprocess.run(command, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
    if result.returncode:
        raise Missing(f"{what}: {(result.stderr.strip().splitlines() or ['it failed'])[-1]}")


def onednn() -> list[str | Path]:
    """Unpacks the wheels of PyPI. Returns what the compiler needs."""
    folder = BUILD / "wheels"
    if not list(folder.glob("*/data/include")):
        run("pip cannot download oneDNN", sys.executable, "-m", "pip", "download", "--quiet", "--no-deps",
            "--dest", folder, *ONEDNN)
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
    headers, libraries = (next(folder.glob(f"*/data/{name}")) for name in ("include", "lib/libdnnl.so"))
    folder = libraries.parent
    return ["g++", *FLAGS, "-I", headers, SOURCES / "onednn.cpp", "-L", folder, "-ldnnl", f"-Wl,-rpath,{folder}"]


def libxsmm() -> list[str | Path]:
    """Installs Debian's package where it is missing. Version 1.17 is the last one with recurrent cells."""
    header = Path("/usr/include/libxsmm_dnn_rnncell.h")
    if not header.exists():
        run("libxsmm-dev is missing", ROOT / "Scripts/install-packages", "libxsmm-dev")
    if not header.exists():
        raise Missing("libxsmm-dev has no libxsmm_dnn_rnncell.h; version 1.17 has")
    libraries = ["-lxsmm", "-lxsmmnoblas", "-lpthread", "-lrt", "-ldl", "-lm"]
    return ["gcc", *FLAGS, SOURCES / "libxsmm.c", *libraries]


def kann(folder: Path | None) -> list[str | Path]:
    """KANN has no package. It is linked as its owner compiled it."""
    if folder is None:
        raise Missing("name a folder that contains KANN's headers, kann.o and kautodiff.o with --kann FOLDER")
    objects = [folder / "kann.o", folder / "kautodiff.o"]
    for file in [folder / "kann.h", folder / "kautodiff.h", *objects]:
        if not file.exists():
            raise Missing(f"there is no {file}")
    return ["gcc", *FLAGS, "-I", folder, SOURCES / "kann.c", *objects, "-lopenblas", "-lpthread", "-lm"]


def build(name: str, folder: Path | None) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    compiler = {"onednn": onednn, "libxsmm": libxsmm, "kann": lambda: kann(folder)}[name]()
    newest = max(file.stat().st_mtime for file in [*SOURCES.iterdir(), Path(__file__)])
    path = BUILD / name
    if name == "kann" or not path.exists() or path.stat().st_mtime < newest:
        run(f"{compiler[0]} cannot compile it", *compiler, "-o", path)


@functools.cache
def available(name: str, folder: Path | None) -> bool:
    """Whether the machine has the peer, which is built if need be. If not, prints why."""
    try:
        build(name, folder and folder.resolve())
    except Missing as reason:
        print(f"{name} is left out: {reason}", file=sys.stderr)
        return False
    return True


def text(workload: str, lists: dict[str, Path]) -> tuple[list[tuple[np.ndarray, np.ndarray]], int]:
    task = WORKLOADS[workload]
    return workloads.text_windows(lists["text"].read_text(), task.batch, task.window)


def command(workload: str, name: str, options: argparse.Namespace, lists: dict[str, Path], folder: Path) -> list[str]:
    """Command line of an available peer. Writes what KANN reads to the folder."""
    task = WORKLOADS[workload]
    path, times = BUILD / name, [str(options.seconds), str(options.threads)]
    if name != "kann":
        return [str(path), task.cell, *map(str, (task.hidden, task.batch, task.window)), *times]
    windows, vocabulary = text(workload, lists)
    weights = workloads.initial_weights(task, vocabulary)
    header = [task.cell == "lstm", task.hidden, vocabulary, task.batch, task.window, len(windows)]
    file = folder / f"{workload}.task"
    with file.open("wb") as output:
        np.array(header, np.int32).tofile(output)
        for array in (*weights.layers[0], *weights.layers[1], *weights.output):
            array.tofile(output)
        for side in (0, 1):
            np.array([window[side] for window in windows], np.int32).tofile(output)
    return [str(path), str(file), *times]


def environment(name: str) -> dict[str, str]:
    """Variables with which a peer is fastest, except for those that are set already."""
    if name != "kann":  # threads that spin lose a time slice whenever another one is not running
        return {"OMP_WAIT_POLICY": os.environ.get("OMP_WAIT_POLICY", "passive")}
    variables = {"OPENBLAS_NUM_THREADS": "1"}  # it has threads of its own
    information = Path("/proc/cpuinfo")
    if information.exists() and "avx512f" in information.read_text() and "OPENBLAS_CORETYPE" not in os.environ:
        variables["OPENBLAS_CORETYPE"] = "SkylakeX"  # old versions of OpenBLAS do not recognize new processors
    return variables


def check(workload: str, answer: dict, lists: dict[str, Path]) -> None:
    """Compares the loss and the gradient of KANN, whose GRU the other peers do not have."""
    if "loss" not in answer:
        return
    windows, vocabulary = text(workload, lists)
    expected = loss(WORKLOADS[workload].cell, workloads.initial_weights(WORKLOADS[workload], vocabulary), *windows[0])
    if abs(answer["loss"] - expected) > 0.002 * expected or abs(answer["slope"] - 1) > 0.02:
        raise SystemExit(f"{workload}: kann has {answer}, the loss should be {expected:.4f} and the slope 1")


def loss(cell: str, weights: Weights, x: np.ndarray, y: np.ndarray) -> float:
    """Mean loss of a window. The reset gate of a GRU multiplies the state before the product, as in KANN."""
    def sigmoid(a):
        return 1 / (1 + np.exp(-a))

    one_hot = np.eye(len(weights.output[1]), dtype=np.float32)
    hidden = len(weights.layers[0][1])
    states = [np.zeros((2, len(x), hidden), np.float32) for _ in weights.layers]
    total = 0.0
    for read, predicted in zip(x.T, y.T):
        out = one_hot[read]
        for layer, (w, u, b) in enumerate(weights.layers):
            h, c = states[layer]
            gates = np.split(out @ w + h @ u + b, len(b) // hidden, axis=1)
            if cell == "lstm":
                c = sigmoid(gates[1]) * c + sigmoid(gates[0]) * np.tanh(gates[2])
                out = sigmoid(gates[3]) * np.tanh(c)
            else:
                reset, update = sigmoid(gates[0]), sigmoid(gates[1])
                last = slice(2 * hidden, None)
                out = (1 - update) * np.tanh(out @ w[:, last] + (reset * h) @ u[:, last] + b[last]) + update * h
            states[layer] = np.stack([out, c])
        logits = out @ weights.output[0] + weights.output[1]
        total += (np.log(np.exp(logits).sum(1)) - logits[range(len(x)), predicted]).sum()
    return float(total / x.size)
