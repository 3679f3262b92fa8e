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

        for cell in ("rnn", "lstm", "gru"):
            for hidden in ("24", "24,17,9"):
                model, path = str(folder / "model.safetensors"), folder / "model.onnx"
                run("train", "@dinosaurs", "-o", model, "--cell", cell, "--hidden", hidden, "--epochs", "10", "--quiet")
                run("export", model, "--format", "onnx", "-o", str(path))
                names = run("generate", model, "-n", "98", "--unique", "--max-length", "30").split("\n")[:98] + ["", "a"]
                expected = [np.array(json.loads(run("inspect", model, "--logits", name))) for name in names]
                worst = check(Graph(path), names, expected)
                good &= worst <= TOLERANCE
                largest = max(abs(logits).max() for logits in expected)
                print(f"{'ok' if worst <= TOLERANCE else 'FAILED'}: {cell} {hidden}: {len(names)} names, logits up to "
                      f"{largest:.1f}; largest difference {worst:.1e}")
    sys.exit(not good)


main()
