#!/usr/bin/env python3
"""Times Auscult beside tcpdump, capinfos and tshark on generated captures, all in one run.

    compare.py --auscult .build/release/auscult --generate GENERATOR [--megabytes 450] [--runs 5] [SCENARIO ...]
    compare.py --auscult ... --generate ... --scale 10,100,1000

Every program reads the same file from the page cache. Figures are ratios of medians of wall-clock times; peak memory is
the kernel's ru_maxrss. tshark dissects DICOM in full (-V -O dicom), as its one-line listing leaves data sets undecoded;
it is slow, so it gets one run. On a machine with other work to do, --processor-time compares that instead: it is the
same for programs of one thread that wait for nothing. With --scale, captures of growing size are streamed from the
generator and never stored; what is compared then is processor time for each megabyte.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# Kind: what it is, and its megabytes: `short` has 200,000 associations, `small` more than 16,000 C-STOREs.
SCENARIOS = {
    "bulk": ("C-STOREs of 512 KiB over 1,500-byte frames, one association", 2000),
    "short": ("short associations of C-ECHO and C-FIND", 608),
    "interleaved": ("1,000 associations interleaved", 450),
    "lossy": ("as bulk, with 1 % of the frames lost and 1 % swapped", 450),
    "small": ("C-STOREs of 256 bytes, one association", 11),
    "foreign": ("90 % traffic that is not DICOM", 450),
}
COMMANDS = ["timeline", "check", "report"]
# Exit codes of a command that did its job; 1 tells of findings.
DONE = (0, 1)


def run(command, stdin=None):
    """Wall-clock seconds, processor seconds and peak resident bytes of one run, its output thrown away."""
    with open(os.devnull, "wb") as nowhere:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=stdin, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in DONE:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def median(command, options, runs=None):
    """Seconds to be compared, processor seconds and peak resident bytes."""
    results = [run(command) for _ in range(runs or options.runs)]
    wall, processor, memory = (statistics.median(result[figure] for result in results) for figure in range(3))
    return processor if options.processor_time else wall, processor, memory


def generate(generator, scenario, megabytes, directory):
    path = os.path.join(directory, f"{scenario}-{megabytes}.pcap")
    if not os.path.exists(path):
        with open(path, "wb") as file:
            subprocess.run([generator, scenario, str(megabytes)], stdout=file, check=True)
    return path


def associations(auscult, path):
    """How many the capture holds, as `timeline` counts them at its head."""
    with subprocess.Popen([auscult, "timeline", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        head = process.stdout.read(4096).decode(errors="replace")
        process.stdout.close()
    found = re.search(r"^([0-9,]+) associations?:", head, re.MULTILINE)
    return int(found.group(1).replace(",", "")) if found else 0


def compare(options, commands, directory):
    print("| capture | command | of tcpdump's copy | of timeline | faster than tshark | peak memory | an association |")
    print("|---|---|---|---|---|---|---|")
    counts = {}
    for scenario in options.scenarios:
        path = generate(options.generate, scenario, size(options, scenario), directory)
        run(["cat", path])
        copy = median(["tcpdump", "-r", path, "-w", os.devnull], options)[0]
        tshark = None
        if shutil.which("tshark") and not options.no_tshark:
            dissect = ["tshark", "-r", path, "-n", "-d", "tcp.port==11112,dicom", "-V", "-O", "dicom"]
            tshark = median(dissect, options, runs=1)
            row(scenario, "tshark -V -O dicom", tshark, copy, None, None)
        if shutil.which("capinfos"):
            row(scenario, "capinfos", median(["capinfos", path], options), copy, None, tshark)
        count = counts[scenario] = associations(options.auscult, path)
        timeline = None
        for command in commands:
            figures = median([options.auscult, command, path], options)
            timeline = timeline or figures
            empty = smallest(options, command, directory) if count > 1000 else None
            each = f"{(figures[2] - empty[2]) / count:,.0f} B" if empty else ""
            row(scenario, f"auscult {command}", figures, copy, timeline, tshark, each)
        if not options.keep:
            os.remove(path)
    print()
    for scenario in options.scenarios:
        many = f", {counts[scenario]:,} associations" if counts[scenario] > 1 else ""
        print(f"{scenario}: {SCENARIOS[scenario][0]}, {size(options, scenario)} MB{many}.")


def size(options, scenario):
    return options.megabytes or SCENARIOS[scenario][1]


def smallest(options, command, directory):
    """The command on next to nothing: what it costs to start."""
    return median([options.auscult, command, generate(options.generate, "short", 0, directory)], options)


def row(scenario, command, figures, copy, timeline, tshark, each=""):
    seconds, _, memory = figures
    beside = f"{seconds / timeline[0]:.2f} ×" if timeline else ""
    faster = f"{tshark[0] / seconds:,.0f} ×" if tshark else ""
    print(
        f"| {scenario} | {command} | {seconds / copy:.2f} × | {beside} | {faster} | {memory / 1e6:,.0f} MB | {each} |",
        flush=True)


def starting(options, directory):
    """Processor time to start, and how much of it is the rules'."""
    timeline, check = (smallest(options, command, directory) for command in ("timeline", "check"))
    print(
        f"Starting: `timeline` {timeline[1] * 1000:.0f} ms, `check` {check[1] * 1000:.0f} ms, "
        f"so rules are ready in {(check[1] - timeline[1]) * 1000:.0f} ms of processor time.\n")


def scale(options, commands):
    """Processor time for a megabyte, and memory, of captures as they are generated."""
    print("| capture | command | MB | processor time for a MB, of the smallest's | peak memory |")
    print("|---|---|---|---|---|")
    for scenario in options.scenarios:
        for command in commands:
            first = None
            start = streamed(options, command, scenario, 0)
            for megabytes in (int(text) for text in options.scale.split(",")):
                _, seconds, memory = streamed(options, command, scenario, megabytes)
                each = (seconds - start[1]) / megabytes
                first = first or each
                figures = f"{megabytes:,} | {each / first:.2f} × | {memory / 1e6:,.0f} MB"
                print(f"| {scenario} | auscult {command} | {figures} |", flush=True)


def streamed(options, command, scenario, megabytes):
    with subprocess.Popen([options.generate, scenario, str(megabytes)], stdout=subprocess.PIPE) as generator:
        return run([options.auscult, command, "-"], stdin=generator.stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--auscult", required=True)
    parser.add_argument("--generate", required=True)
    parser.add_argument("--megabytes", type=int, help="of every capture, instead of each kind's own size")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--commands", help="those of timeline, check and report that there are")
    parser.add_argument("--scale", help="sizes in megabytes, separated by commas")
    parser.add_argument("--processor-time", action="store_true", help="instead of wall-clock time")
    parser.add_argument("--no-tshark", action="store_true")
    parser.add_argument("--keep", help="directory for the captures, which are then kept")
    parser.add_argument("scenarios", nargs="*", default=list(SCENARIOS))
    options = parser.parse_args()

    known = subprocess.run([options.auscult, "--help"], capture_output=True, text=True).stdout
    commands = options.commands.split(",") if options.commands else [c for c in COMMANDS if f"  {c} " in known]
    directory = options.keep or tempfile.mkdtemp(prefix="auscult-bench-")
    os.makedirs(directory, exist_ok=True)
    try:
        if options.scale:
            scale(options, commands)
        else:
            starting(options, directory)
            compare(options, commands, directory)
    finally:
        if not options.keep:
            shutil.rmtree(directory, ignore_errors=True)


if __name__ == "__main__":
    main()
