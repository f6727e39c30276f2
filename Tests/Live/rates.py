#!/usr/bin/env python3
"""The highest rate that is captured without a loss: auscult beside `tcpdump -w`, in one run.

    sudo python3 rates.py --auscult .build/release/auscult --generate GENERATOR [--seconds 4] [SCENARIO ...]

A generated capture is sent by tcpreplay through a veth pair between two network namespaces, faster and faster until the
kernel counts a dropped packet, then between the last two rates. Everything, the sender too, shares this machine's
processors, so the figures compare programs and say little of other machines. Each program has 32 MiB of kernel buffer.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import live
from live import ARCHIVE, INTERFACE, MODALITY

SCENARIOS = {"bulk": "C-STOREs over 1,500-byte frames", "short": "short associations of C-ECHO and C-FIND"}
LOWEST = 20_000
HIGHEST = 3_000_000
REFINEMENTS = 3


class Auscult:
    """With --write: analysed and saved."""

    name = "auscult --write"
    more = ("--write", "seen.pcapng", "--disk-floor", "0")

    def __init__(self, directory):
        self.output = open(directory / "auscult.out", "w+b")
        with ARCHIVE.entered():
            self.process = subprocess.Popen(
                [live.AUSCULT, "capture", "-i", INTERFACE, "--format", "ndjson", "--buffer", "32M", *self.more],
                cwd=directory, stdout=self.output)

    def stop(self):
        """Packets captured and packets lost."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(120)
        self.output.seek(0)
        with self.output:
            last = [line for line in self.output if line.startswith(b'{"record":"capture"')][-1]
        [interface] = json.loads(last)["interfaces"]
        return interface["analysed"], interface["droppedByKernel"]


class AuscultAnalysing(Auscult):
    name = "auscult"
    more = ()


class AuscultRotating(Auscult):
    name = "auscult rotating"
    more = (*Auscult.more, "--rotate", "16M")


class Tcpdump:
    name = "tcpdump -w"

    def __init__(self, directory):
        with ARCHIVE.entered():
            self.process = subprocess.Popen(
                ["tcpdump", "-i", INTERFACE, "-n", "-B", "32768", "-Z", "root", "-w", str(directory / "tcpdump.pcap")],
                stderr=subprocess.PIPE, text=True)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=120)[1]
        counts = {what: int(number) for number, what in re.findall(r"(\d+) packets? (captured|dropped by kernel)", said)}
        return counts["captured"], counts["dropped by kernel"]


def send(capture, packets, rate, count):
    """Replays so many packets; the rate that came of it, in packets/s and bytes/s."""
    with MODALITY.entered():
        done = subprocess.run(["tcpreplay", "-q", "-K", f"--pps={rate}", f"--limit={count}",
                               f"--loop={count // packets + 1}", "-i", INTERFACE, str(capture)],
                              capture_output=True, text=True)
    found = re.search(r"Actual: (\d+) packets \((\d+) bytes\) sent in ([\d.]+) seconds", done.stdout)
    if not found:
        sys.exit(done.stdout + done.stderr)
    sent, length, seconds = int(found[1]), int(found[2]), float(found[3])
    return sent, sent / seconds, length / seconds


def trial(tool, capture, packets, rate, seconds, scratch):
    """Rate reached in packets/s and bytes/s, and the share of packets lost."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        os.chmod(name, 0o777)
        running = tool(Path(name))
        time.sleep(0.5)
        sent, reached, length = send(capture, packets, rate, int(rate * seconds))
        # tcpdump leaves what the kernel holds back, up to a second's packets.
        time.sleep(1.5)
        captured, dropped = running.stop()
    lost = max(dropped, sent - captured)
    print(f"  {tool.name:16} asked {rate:>9,}/s  reached {reached:>11,.0f}/s {length / 1e6:>8,.1f} MB/s  "
          f"lost {lost:,} of {sent:,}", flush=True)
    return reached, length, lost


def rotated(capture, packets, rate, seconds, scratch):
    """Whether at that rate files of 16 MiB hold every packet that was analysed, and nothing else is left behind."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        os.chmod(name, 0o777)
        running = AuscultRotating(Path(name))
        time.sleep(0.5)
        send(capture, packets, int(rate), int(rate * seconds))
        time.sleep(0.5)
        analysed, dropped = running.stop()
        files = sorted(Path(name).glob("seen-*.pcapng"))
        written = live.offline(*files)[1]["packets"] if files else 0
        left = list(Path(name).glob("*.part"))
    print(f"  rotation at {rate:,.0f}/s: {written:,} packets in {len(files)} files, {analysed:,} analysed, {dropped:,} lost")
    if written != analysed or left:
        sys.exit("rotation has lost packets")


def highest(tool, capture, packets, seconds, scratch):
    """The highest loss-free rate: doubled until a loss or until the sender is no faster, then bisected."""
    best, rate, failed = (0, 0), LOWEST, None
    while rate <= HIGHEST:
        reached, length, lost = trial(tool, capture, packets, rate, seconds, scratch)
        if lost:
            failed = rate
            break
        best = max(best, (reached, length))
        if reached < 0.8 * rate:
            return best, True
        rate *= 2
    low = rate // 2
    for _ in range(REFINEMENTS if failed else 0):
        middle = (low + failed) // 2
        reached, length, lost = trial(tool, capture, packets, middle, seconds, scratch)
        if lost:
            failed = middle
        else:
            low, best = middle, max(best, (reached, length))
    return best, failed is None


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--auscult", required=True)
    parser.add_argument("--generate", required=True)
    parser.add_argument("--seconds", type=float, default=4, help="of sending at each rate")
    parser.add_argument("--scratch", default="/dev/shm" if os.path.isdir("/dev/shm") else None,
                        help="where both programs write")
    parser.add_argument("scenarios", nargs="*", default=list(SCENARIOS), metavar="SCENARIO")
    arguments = parser.parse_args()
    live.AUSCULT = str(Path(arguments.auscult).resolve())
    why = live.missing() or ("" if shutil.which("tcpreplay") else "tcpreplay is missing (apt-get install tcpreplay)")
    if why:
        print(f"rates.py: skipped: {why}")
        return
    results = []
    with live.wire(), tempfile.TemporaryDirectory() as directory:
        for scenario in arguments.scenarios:
            capture = Path(directory) / f"{scenario}.pcap"
            with open(capture, "wb") as output:
                subprocess.run([arguments.generate, scenario, "50"], stdout=output, check=True)
            packets = live.offline(capture)[1]["packets"]
            print(f"{scenario}: {SCENARIOS.get(scenario, '')}, {capture.stat().st_size / packets:,.0f} bytes a packet")
            for tool in (Tcpdump, Auscult, AuscultAnalysing):
                best, is_sender = highest(tool, capture, packets, arguments.seconds, arguments.scratch)
                results.append((scenario, tool.name, *best, is_sender))
                if tool is Auscult:
                    rotated(capture, packets, best[0] / 2 or LOWEST, arguments.seconds, arguments.scratch)
    print("\nHighest rate without a loss")
    for scenario, name, rate, length, is_sender in results:
        print(f"  {scenario:8} {name:16} {rate:>11,.0f} packets/s {length / 1e6:>8,.1f} MB/s"
              + ("  (the sender's limit)" if is_sender else ""))


if __name__ == "__main__":
    main()
