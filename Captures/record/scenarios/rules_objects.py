"""Objects, data sets and pixels that rules find fault with; both sides scripted."""

import struct
import zlib

import objects
from conversation import ACCEPTOR, REQUESTOR, conversation, says, stored
from pdus import EXPLICIT, IMPLICIT, STUDY_ROOT_FIND, encoded
from pydicom.dataset import Dataset
from registry import scenario, status

SCRIPTED = "scripted → scripted"
DEFLATED = "1.2.840.10008.1.2.1.99"
MULTI_FRAME = "1.2.840.10008.5.1.4.1.1.7.2"
JPEG, JPEG_2000_LOSSLESS, RLE = "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.90", "1.2.840.10008.1.2.5"


def changed(dataset, **attributes):
    """The data set with these attributes; None removes one."""
    for keyword, value in attributes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return dataset


def small(number=1, patient=1, **attributes):
    return changed(objects.image(number=number, patient=patient, size=8), **attributes)


def series_of(stores, transfer=IMPLICIT, sop_class=objects.CT, **options):
    """One association for C-STOREs, a Message ID each."""
    turns = [turn for message, (dataset, more) in enumerate(stores, 1) for turn in stored(dataset, message, **more)]
    conversation([(1, sop_class, transfer)], *turns, **options)


@scenario("rule-store-objects", SCRIPTED, status(0))
def store_objects(scratch):
    """C-STOREs whose command and data set name different SOP classes, without a Series Instance UID, with one UID for
    study and series, of a whole file, of a retired, of an unregistered and of a private SOP class; then a good one."""
    file = bytes(128) + b"DICM" + element(2, 0, b"UL", b"\x1a\0\0\0") + element(2, 0x10, b"UI", b"1.2.840.10008.1.2\0")
    meta = changed(Dataset(), MediaStorageSOPClassUID=objects.CT, TransferSyntaxUID=IMPLICIT)
    series_of([
        (small(1), {"sop_class": objects.MR}),
        (small(2, SeriesInstanceUID=""), {}),
        (small(3, SeriesInstanceUID=objects.uid(1, 1)), {}),
        (small(4), {"data": encoded(meta) + encoded(small(4))}),
        (small(5), {"data": file + encoded(small(5))}),
        (small(6, SOPClassUID="1.2.840.10008.5.1.4.1.1.5"), {}),
        (small(7, SOPClassUID="1.2.840.10008.5.1.4.1.1.999"), {}),
        (small(8, SOPClassUID="1.2.826.0.1.3680043.8.498.3.1"), {}),
        (small(9), {}),
    ])


@scenario("rule-store-status", SCRIPTED, status(0xB007))
def store_status(scratch):
    """C-STOREs answered with 0122, 0124, 0111, 0117, B006 and B007."""
    series_of([(small(number), {"status": code})
               for number, code in enumerate((0x0122, 0x0124, 0x0111, 0x0117, 0xB006, 0xB007), 1)])


@scenario("rule-store-singles", SCRIPTED, status(0xA900))
def store_singles(scratch):
    """Six associations of one C-STORE each; the same instance is refused with A900 in the last four."""
    for number, code in ((1, 0), (2, 0), (3, 0xA900), (3, 0xA900), (3, 0xA900), (3, 0xA900)):
        series_of([(small(number), {"status": code})])


@scenario("rule-store-study", SCRIPTED, status(0))
def store_study(scratch):
    """Objects of one study that contradict each other: patient, accession number, study date, modality and number of
    the series, and one instance sent twice with different content."""
    series_of([
        (small(1, AccessionNumber="ACC-0001"), {}),
        (small(2, AccessionNumber="ACC-0002", PatientID="TEST-0002", PatientName="Other^Test"), {}),
        (small(3, AccessionNumber="ACC-0001", StudyDate="20260102", Modality="MR", SeriesNumber=2), {}),
        (small(1, AccessionNumber="ACC-0001", ImageComments="Fictitious comment"), {}),
    ])


def element(group, number, representation, value, length=None):
    """An element of short form in Explicit VR Little Endian."""
    return struct.pack("<HH2sH", group, number, representation, len(value) if length is None else length) + value


