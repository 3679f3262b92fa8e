"""NumPy arrays as arguments of the C library, checked and not copied."""

from __future__ import annotations

from ctypes import Structure, c_size_t, c_void_p
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Integers = NDArray[np.int32]


class Matrix(Structure):
    _fields_ = [("at", c_void_p), ("ld", c_size_t)]


def _check(name: str, x: Any, shape: tuple[int, ...], dtype: Any, writable: bool = False) -> None:
    if not isinstance(x, np.ndarray) or x.dtype != dtype:
        raise TypeError(f"{name} must be an array of {np.dtype(dtype)}, not {getattr(x, 'dtype', type(x).__name__)}")
    if x.shape != shape:
        raise ValueError(f"{name} must have the shape {shape}, not {x.shape}")
    if writable and not x.flags.writeable:
        raise ValueError(f"{name} is read-only")


def matrix(name: str, x: Array, rows: int, columns: int, writable: bool = False) -> Matrix:
    _check(name, x, (rows, columns), np.float32, writable)
    step = x.strides[0] // 4
    if x.size > 0 and ((columns > 1 and x.strides[1] != 4) or (rows > 1 and (x.strides[0] % 4 or step < columns))):
        raise ValueError(f"{name}: the numbers of a row must be adjacent, and rows in order")
    return Matrix(x.ctypes.data, max(step, columns))


def optional_matrix(name: str, x: Array | None, rows: int, columns: int) -> Matrix:
    return Matrix(None, 0) if x is None else matrix(name, x, rows, columns)


def pointer(name: str, x: Any, shape: tuple[int, ...], dtype: Any = np.float32, writable: bool = False) -> int:
    _check(name, x, shape, dtype, writable)
    if not x.flags.c_contiguous:
        raise ValueError(f"{name} must be contiguous")
    return int(x.ctypes.data)


def new_array(*shape: int) -> Array:
    return np.empty(shape, np.float32)
