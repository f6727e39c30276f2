#!/usr/bin/env python3
"""Records the captures in Captures/ again: all of them, or those named.

    sudo python3 Captures/record/record.py [--output DIRECTORY] [--drafts DIRECTORY] [--list] [NAME...]

It needs root (for network namespaces), Debian's dcmtk, orthanc, tcpdump, tshark, ethtool, iproute2, nftables and
openssl, and the Python packages of requirements.txt. Only its own namespaces see the traffic.
"""

import argparse
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import groupby
from pathlib import Path

PROGRAMS = {"storescp": "dcmtk", "Orthanc": "orthanc", "tcpdump": "tcpdump", "tshark": "tshark",
            "editcap": "wireshark-common", "ethtool": "ethtool", "ip": "iproute2", "nft": "nftables",
            "openssl": "openssl"}
PACKAGES = ("pydicom", "pynetdicom", "numpy", "openjpeg")
PORTS = (104, 2762, 4242, 5678, 11112, 11113)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--drafts", type=Path, help="where to leave recordings that do not show what they should")
    parser.add_argument("--list", action="store_true", help="name the captures and stop")
    arguments = parser.parse_args()

    missing = needs(unprivileged=arguments.list)
    if missing:
        sys.exit("record.py needs: " + "; ".join(missing))
    from registry import SCENARIOS
    from scenarios import MODULES
    for module in MODULES:
        importlib.import_module(f"scenarios.{module}")

    if arguments.list:
        print("\n".join(f"{each.name}: {each.description}" for each in SCENARIOS.values()))
        return
    unknown = [name for name in arguments.names if name not in SCENARIOS]
    if unknown:
        sys.exit(f"No such capture: {', '.join(unknown)}; --list names them all.")
    wanted = [SCENARIOS[name] for name in arguments.names or SCENARIOS]
    wanted.sort(key=lambda each: each.source is not None)
    failures = [each.name for each in wanted if not recorded(each, arguments.output, arguments.drafts)]
    write_index(SCENARIOS.values(), arguments.output)
    if failures:
        sys.exit(f"Not recorded (what was there before is unchanged): {', '.join(failures)}")


def needs(unprivileged):
    missing = [f"the Python package {name} (pip install -r requirements.txt)" for name in PACKAGES
               if not importlib.util.find_spec(name)]
    if not unprivileged:
        if os.geteuid() != 0:
            missing.append("root, for network namespaces (sudo)")
        missing += [f"{name} (apt-get install {package})" for name, package in PROGRAMS.items()
                    if not shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")]
    return missing


def recorded(each, directory, drafts):
    """Makes one capture and keeps it when tshark sees in it what the scenario promises."""
    import network
    from registry import SCENARIOS
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        draft = Path(scratch) / f"draft{each.suffix}"
        try:
            if each.source:
                each.make(SCENARIOS[each.source].path(directory), draft)
            else:
                with network.wire(), network.recorded(draft, each.tcpdump):
                    each.make(Path(scratch))
            if not seen(draft, each.shows):
                raise RuntimeError(f"tshark finds nothing for: {each.shows}")
        except Exception as error:
            print(f"{each.name}: {type(error).__name__}: {error}", file=sys.stderr)
            if drafts and draft.exists():
                shutil.copy(draft, each.path(drafts))
            return False
        draft.chmod(0o644)
        shutil.move(draft, each.path(directory))
    print(f"{each.name}: {each.path(directory).stat().st_size:,} bytes, {time.monotonic() - began:.1f} s")
    return True


def seen(capture, display_filter):
    decode = [word for port in PORTS for word in ("-d", f"tcp.port=={port},dicom")]
    done = subprocess.run(["tshark", "-n", "-r", capture, *decode, "-Y", display_filter], capture_output=True,
                          text=True)
    return done.stdout != ""


def write_index(scenarios, directory):
    """Captures/README.md: one line a capture that is there."""
    head = (Path(__file__).parent / "index-head.md").read_text()
    lines = []
    for section, members in groupby(scenarios, key=lambda each: each.section):
        lines += ["", f"## {section}", "", "| Capture | Requestor → acceptor | What a reader should see |",
                  "|---|---|---|"]
        lines += [f"| [{each.name}]({each.path(directory).name}) | {each.peers} | {each.description} |"
                  for each in members if each.path(directory).exists()]
    tail = (Path(__file__).parent / "index-tail.md").read_text()
    (directory / "README.md").write_text("\n".join([head.rstrip("\n"), *lines, "", tail]))


if __name__ == "__main__":
    main()
