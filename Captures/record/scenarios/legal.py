"""What is legal and looks wrong, for rules to hold their peace: each is a trap of false positives."""

import struct
import zlib

import objects
from conversation import conversation
from pdus import (EXPLICIT, IMPLICIT, STUDY_ROOT_FIND, associate_ac, associate_rq, command_set, encoded, fragmented,
                  item, p_data, pdv, release_rp, release_rq, store_rq, store_rsp, user_information)
from pydicom.dataset import Dataset
from registry import derived, scenario, status

from .cuts import editcap
from .rules_messages import RELEASED, asked, played, store
from .rules_services import N_ACTION, STUDY_FIND, STUDY_MOVE, UPS, UPS_PULL, WORKLIST, data, numbered

SCRIPTED = "scripted → scripted"
N_GET = 0x0110
JPIP, JPIP_DEFLATE = "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95"
SINGLE_BIT = "1.2.840.10008.5.1.4.1.1.7.1"
ULTRASOUND_RETIRED, PRIVATE_CLASS = "1.2.840.10008.5.1.4.1.1.6", "1.2.826.0.1.3680043.8.498.77.1"


@scenario("legal-ups-push-on-pull", SCRIPTED, status(0))
def ups_push_on_pull(scratch):
    """A procedure step is read and claimed on a presentation context of UPS Pull; the commands name UPS Push, as
    PS3.4 §CC.3 has it."""
    step = {"RequestedSOPInstanceUID": objects.uid(4, 1)}
    claim = data(ProcedureStepState="IN PROGRESS", TransactionUID=objects.uid(4, 2))
    conversation([(1, UPS_PULL, IMPLICIT)], *numbered(
        (N_GET, UPS, {**step, "responses": [{"dataset": data(ProcedureStepState="SCHEDULED"), "Status": 0,
                                             "AffectedSOPInstanceUID": objects.uid(4, 1)}]}),
        (N_ACTION, UPS, {**step, "ActionTypeID": 1, "dataset": claim,
                         "responses": [{"ActionTypeID": 1, "AffectedSOPInstanceUID": objects.uid(4, 1)}]})))


@scenario("legal-data-before-release-response", SCRIPTED, "dicom.pdu.type == 6")
def before_release_response(scratch):
    """The requestor asks for release while a C-STORE is unanswered; the acceptor answers the C-STORE and then the
    release request, which PS3.8 §7.2.2 allows."""
    made = objects.image(size=8)
    request, response = store(made)
    played(*asked((1, objects.CT, [IMPLICIT])), request, ("requestor", release_rq()), response,
           ("acceptor", release_rp()))


@scenario("legal-maximum-lengths-differ", SCRIPTED, status(0xFF00))
def maximum_lengths(scratch):
    """The requestor takes PDUs of 4096 bytes, the acceptor of 65536: a C-STORE in one PDU of 18 kB, a C-FIND response
    in PDUs whose length field is exactly 4096."""
    made = objects.image(size=96)
    query = data(QueryRetrieveLevel="STUDY", StudyInstanceUID="", PatientComments="")
    match = data(QueryRetrieveLevel="STUDY", StudyInstanceUID=objects.uid(1, 1), PatientComments="Comment. " * 1000,
                 RetrieveAETitle="ARCHIVE")
    find_rq = command_set(AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x20, MessageID=2, Priority=0,
                          CommandDataSetType=1)

    def answer(code, present):
        return p_data(pdv(3, 3, command_set(AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x8020, Status=code,
                                            MessageIDBeingRespondedTo=2, CommandDataSetType=present)))

    played(("requestor", associate_rq((1, objects.CT, [IMPLICIT]), (3, STUDY_FIND, [IMPLICIT]),
                                      user=user_information(4096))),
           ("acceptor", associate_ac((1, 0, IMPLICIT), (3, 0, IMPLICIT), user=user_information(65536))),
           *store(made), ("requestor", p_data(pdv(3, 3, find_rq), pdv(3, 2, encoded(query)))),
           ("acceptor", answer(0xFF00, 1)), *(("acceptor", each) for each in fragmented(3, encoded(match), 4090)),
           ("acceptor", answer(0, 0x0101)), *RELEASED)


@scenario("legal-unknown-sub-items", SCRIPTED, status(0))
def unknown_sub_items(scratch):
    """User information with sub-items that no edition defines, on both sides, and a role selection that the answer
    passes over, so that the default roles hold: a C-STORE from the requestor."""
    role = item(0x54, struct.pack(">H", len(objects.CT)) + objects.CT.encode() + b"\1\1")
    user = user_information(16384, role, item(0x5A, b"new"))
    played(("requestor", associate_rq((1, objects.CT, [IMPLICIT]), user=user)),
           ("acceptor", associate_ac((1, 0, IMPLICIT), user=user_information(16384, item(0x5B, b"newer")))),
           *store(objects.image(size=8)), *RELEASED)


