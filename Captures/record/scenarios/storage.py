"""C-STORE: one capture a transfer syntax, and the RT Plan lesson."""

import objects
from objects import converted, files, image, write
from peers import ORTHANC_PORT, associated, entity, orthanc, scu, serving, storescp
from pdus import VERIFICATION
from pydicom import uid
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pynetdicom import evt
from registry import scenario, status

DCMTK = "DCMTK storescu → DCMTK storescp"


def accepted(transfer_syntax):
    """A display filter for an A-ASSOCIATE-AC that ends a presentation context with this transfer syntax."""
    return f'dicom.pdu.type == 2 and frame contains "{transfer_syntax}"'


@scenario("store-implicit-little-endian", DCMTK, accepted("1.2.840.10008.1.2"))
def implicit(scratch):
    """A CT image in Implicit VR Little Endian."""
    with storescp(scratch, "+xi"):
        scu("storescu", "-R", "-xi", *files(scratch, 1, size=32))


@scenario("store-explicit-little-endian", DCMTK, accepted("1.2.840.10008.1.2.1"))
def explicit(scratch):
    """An MR image in Explicit VR Little Endian; the requestor proposes all it can store, 120 and more contexts."""
    with storescp(scratch):
        scu("storescu", "-xe", *files(scratch, 1, "MR", size=32))


@scenario("store-explicit-big-endian", DCMTK, accepted("1.2.840.10008.1.2.2"))
def big_endian(scratch):
    """A CT image in Explicit VR Big Endian (retired)."""
    with storescp(scratch, "+xb"):
        scu("storescu", "-R", "-xb", converted(files(scratch, 1, size=32)[0], "dcmconv", "+tb"))


@scenario("store-deflated", DCMTK, accepted("1.2.840.10008.1.2.1.99"))
def deflated(scratch):
    """A CT image in Deflated Explicit VR Little Endian: the whole data set is one deflate stream over several
    fragments."""
    with storescp(scratch, "+xd", "-pdu", "4096"):
        scu("storescu", "-R", "-xd", converted(files(scratch, 1, size=128)[0], "dcmconv", "+td"))


@scenario("store-jpeg-baseline", DCMTK, accepted("1.2.840.10008.1.2.4.50"))
def jpeg_baseline(scratch):
    """A secondary capture in JPEG Baseline: an offset table of one entry and one fragment."""
    plain = write(image("OT", bits=8), scratch / "plain.dcm")
    with storescp(scratch, "+xy"):
        scu("storescu", "-R", "-xy", converted(plain, "dcmcjpeg", "+eb"))


@scenario("store-jpeg-lossless", DCMTK, accepted("1.2.840.10008.1.2.4.70"))
def jpeg_lossless(scratch):
    """A CT image in JPEG Lossless, first-order prediction; its offset table is empty."""
    with storescp(scratch, "+xs"):
        scu("storescu", "-R", "-xs", converted(files(scratch, 1)[0], "dcmcjpeg", "+e1", "-ot"))


@scenario("store-jpeg-ls", DCMTK, accepted("1.2.840.10008.1.2.4.80"))
def jpeg_ls(scratch):
    """A CT image in JPEG-LS Lossless."""
    with storescp(scratch, "+xt"):
        scu("storescu", "-R", "-xt", converted(files(scratch, 1)[0], "dcmcjpls", "+el"))


@scenario("store-jpeg-2000", DCMTK, accepted("1.2.840.10008.1.2.4.90"))
def jpeg_2000(scratch):
    """A CT image in JPEG 2000 Lossless."""
    dataset = image()
    dataset.file_meta = objects.file_meta(dataset, uid.ExplicitVRLittleEndian)
    dataset.compress(uid.JPEG2000Lossless, generate_instance_uid=False)
    dataset.save_as(scratch / "compressed.dcm", enforce_file_format=True)
    with storescp(scratch, "+xv"):
        scu("storescu", "-R", "-xv", scratch / "compressed.dcm")


@scenario("store-rle", DCMTK, accepted("1.2.840.10008.1.2.5"))
def rle(scratch):
    """A three-frame ultrasound image in RLE Lossless, its offset table filled, a fragment a frame."""
    plain = write(image("US", bits=8, frames=3), scratch / "plain.dcm")
    with storescp(scratch, "+xr"):
        scu("storescu", "-R", "-xr", converted(plain, "dcmcrle", "+ot"))


