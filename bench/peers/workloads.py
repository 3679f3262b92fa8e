"""What is measured: the workloads, their data, and the weights that every peer begins with.

Arrays are named x (characters read), y (characters to predict) and real (1 where y is a character or STOP, 0 in
padding). START and STOP are the last two ids of a vocabulary. Shapes: B names or streams, T steps, H hidden units, V
characters.
"""

import itertools
import random
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

GATES = {"rnn": 1, "gru": 3, "lstm": 4}
LONGEST = 20  # characters of a generated name at most
STREAMS = 1024  # names generated at once


@dataclass(frozen=True)
class Workload:
    """Two recurrent layers and an output layer, float32.

    `task` is the function of a peer's module that runs it. `peers` maps "module variant" to the least ratio wanted, or
    None.
    """

    task: str
    cell: str
    hidden: int
    peers: dict[str, float | None]
    batch: int = 1
    window: int = 0  # characters that each stream of a text advances a step


# Not of gru128: LIBXSMM 1.17 computes a wrong gradient of a GRU's recurrent weights (see native/libxsmm.c).
LSTM_PEERS = {"onednn": None, "libxsmm": None, "kann": None}
WORKLOADS = {
    "book": Workload("book", "rnn", 32, {"numba": 4, "jax": None, "pytorch": None, "numpy": None}),
    "names32": Workload("names", "rnn", 32, {"jax": 7, "pytorch": 18, "pytorch compiled": 18, "keras": None}, 32),
    "names256": Workload("names", "rnn", 32, {"jax": 9, "pytorch": 11, "pytorch packed": 11, "keras": None}, 256),
    "names128h": Workload("names", "rnn", 128, {"pytorch packed": 3, "jax": None}, 256),
    "lstm128": Workload("text", "lstm", 128, {"pytorch": 1.5, "jax": 1.5} | LSTM_PEERS, 50, 50),
    "gru128": Workload("text", "gru", 128, {"pytorch": 1.5, "jax": 1.5, "onednn": None, "kann": None}, 50, 50),
    "lstm256": Workload("text", "lstm", 256, {"pytorch": 1.25, "jax": 1.25} | LSTM_PEERS, 64, 64),
    "lstm512": Workload("text", "lstm", 512, {"pytorch": 1.25, "jax": 1.25} | LSTM_PEERS, 64, 100),
    "generate1": Workload("generate", "rnn", 32, {"jax": 20, "numpy": None, "onnx": None, "pytorch": None}, 1),
    "generate": Workload("generate", "rnn", 32, {"jax": 4, "pytorch": None}, STREAMS),
    "generate-lstm128": Workload("generate", "lstm", 128, {"jax": 1.6, "pytorch": None}, STREAMS),
}


class Weights(NamedTuple):
    """Row vectors times matrices: a layer's gates are `x @ w + h @ u + b`, side by side in PyTorch's order.

    PyTorch's second bias is zero and not trained: it only repeats the first one, but for a GRU's new gate.
    """

    layers: list[tuple[np.ndarray, np.ndarray, np.ndarray]]  # w [V or H, gates x H], u [H, gates x H], b [gates x H]
    output: tuple[np.ndarray, np.ndarray]  # w [H, V], b [V]


def initial_weights(workload: Workload, vocabulary: int) -> Weights:
    generator = np.random.default_rng(1)
    hidden, width = workload.hidden, GATES[workload.cell] * workload.hidden

    def normal(*shape: int) -> np.ndarray:
        return (generator.standard_normal(shape) / np.sqrt(hidden)).astype(np.float32)

    layers = [(normal(rows, width), normal(hidden, width), np.zeros(width, np.float32)) for rows in (vocabulary, hidden)]
    return Weights(layers, (normal(hidden, vocabulary), np.zeros(vocabulary, np.float32)))


class NameBatch(NamedTuple):
    x: np.ndarray  # [B, T] int64, T that of the longest name of the list
    y: np.ndarray  # [B, T] int64, 0 in padding
    real: np.ndarray  # [B, T] float32
    lengths: np.ndarray  # [B], STOP included

    @property
    def characters(self) -> int:
        return int(self.lengths.sum())

    @property
    def longest(self) -> int:
        return int(self.lengths.max())


