"""What scan_imports.py and its random models share: vocabularies, and models with what their library predicts."""
import dataclasses
import json
import pathlib
from collections.abc import Callable

import numpy as np

LETTERS = "abcdefghijklmnopqrstuvwxyzéüñß"


class Vocabulary:
    """Random numbers of characters, START and STOP; sometimes of padding, unknown characters, or of nothing."""

    def __init__(self, random: np.random.Generator) -> None:
        self.characters = list(random.choice(list(LETTERS), int(random.integers(1, 9)), replace=False))
        self.start, self.stop = [("^", "$"), ("^", "$"), ("<s>", "</s>"), (".", ".")][int(random.integers(4))]
        texts = list(dict.fromkeys([*self.characters, self.start, self.stop]))
        if random.random() < 0.3:
            texts += ["<pad>"] + (["<unk>"] if random.random() < 0.5 else [])
        holes = [None] * int(random.integers(1, 3)) if random.random() < 0.15 else []
        order = random.permutation(len(texts) + len(holes))
        texts = [(texts + holes)[i] for i in order]
        if "<pad>" in texts and random.random() < 0.7:  # padding is mostly 0
            texts.remove("<pad>")
            texts.insert(0, "<pad>")
        self.size = len(texts)
        self.numbers = {text: number for number, text in enumerate(texts) if text is not None}
        self.read = {self.numbers[text] for text in [*self.characters, self.start]}
        self.left_out = set(range(self.size)) - self.read - {self.numbers[self.stop]}

    @property
    def options(self) -> list[str]:
        return [] if self.start == "^" else ["--start", self.start, "--stop", self.stop]

    @property
    def predicted(self) -> list[int]:
        """The numbers of rnnc's tokens, in rnnc's order: characters by their numbers, START, STOP."""
        ids = sorted(self.numbers[character] for character in self.characters)
        return [*ids, self.numbers[self.start], self.numbers[self.stop]]

    def write(self, path: pathlib.Path) -> None:
        path.write_text(json.dumps(self.numbers))


@dataclasses.dataclass
class Drawn:
    """A model in a file."""

    path: pathlib.Path
    vocabulary: Vocabulary
    predict: Callable[[list[int]], dict[int, np.ndarray]]
    """Probabilities or logits after beginnings of some tokens, by the lengths of these."""
    is_valid: bool | None
    """Whether rnnc has to read it; None if it may."""
    label: str
