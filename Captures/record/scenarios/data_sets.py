"""Data sets that readers get wrong: value representations, sequences, private elements, character sets."""

import re
import struct
from itertools import groupby
from pathlib import Path

import objects
from pdus import (EXPLICIT, IMPLICIT, associate_ac, associate_rq, encoded, fragmented, p_data, pdv, release_rp,
                  release_rq, store_rq, store_rsp)
from peers import associated, entity, scu, serving, storescp
from pydicom.datadict import dictionary_VR
from pydicom.dataset import Dataset
from pynetdicom import evt
from registry import scenario, status
from scripted import accepting, connected

PRIVATE_SYNTAX = "1.2.826.0.1.3680043.8.498.2.1"


def stored(scratch, dataset, data=None, transfer_syntax=EXPLICIT, taken_by_storescp=True):
    """A scripted C-STORE of these bytes (those of the data set where none are given) in fragments of 4 kB."""
    data = encoded(dataset, implicit=transfer_syntax == IMPLICIT) if data is None else data
    fragments = fragmented(1, data, 4000)

    def acceptor(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, transfer_syntax)))
        for _ in range(len(fragments) + 1):
            peer.receive()
        peer.send(store_rsp(dataset))
        peer.receive()
        peer.send(release_rp())
        peer.drain()

    with storescp(scratch, "+xa") if taken_by_storescp else accepting(acceptor), connected() as peer:
        peer.send(associate_rq((1, dataset.SOPClassUID, [transfer_syntax])))
        peer.receive()
        peer.send(p_data(pdv(1, 3, store_rq(dataset))), *fragments)
        peer.receive()
        peer.send(release_rq())
        peer.receive()


def with_element(dataset, element):
    """The data set's bytes in Explicit VR Little Endian, a private block (0009,xx10) and this element of it put in."""
    creator = struct.pack("<HH2sH", 0x0009, 0x0010, b"LO", 14) + b"EXAMPLE WORKS "
    before, after = Dataset(), Dataset()
    for each in dataset:
        (before if each.tag.group <= 8 else after).add(each)
    return encoded(before, implicit=False) + creator + element + encoded(after, implicit=False)


@scenario("data-set-un-undefined-length", "scripted → DCMTK storescp", status(0))
def un_undefined_length(scratch):
    """A private sequence of VR UN and undefined length: its items are in Implicit VR although the data set is explicit
    (PS3.5 §6.2.2)."""
    item = bytes.fromhex("0900 0110 06000000") + b"inside" + struct.pack("<HHI", 0x0009, 0x1002, 2) + b"\1\0"
    element = (struct.pack("<HH2sHI", 0x0009, 0x1000, b"UN", 0, 0xFFFFFFFF)
               + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF) + item + struct.pack("<HHI", 0xFFFE, 0xE00D, 0)
               + struct.pack("<HHI", 0xFFFE, 0xE000, len(item)) + item + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0))
    image = objects.image(size=8)
    stored(scratch, image, with_element(image, element))


@scenario("data-set-64-bit-value-representations", "scripted → DCMTK storescp", status(0))
def wide_values(scratch):
    """Elements of VR OV, SV and UV (64-bit integers) and OD, OL, OF, UC, UR and UT."""
    def long(number, representation, value):
        return struct.pack("<HH2sHI", 0x0009, 0x1000 + number, representation, 0, len(value)) + value
    element = (long(0, b"OV", struct.pack("<2Q", 1, 2**63)) + long(1, b"SV", struct.pack("<q", -2**62))
               + long(2, b"UV", struct.pack("<Q", 2**64 - 1)) + long(3, b"OD", struct.pack("<2d", 1.5, -2.5))
               + long(4, b"OL", struct.pack("<2I", 7, 8)) + long(5, b"OF", struct.pack("<f", 0.25))
               + long(6, b"UC", b"unlimited characters") + long(7, b"UR", b"https://example.invalid/")
               + long(8, b"UT", b"unlimited text"))
    image = objects.image(size=8)
    stored(scratch, image, with_element(image, element))