def encode(names: list[str]) -> tuple[list[list[int]], int]:
    """Each name as [START, characters, STOP], and V."""
    letters = {letter: id for id, letter in enumerate(sorted(set("".join(names))))}
    start, stop = len(letters), len(letters) + 1
    return [[start, *(letters[c] for c in name), stop] for name in names], stop + 1


def name_batches(names: list[str], size: int) -> tuple[list[NameBatch], int]:
    """Whole batches of the shuffled list, and V."""
    encoded, vocabulary = encode(random.Random(1).sample(names, len(names)))
    longest = max(map(len, encoded)) - 1
    batches = []
    for i in range(0, len(encoded) - size + 1, size):
        x, y = np.zeros((2, size, longest), np.int64)
        lengths = np.array([len(ids) - 1 for ids in encoded[i : i + size]])
        for row, ids in enumerate(encoded[i : i + size]):
            x[row, : len(ids) - 1], y[row, : len(ids) - 1] = ids[:-1], ids[1:]
        batches.append(NameBatch(x, y, (np.arange(longest) < lengths[:, None]).astype(np.float32), lengths))
    return batches, vocabulary


def name_chunks(names: list[str], size: int = 1024) -> tuple[list[tuple[np.ndarray, ...]], int]:
    """One name after another as chunks (x, y, keep) of `size` characters, and V. keep is 0 where a name begins, else 1.
    """
    encoded, vocabulary = encode(names)
    x = np.array([id for ids in encoded for id in ids[:-1]], np.int32)
    y = np.array([id for ids in encoded for id in ids[1:]], np.int32)
    keep = (x != vocabulary - 2).astype(np.float32)
    return [tuple(a[i : i + size] for a in (x, y, keep)) for i in range(0, len(x) - size + 1, size)], vocabulary


def text_windows(text: str, streams: int, window: int) -> tuple[list[tuple[np.ndarray, np.ndarray]], int]:
    """The text cut into parallel streams: windows (x, y) [B, T] in order, so that the state can be carried over, and V.
    """
    letters = {letter: id for id, letter in enumerate(sorted(set(text)))}
    ids = np.array([letters[c] for c in text], np.int64)
    length = (len(ids) - 1) // streams
    x, y = ids[: streams * length].reshape(streams, length), ids[1 : streams * length + 1].reshape(streams, length)
    cuts = range(0, length - window + 1, window)
    return [(x[:, i : i + window].copy(), y[:, i : i + window].copy()) for i in cuts], len(letters)


def read_names(path: Path) -> list[str]:
    lines = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig")).splitlines()
    return [name for name in map(str.strip, lines) if name]


def synthetic_names(count: int) -> list[str]:
    """Deterministic names of syllables, as long as those of people and with beginnings as often in common."""
    draw = random.Random(1)

    def letter(letters: str) -> str:
        return letters[int(len(letters) * draw.random() ** 2.2)]  # the first ones most often

    def name() -> str:
        letters, vowel = "", draw.random() < 0.3
        for _ in range(max(2, round(draw.gauss(6.1, 1.5)))):
            letters += letter("aeiouy") if vowel else letter("nlrmshkjtdbcvzgpfwxq")
            vowel = not vowel if draw.random() < 0.9 else vowel
        return letters

    return [name() for _ in range(count)]


def synthetic_players(count: int) -> list[str]:
    """Names of 64 different characters."""
    rare = itertools.cycle("áéíóúüñç-.'&ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return [name.capitalize() + (next(rare) if i % 10 == 0 else "") for i, name in enumerate(synthetic_names(count))]


def synthetic_text(length: int) -> str:
    """Running text of 65 different characters."""
    draw, signs = random.Random(2), itertools.cycle(" \n!$&',-.3:;?")
    text = "".join(
        (name.capitalize() if draw.random() < 0.2 else name) + (next(signs) if draw.random() < 0.2 else " ")
        for name in synthetic_names(length // 6)
    )
    return text[:length]