def send_encapsulated(transfer_syntax, dataset, codestream):
    """Stores an image whose pixel data are the given bytes, whatever they are."""
    del dataset.PixelData
    dataset.file_meta = objects.file_meta(dataset, transfer_syntax)
    dataset.add_new(0x7FE00010, "OB", encapsulate([codestream]))
    dataset["PixelData"].is_undefined_length = True
    context = (dataset.SOPClassUID, transfer_syntax)
    with serving(entity("ARCHIVE", supported=[context]), (evt.EVT_C_STORE, lambda event: 0)), \
            associated(entity("MODALITY", context)) as association:
        association.send_c_store(dataset)


PYNETDICOM = "pynetdicom → pynetdicom"


@scenario("store-htj2k", PYNETDICOM, accepted(uid.HTJ2KLossless))
def htj2k(scratch):
    """A CT image in High-Throughput JPEG 2000 Lossless, newer than many dictionaries; the codestream is only a marker
    and padding."""
    send_encapsulated(uid.HTJ2KLossless, image(), bytes.fromhex("FF4FFF51") + bytes(range(256)) * 8)


@scenario("store-mpeg4", PYNETDICOM, accepted(uid.MPEG4HP41))
def mpeg4(scratch):
    """A video endoscopic image in MPEG-4 AVC/H.264 High Profile; the stream is only a box header and padding that holds
    bytes like those of tags and of PDUs."""
    dataset = image("OT", bits=8)
    dataset.SOPClassUID = objects.VIDEO
    traps = bytes.fromhex("0800200044410800 FEFF00E0FFFFFFFF 040000000010 0000000C 0103")
    send_encapsulated(uid.MPEG4HP41, dataset, b"\0\0\0\x18ftypisom" + (traps + bytes(100)) * 20)


@scenario("store-multiple-fragments", PYNETDICOM, accepted(uid.JPEGBaseline8Bit))
def multiple_fragments(scratch):
    """Encapsulated pixel data of three frames in nine fragments behind a basic offset table, over small PDUs."""
    dataset = image("US", bits=8)
    dataset.file_meta = objects.file_meta(dataset, uid.JPEGBaseline8Bit)
    dataset.NumberOfFrames = 3
    frame = bytes.fromhex("FFD8FFE0") + bytes(range(256)) * 6 + bytes.fromhex("FFD9")
    dataset.add_new(0x7FE00010, "OB", encapsulate([frame] * 3, fragments_per_frame=3))
    dataset["PixelData"].is_undefined_length = True
    context = (objects.US, uid.JPEGBaseline8Bit)
    archive = entity("ARCHIVE", supported=[context])
    archive.maximum_pdu_size = 1024
    with serving(archive, (evt.EVT_C_STORE, lambda event: 0)), \
            associated(entity("MODALITY", context)) as association:
        association.send_c_store(dataset)


@scenario("rt-plan-storage", DCMTK, "dicom.pdu.type == 5")
def rt_plan_storage(scratch):
    """A C-ECHO association, then an RT Plan in an association with two presentation contexts, one accepted in Explicit
    VR Big Endian and one in Explicit VR Little Endian; maximum length 16384 on both sides, so the plan takes several
    fragments."""
    plan = write(objects.rt_plan(), scratch / "plan.dcm")
    with storescp(scratch, port=104):
        scu("echoscu", calling="PLANNING", port=104)
        scu("storescu", "-R", "-xb", plan, calling="PLANNING", port=104)


@scenario("store-orthanc", "DCMTK storescu → Orthanc", "dicom.pdu.type == 6")
def store_orthanc(scratch):
    """Five images of two modalities into Orthanc in one association."""
    with orthanc(scratch):
        scu("storescu", "-R", *files(scratch, 3, size=16), *files(scratch, 2, "MR", 2, size=16), called="ORTHANC",
            port=ORTHANC_PORT)


@scenario("store-mixed-objects", DCMTK, "dicom.pdu.type == 6")
def mixed_objects(scratch):
    """CT, MR, CR, US, secondary capture, RT Plan and structured report in one association, a presentation context
    each. The objects are of one pattern and share their series and SOP Instance UID, which `check` rightly tells."""
    paths = [files(scratch, 1, modality, size=16, bits=bits)[0]
             for modality, bits in (("CT", 16), ("MR", 16), ("CR", 16), ("US", 8), ("OT", 8))]
    paths.append(write(objects.rt_plan(beams=1), scratch / "plan.dcm"))
    paths.append(write(objects.structured_report(), scratch / "report.dcm"))
    with storescp(scratch):
        scu("storescu", "-R", *paths)


