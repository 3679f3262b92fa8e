"""The C library librnnk on NumPy arrays, without copies: tables of kernels, and networks.

    from rnnc.kernels import Kernels, Network

    kernels = Kernels()                     # the fastest table of this machine
    C = kernels.gemm(A, kernels.pack(B))    # A @ B

Arrays are float32 and their last axis is contiguous; tokens, targets and lengths are int32 and contiguous. An array
that is not is refused with a TypeError or a ValueError, never copied. `out` and what a comment says is overwritten have
to be writable. The formulas and the accuracy are in rnnk.h and rnnk_network.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, Structure, byref, c_bool, c_char_p, c_double, c_float, c_int, c_int32, c_size_t, c_void_p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._library import library, table_address

__all__ = ["Kernels", "Network", "Packed", "Rows", "names"]

Array = NDArray[np.float32]
Integers = NDArray[np.int32]

CELLS = {"rnn": 0, "lstm": 1, "gru": 2}
GATES = {"rnn": 1, "lstm": 4, "gru": 3}


class _Matrix(Structure):
    _fields_ = [("at", c_void_p), ("ld", c_size_t)]


class _Rows(Structure):
    _fields_ = [
        ("rows", c_size_t), ("states", c_size_t), ("depths", c_size_t), ("start", c_void_p), ("parent", c_void_p),
    ]  # fmt: skip


def _function(result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)


_n, _p, _m, _f = c_size_t, c_void_p, _Matrix, c_float
_rows = POINTER(_Rows)
_elementwise = _function(None, _n, _p, _p)


class _Table(Structure):
    """rnnk_kernels of rnnk.h up to the kernels of single steps, in its order."""

    _fields_ = [
        ("name", c_char_p),
        ("packed_count", _function(_n, _n, _n)),
        ("pack", _function(None, _n, _n, _p, _n, c_bool, _p)),
        ("gemm", _function(None, _n, _n, _n, _m, _p, _p, c_int, _m)),
        ("independent_rows", c_bool),
        ("outer", _function(None, _n, _n, _n, _m, _m, _m)),
        ("column_sums", _function(None, _n, _n, _p, _n, _p)),
        ("gather", _function(None, _n, _n, _m, _p, _p, _m)),
        ("scatter_add", _function(None, _n, _n, _m, _p, _m)),
        ("rnn_forward", _function(None, _rows, _n, _p, _m, _m, _p)),
        ("rnn_backward", _function(None, _rows, _n, _p, _m, _m, _m, _m, _p)),
        ("lstm_forward", _function(None, _rows, _n, _p, _m, _m, _m, _m, _m, _p)),
        ("lstm_backward", _function(None, _rows, _n, _p, _m, _m, _m, _m, _m, _m, _m, _p)),
        ("gru_forward", _function(None, _rows, _n, _p, _p, _m, _m, _m, _m, _p)),
        ("gru_backward", _function(None, _rows, _n, _p, _m, _m, _m, _m, _m, _m, _p)),
        ("softmax_cross_entropy", _function(c_double, _n, _n, _p, _p, _p, _f, _p, _n)),
        ("log_softmax", _function(None, _n, _n, _p, _n)),
        ("cumulate", _function(None, _n, _n, _p, _n, _f, _p, _n, _p)),
        ("draw", _function(None, _n, _n, _p, _n, _p, _p)),
        *((name, _elementwise) for name in ("tanh", "sigmoid", "exp", "log", "add")),
        ("scale", _function(None, _n, _f, _p)),
        ("sum_of_squares", _function(c_double, _n, _p)),
    ]


class _Architecture(Structure):
    _fields_ = [
        ("size", c_size_t), ("cell", c_int), ("training", c_bool), ("bidirectional", c_bool), ("tokens", c_size_t),
        ("features", c_size_t), ("outputs", c_size_t), ("projection", c_size_t), ("layers", c_size_t),
        ("units", POINTER(c_size_t)), ("sequences", c_size_t), ("steps", c_size_t),
    ]  # fmt: skip


class _Tensor(Structure):
    _fields_ = [("offset", c_size_t), ("rows", c_size_t), ("columns", c_size_t)]


# ---- arrays as arguments ----------------------------------------------------------------------------------------


def _check(name: str, x: Any, shape: tuple[int, ...], dtype: Any, writable: bool = False) -> None:
    if not isinstance(x, np.ndarray) or x.dtype != dtype:
        raise TypeError(f"{name} must be an array of {np.dtype(dtype)}, not {getattr(x, 'dtype', type(x).__name__)}")
    if x.shape != shape:
        raise ValueError(f"{name} must have the shape {shape}, not {x.shape}")
    if writable and not x.flags.writeable:
        raise ValueError(f"{name} is read-only")


def _matrix(name: str, x: Array, rows: int, columns: int, writable: bool = False) -> _Matrix:
    _check(name, x, (rows, columns), np.float32, writable)
    step = x.strides[0] // 4
    if x.size > 0 and ((columns > 1 and x.strides[1] != 4) or (rows > 1 and (x.strides[0] % 4 or step < columns))):
        raise ValueError(f"{name}: the numbers of a row must be adjacent, and rows in order")
    return _Matrix(x.ctypes.data, max(step, columns))


def _optional_matrix(name: str, x: Array | None, rows: int, columns: int) -> _Matrix:
    return _Matrix(None, 0) if x is None else _matrix(name, x, rows, columns)


def _pointer(name: str, x: Any, shape: tuple[int, ...], dtype: Any = np.float32, writable: bool = False) -> int:
    _check(name, x, shape, dtype, writable)
    if not x.flags.c_contiguous:
        raise ValueError(f"{name} must be contiguous")
    return int(x.ctypes.data)


def _new(*shape: int) -> Array:
    return np.empty(shape, np.float32)


# ---- tables -----------------------------------------------------------------------------------------------------


def names() -> list[str]:
    """The tables that this machine can run, fastest first."""
    found, index = [], 0
    while address := library.rnnk_kernels_at(index):
        found.append(_Table.from_address(address).name.decode())
        index += 1
    return found


class Packed:
    """A right-hand matrix [K, N] in the order in which `gemm` of a table reads it. `U` is where it came from."""

    def __init__(self, kernels: Kernels, K: int, N: int, data: Array) -> None:
        self.kernels, self.K, self.N, self.data = kernels, K, N, data


class Rows:
    """The rows of T steps of B sequences side by side, step by step: row t B + b."""

    def __init__(self, steps: int, sequences: int) -> None:
        if steps < 1 or sequences < 1:
            raise ValueError("steps and sequences must be at least 1")
        self.steps, self.sequences, self.count = steps, sequences, steps * sequences
        self._start = np.arange(steps, dtype=np.int32) * sequences
        self._parent = np.arange(self.count, dtype=np.int32) - np.int32(sequences)
        self._parent[:sequences] = -1 - np.arange(sequences, dtype=np.int32)
        self._rows = _Rows(self.count, sequences, steps - 1, self._start.ctypes.data, self._parent.ctypes.data)


class Kernels:
    """A table of kernels. `name` is an instruction set, as in `names()`; the fastest if it is None."""

    def __init__(self, name: str | None = None) -> None:
        self.address = table_address(name)
        self._table = _Table.from_address(self.address)
        self.name: str = self._table.name.decode()
        self.independent_rows: bool = self._table.independent_rows

    def __repr__(self) -> str:
        return f"Kernels({self.name!r})"

    # ---- products

    def pack(self, B: Array, transposed: bool = False) -> Packed:
        """B [K, N], or [N, K] if `transposed`, as the right-hand matrix of `gemm`."""
        matrix = _matrix("B", B, *B.shape)
        K, N = reversed(B.shape) if transposed else B.shape
        data = _new(self._table.packed_count(K, N))
        self._table.pack(K, N, matrix.at, matrix.ld, transposed, data.ctypes.data)
        return Packed(self, K, N, data)

    def gemm(
        self, A: Array, packed: Packed, bias: Array | None = None, out: Array | None = None, *,
        accumulate: bool = False, tanh: bool = False,
    ) -> Array:  # fmt: skip
        """A [M, K] @ packed [K, N] + bias [N]. accumulate: adds to `out`; tanh: of the result, last."""
        if packed.kernels.address != self.address:
            raise ValueError(f"packed for {packed.kernels.name}, not for {self.name}")
        if accumulate and out is None:
            raise ValueError("accumulate requires out")
        M = A.shape[0]
        result = _new(M, packed.N) if out is None else out
        b = None if bias is None else _pointer("bias", bias, (packed.N,))
        self._table.gemm(
            M, packed.N, packed.K, _matrix("A", A, M, packed.K), packed.data.ctypes.data, b,
            (1 if accumulate else 0) | (2 if tanh else 0), _matrix("out", result, M, packed.N, True),
        )  # fmt: skip
        return result

    def outer(self, A: Array, B: Array, out: Array) -> Array:
        """out [M, N] += A^T B, A [R, M], B [R, N]."""
        (R, M), N = A.shape, B.shape[1]
        self._table.outer(R, M, N, _matrix("A", A, R, M), _matrix("B", B, R, N), _matrix("out", out, M, N, True))
        return out

    def gather(self, table: Array, index: Integers, bias: Array | None = None) -> Array:
        """table[index] + bias: the product of one-hot rows with a table [V, N]."""
        V, N = table.shape
        i = _pointer("index", index, index.shape[:1], np.int32)
        if index.size and not 0 <= index.min() <= index.max() < V:
            raise IndexError(f"index is outside 0 ..< {V}")
        out = _new(len(index), N)
        b = None if bias is None else _pointer("bias", bias, (N,))
        self._table.gather(len(index), N, _matrix("table", table, V, N), i, b, _matrix("out", out, len(index), N))
        return out

    # ---- recurrences

    def rnn_forward(self, rows: Rows, U: Packed, h: Array, h0: Array | None = None) -> Array:
        """h [R, H] holds W x + b, and then the hidden states. U is [H, H]."""
        H, S = self._units(U, 1), rows.sequences
        work = _new((rows.count + S) * H)
        self._table.rnn_forward(
            byref(rows._rows), H, U.data.ctypes.data, _optional_matrix("h0", h0, S, H),
            _matrix("h", h, rows.count, H, True), work.ctypes.data,
        )  # fmt: skip
        return h

    def rnn_backward(
        self, rows: Rows, U_transposed: Packed, h: Array, da: Array, dU: Array, h0: Array | None = None
    ) -> Array:
        """da [R, H] holds dh, and then the gradient of the pre-activations; adds to dU [H, H]."""
        R, S, H = rows.count, rows.sequences, dU.shape[0]
        self._expect(U_transposed, H, H)
        work = _new((R + S) * H)
        self._table.rnn_backward(
            byref(rows._rows), H, U_transposed.data.ctypes.data, _optional_matrix("h0", h0, S, H),
            _matrix("h", h, R, H), _matrix("da", da, R, H, True), _matrix("dU", dU, H, H, True), work.ctypes.data,
        )  # fmt: skip
        return da

    def lstm_forward(
        self, rows: Rows, U: Packed, gates: Array, h0: Array | None = None, c0: Array | None = None
    ) -> tuple[Array, Array]:
        """gates [R, 4H] hold W x + b, and then i, f, g, o; U is [H, 4H]. Returns h and c [R, H]."""
        H, R, S = self._units(U, 4), rows.count, rows.sequences
        if (h0 is None) != (c0 is None):
            raise ValueError("h0 and c0 must be given both or not at all")
        h, c, work = _new(R, H), _new(R, H), _new((R + S) * 4 * H)
        self._table.lstm_forward(
            byref(rows._rows), H, U.data.ctypes.data, _optional_matrix("h0", h0, S, H),
            _optional_matrix("c0", c0, S, H), _matrix("gates", gates, R, 4 * H, True), _matrix("c", c, R, H),
            _matrix("h", h, R, H), work.ctypes.data,
        )  # fmt: skip
        return h, c

    def lstm_backward(
        self, rows: Rows, U_transposed: Packed, gates: Array, h: Array, c: Array, dh: Array, dU: Array,
        h0: Array | None = None, c0: Array | None = None,
    ) -> Array:  # fmt: skip
        """gates hold i, f, g, o, and then the gradient of the pre-activations; adds to dU [H, 4H]; dh is undefined
        afterwards."""
        R, S, H = rows.count, rows.sequences, dU.shape[0]
        self._expect(U_transposed, 4 * H, H)
        work = _new((R + S) * 5 * H)
        self._table.lstm_backward(
            byref(rows._rows), H, U_transposed.data.ctypes.data, _optional_matrix("h0", h0, S, H),
            _optional_matrix("c0", c0, S, H), _matrix("gates", gates, R, 4 * H, True), _matrix("c", c, R, H),
            _matrix("h", h, R, H), _matrix("dh", dh, R, H, True), _matrix("dU", dU, H, 4 * H, True), work.ctypes.data,
        )  # fmt: skip
        return gates

    def gru_forward(
        self, rows: Rows, U: Packed, bias: Array, gates: Array, h0: Array | None = None
    ) -> tuple[Array, Array]:
        """gates [R, 3H] hold W x and all biases but the recurrent one of n, `bias` [H]; then r, z, n. U is [H, 3H].
        Returns h and q [R, H]."""
        H, R, S = self._units(U, 3), rows.count, rows.sequences
        h, q, work = _new(R, H), _new(R, H), _new((R + S) * 3 * H)
        self._table.gru_forward(
            byref(rows._rows), H, U.data.ctypes.data, _pointer("bias", bias, (H,)), _optional_matrix("h0", h0, S, H),
            _matrix("gates", gates, R, 3 * H, True), _matrix("q", q, R, H), _matrix("h", h, R, H), work.ctypes.data,
        )  # fmt: skip
        return h, q

    def gru_backward(
        self, rows: Rows, U_transposed: Packed, gates: Array, h: Array, q: Array, dh: Array, dU: Array,
        h0: Array | None = None,
    ) -> Array:  # fmt: skip
        """gates hold r, z, n, and then the gradient of the pre-activations; q holds that of q; adds to dU [H, 3H]; dh
        is undefined afterwards."""
        R, S, H = rows.count, rows.sequences, dU.shape[0]
        self._expect(U_transposed, 3 * H, H)
        work = _new((R + S) * 3 * H)
        self._table.gru_backward(
            byref(rows._rows), H, U_transposed.data.ctypes.data, _optional_matrix("h0", h0, S, H),
            _matrix("gates", gates, R, 3 * H, True), _matrix("q", q, R, H, True), _matrix("h", h, R, H),
            _matrix("dh", dh, R, H, True), _matrix("dU", dU, H, 3 * H, True), work.ctypes.data,
        )  # fmt: skip
        return gates

    def _expect(self, packed: Packed, K: int, N: int) -> None:
        if packed.kernels.address != self.address or (packed.K, packed.N) != (K, N):
            raise ValueError(
                f"the packed matrix must be [{K}, {N}] for {self.name}, not [{packed.K}, {packed.N}] for "
                f"{packed.kernels.name}"
            )

    def _units(self, U: Packed, gates: int) -> int:
        self._expect(U, U.K, gates * U.K)
        return U.K

    # ---- element by element

    def log_softmax(self, y: Array) -> Array:
        """In place: y - log sum exp y of each row [R, V]."""
        R, V = y.shape
        matrix = _matrix("y", y, R, V, True)
        self._table.log_softmax(R, V, matrix.at, matrix.ld)
        return y

    def tanh(self, x: Array, out: Array | None = None) -> Array:
        return self._elementwise("tanh", x, out)

    def sigmoid(self, x: Array, out: Array | None = None) -> Array:
        return self._elementwise("sigmoid", x, out)

    def exp(self, x: Array, out: Array | None = None) -> Array:
        return self._elementwise("exp", x, out)

    def log(self, x: Array, out: Array | None = None) -> Array:
        return self._elementwise("log", x, out)

    def _elementwise(self, name: str, x: Array, out: Array | None) -> Array:
        source = _pointer("x", x, x.shape)
        result = _new(*x.shape) if out is None else out
        getattr(self._table, name)(x.size, source, _pointer("out", result, x.shape, writable=True))
        return result


# ---- networks ---------------------------------------------------------------------------------------------------

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
    ("rnnk_network_tensors", _n, [_p]),
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
        self._directions, self._state_width = 2 if bidirectional else 1, projection or self.units[-1]
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
        found = [_pointer(f"tensor {i}", t, s, writable=writable) for i, (t, s) in enumerate(zip(tensors, shapes))]
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
        t = None if tokens is None else _pointer("tokens", tokens, (T, B), np.int32)
        x = None if features is None else _pointer("features", features, (T, B, self.features))
        n = None if lengths is None else _pointer("lengths", lengths, (B,), np.int32)
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
        r = _pointer("random", random, (self.sequences,), np.uint32)
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
        w = None if weights is None else _pointer("weights", weights, rows)
        return _pointer("targets", targets, (*rows, self.outputs_count)), w

    def cross_entropy(self, targets: Integers, scale: float = 1.0) -> float:
        """Softmax cross-entropy of targets [T, B], -1 where nothing is predicted; the sum, in nats."""
        loss, t = c_double(), _pointer("targets", targets, (self._lasts, self.sequences), np.int32)
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
        dx = _new(self._lasts, self.sequences, self.features)
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
