"""Shows that a model exported as a web page gives the logits that rnnc gives, over 100 names, and that the page does
what it says (new names, wishes, favorites): in a headless Chromium, from a file, with the network out of reach.

    python3 Tests/Interoperability/check_html.py [--rnnc PROGRAM] [--chromium chromium] [--screenshots FOLDER]

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
VISIT = r"""
const answers = {}, click = button => button.click(), list = id => [...element(id).children];
const names = id => list(id).map(entry => entry.querySelector("span").textContent);
const pause = () => new Promise(resolve => setTimeout(resolve, 5));
const ask = async wishes => {
  for (const [id, value] of Object.entries(wishes)) {
    if (typeof value === "boolean") element(id).checked = value; else element(id).value = value;
  }
  element("controls").requestSubmit();
  while (!element("stop").hidden) await pause();
  return {names: names("names"), status: element("status").textContent,
    known: list("names").filter(entry => entry.querySelector("small")).length};
};
while (!element("stop").hidden) await pause();
answers.first = names("names"); answers.checked = element("checked").textContent; answers.offered = names("favorites");
answers.prefixed = await ask({prefix: "Tri", count: 12});
const star = () => list("names")[2].querySelector("button");
star().focus(); click(star());
answers.favorites = names("favorites"); answers.pressed = star().getAttribute("aria-pressed");
answers.focus = document.activeElement === star(); answers.stored = JSON.parse(localStorage.getItem(key));
click(star()); answers.removed = names("favorites");
answers.unknown = await ask({prefix: "Ж"});
answers.suffixed = await ask({prefix: "", suffix: "us", shortest: 6, longest: 12, avoid: "RA, yx", count: 30});
answers.none = await ask({prefix: "Tri", suffix: "", shortest: 1, longest: 3});
answers.crossed = await ask({prefix: "", shortest: 9, longest: 8});
answers.cold = await ask({shortest: 1, longest: model.longest, avoid: "", temperature: 0.2, count: 200});
answers.all = await ask({new: false});
// A file as the terminal writes it, and one of Windows. (Chromium's virtual time does not wait for files: they are stubs.)
const offer = async (text, name) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  File.prototype.arrayBuffer = async () => typeof text === "string" ? new TextEncoder().encode(text) : text;
  element("file").files = files.files;
  element("file").dispatchEvent(new Event("change"));
  for (let i = 0; i < 20; i++) await pause();
};
await offer("\uFEFFUno\r\nDue Tre\r\n\r\nUno\r\n", "windows.txt"); await offer("Due Tre\nOtto", "favorites.txt");
answers.loaded = names("favorites"); answers.loading = element("status").textContent;
await offer(new Uint8Array([0xFF, 0xFE, 0x41]), "binary.txt"); answers.binary = element("status").textContent;
let saved = null;
Blob = class { constructor(parts) { saved = parts.join(""); } };
URL.createObjectURL = () => "about:blank#";
HTMLAnchorElement.prototype.click = function () { answers.file = this.download; };
click(element("save")); answers.saved = saved;
greet(); answers.again = names("favorites");
answers.labels = [...document.querySelectorAll("input")].every(input => input.labels.length === 1 || input.ariaLabel);
"""


class Browser:
    def __init__(self, chromium: str, folder: pathlib.Path) -> None:
        self.chromium, self.folder = chromium, folder

    def run(self, page: pathlib.Path, *arguments: str) -> str:
        """What Chromium prints. Each run has a profile of its own, since a page keeps its favorites."""
        command = [self.chromium, "--headless", "--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND",
                   "--virtual-time-budget=600000", f"--user-data-dir={tempfile.mkdtemp(dir=self.folder)}", *arguments, page.as_uri()]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=300).stdout

    def evaluate(self, page: pathlib.Path, script: str, answer: str) -> object:
        """The value of `answer` after the page's own program and `script`."""
        copy = self.folder / "visited.html"
        copy.write_text(page.read_text() + f"""<script>(async () => {{
            try {{ {script}; document.body.textContent = JSON.stringify({answer}) }}
            catch (error) {{ document.body.textContent = JSON.stringify({{error: error.stack}}) }}
            }})()</script>""")
        body = re.search(r"<body>(.*?)</body>", self.run(copy, "--dump-dom"), re.S)[1]
        return json.loads(html.unescape(body))


