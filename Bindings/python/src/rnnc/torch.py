"""RNN, LSTM and GRU with the interface of torch.nn's, computed by the kernels of rnnc.

    from rnnc.torch import LSTM     # instead of: from torch.nn import LSTM

Each class is a subclass of torch.nn's: parameters, initialization, state dicts, arguments and results are the same.
The kernels compute float32 on a CPU, in one direction, without projection; whatever else is asked for is computed by
torch.nn, with a warning that says why (NotAcceleratedWarning, once per reason). Threads: torch.get_num_threads().

Gradients of gradients (create_graph=True) are refused with a RuntimeError.
"""

from __future__ import annotations

import ctypes
import warnings
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from ._library import library, table_address

__all__ = ["GRU", "LSTM", "RNN", "NotAcceleratedWarning"]


class NotAcceleratedWarning(UserWarning):
    """torch.nn computes what the kernels of rnnc do not support."""


class _Layer(ctypes.Structure):
    """rnnk_layer of _layer.c."""

    _fields_ = (
        [("cell", ctypes.c_int32), ("threads", ctypes.c_int32)]
        + [(name, ctypes.c_size_t) for name in ("T", "P", "H")]
        + [
            (name, ctypes.c_void_p)
            for name in (
                "batch", "weight_ih", "weight_hh", "bias_ih", "bias_hh", "x", "h0", "c0", "gates", "extra", "h",
                "dh", "dc", "dx", "dweight_ih", "dweight_hh", "dbias_ih", "dbias_hh", "dh0", "dc0",
            )
        ]
    )  # fmt: skip


for _function in (library.rnnk_python_forward, library.rnnk_python_backward):
    _function.restype = ctypes.c_int
    _function.argtypes = [ctypes.c_void_p, ctypes.POINTER(_Layer)]

_CELLS = {"RNN_TANH": 0, "LSTM": 1, "GRU": 2}
_GATES = (1, 4, 3)
_table = table_address()


def _call(function: Any, **members: Any) -> None:
    """Calls a function of _layer.c. Tensors are contiguous, None is NULL."""
    layer = _Layer(threads=torch.get_num_threads())
    for name, value in members.items():
        setattr(layer, name, value.data_ptr() if isinstance(value, Tensor) else value)
    if function(_table, ctypes.byref(layer)) != 0:
        raise MemoryError("not enough memory for the layer")


class _LayerFunction(torch.autograd.Function):
    """A layer over packed rows x [R, P]. batch [T] are the rows of each step; last [B] is the last row of each
    sequence. Returns h [R, H] and the cell state [B, H] after the last step of each sequence (of an LSTM)."""

    @staticmethod
    def forward(
        ctx: Any, cell: int, batch: Tensor, last: Tensor, x: Tensor, h0: Tensor | None, c0: Tensor | None,
        weight_ih: Tensor, weight_hh: Tensor, bias_ih: Tensor | None, bias_hh: Tensor | None,
    ) -> tuple[Tensor, Tensor | None]:  # fmt: skip
        rows, hidden = x.shape[0], weight_hh.shape[1]
        h = x.new_empty(rows, hidden)
        gates = x.new_empty(rows, _GATES[cell] * hidden) if cell else None
        extra = x.new_empty(rows, hidden) if cell else None
        ctx.cell = cell
        inputs = _contiguous(x, h0, c0, weight_ih, weight_hh, bias_ih, bias_hh)
        names = ("x", "h0", "c0", "weight_ih", "weight_hh", "bias_ih", "bias_hh")
        _call(
            library.rnnk_python_forward, cell=cell, T=len(batch), P=x.shape[1], H=hidden, batch=batch, gates=gates,
            extra=extra, h=h, **dict(zip(names, inputs)),
        )  # fmt: skip
        ctx.save_for_backward(batch, *inputs, gates, extra, h)
        return h, extra[last] if cell == 1 and extra is not None else None

    @staticmethod
    def backward(ctx: Any, dh: Tensor, dc: Tensor | None) -> tuple[Tensor | None, ...]:
        if torch.is_grad_enabled():
            raise RuntimeError("rnnc.torch does not support gradients of gradients (create_graph); use torch.nn")
        batch, x, h0, c0, weight_ih, weight_hh, bias_ih, bias_hh, gates, extra, h = ctx.saved_tensors
        wants = ctx.needs_input_grad
        weights = any(wants[6:])

        def like(tensor: Tensor | None, wanted: bool, make: Any = torch.zeros_like) -> Tensor | None:
            return make(tensor) if wanted and tensor is not None else None

        dx, dh0, dc0 = like(x, wants[3], torch.empty_like), like(h0, wants[4]), like(c0, wants[5])
        gradients = [like(tensor, weights) for tensor in (weight_ih, weight_hh, bias_ih, bias_hh)]
        names = ("dweight_ih", "dweight_hh", "dbias_ih", "dbias_hh")
        above, above_c = _contiguous(dh, dc)
        _call(
            library.rnnk_python_backward, cell=ctx.cell, T=len(batch), P=x.shape[1], H=weight_hh.shape[1], batch=batch,
            weight_ih=weight_ih, weight_hh=weight_hh, x=x, h0=h0, c0=c0, gates=gates, extra=extra, h=h, dh=above,
            dc=above_c, dx=dx, dh0=dh0, dc0=dc0, **dict(zip(names, gradients)),
        )  # fmt: skip
        return (None, None, None, dx, dh0, dc0, *gradients)


