#!/usr/bin/env python3
"""Measures networks with dense inputs beside PyTorch: whole training steps (forward, mean squared error, backward,
Adam), and single steps without training. One thread, alternating; prints medians of the processor time. The first
losses have to agree.

usage: compare_dense.py [ROUNDS]        needs torch; the library is that of `make library`, or $RNNK_LIBRARY
"""
import ctypes
import os
import pathlib
import statistics
import sys
import time
import warnings

import torch

CELLS = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}
pointer, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_float


class Architecture(ctypes.Structure):
    _fields_ = [("size", size), ("cell", ctypes.c_uint), ("training", ctypes.c_bool), ("bidirectional", ctypes.c_bool),
                ("tokens", size), ("features", size), ("outputs", size), ("projection", size), ("layers", size),
                ("units", ctypes.POINTER(size)), ("sequences", size), ("steps", size)]


def load_library():
    root = pathlib.Path(__file__).resolve().parents[2]
    library = ctypes.CDLL(os.environ.get("RNNK_LIBRARY", str(root / ".build/library/lib/librnnk.so")))
    for name, result, arguments in [
            ("rnnk_kernels_best", pointer, []), ("rnnk_network_size_of", size, [pointer, pointer]),
            ("rnnk_network_create", ctypes.c_uint, [pointer, pointer, pointer, pointer, size, pointer]),
            ("rnnk_network_run", ctypes.c_uint, [pointer, size, pointer, pointer, pointer]),
            ("rnnk_network_squared_error", ctypes.c_uint, [pointer, pointer, pointer, number, pointer]),
            ("rnnk_network_backward", ctypes.c_uint, [pointer]), ("rnnk_network_reset", None, [pointer]),
            ("rnnk_network_adam", ctypes.c_uint, [pointer, number, number, number, number])]:
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def check(status):
    assert status == 0, f"status {status}"


class Case:
    """The same network, with the same weights and data, in both."""

    def __init__(self, library, cell, hidden, layers, F, O, B, T, training=True, ragged=False, directions=1, Q=0):
        torch.manual_seed(1)
        self.library, self.T, self.B, self.O, self.training = library, T, B, O, training
        arguments = {"proj_size": Q} if Q else {}
        self.net = CELLS[cell](F, hidden, layers, bidirectional=directions == 2, **arguments)
        self.linear = torch.nn.Linear((Q or hidden) * directions, O)
        self.x, self.targets = torch.randn(T, B, F), torch.randn(T, B, O)
        self.lengths = torch.randint(1, T + 1, (B,), dtype=torch.int32) if ragged else None
        self.count = float((self.lengths.sum() if ragged else T * B) * O)
        if ragged:
            self.mask = (torch.arange(T)[:, None] < self.lengths[None]).float()[..., None]
        self.parameters = [*self.net.parameters(), *self.linear.parameters()]
        copies = [p.detach().clone().contiguous() for p in self.parameters]
        self.weights = (pointer * len(copies))(*(p.data_ptr() for p in copies))
        self.optimizer = torch.optim.Adam(self.parameters, 1e-3)
        a = Architecture(ctypes.sizeof(Architecture), ["rnn", "lstm", "gru"].index(cell), training, directions == 2,
                         0, F, O, Q, layers, (size * layers)(*[hidden] * layers), B, T)
        bytes_ = library.rnnk_network_size_of(library.rnnk_kernels_best(), ctypes.byref(a))
        self.memory = ctypes.create_string_buffer(bytes_)
        self.network = pointer()
        check(library.rnnk_network_create(library.rnnk_kernels_best(), ctypes.byref(a), self.weights, self.memory, bytes_,
                                          ctypes.byref(self.network)))

    def rnnk(self):
        library, net, loss = self.library, self.network, ctypes.c_double()
        lengths = self.lengths.data_ptr() if self.lengths is not None else None
        if not self.training:
            check(library.rnnk_network_run(net, self.T, lengths, None, self.x.data_ptr()))
            return 0
        library.rnnk_network_reset(net)
        check(library.rnnk_network_run(net, self.T, lengths, None, self.x.data_ptr()))
        check(library.rnnk_network_squared_error(net, self.targets.data_ptr(), None, 1 / self.count, ctypes.byref(loss)))
        check(library.rnnk_network_backward(net))
        check(library.rnnk_network_adam(net, 1e-3, 0.9, 0.999, 1e-8))
        return loss.value / self.count

    def pytorch(self):
        if not self.training:
            with torch.no_grad():
                y, self.state = self.net(self.x, getattr(self, "state", None))
                self.linear(y)
            return 0
        self.optimizer.zero_grad()
        if self.lengths is None:
            loss = ((self.linear(self.net(self.x)[0]) - self.targets) ** 2).mean()
        else:
            packed = torch.nn.utils.rnn.pack_padded_sequence(self.x, self.lengths.long(), enforce_sorted=False)
            y = torch.nn.utils.rnn.pad_packed_sequence(self.net(packed)[0], total_length=self.T)[0]
            loss = (((self.linear(y) - self.targets) ** 2) * self.mask).sum() / self.count
        loss.backward()
        self.optimizer.step()
        return loss.item()


def timed(function, repeats):
    begin = time.process_time()
    for _ in range(repeats):
        value = function()
    return (time.process_time() - begin) / repeats, value


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    torch.set_num_threads(1)
    warnings.simplefilter("ignore")  # oneDNN has no projections
    library = load_library()
    cases = {
        "GRU 2x32, 8 in, 32 x 64": dict(cell="gru", hidden=32, layers=2, F=8, O=1, B=32, T=64),
        "LSTM 2x64, 16 in, 32 x 100": dict(cell="lstm", hidden=64, layers=2, F=16, O=2, B=32, T=100),
        "LSTM 2x128, 40 in, 32 x 100": dict(cell="lstm", hidden=128, layers=2, F=40, O=4, B=32, T=100),
        "the same, lengths 1 to 100": dict(cell="lstm", hidden=128, layers=2, F=40, O=4, B=32, T=100, ragged=True),
        "the same, both directions": dict(cell="lstm", hidden=128, layers=2, F=40, O=4, B=32, T=100, directions=2),
        "the same, projected to 64": dict(cell="lstm", hidden=128, layers=2, F=40, O=4, B=32, T=100, Q=64),
        "step of an LSTM 32, 1 in": dict(cell="lstm", hidden=32, layers=1, F=1, O=1, B=1, T=1, training=False),
    }
    print(f"PyTorch {torch.__version__}; {os.cpu_count()} processors; medians of {rounds} rounds")
    for name, arguments in cases.items():
        case = Case(library, **arguments)
        first = (case.rnnk(), case.pytorch())
        repeats = max(1, int(0.15 / timed(case.pytorch, 1)[0])) if case.training else 300
        repeats_own = repeats if case.training else 3000
        assert abs(first[0] - first[1]) < 1e-4 * max(1e-9, first[1]), f"losses {first}"
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(timed(case.rnnk, repeats_own)[0])
            theirs.append(timed(case.pytorch, repeats)[0])
        a, b = statistics.median(ours), statistics.median(theirs)
        ratios = sorted(t / o for o, t in zip(ours, theirs))
        print(f"{name:30} {a * 1e6:10.1f} µs {b * 1e6:10.1f} µs  {b / a:5.1f} times ({ratios[0]:.1f} to {ratios[-1]:.1f})")


main()
