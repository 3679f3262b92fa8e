"""Shows that rnnc and PyTorch, Keras and NumPy compute the same with the models that go from one to the other.

    Scripts/setup-python && .build/python/bin/python Tests/Interoperability/check_import.py [--rnnc .build/rnnc]

Random networks are made in PyTorch and in Keras, imported, and compared over 40 names; then models that rnnc trained
are exported and loaded by the lines that `rnnc export` prints, and by NumPy. Prints one line a model. Exit status: 0
all agree, 1 one does not, 77 a package is missing.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

os.environ.setdefault("KERAS_BACKEND", "torch")
try:
    import keras
    import numpy as np
    import torch
    from safetensors.torch import load_file, save_file
except ImportError as error:
    print(f"skipped: {error} (see Scripts/setup-python)", file=sys.stderr)
    sys.exit(77)

TOLERANCE = 1e-5  # absolute, for logits of up to about 10; sums in another order differ by about 1e-6 in float32
NAMES = 40  # of which each costs a process for each model
CHARACTERS = "aábcdefghijklmnopqrstuvwxyzØ-' ."
TOKENS = len(CHARACTERS) + 2
CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
ORDER = [*CHARACTERS, "^", "$"]  # of rnnc's logits


class Check:
    def __init__(self, rnnc: str, folder: pathlib.Path) -> None:
        self.rnnc, self.folder, self.good = rnnc, folder, True
        self.random = np.random.default_rng(1)
        self.names = ["".join(self.random.choice(list(CHARACTERS), self.random.integers(1, 15))).strip() or "a"
                      for _ in range(NAMES)]

    def run(self, *arguments: str) -> str:
        return subprocess.run([self.rnnc, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

    def logits(self, model: pathlib.Path) -> list[np.ndarray]:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            texts = list(pool.map(lambda name: self.run("inspect", str(model), f"--logits={name}"), self.names))
        return [np.array(json.loads(text)) for text in texts]

    def report(self, label: str, actual: list[np.ndarray], expected: list[np.ndarray]) -> None:
        worst = max(abs(a - e).max() if a.shape == e.shape else np.inf for a, e in zip(actual, expected, strict=True))
        largest = max(abs(e).max() for e in expected)
        self.good &= bool(worst <= TOLERANCE)
        print(f"{'ok' if worst <= TOLERANCE else 'FAILED'}: {label}: {len(self.names)} names, "
              f"{sum(map(len, actual))} predictions, logits up to {largest:.1f}; largest difference {worst:.1e}")

    def vocabulary(self, shuffled: list[str]) -> str:
        path = self.folder / "vocab.json"
        path.write_text(json.dumps({character: number for number, character in enumerate(shuffled)}))
        return str(path)

    def imported(self, file: pathlib.Path, shuffled: list[str]) -> list[np.ndarray]:
        """Logits after an import, in the order of the other program's tokens."""
        model = self.folder / "imported.safetensors"
        self.run("import", str(file), "--vocabulary", self.vocabulary(shuffled), "-o", str(model), "-q")
        ours = [c for c in shuffled if c not in "^$"] + ["^", "$"]
        columns = [ours.index(character) for character in shuffled]
        return [rows[:, columns] for rows in self.logits(model)]

    def tokens(self, shuffled: list[str], name: str) -> torch.Tensor:
        return torch.tensor([shuffled.index(character) for character in "^" + name])

    # PyTorch -> rnnc

    def from_torch(self, cell: str, layers: int, dtype: torch.dtype, bias: bool = True, embedding: int = 0) -> None:
        shuffled = list(self.random.permutation(ORDER))
        inputs = embedding or TOKENS
        modules = {"core": CELLS[cell](inputs, 24, num_layers=layers, bias=bias),
                   "head": torch.nn.Linear(24, TOKENS, bias=bias)}
        if embedding:
            modules["emb"] = torch.nn.Embedding(TOKENS, embedding)
        net = torch.nn.ModuleDict(modules)
        for parameter in net.parameters():
            torch.nn.init.normal_(parameter, std=0.3)
        net = net.to(dtype)
        file = self.folder / "state.safetensors"
        save_file({f"model.{name}": value for name, value in net.state_dict().items()}, file)
        net = net.double()
        read = net["emb"] if embedding else lambda t: torch.nn.functional.one_hot(t, TOKENS).double()
        with torch.no_grad():
            expected = [net["head"](net["core"](read(self.tokens(shuffled, name)))[0]).numpy() for name in self.names]
        label = (f"from PyTorch: {cell}, {layers} layers, {str(dtype)[6:]}" + ("" if bias else ", no biases")
                 + (f", embedding {embedding}" if embedding else ""))
        actual = self.imported(file, shuffled)
        self.report(label, actual, expected)
        with torch.no_grad():  # and the comparison would see a weight that is a little wrong
            net["core"].weight_hh_l0[-1, 0] += 0.01
            changed = [net["head"](net["core"](read(self.tokens(shuffled, name)))[0]).numpy() for name in self.names]
        if max(abs(a - c).max() for a, c in zip(actual, changed, strict=True)) <= TOLERANCE:
            self.good = False
            print(f"FAILED: {label}: a changed weight is OVERLOOKED")

    # Keras -> rnnc

    def from_keras(self, cell: str, ending: str) -> None:
        shuffled = list(self.random.permutation(ORDER))
        layer = {"rnn": keras.layers.SimpleRNN, "lstm": keras.layers.LSTM, "gru": keras.layers.GRU}[cell]
        net = keras.Sequential([keras.Input((None, TOKENS)), layer(24, return_sequences=True),
                                layer(20, return_sequences=True), keras.layers.Dense(TOKENS)])
        net.set_weights([self.random.normal(0, 0.3, weights.shape) for weights in net.get_weights()])
        file = self.folder / f"net{ending}"
        net.save(file)
        longest = max(map(len, self.names)) + 1
        batch = np.zeros((len(self.names), longest, TOKENS), "float32")
        for row, name in enumerate(self.names):
            batch[row, np.arange(len(name) + 1), self.tokens(shuffled, name)] = 1
        predicted = keras.ops.convert_to_numpy(net(batch))
        expected = [predicted[row, : len(name) + 1] for row, name in enumerate(self.names)]
        self.report(f"from Keras {keras.__version__}: {cell}, {ending}", self.imported(file, shuffled), expected)

    # rnnc -> PyTorch, NumPy

    def trained(self, options: str) -> pathlib.Path:
        (self.folder / "list.txt").write_text("\n".join(self.names + [CHARACTERS[1:] + "a"]))
        model = self.folder / "trained.safetensors"
        self.run("train", str(self.folder / "list.txt"), "-o", str(model), "--epochs", "20", "-q", *options.split())
        return model

    def to_torch(self, options: str) -> None:
        model = self.trained(options)
        expected = self.logits(model)
        vocabulary, file = self.folder / "v.json", self.folder / "exported.safetensors"
        lines = self.run("export", str(model), "--format", "safetensors", "-o", str(file), "--vocabulary-file",
                         str(vocabulary))
        scope: dict = {}
        exec(lines, scope)  # the three lines, as they are printed
        net, numbers = scope["net"].double(), json.loads(vocabulary.read_text())
        modules = [net["rnn"]] if isinstance(net["rnn"], torch.nn.RNNBase) else net["rnn"]
        actual = []
        with torch.no_grad():
            for name in self.names:
                x = torch.nn.functional.one_hot(self.tokens(list(numbers), name), len(numbers)).double()
                for module in modules:
                    x = module(x)[0]
                actual.append(net["out"](x).numpy())
        self.report(f"to PyTorch by the printed lines: {options}", actual, expected)

    def to_numpy(self, options: str) -> None:
        model = self.trained(options)
        expected = self.logits(model)
        weights, vocabulary = self.folder / "weights.json", self.folder / "v.json"
        self.run("export", str(model), "--format", "weights-json", "-o", str(weights), "--vocabulary-file", str(vocabulary))
        arrays, numbers = [np.array(a) for a in json.loads(weights.read_text())], json.loads(vocabulary.read_text())
        exact = load_file(model)
        same = all(np.array_equal(arrays[3 * i], exact[f"rnn.weight_ih_l{i}"].numpy())
                   and np.array_equal(arrays[3 * i + 1], exact[f"rnn.weight_hh_l{i}"].numpy())
                   for i in range(len(arrays) // 3)) and np.array_equal(arrays[-2], exact["out.weight"].numpy())
        self.good &= same
        actual = []
        for name in self.names:  # one character after another, as the seeds' programs do
            states, rows = [np.zeros(len(arrays[3 * i + 2])) for i in range(len(arrays) // 3)], []
            for character in "^" + name:
                x = np.zeros(len(numbers))
                x[numbers[character]] = 1
                for i in range(len(states)):
                    w, u, b = arrays[3 * i: 3 * i + 3]
                    x = states[i] = np.tanh(w @ x + u @ states[i] + b)
                rows.append(arrays[-2] @ x + arrays[-1])
            actual.append(np.array(rows))
        self.report(f"to NumPy: {options}, weights {'the same numbers' if same else 'NOT THE SAME'}", actual, expected)


def main() -> bool:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rnnc", default=".build/rnnc", help="default: %(default)s")
    arguments = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        check = Check(arguments.rnnc, pathlib.Path(folder))
        for cell in CELLS:
            for layers, dtype in [(1, torch.float64), (2, torch.float32), (3, torch.float16), (2, torch.bfloat16)]:
                check.from_torch(cell, layers, dtype)
            check.from_torch(cell, 2, torch.float32, bias=False)
            check.from_torch(cell, 2, torch.float32, embedding=10)
            for ending in [".keras", ".h5"]:
                check.from_keras(cell, ending)
            for hidden in ["24", "24,17"]:
                check.to_torch(f"--cell {cell} --hidden {hidden}")
        for hidden in ["32", "19,11,8"]:
            check.to_numpy(f"--cell rnn --hidden {hidden}")
        return check.good


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
