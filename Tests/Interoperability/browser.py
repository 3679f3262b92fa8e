"""A headless Chromium that runs pages in real time, over its debugging pipe; for programs that check pages.

    with Browser("chromium") as browser:
        page = browser.open("file:///tmp/page.html", width=390)
        page.evaluate("document.title")
"""
import base64
import json
import os
import pathlib
import subprocess
import tempfile


class Browser:
    """Without a network: no host name is found."""

    def __init__(self, chromium: str) -> None:
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        commands, self.commands = os.pipe()
        self.answers, answers = os.pipe()

        def keep_pipe() -> None: # Chromium reads file 3 and writes file 4
            read, write = os.dup(commands), os.dup(answers)
            os.dup2(read, 3)
            os.dup2(write, 4)

        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
                   "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={self.profile.name}"]
        self.process = subprocess.Popen(command, preexec_fn=keep_pipe, pass_fds=(3, 4), stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        os.close(commands)
        os.close(answers)
        self.pending, self.count, self.failures = b"", 0, []

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()
        os.close(self.commands)
        os.close(self.answers)
        self.profile.cleanup()

    def message(self) -> dict:
        while b"\0" not in self.pending:
            part = os.read(self.answers, 1 << 16)
            if not part:
                raise RuntimeError("Chromium has ended")
            self.pending += part
        text, self.pending = self.pending.split(b"\0", 1)
        return json.loads(text)

    def call(self, method: str, session: str | None = None, until: str | None = None, **parameters: object) -> dict:
        """The result of a command, or the first event `until` after it. Exceptions in pages are kept in `failures`."""
        self.count += 1
        number = self.count
        request = {"id": number, "method": method, "params": parameters, **({"sessionId": session} if session else {})}
        os.write(self.commands, json.dumps(request).encode() + b"\0")
        while True:
            answer = self.message()
            if answer.get("method") == "Runtime.exceptionThrown":
                self.failures.append(json.dumps(answer["params"]))
            if answer.get("id") == number and "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']}")
            if answer.get("method") == until if until else answer.get("id") == number:
                return answer.get("result", {})

    def open(self, address: str, width: int = 1200, height: int = 1000, dark: bool = False, before: str = "") -> "Page":
        """A page, after it was loaded. `before` is a program that runs before its own."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        page = Page(self, self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        page.call("Page.enable")
        page.call("Runtime.enable")
        page.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        page.call("Emulation.setEmulatedMedia", features=[scheme])
        page.call("Page.addScriptToEvaluateOnNewDocument", source=before)
        page.call("Page.navigate", until="Page.loadEventFired", url=address)
        return page


class Page:
    def __init__(self, browser: Browser, session: str) -> None:
        self.browser, self.session = browser, session

    def call(self, method: str, until: str | None = None, **parameters: object) -> dict:
        return self.browser.call(method, self.session, until, **parameters)

    def evaluate(self, expression: str) -> object:
        """The value of an expression, or of its promise."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"]))
        return result["result"].get("value")

    def screenshot(self, path: pathlib.Path) -> None:
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        path.write_bytes(base64.b64decode(data))
