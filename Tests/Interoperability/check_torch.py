"""Shows that a model file of rnnc is a PyTorch model: loaded there, it gives the logits that rnnc gives.

    Scripts/setup-python
    .build/python/bin/python Tests/Interoperability/check_torch.py                          models trained on the spot
    .build/python/bin/python Tests/Interoperability/check_torch.py names.safetensors anna   your own model and names

Prints one line a model. Exit status: 0 all agree, 1 one does not or cannot be read, 77 torch or safetensors is missing.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import unicodedata

try:
    import torch
    from safetensors import SafetensorError, safe_open
    from safetensors.torch import load_file
except ImportError as error:
    print(f"skipped: {error} (see Scripts/setup-python)", file=sys.stderr)
    sys.exit(77)

TOLERANCE = 1e-5  # absolute; sums in another order differ by about 1e-6 in float32
PERTURBATION = 1e-3  # of a single weight: the comparison has to notice
TRAINED_HERE = ["@dinosaurs --cell rnn --hidden 32", "@dinosaurs --cell rnn --hidden 40,17",
                "@companies --cell rnn --hidden 19,33,24", "@dinosaurs --cell rnn --hidden 33 --layers 1",
                "@players --column last --cell rnn --hidden 32",  # with accents
                "@dinosaurs --cell lstm", "@companies --cell lstm --hidden 40,17",
                "@dinosaurs --cell gru", "@companies --cell gru --hidden 40,17"]
CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}


class Network(torch.nn.Module):
    """The network of a file: one-hot `[characters, tokens]` for each name in, logits `[predictions, tokens]` out."""

    def __init__(self, cell: type[torch.nn.RNNBase], hidden: list[int], tokens: int, tensors: dict[str, torch.Tensor],
                 dtype: torch.dtype) -> None:
        super().__init__()
        self.rnn, self.out = torch.nn.ModuleList(), torch.nn.Linear(hidden[-1], tokens, dtype=dtype)
        self.out.load_state_dict({name[4:]: tensor for name, tensor in tensors.items() if name.startswith("out.")})
        state = {name[4:]: tensor for name, tensor in tensors.items() if name.startswith("rnn.")}
        if len(set(hidden)) == 1:
            self.rnn.append(cell(tokens, hidden[0], num_layers=len(hidden), dtype=dtype))
            self.rnn[0].load_state_dict(state)
        else:  # the layers of one module have one size
            for index, inputs in enumerate([tokens, *hidden[:-1]]):
                self.rnn.append(cell(inputs, hidden[index], dtype=dtype))
                own = {name: tensor for name, tensor in state.items() if name.endswith(f"_l{index}")}
                self.rnn[index].load_state_dict({name.replace(f"_l{index}", "_l0"): own[name] for name in own})
        if len(list(self.parameters())) != len(tensors):
            raise RuntimeError(f"not all of these tensors have a place in the network: {', '.join(tensors)}")

    def forward(self, names: list[torch.Tensor]) -> torch.Tensor:
        x = [name.to(self.out.weight.dtype) for name in names]
        for rnn in self.rnn:
            x = [rnn(states)[0] for states in x]  # each name from states of zeros
        return self.out(torch.cat(x)).double()


def one_hot(name: str, vocabulary: list[str]) -> torch.Tensor:
    """START and the characters of a name; of the characters that fit, some several code points long, the longest."""
    tokens, rest = [len(vocabulary)], unicodedata.normalize("NFC", name)
    while rest:
        character = max(filter(rest.startswith, vocabulary), key=len)  # ValueError if there is none
        tokens.append(vocabulary.index(character))
        rest = rest.removeprefix(character)
    return torch.nn.functional.one_hot(torch.tensor(tokens), len(vocabulary) + 2)  # START and STOP come last


def difference(a: torch.Tensor, b: torch.Tensor) -> float:
    return (a - b).abs().max().item() if a.shape == b.shape else float("inf")


def overlooked(network: Network, names: list[torch.Tensor], expected: torch.Tensor) -> list[str]:
    """Changes the most influential weight of each tensor in turn; the tensors where that went unnoticed."""
    network(names).square().sum().backward()
    result = []
    for name, parameter in network.named_parameters():
        weights, index = parameter.detach().view(-1), parameter.grad.abs().argmax()
        weights[index] += PERTURBATION
        if difference(network(names), expected) <= TOLERANCE:
            result.append(name)
        weights[index] -= PERTURBATION
    return result


def run(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def check(rnnc: str, model: str, names: list[str], label: str) -> bool:
    """Compares every logit of every name, then breaks the network to see the comparison fail."""
    with safe_open(model, framework="pt") as file:
        metadata = file.metadata() or {}
    architecture, vocabulary = (json.loads(metadata[f"rnnc.{key}"]) for key in ("architecture", "vocabulary"))
    cell, hidden, tensors = CELLS[architecture["cell"]], architecture["hidden"], load_file(model)
    tensors.pop("names.codes", None)  # hashes of the training names: no part of the network
    if not names:  # invented ones, and each character by itself
        lines = run(rnnc, "generate", model, "-n", "20", "--json").strip().split("\n")
        names = [json.loads(line)["name"] for line in lines] + vocabulary
    options = [[f"--logits={name}"] if name else ["--logits", ""] for name in names]  # a name may begin with a hyphen
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        rows = sum(map(json.loads, pool.map(lambda option: run(rnnc, "inspect", model, *option), options)), [])
    inputs, expected = [one_hot(name, vocabulary) for name in names], torch.tensor(rows, dtype=torch.float64)
    double, single = (Network(cell, hidden, len(vocabulary) + 2, tensors, t) for t in (torch.float64, torch.float32))
    in_double, in_single = (difference(network(inputs), expected) for network in (double, single))
    unnoticed = overlooked(double, inputs, expected)
    good = in_double <= TOLERANCE and in_single <= TOLERANCE and not unnoticed  # a NaN is not
    print(f"{'ok' if good else 'FAILED'}: {label}: {len(names)} names, {len(expected)} predictions; largest difference "
          f"{in_double:.1e} to float64, {in_single:.1e} to float32; one weight changed by {PERTURBATION} is "
          + (f"OVERLOOKED in {', '.join(unnoticed)}" if unnoticed else "noticed in every tensor"))
    return good


def main() -> bool:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rnnc", default=".build/rnnc", help="default: %(default)s")
    parser.add_argument("model", nargs="?", help="made by rnnc train; default: small ones, trained here")
    parser.add_argument("names", nargs="*", help="names to compare; default: invented ones and each character")
    arguments = parser.parse_args()
    torch.set_num_threads(1)  # several wait for each other longer than such small products take
    if arguments.model:
        return check(arguments.rnnc, arguments.model, arguments.names, arguments.model)
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for options in TRAINED_HERE:
            run(arguments.rnnc, "train", *options.split(), "-o", f"{folder}/model", "--epochs", "5", "-q")
            good &= check(arguments.rnnc, f"{folder}/model", [], options)
    return good


if __name__ == "__main__":
    try:
        sys.exit(0 if main() else 1)
    except (OSError, LookupError, ValueError, RuntimeError, SafetensorError, subprocess.SubprocessError) as error:
        sys.exit(f"failed: {type(error).__name__}: {error}")
