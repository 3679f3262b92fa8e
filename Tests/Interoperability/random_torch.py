"""Random PyTorch models for scan_imports.py: chains that rnnc reads, and models of many kinds that it has to refuse."""
import pathlib

import numpy as np
import torch
from safetensors.torch import save_file, save_model

from random_models import Drawn, Vocabulary

CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
FAULTS = ["bidirectional", "projection", "normalization", "two linear", "linear first", "initial state", "mixed cells",
          "unordered modules", "weight norm", "not finite", "missing tensor", "extra tensor", "whole numbers", "attention",
          "shared without a note", "misnumbered modules"]


class Net(torch.nn.Module):
    """Modules, and the order in which they compute, which no state dict has."""

    def __init__(self, tokens: int) -> None:
        super().__init__()
        self.tokens = tokens
        self.order: list[str] = []

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        x = ids if isinstance(self.first, torch.nn.Embedding) else torch.nn.functional.one_hot(ids, self.tokens).to(self.dtype)
        for name in self.order:
            module = self.get_submodule(name)
            if isinstance(module, torch.nn.RNNBase):
                x = self.recur(module, x)
            elif isinstance(module, torch.nn.MultiheadAttention):
                mask = torch.nn.Transformer.generate_square_subsequent_mask(len(x), dtype=x.dtype)
                x = x + module(x, x, x, attn_mask=mask)[0]
            else:
                x = module(x)
        return x

    def recur(self, module: torch.nn.RNNBase, x: torch.Tensor) -> torch.Tensor:
        if not hasattr(self, "h0"):
            return module(x)[0]
        return module(x, (self.h0, self.h0) if isinstance(module, torch.nn.LSTM) else self.h0)[0]

    @property
    def first(self) -> torch.nn.Module:
        return self.get_submodule(self.order[0])

    @property
    def dtype(self) -> torch.dtype:
        return next(self.parameters()).dtype