@scenario("store-sixty-small", DCMTK, "dicom.pdu.type == 6")
def sixty_small(scratch):
    """Sixty small images in one association, to be told as one line."""
    with storescp(scratch):
        scu("storescu", "-R", *files(scratch, 60, size=4))


@scenario("store-small-pdus", DCMTK, "dicom.pdu.type == 6")
def small_pdus(scratch):
    """A CT image of 128 × 128 over PDUs of at most 4096 bytes, as the acceptor asks."""
    with storescp(scratch, "-pdu", "4096"):
        scu("storescu", "-R", *files(scratch, 1, size=128))


@scenario("store-unlimited-pdu", PYNETDICOM, "dicom.max_pdu_len == 0")
def unlimited_pdu(scratch):
    """Maximum length 0 (no limit) on both sides: command set and data set are one PDU each."""
    context = (objects.CT, uid.ExplicitVRLittleEndian)
    archive, modality = entity("ARCHIVE", supported=[context]), entity("MODALITY", context)
    archive.maximum_pdu_size = 0
    dataset = image(size=96)
    dataset.file_meta = objects.file_meta(dataset, uid.ExplicitVRLittleEndian)
    with serving(archive, (evt.EVT_C_STORE, lambda event: 0)), \
            associated(modality, max_pdu=0) as association:
        association.send_c_store(dataset)


@scenario("store-move-originator", PYNETDICOM, "dicom.pdu.type == 6")
def move_originator(scratch):
    """A C-STORE that names the application entity and the message of a C-MOVE it belongs to, between two C-ECHOs."""
    dataset = image(size=8)
    dataset.file_meta = objects.file_meta(dataset, uid.ImplicitVRLittleEndian)
    with serving(entity("ARCHIVE", supported=[VERIFICATION, objects.CT]), (evt.EVT_C_STORE, lambda event: 0)), \
            associated(entity("MODALITY", VERIFICATION, objects.CT)) as association:
        association.send_c_echo()
        association.send_c_store(dataset, msg_id=2, priority=1, originator_aet="WORKSTATION", originator_id=7)
        association.send_c_echo(msg_id=3)


def answer(status, comment=None, offending=()):
    """A C-STORE handler that answers with this status."""
    response = Dataset()
    response.Status = status
    if comment:
        response.ErrorComment = comment
    if offending:
        response.OffendingElement = list(offending)
    return evt.EVT_C_STORE, lambda event: response


def store_with(status, **details):
    dataset = image(size=8)
    dataset.file_meta = objects.file_meta(dataset, uid.ImplicitVRLittleEndian)
    with serving(entity("ARCHIVE", supported=[objects.CT]), answer(status, **details)), \
            associated(entity("MODALITY", objects.CT)) as association:
        association.send_c_store(dataset)


@scenario("status-store-coercion", PYNETDICOM, status(0xB000))
def coercion(scratch):
    """A C-STORE answered B000: the warning Coercion of Data Elements, with the element named."""
    store_with(0xB000, comment="Patient ID replaced", offending=[0x00100020])


@scenario("status-store-out-of-resources", PYNETDICOM, status(0xA700))
def out_of_resources(scratch):
    """A C-STORE answered A700: Refused, Out of Resources."""
    store_with(0xA700, comment="Disk full")


@scenario("status-store-cannot-understand", PYNETDICOM, status(0xC000))
def cannot_understand(scratch):
    """A C-STORE answered C000: Cannot Understand, with an Error Comment and two Offending Elements."""
    store_with(0xC000, comment="Rows and Columns do not fit the pixel data", offending=[0x00280010, 0x00280011])


@scenario("status-store-processing-failure", PYNETDICOM, status(0x0110))
def processing_failure(scratch):
    """A C-STORE answered 0110: Processing Failure, a general status of PS3.7 Annex C."""
    store_with(0x0110)


@scenario("duplicate-message-id", PYNETDICOM, "dicom.pdu.type == 6")
def duplicate_message_id(scratch):
    """Three C-STOREs and two C-ECHOs, one after the other, all with Message ID 1."""
    with serving(entity("ARCHIVE", supported=[VERIFICATION, objects.CT]), answer(0)), \
            associated(entity("MODALITY", VERIFICATION, objects.CT)) as association:
        association.send_c_echo(msg_id=1)
        for number in (1, 2, 3):
            dataset = image(number=number, size=8)
            dataset.file_meta = objects.file_meta(dataset, uid.ImplicitVRLittleEndian)
            association.send_c_store(dataset, msg_id=1)
        association.send_c_echo(msg_id=1)
