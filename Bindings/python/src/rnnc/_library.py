"""The shared library of this package: librnnk, and the layers of rnnc.torch."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_SUFFIX = ".dylib" if sys.platform == "darwin" else ".so"
PATH = Path(__file__).with_name("librnnk_python" + _SUFFIX)


def _load() -> ctypes.CDLL:
    path = os.environ.get("RNNK_PYTHON_LIBRARY", str(PATH))
    try:
        return ctypes.CDLL(path)
    except OSError as error:
        raise ImportError(f"{path} cannot be loaded ({error}); install the package again") from None


library = _load()
library.rnnk_version.restype = ctypes.c_int
library.rnnk_kernels_best.restype = ctypes.c_void_p
library.rnnk_kernels_named.restype = ctypes.c_void_p
library.rnnk_kernels_named.argtypes = [ctypes.c_char_p]
library.rnnk_kernels_at.restype = ctypes.c_void_p
library.rnnk_kernels_at.argtypes = [ctypes.c_size_t]


def table_address(name: str | None = None) -> int:
    """Address of the table of kernels of that name, or of the fastest. The environment variable RNNC_ISA names it if
    the caller does not."""
    name = name or os.environ.get("RNNC_ISA") or "auto"
    address = library.rnnk_kernels_best() if name == "auto" else library.rnnk_kernels_named(name.encode())
    if not address:
        raise ValueError(f"no kernels for instruction set '{name}' on this machine; see rnnc.kernels.names()")
    return int(address)
