#!/usr/bin/env python3
"""Very many associations through a live interface: resident memory has to be flat after the first tenth.

    sudo python3 soak.py --auscult .build/release/auscult [--associations 200000] [--minutes 10] [--csv memory.csv] [--svg memory.svg]

Each association is requested, accepted, verified by a C-ECHO and released over a TCP connection of its own; every tenth is
aborted instead. Ends with 1 where memory grew or an association was missed.
"""

import argparse
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import live
from live import ARCHIVE, INTERFACE, MODALITY, PORT

CLIENTS = 8
# More than this over the level after the first tenth is growth: of what is held while no packets wait, and of all.
ALLOWED_HELD, ALLOWED = 1.03, 1.10
# Packets that wait to be analysed come and go on top of the level: no more of them than that tells from growth.
QUEUE = "4M"


def pdu(kind, body):
    return struct.pack(">BBI", kind, 0, len(body)) + body


def item(kind, body):
    return struct.pack(">BBH", kind, 0, len(body)) + body


def associate(kind, context):
    user = item(0x50, item(0x51, struct.pack(">I", 16384)) + item(0x52, b"2.25.4711"))
    return pdu(kind, struct.pack(">HH16s16s32x", 1, 0, b"ARCHIVE".ljust(16), b"MODALITY".ljust(16))
               + item(0x10, b"1.2.840.10008.3.1.1.1") + context + user)


def command(*elements):
    body = b"".join(struct.pack("<HHI", 0, element, len(value)) + value for element, value in elements)
    body = struct.pack("<HHII", 0, 0, 4, len(body)) + body
    return pdu(4, struct.pack(">IBB", len(body) + 2, 1, 3) + body)


VERIFICATION = b"1.2.840.10008.1.1\0"
IMPLICIT = b"1.2.840.10008.1.2"
REQUEST = associate(1, item(0x20, bytes([1, 0, 0, 0]) + item(0x30, VERIFICATION[:-1]) + item(0x40, IMPLICIT)))
ACCEPT = associate(2, item(0x21, bytes([1, 0, 0, 0]) + item(0x40, IMPLICIT)))
ECHO = command((2, VERIFICATION), (0x100, struct.pack("<H", 0x30)), (0x110, struct.pack("<H", 1)),
               (0x800, struct.pack("<H", 0x101)))
ANSWER = command((2, VERIFICATION), (0x100, struct.pack("<H", 0x8030)), (0x120, struct.pack("<H", 1)),
                 (0x800, struct.pack("<H", 0x101)), (0x900, struct.pack("<H", 0)))
RELEASE, RELEASED, ABORT = pdu(5, bytes(4)), pdu(6, bytes(4)), pdu(7, bytes(4))


def read(connection, length):
    while length > 0:
        more = connection.recv(length)
        if not more:
            raise ConnectionError("closed early")
        length -= len(more)


def serve(server):
    """One acceptor process: an association at a time."""
    while True:
        connection, _ = server.accept()
        with connection, suppress(OSError):
            read(connection, len(REQUEST))
            connection.sendall(ACCEPT)
            read(connection, len(ECHO))
            connection.sendall(ANSWER)
            if connection.recv(len(RELEASE)) == RELEASE:
                connection.sendall(RELEASED)
                connection.recv(1)


def request(count, port, rate, until):
    """One requestor process; how many associations it made is its answer."""
    made = 0
    began = time.monotonic()
    for number in range(count):
        if number % 16 == 0:
            if time.monotonic() > until:
                break
            time.sleep(max(0, began + number / rate - time.monotonic()))
        with socket.create_connection((ARCHIVE.address, port)) as connection:
            connection.sendall(REQUEST)
            read(connection, len(ACCEPT))
            connection.sendall(ECHO)
            read(connection, len(ANSWER))
            connection.sendall(ABORT if number % 10 == 9 else RELEASE)
            if number % 10 != 9:
                read(connection, len(RELEASED))
        made += 1
    return made