def check_visit(answers: dict, listed: set[str], favorites: list[str]) -> None:
    def check(condition: bool, *parts: object) -> None:
        assert condition, json.dumps(parts or answers, indent=1, ensure_ascii=False)

    check("error" not in answers)
    check(len(answers["first"]) == 20 == len(set(answers["first"])))
    check(not listed & set(answers["first"]), answers["first"])
    check(answers["checked"] == f"Checked against the {len(listed)} names of the list.")
    prefixed = answers["prefixed"]
    check(len(prefixed["names"]) == 12 and all(name.startswith("Tri") for name in prefixed["names"]), prefixed)
    check(prefixed["status"] == "12 new names." and prefixed["known"] == 0, prefixed)
    check(answers["offered"] == favorites)
    check(answers["favorites"] == answers["stored"] == [*favorites, prefixed["names"][2]])
    check(answers["pressed"] == "true" and answers["focus"])
    check(answers["removed"] == favorites)
    check("Ж" in answers["unknown"]["status"] and answers["unknown"]["names"] == prefixed["names"])
    suffixed = answers["suffixed"]
    check(0 < len(set(suffixed["names"])) == len(suffixed["names"]), suffixed)
    check(len(suffixed["names"]) == 30 or "nly" in suffixed["status"], suffixed)
    for name in suffixed["names"]:
        check(name.endswith("us") and 6 <= len(name) <= 12 and not re.search("ra|yx", name, re.I) and name not in listed, name)
    check(answers["none"]["status"] in ("There is no new name like this.", "There is only 1 new name like this."), answers["none"])
    check("at least 9 and at most 8" in answers["crossed"]["status"])
    check(answers["cold"]["status"] == "200 new names." and len(set(answers["cold"]["names"])) == 200, answers["cold"])
    known = sum(name in listed for name in answers["all"]["names"])
    check(known == answers["all"]["known"] and answers["all"]["status"].startswith("200 names."), answers["all"])
    count = "None is" if known == 0 else "1 is" if known == 1 else f"{known} are"
    check(f"{count} in the list." in answers["all"]["status"], answers["all"]["status"])
    check(answers["loaded"] == [*favorites, "Uno", "Due Tre", "Otto"] and "1 favorite loaded" in answers["loading"])
    check(answers["binary"] == "binary.txt is not text in UTF-8.")
    check(answers["saved"] == "".join(name + "\n" for name in answers["loaded"]) and answers["file"] == "favorites.txt")
    check(answers["again"] == answers["loaded"] and answers["labels"])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rnnc", default=".build/rnnc")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--screenshots", type=pathlib.Path)
    options = parser.parse_args()
    if not options.chromium:
        print("skipped: there is no chromium", file=sys.stderr)
        sys.exit(77)
    good = True
    source = pathlib.Path(__file__).parents[2] / "Sources/RNNSwift/Lists/BuiltIn/Dinosaurs.swift"
    listed = {line.strip() for line in source.read_text().split('"""')[1].split("\n") if line.strip()}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        folder = pathlib.Path(temporary)
        browser = Browser(options.chromium, folder)

        def run(*arguments: str) -> str:
            return subprocess.run([options.rnnc, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

        for cell in ("rnn", "lstm", "gru"):
            model, page = str(folder / "model.safetensors"), folder / f"{cell}.html"
            run("train", "@dinosaurs", "-o", model, "--cell", cell, "--hidden", "24,17", "--epochs", "30", "--quiet")
            favorites = ["Fritzosaurus", "Été <b>"]
            (folder / "favorites.txt").write_text("".join(name + "\n" for name in favorites))
            run("export", model, "-o", str(page), "--favorites", str(folder / "favorites.txt"))
            assert not re.search(r"https?:|src=|href=|\bimport\b", page.read_text()), "the page loads something"
            names = run("generate", model, "-n", "98", "--unique", "--max-length", "30").split("\n")[:98] + ["", "a"]
            actual = browser.evaluate(page, "", f"{json.dumps(names)}.map(logits)")
            worst = largest = 0.0
            for name, rows in zip(names, actual, strict=True):
                expected = json.loads(run("inspect", model, "--logits", name))
                assert len(rows) == len(expected) == len(name) + 1
                for row, wanted in zip(rows, expected, strict=True):
                    worst = max(worst, *(abs(a - b) for a, b in zip(row, wanted, strict=True)))
                    largest = max(largest, *map(abs, wanted))
            check_visit(browser.evaluate(page, VISIT, "answers"), listed, favorites)
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
