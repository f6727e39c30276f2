"""What the live tests share: two network namespaces of their own, auscult capturing between them, DICOM peers."""

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Captures" / "record"))
import network  # noqa: E402

# A test runner may have blocked signals, which the programs started here would inherit.
signal.pthread_sigmask(signal.SIG_SETMASK, [])

# Names of their own, so that a recording or another test run may go on beside this one.
network.MODALITY = network.Host(f"modality-{os.getpid()}", "192.0.2.10", "fd00::10", "02:00:00:00:00:10")
network.ARCHIVE = network.Host(f"archive-{os.getpid()}", "192.0.2.20", "fd00::20", "02:00:00:00:00:20")
from network import ARCHIVE, INTERFACE, MODALITY, await_listener, wire  # noqa: E402

AUSCULT = os.environ.get("AUSCULT", str(ROOT / ".build" / "debug" / "auscult"))
PORT = 11112


# Long enough for a debug build on a busy machine; nothing waits so long where all is well.
PATIENCE = 90


def eventually(condition, what):
    """What the condition answers once it is true."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"never happened: {what}")
        time.sleep(0.02)
    return answer


def missing():
    """Why live tests cannot be run here; nothing where they can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    for program, package in (("ip", "iproute2"), ("ethtool", "ethtool"), ("storescp", "dcmtk"), ("echoscu", "dcmtk")):
        if not shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin:/sbin"):
            return f"{program} is missing (apt-get install {package})"
    if not Path(AUSCULT).exists():
        return f"{AUSCULT} is not built"
    remove_abandoned()
    try:
        with wire():
            return ""
    except (OSError, subprocess.CalledProcessError) as error:
        return f"network namespaces cannot be made here: {error}"


def remove_abandoned():
    """Namespaces of runs that were killed."""
    for name in Path("/run/netns").glob("auscult-*-[0-9]*"):
        if not Path(f"/proc/{name.name.rsplit('-', 1)[1]}").exists():
            subprocess.run(["ip", "netns", "delete", name.name], capture_output=True)


def with_parent():
    """To be called by a child: it does not outlive this process."""
    network.libc.prctl(1, signal.SIGKILL)


class Capture:
    """A running `auscult capture` on the modality's side."""

    # Made anyhow to end, for giving up root makes a process outlive its parent.
    fence = ("--duration", "10m")

    def __init__(self, *options, directory, interface=INTERFACE, formats="ndjson", name="live", **how):
        self.output = directory / f"{name}.out"
        words = [AUSCULT, "capture", "--interface", interface, "--format", formats, "--disk-floor", "0", "--fail-on", "never",
                 *self.fence, *map(str, options)]
        with MODALITY.entered(), open(self.output, "wb") as output:
            self.process = subprocess.Popen(words, **{"stdout": output, "stderr": subprocess.PIPE, "cwd": directory, **how})
        # Then interfaces are open, privileges gone, and the thread that takes packets is there.
        eventually(lambda: self.process.poll() is not None or len(self.tasks()) > 1, "the capture has begun")

    def tasks(self):
        try:
            return os.listdir(f"/proc/{self.process.pid}/task")
        except FileNotFoundError:
            return []

    def send(self, number):
        self.process.send_signal(number)

    def stop(self, number=signal.SIGINT):
        """Ends it; the exit code and standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        error = self.process.communicate(timeout=PATIENCE)[1]
        return self.process.returncode, (error or b"").decode()

    def kill(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
        self.process.communicate()

    @property
    def text(self):
        return self.output.read_text()

    @property
    def records(self):
        return [json.loads(line) for line in self.text.splitlines(keepends=True) if line.endswith("\n")]

    def of(self, kind):
        return [record for record in self.records if record["record"] == kind]

    def await_record(self, kind, what, times=1):
        """Until there are so many records of the kind that hold the words."""
        eventually(lambda: sum(what in json.dumps(record) for record in self.of(kind)) >= times, f"{kind}: {what}")

    def await_association(self, times=1):
        eventually(lambda: len(self.of("association")) >= times, f"{times} associations")


@contextmanager
def scratch():
    """A directory that the user auscult goes on as may write in."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o777)
        yield Path(name)


@contextmanager
def capturing(*options, **named):
    capture = Capture(*options, **named)
    try:
        yield capture
    finally:
        capture.kill()


@contextmanager
def archive(directory, *options, port=PORT):
    with ARCHIVE.entered():
        process = subprocess.Popen(["storescp", "-aet", "ARCHIVE", "--ignore", *options, str(port)], cwd=directory,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=with_parent)
    try:
        await_listener(process, port, PATIENCE)
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def scu(tool, *words, port=PORT, check=True):
    with MODALITY.entered():
        subprocess.run([tool, "-aet", "MODALITY", "-aec", "ARCHIVE", ARCHIVE.address, str(port), *map(str, words)],
                       check=check, capture_output=True, timeout=PATIENCE)


def dicom_file(directory):
    """A small object of no patient, made by DCMTK."""
    dump = directory / "object.dump"
    dump.write_text("(0008,0016) UI 1.2.840.10008.5.1.4.1.1.7\n(0008,0018) UI 2.25.4711\n"
                    "(0020,000d) UI 2.25.4712\n(0020,000e) UI 2.25.4713\n(0010,0020) LO TEST\n"
                    f"(0008,4000) LT {'x' * 8000}\n")
    file = directory / "object.dcm"
    subprocess.run(["dump2dcm", dump, file], check=True, capture_output=True)
    return file


def offline(*files):
    """The association records and the capture record of the files."""
    done = subprocess.run([AUSCULT, "timeline", "--format", "ndjson", *map(str, files)], check=True, capture_output=True)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return [each for each in records if each["record"] == "association"], records[-1]


def findings(*files):
    """How often each rule was broken in the files."""
    done = subprocess.run([AUSCULT, "check", "--format", "json", "--fail-on", "never", *map(str, files)], check=True,
                          capture_output=True)
    counts = Counter()

    def add(finding):
        counts[finding["rule"]] += finding["count"]
        for consequence in finding["consequences"]:
            add(consequence)

    for finding in json.loads(done.stdout)["findings"]:
        add(finding)
    return counts


def comparable(association):
    """Without what is known only at the capture's end, or not kept while capturing."""
    kept = dict(association)
    kept.pop("id")
    kept.pop("pdusNotKept", None)
    kept["pdus"] = [pdu for pdu in association["pdus"] if pdu["type"] != "P-DATA-TF"]
    return kept


def packets(file):
    """The bytes of each packet of a pcapng file, as tcpdump or Wireshark would find them."""
    content, place, found = file.read_bytes(), 0, []
    while place < len(content):
        kind, length = struct.unpack_from("<II", content, place)
        if kind == 6:
            [captured] = struct.unpack_from("<I", content, place + 20)
            found.append(content[place + 28:place + 28 + captured])
        place += length
    return found
