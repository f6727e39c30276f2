"""What contradicts the worklist, other objects or the request for film; requests that are never answered."""

import objects
from conversation import ACCEPTOR, asked, conversation, says, stored
from pdus import IMPLICIT, VERIFICATION
from pydicom.dataset import Dataset
from registry import command_field, derived, scenario, status
from scenarios.rules_objects import small
from scenarios.rules_services import (C_MOVE, COMMITMENT, COMMITMENT_INSTANCE, FILM_BOX, IMAGE_BOX, N_ACTION, N_CREATE,
                                      N_EVENT_REPORT, N_SET, PRINT_META, PRINTER, SCRIPTED, SESSION, STEP, STUDY_MOVE,
                                      WORKLIST, alone, commit, complete, counters, create, data, entry, later, numbered,
                                      referenced, step_keys, worklist_find)

CYRILLIC = "Фиктивная^Анна"


@scenario("rule-characters-lost", SCRIPTED, command_field(C_MOVE))
def characters_lost(scratch):
    """A worklist entry with a Cyrillic name in another character set than the C-FIND asked in; a C-STORE of its study
    in which each letter has become a question mark; a C-MOVE by a Cyrillic Patient ID without a character set."""
    keys = {"SpecificCharacterSet": "ISO_IR 192"} | step_keys()
    found = {"SpecificCharacterSet": "ISO_IR 144"} | entry() | {"PatientName": CYRILLIC}
    lost = small(AccessionNumber="ACC-0001", PatientName="?????????^????")
    patient = Dataset()
    patient.add_new(0x00100020, "UN", "ТЕСТ-1".encode("iso8859_5") + b" ")
    patient.QueryRetrieveLevel = "STUDY"
    patient.StudyInstanceUID = objects.uid(1, 1)
    conversation([(1, WORKLIST, IMPLICIT), (3, objects.CT, IMPLICIT), (5, STUDY_MOVE, IMPLICIT)],
                 *numbered(worklist_find((0xFF00, found), **keys)), *stored(lost, 2, context=3),
                 *asked(C_MOVE, STUDY_MOVE, 3, patient, [{"Status": 0} | counters(None, 1, 0, 0)], context=5,
                        Priority=0, MoveDestination="MODALITY"))


@scenario("rule-store-series", SCRIPTED, status(0))
def store_series(scratch):
    """Objects of one series that differ in the patient's name, the frame of reference and the laterality."""
    first = small(1, FrameOfReferenceUID=objects.uid(8, 1), Laterality="L")
    second = small(2, FrameOfReferenceUID=objects.uid(8, 2), Laterality="R", PatientName="Fictitious^Another")
    conversation([(1, objects.CT, IMPLICIT)], *stored(first, 1), *stored(second, 2))


@scenario("rule-worklist-numbers", SCRIPTED, command_field(N_CREATE))
def worklist_numbers(scratch):
    """Two worklist entries of one study with different accession numbers; a performed procedure step of another entry
    with another accession number than the worklist gave."""
    again = entry(1) | {"AccessionNumber": "ACC-0007"}
    conversation([(1, WORKLIST, IMPLICIT)], *numbered(
        worklist_find((0xFF00, entry(1)), (0xFF00, again), (0xFF00, entry(2)), **step_keys())))
    conversation([(1, STEP, IMPLICIT)], *numbered(create(11, study=objects.uid(1, 2)), complete(11)))


@scenario("rule-commitment-retrieve-ae", SCRIPTED, command_field(N_EVENT_REPORT))
def commitment_retrieve_ae(scratch):
    """A storage commitment report with the Retrieve AE Title both for all instances and for the single ones."""
    answer = data(TransactionUID=objects.uid(7, 41), RetrieveAETitle="ARCHIVE",
                  ReferencedSOPSequence=referenced(1, RetrieveAETitle="ARCHIVE"))
    conversation([(1, COMMITMENT, IMPLICIT)], *numbered(
        commit(41, 1), (N_EVENT_REPORT, COMMITMENT, {
            "AffectedSOPInstanceUID": COMMITMENT_INSTANCE, "EventTypeID": 1, "side": ACCEPTOR, "dataset": answer})))


@scenario("rule-print-attributes", SCRIPTED, command_field(N_ACTION))
def print_attributes(scratch):
    """A film box for four images answered with three image boxes; an image of 10 bits in colour for a grayscale image
    box; an undefined action of the film session and an undefined event of the printer."""
    boxes = data(ImageDisplayFormat="STANDARD\\2,2", ReferencedImageBoxSequence=[
        data(ReferencedSOPClassUID=IMAGE_BOX, ReferencedSOPInstanceUID=objects.uid(5, number)) for number in (4, 5, 6)])
    image = data(SamplesPerPixel=3, PhotometricInterpretation="RGB", PlanarConfiguration=0, Rows=2, Columns=2,
                 BitsAllocated=16, BitsStored=10, HighBit=9, PixelRepresentation=0, PixelData=bytes(24))
    conversation([(1, PRINT_META, IMPLICIT)], *numbered(
        (N_CREATE, SESSION, {"AffectedSOPInstanceUID": objects.uid(5, 2), "dataset": data(NumberOfCopies=1)}),
        (N_CREATE, FILM_BOX, {"AffectedSOPInstanceUID": objects.uid(5, 3),
                              "dataset": data(ImageDisplayFormat="STANDARD\\2,2"), "responses": [{"dataset": boxes}]}),
        (N_SET, IMAGE_BOX, {"RequestedSOPInstanceUID": objects.uid(5, 4), "responses": [{"Status": 0}],
                            "dataset": data(ImageBoxPosition=1, BasicGrayscaleImageSequence=[image])}),
        (N_ACTION, SESSION, {"RequestedSOPInstanceUID": objects.uid(5, 2), "ActionTypeID": 2,
                             "responses": [{"Status": 0x0123}]}),
        (N_EVENT_REPORT, PRINTER, {"AffectedSOPInstanceUID": "1.2.840.10008.5.1.1.17", "EventTypeID": 7,
                                   "side": ACCEPTOR})))


@scenario("rule-released-unanswered", SCRIPTED, "dicom.pdu.type == 5")
def released_unanswered(scratch):
    """A C-ECHO that is not answered, and the release of the association right after it."""
    conversation([(1, VERIFICATION, IMPLICIT)], says(
        "requestor", CommandField=0x30, MessageID=1, AffectedSOPClassUID=VERIFICATION))


@derived("rule-unanswered", "rule-released-unanswered", "dicom.pdu.type == 5")
def unanswered(source, target):
    """The requestor waits for the answer for half a minute before it asks for release."""
    later(source, target, 6, 30)