def _contiguous(*tensors: Tensor | None) -> list[Tensor | None]:
    return [None if tensor is None else tensor.contiguous() for tensor in tensors]


def _last_rows(batch: Tensor) -> Tensor:
    """The last row of each sequence: that in the last step whose batch is large enough."""
    sequences = int(batch[0])
    if int(batch[-1]) == sequences:
        return torch.arange(sequences) + sequences * (len(batch) - 1)
    ranks = torch.arange(sequences)
    steps = (batch.unsqueeze(0) > ranks.unsqueeze(1)).sum(1)
    return (batch.cumsum(0) - batch)[steps - 1] + ranks


class _Accelerated(nn.RNNBase):
    """What the three classes share: the choice between the kernels and torch.nn, and the stack of layers."""

    def _unsupported(self, x: Tensor, states: tuple[Tensor | None, ...]) -> str | None:
        """Why torch.nn has to compute this, or None."""
        if self.bidirectional:
            return "two directions"
        if self.proj_size:
            return "projection (proj_size)"
        if self.mode not in _CELLS:
            return "the nonlinearity relu"
        for tensor in (x, *self._flat_weights, *states):
            if isinstance(tensor, Tensor):
                if tensor.device.type != "cpu":
                    return f"tensors on the device {tensor.device.type}"
                if tensor.dtype != torch.float32:
                    return f"tensors of {tensor.dtype}"
        if torch.is_autocast_enabled("cpu"):
            return "autocast"
        return None

    def _left_to_torch(self, x: Any, hx: Any) -> bool:
        """Whether torch.nn has to compute this, or reports what is wrong with the arguments."""
        if torch.jit.is_tracing() or torch.compiler.is_compiling():  # type: ignore[attr-defined, no-untyped-call]
            return True
        data = x.data if isinstance(x, PackedSequence) else x
        states = hx if isinstance(hx, tuple) else (hx,)
        in_transform = torch._C._functorch.peek_interpreter_stack() is not None  # torch.func.vmap and others
        if not isinstance(data, Tensor) or data.numel() == 0 or in_transform:
            return True
        reason = self._unsupported(data, states)
        if reason is not None:
            message = f"rnnc.torch.{type(self).__name__} does not support {reason}; torch.nn computes it"
            warnings.warn(message, NotAcceleratedWarning, stacklevel=4)
        return reason is not None

    def _run_layers(
        self, x: Tensor, batch: Tensor, h0: Tensor | None, c0: Tensor | None
    ) -> tuple[Tensor, Tensor, Tensor | None]:
        """The stack over packed rows: outputs [R, H], and the last states [L, B, H]."""
        last, hidden, cells = _last_rows(batch), [], []
        for layer, weights in enumerate(self.all_weights):
            if layer > 0 and self.dropout and self.training:
                x = nn.functional.dropout(x, self.dropout)
            weight_ih, weight_hh, *biases = weights
            x, c = _LayerFunction.apply(  # type: ignore[no-untyped-call]
                _CELLS[self.mode], batch, last, x, None if h0 is None else h0[layer],
                None if c0 is None else c0[layer], weight_ih, weight_hh, *(biases or (None, None)),
            )  # fmt: skip
            hidden.append(x[last])
            cells.append(c)
        return x, torch.stack(hidden), torch.stack(cells) if cells[0] is not None else None

    def _accelerated(self, x: Any, hx: Any) -> tuple[Any, Any]:
        h0, c0 = hx if isinstance(hx, tuple) else (hx, None)
        if isinstance(x, PackedSequence):
            return self._accelerated_packed(x, h0, c0)
        batched = x.dim() == 3
        if x.dim() not in (2, 3):
            raise ValueError(f"{type(self).__name__}: Expected input to be 2D or 3D, got {x.dim()}D instead")
        if not batched:
            x = x.unsqueeze(1)
            h0, c0 = (None if s is None else s.unsqueeze(1) for s in (h0, c0))
        elif self.batch_first:
            x = x.transpose(0, 1)
        steps, sequences = x.shape[:2]
        self._check_shapes(x, sequences, h0, c0)
        batch = torch.full((steps,), sequences, dtype=torch.int64)
        rows, h, c = self._run_layers(x.reshape(steps * sequences, -1), batch, h0, c0)
        output = rows.view(steps, sequences, -1)
        if not batched:
            return output.squeeze(1), self._states(h.squeeze(1), None if c is None else c.squeeze(1))
        return output.transpose(0, 1) if self.batch_first else output, self._states(h, c)

    def _accelerated_packed(self, x: PackedSequence, h0: Tensor | None, c0: Tensor | None) -> tuple[Any, Any]:
        def permuted(state: Tensor | None, indices: Tensor | None) -> Tensor | None:
            return state if state is None or indices is None else state.index_select(1, indices)

        self._check_shapes(x.data, int(x.batch_sizes[0]), h0, c0)
        h0, c0 = permuted(h0, x.sorted_indices), permuted(c0, x.sorted_indices)
        rows, h, c = self._run_layers(x.data, x.batch_sizes, h0, c0)
        output = PackedSequence(rows, x.batch_sizes, x.sorted_indices, x.unsorted_indices)
        return output, self._states(permuted(h, x.unsorted_indices), permuted(c, x.unsorted_indices))

    def _check_shapes(self, x: Tensor, sequences: int, h0: Tensor | None, c0: Tensor | None) -> None:
        if x.shape[-1] != self.input_size:
            raise RuntimeError(
                f"input.size(-1) must be equal to input_size. Expected {self.input_size}, got {x.shape[-1]}"
            )
        expected = (self.num_layers, sequences, self.hidden_size)
        for name, state in (("hx", h0), ("cx", c0)):
            if state is not None and tuple(state.shape) != expected:
                raise RuntimeError(f"Expected {name} of size {expected}, got {tuple(state.shape)}")

    @staticmethod
    def _states(h: Any, c: Any) -> Any:
        return h if c is None else (h, c)


class RNN(_Accelerated, nn.RNN):
    """torch.nn.RNN, computed by the kernels of rnnc. nonlinearity='relu' is left to torch.nn."""

    def forward(self, input: Any, hx: Any = None) -> Any:
        return nn.RNN.forward(self, input, hx) if self._left_to_torch(input, hx) else self._accelerated(input, hx)


class LSTM(_Accelerated, nn.LSTM):
    """torch.nn.LSTM, computed by the kernels of rnnc. proj_size is left to torch.nn."""

    def forward(self, input: Any, hx: Any = None) -> Any:
        return nn.LSTM.forward(self, input, hx) if self._left_to_torch(input, hx) else self._accelerated(input, hx)


class GRU(_Accelerated, nn.GRU):
    """torch.nn.GRU, computed by the kernels of rnnc."""

    def forward(self, input: Any, hx: Any = None) -> Any:
        return nn.GRU.forward(self, input, hx) if self._left_to_torch(input, hx) else self._accelerated(input, hx)
