#!/usr/bin/env python3
"""The highest rate that is captured without a loss: auscult beside `tcpdump -w`, in one run.

    sudo python3 rates.py --auscult .build/release/auscult --generate GENERATOR [--seconds 4] [SCENARIO ...]

A generated capture is sent through a veth pair between two network namespaces, faster and faster until the kernel counts a
dropped packet, then between the last two rates. Each program has 5 MiB of buffers, which a few hundredths of a second fill.
Everything shares this machine's processors, so the figures compare programs and say little of other machines.
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
from replay import Replay

SCENARIOS = {"bulk": "C-STOREs over 1,500-byte frames", "short": "short associations of C-ECHO and C-FIND"}
LOWEST = 20_000
# Faster than any sender here.
FASTEST = 1_280_000
REFINEMENTS = 3


class Auscult:
    """With --write: analysed and saved."""

    name = "auscult --write"
    more = ("--write", "seen.pcapng", "--disk-floor", "0")

    def __init__(self, directory):
        self.output = open(directory / "auscult.out", "w+b")
        with ARCHIVE.entered():
            self.process = subprocess.Popen(
                [live.AUSCULT, "capture", "-i", INTERFACE, "--format", "ndjson", "--buffer", "2M", "--queue", "3M",
                 *self.more],
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
                ["tcpdump", "-i", INTERFACE, "-n", "-B", "5120", "-Z", "root", "-w", str(directory / "tcpdump.pcap")],
                stderr=subprocess.PIPE, text=True)

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        said = self.process.communicate(timeout=120)[1]
        counts = {what: int(number) for number, what in re.findall(r"(\d+) packets? (captured|dropped by kernel)", said)}
        return counts["captured"], counts["dropped by kernel"]


def send(replay, rate, count):
    """Replays so many packets; the rate that came of it, in packets/s and bytes/s."""
    with MODALITY.entered():
        sent, length, seconds = replay.send(INTERFACE, int(rate), int(count))
    return sent, sent / seconds, length / seconds


def trial(tool, replay, rate, seconds, scratch):
    """Rate reached in packets/s and bytes/s, and the packets lost."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        os.chmod(name, 0o777)
        running = tool(Path(name))
        time.sleep(0.5)
        sent, reached, length = send(replay, rate, min(rate, FASTEST) * seconds)
        # tcpdump leaves what the kernel holds back, up to a second's packets.
        time.sleep(1.5)
        captured, dropped = running.stop()
    lost = max(dropped, sent - captured)
    print(f"  {tool.name:16} asked {rate:>9,}/s  reached {reached:>11,.0f}/s {length / 1e6:>8,.1f} MB/s  "
          f"lost {lost:,} of {sent:,}", flush=True)
    return reached, length, lost


def rotated(replay, rate, seconds, scratch):
    """Whether at that rate files of 16 MiB hold every packet that was analysed, and nothing else is left behind."""
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        os.chmod(name, 0o777)
        running = AuscultRotating(Path(name))
        time.sleep(0.5)
        send(replay, rate, rate * seconds)
        time.sleep(0.5)
        analysed, dropped = running.stop()
        files = sorted(Path(name).glob("seen-*.pcapng"))
        written = live.offline(*files)[1]["packets"] if files else 0
        left = list(Path(name).glob("*.part"))
    print(f"  rotation at {rate:,.0f}/s: {written:,} packets in {len(files)} files, {analysed:,} analysed, {dropped:,} lost")
    if written != analysed or left:
        sys.exit("rotation has lost packets")


def highest(tool, replay, seconds, scratch):
    """The highest loss-free rate in packets/s and bytes/s, and whether the sender could go no faster."""
    best, rate, failed = (0, 0), LOWEST, None
    while rate <= FASTEST:
        reached, length, lost = trial(tool, replay, rate, seconds, scratch)
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
        reached, length, lost = trial(tool, replay, middle, seconds, scratch)
        if lost:
            failed = middle
        else:
            low, best = middle, max(best, (reached, length))
    return best, failed is None


def compare(scenario, replay, arguments):
    """What each program came to, as lines."""
    lines, slowest = [], FASTEST
    for tool in (Tcpdump, Auscult, AuscultAnalysing):
        (rate, length), is_sender = highest(tool, replay, arguments.seconds, arguments.scratch)
        slowest = min(slowest, rate)
        lines.append(f"  {scenario:6} {tool.name:16} {rate:>9,.0f} packets/s {length / 1e6:>7,.1f} MB/s"
                     + ("  (the sender's limit)" if is_sender else ""))
    rotated(replay, max(LOWEST, slowest), arguments.seconds, arguments.scratch)
    return lines


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
    why = live.missing() or ("" if shutil.which("tcpdump") else "tcpdump is missing (apt-get install tcpdump)")
    if why:
        print(f"rates.py: skipped: {why}")
        return
    lines = []
    with live.wire(), tempfile.TemporaryDirectory() as directory:
        for scenario in arguments.scenarios:
            capture = Path(directory) / f"{scenario}.pcap"
            with open(capture, "wb") as output:
                subprocess.run([arguments.generate, scenario, "50"], stdout=output, check=True)
            replay = Replay(capture)
            print(f"{scenario}: {capture.stat().st_size / replay.packets:,.0f} bytes a packet")
            lines += compare(scenario, replay, arguments)
    print("\nHighest rate without a loss", *lines, sep="\n")


if __name__ == "__main__":
    main()
