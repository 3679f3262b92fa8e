"""Imports random Keras and PyTorch models: each gives its library's numbers, or is refused. None may be silently wrong.

    Scripts/check-imports 10000        installs what it needs, and scans 10,000 models

The models are small; their structures are drawn at random. Half of the Keras models and 40 % of the PyTorch models have
something that rnnc cannot represent. An imported model has to give the log-probabilities of its library within
TOLERANCE after every beginning of a random name; a model without a fault has to be imported. Some networks turn a
change of their weights by half a unit in the last place, which float32 cannot tell apart, into a difference of that
size: these may differ by SLACK times as much as such changes do in float64. Exit status: 0 all is well, 1 not, 77 no
libraries.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import warnings

os.environ["KERAS_BACKEND"] = "torch"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.filterwarnings("ignore")

try:
    import numpy as np
    import torch

    import random_keras
    import random_torch
    from random_models import Drawn
    from safetensors import safe_open
except ImportError as error:
    print(f"skipped: {error} (see Scripts/setup-python)", file=sys.stderr)
    sys.exit(77)

TOLERANCE = 1e-5  # of log-probabilities; float32 rounds each sum
SLACK = 4
NAME_LENGTH = 8


def log_softmax(x: np.ndarray) -> np.ndarray:
    x = x - x.max(axis=-1, keepdims=True)
    return x - np.log(np.exp(x).sum(axis=-1, keepdims=True))


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def exact(cell: str, layers: int, weights: dict[str, np.ndarray], tokens: list[int]) -> np.ndarray:
    """The log-probabilities after each of the tokens, in float64. The weights are those of a model file, as PyTorch has
    them."""
    rows = np.eye(weights["out.weight"].shape[0])[tokens]
    for layer in range(layers):
        inputs, recurrent, b, c = (weights[f"rnn.{part}_l{layer}"] for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        h = state = np.zeros(recurrent.shape[1])
        outputs = []
        for row in rows:
            x, u = inputs @ row + b, recurrent @ h + c
            if cell == "rnn":
                h = np.tanh(x + u)
            elif cell == "lstm":
                i, f, g, o = np.split(x + u, 4)
                state = sigmoid(f) * state + sigmoid(i) * np.tanh(g)
                h = sigmoid(o) * np.tanh(state)
            else:
                (xr, xz, xn), (ur, uz, un) = np.split(x, 3), np.split(u, 3)
                z = sigmoid(xz + uz)
                h = (1 - z) * np.tanh(xn + sigmoid(xr + ur) * un) + z * h
            outputs.append(h)
        rows = np.array(outputs)
    return log_softmax(rows @ weights["out.weight"].T + weights["out.bias"])


def sensitivity(model: pathlib.Path, tokens: list[str]) -> float:
    """How far log-probabilities move if each weight changes by up to half a unit in its last place."""
    with safe_open(model, "np") as file:
        metadata = file.metadata()
        weights = {name: file.get_tensor(name).astype(np.float64) for name in file.keys() if not name.startswith("names.")}
    architecture, characters = json.loads(metadata["rnnc.architecture"]), json.loads(metadata["rnnc.vocabulary"])
    numbers = [len(characters), *(characters.index(token) for token in tokens)]
    arguments = (architecture["cell"], len(architecture["hidden"]))
    random = np.random.default_rng(0)
    middle = exact(*arguments, weights, numbers)
    moved = []
    for _ in range(8):
        changed = {name: w * (1 + random.uniform(-1, 1, w.shape) * 2.0**-24) for name, w in weights.items()}
        moved.append(abs(exact(*arguments, changed, numbers) - middle).max())
    return float(max(moved))


class Scan:
    def __init__(self, rnnc: str, folder: pathlib.Path, seed: int, keep: pathlib.Path | None) -> None:
        self.rnnc, self.folder, self.seed, self.keep = rnnc, folder, seed, keep

    def run(self, *arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run([self.rnnc, *map(str, arguments)], capture_output=True, encoding="utf-8", close_fds=False)

    def check(self, number: int) -> tuple[str, str, float, str]:
        """Draws, imports and compares a model: its kind, what became of it, the difference, and a reason."""
        random = np.random.default_rng([self.seed, number])
        maker = (random_keras.Keras if random.random() < 0.4 else random_torch.Torch)(random, self.folder, number)
        try:
            drawn = maker.draw()
        except Exception as error:  # a structure that its library refuses itself
            return f"{type(maker).__name__.lower()}: {maker.fault}", "not built", 0, f"{type(error).__name__}: {error}"
        result = self.outcome(drawn, random)
        if self.keep and result[0] in ("WRONG", "REFUSED", "BROKEN"):
            os.replace(drawn.path, self.keep / drawn.path.name)
            drawn.vocabulary.write(self.keep / f"{drawn.path.name}.json")
        for file in self.folder.glob(f"*{number}.*"):
            if re.fullmatch(rf"\D+{number}\..*", file.name):
                file.unlink()
        return (drawn.label, *result)

    def outcome(self, drawn: Drawn, random: np.random.Generator) -> tuple[str, float, str]:
        vocabulary, model = drawn.path.with_suffix(".json"), drawn.path.with_suffix(".imported")
        drawn.vocabulary.write(vocabulary)
        run = self.run("import", drawn.path, "--vocabulary", vocabulary, "-o", model, *drawn.vocabulary.options)
        if run.returncode != 0:
            if run.returncode != 1 or run.stdout or not re.fullmatch(r"Error: [^\n]+\n", run.stderr) or model.exists():
                return "BROKEN", 0, f"status {run.returncode}: {run.stderr}"
            reason = run.stderr.strip().removeprefix("Error: ").split(": ", 1)[-1]
            return ("REFUSED" if drawn.is_valid else "refused"), 0, reason
        name = list(random.choice(drawn.vocabulary.characters, NAME_LENGTH))
        try:
            difference = self.difference(drawn, model, name)
        except (ValueError, RuntimeError) as error:  # Keras masks with shapes that its Softmax does not take
            return "imported, though its library fails", 0, str(error)
        if not difference <= TOLERANCE and not difference <= SLACK * sensitivity(model, name):
            return "WRONG", difference, f"{drawn.path.name}: differs by {difference:.1e}"
        return ("imported" if drawn.is_valid else "imported, though it may be refused"), difference, ""

    def difference(self, drawn: Drawn, model: pathlib.Path, name: list[str]) -> float:
        ours = np.array(json.loads(self.run("inspect", model, f"--logits={''.join(name)}").stdout))
        numbers = drawn.vocabulary.numbers
        predictions = drawn.predict([numbers[token] for token in [drawn.vocabulary.start, *name]])
        lengths = sorted(predictions)
        theirs, ours = np.stack([predictions[length] for length in lengths]), ours[[length - 1 for length in lengths]]
        with model.open("rb") as file:
            length = struct.unpack("<Q", file.read(8))[0]
            characters = json.loads(json.loads(file.read(length))["__metadata__"]["rnnc.vocabulary"])
        if [numbers[c] for c in characters] != sorted(numbers[c] for c in drawn.vocabulary.characters):
            return float("inf")
        if theirs.shape[-1] != drawn.vocabulary.size:
            return float("inf")
        is_probability = bool((theirs >= 0).all() and np.allclose(theirs.sum(axis=-1), 1, atol=1e-3))
        with np.errstate(divide="ignore"):
            logits = np.log(theirs) if is_probability else theirs
        predicted = drawn.vocabulary.predicted
        if drawn.vocabulary.start == drawn.vocabulary.stop:  # read as START, predicted as STOP
            ours, predicted = np.delete(ours, -2, axis=1), predicted[:-2] + predicted[-1:]
        return float(abs(log_softmax(ours) - log_softmax(logits[:, predicted])).max())


def work(arguments: tuple) -> list:
    rnnc, folder, seed, keep, numbers = arguments
    torch.set_num_threads(1)
    scan = Scan(rnnc, folder, seed, keep)
    return [scan.check(number) for number in numbers]


def main() -> bool:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rnnc", default=".build/rnnc", help="default: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    parser.add_argument("--first", type=int, default=0, help="number of the first model (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes (default: as many as processors)")
    parser.add_argument("--keep", type=pathlib.Path, help="folder for the models with which something is wrong")
    parser.add_argument("count", type=int, nargs="?", default=300, help="models (default: %(default)s)")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    outcomes, reasons, by_kind = collections.Counter(), collections.Counter(), collections.defaultdict(collections.Counter)
    worst, bad = (0.0, ""), []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        numbers = range(options.first, options.first + options.count)
        pieces = [numbers[i:i + 25] for i in range(0, len(numbers), 25)]
        tasks = [(options.rnnc, pathlib.Path(folder), options.seed, options.keep, piece) for piece in pieces]
        for results, piece in zip(pool.map(work, tasks), pieces, strict=True):
            for number, (label, outcome, difference, reason) in zip(piece, results, strict=True):
                outcomes[outcome] += 1
                by_kind[label.split(": ", 1)[-1]][outcome] += 1
                worst = max(worst, (difference, f"{number}, {label}"))
                if outcome == "refused":
                    reasons[re.sub(r"(?<=layer )\S+|\d[\d.e+-]*|tensors? \S+", "…", reason)[:90]] += 1
                if outcome.isupper():
                    bad.append(f"{outcome}: model {number}, {label}: {reason}")
                    print(bad[-1], flush=True)
    for kind, counts in sorted(by_kind.items()):
        print(f"{kind}: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items())))
    print("reasons:")
    for reason, count in reasons.most_common(60):
        print(f"{count:6} {reason}")
    print(f"{options.count} models: " + ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common()))
    print(f"largest difference of an imported model: {worst[0]:.1e} (model {worst[1]}); tolerance {TOLERANCE}")
    return not bad and outcomes["imported"] > 0 and outcomes["refused"] > 0


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