def wide(group, number, representation, value, length=None, reserved=0):
    """An element of long form in Explicit VR Little Endian."""
    return struct.pack("<HH2sHI", group, number, representation, reserved,
                       len(value) if length is None else length) + value


def item(value=b"", length=None, number=0xE000):
    return struct.pack("<HHI", 0xFFFE, number, len(value) if length is None else length) + value


def faulty():
    """Data sets in Explicit VR Little Endian, one fault each, behind the attributes that make an object."""
    undefined = 0xFFFFFFFF
    comment = element(0x0020, 0x4000, b"LT", b"Fictitious")
    implicit = struct.pack("<HHI", 0x0020, 0x4000, 10) + b"Fictitious"
    yield struct.pack("<HH4xI", 0x0020, 0x4000, 10) + b"Fictitious"
    yield implicit
    yield wide(0x0040, 0xA160, b"UT", b"Fictitious", reserved=0x2020)
    yield b"\x20\x00\x00\x40" + b"\xff" * 12
    yield element(0x0001, 0x0010, b"LO", b"here")
    yield element(0x0008, 0x0050, b"SH", b"late")
    yield comment + comment
    yield element(0x0020, 0x4000, b"LT", b"Fictitious.")
    yield wide(0x0040, 0xA160, b"UT", b"Fictitious", undefined)
    yield wide(0x0040, 0xA730, b"SQ", item(element(0x0040, 0xA040, b"CS", b"TEXT", 400)))
    yield wide(0x0040, 0xA730, b"SQ", comment)
    yield item(b"", 0, 0xE00D)
    yield wide(0x0040, 0xA730, b"SQ", item(comment, undefined), undefined)
    yield wide(0x0040, 0xA730, b"SQ", item(comment, undefined) + item(b"", 2, 0xE00D) + item(b"", 0, 0xE0DD), undefined)
    nested = b""
    for _ in range(300):
        nested = wide(0x0040, 0xA730, b"SQ", item(nested, undefined) + item(b"", 0, 0xE00D) + item(b"", 0, 0xE0DD),
                      undefined)
    yield nested
    yield element(0x0020, 0x4000, b"LT", b"Fictitious", 500)
    yield comment + b"\0\0\0"


@scenario("rule-data-set-faults", SCRIPTED, status(0))
def data_set_faults(scratch):
    """Some thirty C-STOREs, each of a data set that is wrong in one way: unknown, blank and missing value
    representations, order, lengths, items and delimiters, deflation, encapsulation, malformed UIDs, dates and terms."""
    implicit, explicit, run_length, deflated = 1, 3, 5, 7

    def head(number):
        return encoded(objects.common("OT", objects.SC, number), implicit=False)

    def deflate(data, window=-15):
        made = zlib.compressobj(wbits=window)
        return made.compress(data) + made.flush()

    def pixels(number, value, length=0xFFFFFFFF):
        dataset = changed(small(number), PixelData=None)
        return encoded(dataset, implicit=False) + wide(0x7FE0, 0x0010, b"OB", value, length)

    def written(number, tag, old, new, **attributes):
        """In Implicit VR Little Endian, an element of group 0008 with another value than pydicom writes."""
        before, after = (struct.pack("<HHI", 8, tag, len(value)) + value for value in (old, new))
        return encoded(small(number, **attributes)).replace(before, after)

    end = item(b"", 0, 0xE0DD)
    comment = element(0x0020, 0x4000, b"LT", b"Fictitious")
    data = [(explicit, head(number) + fault) for number, fault in enumerate(faulty(), 1)] + [
        (explicit, encoded(small(40))),
        (implicit, encoded(small(42, PixelData=None)) + comment),
        (explicit, pixels(43, item(b"") + item(bytes(64)) + end)),
        (run_length, pixels(44, bytes(64), 64)),
        (run_length, pixels(45, item(bytes(6)) + item(bytes(64)) + end)),
        (deflated, deflate(head(46), 15)),
        (deflated, b"\x07" * 64),
        (deflated, deflate(head(47) + wide(0x0042, 0x0011, b"OB", bytes(40_000_000)))),
        (explicit, head(48).replace(b"1.2.826.0.1.3680043", b"1.2.026.0.1.3680043")),
        (implicit, encoded(small(49, SeriesInstanceUID=objects.ROOT + ".1" * 30))),
        (implicit, written(50, 0x20, b"20260101", b"01012026")),
        (implicit, written(51, 0x20, b"20260101", b"2026.01.01")),
        (implicit, written(52, 0x30, b"", b"10:15:00", StudyTime="")),
        (implicit, written(53, 0x30, b"", b"10h15m", StudyTime="")),
        (implicit, written(54, 0x60, b"CT", b"ct")),
    ]
    turns = [turn for message, (context, value) in enumerate(data, 1)
             for turn in stored(small(1), message, context=context, data=value)]
    syntaxes = {implicit: IMPLICIT, explicit: EXPLICIT, run_length: RLE, deflated: DEFLATED}
    conversation([(context, objects.SC, transfer) for context, transfer in syntaxes.items()], *turns)


