"""Progress of a training: a bar of tqdm where that is installed, otherwise one line that is overwritten."""

from __future__ import annotations

import sys
from typing import Any


def _in_notebook() -> bool:
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return type(shell).__name__ == "ZMQInteractiveShell"


def wanted(progress: bool | None) -> bool:
    return progress if progress is not None else sys.stderr.isatty() or _in_notebook()


def _summary(epoch: dict[str, Any]) -> dict[str, str]:
    parts = {"loss": f"{epoch['loss']:.4f}"} if epoch.get("loss") is not None else {}
    if epoch.get("validation_loss") is not None:
        parts["validation"] = f"{epoch['validation_loss']:.4f}"
    if epoch.get("sample"):
        parts["sample"] = str(epoch["sample"])
    return parts


class Line:
    """One line on standard error."""

    def __init__(self, epochs: int | None) -> None:
        self._total, self._width = epochs, 0

    def update(self, epoch: dict[str, Any]) -> None:
        number = f"{epoch['epoch']}/{self._total}" if self._total else str(epoch["epoch"])
        text = f"epoch {number}  " + "  ".join(f"{name} {value}" for name, value in _summary(epoch).items())
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)

    def close(self) -> None:
        if self._width:
            sys.stderr.write("\n")


class Bar:
    """A bar of tqdm, for a terminal or for a notebook."""

    def __init__(self, epochs: int | None) -> None:
        from tqdm.auto import tqdm

        self._bar = tqdm(total=epochs, unit="epoch")

    def update(self, epoch: dict[str, Any]) -> None:
        self._bar.set_postfix(_summary(epoch), refresh=False)
        self._bar.update(epoch["epoch"] - self._bar.n)

    def close(self) -> None:
        self._bar.close()


def display(epochs: int | None) -> Line | Bar:
    try:
        return Bar(epochs)
    except ImportError:
        return Line(epochs)
