"""rnnc beside what people use today: the same workloads, one after another in rounds, on the same cores.

Each round measures rnnc and every peer for about a second; a ratio is the median of the rounds' ratios. Peers live in
processes of their own, stopped while another is measured. All begin with the same weights and must agree on the loss.
Libraries that have only layers are compared by GFLOP/s (see native.py).
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import native
import workloads
from workloads import WORKLOADS

HERE = Path(__file__).resolve().parent
THREADS = ("OMP", "MKL", "OPENBLAS", "NUMBA", "TF_NUM_INTRAOP", "TF_NUM_INTEROP")


class Peer:
    """A worker process. It runs only while it prepares or measures."""

    def __init__(self, workload: str, name: str, options: argparse.Namespace, lists: dict[str, Path], folder: Path):
        self.name, self.speeds = name, []
        if name in native.PEERS:
            command = native.command(workload, name, options, lists, folder)
        else:
            task = [workload, name, options.seconds, {key: str(path) for key, path in lists.items()}]
            command = [sys.executable, HERE / "worker.py", json.dumps(task)]
        self.errors = tempfile.TemporaryFile("w+")
        environment = os.environ | {"CUDA_VISIBLE_DEVICES": "", "JAX_PLATFORMS": "cpu", "TF_CPP_MIN_LOG_LEVEL": "3"}
        for library in THREADS:
            variable = f"{library}_THREADS" if library.startswith("TF") else f"{library}_NUM_THREADS"
            environment[variable] = str(options.threads)
        if name in native.PEERS:
            environment |= native.environment(name)
        self.process = subprocess.Popen(
            command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors
        )
        self.first = self.answer()
        self.check = self.first.get("check")
        self.operations = self.first.get("operations")  # per character, of a peer that is compared by GFLOP/s

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.errors.seek(0)
            raise SystemExit(f"{self.name} failed:\n{self.errors.read()[-2000:]}")
        self.process.send_signal(signal.SIGSTOP)
        return json.loads(line)

    def measure(self) -> None:
        self.process.send_signal(signal.SIGCONT)
        print(file=self.process.stdin, flush=True)
        self.speeds.append(self.answer())

    def ratio(self, own: dict, speed: float) -> float:
        if self.operations:
            return own["gflops"] * 1e9 / (speed * self.operations)
        return own["characters_per_second"] / speed

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


def rnnc(workload: str, options: argparse.Namespace, lists: dict[str, Path]) -> dict:
    """A row of `rnnc bench`."""
    kind = {"book": "players", "text": "text"}.get(WORKLOADS[workload].task, "names")
    source = "--text" if kind == "text" else "--list"
    command = [options.rnnc, "bench", workload, source, lists[kind], "--threads", str(options.threads)]
    command += ["--repeats", str(options.repeats), "--json"]
    return json.loads(subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout)


def compare(workload: str, options: argparse.Namespace, lists: dict[str, Path], folder: Path) -> list[dict]:
    """A row per peer."""
    peers: list[Peer] = []
    try:
        for name in WORKLOADS[workload].peers:
            wanted = not options.peers or name.split()[0] in options.peers
            if wanted and (name not in native.PEERS or native.available(name, options.kann)):
                peers.append(Peer(workload, name, options, lists, folder))
                if name in native.PEERS:
                    native.check(workload, peers[-1].first, lists)
        agree(workload, peers)
        own = []
        for _ in range(options.rounds if peers else 0):
            own.append(rnnc(workload, options, lists))
            for peer in peers:
                peer.measure()
    finally:
        for peer in peers:
            peer.close()
    rows = []
    for peer in peers:
        ratios = [peer.ratio(row, speed) for row, speed in zip(own, peer.speeds)]
        speed = statistics.median(peer.speeds)
        rows.append({
            "workload": workload,
            "threads": options.threads,
            "isa": own[0]["isa"],
            "characters_per_second": statistics.median(row["characters_per_second"] for row in own),
            "gflops": statistics.median(row["gflops"] for row in own),
            "peak_gflops": statistics.median(row["peak_gflops"] for row in own),
            "fraction_of_peak": statistics.median(row["fraction_of_peak"] for row in own),
            "peer": peer.name,
            "peer_characters_per_second": speed,
            "peer_gflops": speed * peer.operations / 1e9 if peer.operations else None,
            "ratio": statistics.median(ratios),
            "ratios": ratios,
            "goal": WORKLOADS[workload].peers[peer.name],
        })
    return rows


def agree(workload: str, peers: list[Peer]) -> None:
    """Losses are the same but for rounding, mean lengths of generated names but for chance."""
    tolerance = 0.05 if WORKLOADS[workload].task == "generate" else 0.002
    peers = [peer for peer in peers if peer.check is not None]
    checks = sorted(peer.check for peer in peers)
    if checks and checks[-1] > checks[0] * (1 + tolerance):
        raise SystemExit(f"{workload}: peers disagree: " + ", ".join(f"{peer.name} {peer.check:.4f}" for peer in peers))


def line(row: dict) -> str:
    goal = f"{row['goal']}x {'met' if row['ratio'] >= row['goal'] else 'missed'}" if row["goal"] else ""
    speeds = [f"{row['characters_per_second']:,.0f}", f"{row['peer_characters_per_second']:,.0f}"]
    if row["peer_gflops"]:
        speeds = [f"{row['gflops']:.1f} GFLOP/s", f"{row['peer_gflops']:.1f} GFLOP/s"]
    cells = [
        row["workload"], speeds[0], f"{row['fraction_of_peak']:.0%}", row["peer"], speeds[1], f"{row['ratio']:.2f}x",
        f"{min(row['ratios']):.2f} to {max(row['ratios']):.2f}", goal,
    ]
    return "| " + " | ".join(cells) + " |"


def inputs(options: argparse.Namespace, folder: Path) -> dict[str, Path]:
    """The files that rnnc and the peers both read."""
    lists = {"names": options.list, "players": options.list, "text": options.text}
    synthetic = {
        "names": lambda: "\n".join(workloads.synthetic_names(30_000)),
        "players": lambda: "\n".join(workloads.synthetic_players(20_000)),
        "text": lambda: workloads.synthetic_text(1_000_000),
    }
    for key in lists:
        if lists[key] is None:
            lists[key] = folder / f"{key}.txt"
            lists[key].write_text(synthetic[key]() + "\n")
    return lists


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help="by default all of: " + ", ".join(WORKLOADS))
    parser.add_argument("--peers", nargs="+", metavar="PEER", help="only these, e.g. jax pytorch")
    parser.add_argument("--list", type=Path, metavar="FILE", help="names, one a line; by default made up")
    parser.add_argument("--text", type=Path, metavar="FILE", help="running text; by default made up")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1, help="of a peer's measurement (default 1)")
    parser.add_argument("--repeats", type=int, default=3, help="of rnnc bench in a round, 0.3 s each (default 3)")
    parser.add_argument("--kann", type=Path, metavar="FOLDER", help="KANN's headers, kann.o and kautodiff.o")
    parser.add_argument("--rnnc", type=Path, default=HERE.parents[1] / ".build/rnnc", metavar="PROGRAM")
    parser.add_argument("--json", type=Path, metavar="FILE", help="append each row as a JSON object")
    options = parser.parse_args()
    if unknown := set(options.workloads) - set(WORKLOADS):
        parser.error(f"no workload {', '.join(sorted(unknown))}; there are {', '.join(WORKLOADS)}")
    if hasattr(os, "sched_setaffinity"):  # the last cores, since the first ones serve interrupts; children inherit it
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-options.threads :])
    print("| workload | rnnc, characters/s | of peak | peer | characters/s | rnnc / peer | rounds | goal |")
    print("|---|--:|--:|---|--:|--:|--:|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        lists = inputs(options, Path(folder))
        for workload in options.workloads or WORKLOADS:
            for row in compare(workload, options, lists, Path(folder)):
                print(line(row), flush=True)
                if options.json:
                    with options.json.open("a") as file:
                        print(json.dumps(row), file=file)


if __name__ == "__main__":
    main()