@scenario("legal-query-keys", SCRIPTED, status(0))
def query_keys(scratch):
    """Keys that are values only in a query: ranges of dates and times, wildcards, a list of UIDs, empty keys of type 1;
    in C-FINDs for studies and for the worklist and in a C-MOVE."""
    studies = [objects.uid(1, 1), objects.uid(1, 2), objects.uid(1, 3)]
    worklist = data(PatientName="T?st*", PatientID="*", AccessionNumber="", StudyInstanceUID="")
    worklist.ScheduledProcedureStepSequence = [data(
        Modality="", ScheduledStationAETitle="", ScheduledProcedureStepStartDate="20260101-20260107",
        ScheduledProcedureStepStartTime="-1200", ScheduledProcedureStepID="")]
    ranges = data(QueryRetrieveLevel="STUDY", StudyInstanceUID=studies, PatientName="DOE*^J*", StudyDate="20250101-",
                  StudyTime="0800-1759", ModalitiesInStudy="C?", PatientBirthDate="-19991231", AccessionNumber="ACC-*")
    conversation([(1, STUDY_FIND, IMPLICIT), (3, WORKLIST, IMPLICIT), (5, STUDY_MOVE, IMPLICIT)], *numbered(
        (0x20, STUDY_FIND, {"dataset": ranges, "Priority": 0}),
        (0x20, WORKLIST, {"dataset": worklist, "Priority": 0, "context": 3}),
        (0x21, STUDY_MOVE, {
            "dataset": data(QueryRetrieveLevel="STUDY", StudyInstanceUID=studies), "Priority": 0, "context": 5,
            "MoveDestination": "WORKSTATION",
            "responses": [{"NumberOfCompletedSuboperations": 0, "NumberOfFailedSuboperations": 0,
                           "NumberOfWarningSuboperations": 0}]})))


@scenario("legal-retired-and-private-classes", SCRIPTED, status(0))
def classes(scratch):
    """Objects whose modules no edition of the standard tells: of a retired class and of a private one, without pixel
    data; and a structured report."""
    retired, private, report = objects.common("US", ULTRASOUND_RETIRED), objects.common("OT", PRIVATE_CLASS), \
        objects.structured_report(depth=2)
    for number, made in enumerate((retired, private, report), 1):
        made.SeriesInstanceUID, made.SOPInstanceUID = objects.uid(1, 1, number), objects.uid(1, 1, number, 1)
        made.SeriesNumber = number
    played(*asked(*((number, made.SOPClassUID, [IMPLICIT]) for number, made in
                    ((1, retired), (3, private), (5, report)))),
           *store(retired, 1, 1), *store(private, 2, 3), *store(report, 3, 5), *RELEASED)


@scenario("legal-attributes-beyond-the-iod", SCRIPTED, status(0))
def beyond_the_iod(scratch):
    """A CT image of a standard extended SOP class: with attributes of other modules, a retired one and private ones."""
    made = objects.image(size=8)
    made.EchoTime, made.RTPlanLabel, made.ImageComments = "12.5", "none", "Beyond the IOD"
    made.add_new(0x00280005, "US", 2)
    block = made.private_block(0x0099, "EXAMPLE WORKS", create=True)
    block.add_new(0x01, "LO", "private")
    block.add_new(0x02, "UN", b"\1\2\3\4")
    played(*asked((1, objects.CT, [IMPLICIT])), *store(made), *RELEASED)


@scenario("legal-command-values", SCRIPTED, status(0))
def command_values(scratch):
    """Command Data Set Types 0000H, 0102H and FEFEH, all of which announce a data set, and Message ID 0, twice, one
    after the other."""
    turns = []
    for number, (kind, message) in enumerate(((0x0000, 0), (0x0102, 0), (0xFEFE, 65535)), 1):
        made = objects.image(number=number, size=8)
        head = command_set(AffectedSOPClassUID=objects.CT, CommandField=1, MessageID=message, Priority=0,
                           CommandDataSetType=kind, AffectedSOPInstanceUID=made.SOPInstanceUID)
        turns += [("requestor", p_data(pdv(1, 3, head), pdv(1, 2, encoded(made)))),
                  ("acceptor", store_rsp(made, message))]
    played(*asked((1, objects.CT, [IMPLICIT])), *turns, *RELEASED)