def forked(work):
    """A child process, and the end of a pipe that its answer comes from."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.write(writing, str(work() or 0).encode())
        finally:
            os._exit(0)
    os.close(writing)
    return child, reading


def resident(process):
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def run(arguments, directory):
    with open(directory / "live.out", "wb") as output, MODALITY.entered():
        capture = subprocess.Popen(
            [live.AUSCULT, "capture", "-i", INTERFACE, "--format", arguments.format, "--fail-on", "never",
             "--queue", QUEUE], stdout=output)
    live.eventually(lambda: len(os.listdir(f"/proc/{capture.pid}/task")) > 1, "the capture has begun")
    servers = []
    for index in range(CLIENTS):
        with ARCHIVE.entered():
            server = socket.create_server((ARCHIVE.address, PORT + index), backlog=64)
        servers.append(forked(lambda: serve(server))[0])
        server.close()
    until = time.monotonic() + arguments.minutes * 60
    began = time.monotonic()
    with MODALITY.entered():
        Path("/proc/sys/net/ipv4/ip_local_port_range").write_text("10000 60999")
        Path("/proc/sys/net/ipv4/tcp_tw_reuse").write_text("1")
        each = arguments.associations // CLIENTS
        clients = [forked(lambda: request(each, PORT + index, arguments.rate / CLIENTS, until)) for index in range(CLIENTS)]
    samples = []
    running = dict(clients)
    while running:
        samples.append((time.monotonic() - began, resident(capture)))
        time.sleep(0.5)
        for child in list(running):
            if os.waitpid(child, os.WNOHANG)[0]:
                del running[child]
    made = sum(int(os.read(pipe, 32) or 0) for _, pipe in clients)
    seconds = time.monotonic() - began
    time.sleep(1)
    samples.append((time.monotonic() - began, resident(capture)))
    for child in servers:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
    capture.send_signal(signal.SIGINT)
    capture.wait(120)
    return samples, made, seconds


def plot(samples):
    """Resident memory over time as characters, fifty columns wide."""
    width, height = 60, 8
    top = max(size for _, size in samples)
    columns = [[] for _ in range(width)]
    for moment, size in samples:
        columns[min(width - 1, int(width * moment / samples[-1][0]))].append(size)
    levels, last = [], 0
    for column in columns:
        last = max(column, default=last)
        levels.append(last)
    for row in range(height, 0, -1):
        mark = f"{top * row / height / 1e6:7.1f} MB |" if row in (height, height // 2) else "           |"
        print(mark + "".join("#" if level >= top * (row - 0.5) / height else " " for level in levels))
    print("         0 +" + "-" * width + f" {samples[-1][0]:.0f} s")


def drawn(samples, level):
    """Resident memory over time as SVG, with a line at the level after the first tenth."""
    width, height, left, right, bottom = 720, 300, 70, 30, 40
    end, top = samples[-1][0], max(size for _, size in samples) * 1.1

    def x(moment):
        return left + (width - left - right) * moment / end

    def y(size):
        return (height - bottom) - (height - bottom - 10) * size / top

    points = " ".join(f"{x(moment):.1f},{y(size):.1f}" for moment, size in samples)
    marks = "".join(f'<text x="{left - 8}" y="{y(size) + 4:.0f}" text-anchor="end">{size / 1e6:.0f} MB</text>'
                    f'<path d="M{left},{y(size):.1f} H{width - right}" stroke="#ddd"/>' for size in (0, top / 2.2, top / 1.1))
    times = "".join(f'<text x="{x(end * part):.0f}" y="{height - 15}" text-anchor="middle">{end * part:.0f} s</text>'
                    for part in (0, 0.1, 0.5, 1))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
            f'font-size="12">{marks}{times}<path d="M{left},{y(level):.1f} H{width - right}" stroke="#c60" '
            f'stroke-dasharray="4"/><path d="M{x(end / 10):.1f},10 V{height - bottom}" stroke="#aaa" stroke-dasharray="2"/>'
            f'<polyline points="{points}" fill="none" stroke="#069" stroke-width="1.5"/></svg>\n')


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--auscult", required=True)
    parser.add_argument("--associations", type=int, default=200_000)
    parser.add_argument("--rate", type=float, default=3000, help="associations a second, at most")
    parser.add_argument("--minutes", type=float, default=10, help="end then, with as many as were made")
    parser.add_argument("--format", default="ndjson", choices=("text", "ndjson"))
    parser.add_argument("--csv", type=Path, help="seconds and resident bytes")
    parser.add_argument("--svg", type=Path, help="the same as a picture")
    arguments = parser.parse_args()
    live.AUSCULT = str(Path(arguments.auscult).resolve())
    if why := live.missing():
        print(f"soak.py: skipped: {why}")
        return
    with live.wire(), live.scratch() as directory:
        samples, made, seconds = run(arguments, directory)
        with open(directory / "live.out", "rb") as lines:
            if arguments.format == "ndjson":
                last, seen = b"", 0
                for line in lines:
                    seen += line.startswith(b'{"record":"association"')
                    last = line
                dropped = sum(each["droppedByKernel"] for each in json.loads(last)["interfaces"])
            else:
                seen, dropped = sum(b"\xc2\xb7 closed" in line for line in lines), 0
    if arguments.csv:
        arguments.csv.write_text("seconds,bytes\n" + "".join(f"{moment:.1f},{size}\n" for moment, size in samples))
    plot(samples)
    # The least of a tenth is what is held while no packets wait.
    end = samples[-1][0]
    held = [min(size for moment, size in samples if part <= 10 * moment / end <= part + 1) for part in range(10)]
    level, most = held[1], max(size for _, size in samples)
    if arguments.svg:
        arguments.svg.write_text(drawn(samples, level))
    print(f"{made:,} associations made and {seen:,} told in {seconds:.0f} s ({made / seconds:,.0f}/s), {dropped:,} packets dropped")
    print("resident, the least of each tenth: " + " ".join(f"{size / 1e6:.1f}" for size in held) + " MB")
    print(f"at most, with packets that wait: {most / 1e6:.1f} MB")
    if max(held[2:]) > level * ALLOWED_HELD or most > level * ALLOWED or seen != made:
        sys.exit("memory grew" if seen == made else "associations were missed")


if __name__ == "__main__":
    main()
