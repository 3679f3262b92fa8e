#!/usr/bin/env python3
"""Learns to continue sine waves with a PyTorch program whose layers are those of rnnc.torch.

usage: sine_waves.py [--steps N]        needs torch and rnnc

With `from torch.nn import LSTM` instead, the program is the same in PyTorch.
"""
import argparse

import torch
from rnnc.torch import LSTM
from torch import nn


class Waves(nn.Module):
    """Predicts the next value of each wave from those before it."""

    def __init__(self, units=51):
        super().__init__()
        self.lstm = LSTM(1, units, num_layers=2, batch_first=True)
        self.linear = nn.Linear(units, 1)

    def forward(self, x, future=0):
        h, states = self.lstm(x)
        outputs = [self.linear(h)]
        for _ in range(future):
            h, states = self.lstm(outputs[-1][:, -1:], states)
            outputs.append(self.linear(h))
        return torch.cat(outputs, 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=300)
    steps = parser.parse_args().steps
    torch.manual_seed(0)
    shifts = torch.randint(-80, 80, (97, 1))
    waves = torch.sin((torch.arange(200) + shifts) / 20.0).unsqueeze(2)
    train, test = waves[3:], waves[:3]
    model, loss = Waves(), nn.MSELoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    for step in range(steps + 1):
        optimizer.zero_grad()
        error = loss(model(train[:, :-1]), train[:, 1:])
        error.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % max(1, steps // 3) == 0:
            with torch.no_grad():
                continued = model(test[:, :100], future=99)
                print(f"step {step}  loss {error.item():.6f}  continued {loss(continued, test[:, 1:]).item():.6f}")


main()
