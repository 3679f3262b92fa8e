"""Names per second of web pages, in a headless Chromium, by the WebAssembly module and by JavaScript.

    python3 bench/pages.py [--chromium chromium] [--count 10000] PAGE.html...

Pages are those of `rnnc export`. The time is that of the page's thread on the processor, so that other load on the
machine counts less; medians of five rounds, and their range.
"""
import argparse
import pathlib
import shutil
import statistics
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "Tests/Interoperability"))
from browser import Browser, Page  # noqa: E402

INVENT = """(async count => {
  await ready;
  element("temperature").value = 1;
  element("count").value = count;
  await invent();
  return [shown.length, shown.reduce((sum, name) => sum + name.length, 0) / shown.length];
})"""


def thread_seconds(page: Page) -> float:
    metrics = page.call("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("pages", nargs="+", type=pathlib.Path)
    parser.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    parser.add_argument("--count", type=int, default=10000)
    options = parser.parse_args()
    for path in options.pages:
        for engine, before, count in ("module", "", options.count), ("JavaScript", "delete globalThis.WebAssembly", options.count // 20):
            with Browser(options.chromium) as browser:
                page = browser.open(path.resolve().as_uri(), before=before)
                page.call("Performance.enable", timeDomain="threadTicks")
                rates = []
                for _ in range(6):
                    began = thread_seconds(page)
                    found, length = page.evaluate(f"{INVENT}({count})")
                    rates.append(found / (thread_seconds(page) - began))
                rates = rates[1:] # the first round compiles
                print(f"{path.name}, {engine}: {statistics.median(rates):.0f} names per second ({min(rates):.0f} to {max(rates):.0f}), "
                      f"{length:.1f} characters each")


main()
