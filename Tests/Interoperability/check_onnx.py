"""Shows that models exported as ONNX give the logits that rnnc gives, over 100 names, in one run, step by step and side
by side.

    Scripts/setup-python && .build/python/bin/python Tests/Interoperability/check_onnx.py [--rnnc .build/rnnc]

Prints one line a model. Exit status: 0 all agree, 1 one does not, 77 a package is missing.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import onnx
    import onnxruntime
except ImportError as error:
    print(f"skipped: {error} (see Scripts/setup-python)", file=sys.stderr)
    sys.exit(77)

TOLERANCE = 1e-5  # absolute, for logits of up to about 10; sums in another order differ by about 1e-6 in float32


class Graph:
    def __init__(self, path: pathlib.Path) -> None:
        model = onnx.load(path)
        onnx.checker.check_model(model, full_check=True)
        metadata = {entry.key: entry.value for entry in model.metadata_props}
        self.token = {character: index for index, character in enumerate(json.loads(metadata["vocabulary"]))}
        self.start, self.stop = int(metadata["start"]), int(metadata["stop"])
        assert self.start == len(self.token) and self.stop == self.start + 1
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])

    def states(self, names: int) -> dict[str, np.ndarray]:
        """Zeros for every state."""
        return {value.name: np.zeros((1, names, value.shape[2]), np.float32)
                for value in self.session.get_inputs() if value.name != "tokens"}

    def run(self, tokens: np.ndarray, states: dict[str, np.ndarray]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        outputs = [value.name for value in self.session.get_outputs()]
        results = dict(zip(outputs, self.session.run(outputs, {"tokens": tokens, **states}), strict=True))
        return results.pop("logits"), {name.replace("_out", ""): state for name, state in results.items()}

    def tokens(self, name: str) -> np.ndarray:
        return np.array([[self.start], *([self.token[character]] for character in name)], np.int64)


def check(graph: Graph, names: list[str], expected: list[np.ndarray]) -> float:
    """The largest difference."""
    worst = 0.0

    def compare(actual: np.ndarray, wanted: np.ndarray) -> None:
        nonlocal worst
        worst = max(worst, float(abs(actual - wanted).max()) if actual.shape == wanted.shape else np.inf)

    for name, wanted in zip(names, expected, strict=True):
        tokens = graph.tokens(name)
        compare(graph.run(tokens, graph.states(1))[0][:, 0], wanted)  # the whole sequence
        states, rows = graph.states(1), []
        for token in tokens:  # step by step
            logits, states = graph.run(token[None], states)
            rows.append(logits[0, 0])
        compare(np.array(rows), wanted)
    steps = max(map(len, names)) + 1
    together = np.full((steps, len(names)), graph.start, np.int64)  # side by side, in two pieces
    for column, name in enumerate(names):
        together[:len(name) + 1, column] = graph.tokens(name)[:, 0]
    first, states = graph.run(together[:3], graph.states(len(names)))
    second, _ = graph.run(together[3:], states)
    logits = np.concatenate([first, second])
    for column, (name, wanted) in enumerate(zip(names, expected, strict=True)):
        compare(logits[:len(name) + 1, column], wanted)
    return worst


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rnnc", default=".build/rnnc")
    rnnc = parser.parse_args().rnnc
    good = True
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)

        def run(*arguments: str) -> str:
            return subprocess.run([rnnc, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

        def train(cell: str, hidden: str) -> str:
            model = str(folder / f"{cell} {hidden}.safetensors")
            run("train", "@dinosaurs", "-o", model, "--cell", cell, "--hidden", hidden, "--epochs", "10", "--quiet")
            return model

        def compare(what: str, names: list[str], expected: list[np.ndarray], *export: str) -> bool:
            path = folder / "model.onnx"
            run("export", *export, "--format", "onnx", "-o", str(path))
            worst = check(Graph(path), names, expected)
            largest = max(abs(logits).max() for logits in expected)
            print(f"{'ok' if worst <= TOLERANCE else 'FAILED'}: {what}: {len(names)} names, logits up to "
                  f"{largest:.1f}; largest difference {worst:.1e}")
            return worst <= TOLERANCE

        def logits(model: str, names: list[str]) -> list[np.ndarray]:
            return [np.array(json.loads(run("inspect", model, "--logits", name))) for name in names]

        models = []
        for cell in ("rnn", "lstm", "gru"):
            for hidden in ("24", "24,17,9"):
                model = train(cell, hidden)
                models.append(model)
                names = run("generate", model, "-n", "98", "--unique", "--max-length", "30").split("\n")[:98] + ["", "a"]
                good &= compare(f"{cell} {hidden}", names, logits(model, names), model)

        # Ensembles: the mean of the log-probabilities, weighted 3 to 1.
        def logarithms(model: str) -> list[np.ndarray]:
            return [row - np.log(np.exp(row).sum(axis=-1, keepdims=True)) for row in logits(model, names)]

        pairs = zip(logarithms(models[1]), logarithms(models[2]), strict=True)
        good &= compare("ensemble", names, [0.75 * one + 0.25 * other for one, other in pairs],
                        models[1], models[2], "--mix", "3,1")
    sys.exit(not good)


main()
