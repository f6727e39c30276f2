#!/usr/bin/env python3
"""Cuts seeds for every fuzz target out of the captures: seeds.py CAPTURES SEEDS"""
import hashlib
import os
import struct
import sys


def frames(path):
    """Frames of a little-endian pcap file of Ethernet; nothing of other files."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:4] not in (b"\xd4\xc3\xb2\xa1", b"\x4d\x3c\xb2\xa1") or data[20:24] != b"\x01\0\0\0":
        return
    position = 24
    while position + 16 <= len(data):
        (length,) = struct.unpack_from("<I", data, position + 8)
        yield data[position + 16:position + 16 + length]
        position += 16 + length


def segment(frame):
    """(source, destination, sequence, acknowledgement, flags, payload) of TCP over plain IPv4."""
    if len(frame) < 54 or frame[12:14] != b"\x08\0" or frame[23] != 6:
        return None
    tcp = 14 + (frame[14] & 15) * 4
    end = 14 + struct.unpack_from(">H", frame, 16)[0]
    if len(frame) < tcp + 20:
        return None
    ports = struct.unpack_from(">HH", frame, tcp)
    sequence, acknowledgement = struct.unpack_from(">II", frame, tcp + 4)
    payload = frame[tcp + (frame[tcp + 12] >> 4) * 4:end]
    return (frame[26:30], ports[0]), (frame[30:34], ports[1]), sequence, acknowledgement, frame[tcp + 13], payload


def streams(path):
    """Per connection, the pieces of both directions in order: [(direction, payload)], retransmissions left out."""
    connections = {}
    for frame in frames(path):
        found = segment(frame)
        if not found:
            continue
        source, destination, sequence, _, flags, payload = found
        key = tuple(sorted((source, destination)))
        connection = connections.setdefault(key, {"first": source, "next": {}, "pieces": []})
        if flags & 2:
            connection["next"][source] = sequence + 1
        if not payload or sequence != connection["next"].setdefault(source, sequence):
            continue
        connection["next"][source] = (sequence + len(payload)) & 0xFFFFFFFF
        connection["pieces"].append((0 if source == connection["first"] else 1, payload))
    return [connection["pieces"] for connection in connections.values() if connection["pieces"]]


def messages(stream):
    """Command sets and data sets of one direction: [(is_command, context, bytes)]."""
    position, fragments = 0, {}
    while position + 6 <= len(stream):
        kind, length = stream[position], struct.unpack_from(">I", stream, position + 2)[0]
        body = stream[position + 6:position + 6 + length]
        position += 6 + length
        at = 0
        while kind == 4 and at + 6 <= len(body):
            size, context, control = struct.unpack_from(">IBB", body, at)
            key = (control & 1, context)
            fragments[key] = fragments.get(key, b"") + body[at + 6:at + 4 + size]
            if control & 2:
                yield control & 1, context, fragments.pop(key)
            at += 4 + max(size, 2)


def accepted(stream):
    """Transfer syntaxes by context, out of an A-ASSOCIATE-AC."""
    result = {}
    at = stream.find(b"\x21\0")
    while at >= 0 and at + 12 < len(stream):
        size = struct.unpack_from(">H", stream, at + 10)[0]
        result[stream[at + 4]] = stream[at + 12:at + 12 + size].decode("ascii", "replace").strip("\0")
        at = stream.find(b"\x21\0", at + 4)
    return result


SYNTAXES = [
    "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99",
    "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.5", "1.2.840.113619.5.2", "1.2.3.4",
]
EXPRESSIONS = [
    'thing.count == 3 and thing.name contains "ARCH"', "any thing.children where count > 2",
    'thing.name matches "^A.*(one|two)$" or not thing.yes', "thing.kind in {success, failure}",
    "thing.class == CTImageStorage && thing.share < 0.75", "thing.time > 2.5 s", "thing.lost == \"x\" || thing.absent == 4",
    "count(thing.names) >= 2", "all thing.children where any children where yes", "@{thing.name} took {thing.time}",
    "thing.child.child.child.child.child.count", "thing.count + 2 * (4 - 1) / 2 == 6", "((((thing.yes))))", "not not not thing.yes",
]
CHARACTER_SETS = [
    (b"ISO_IR 100", "Müller^Jörg".encode("latin-1")), (b"ISO_IR 192", "山田^太郎=ヤマダ".encode()),
    (b"\\ISO 2022 IR 87", b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B"), (b"GB18030", "王^小东".encode("gb18030")),
    (b"\\ISO 2022 IR 149", b"Hong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7"), (b"ISO_IR 13", b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3"),
    (b"ISO 2022 IR 100\\ISO 2022 IR 144", b"\x1b-A\xe9\x1b-L\xbb\xee"), (b"GBK", "王".encode("gbk")),
]


def main(captures, seeds):
    def write(target, data, limit=1 << 16):
        if data and len(data) <= limit:
            os.makedirs(os.path.join(seeds, target), exist_ok=True)
            with open(os.path.join(seeds, target, hashlib.sha1(data).hexdigest()[:16]), "wb") as file:
                file.write(data)

    for name in sorted(os.listdir(captures)):
        path = os.path.join(captures, name)
        if not name.endswith((".pcap", ".pcapng", ".gz")):
            continue
        with open(path, "rb") as file:
            whole = file.read()
        write("capture-file", whole, 1 << 14)
        write("pipeline", whole, 1 << 15)
        write("report", whole, 1 << 15)
        first, script, base = b"", b"\0", {}
        for frame in frames(path):
            if len(first) < 6000 and len(frame) < 0x1000:
                first += struct.pack(">HB", len(frame), 0) + frame
            found = segment(frame)
            if found and len(script) < 2000:
                source, _, sequence, acknowledgement, flags, payload = found
                index = base.setdefault(source, (len(base) & 1, sequence - 1))
                script += struct.pack(
                    ">BBBHHHBBB", 4 * index[0], flags, 0, (sequence - index[1]) & 0xFFF,
                    (acknowledgement - index[1]) & 0xFFF, len(payload) & 0x3FF, 255, 1, 255)
        if first:
            write("network", b"\0" + first)
            write("reassembly", script)
        for pieces in streams(path):
            association = b"\0"
            for direction, payload in pieces:
                for start in range(0, len(payload), 0x3FFF):
                    part = payload[start:start + 0x3FFF]
                    association += struct.pack(">BH", direction, len(part)) + part
            write("association", association, 1 << 14)
            both = [b"".join(payload for side, payload in pieces if side == direction) for direction in (0, 1)]
            syntaxes = accepted(both[1])
            for stream in both:
                write("pdus", b"\0" + stream, 1 << 13)
                write("pdus", b"\x84\x05\x40\xf3\x11" + stream, 1 << 13)
                for is_command, context, data in messages(stream):
                    if is_command:
                        write("command-set", data, 4096)
                        continue
                    syntax = syntaxes.get(context, SYNTAXES[0])
                    index = SYNTAXES.index(syntax) if syntax in SYNTAXES else 4
                    write("data-set", bytes([index, 0]) + data, 1 << 13)
                    write("data-set", bytes([index, 4, 7, 100, 0xF4, 9]) + data, 1 << 13)
    statements = os.path.join(captures, "../Sources/ConformanceClaims/Statements")
    for name in sorted(os.listdir(statements)):
        if name.endswith(".yaml"):
            with open(os.path.join(statements, name), "rb") as file:
                write("claims", file.read())
    for folder, _, names in sorted(os.walk(os.path.join(captures, "../Rules"))):
        for name in sorted(names):
            if name.endswith(".yaml"):
                with open(os.path.join(folder, name), "rb") as file:
                    write("rule-file", file.read())
    for expression in EXPRESSIONS:
        write("rule-expression", expression.encode())
    for declared, value in CHARACTER_SETS:
        write("character-set", bytes([len(declared)]) + declared + value)


main(*sys.argv[1:3])
