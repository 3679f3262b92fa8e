#!/usr/bin/env python3
"""Scores names with a model of rnnc. NumPy arrays share the memory of the library; nothing is copied.

usage: score.py MODEL.safetensors NAME...        needs numpy; finds the library by pkg-config, or in $RNNK_LIBRARY
"""
import ctypes
import json
import os
import struct
import subprocess
import sys

import numpy as np


class Shape(ctypes.Structure):
    _fields_ = [("cell", ctypes.c_uint), ("training", ctypes.c_bool), ("classes", ctypes.c_size_t),
                ("layers", ctypes.c_size_t), ("units", ctypes.POINTER(ctypes.c_size_t)),
                ("sequences", ctypes.c_size_t), ("steps", ctypes.c_size_t)]


def load_library():
    path = os.environ.get("RNNK_LIBRARY")
    if not path:
        folder = subprocess.run(["pkg-config", "--variable=libdir", "rnnk"], check=True, capture_output=True, text=True)
        path = os.path.join(folder.stdout.strip(), "librnnk.dylib" if sys.platform == "darwin" else "librnnk.so")
    library = ctypes.CDLL(path)
    pointer, size = ctypes.c_void_p, ctypes.c_size_t
    for name, result, arguments in [
            ("rnnk_kernels_best", pointer, []), ("rnnk_status_text", ctypes.c_char_p, [ctypes.c_uint]),
            ("rnnk_network_size", size, [pointer, pointer]),
            ("rnnk_network_init", ctypes.c_uint, [pointer, pointer, pointer, pointer, size, pointer]),
            ("rnnk_network_forward", ctypes.c_uint, [pointer, size, pointer]),
            ("rnnk_network_logits", pointer, [pointer]), ("rnnk_network_reset", None, [pointer])]:
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def read_safetensors(path):
    """Metadata, and tensors as views of the mapped file."""
    file = np.memmap(path, np.uint8, "r")
    (length,) = struct.unpack("<Q", file[:8].tobytes())
    header = json.loads(file[8:8 + length].tobytes())
    metadata = header.pop("__metadata__")
    return metadata, {name: file[8 + length:][slice(*entry["data_offsets"])].view(np.float32)
                      for name, entry in header.items()}


class Network:
    """Runs several names at once through the model in a file."""

    def __init__(self, library, path, sequences, steps):
        metadata, tensors = read_safetensors(path)
        architecture = json.loads(metadata["rnnc.architecture"])
        self.vocabulary = json.loads(metadata["rnnc.vocabulary"])
        self.library, self.sequences, self.steps = library, sequences, steps
        self.start, self.stop = len(self.vocabulary), len(self.vocabulary) + 1
        units = (ctypes.c_size_t * len(architecture["hidden"]))(*architecture["hidden"])
        shape = Shape(["rnn", "lstm", "gru"].index(architecture["cell"]), False, self.stop + 1, len(units), units,
                      sequences, steps)
        names = [f"rnn.{part}_l{layer}" for layer in range(len(units))
                 for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")] + ["out.weight", "out.bias"]
        weights = (ctypes.c_void_p * len(names))(*(tensors[name].ctypes.data for name in names))
        kernels = library.rnnk_kernels_best()
        size = library.rnnk_network_size(kernels, ctypes.byref(shape))
        self.memory = np.empty(size, np.uint8)
        self.network = ctypes.c_void_p()
        self.check(library.rnnk_network_init(kernels, ctypes.byref(shape), weights, self.memory.ctypes.data, size,
                                             ctypes.byref(self.network)))

    def check(self, status):
        if status:
            raise ValueError(self.library.rnnk_status_text(status).decode())

    def forward(self, tokens):
        """Logits [steps, sequences, classes] after each of the tokens [steps, sequences], from states of zeros: a view
        of the network's memory, to be used before the next call."""
        tokens = np.ascontiguousarray(tokens, np.int32)
        self.library.rnnk_network_reset(self.network)
        self.check(self.library.rnnk_network_forward(self.network, len(tokens), tokens.ctypes.data))
        address = self.library.rnnk_network_logits(self.network)
        logits = (ctypes.c_float * (tokens.size * (self.stop + 1))).from_address(address)
        return np.frombuffer(logits, np.float32).reshape(*tokens.shape, self.stop + 1)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    path, names = sys.argv[1], sys.argv[2:]
    steps = max(map(len, names)) + 1
    network = Network(load_library(), path, len(names), steps)
    token = {character: index for index, character in enumerate(network.vocabulary)}
    unknown = sorted({character for name in names for character in name if character not in token})
    if unknown:
        sys.exit(f"score.py: the model does not know {' '.join(unknown)}")
    tokens = np.full((steps, len(names)), network.start, np.int32)
    for column, name in enumerate(names):
        tokens[1:len(name) + 1, column] = [token[character] for character in name]
    logits = network.forward(tokens)
    shifted = logits - logits.max(-1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    for column, name in enumerate(names):
        targets = [token[character] for character in name] + [network.stop]
        total = log_probabilities[np.arange(len(targets)), column, targets].sum()
        print(f"{name}\t{total:.4f}")


main()
