"""Networks (rnnk_network.h) on NumPy arrays."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, Structure, byref, c_bool, c_char_p, c_double, c_float, c_int, c_size_t, c_void_p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._arrays import Array, Integers, new_array, pointer
from ._library import library
from ._tables import Kernels

CELLS = {"rnn": 0, "lstm": 1, "gru": 2}
GATES = {"rnn": 1, "lstm": 4, "gru": 3}


class _Architecture(Structure):
    _fields_ = [
        ("size", c_size_t), ("cell", c_int), ("training", c_bool), ("bidirectional", c_bool), ("tokens", c_size_t),
        ("features", c_size_t), ("outputs", c_size_t), ("projection", c_size_t), ("layers", c_size_t),
        ("units", POINTER(c_size_t)), ("sequences", c_size_t), ("steps", c_size_t),
    ]  # fmt: skip


_n, _p, _f = c_size_t, c_void_p, c_float
for _name, _result, _arguments in [
    ("rnnk_status_text", c_char_p, [c_int]),
    ("rnnk_network_size_of", _n, [_p, _p]),
    ("rnnk_network_create", c_int, [_p, _p, _p, _p, _n, _p]),
    ("rnnk_network_get_weights", None, [_p, _p]),
    ("rnnk_network_set_weights", None, [_p, _p]),
    ("rnnk_network_run", c_int, [_p, _n, _p, _p, _p]),
    ("rnnk_network_outputs", _p, [_p]),
    ("rnnk_network_sample", c_int, [_p, _f, _p, _p]),
    ("rnnk_network_reset", None, [_p]),
    ("rnnk_network_reset_sequence", c_int, [_p, _n]),
    ("rnnk_network_state", _p, [_p, _n]),
    ("rnnk_network_cross_entropy", c_int, [_p, _p, _f, _p]),
    ("rnnk_network_squared_error", c_int, [_p, _p, _p, _f, _p]),
    ("rnnk_network_huber", c_int, [_p, _p, _p, _f, _f, _p]),
    ("rnnk_network_binary_cross_entropy", c_int, [_p, _p, _p, _f, _p]),
    ("rnnk_network_output_gradients", _p, [_p]),
    ("rnnk_network_backward", c_int, [_p]),
    ("rnnk_network_backward_features", c_int, [_p, _p]),
    ("rnnk_network_get_gradients", c_int, [_p, _p]),
    ("rnnk_network_clip", c_int, [_p, _f, _p]),
    ("rnnk_network_sgd", c_int, [_p, _f]),
    ("rnnk_network_momentum", c_int, [_p, _f, _f]),
    ("rnnk_network_nesterov", c_int, [_p, _f, _f]),
    ("rnnk_network_rmsprop", c_int, [_p, _f, _f, _f]),
    ("rnnk_network_adam", c_int, [_p, _f, _f, _f, _f]),
    ("rnnk_network_adamw", c_int, [_p, _f, _f, _f, _f, _f]),
    ("rnnk_network_parameters", _p, [_p, _p]),
    ("rnnk_network_gradients", _p, [_p, _p]),
    ("rnnk_network_update", None, [_p]),
]:
    _symbol = getattr(library, _name)
    _symbol.restype, _symbol.argtypes = _result, _arguments


class Network:
    """A stack of recurrent layers and a linear layer, in one array of memory.

    tokens    classes of the one-hot inputs, 0 for none
    features  numbers in, 0 for none
    outputs   numbers of the linear layer, 0 for no such layer: then the outputs are those of the last recurrent layer
    weights   list of arrays in PyTorch's order and layouts (`weights()` returns such a list); None for zeros
    """

    def __init__(
        self, cell: str, units: Sequence[int], *, tokens: int = 0, features: int = 0, outputs: int = 0,
        sequences: int = 1, steps: int = 1, training: bool = False, bidirectional: bool = False, projection: int = 0,
        weights: Sequence[Array] | None = None, kernels: Kernels | None = None,
    ) -> None:  # fmt: skip
        if cell not in CELLS:
            raise ValueError(f"cell must be one of {', '.join(CELLS)}, not {cell!r}")
        self.kernels = kernels or Kernels()
        self.cell, self.units, self.tokens, self.features = cell, tuple(units), tokens, features
        self.sequences, self.steps, self.training = sequences, steps, training
        self.bidirectional, self.projection, self._linear = bidirectional, projection, outputs > 0
        self._directions = 2 if bidirectional else 1
        self._state_width = projection or (self.units or (0,))[-1]
        self.outputs_count = outputs or self._directions * self._state_width
        description = _Architecture(
            ctypes.sizeof(_Architecture), CELLS[cell], training, bidirectional, tokens, features, outputs, projection,
            len(self.units), (c_size_t * len(self.units))(*self.units), sequences, steps,
        )  # fmt: skip
        size = library.rnnk_network_size_of(self.kernels.address, byref(description))
        if size == 0:
            raise ValueError(library.rnnk_status_text(1).decode())
        pointers = None if weights is None else self._pointers(weights, writable=False)
        self._memory = np.empty(size + 64, np.uint8)
        self._network, self._lasts = c_void_p(), 0
        aligned = self._memory.ctypes.data + -self._memory.ctypes.data % 64
        self._call_create(description, pointers, aligned, size)

    def _call_create(self, description: _Architecture, pointers: Any, memory: int, size: int) -> None:
        self._check(
            library.rnnk_network_create(
                self.kernels.address, byref(description), pointers, memory, size, byref(self._network)
            )
        )

    @staticmethod
    def _check(status: int) -> None:
        if status:
            raise ValueError(library.rnnk_status_text(status).decode())

    def _view(self, address: int | None, *shape: int) -> Array:
        """Memory of the network as an array, which keeps the network alive."""
        if not address:
            raise ValueError(library.rnnk_status_text(7).decode())
        offset = address - self._memory.ctypes.data
        return self._memory[offset : offset + 4 * int(np.prod(shape))].view(np.float32).reshape(shape)

    # ---- weights

    def shapes(self) -> list[tuple[int, ...]]:
        """Shapes of the weights, in PyTorch's order and layouts."""
        found: list[tuple[int, ...]] = []
        below = self.tokens + self.features
        for H in self.units:
            rows, recurrent = GATES[self.cell] * H, self.projection or H
            one = [(rows, below), (rows, recurrent), (rows,), (rows,), *([(recurrent, H)] if self.projection else [])]
            found += one * self._directions
            below = recurrent * self._directions
        return found + ([(self.outputs_count, below), (self.outputs_count,)] if self._linear else [])

    def _pointers(self, tensors: Sequence[Array], writable: bool) -> Any:
        shapes = self.shapes()
        if len(tensors) != len(shapes):
            raise ValueError(f"there are {len(shapes)} tensors, not {len(tensors)}")
        found = [pointer(f"tensor {i}", t, s, writable=writable) for i, (t, s) in enumerate(zip(tensors, shapes))]
        return (c_void_p * len(found))(*found)

    def weights(self) -> list[Array]:
        """Copies of the weights, in PyTorch's order and layouts. The two biases of a gate are one sum."""
        tensors = [np.empty(shape, np.float32) for shape in self.shapes()]
        library.rnnk_network_get_weights(self._network, self._pointers(tensors, True))
        return tensors

    def set_weights(self, weights: Sequence[Array]) -> None:
        library.rnnk_network_set_weights(self._network, self._pointers(weights, False))

    def gradients(self) -> list[Array]:
        """Copies of the gradients, as `weights()`."""
        tensors = [np.empty(shape, np.float32) for shape in self.shapes()]
        self._check(library.rnnk_network_get_gradients(self._network, self._pointers(tensors, True)))
        return tensors

    def _flat(self, function: Any) -> Array:
        count = c_size_t()
        return self._view(function(self._network, byref(count)), count.value)

    @property
    def flat_parameters(self) -> Array:
        """All parameters as one array in the network's memory; call `update` after writing to it."""
        return self._flat(library.rnnk_network_parameters)

    @property
    def flat_gradients(self) -> Array:
        """All gradients as one array in the network's memory."""
        return self._flat(library.rnnk_network_gradients)

    def update(self) -> None:
        library.rnnk_network_update(self._network)

    # ---- running

    def run(
        self, *, tokens: Integers | None = None, features: Array | None = None, lengths: Integers | None = None
    ) -> Array:
        """T steps from the current states. tokens [T, B], features [T, B, F], lengths [B]. Returns `outputs()`."""
        given = tokens if tokens is not None else features
        if given is None:
            raise ValueError("tokens or features must be given")
        T, B = len(given), self.sequences
        t = None if tokens is None else pointer("tokens", tokens, (T, B), np.int32)
        x = None if features is None else pointer("features", features, (T, B, self.features))
        n = None if lengths is None else pointer("lengths", lengths, (B,), np.int32)
        self._check(library.rnnk_network_run(self._network, T, n, t, x))
        self._lasts = T
        return self.outputs()

    def outputs(self) -> Array:
        """[T, B, O] of the last run, in the network's memory until the next one or until the loss."""
        return self._view(
            library.rnnk_network_outputs(self._network), self._lasts, self.sequences, self.outputs_count
        )

    def sample(self, random: NDArray[np.uint32], temperature: float = 1.0) -> Integers:
        """A token for each sequence, drawn after the last step; random [B] is uniform in 0 ..< 2^32."""
        drawn = np.empty(self.sequences, np.int32)
        r = pointer("random", random, (self.sequences,), np.uint32)
        self._check(library.rnnk_network_sample(self._network, temperature, r, drawn.ctypes.data))
        return drawn

    def reset(self, sequence: int | None = None) -> None:
        """The states of all sequences, or of one, become zeros."""
        if sequence is None:
            library.rnnk_network_reset(self._network)
        else:
            self._check(library.rnnk_network_reset_sequence(self._network, sequence))

    def state(self, layer: int) -> Array:
        """[B, H], of an LSTM [B, 2H] (h, then c), in the network's memory. With two directions, 2 l and 2 l + 1 are
        those of layer l."""
        if not 0 <= layer < len(self.units) * self._directions:
            raise IndexError(f"there is no layer {layer}")
        H = self.units[layer // self._directions]
        width = (self.projection or H) + H if self.cell == "lstm" else H
        return self._view(library.rnnk_network_state(self._network, layer), self.sequences, width)

    # ---- training

    def _targets(self, targets: Array, weights: Array | None) -> tuple[int, int | None]:
        rows = (self._lasts, self.sequences)
        w = None if weights is None else pointer("weights", weights, rows)
        return pointer("targets", targets, (*rows, self.outputs_count)), w

    def cross_entropy(self, targets: Integers, scale: float = 1.0) -> float:
        """Softmax cross-entropy of targets [T, B], -1 where nothing is predicted; the sum, in nats."""
        loss, t = c_double(), pointer("targets", targets, (self._lasts, self.sequences), np.int32)
        self._check(library.rnnk_network_cross_entropy(self._network, t, scale, byref(loss)))
        return loss.value

    def squared_error(self, targets: Array, weights: Array | None = None, scale: float = 1.0) -> float:
        """Sum of squared errors of targets [T, B, O] with weights [T, B]."""
        loss, (t, w) = c_double(), self._targets(targets, weights)
        self._check(library.rnnk_network_squared_error(self._network, t, w, scale, byref(loss)))
        return loss.value

    def huber(
        self, targets: Array, weights: Array | None = None, delta: float = 1.0, scale: float = 1.0
    ) -> float:
        """Sum of Huber losses of targets [T, B, O] with weights [T, B]."""
        loss, (t, w) = c_double(), self._targets(targets, weights)
        self._check(library.rnnk_network_huber(self._network, t, w, delta, scale, byref(loss)))
        return loss.value

    def binary_cross_entropy(self, targets: Array, weights: Array | None = None, scale: float = 1.0) -> float:
        """Sum of binary cross-entropies of probabilities [T, B, O] with weights [T, B]; the outputs are logits."""
        loss, (t, w) = c_double(), self._targets(targets, weights)
        self._check(library.rnnk_network_binary_cross_entropy(self._network, t, w, scale, byref(loss)))
        return loss.value

    @property
    def output_gradients(self) -> Array:
        """[T, B, O], to be written for a loss of your own before `backward`."""
        address = library.rnnk_network_output_gradients(self._network)
        return self._view(address, self._lasts, self.sequences, self.outputs_count)

    def backward(self, features: bool = False) -> Array | None:
        """Adds to the gradients of all weights; with `features`, returns the gradient of the features [T, B, F]."""
        if not features:
            self._check(library.rnnk_network_backward(self._network))
            return None
        dx = new_array(self._lasts, self.sequences, self.features)
        self._check(library.rnnk_network_backward_features(self._network, dx.ctypes.data))
        return dx

    def clip(self, limit: float) -> float:
        """Scales the gradients down to a norm of at most `limit`; returns the norm before."""
        norm = c_double()
        self._check(library.rnnk_network_clip(self._network, limit, byref(norm)))
        return norm.value

    def sgd(self, lr: float) -> None:
        self._check(library.rnnk_network_sgd(self._network, lr))

    def momentum(self, lr: float, m: float = 0.9) -> None:
        self._check(library.rnnk_network_momentum(self._network, lr, m))

    def nesterov(self, lr: float, m: float = 0.9) -> None:
        self._check(library.rnnk_network_nesterov(self._network, lr, m))

    def rmsprop(self, lr: float, rho: float = 0.9, epsilon: float = 1e-7) -> None:
        self._check(library.rnnk_network_rmsprop(self._network, lr, rho, epsilon))

    def adam(self, lr: float, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8) -> None:
        self._check(library.rnnk_network_adam(self._network, lr, beta1, beta2, epsilon))

    def adamw(
        self, lr: float, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8, decay: float = 0.01
    ) -> None:
        self._check(library.rnnk_network_adamw(self._network, lr, beta1, beta2, epsilon, decay))
