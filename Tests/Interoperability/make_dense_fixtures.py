#!/usr/bin/env python3
"""Writes the golden tensors of networks with dense inputs, made by PyTorch in float64, for Tests/Network/check_dense.c.

usage: make_dense_fixtures.py [DIRECTORY]        needs torch and safetensors; the default is
                                                 Tests/RNNSwiftTests/Golden/dense

Metadata (texts): kind (dense, or curve), cell, layers, hidden, V, F, O (0: no linear layer), Q (or 0), B and T as in
rnnk_network.h, directions (1 or 2), criterion (squared, huber, binary, classes, or given).

  param.NAME, grad.NAME       as in PyTorch; the gradients are those of `loss`
  tokens [T, B], x [T, B, F]  inputs; lengths [B]
  targets                     [T, B, O], or int64 [T, B] with -1; weights [T, B], if there are any
  outputs [T, B, O]           zeros behind the end of a sequence; without linear layer [T, B, D]
  loss [1]                    the sum, times `scale` [1]; grad.x [T, B, F]
  grad.outputs                for the criterion "given": the gradient that the caller gives
  in.K, out.K                 state k = layer * directions + direction, h and c side by side, before and after

A curve trains on a signal: losses [steps of the optimizer], each before its step. bias_hh is not trained but for a
GRU's n, because the library keeps the sum of both biases.
"""
import pathlib
import sys

import torch
from safetensors.torch import save_file

torch.set_default_dtype(torch.float64)
out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else
                   pathlib.Path(__file__).resolve().parents[1] / "RNNSwiftTests/Golden/dense")
MODULES = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
DELTA = 0.7


def save(name, tensors, **metadata):
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.safetensors"
    save_file({key: value.detach().contiguous().clone() for key, value in tensors.items()},
              path, {key: str(value) for key, value in metadata.items()})
    path.chmod(0o644)


def network(cell, hidden, layers, V, F, O, Q, directions):
    arguments = {"proj_size": Q} if Q else {}
    net = MODULES[cell](V + F, hidden, layers, bidirectional=directions == 2, **arguments)
    linear = torch.nn.Linear((Q or hidden) * directions, O) if O else None
    named = {f"rnn.{key}": p for key, p in net.named_parameters()}
    if linear:
        named |= {f"out.{key}": p for key, p in linear.named_parameters()}
    return net, linear, named


def loss_of(kind, y, targets, weights):
    """The sum of the losses of all outputs; weights [T, B] are 0 behind the ends."""
    if kind == "classes":
        return torch.nn.functional.cross_entropy(y.flatten(0, 1), targets.flatten(), ignore_index=-1, reduction="sum")
    if kind == "given":
        return (y * targets).sum()
    functions = {
        "squared": lambda: (y - targets) ** 2,
        "huber": lambda: torch.nn.functional.huber_loss(y, targets, reduction="none", delta=DELTA),
        "binary": lambda: torch.nn.functional.binary_cross_entropy_with_logits(y, targets, reduction="none"),
    }
    return (functions[kind]() * weights[..., None]).sum()


def targets_for(kind, T, B, O):
    if kind == "classes":
        return torch.randint(-1, O, (T, B))
    return torch.rand(T, B, O) if kind == "binary" else torch.randn(T, B, O)


def case(name, cell, hidden, loss, layers=1, V=0, F=0, O=0, Q=0, directions=1, T=6, lengths=(6, 6), weighted=False):
    torch.manual_seed(sum(map(ord, name)))
    B, D = len(lengths), (Q or hidden) * directions
    net, linear, named = network(cell, hidden, layers, V, F, O, Q, directions)
    tensors = {f"param.{key}": p for key, p in named.items()}
    within = (torch.arange(T)[:, None] < torch.tensor(lengths)[None, :]).double()

    x = torch.randn(T, B, F, requires_grad=True) if F else None
    tokens = torch.randint(V, (T, B)) if V else None
    parts = ([torch.nn.functional.one_hot(tokens, V).double()] if V else []) + ([x] if F else [])
    h0 = torch.randn(layers, B, Q or hidden) * 0.5 if directions == 1 else torch.zeros(2 * layers, B, Q or hidden)
    c0 = torch.randn(layers, B, hidden) if directions == 1 else torch.zeros(2 * layers, B, hidden)
    packed = torch.nn.utils.rnn.pack_padded_sequence(torch.cat(parts, 2), torch.tensor(lengths), enforce_sorted=False)
    y, end = net(packed, (h0, c0) if cell == "lstm" else h0)
    y = torch.nn.utils.rnn.pad_packed_sequence(y, total_length=T)[0]
    y = linear(y) if linear else y
    y = y * within[..., None]

    targets = targets_for(loss, T, B, O or D)
    weights = within * torch.randint(0, 3, (T, B)) if weighted else within
    if loss == "classes":
        targets = torch.where(within > 0, targets, -1)
    scale = 1.0 if loss == "given" else 1 / 7
    total = loss_of(loss, y, targets, weights) * scale
    total.backward()
    for k in range(layers * directions):
        begin, after = (h0, c0), end if cell == "lstm" else (end,)
        tensors[f"in.{k}"] = torch.cat([part[k] for part in begin[:len(after)]], 1)
        tensors[f"out.{k}"] = torch.cat([part[k] for part in after], 1)
    tensors |= {f"grad.{key}": p.grad for key, p in named.items()}
    tensors |= {"outputs": y, "loss": total.reshape(1), "scale": torch.tensor([scale]), "lengths": torch.tensor(lengths)}
    tensors["grad.outputs" if loss == "given" else "targets"] = targets
    tensors |= ({"x": x, "grad.x": x.grad} if F else {}) | ({"tokens": tokens} if V else {})
    tensors |= {"weights": weights} if weighted else {}
    save(name, tensors, kind="dense", cell=cell, layers=layers, hidden=hidden, V=V, F=F, O=O, Q=Q, B=B, T=T,
         directions=directions, criterion=loss, torch=torch.__version__.split("+")[0])


