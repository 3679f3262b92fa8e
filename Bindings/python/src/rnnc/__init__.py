"""The program rnnc for Python: networks that learn lists of names and generate new ones.

    import rnnc

    model = rnnc.train("@dinosaurs", max_time="10s")
    print(model.generate(10, novel=True))

rnnc.kernels is the C library on NumPy arrays, rnnc.torch are layers for PyTorch; each is imported on its own.
"""

from importlib.metadata import PackageNotFoundError, version

from ._model import Model, Records, train
from ._program import Error, Remark, UsageError, program

__all__ = ["Error", "Model", "Records", "Remark", "UsageError", "program", "train"]

try:
    __version__ = version("rnnc")
except PackageNotFoundError:  # in a checkout
    __version__ = "0"