@scenario("rule-lossy-without-ratio", SCRIPTED, status(0))
def lossy_without_ratio(scratch):
    """A C-STORE of an image marked as lossy compressed, without Lossy Image Compression Ratio."""
    conversation([(1, objects.SC, IMPLICIT)],
                 *stored(changed(objects.image("OT", size=8, bits=8), LossyImageCompression="01"), 1))


@scenario("rule-pixel-data", SCRIPTED, status(0))
def pixel_data(scratch):
    """C-STOREs of images whose attributes contradict each other or their pixels, one thing each."""
    native, jpeg, run_length, jpeg_2000 = 1, 3, 5, 7
    colour = {"SamplesPerPixel": 3, "PixelData": bytes(8 * 8 * 2 * 3)}

    def fragment(**attributes):
        dataset = changed(objects.image("OT", size=8, bits=8), PixelData=None, **attributes)
        value = item(b"") + item(b"\xff\xd8" + bytes(60) + b"\xff\xd9") + item(b"", 0, 0xE0DD)
        return encoded(dataset, implicit=False) + wide(0x7FE0, 0x0010, b"OB", value, 0xFFFFFFFF)

    def colours(number, interpretation, **attributes):
        return small(number, PhotometricInterpretation=interpretation, **attributes)

    images = [
        changed(objects.image(size=64), PixelData=None), small(2, BitsStored=17, HighBit=16), small(3, HighBit=15),
        small(4, BitsAllocated=12), small(5, PixelRepresentation=2), colours(6, "RGB"), colours(7, "RGB", **colour),
        small(8, NumberOfFrames=2, PixelData=bytes(8 * 8 * 2 * 2)),
        colours(9, "YBR_ICT", PlanarConfiguration=0, **colour),
    ]
    absent = encoded(changed(objects.image("OT", 10, size=8, bits=8), PixelData=None), implicit=False)
    encapsulated = [
        (jpeg, fragment(LossyImageCompression="00")), (jpeg, fragment()), (run_length, absent),
        (run_length, fragment(NumberOfFrames=3)),
        (jpeg_2000, fragment(SamplesPerPixel=3, PlanarConfiguration=0, PhotometricInterpretation="YBR_ICT")),
    ]
    turns = [turn for message, dataset in enumerate(images, 1)
             for turn in stored(dataset, message, context=native)]
    turns += [turn for message, (context, data) in enumerate(encapsulated, 20)
              for turn in stored(objects.image("OT", size=8, bits=8), message, context=context, data=data)]
    conversation([(native, objects.CT, IMPLICIT), (jpeg, objects.SC, JPEG), (run_length, objects.SC, RLE),
                  (jpeg_2000, objects.SC, JPEG_2000_LOSSLESS)], *turns)


def placed(data, *elements):
    """A data set of short and long elements in Explicit VR Little Endian with these put in, or in place of those of
    their tag: each tag, value representation and value as sent."""
    long_forms = (b"OB", b"OW", b"UT", b"UC", b"UR", b"UN", b"SQ", b"OD", b"OF", b"OL", b"OV", b"SV", b"UV")
    found, position = {}, 0
    while position < len(data):
        group, number, representation = struct.unpack_from("<HH2s", data, position)
        head = 12 if representation in long_forms else 8
        length, = struct.unpack_from("<I" if head == 12 else "<H", data, position + head - (4 if head == 12 else 2))
        found[group, number] = data[position:position + head + length]
        position += head + length
    for tag, representation, value in elements:
        write = wide if representation in long_forms else element
        found[tag >> 16, tag & 0xFFFF] = write(tag >> 16, tag & 0xFFFF, representation, value)
    return b"".join(found[tag] for tag in sorted(found))