@scenario("data-set-unknown-value-representation", "scripted → scripted", status(0))
def unknown_representation(scratch):
    """An element of the VR ZZ, which no edition of the standard knows; it is read with a 32-bit length (PS3.5
    §6.2)."""
    element = struct.pack("<HH2sHI", 0x0009, 0x1000, b"ZZ", 0, 6) + b"future"
    image = objects.image(size=8)
    stored(scratch, image, with_element(image, element), taken_by_storescp=False)


@scenario("data-set-private-creators", "scripted → DCMTK storescp", status(0))
def private_creators(scratch):
    """Private elements of two creators in one group and of one creator in two groups, in Implicit VR: known by their
    creator's block only."""
    image = objects.image(size=8)
    works = image.private_block(0x0019, "EXAMPLE WORKS", create=True)
    works.add_new(0x01, "DS", "12.5")
    works.add_new(0x02, "LO", "Fictitious mode")
    east = image.private_block(0x0019, "EXAMPLE WORKS EAST", create=True)
    east.add_new(0x01, "UI", objects.uid(8, 1))
    known = image.private_block(0x0009, "GEMS_IDEN_01", create=True)
    known.add_new(0x02, "SH", "CT01")
    known.add_new(0x04, "SH", "TEST")
    stored(scratch, image, transfer_syntax=IMPLICIT)


@scenario("data-set-nested-sequences", "scripted → DCMTK storescp", status(0))
def nested_sequences(scratch):
    """A structured report nested twelve deep, its sequences by turns of defined and of undefined length, one of them
    empty."""
    report = objects.structured_report(depth=12)
    report.ReferencedPerformedProcedureStepSequence = []
    level, undefined = report, False
    while "ContentSequence" in level:
        level["ContentSequence"].is_undefined_length = undefined
        for item in level.ContentSequence:
            item.is_undefined_length_sequence_item = undefined
        level, undefined = level.ContentSequence[-1], not undefined
    stored(scratch, report)


@scenario("data-set-long-text", "scripted → DCMTK storescp", status(0))
def long_text(scratch):
    """A structured report with a text of 20 kB over several fragments, of VR UT, and one of VR LT with several
    lines."""
    report = objects.structured_report(depth=1)
    report.ContentSequence[0].TextValue = "".join(f"Fictitious line {n}.\r\n" for n in range(1, 1000))
    report.PatientComments = "First line\r\nSecond line\r\n\tindented"
    stored(scratch, report)


@scenario("data-set-private-transfer-syntax", "scripted → scripted", status(0))
def private_transfer_syntax(scratch):
    """A CT image in a transfer syntax of somebody's own, its data set in Explicit VR Little Endian like every newer
    one."""
    stored(scratch, objects.image(size=16), transfer_syntax=PRIVATE_SYNTAX, taken_by_storescp=False)


@scenario("data-set-group-lengths", "scripted → DCMTK storescp", status(0))
def group_lengths(scratch):
    """A data set with group length elements (retired), the first of which is wrong, and data set trailing padding."""
    image = objects.image(size=8)
    image.add_new(0xFFFCFFFC, "OB", bytes(64))
    data = b""
    # pydicom leaves group lengths out.
    for group, elements in groupby(image, key=lambda each: each.tag.group):
        part = Dataset()
        for each in elements:
            part.add(each)
        if group in (0x0008, 0x0010):
            data += struct.pack("<HH2sHI", group, 0, b"UL", 4, 300 if group == 8 else len(encoded(part, implicit=False)))
        data += encoded(part, implicit=False)
    stored(scratch, image, data)


@scenario("data-set-command-contradicts", "scripted → DCMTK storescp", status(0xA900))
def contradiction(scratch):
    """A C-STORE whose command names another SOP instance than its data set does: storescp answers A900, Data Set Does
    Not Match SOP Class."""
    image, other = objects.image(number=1, size=8), objects.image(number=2, size=8)
    stored(scratch, image, encoded(other, implicit=False))