class Torch:
    """Draws one model, and writes its state dict to a file."""

    def __init__(self, random: np.random.Generator, folder: pathlib.Path, number: int) -> None:
        self.random, self.folder, self.number = random, folder, number
        self.fault = str(random.choice(FAULTS)) if random.random() < 0.4 else None
        self.vocabulary = Vocabulary(random)
        self.tokens = self.vocabulary.size
        self.cell = str(random.choice(list(CELLS)))
        if self.fault == "projection":
            self.cell = "lstm"
        self.bias = self.chance(0.8)
        self.hidden = int(random.integers(2, 9))
        self.width = int(random.integers(1, 9)) if self.chance(0.4) else 0
        self.tied = self.fault == "shared without a note" or (self.fault is None and self.chance(0.15))
        if self.tied:
            self.width = self.hidden
        if self.fault in ("two linear", "attention"):
            self.hidden += self.hidden % 2

    def chance(self, probability: float) -> bool:
        return bool(self.random.random() < probability)

    def recurrent(self, net: Net, inputs: int) -> int:
        """Adds the recurrent modules; returns the numbers that they give."""
        options = {"bias": self.bias, "batch_first": self.chance(0.5), "dropout": 0.1 if self.chance(0.2) else 0}
        cell, hidden = CELLS[self.cell], self.hidden
        if self.fault in ("unordered modules", "mixed cells", "misnumbered modules") or self.chance(0.3):
            count = int(self.random.integers(2, 4))
            kinds = [cell] * count
            if self.fault == "mixed cells":
                kinds[1] = CELLS[str(self.random.choice([name for name in CELLS if name != self.cell]))]
            sizes = [inputs, *[int(self.random.integers(2, 9)) for _ in range(count - 1)], hidden]
            names = [f"layers{index}" for index in range(count)]
            if self.fault == "misnumbered modules":  # their sizes say another order than their numbers
                sizes = [inputs, *[inputs + 1 + index for index in range(count - 1)], hidden]
                names.reverse()
            if self.fault == "unordered modules":
                sizes = [inputs] + [hidden] * count
                names = ["".join(self.random.choice(list("abcdefgh"), 4)) + f"_{'xyz'[index]}" for index in range(count)]
            for name, kind, here, there in zip(names, kinds, sizes, sizes[1:]):
                net.add_module(name, kind(here, there, bias=self.bias))
                net.order.append(name)
            return hidden
        depth = int(self.random.integers(1, 4))
        if depth == 1:
            options["dropout"] = 0
        if self.fault == "bidirectional":
            options["bidirectional"] = True
        if self.fault == "projection":
            options["proj_size"] = 1 + int(self.random.integers(hidden - 1))
        net.add_module("rnn", cell(inputs, hidden, num_layers=depth, **options))
        net.order.append("rnn")
        if self.fault == "initial state":
            net.h0 = torch.nn.Parameter(torch.zeros(depth, hidden))
        return options.get("proj_size", hidden) * (2 if self.fault == "bidirectional" else 1)

    def build(self) -> Net:
        net, inputs = Net(self.tokens), self.tokens
        if self.width:
            net.embedding = torch.nn.Embedding(self.tokens, self.width, padding_idx=0 if self.chance(0.2) else None)
            net.order.append("embedding")
            inputs = self.width
        if self.fault == "linear first":
            width = inputs if self.chance(0.5) else 5
            net.project = torch.nn.Linear(inputs, width, bias=self.chance(0.5))
            net.order.append("project")
            inputs = width
        top = self.recurrent(net, inputs)
        if self.fault == "normalization":
            net.norm = torch.nn.LayerNorm(top)
            net.order.append("norm")
        if self.fault == "attention":
            net.attention = torch.nn.MultiheadAttention(top, 1)
            net.order.append("attention")
        if self.fault == "two linear":
            width = self.tokens if self.chance(0.5) else 6
            net.hidden = torch.nn.Linear(top, width, bias=self.chance(0.5))
            net.order.append("hidden")
            top = width
        net.out = torch.nn.Linear(top, self.tokens, bias=self.chance(0.8))
        net.order.append("out")
        if self.fault == "weight norm":
            torch.nn.utils.parametrizations.weight_norm(net.out)
        for parameter in net.parameters():
            torch.nn.init.normal_(parameter, std=float(self.random.choice([0.3, 0.6, 1.0])))
        if self.tied:
            net.out.weight = net.embedding.weight
        return net

    def save(self, net: Net, path: pathlib.Path) -> None:
        prefix = str(self.random.choice(["", "", "module.", "_orig_mod.", "model.net."]))
        for part in reversed(prefix.split(".")[:-1]):
            outer = torch.nn.Module()
            outer.add_module(part, net)
            net = outer
        if self.tied and self.fault is None:
            return save_model(net, str(path))
        state = {name: tensor.clone().contiguous() for name, tensor in net.state_dict().items()}
        names = sorted(state)
        chosen = names[int(self.random.integers(len(names)))]
        if self.fault == "not finite":
            state[chosen].view(-1)[0] = float("nan") if self.chance(0.5) else float("-inf")
        elif self.fault == "missing tensor":
            del state[next(name for name in names if "weight_hh" in name)]
        elif self.fault == "extra tensor":
            state[str(self.random.choice(["step", "bn.num_batches_tracked", "scale", "rnn.h0", "mask.weight"]))] = torch.ones(2)
        elif self.fault == "whole numbers":
            state[chosen] = state[chosen].round().long()
        elif self.fault == "shared without a note":
            del state[next(name for name in names if name.endswith("out.weight"))]
        save_file(state, path)

    def draw(self) -> Drawn:
        torch.manual_seed(int(self.random.integers(1 << 31)))
        dtype = [torch.float32, torch.float32, torch.float64, torch.float16, torch.bfloat16][int(self.random.integers(5))]
        net = self.build().to(dtype)
        path = self.folder / f"model{self.number}.safetensors"
        self.save(net, path)
        net = net.double().eval()

        def predict(tokens: list[int]) -> dict[int, np.ndarray]:
            with torch.no_grad():
                return {end: net(torch.tensor(tokens[:end]))[-1].numpy() for end in range(1, len(tokens) + 1)}

        is_valid: bool | None = self.fault is None
        if self.fault in ("unordered modules", "misnumbered modules"):
            is_valid = None  # sizes may leave one order
        return Drawn(path, self.vocabulary, predict, is_valid, f"torch {self.cell} {str(dtype)[6:]}: {self.fault or 'a chain'}")
