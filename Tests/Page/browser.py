"""A headless Chromium, driven through its DevTools protocol over a pair of pipes: no port, no package."""

import base64
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium():
    """The browser's path, or None where none is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    def __init__(self, path, *options):
        self.path, self.options = path, options
        self.numbers = itertools.count(1)

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def arrange():
            os.dup2(theirs_in, 203)
            os.dup2(theirs_out, 204)
            os.dup2(203, 3)
            os.dup2(204, 4)

        self.process = subprocess.Popen(
            [self.path, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
             "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={self.profile.name}",
             *self.options],
            close_fds=False, preexec_fn=arrange, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.reading = os.fdopen(ours_in, "rb", buffering=0)
        self.writing = os.fdopen(ours_out, "wb", buffering=0)
        self.buffer, self.events = b"", []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        try:
            self.send("Browser.close")
        except (OSError, EOFError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.reading.close()
        self.writing.close()
        self.profile.cleanup()

    def open(self, url, size=(1280, 900), scheme="light", settle=0.0):
        """Opens a page, waits until it is loaded; what it asked for, what it said, and how wide it came out."""
        self.call("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1,
                  mobile=size[0] < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.events.clear()
        self.call("Page.navigate", url="about:blank")
        self.wait("Page.loadEventFired")
        self.events.clear()
        begun = time.monotonic()
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")
        painted = self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        took = time.monotonic() - begun
        time.sleep(settle)
        width = self.evaluate("document.documentElement.scrollWidth")
        return {"width": width, "seconds": round(took, 3), "requests": self.requests(url), "messages": self.messages()}

    def requests(self, own):
        return [event["params"]["request"]["url"] for event in self.events
                if event["method"] == "Network.requestWillBeSent"
                and event["params"]["request"]["url"].split("#")[0] not in (own.split("#")[0], "about:blank")]

    def messages(self):
        """Errors and anything written to the console."""
        told = []
        for event in self.events:
            params = event["params"]
            if event["method"] == "Runtime.consoleAPICalled":
                told.append(" ".join(str(each.get("value")) for each in params["args"]))
            elif event["method"] == "Runtime.exceptionThrown":
                told.append(params["exceptionDetails"].get("exception", {}).get("description", "exception"))
            elif event["method"] == "Log.entryAdded":
                told.append(params["entry"]["text"])
            elif event["method"] == "Page.javascriptDialogOpening":
                told.append("dialog: " + params["message"])
        return told

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def screenshot(self, path, width, most=16000):
        height = min(most, self.evaluate("document.documentElement.scrollHeight"))
        taken = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                          clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})
        path.write_bytes(base64.b64decode(taken["data"]))

    def print(self, path):
        path.write_bytes(base64.b64decode(self.call("Page.printToPDF", printBackground=False)["data"]))

    def call(self, method, **params):
        return self.send(method, self.session, **params)

    def send(self, method, session=None, **params):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        self.writing.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.note(answer)

    def wait(self, method):
        while not any(event["method"] == method for event in self.events):
            self.note(self.receive())

    def note(self, message):
        if "method" not in message:
            return
        self.events.append(message)
        if message["method"] == "Page.javascriptDialogOpening":
            self.writing.write(json.dumps({"id": next(self.numbers), "method": "Page.handleJavaScriptDialog",
                                           "params": {"accept": True}, "sessionId": self.session}).encode() + b"\0")

    def receive(self):
        while b"\0" not in self.buffer:
            more = self.reading.read(1 << 16)
            if not more:
                raise EOFError("the browser is gone")
            self.buffer += more
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)