def curve(cell, optimizer, hidden=12, T=24, B=3, F=2, O=1, updates=30):
    torch.manual_seed(len(optimizer))
    net, linear, named = network(cell, hidden, 1, 0, F, O, 0, 1)
    bias = named["rnn.bias_hh_l0"]
    trained = torch.zeros_like(bias)
    if cell == "gru":
        trained[2 * hidden:] = 1
    bias.data *= trained
    tensors = {f"param.{key}": p.detach().clone() for key, p in named.items()}
    time = torch.arange(T)[:, None] / 4 + torch.arange(B)[None, :]
    x = torch.stack([torch.sin(time), torch.cos(3 * time)], 2)
    targets = (torch.sin(time - 0.5) * torch.cos(3 * time))[..., None]
    optimizers = {
        "nesterov": lambda p: torch.optim.SGD(p, 0.05, momentum=0.8, nesterov=True),
        "adam": lambda p: torch.optim.Adam(p, 0.02),
        "adamw": lambda p: torch.optim.AdamW(p, 0.02, weight_decay=0.1),
    }
    step, losses = optimizers[optimizer](list(named.values())), []
    for _ in range(updates):
        step.zero_grad()
        loss = ((linear(net(x)[0]) - targets) ** 2).mean()
        loss.backward()
        losses.append(loss.item())
        bias.grad *= trained
        step.step()
    tensors |= {"x": x, "targets": targets, "losses": torch.tensor(losses)}
    save(f"curve_{cell}", tensors, kind="curve", cell=cell, layers=1, hidden=hidden, V=0, F=F, O=O, Q=0, B=B, T=T,
         directions=1, criterion="squared", optimizer=optimizer)


case("rnn_squared", "rnn", 5, "squared", F=3, O=2)
case("lstm_squared", "lstm", 18, "squared", layers=2, F=9, O=1, lengths=(6, 6, 6))
case("gru_squared", "gru", 17, "squared", layers=2, F=4, O=3, lengths=(6,))
case("rnn_huber", "rnn", 9, "huber", layers=2, V=4, F=3, O=2, lengths=(2, 6, 1, 5, 5))
case("lstm_huber", "lstm", 8, "huber", layers=2, F=5, O=3, lengths=(4, 6, 1), weighted=True)
case("gru_binary", "gru", 8, "binary", layers=2, F=4, O=5, lengths=(5, 2, 6, 6, 1))
case("lstm_classes", "lstm", 7, "classes", V=6, F=4, O=4, lengths=(3, 6, 4))
case("gru_classes", "gru", 6, "classes", F=4, O=9, weighted=False)
case("rnn_given", "rnn", 6, "given", V=5, lengths=(6, 2))
case("gru_given", "gru", 6, "given", layers=2, F=3, lengths=(6, 6))
case("lstm_projection", "lstm", 11, "squared", layers=2, F=5, O=2, Q=6, lengths=(3, 6, 6, 1))
case("lstm_projection_given", "lstm", 9, "given", layers=2, V=3, F=2, Q=4)
case("rnn_directions", "rnn", 7, "classes", layers=2, V=5, F=3, O=4, directions=2, lengths=(6, 3, 5))
case("lstm_directions", "lstm", 6, "binary", layers=2, F=3, O=2, Q=4, directions=2, lengths=(2, 6))
case("gru_directions", "gru", 6, "given", layers=2, F=3, directions=2, lengths=(6, 6))
for cell, optimizer in [("rnn", "nesterov"), ("lstm", "adamw"), ("gru", "adam")]:
    curve(cell, optimizer, updates=80 if cell == "rnn" else 30)
