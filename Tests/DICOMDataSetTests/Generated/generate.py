#!/usr/bin/env python3
"""Writes DataSetVectors.swift beside this file: data sets encoded by the package pydicom of PyPI, and what it says they
hold. Needs pydicom 3; takes no arguments."""

import base64
import pathlib
import zlib
from io import BytesIO

from pydicom.datadict import DicomDictionary
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.filebase import DicomIO
from pydicom.filewriter import write_dataset
from pydicom.sequence import Sequence
from pydicom.tag import Tag

BYTES = {"OB", "OD", "OF", "OL", "OV", "OW", "UN"}
SAMPLES = {
    "AE": "STORE_SCP", "AS": "045Y", "AT": [0x00100010, 0x0020000D], "CS": ["ORIGINAL", "PRIMARY"],
    "DA": "20260131", "DS": ["0.5", "-1.25"], "DT": "20260131235959.000001+0100", "FD": [1.5, -2.25], "FL": [0.5, 8.75],
    "IS": ["1", "-42"], "LO": "Long string", "LT": "Line one\\still one", "OB": bytes(range(8)),
    "OD": bytes(range(16)), "OF": bytes(range(8)), "OL": bytes(range(8)), "OV": bytes(range(16)),
    "OW": bytes(range(6)), "PN": "Doe^Jane", "SH": ["A", "B"], "SL": [-1, 2147483647], "SS": [-32768, 7],
    "ST": "Short text", "SV": [-9223372036854775808, 5], "TM": "235959.999", "UC": "Unlimited", "UI": "1.2.840.1",
    "UL": [4294967295, 1], "UN": b"\x01\x02\x03\x04", "UR": "http://example.org/a", "US": [65535, 512],
    "UT": "Unlimited text", "UV": [18446744073709551615, 2],
}


def first_tag_of(vr):
    for tag, (found, vm, _, retired, keyword) in sorted(DicomDictionary.items()):
        group = tag >> 16
        if found == vr and not retired and keyword and 8 <= group < 0x7FE0 and tag != 0x00080005:
            if vm in ("1-n", "2") or not isinstance(SAMPLES[vr], list) or vm == "1-n":
                return tag
    return None


def all_vrs():
    data = Dataset()
    for vr, value in SAMPLES.items():
        tag = 0x7FE00001 if vr == "OV" else first_tag_of(vr)
        if tag is not None:
            data.add(DataElement(Tag(tag), vr, value))
    return data


def nested(undefined):
    data = Dataset()
    data.add_new(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.2")
    data.add_new(0x00080018, "UI", "1.2.3.4")
    inner = Dataset()
    inner.add_new(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.7")
    inner.add_new(0x00081155, "UI", "1.2.3.5.6")
    purpose = Dataset()
    purpose.add_new(0x00080100, "SH", "121311")
    purpose.add_new(0x00080104, "LO", "Localizer")
    inner.add_new(0x0040A170, "SQ", Sequence([purpose]))
    other = Dataset()
    other.add_new(0x00081150, "UI", "1.2.840.10008.5.1.4.1.1.7")
    data.add_new(0x00081140, "SQ", Sequence([inner, other, Dataset()]))
    data.add_new(0x00081115, "SQ", Sequence([]))
    data.add_new(0x00290010, "LO", "SIEMENS CSA HEADER")
    data.add_new(0x00291008, "CS", "IMAGE NUM 4")
    data.add_new(0x00280103, "US", 1)
    data.add_new(0x00280106, "SS", -5)
    if undefined:
        mark(data)
    return data


def mark(data):
    for element in data:
        if element.VR == "SQ":
            element.is_undefined_length = True
            for item in element.value:
                item.is_undefined_length_sequence_item = True
                mark(item)


def image(fragments):
    data = nested(True)
    data.add_new(0x00280010, "US", 2)
    data.add_new(0x00280011, "US", 2)
    if fragments:
        # What a JPEG stream may hold: bytes that look like delimiters and tags.
        frame = b"\xff\xd8\xfe\xff\xdd\xe0\x00\x00\x00\x00\xfe\xff\x00\xe0\xff\xff\xff\xff\xff\xd9"
        element = DataElement(Tag(0x7FE00010), "OB", encapsulate([frame, frame + frame]))
        element.is_undefined_length = True
        data.add(element)
    else:
        data.add_new(0x7FE00010, "OW", bytes(range(8)))
    data.add_new(0xFFFCFFFC, "OB", bytes(4))
    return data


def encode(data, implicit, little):
    stream = BytesIO()
    output = DicomIO(stream)
    output.is_implicit_VR, output.is_little_endian = implicit, little
    write_dataset(output, data)
    return stream.getvalue()


def text(element, vr, little):
    value = element.value
    if vr == "UN" and element.VR != "UN":
        value = str(value).encode() + b" " * (len(str(value)) % 2)
    if vr in BYTES:
        return " ".join(f"{byte:02X}" for byte in value)
    values = value if isinstance(value, (list, tuple)) or type(value).__name__ == "MultiValue" else [value]
    if vr == "AT":
        return "\\".join(f"({int(v) >> 16:04X},{int(v) & 0xFFFF:04X})" for v in values)
    return "\\".join(str(v) for v in values)


def lines(data, implicit, little, depth=0):
    for element in data:
        tag = f"({element.tag.group:04X},{element.tag.elem:04X})"
        vr = element.VR
        if vr == "SQ":
            yield f"{depth} {tag} SQ"
            for index, item in enumerate(element.value):
                yield f"{depth + 1} item {index}"
                yield from lines(item, implicit, little, depth + 1)
        elif element.tag == 0x7FE00010 and element.is_undefined_length:
            yield f"{depth} {tag} {vr} fragments"
        else:
            yield f"{depth} {tag} {vr} {text(element, vr, little)}"


EXPLICIT, IMPLICIT, BIG = "1.2.840.10008.1.2.1", "1.2.840.10008.1.2", "1.2.840.10008.1.2.2"
DEFLATED, JPEG = "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.50"
CASES = []
for name, make in [("every VR", all_vrs), ("defined lengths", lambda: nested(False)),
                   ("undefined lengths", lambda: nested(True)), ("an image", lambda: image(False))]:
    for uid in [IMPLICIT, EXPLICIT, BIG, DEFLATED]:
        CASES.append((name, uid, make()))
CASES.append(("an image", JPEG, image(True)))

output = [
    "// Generated by generate.py from pydicom. Do not edit.", "// swift-format-ignore-file", "",
    "struct DataSetVector: Sendable {", "    var name: String", "    var transferSyntax: String",
    "    var base64: String", "    var lines: [String]", "", "    static let all: [DataSetVector] = [",
]
for name, uid, data in CASES:
    implicit, little = uid == IMPLICIT, uid != BIG
    raw = encode(data, implicit, little)
    expected = list(lines(data, implicit, little))
    if uid == DEFLATED:
        deflater = zlib.compressobj(wbits=-15)
        raw = deflater.compress(raw) + deflater.flush()
        raw += b"\0" * (len(raw) % 2)
    output += [
        f'        DataSetVector(name: "{name}", transferSyntax: "{uid}",',
        f'            base64: "{base64.b64encode(raw).decode()}",', "            lines: ["]
    output += [f'                #"{line}"#,' for line in expected]
    output += ["            ]),"]
output += ["    ]", "}"]
pathlib.Path(__file__).with_name("DataSetVectors.swift").write_text("\n".join(output) + "\n", encoding="utf-8")
