"""Shows that a web page trains on a pasted list, in a headless Chromium, from a file, with the network out of reach:
its losses are close to those of rnnc train, rnnc reads the model that it saves, and pasted markup remains text.
Measures the names per second of a page, with the WebAssembly module and without.

    python3 Tests/Interoperability/check_training_page.py [--rnnc PROGRAM] [--chromium chromium] [--screenshots FOLDER]

Exit status: 0 all is well, 1 something is not, 77 there is no Chromium.
"""
import argparse
import base64
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from browser import Browser

root = pathlib.Path(__file__).parents[2]

# Trains on `list`, waits for the end, and answers with what the page shows.
TRAIN = r"""(async (list, network, from) => {
  element("list").value = list;
  element("network").value = network;
  element("from").value = from;
  await train();
  while (worker) await new Promise(resolve => setTimeout(resolve, 50));
  while (learned && !element("stop").hidden || searches < 1) await new Promise(resolve => setTimeout(resolve, 50));
  await new Promise(resolve => setTimeout(resolve, 300));
  const bytes = learned ? new Uint8Array(await new Blob(modelFile(model, learned.weights)).arrayBuffer()) : [];
  return {progress: element("progress").textContent, status: element("status").textContent, names: shown,
    losses: curve.map(({loss, validation}) => [loss, validation]), checked: element("checked").textContent,
    heldOut: learned ? heldOut.map(index => learned.task.list[index].name) : [],
    elements: document.querySelectorAll("img, script").length, title: element("title").textContent,
    file: btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""))};
})"""

SPEED = r"""(async count => {
  await ready;
  element("temperature").value = 1;
  element("count").value = count;
  const began = performance.now();
  await invent();
  return count / (performance.now() - began) * 1000;
})"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rnnc", default=".build/rnnc")
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--screenshots", type=pathlib.Path)
    options = parser.parse_args()
    if not options.chromium:
        print("skipped: there is no chromium", file=sys.stderr)
        sys.exit(77)
    source = root / "Sources/RNNSwift/Lists/BuiltIn/Dinosaurs.swift"
    names = [line.strip() for line in source.read_text().split('"""')[1].split("\n") if line.strip()]

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary, Browser(options.chromium) as browser:
        folder = pathlib.Path(temporary)

        def run(*arguments: str) -> str:
            return subprocess.run([options.rnnc, *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

        def check(condition: bool, what: object) -> None:
            assert condition, what

        def train(page: object, list: str, network: str = "", start: str = "") -> dict:
            arguments = ", ".join(map(json.dumps, (list, network, start)))
            return page.evaluate(f"{TRAIN}({arguments})")

        # A page without a model: the losses beside those of rnnc, which begins with other weights.
        empty, native = folder / "train.html", folder / "native.safetensors"
        run("export", "--with-training", "-o", str(empty))
        page = browser.open(empty.as_uri())
        trained = train(page, "\n".join(names), "rnn 32 32")
        held_out = set(trained["heldOut"])
        for name, part in ("training", set(names) - held_out), ("held-out", held_out):
            (folder / f"{name}.txt").write_text("".join(line + "\n" for line in names if line in part))
        events = run("train", str(folder / "training.txt"), "-o", str(native), "--validation-file", str(folder / "held-out.txt"),
                     "--json", "--quiet", "--cell", "rnn", "--hidden", "32,32", "--dropout", "0", "--batch-size", "256",
                     "--learning-rate", "0.005", "--schedule", "plateau", "--patience", "8").splitlines()
        validations = [json.loads(line).get("validation_loss") for line in events]
        expected = min(value for value in validations if value is not None)
        best = min(validation for _, validation in trained["losses"])
        print(f"{len(trained['losses'])} epochs; held-out loss {best:.3f} in the page, {expected:.3f} by rnnc train")
        check(abs(best - expected) < 0.06, "another loss")
        check(len(trained["names"]) == 20 and not set(trained["names"]) & set(names), trained["names"])
        check(trained["checked"] == f"Checked against the {len(names)} names of the list.", trained["checked"])
        if options.screenshots:
            options.screenshots.mkdir(parents=True, exist_ok=True)
            page.screenshot(options.screenshots / "training-desk.png")

        # rnnc reads the saved model, and gives the page's logits.
        saved = folder / "saved.safetensors"
        saved.write_bytes(base64.b64decode(trained["file"]))
        record = json.loads(run("inspect", str(saved), "--json"))
        worst = 0.0
        for name in names[:20]:
            rows, wanted = page.evaluate(f"logits({json.dumps(name)})"), json.loads(run("inspect", str(saved), "--logits", name))
            worst = max(worst, *(abs(a - b) for row, other in zip(rows, wanted, strict=True) for a, b in zip(row, other, strict=True)))
        print(f"the saved model of {record['parameters']} parameters gives the page's logits: largest difference {worst:.1e}")
        check(worst < 1e-5, "other logits")
        check(len(run("generate", str(saved), "-n", "5").splitlines()) == 5, "rnnc generates no names")

        # Markup is text, on a phone as well; a second training replaces the first one.
        phone = browser.open(empty.as_uri(), width=390, height=844)
        markup = "<img src=x onerror=alert(1)>"
        trained = train(phone, "\n".join([markup, "</script><b>", *names[:60]]))
        check(trained["elements"] == 1 and trained["names"], trained)
        check(phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than a phone")
        if options.screenshots:
            phone.screenshot(options.screenshots / "training-phone.png")
        few = train(phone, "anna\nanna\n")
        check("two different names" in few["progress"], few["progress"])

        # A page with a model: begins from it, without the names whose characters it lacks.
        both = folder / "both.html"
        run("export", str(native), "--with-training", "-o", str(both))
        page = browser.open(both.as_uri(), dark=True)
        trained = train(page, "\n".join([*names[:300], "Ж"]), "", "page")
        check("1 name left out" in trained["progress"], trained["progress"])
        fresh = json.loads(events[0])["loss"]
        check(trained["losses"][0][0] < fresh - 0.3, (trained["losses"][0], fresh))
        print(f"first loss {trained['losses'][0][0]:.3f} from the page's model, {fresh:.3f} from nothing")
        if options.screenshots:
            page.screenshot(options.screenshots / "training-dark.png")

        # Without WebAssembly there is no training, but names.
        plain = browser.open(both.as_uri(), before="delete globalThis.WebAssembly")
        plain.evaluate("ready.then(() => new Promise(resolve => setTimeout(resolve, 100)))")
        check(plain.evaluate("element('train').disabled && engine.constructor === Object"), "not without WebAssembly")

        # Speed, of 2 x 192 units.
        large, model = folder / "large.html", folder / "large.safetensors"
        run("train", "@dinosaurs", "-o", str(model), "--hidden", "192,192", "--epochs", "20", "--quiet")
        run("export", str(model), "-o", str(large))
        page = browser.open(large.as_uri()) # one after another: a page behind another one is slow
        speed = max(page.evaluate(f"{SPEED}(5000)") for _ in range(3))
        plain = browser.open(large.as_uri(), before="delete globalThis.WebAssembly").evaluate(f"{SPEED}(300)")
        print(f"names per second, 2 x 192 units: {speed:.0f} by the module, {plain:.0f} by JavaScript")
        check(not browser.failures, browser.failures)


main()
