"""rnnc.train and rnnc.Model."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, overload

from . import _progress
from ._options import ClassifyOptions, EvaluateOptions, GenerateOptions, ScoreOptions, TrainOptions
from ._program import UsageError, arguments, check_names, names_file, run

if TYPE_CHECKING:
    import numpy
    import pandas
    from typing_extensions import Unpack

    PathOrText = str | os.PathLike[str]


class Records(list[dict[str, Any]]):
    """Results as a list of dictionaries, one per line of the program."""

    def to_pandas(self) -> pandas.DataFrame:
        """The records as rows of a table."""
        import pandas

        return pandas.DataFrame(list(self))

    def to_numpy(self, key: str) -> numpy.ndarray[Any, Any]:
        """One value of every record, NaN where it is missing."""
        import numpy

        return numpy.array([numpy.nan if r.get(key) is None else r[key] for r in self])


def _read(words: Sequence[str], names: IO[bytes] | None = None) -> Records:
    records = Records()
    run([*words, "--json"], records.append, names)
    return records


def _list(source: Any, stack: ExitStack) -> tuple[list[str], IO[bytes] | None]:
    """Arguments for a list, and what the program reads as standard input. A str is a path or a built-in list; other
    iterables are names, or paths if all of them are path objects."""
    if isinstance(source, (str, os.PathLike)):
        return [os.fspath(source)], None
    if hasattr(source, "to_csv") and hasattr(source, "columns"):
        file = stack.enter_context(tempfile.TemporaryFile())
        file.write(source.to_csv(index=False).encode())
        file.seek(0)
        return ["-", "--format=csv"], file
    items = list(source)
    if items and all(isinstance(item, os.PathLike) for item in items):
        return [os.fspath(item) for item in items], None
    return ["-", "--format=text"], stack.enter_context(names_file(items))


class Model:
    """A trained model. Make one with `rnnc.train`, or `Model.load`."""

    def __init__(self, path: PathOrText) -> None:
        self.path = Path(path)
        #: One record per epoch of the training; empty for a model that was loaded.
        self.history = Records()
        #: The last record of the training: best_epoch, ending, seconds and others.
        self.result: dict[str, Any] = {}
        #: Architecture, characters and training, as `rnnc inspect --json` prints them.
        self.info: dict[str, Any] = _read(["inspect", os.fspath(path)])[0]

    @classmethod
    def load(cls, path: PathOrText) -> Model:
        """The model in a file that `rnnc train`, `rnnc import` or `save` wrote."""
        return cls(path)

    def save(self, path: PathOrText) -> None:
        """Copies the model file."""
        if self.path.resolve() != Path(path).resolve():
            shutil.copyfile(self.path, path)

    def __repr__(self) -> str:
        architecture = self.info.get("architecture", {})
        hidden = ",".join(map(str, architecture.get("hidden", [])))
        return f"<rnnc.Model {architecture.get('cell', 'of records')} {hidden}: {self.path}>"

    # ---- generation

    @overload
    def generate(
        self, n: int = 20, *, details: Literal[False] = False, **options: Unpack[GenerateOptions]
    ) -> list[str]: ...

    @overload
    def generate(self, n: int = 20, *, details: Literal[True], **options: Unpack[GenerateOptions]) -> Records: ...

    def generate(self, n: int = 20, *, details: bool = False, **options: Any) -> list[str] | Records:
        """n new names; for a model of running text, one text (`length`, `stop`).

        details: returns records with name, logprob, novel, seed, and labels, instead of names
        A warning (rnnc.Remark) says so if the constraints leave fewer than n names.

        """
        check_names("generate", options, GenerateOptions.__annotations__)
        running_text = "text" in self.info.get("training", {}) or options.get("length") is not None
        count = [] if running_text and n == 20 else [f"-n={n}"]
        return self._names(_read(["generate", os.fspath(self.path), *count, *arguments(options)]), details)

    @overload
    def best(
        self, n: int = 20, *, details: Literal[False] = False, **options: Unpack[GenerateOptions]
    ) -> list[str]: ...

    @overload
    def best(self, n: int = 20, *, details: Literal[True], **options: Unpack[GenerateOptions]) -> Records: ...

    def best(self, n: int = 20, *, details: bool = False, **options: Any) -> list[str] | Records:
        """The n most probable names in order, found by an exact search. Options as for `generate`."""
        check_names("best", options, GenerateOptions.__annotations__)
        words = ["generate", os.fspath(self.path), "--best", f"-n={n}", *arguments(options)]
        return self._names(_read(words), details)

    @staticmethod
    def _names(records: Records, details: bool) -> list[str] | Records:
        return records if details else [r["name"] if "name" in r else r["text"] for r in records]

    # ---- evaluation

    def score(self, names: str | Iterable[str] | None = None, **options: Unpack[ScoreOptions]) -> Records:
        """How probable names are, one record each: name, logprob, nats_per_character, known, characters, and others
        with `rank`. A str is one name. For a model of running text give `text`, a file, instead.

        """
        check_names("score", options, ScoreOptions.__annotations__)
        words = ["score", os.fspath(self.path), *arguments(options)]
        if names is None:
            if options.get("text") is None:
                raise TypeError("score() requires names or text")
            return _read(words)
        with names_file([names] if isinstance(names, str) else names) as file:
            return _read([*words, "-", "--format=text"], file)

    def evaluate(self, names_or_path: Any, **options: Unpack[EvaluateOptions]) -> dict[str, Any]:
        """How well the model predicts a list (as for `rnnc.train`): nats, bits, perplexity, accuracy and others.

        """
        check_names("evaluate", options, EvaluateOptions.__annotations__)
        with ExitStack() as stack:
            words, file = _list(names_or_path, stack)
            return _read(["evaluate", os.fspath(self.path), *words, *arguments(options)], file)[0]

    def classify(self, names: str | Iterable[str], label: str, **options: Unpack[ClassifyOptions]) -> Records:
        """How probable each value of a label is, one record per name: name, label, values and best. A str is one name.

        """
        check_names("classify", options, ClassifyOptions.__annotations__)
        words = ["classify", os.fspath(self.path), f"--label={label}", *arguments(options)]
        with names_file([names] if isinstance(names, str) else names) as file:
            return _read([*words, "-", "--format=text"], file)


def train(
    names_or_path: Any = "@companies",
    *,
    output: PathOrText | None = None,
    progress: bool | None = None,
    on_epoch: Callable[[dict[str, Any]], None] | None = None,
    **options: Unpack[TrainOptions],
) -> Model:
    """Trains a network on a list of names and returns the model with the lowest validation loss.

    names_or_path: a path or a built-in list such as @dinosaurs; an iterable of names, such as a list or
        a pandas.Series; a list of path objects; or a pandas.DataFrame, with `column`, `columns` or `labels`
    output: file of the model; a temporary one that is removed with the model if it is None
    progress: whether to show the progress; None shows it on a terminal and in a notebook
    on_epoch: is called with the record of each epoch; an exception that it raises ends the training

    Ctrl-C raises KeyboardInterrupt; with `output`, a further call with resume=True continues from there.

    """
    check_names("train", options, TrainOptions.__annotations__)
    if options.get("resume") and output is None:
        raise UsageError("resume requires output, the model that was interrupted", 64)
    folder = tempfile.mkdtemp(prefix="rnnc-") if output is None else None
    path = Path(folder, "model.safetensors") if folder else Path(os.fspath(output or ""))
    display = _progress.display(options.get("epochs")) if _progress.wanted(progress) else None
    history, result = Records(), dict[str, Any]()

    def each(record: dict[str, Any]) -> None:
        if record.get("event") != "epoch":
            result.update(record)
            return
        history.append(record)
        if display:
            display.update(record)
        if on_epoch:
            on_epoch(record)

    try:
        with ExitStack() as stack:
            words, file = _list(names_or_path, stack)
            run(["train", *words, f"--output={path}", "--quiet", "--json", *arguments(dict(options))], each, file)
        model = Model(path)
    except BaseException:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        if display:
            display.close()
    if folder:
        weakref.finalize(model, shutil.rmtree, folder, ignore_errors=True)
    model.history, model.result = history, result
    return model


for _function, _options in (
    (train, TrainOptions), (Model.generate, GenerateOptions), (Model.score, ScoreOptions),
    (Model.evaluate, EvaluateOptions), (Model.classify, ClassifyOptions),
):  # fmt: skip
    _function.__doc__ = (_function.__doc__ or "") + (_options.__doc__ or "")
