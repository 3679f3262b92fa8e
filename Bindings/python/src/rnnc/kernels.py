"""The C library librnnk on NumPy arrays, without copies: tables of kernels, and networks.

    from rnnc.kernels import Kernels, Network

    kernels = Kernels()                     # the fastest table of this machine
    C = kernels.gemm(A, kernels.pack(B))    # A @ B

Arrays are float32 and their last axis is contiguous; tokens, targets and lengths are int32 and contiguous. An array
that is not is refused with a TypeError or a ValueError, never copied. `out` and what a comment says is overwritten have
to be writable. The formulas and the accuracy are in rnnk.h and rnnk_network.h.
"""

from ._network import Network
from ._tables import Kernels, Packed, Rows, names

__all__ = ["Kernels", "Network", "Packed", "Rows", "names"]
