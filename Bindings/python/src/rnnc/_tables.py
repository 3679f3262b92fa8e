"""Tables of kernels (rnnk.h) on NumPy arrays."""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, byref, c_bool, c_char_p, c_double, c_float, c_int, c_size_t, c_void_p
from typing import Any

import numpy as np

from ._arrays import Array, Integers, Matrix, matrix, new_array, optional_matrix, pointer
from ._library import library, table_address


class _Rows(Structure):
    _fields_ = [
        ("rows", c_size_t), ("states", c_size_t), ("depths", c_size_t), ("start", c_void_p), ("parent", c_void_p),
    ]  # fmt: skip


def _function(result: Any, *arguments: Any) -> Any:
    return ctypes.CFUNCTYPE(result, *arguments)


_n, _p, _m, _f = c_size_t, c_void_p, Matrix, c_float
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
        source = matrix("B", B, *B.shape)
        K, N = reversed(B.shape) if transposed else B.shape
        data = new_array(self._table.packed_count(K, N))
        self._table.pack(K, N, source.at, source.ld, transposed, data.ctypes.data)
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
        result = new_array(M, packed.N) if out is None else out
        b = None if bias is None else pointer("bias", bias, (packed.N,))
        self._table.gemm(
            M, packed.N, packed.K, matrix("A", A, M, packed.K), packed.data.ctypes.data, b,
            (1 if accumulate else 0) | (2 if tanh else 0), matrix("out", result, M, packed.N, True),
        )  # fmt: skip
        return result

    def outer(self, A: Array, B: Array, out: Array) -> Array:
        """out [M, N] += A^T B, A [R, M], B [R, N]."""
        (R, M), N = A.shape, B.shape[1]
        self._table.outer(R, M, N, matrix("A", A, R, M), matrix("B", B, R, N), matrix("out", out, M, N, True))
        return out

    def gather(self, table: Array, index: Integers, bias: Array | None = None) -> Array:
        """table[index] + bias: the product of one-hot rows with a table [V, N]."""
        V, N = table.shape
        i = pointer("index", index, index.shape[:1], np.int32)
        if index.size and not 0 <= index.min() <= index.max() < V:
            raise IndexError(f"index is outside 0 ..< {V}")
        out = new_array(len(index), N)
        b = None if bias is None else pointer("bias", bias, (N,))
        self._table.gather(len(index), N, matrix("table", table, V, N), i, b, matrix("out", out, len(index), N))
        return out

    # ---- recurrences

    def rnn_forward(self, rows: Rows, U: Packed, h: Array, h0: Array | None = None) -> Array:
        """h [R, H] holds W x + b, and then the hidden states. U is [H, H]."""
        H, S = self._units(U, 1), rows.sequences
        work = new_array((rows.count + S) * H)
        self._table.rnn_forward(
            byref(rows._rows), H, U.data.ctypes.data, optional_matrix("h0", h0, S, H),
            matrix("h", h, rows.count, H, True), work.ctypes.data,
        )  # fmt: skip
        return h

    def rnn_backward(
        self, rows: Rows, U_transposed: Packed, h: Array, da: Array, dU: Array, h0: Array | None = None
    ) -> Array:
        """da [R, H] holds dh, and then the gradient of the pre-activations; adds to dU [H, H]."""
        R, S, H = rows.count, rows.sequences, dU.shape[0]
        self._expect(U_transposed, H, H)
        work = new_array((R + S) * H)
        self._table.rnn_backward(
            byref(rows._rows), H, U_transposed.data.ctypes.data, optional_matrix("h0", h0, S, H),
            matrix("h", h, R, H), matrix("da", da, R, H, True), matrix("dU", dU, H, H, True), work.ctypes.data,
        )  # fmt: skip
        return da

    def lstm_forward(
        self, rows: Rows, U: Packed, gates: Array, h0: Array | None = None, c0: Array | None = None
    ) -> tuple[Array, Array]:
        """gates [R, 4H] hold W x + b, and then i, f, g, o; U is [H, 4H]. Returns h and c [R, H]."""
        H, R, S = self._units(U, 4), rows.count, rows.sequences
        if (h0 is None) != (c0 is None):
            raise ValueError("h0 and c0 must be given both or not at all")
        h, c, work = new_array(R, H), new_array(R, H), new_array((R + S) * 4 * H)
        self._table.lstm_forward(
            byref(rows._rows), H, U.data.ctypes.data, optional_matrix("h0", h0, S, H),
            optional_matrix("c0", c0, S, H), matrix("gates", gates, R, 4 * H, True), matrix("c", c, R, H),
            matrix("h", h, R, H), work.ctypes.data,
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
        work = new_array((R + S) * 5 * H)
        self._table.lstm_backward(
            byref(rows._rows), H, U_transposed.data.ctypes.data, optional_matrix("h0", h0, S, H),
            optional_matrix("c0", c0, S, H), matrix("gates", gates, R, 4 * H, True), matrix("c", c, R, H),
            matrix("h", h, R, H), matrix("dh", dh, R, H, True), matrix("dU", dU, H, 4 * H, True), work.ctypes.data,
        )  # fmt: skip
        return gates

    def gru_forward(
        self, rows: Rows, U: Packed, bias: Array, gates: Array, h0: Array | None = None
    ) -> tuple[Array, Array]:
        """gates [R, 3H] hold W x and all biases but the recurrent one of n, `bias` [H]; then r, z, n. U is [H, 3H].
        Returns h and q [R, H]."""
        H, R, S = self._units(U, 3), rows.count, rows.sequences
        h, q, work = new_array(R, H), new_array(R, H), new_array((R + S) * 3 * H)
        self._table.gru_forward(
            byref(rows._rows), H, U.data.ctypes.data, pointer("bias", bias, (H,)), optional_matrix("h0", h0, S, H),
            matrix("gates", gates, R, 3 * H, True), matrix("q", q, R, H), matrix("h", h, R, H), work.ctypes.data,
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
        work = new_array((R + S) * 3 * H)
        self._table.gru_backward(
            byref(rows._rows), H, U_transposed.data.ctypes.data, optional_matrix("h0", h0, S, H),
            matrix("gates", gates, R, 3 * H, True), matrix("q", q, R, H, True), matrix("h", h, R, H),
            matrix("dh", dh, R, H, True), matrix("dU", dU, H, 3 * H, True), work.ctypes.data,
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
        rows = matrix("y", y, R, V, True)
        self._table.log_softmax(R, V, rows.at, rows.ld)
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
        source = pointer("x", x, x.shape)
        result = new_array(*x.shape) if out is None else out
        getattr(self._table, name)(x.size, source, pointer("out", result, x.shape, writable=True))
        return result
