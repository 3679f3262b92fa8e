"""Shows that rnnc evaluates models with labels and with tokens of several characters as a plain pass in PyTorch does.

    Scripts/setup-python
    .build/python/bin/python Tests/Interoperability/check_tokens.py

Splits names into tokens in Python, by what the model file says, reads each name with torch's network, and compares the
losses with `rnnc evaluate` (names with labels), the probabilities with `rnnc score` (the sum over all labels) and the
posteriors with `rnnc classify`. Prints one line per model. Exit status: 0 all agree, 1 one does not, 77 torch or
safetensors is missing.
"""
import csv
import itertools
import json
import math
import os
import re
import subprocess
import sys
import tempfile

import check_torch
import torch
from safetensors import safe_open
from safetensors.torch import load_file

RNNC = os.environ.get("RNNC", ".build/rnnc")
TOLERANCE = 1e-5  # relative; sums in another order differ by about 1e-7 in float32
MODELS = ["--cell gru", "--tokens bpe:90 --cell lstm", "--tokens words --labels kind", "--labels kind,size --cell gru",
          "--tokens bpe:80 --labels kind --label-dropout 0.3"]

def rnnc(*arguments: str) -> list[dict]:
    run = subprocess.run([RNNC, *arguments], capture_output=True, encoding="utf-8")
    if run.returncode:
        sys.exit(f"rnnc {' '.join(arguments)}: {run.stderr}")
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


class Model:
    def __init__(self, path: str) -> None:
        with safe_open(path, "pt") as file:
            metadata = file.metadata()
        self.texts = json.loads(metadata["rnnc.vocabulary"])
        self.kind = metadata.get("rnnc.tokens", "characters")
        self.merges = [tuple(pair) for pair in json.loads(metadata.get("rnnc.merges", "[]"))]
        self.labels = json.loads(metadata.get("rnnc.labels", "[]"))
        values = [(label["name"], value) for label in self.labels for value in label["values"]]
        self.values = {value: len(self.texts) + index for index, value in enumerate(values)}
        self.start = len(self.texts) + len(values)
        architecture = json.loads(metadata["rnnc.architecture"])
        tensors = {name: tensor.double() for name, tensor in load_file(path).items() if name != "names.codes"}
        self.network = check_torch.Network(
            check_torch.CELLS[architecture["cell"]], architecture["hidden"], self.start + 2, tensors, torch.float64)

    def split(self, name: str) -> list[int]:
        if self.kind == "words":
            return [self.texts.index(part) for part in re.findall(r"[\w'’]+|.", name)]
        tokens = [self.texts.index(character) for character in name]
        for left, right in self.merges:  # the pair that was learned first is joined first
            joined, index = [], 0
            while index < len(tokens):
                text = self.texts[left] + self.texts[right]
                if tokens[index:index + 2] == [left, right] and not re.search(r"\S\s", text):
                    joined.append(self.texts.index(text))
                    index += 2
                else:
                    joined.append(tokens[index])
                    index += 1
            tokens = joined
        return tokens

    def losses(self, labels: list[int], name: str) -> list[float]:
        """-ln p of each label, each token and STOP."""
        tokens = labels + self.split(name)
        read = torch.nn.functional.one_hot(torch.tensor([self.start] + tokens), self.start + 2)
        rows = torch.log_softmax(self.network([read]), dim=1)
        return [-rows[row, token].item() for row, token in enumerate(tokens + [self.start + 1])]

    def all_labels(self) -> list[list[int]]:
        columns = [[self.values[label["name"], value] for value in label["values"]] for label in self.labels]
        return [list(values) for values in itertools.product(*columns)]

    def joint(self, labels: list[int], name: str) -> float:
        return math.exp(-sum(self.losses(labels, name)))


def close(what: str, ours: float, theirs: float) -> None:
    if abs(ours - theirs) > TOLERANCE * max(abs(theirs), 1):
        sys.exit(f"{what}: rnnc {ours}, PyTorch {theirs}")


def check(options: str, folder: str) -> None:
    table, path = f"{folder}/list.csv", f"{folder}/model.safetensors"
    rnnc("train", table, "--column", "name", "-o", path, "--epochs", "3", "--hidden", "24", "--quiet", *options.split())
    model = Model(path)
    rows = list(csv.DictReader(open(table, encoding="utf-8")))
    label_nats = name_nats = characters = 0
    for row in rows:
        labels = [model.values[label["name"], row[label["name"]]] for label in model.labels]
        losses = model.losses(labels, row["name"])
        label_nats += sum(losses[:len(labels)])
        name_nats += sum(losses[len(labels):])
        characters += len(row["name"]) + 1
    result = rnnc("evaluate", path, table, "--column", "name", "--json")[0]
    close("nats per character", result["nats"], name_nats / characters)
    close("nats of labels", result.get("label_nats", 0), label_nats / len(rows))
    names = [row["name"] for row in rows[:12]]
    for name, score in zip(names, rnnc("score", path, "--json", *names)):
        labels = model.all_labels() + ([[]] if model.labels else [])
        total = sum(model.joint(values, name) for values in labels)
        close(f"ln P({name})", score["logprob"], math.log(total))
    if model.labels:
        for name, result in zip(names, rnnc("classify", path, "--label", "kind", "--json", *names)):
            kinds = {}
            for values in model.all_labels():
                kind = next(value for (label, value), token in model.values.items() if token == values[0])
                kinds[kind] = kinds.get(kind, 0) + model.joint(values, name)
            for kind, share in kinds.items():
                close(f"P({kind} | {name})", result["values"][kind], share / sum(kinds.values()))
    print(f"{options}: {len(rows)} names, {len(model.texts)} tokens, {len(model.values)} values agree")


def main() -> None:
    stems = ["sol", "mar", "vent", "lun", "terr", "aqu", "ign", "silv", "mont", "stell"]
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/list.csv", "w", encoding="utf-8") as file:
            print("name,kind,size", file=file)
            for (one, two), end in itertools.product(itertools.permutations(stems, 2), ["a", "um ex", "is"]):
                print(f"{one}{two}{end},{'b' if end == 'a' else 'c'},{len(one)}", file=file)
        for options in MODELS:
            check(options, folder)


main()