def wrong_elements():
    """One element each that is not as PS3.6 or PS3.5 Table 6.2-1 has it."""
    description = 0x00400254
    yield description, b"ST", b"Fictitious"
    yield description, b"UN", b"Fictitious"
    yield 0x00200032, b"DS", b"0\\0 "
    yield description, b"LO", b"Fictitious " * 7 + b" "
    yield 0x0040A161, b"FD", bytes(6)
    yield description, b"LO", b"Ficti\ntious "
    yield 0x00400241, b"AE", b"    "
    yield 0x00400252, b"CS", b"in progress "
    yield 0x00101010, b"AS", b"56"
    yield 0x00080020, b"DA", b"20260230"
    yield 0x00080020, b"DA", b"2026.01.01"
    yield 0x00080030, b"TM", b"10h15m"
    yield 0x00080030, b"TM", b"10:15:00"
    yield 0x0008002A, b"DT", b"2026-01-01 10:15"
    yield 0x00200013, b"IS", b"1.5 "
    yield 0x00280030, b"DS", b"0,5\\0,5 "
    yield 0x00080016, b"UI", b"1.2.840.10008.5.1.4.1.1.7 "
    yield 0x00200052, b"UI", b"1.2.826.0.1.03"
    yield 0x00200052, b"UI", b"1.2.826.0.1." + b"1234567890." * 5 + b"1"
    yield 0x00081190, b"UR", b"fictitious\x07 "
    yield 0x00081070, b"PN", b"A=B=C=D "
    yield 0x00081030, b"LO", b"Fictitious\0\0"
    yield 0x00291001, b"LO", b"Fictitious"
    yield 0x00290100, b"LO", b"Fictitious"
    yield 0x00280005, b"US", b"\2\0"
    yield 0x002000FE, b"LO", b"Fictitious"
    yield 0x00100000, b"UL", b"\1\2\0\0"
    yield 0x00100010, b"PN", "Test^Jérôme ".encode("latin-1")


def in_items(*values):
    """A sequence with an item for each list of elements."""
    return b"".join(item(b"".join(element(tag >> 16, tag & 0xFFFF, vr, value) for tag, vr, value in each))
                    for each in values)


@scenario("rule-elements", SCRIPTED, status(0))
def elements(scratch):
    """Some forty C-STOREs in Explicit VR Little Endian, each of a data set in which one element is wrong by the
    dictionary, by the form of its value, by its place, by the character set or, of Pixel Data, by its length; in the
    last ones within items."""
    def made(number):
        return objects.common("OT", objects.SC, number)

    def named(number, term, name):
        return placed(encoded(made(number), implicit=False), (0x00080005, b"CS", term), (0x00100010, b"PN", name))

    data = [placed(encoded(made(number), implicit=False), fault) if fault[0] != 0x00100010 else
            placed(encoded(changed(made(number), SpecificCharacterSet=None), implicit=False), fault)
            for number, fault in enumerate(wrong_elements(), 1)]
    data += [
        named(40, b"ISO_IR 192", "Test^Jérôme ".encode("latin-1")),
        named(41, b"ISO_IR 100", "Test^Jérôme".encode() + b" "),
        named(42, b"ISO_IR 100", b"Yamada^\x1b$B;3ED\x1b(B "),
        named(43, b"ISO-IR 100", b"Test^Alpha"),
        encoded(changed(small(44), PixelData=bytes(8 * 8 * 2 - 2)), implicit=False),
        encoded(changed(small(45), PixelData=bytes(8 * 8 * 2 + 4)), implicit=False),
        placed(encoded(made(46), implicit=False), (0x0040A730, b"SQ", in_items(
            [(0x0040A121, b"DA", b"20260101")], [(0x0040A121, b"DA", b"01.01.26")],
            [(0x0040A040, b"CS", b"text"), (0x0040A121, b"DA", b"1.1.2026")]))),
        placed(encoded(made(47), implicit=False), (0x00290010, b"LO", b"EXAMPLE WORKS "), (0x00291001, b"SQ", in_items(
            [(0x00291002, b"LO", b"Fictitious")]))),
        placed(encoded(made(48), implicit=False), *((0x00200000 + each, b"LO", b"Fictitious") for each in
                                                   range(0xF0, 0x110))),
        placed(encoded(made(49), implicit=False), (0x00290010, b"LO", b"EXAMPLE WORKS "),
               (0x00290011, b"LO", b"EXAMPLE WORKS ")),
    ]
    stores = [(made(number), {"data": value}) for number, value in enumerate(data, 1)]
    series_of(stores, EXPLICIT, objects.SC)


