"""Reads and writes classic little endian pcap files of microseconds, for copies that no tool makes."""

import struct
from pathlib import Path


def records(capture: Path):
    """Each record's seconds, microseconds and bytes."""
    data, offset = capture.read_bytes(), 24
    while offset < len(data):
        seconds, microseconds, length, _ = struct.unpack_from("<4I", data, offset)
        yield seconds, microseconds, data[offset + 16:offset + 16 + length]
        offset += 16 + length


def write(capture: Path, made, link_type=1, order="<"):
    """Writes records of seconds, microseconds and bytes; order is struct's sign for the byte order of the headers."""
    parts = [struct.pack(f"{order}IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link_type)]
    for seconds, microseconds, data in made:
        parts.append(struct.pack(f"{order}4I", seconds, microseconds, len(data), len(data)) + data)
    capture.write_bytes(b"".join(parts))