@scenario("data-set-overrun", "scripted → scripted", status(0))
def overrun(scratch):
    """A data set whose Patient's Name claims 4096 bytes, more than there are."""
    image = objects.image(size=8)
    data = encoded(image, implicit=False)
    place = data.index(b"PN", data.index(b"\x10\x00\x10\x00"))
    stored(scratch, image, data[:place + 2] + b"\x00\x10" + data[place + 4:], taken_by_storescp=False)


def character_set(kind):
    @scenario(f"character-set-{kind}", "DCMTK storescu → DCMTK storescp", status(0))
    def store_named(scratch):
        with storescp(scratch):
            scu("storescu", "-R", objects.write(objects.named(kind), scratch / f"{kind}.dcm"))
    terms, name = objects.NAMES[kind]
    terms = terms if isinstance(terms, str) else "\\".join(terms)
    store_named.__doc__ = f"Specific Character Set `{terms}`, Patient's Name `{name}`."


for kind in objects.NAMES:
    character_set(kind)


@scenario("character-set-in-identifiers", "pynetdicom → pynetdicom", status(0xFF00))
def in_identifiers(scratch):
    """A C-FIND by a Japanese name; three responses, each in a character set of its own."""
    find = "1.2.840.10008.5.1.4.1.2.2.1"

    def identifier(kind):
        made = Dataset()
        made.SpecificCharacterSet, made.PatientName = objects.NAMES[kind]
        made.QueryRetrieveLevel, made.PatientID = "STUDY", f"TEST-{kind.upper()}"
        made.StudyInstanceUID = objects.uid(1, 1)
        return made

    def answers(event):
        for kind in ("japanese", "korean", "utf8"):
            yield 0xFF00, identifier(kind)

    with serving(entity("ARCHIVE", supported=[find]), (evt.EVT_C_FIND, answers)), \
            associated(entity("MODALITY", find)) as association:
        list(association.send_c_find(identifier("japanese"), find))


@scenario("data-set-every-kept-attribute", "scripted → scripted", status(0))
def every_kept_attribute(scratch):
    """An image with every attribute that is kept of a data set (DataSetSummary+KeptTags.swift), most of them out of
    place in it: at the top level and, those that are no sequences, in the first item of Referenced SOP Sequence."""
    source = Path(__file__).parents[3] / "Sources/DICOMDataSet/DataSetSummary+KeptTags.swift"
    tags = [int(group + element, 16) for group, element in
            re.findall(r"Tag\(0x(\w{4}), 0x(\w{4})\),", source.read_text()) if group != "0002"]
    values = {"DA": "20260101", "TM": "101500", "DT": "20260101101500", "UI": objects.uid(9, 9), "PN": "Test^Alpha",
              "IS": "1", "DS": "1", "US": 1, "UL": 1, "SS": 1, "SL": 1, "CS": "TEST", "AE": "ARCHIVE", "AS": "055Y"}
    made = objects.image(size=8)
    referenced = Dataset()
    for tag in tags:
        kind = dictionary_VR(tag)
        if kind != "SQ":
            referenced.add_new(tag, kind, values.get(kind, "test"))
    for tag in tags:
        kind = dictionary_VR(tag)
        if kind == "SQ":
            made.add_new(tag, kind, [objects.code("1", "99TEST", "Test")])
        elif tag not in made:
            made.add_new(tag, kind, values.get(kind, "test"))
    for item in (made, referenced):
        item.SpecificCharacterSet, item.PlanarConfiguration, item.NumberOfFrames = "ISO_IR 100", 0, 1
        item.TimezoneOffsetFromUTC, item.LossyImageCompression = "+0100", "00"
    made.ReferencedSOPSequence = [referenced]
    stored(scratch, made, taken_by_storescp=False)