@scenario("rule-key-of-several-values", SCRIPTED, status(0))
def key_of_several_values(scratch):
    """C-FINDs for studies whose keys are not of the form of their value representation: two values in one key, a range
    of dates written with slashes; then one as it should be."""
    queries = [{"StudyID": "A\\B"}, {"StudyDate": None}, {"StudyDate": "20260101-20260131", "PatientName": "T*"}]
    turns = []
    for message, keys in enumerate(queries, 1):
        query = changed(Dataset(), QueryRetrieveLevel="STUDY", StudyInstanceUID="")
        for keyword, value in keys.items():
            if value:
                setattr(query, keyword, value)
        body = encoded(query)
        if not keys.get("StudyDate", True):
            body = struct.pack("<HHI", 8, 0x20, 22) + b"2026/01/01-2026/01/31 " + body
        turns += [says(REQUESTOR, 1, data=body, CommandField=0x20, MessageID=message, Priority=0,
                       AffectedSOPClassUID=STUDY_ROOT_FIND),
                  says(ACCEPTOR, 1, CommandField=0x8020, MessageIDBeingRespondedTo=message, Status=0,
                       AffectedSOPClassUID=STUDY_ROOT_FIND)]
    conversation([(1, STUDY_ROOT_FIND, IMPLICIT)], *turns)


@scenario("rule-bulk-lengths", SCRIPTED, status(0))
def bulk_lengths(scratch):
    """C-STOREs of images whose Basic Offset Table points between fragments, or has an offset too many, whose palette is
    half as long as its descriptor says, and whose overlay lacks a row; then one of each as it should be."""
    native, jpeg = 1, 3

    def compressed(number, offsets, frames):
        made = objects.image("OT", number, size=8, bits=8)
        del made.PixelData
        made.NumberOfFrames, made.SOPClassUID = frames, MULTI_FRAME
        fragments = b"".join(item(b"\xff\xd8" + bytes(60) + b"\xff\xd9") for _ in range(frames))
        value = item(struct.pack(f"<{len(offsets)}I", *offsets)) + fragments + item(b"", 0, 0xE0DD)
        return encoded(made, implicit=False) + wide(0x7FE0, 0x0010, b"OB", value, 0xFFFFFFFF)

    def coloured(number, entries, **overlay):
        made = objects.image("OT", number, size=8, bits=8)
        made.PhotometricInterpretation = "PALETTE COLOR"
        for tag in (0x1101, 0x1102, 0x1103):
            made.add_new(0x00280000 | tag, "US", [256, 0, 16])
            made.add_new(0x00280100 + tag, "OW", bytes(2 * entries))
        made.add_new(0x60000010, "US", 8)
        made.add_new(0x60000011, "US", 9)
        made.add_new(0x60003000, "OW", bytes(overlay.get("bytes", 10)))
        return encoded(made, implicit=False)

    data = [(jpeg, compressed(1, (0, 70), 2)), (jpeg, compressed(2, (0, 72, 144), 2)), (native, coloured(3, 128)),
            (native, coloured(4, 256, bytes=8)), (jpeg, compressed(5, (0, 72), 2)), (native, coloured(6, 256))]
    stores = [turn for number, (context, value) in enumerate(data, 1)
              for turn in stored(objects.image("OT", number, size=8, bits=8), number, context=context, data=value,
                                 sop_class=MULTI_FRAME if context == jpeg else None)]
    conversation([(native, objects.SC, EXPLICIT), (jpeg, MULTI_FRAME, JPEG)], *stores)
