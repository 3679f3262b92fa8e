"""rnnc.train and rnnc.Model, by real runs of the program."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pytest
import rnnc
from rnnc import _program

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def model():
    try:
        rnnc.program()
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
    return rnnc.train("@dinosaurs", epochs=30, hidden=[16, 12], seed=3, progress=False)


@pytest.fixture(autouse=True)
def _remarks_are_errors():
    with warnings.catch_warnings():
        warnings.simplefilter("error", rnnc.Remark)
        yield


PEOPLE = {"name": ["Anna", "Maria", "Lena", "Hans", "Karl", "Otto"] * 4, "gender": ["f", "f", "f", "m", "m", "m"] * 4}


def test_train(model):
    assert len(model.history) == 30 and model.history[-1]["epoch"] == 30
    assert model.history[-1]["loss"] < model.history[0]["loss"]
    assert model.result["epochs"] == 30
    assert model.info["architecture"] == {"cell": "gru", "hidden": [16, 12]}
    assert "gru 16,12" in repr(model)


def test_results_do_not_depend_on_the_way_of_the_list(model, tmp_path):
    names = ["Anna", "Maria", "Hans", "Otto", "Ömer"]
    (tmp_path / "list.txt").write_text("\n".join(names), encoding="utf-8")
    options = dict(epochs=2, validation=0, seed=1, progress=False)
    first = rnnc.train(names, **options)
    second = rnnc.train(tmp_path / "list.txt", **options)
    third = rnnc.train([tmp_path / "list.txt"], **options)
    assert first.history[-1]["loss"] == second.history[-1]["loss"] == third.history[-1]["loss"]
    assert first.generate(5, seed=1) == second.generate(5, seed=1)


def test_generate(model):
    names = model.generate(30, seed=1)
    assert len(names) == 30 and names == model.generate(30, seed=1) and names != model.generate(30, seed=2)
    assert all(n.startswith("-") is False and n.startswith("Tri") for n in model.generate(3, prefix="Tri"))
    records = model.generate(4, details=True, novel=True, not_containing=["x", "y"])
    assert [sorted(r) for r in records] == [["logprob", "name", "novel", "seed"]] * 4
    assert not any(c in r["name"].lower() for r in records for c in "xy")


def test_too_few_names_are_a_remark(model):
    with pytest.warns(rnnc.Remark, match="only 1 of 3 names were found"):
        assert model.generate(3, prefix="Tri", max_length=3, unique=True) == ["Tri"]


def test_best_and_score(model):
    best = model.best(5, details=True)
    assert [r["logprob"] for r in best] == sorted((r["logprob"] for r in best), reverse=True)
    scores = model.score([r["name"] for r in best])
    for a, b in zip(best, scores):
        assert a["logprob"] == pytest.approx(b["logprob"], abs=1e-4)
    assert model.score("Rex")[0]["name"] == "Rex"
    assert [r["name"] for r in model.score(["Rex", "Ana", "Rex"])] == ["Rex", "Ana", "Rex"]
    assert "rank" in model.score("Rex", rank=True)[0]


def test_evaluate(model):
    whole = model.evaluate("@dinosaurs")
    assert whole["names"] > 700 and 1 < whole["nats"] < 4
    assert model.evaluate(["Triceratops", "Rex"])["names"] == 2


def test_classify_with_a_table_of_pandas(model):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(PEOPLE)
    labeled = rnnc.train(
        table, column="name", labels=["gender"], epochs=60, dropout=0, weight_dropout=0, validation=0, progress=False
    )
    found = labeled.classify(["Anna", "Otto"], "gender")
    assert [r["best"] for r in found] == ["f", "m"]
    assert sum(found[0]["values"].values()) == pytest.approx(1)
    given = labeled.generate(3, given={"gender": "m"}, details=True)
    assert all(r["labels"] == {"gender": "m"} for r in given)
    assert list(found.to_pandas()["best"]) == ["f", "m"]


def test_numbers_as_arrays(model):
    numpy = pytest.importorskip("numpy")
    logprobs = model.score(["Rex", "Ana"]).to_numpy("logprob")
    assert logprobs.shape == (2,) and logprobs.dtype == numpy.float64 and (logprobs < 0).all()


def test_save_and_load(model, tmp_path):
    path = tmp_path / "copy.safetensors"
    model.save(path)
    model.save(model.path)
    other = rnnc.Model.load(path)
    assert other.generate(5, seed=1) == model.generate(5, seed=1) and other.history == []
    with pytest.raises(rnnc.Error, match="nothing.safetensors"):
        rnnc.Model.load(tmp_path / "nothing.safetensors")


def test_temporary_models_are_removed(model):
    temporary = rnnc.train(["Anna", "Otto"], epochs=1, validation=0, progress=False)
    path = temporary.path
    assert path.is_file()
    del temporary
    gc.collect()
    assert not path.parent.exists()


def test_temporary_models_are_removed_after_failures(model, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(rnnc.Error):
        rnnc.train("nofile.txt", progress=False)
    assert list(tmp_path.iterdir()) == []


def test_running_text(model, tmp_path):
    (tmp_path / "text.txt").write_text("the cat and the dog and the cat\n" * 50)
    options = dict(text=True, streams=2, sequence_length=8, epochs=2, validation=0, progress=False)
    text = rnnc.train(tmp_path / "text.txt", **options)
    (generated,) = text.generate(length=40, prefix="the")
    assert generated.startswith("the") or len(generated) >= 40
    assert text.score(text=tmp_path / "text.txt")[-1]["bits_per_character"] > 0


def test_unknown_options_are_refused(model):
    with pytest.raises(TypeError, match=r"train\(\) got an unexpected .*'lerning_rate'; did you mean 'learning_rate'"):
        rnnc.train("@dinosaurs", lerning_rate=1)
    with pytest.raises(TypeError, match="did you mean 'temperature'"):
        model.generate(temprature=1)
    with pytest.raises(TypeError, match="'qqq'$"):
        model.score("Rex", qqq=1)


def test_messages_are_those_of_the_program(model):
    with pytest.raises(rnnc.UsageError, match="^--hidden must be 1 to 8192") as caught:
        rnnc.train("@dinosaurs", hidden=0, progress=False)
    assert caught.value.status == 64 and isinstance(caught.value, ValueError)
    with pytest.raises(rnnc.Error, match="^cannot read nofile.txt: No such file") as caught:
        rnnc.train("nofile.txt", progress=False)
    assert caught.value.status == 1
    with pytest.raises(ValueError, match="one line"):
        model.score("a\nb")
    with pytest.raises(TypeError, match="must be a str, not int"):
        model.score([1])
    with pytest.raises(rnnc.UsageError, match="resume requires output"):
        rnnc.train("@dinosaurs", resume=True)


def test_options_as_arguments():
    given = dict(
        hidden=[64, 32], columns=["first", "last"], header_row=False, hashes=False, novel=True, unique=False, seed=None,
        max_time=2.5, checkpoint_every="10epochs", contains=["a", "-b"], given={"x": "1"}, from_=Path("m"), mix=[1, 2],
    )  # fmt: skip
    assert _program.arguments(given) == [
        "--hidden=64x32", "--columns=first,last", "--no-header", "--no-hashes", "--novel", "--max-time=2.5s",
        "--checkpoint-every=10epochs", "--contains=a", "--contains=-b", "--given=x=1", "--from=m", "--mix=1,2",
    ]  # fmt: skip


def test_an_exception_of_the_caller_ends_the_training(model, tmp_path):
    def stop(epoch):
        raise LookupError(epoch["epoch"])

    output = tmp_path / "m.safetensors"
    with pytest.raises(LookupError, match="1"):
        rnnc.train("@dinosaurs", output=output, epochs=100000, patience=100000, on_epoch=stop, progress=False)


def test_interrupt_and_resume(model, tmp_path):
    output = tmp_path / "m.safetensors"
    script = (
        "import rnnc, sys\n"
        "try:\n"
        "    rnnc.train('@dinosaurs', output=sys.argv[1], schedule='constant', epochs=100000, progress=False,\n"
        "               on_epoch=lambda e: print(e['epoch'], flush=True))\n"
        "except KeyboardInterrupt:\n"
        "    sys.exit('interrupted')\n"
    )
    # Where tests run in the background of a shell, SIGINT is ignored.
    process = subprocess.Popen([sys.executable, "-c", script, output], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))  # fmt: skip
    process.stdout.readline()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, messages = process.communicate(timeout=30)
    assert process.returncode == 1 and messages.strip() == "interrupted"
    checkpoint = Path(f"{output}.checkpoint")
    assert checkpoint.is_file()
    reached = rnnc.Model.load(checkpoint).info["training"]["epochs"]
    resumed = rnnc.train("@dinosaurs", output=output, schedule="constant", epochs=reached + 5, resume=True,
                         progress=False)  # fmt: skip
    assert resumed.result["epochs"] == reached + 5
    assert not checkpoint.exists()


@pytest.mark.parametrize("with_tqdm", [False, True])
def test_progress(model, with_tqdm):
    if with_tqdm:
        pytest.importorskip("tqdm")
    block = "" if with_tqdm else "sys.modules['tqdm'] = None; sys.modules['tqdm.auto'] = None;"
    script = f"import sys; {block} import rnnc; rnnc.train('@dinosaurs', epochs=3, progress=True)"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert run.stdout == "" and "loss" in run.stderr and "validation" in run.stderr
    assert ("3/3" in run.stderr) and (("epoch 3/3" in run.stderr) != with_tqdm)


def test_types_are_those_of_the_help(model):
    make = ROOT / "make_options.py"
    installed = Path(rnnc.__file__).with_name("_options.py")
    run = subprocess.run([sys.executable, make, rnnc.program(), "--check", installed], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "learning_rate: Initial learning rate" in rnnc.train.__doc__


def test_import_loads_no_large_package():
    loaded = "import rnnc, sys; print([m for m in ('numpy', 'pandas', 'torch', 'tqdm') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", loaded], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
