#!/usr/bin/env python3
"""Times Auscult beside tcpdump, capinfos and tshark on generated captures, all in one run.

    compare.py --auscult .build/release/auscult --generate GENERATOR [--megabytes 450] [--runs 5] [SCENARIO ...]

Every program reads the same file from the page cache. Figures are medians of wall-clock times, told as ratios to
tcpdump's copy to /dev/null and to tshark's DICOM dissection; peak memory is the kernel's ru_maxrss. tshark dissects
DICOM in full (-V -O dicom), as its one-line listing leaves data sets undecoded; it is slow, so it gets one run.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SCENARIOS = {
    "bulk": "C-STOREs of 512 KiB over 1,500-byte frames, one association",
    "short": "short associations of C-ECHO and C-FIND",
    "interleaved": "1,000 associations interleaved",
    "lossy": "as bulk, with 1 % of the frames lost and 1 % swapped",
    "small": "C-STOREs of 256 bytes, one association",
    "foreign": "90 % traffic that is not DICOM",
}


def run(command):
    """Wall-clock seconds and peak resident bytes of one run, its output thrown away."""
    with open(os.devnull, "wb") as nowhere:
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_maxrss * 1024


def median(command, runs):
    results = [run(command) for _ in range(runs)]
    return statistics.median(r[0] for r in results), max(r[1] for r in results)


def generate(generator, scenario, megabytes, directory):
    path = os.path.join(directory, f"{scenario}-{megabytes}.pcap")
    if not os.path.exists(path):
        with open(path, "wb") as file:
            subprocess.run([generator, scenario, str(megabytes)], stdout=file, check=True)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--auscult", required=True)
    parser.add_argument("--generate", required=True)
    parser.add_argument("--megabytes", type=int, default=450)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--commands", default="timeline")
    parser.add_argument("--keep", help="directory for the captures, which are then kept")
    parser.add_argument("scenarios", nargs="*", default=list(SCENARIOS))
    options = parser.parse_args()

    directory = options.keep or tempfile.mkdtemp(prefix="auscult-bench-")
    os.makedirs(directory, exist_ok=True)
    commands = options.commands.split(",")
    print("| capture | command | of tcpdump's copy | faster than tshark | peak memory | MB/s |")
    print("|---|---|---|---|---|---|")
    try:
        for scenario in options.scenarios:
            path = generate(options.generate, scenario, options.megabytes, directory)
            size = os.path.getsize(path)
            run(["cat", path])
            copy, _ = median(["tcpdump", "-r", path, "-w", os.devnull], options.runs)
            tshark = None
            if shutil.which("tshark"):
                tshark, _ = run(["tshark", "-r", path, "-n", "-d", "tcp.port==11112,dicom", "-V", "-O", "dicom"])
            if shutil.which("capinfos"):
                seconds, memory = median(["capinfos", path], options.runs)
                row(scenario, "capinfos", seconds, memory, size, copy, tshark)
            for command in commands:
                seconds, memory = median([options.auscult, command, path], options.runs)
                row(scenario, f"auscult {command}", seconds, memory, size, copy, tshark)
            if not options.keep:
                os.remove(path)
    finally:
        if not options.keep:
            shutil.rmtree(directory, ignore_errors=True)
    print()
    for scenario in options.scenarios:
        print(f"{scenario}: {SCENARIOS[scenario]}, {options.megabytes} MB.")


def row(scenario, command, seconds, memory, size, copy, tshark):
    faster = f"{tshark / seconds:,.0f} ×" if tshark else "not installed"
    print(
        f"| {scenario} | {command} | {seconds / copy:.2f} × | {faster} | {memory / 1e6:.0f} MB | {size / 1e6 / seconds:,.0f} |",
        flush=True)


if __name__ == "__main__":
    main()
