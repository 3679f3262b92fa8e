"""PyTorch, eager: nn.RNN, nn.LSTM, nn.GRU on one-hot rows, fused Adam; book with gradients by hand, since autograd is
five times slower there."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence

from workloads import LONGEST, NameBatch, Weights, Workload


class Model(nn.Module):
    def __init__(self, workload: Workload, weights: Weights):
        super().__init__()
        hidden, vocabulary = weights.output[0].shape
        self.one_hot = torch.eye(vocabulary)
        kind = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[workload.cell]
        self.recurrent = kind(vocabulary, hidden, num_layers=2, batch_first=True)
        self.linear = nn.Linear(hidden, vocabulary)
        for layer, (w, u, b) in enumerate(weights.layers):
            values = {"weight_ih": w.T, "weight_hh": u.T, "bias_ih": b, "bias_hh": np.zeros_like(b)}
            for name, value in values.items():
                getattr(self.recurrent, f"{name}_l{layer}").data.copy_(torch.from_numpy(value))
            getattr(self.recurrent, f"bias_hh_l{layer}").requires_grad = False
        self.linear.weight.data.copy_(torch.from_numpy(weights.output[0].T))
        self.linear.bias.data.copy_(torch.from_numpy(weights.output[1]))

    def rows(self, x: torch.Tensor) -> torch.Tensor:
        return F.embedding(x, self.one_hot)

    def adam(self) -> torch.optim.Adam:
        return torch.optim.Adam([p for p in self.parameters() if p.requires_grad], lr=0.001, fused=True)


def names(workload: Workload, weights: Weights, batches: list[NameBatch], variant: str):
    """Batches padded to their longest name; packed: without padding; compiled: torch.compile, padded to one length."""
    model = Model(workload, weights)
    optimizer = model.adam()

    def packed(x, y, lengths):
        rows = pack_padded_sequence(model.rows(x), lengths, batch_first=True, enforce_sorted=False)
        targets = pack_padded_sequence(y, lengths, batch_first=True, enforce_sorted=False)
        return F.cross_entropy(model.linear(model.recurrent(rows)[0].data), targets.data)

    def padded(x, y, lengths):
        logits = model.linear(model.recurrent(model.rows(x))[0])
        return F.cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=-100)

    loss_of = packed if variant == "packed" else padded
    if variant == "compiled":
        torch._dynamo.config.allow_rnn = True
        loss_of = torch.compile(padded, dynamic=False)

    def step(*batch):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(*batch)
        loss.backward()
        optimizer.step()
        return loss.detach()

    inputs = []
    for batch in batches:
        steps = batch.x.shape[1] if variant == "compiled" else batch.longest
        y = np.where(batch.real > 0, batch.y, -100)
        x, y, lengths = (torch.from_numpy(a) for a in (batch.x[:, :steps], y[:, :steps], batch.lengths))
        inputs.append((batch.characters, (x, y, lengths if variant == "packed" else None)))
    return inputs, step


def text(workload: Workload, weights: Weights, windows: list, variant: str):
    model = Model(workload, weights)
    optimizer = model.adam()
    state = None

    def step(x, y):
        nonlocal state
        optimizer.zero_grad(set_to_none=True)
        out, state = model.recurrent(model.rows(x), state)
        state = tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()
        loss = F.cross_entropy(model.linear(out).flatten(0, 1), y.flatten())
        loss.backward()
        optimizer.step()
        return loss.detach()

    return [(x.size, (torch.from_numpy(x), torch.from_numpy(y))) for x, y in windows], step


def generate(workload: Workload, weights: Weights, variant: str):
    return one_by_one(weights) if workload.batch == 1 else together(workload, weights)


def one_by_one(weights: Weights):
    """Matrix times vector by hand: three times as fast as nn.RNN on one step of one row."""
    (w1, u1, b1), (w2, u2, b2), (w3, b3) = (map(torch.tensor, a) for a in (*weights.layers, weights.output))
    w1, u1, w2, u2, w3 = w1 + b1, u1.t(), w2.t(), u2.t(), w3.t()
    zero, vocabulary = torch.zeros_like(b1), len(b3)

    @torch.inference_mode()
    def sample() -> int:
        h1 = h2 = zero
        c = vocabulary - 2
        for length in range(1, LONGEST + 1):
            h1 = torch.addmv(w1[c], u1, h1).tanh_()
            h2 = torch.addmv(torch.addmv(b2, w2, h1), u2, h2).tanh_()
            c = int(torch.multinomial(torch.softmax(torch.addmv(b3, w3, h2), 0), 1))
            if c == vocabulary - 1:
                break
        return length

    return sample


def together(workload: Workload, weights: Weights):
    model = Model(workload, weights)
    vocabulary, streams = model.linear.out_features, workload.batch

    @torch.inference_mode()
    def sample() -> int:
        x, state, characters = torch.full((streams,), vocabulary - 2), None, 0
        alive = torch.ones(streams, dtype=torch.bool)
        for _ in range(LONGEST):
            out, state = model.recurrent(model.rows(x).unsqueeze(1), state)
            p = torch.softmax(model.linear(out[:, 0]), 1)
            # The inverse of the distribution function: faster than multinomial.
            x = (p.cumsum(1) < torch.rand(streams, 1)).sum(1).clamp_(max=vocabulary - 1)
            characters += int(alive.sum())
            alive &= x != vocabulary - 1
            if not alive.any():
                break
        return characters

    return sample


def book(workload: Workload, weights: Weights, chunks: list, variant: str):
    (w1, u1, b1), (w2, u2, b2) = weights.layers
    w1, u1, b1, w2, u2, b2, w3, b3 = parameters = [torch.tensor(a) for a in (w1, u1, b1, w2, u2, b2, *weights.output)]
    momenta = [torch.zeros_like(p) for p in parameters]
    vw1, vu1, vb1, vw2, vu2, vb2, vw3, vb3 = momenta
    u1t, w2t, u2t, w3t = u1.t(), w2.t(), u2.t(), w3.t()  # views
    h1 = h2 = zero = torch.zeros(workload.hidden)
    one_hot = torch.eye(len(b3))

    @torch.inference_mode()
    def step(x, y, keep):
        nonlocal h1, h2
        distributions = []
        for c, target, kept in zip(x, y, keep):
            p1, p2 = (h1, h2) if kept else (zero, zero)
            h1 = torch.addmv(w1[c] + b1, u1t, p1).tanh_()
            h2 = torch.addmv(torch.addmv(b2, w2t, h1), u2t, p2).tanh_()
            p = torch.softmax(torch.addmv(b3, w3t, h2), 0)
            distributions.append(p)
            d3 = p - one_hot[target]
            d2 = torch.mv(w3, d3) * (1 - h2 * h2)
            d1 = torch.mv(w2, d2) * (1 - h1 * h1)
            torch._foreach_mul_(momenta, 0.9)
            for v, d in (vw1[c], d1), (vb1, d1), (vb2, d2), (vb3, d3):
                v.add_(d, alpha=0.1)
            for v, h, d in (vu1, p1, d1), (vw2, h1, d2), (vu2, p2, d2), (vw3, h2, d3):
                v.addr_(h, d, alpha=0.1)
            torch._foreach_add_(parameters, momenta, alpha=-0.01)
        return F.nll_loss(torch.stack(distributions).log(), torch.tensor(y))

    return [(len(x), (x.tolist(), y.tolist(), keep.tolist())) for x, y, keep in chunks], step