@scenario("legal-pixel-data-elsewhere", SCRIPTED, status(0))
def pixel_data_elsewhere(scratch):
    """Images in JPIP Referenced and in JPIP Referenced Deflate: a URL stands for their pixel data."""
    turns = []
    for number, context in ((1, 1), (2, 3)):
        made = objects.image(number=number, size=8)
        del made.PixelData
        made.PixelDataProviderURL = "https://archive.example/jpip"
        body = encoded(made, implicit=False)
        if context == 3:
            deflate = zlib.compressobj(wbits=-15)
            body = deflate.compress(body) + deflate.flush()
        turns += [("requestor", p_data(pdv(context, 3, store_rq(made, number)),
                                       pdv(context, 2, body + b"\0" * (len(body) % 2)))),
                  ("acceptor", store_rsp(made, number, context=context))]
    played(*asked((1, objects.CT, [JPIP, IMPLICIT]), (3, objects.CT, [JPIP_DEFLATE, IMPLICIT])), *turns, *RELEASED)


@scenario("legal-un-for-long-values", SCRIPTED, status(0))
def long_values(scratch):
    """A list of decimals of 66 kB, which an explicit length of 16 bits cannot tell, sent with the value representation
    UN and a length of 32 bits, as PS3.5 §6.2.2 has it."""
    made = objects.common("RTSTRUCT", "1.2.840.10008.5.1.4.1.1.481.3")
    made.add_new(0x30060050, "UN", "\\".join(["12.25"] * 11000).encode() + b" ")
    body = encoded(made, implicit=False)
    played(*asked((1, made.SOPClassUID, [EXPLICIT, IMPLICIT])), ("requestor", p_data(pdv(1, 3, store_rq(made)))),
           *(("requestor", each) for each in fragmented(1, body, 16000)), ("acceptor", store_rsp(made)), *RELEASED)


@scenario("legal-element-values", SCRIPTED, status(0))
def element_values(scratch):
    """Objects whose values look wrong and are not: numbers with signs, exponents and spaces, times and dates cut short,
    an offset from UTC, 64 characters of more than 64 bytes, names of three component groups with escape sequences, a
    private block in an item with its own creator, one bit a pixel, an odd length padded, YBR_FULL_422 without
    compression."""
    def made(number, **attributes):
        image = objects.image("OT", number, patient=number, size=8, bits=8)
        for keyword, value in attributes.items():
            setattr(image, keyword, value)
        return image

    values = made(1, ContentTime="10", AcquisitionTime="1015", AcquisitionDateTime="20260101101500.5+0100",
                  InstanceNumber="-3", PatientAge="056Y", PixelSpacing=["5e-1", "+.5"], ImageComments="One line\r\nand "
                  "another\tand more", ImageType=["ORIGINAL", "PRIMARY", "", "A_B 1"], DeviceUID="1.2.826.0.1",
                  PatientBirthDate="", InstanceCreationDate="20240229")
    values.PixelPaddingValue = 5
    values.SmallestImagePixelValue = 0
    wide = made(2, SpecificCharacterSet="ISO_IR 192", StudyDescription="é" * 64, PatientName="Wang^XiaoDong=王^小东=")
    japanese = made(3)
    japanese.SpecificCharacterSet, japanese.PatientName = objects.NAMES["japanese"]
    private = made(4)
    block = private.private_block(0x0029, "EXAMPLE WORKS", create=True)
    inner = Dataset()
    inner.private_block(0x0029, "EXAMPLE WORKS", create=True).add_new(0x02, "LO", "private")
    block.add_new(0x01, "SQ", [inner])
    bits = made(5, BitsAllocated=1, BitsStored=1, HighBit=0, NumberOfFrames=3, Rows=3, Columns=5,
                PixelData=bytes(6), SOPClassUID=SINGLE_BIT)
    odd = made(6, Rows=3, Columns=3, PixelData=bytes(10))
    halved = made(7, SamplesPerPixel=3, PlanarConfiguration=0, PhotometricInterpretation="YBR_FULL_422",
                  PixelData=bytes(8 * 8 * 2))
    turns = []
    for number, each in enumerate((values, wide, japanese, private, bits, odd, halved), 1):
        context = 3 if each is bits else 1
        turns += [("requestor", p_data(pdv(context, 3, store_rq(each, number)),
                                       pdv(context, 2, encoded(each, implicit=False)))),
                  ("acceptor", store_rsp(each, number, context=context))]
    played(*asked((1, objects.SC, [EXPLICIT, IMPLICIT]), (3, SINGLE_BIT, [EXPLICIT, IMPLICIT])), *turns, *RELEASED)


@derived("mid-association-failure", "status-store-out-of-resources", "tcp.len > 0")
def mid_association_failure(source, target):
    """The capture begins after the handshake; the C-STORE in it is answered A700, and that needs no handshake to be
    seen."""
    editcap(source, target, "1-7")
