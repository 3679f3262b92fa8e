"""The program rnnc as a subprocess: arguments, lines of JSON, errors and interrupts."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import signal
import subprocess
import sysconfig
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from ._options import REPEATED, SWITCHES, TIMES


class Error(RuntimeError):
    """The program failed; the message is its own. `status` is its exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class UsageError(Error, ValueError):
    """An option has a value that the program refuses."""


class Remark(UserWarning):
    """What the program reports beside its results."""


def program() -> str:
    """Path of the program: $RNNC, that of this package, or that on the path."""
    if chosen := os.environ.get("RNNC"):
        return chosen
    package = Path(__file__).resolve().parent
    for path in (package.parent / "rnnc.scripts" / "rnnc", Path(sysconfig.get_path("scripts"), "rnnc")):
        if path.is_file():
            return str(path)
    if found := shutil.which("rnnc"):
        return found
    raise FileNotFoundError("this package was built without the program rnnc; install a wheel, or set RNNC to its path")


# ---- arguments --------------------------------------------------------------------------------------------------


def check_names(function: str, options: Mapping[str, Any], known: Iterable[str]) -> None:
    """Raises a TypeError for an option that the command does not have, with the most similar ones."""
    known = list(known)
    for name in options:
        if name not in known:
            similar = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean '{similar[0]}'?" if similar else ""
            raise TypeError(f"{function}() got an unexpected keyword argument '{name}'{hint}")


def arguments(options: Mapping[str, Any]) -> list[str]:
    """Options of Python as options of the command line. None is an option that is not given."""
    return [word for name, value in options.items() if value is not None for word in _argument(name, value)]


def _argument(name: str, value: Any) -> list[str]:
    flag = "--" + name.rstrip("_").replace("_", "-")
    if isinstance(value, bool):
        if name in SWITCHES:
            return [SWITCHES[name][0 if value else 1]]
        return [flag] if value else []
    if isinstance(value, Mapping):
        return [f"{flag}={key}={text}" for key, text in value.items()]
    if isinstance(value, (str, os.PathLike)):
        return [f"{flag}={os.fspath(value)}"]
    if isinstance(value, Sequence) or hasattr(value, "__iter__"):
        words = [os.fspath(v) if isinstance(v, os.PathLike) else str(v) for v in value]
        if name in REPEATED:
            return [f"{flag}={word}" for word in words]
        return [f"{flag}={('x' if name == 'hidden' else ',').join(words)}"]
    return [f"{flag}={value}{'s' if name in TIMES else ''}"]


@contextmanager
def names_file(names: Iterable[Any]) -> Iterator[IO[bytes]]:
    """The names as a file to read, one per line."""
    with tempfile.TemporaryFile() as file:
        for name in names:
            if not isinstance(name, str):
                raise TypeError(f"a name must be a str, not {type(name).__name__}: {name!r}")
            if not name.strip() or "\n" in name or "\r" in name:
                raise ValueError(f"a name must be one line with at least one character, not {name!r}")
            file.write(name.encode() + b"\n")
        file.seek(0)
        yield file


# ---- runs -------------------------------------------------------------------------------------------------------


def run(words: Sequence[str], each: Callable[[dict[str, Any]], None], names: IO[bytes] | None = None) -> int:
    """Runs the program, calls `each` with every line of JSON that it prints, and returns its exit status, which is 0,
    or 1 if it printed something. Ctrl-C interrupts the program once, waits for its end, and is raised then."""
    process = subprocess.Popen(
        [program(), *words],
        stdin=names if names is not None else subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # so that the terminal does not interrupt it as well
    )
    assert process.stdout is not None and process.stderr is not None
    messages: list[str] = []
    reader = threading.Thread(target=messages.extend, args=(process.stderr,), daemon=True)
    reader.start()
    printed = False
    try:
        for line in process.stdout:
            if line.strip():
                each(json.loads(line))
                printed = True
        status = process.wait()
    except BaseException:
        _interrupt(process)
        raise
    finally:
        process.stdout.close()
        reader.join()
        process.stderr.close()
    _report([line.rstrip("\n") for line in messages], status, printed)
    return status


def _interrupt(process: subprocess.Popen[str]) -> None:
    """Asks the program to end, as Ctrl-C does: it writes a checkpoint. A second Ctrl-C kills it."""
    try:
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        for _ in process.stdout:  # a full pipe would keep it from ending
            pass
        process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise


def _report(messages: list[str], status: int, printed: bool) -> None:
    """Remarks as warnings, and a failure as an exception. A run that failed after printing results is a warning."""
    error = next((line for line in reversed(messages) if line.startswith("Error: ")), None)
    for line in messages:
        if status == 0 and line:
            warnings.warn(line, Remark, stacklevel=5)
    if status == 0:
        return
    message = error.removeprefix("Error: ") if error else "\n".join(messages) or f"rnnc ended with status {status}"
    if status == 1 and printed:
        warnings.warn(message, Remark, stacklevel=5)
    elif status in (130, -signal.SIGINT):
        raise KeyboardInterrupt
    else:
        raise (UsageError if status == 64 else Error)(message, status)
