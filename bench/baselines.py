"""The losses that cells and sizes reach, as rows of the tables in Documentation/Notes/Baselines.md.

    python3 bench/baselines.py names TRAIN TEST      cells and sizes on a list, tested on another
    python3 bench/baselines.py text TEXT             on the first nine tenths of a text, tested on the last
    python3 bench/baselines.py lists                 the built-in lists, tested on the tenth that is held out

Each network trains with the defaults for the list on one thread, so that two of these can run
side by side; other threads give the same numbers. Seconds are processor time of the training.
"""
import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).parents[1]
CELLS = ["rnn", "lstm", "gru"]
# Without @players, which is a table.
LISTS = "companies dinosaurs names towns genera minerals stars drugs bands surnames cities".split()


def run(program: str, *arguments: str) -> tuple[str, float]:
    """What a command prints, and the seconds of processor time that it took."""
    process = subprocess.Popen([program, *arguments], stdout=subprocess.PIPE, text=True)
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join([program, *arguments])}: status {os.waitstatus_to_exitcode(status)}")
    return text, usage.ru_utime + usage.ru_stime


class Trained:
    def __init__(self, options: argparse.Namespace, *arguments: str, seed: int = 1):
        self.program, self.model = options.program, f"{options.folder}/m.safetensors"
        _, self.seconds = run(
            self.program, "train", *arguments, "-o", self.model, "-q", "--threads", "1",
            "--seed", str(seed))
        description = json.loads(run(self.program, "inspect", self.model, "--json")[0])
        self.parameters, self.training = description["parameters"], description["training"]

    def loss(self, test: str) -> float:
        return json.loads(run(self.program, "evaluate", self.model, test, "--json")[0])["nats"]


def print_row(*cells: object) -> None:
    print("| " + " | ".join(str(cell) for cell in cells) + " |", flush=True)


def print_losses(options: argparse.Namespace, where: list[str], test: str) -> None:
    print_row("options", "parameters", "nats", "bits", "best epoch", "seconds")
    print_row("---", "--:", "--:", "--:", "--:", "--:")
    for hidden in options.hidden.split():
        for cell in CELLS:
            network = f"--cell {cell} --hidden {hidden}" + ("" if "," in hidden else " --layers 1")
            trained = Trained(options, *where, *network.split())
            nats = trained.loss(test)
            print_row(
                f"`{network}`", f"{trained.parameters:,}", f"{nats:.3f}",
                f"{nats / math.log(2):.3f}", trained.training["best_epoch"], f"{trained.seconds:.0f}")


def print_lists(options: argparse.Namespace) -> None:
    print_row("list", "names", "parameters", "nats", "bits", "seconds")
    print_row("---", "--:", "--:", "--:", "--:", "--:")
    for name in LISTS:
        runs = [Trained(options, f"@{name}", seed=seed) for seed in (1, 2, 3)]
        losses = [trained.training["validation_loss"] for trained in runs]
        nats, training = statistics.mean(losses), runs[0].training
        print_row(
            f"`@{name}`", f"{training['names'] + training['held_out_names']:,}", f"{runs[0].parameters:,}",
            f"{nats:.3f} ± {statistics.stdev(losses):.3f}", f"{nats / math.log(2):.3f}",
            f"{statistics.median(trained.seconds for trained in runs):.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=["names", "text", "lists"])
    parser.add_argument("files", nargs="*")
    parser.add_argument("--program", default=str(ROOT / ".build/rnnc"))
    parser.add_argument("--hidden", default="32 64 32,32 64,64 96,96 128,128 192,192", help="sizes of the networks")
    options = parser.parse_args()
    if len(options.files) != {"names": 2, "text": 1, "lists": 0}[options.table]:
        parser.error("the number of files is wrong")
    with tempfile.TemporaryDirectory() as options.folder:
        if options.table == "lists":
            print_lists(options)
        elif options.table == "names":
            print_losses(options, [options.files[0]], options.files[1])
        else:
            text = pathlib.Path(options.files[0]).read_text()
            first, last = (f"{options.folder}/{part}.txt" for part in ("first", "last"))
            cut = len(text) * 9 // 10
            pathlib.Path(first).write_text(text[:cut])
            pathlib.Path(last).write_text(text[cut:])
            print_losses(options, ["--text", first, "--validation", "0"], last)


if __name__ == "__main__":
    main()
