#!/usr/bin/env python3
"""Writes src/rnnc/_options.py, the options of the commands as types, from the help of the program.

usage: make_options.py RNNC [--check] [FILE]

--check compares instead, and fails if an option or its type is not that of the help. The build of a wheel writes FILE,
so that the texts in the wheel are those of its program.
"""

from __future__ import annotations

import difflib
import pathlib
import re
import subprocess
import sys
import textwrap

TARGET = pathlib.Path(__file__).resolve().parent / "src/rnnc/_options.py"
COMMANDS = ["train", "generate", "evaluate", "score", "classify"]
# What functions of this package have parameters for, or do themselves.
OMITTED = {"output", "json", "quiet", "verbose", "version", "help", "progress", "log_every", "interactive",
           "favorites", "n", "best", "against", "label"}  # fmt: skip
TYPES = {
    "count": "int", "names": "int", "characters": "int", "epochs": "int", "k": "int", "edits": "int",
    "number": "float", "fraction": "float", "probability": "float", "norm": "float", "decay": "float",
    "rate": "float", "p": "float", "weight": "float", "time": "str | float", "file": "Path", "list": "Path", "model": "Path",
    "columns": "str | Sequence[str]", "units": "int | str | Sequence[int]", "label=value": "str | Mapping[str, str]",
    "weights": "str | Sequence[float]", "shares": "str | Sequence[float]",
}  # fmt: skip
EXCEPTIONS = {"seed": "int", "warmup": "float", "bptt": "int | str", "column": "int | str"}
# The help of these two depends on the machine.
TEXTS = {
    "isa": "Instruction set of the kernels: auto (the fastest that this processor supports), or one of "
    "rnnc.kernels.names(). (default: the environment variable RNNC_ISA, or auto)",
    "threads": "Number of threads, 1 to 1024. Results do not depend on it. (default: the number of cores)",
}


def parse(help_text):
    """(flag, negative flag or None, placeholder or None, text) of each option."""
    entries = []
    for line in help_text.splitlines():
        start = re.match(r"  (?:-\w, )?(--?[\w-]+)(?:/(--[\w-]+))?(?: <([^>]+)>)?(?:\s{2,}(.*)|$| (\S.*))", line)
        if start:
            flag, negative, value, text, rest = start.groups()
            entries.append([flag, negative, value, [text or rest or ""]])
        elif line.startswith(" " * 26) and entries:
            entries[-1][3].append(line.strip())
        elif line and not line.startswith(" "):
            entries.append([None, None, None, []])  # a heading or an argument ends the option before
    found = {}
    for flag, negative, value, lines in entries:
        if flag:
            found.setdefault(flag, (flag, negative, value, " ".join(" ".join(lines).split())))
    return list(found.values())


def keyword(flag):
    name = flag.lstrip("-").replace("-", "_")
    return "from_" if name == "from" else name


def type_of(name, value, text):
    if value is None:
        return "bool"
    values = re.search(r"\(values: ([\w, -]+?)(?:;[^)]*)?\)", text)
    if values:
        return "Literal[" + ", ".join(f'"{v.strip()}"' for v in values[1].split(",")) + "]"
    kind = EXCEPTIONS.get(name) or TYPES.get(value.lower(), "str")
    repeated = re.search(r"[Cc]an be repeated|May be repeated", text)
    return f"{kind} | Sequence[{kind}]" if repeated and "Mapping" not in kind else kind


def command(name, options):
    title = name.capitalize() + "Options"
    lines = [f"class {title}(TypedDict, total=False):", f'    """Options of `rnnc {name}`.', ""]
    for flag, _, _, text in options:
        text = TEXTS.get(keyword(flag), text).replace("\\", "\\\\")
        lines += textwrap.wrap(f"{keyword(flag)}: {text}", 116, initial_indent="    ", subsequent_indent="        ",
                               break_long_words=False, break_on_hyphens=False)  # fmt: skip
    lines += ['    """', ""]
    for flag, _, value, text in options:
        kind = type_of(keyword(flag), value, text)
        lines.append(f"    {keyword(flag)}: {kind} | None")
    return "\n".join(lines) + "\n"


def module(program):
    classes, switches, times, repeated = [], {}, set(), set()
    for name in COMMANDS:
        run = subprocess.run([program, name, "--help"], check=True, capture_output=True, text=True)
        options = [o for o in parse(run.stdout) if keyword(o[0]) not in OMITTED]
        classes.append(command(name, options))
        for flag, negative, value, text in options:
            if negative:
                switches[keyword(flag)] = (flag, negative)
            if value == "time":
                times.add(keyword(flag))
            if re.search(r"[Cc]an be repeated|May be repeated", text):
                repeated.add(keyword(flag))
    listed = "".join(f'    "{key}": ("{a}", "{b}"),\n' for key, (a, b) in sorted(switches.items()))
    head = '''"""Options of the commands. Written by make_options.py from the help of the program; do not edit."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict, Union

Path = Union[str, "os.PathLike[str]"]

# Options with a positive and a negative form.
SWITCHES = {
'''
    tail = f"""}}

# Options whose numbers are seconds.
TIMES = {{{", ".join(f'"{t}"' for t in sorted(times))}}}

# Options that can be repeated.
REPEATED = {{
{"".join(f'    "{r}",' + chr(10) for r in sorted(repeated))}}}


"""
    return head + listed + tail + "\n\n".join(classes)


def declarations(text):
    """Classes and options with their types, without the texts."""
    return re.findall(r"^class .*|^    \w+: .* \| None$", text, re.MULTILINE)


def main():
    program, *rest = sys.argv[1:]
    files = [pathlib.Path(name) for name in rest if name != "--check"]
    target, text = files[0] if files else TARGET, module(program)
    if "--check" not in rest:
        target.write_text(text)
        return
    old, new = declarations(target.read_text()), declarations(text)
    if old != new:
        changes = [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[0] not in "@"][2:]
        raise SystemExit(f"{target} is not what the help says; run make_options.py RNNC\n" + "\n".join(changes))


main()
