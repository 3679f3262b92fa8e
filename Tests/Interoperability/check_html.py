"""Shows that a model exported as a web page gives the logits that rnnc gives, over 100 names, and that the page does what it says:
in a headless Chromium, from a file, with the network out of reach.

    python3 Tests/Interoperability/check_html.py [--rnnc .build/release/rnnc] [--chromium chromium] [--screenshots FOLDER]

Prints one line a model. Exit status: 0 all is well, 1 something is not, 77 there is no Chromium.
"""
import argparse
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TOLERANCE = 1e-5  # absolute, for logits of up to about 10: the page computes in double, rnnc in float32

# What a visitor does, as a program; its answers are the page's new text.
VISIT = """
const answers = {}, click = button => button.click(), list = id => [...element(id).children];
const names = id => list(id).map(entry => entry.querySelector("span").textContent);
answers.first = names("names");
element("prefix").value = "Tri"; element("count").value = 12; element("controls").requestSubmit();
answers.prefixed = names("names"); answers.status = element("status").textContent;
const star = () => list("names")[2].querySelector("button");
star().focus(); click(star());
answers.favorites = names("favorites"); answers.pressed = star().getAttribute("aria-pressed");
answers.focus = document.activeElement === star(); answers.stored = JSON.parse(localStorage.getItem(key));
click(star()); answers.removed = names("favorites"); answers.disabled = element("copy").disabled;
element("prefix").value = "Ж"; element("controls").requestSubmit(); answers.unknown = element("status").textContent;
answers.kept = names("names");
element("prefix").value = ""; element("temperature").value = 0.2; element("count").value = 200;
element("controls").requestSubmit(); answers.many = names("names");
answers.labels = [...document.querySelectorAll("input")].every(input => input.labels.length === 1);
"""


class Browser:
    def __init__(self, chromium: str, folder: pathlib.Path) -> None:
        self.chromium, self.folder = chromium, folder

    def run(self, page: pathlib.Path, *arguments: str) -> str:
        command = [self.chromium, "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND",
                   f"--user-data-dir={self.folder / 'profile'}", *arguments, page.as_uri()]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=120).stdout

    def evaluate(self, page: pathlib.Path, script: str, answer: str) -> object:
        """The value of `answer` after the page's own program and `script`."""
        copy = self.folder / "visited.html"
        copy.write_text(page.read_text() + f"<script>{script};document.body.textContent = JSON.stringify({answer})</script>")
        body = re.search(r"<body>(.*?)</body>", self.run(copy, "--dump-dom"), re.S)[1]
        return json.loads(html.unescape(body))


def check_visit(answers: dict) -> None:
    assert len(answers["first"]) == 20 == len(set(answers["first"])), answers
    assert len(answers["prefixed"]) == 12 and all(name.startswith("Tri") for name in answers["prefixed"]), answers
    assert answers["status"] == "12 new names.", answers
    assert answers["favorites"] == answers["stored"] == [answers["prefixed"][2]], answers
    assert answers["pressed"] == "true" and answers["focus"], answers
    assert answers["removed"] == [] and answers["disabled"], answers
    assert "Ж" in answers["unknown"] and answers["kept"] == answers["prefixed"], answers
    assert 0 < len(answers["many"]) <= 200 and answers["labels"], answers


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rnnc", default=".build/release/rnnc")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--screenshots", type=pathlib.Path)
    options = parser.parse_args()
    if not options.chromium:
        print("skipped: there is no chromium", file=sys.stderr)
        sys.exit(77)
    good = True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = pathlib.Path(temporary)
        browser = Browser(options.chromium, folder)

        def run(*arguments: str) -> str:
            return subprocess.run([options.rnnc, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

        for cell in ("rnn", "lstm", "gru"):
            model, page = str(folder / "model.safetensors"), folder / f"{cell}.html"
            run("train", "@dinosaurs", "-o", model, "--cell", cell, "--hidden", "24,17", "--epochs", "30", "--quiet")
            run("export", model, "--format", "html", "-o", str(page))
            assert not re.search(r"https?:|src=|href=|import", page.read_text()), "the page loads something"
            names = run("generate", model, "-n", "98", "--unique", "--max-length", "30").split("\n")[:98] + ["", "a"]
            actual = browser.evaluate(page, "", f"{json.dumps(names)}.map(logits)")
            worst = largest = 0.0
            for name, rows in zip(names, actual, strict=True):
                expected = json.loads(run("inspect", model, "--logits", name))
                assert len(rows) == len(expected) == len(name) + 1
                for row, wanted in zip(rows, expected, strict=True):
                    worst = max(worst, *(abs(a - b) for a, b in zip(row, wanted, strict=True)))
                    largest = max(largest, *map(abs, wanted))
            check_visit(browser.evaluate(page, VISIT, "answers"))
            good &= worst <= TOLERANCE
            print(f"{'ok' if worst <= TOLERANCE else 'FAILED'}: {cell}: {len(names)} names, logits up to {largest:.1f}; largest "
                  f"difference {worst:.1e}; {page.stat().st_size} bytes")
            if options.screenshots and cell == "gru":
                options.screenshots.mkdir(parents=True, exist_ok=True)
                used = folder / "used.html"
                stars = "for (const i of [1, 4, 7]) document.querySelectorAll('#names button')[i].click();"
                used.write_text(page.read_text() + f"<script>{stars}</script>")
                for name, size, scheme in [("phone-light", "500,1400", 1), ("phone-dark", "500,1400", 0),
                                           ("desk-light", "1200,1000", 1), ("desk-dark", "1200,1000", 0)]:
                    browser.run(used, f"--screenshot={options.screenshots / name}.png", f"--window-size={size}",
                                f"--blink-settings=preferredColorScheme={scheme}")
    sys.exit(not good)


main()
