"""The N-services: modality performed procedure step, storage commitment, print, N-GET."""

import threading
import time

import objects
from network import ARCHIVE, MODALITY
from objects import files
from peers import ORTHANC_PORT, PORT, associated, entity, orthanc, program, scu, serving
from pydicom.dataset import Dataset
from pynetdicom import build_role, evt
from registry import command_field, scenario

MPPS = "1.2.840.10008.3.1.2.3.3"
MPPS_RETRIEVE = "1.2.840.10008.3.1.2.3.4"
COMMITMENT = "1.2.840.10008.1.20.1"
COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1.1"
PRINT = "1.2.840.10008.5.1.1.9"
FILM_SESSION, FILM_BOX, IMAGE_BOX = "1.2.840.10008.5.1.1.1", "1.2.840.10008.5.1.1.2", "1.2.840.10008.5.1.1.4"
PRINTER, PRINTER_INSTANCE = "1.2.840.10008.5.1.1.16", "1.2.840.10008.5.1.1.17"
BOTH = "pynetdicom → pynetdicom"


def dataset(**elements):
    made = Dataset()
    for keyword, value in elements.items():
        setattr(made, keyword, value)
    return made


def reference(sop_class, instance):
    return dataset(ReferencedSOPClassUID=sop_class, ReferencedSOPInstanceUID=instance)


def step_begun():
    scheduled = dataset(StudyInstanceUID=objects.uid(1, 1), AccessionNumber="ACC-0001", RequestedProcedureID="RP-0001",
                        ScheduledProcedureStepID="SPS-0001", ScheduledProtocolCodeSequence=[],
                        ReferencedStudySequence=[], RequestedProcedureDescription="Fictitious procedure",
                        ScheduledProcedureStepDescription="Fictitious step")
    return dataset(ScheduledStepAttributesSequence=[scheduled], PatientName="Test^Alpha", PatientID="TEST-0001",
                   PatientBirthDate="19700101", PatientSex="O", PerformedProcedureStepID="PPS-0001",
                   PerformedStationAETitle="MODALITY", PerformedStationName="", PerformedLocation="",
                   PerformedProcedureStepStartDate="20260101", PerformedProcedureStepStartTime="101500",
                   PerformedProcedureStepStatus="IN PROGRESS", PerformedProcedureStepDescription="",
                   PerformedProcedureTypeDescription="", ProcedureCodeSequence=[], PerformedProcedureStepEndDate="",
                   PerformedProcedureStepEndTime="", Modality="CT", StudyID="1", PerformedProtocolCodeSequence=[],
                   PerformedSeriesSequence=[], ReferencedPatientSequence=[])


def step_completed():
    series = dataset(PerformingPhysicianName="", ProtocolName="Fictitious protocol", OperatorsName="Test^Operator",
                     SeriesInstanceUID=objects.uid(1, 1, 1), SeriesDescription="", RetrieveAETitle="ARCHIVE",
                     ReferencedImageSequence=[reference(objects.CT, objects.uid(1, 1, 1, n)) for n in (1, 2)],
                     ReferencedNonImageCompositeSOPInstanceSequence=[])
    return dataset(PerformedProcedureStepStatus="COMPLETED", PerformedProcedureStepEndDate="20260101",
                   PerformedProcedureStepEndTime="102300", PerformedSeriesSequence=[series])


@scenario("mpps", BOTH, command_field(0x0120))
def mpps(scratch):
    """A performed procedure step begun by N-CREATE, completed by N-SET in a second association; a second N-SET on the
    completed step is refused with 0110."""
    changes = []

    def change(event):
        changes.append(event)
        if len(changes) > 1:
            return dataset(Status=0x0110, ErrorComment="Step may no longer be updated", ErrorID=0xA710), None
        return 0x0000, event.modification_list

    handlers = (evt.EVT_N_CREATE, lambda event: (0x0000, event.attribute_list)), (evt.EVT_N_SET, change)
    instance = objects.uid(5, 1)
    with serving(entity("RIS", supported=[MPPS]), *handlers):
        with associated(entity("MODALITY", MPPS), called="RIS") as association:
            association.send_n_create(step_begun(), MPPS, instance)
        with associated(entity("MODALITY", MPPS), called="RIS") as association:
            association.send_n_set(step_completed(), MPPS, instance)
            association.send_n_set(step_completed(), MPPS, instance, msg_id=2)


@scenario("n-get", BOTH, command_field(0x0110))
def n_get(scratch):
    """N-GET of a performed procedure step: one with an attribute list, one of an instance that does not exist
    (0112)."""
    def answer(event):
        if event.request.RequestedSOPInstanceUID != objects.uid(5, 1):
            return 0x0112, None
        return 0x0000, dataset(PerformedProcedureStepStatus="COMPLETED", PerformedProcedureStepID="PPS-0001")
    with serving(entity("RIS", supported=[MPPS_RETRIEVE]), (evt.EVT_N_GET, answer)), \
            associated(entity("MODALITY", MPPS_RETRIEVE), called="RIS") as association:
        association.send_n_get([0x00400252, 0x00400253], MPPS_RETRIEVE, objects.uid(5, 1))
        association.send_n_get([0x00400252], MPPS_RETRIEVE, objects.uid(5, 2), msg_id=2)


def request_commitment(association, count=2):
    references = [reference(objects.CT, objects.uid(1, 1, 1, number)) for number in range(1, count + 1)]
    return association.send_n_action(dataset(TransactionUID=objects.uid(6, 1), ReferencedSOPSequence=references), 1,
                                     COMMITMENT, COMMITMENT_INSTANCE)


def commitment_result(action, failed=False):
    """The Event Information of the N-EVENT-REPORT, and its Event Type ID."""
    references = list(action.ReferencedSOPSequence)
    result = dataset(TransactionUID=action.TransactionUID, ReferencedSOPSequence=references)
    if failed:
        lost = references.pop()
        lost.FailureReason = 0x0112
        result.ReferencedSOPSequence, result.FailedSOPSequence = references, [lost]
    return result, 2 if failed else 1


@scenario("storage-commitment-reverse-association", "pynetdicom ⇄ pynetdicom", command_field(0x0100))
def commitment_reverse(scratch):
    """Storage commitment asked by N-ACTION; the archive reports on an association of its own, as SCP by role selection,
    that one of two instances is lost (failure 0112)."""
    done = threading.Event()

    def report(action):
        time.sleep(0.3)
        with associated(entity("ARCHIVE", COMMITMENT), called="MODALITY", host=ARCHIVE, peer=MODALITY.address,
                        ext_neg=[build_role(COMMITMENT, scp_role=True)]) as back:
            result, kind = commitment_result(action, failed=True)
            back.send_n_event_report(result, kind, COMMITMENT, COMMITMENT_INSTANCE)
        done.set()

    def act(event):
        threading.Thread(target=report, args=(event.action_information,)).start()
        return 0x0000, None

    modality = entity("MODALITY", COMMITMENT)
    modality.add_supported_context(COMMITMENT, scu_role=False, scp_role=True)
    with serving(modality, (evt.EVT_N_EVENT_REPORT, lambda event: (0x0000, None)), host=MODALITY), \
            serving(entity("ARCHIVE", supported=[COMMITMENT]), (evt.EVT_N_ACTION, act)):
        with associated(modality) as association:
            request_commitment(association)
        done.wait(5)


@scenario("storage-commitment-same-association", BOTH, command_field(0x8100))
def commitment_same(scratch):
    """Storage commitment asked by N-ACTION and reported by the acceptor's N-EVENT-REPORT on the same association."""
    reported = threading.Event()

    def act(event):
        def report(action, association):
            time.sleep(0.3)
            result, kind = commitment_result(action)
            association.send_n_event_report(result, kind, COMMITMENT, COMMITMENT_INSTANCE)
        threading.Thread(target=report, args=(event.action_information, event.assoc)).start()
        return 0x0000, None

    def hear(event):
        reported.set()
        return 0x0000, None

    with serving(entity("ARCHIVE", supported=[COMMITMENT]), (evt.EVT_N_ACTION, act)), \
            associated(entity("MODALITY", COMMITMENT), (evt.EVT_N_EVENT_REPORT, hear)) as association:
        request_commitment(association)
        reported.wait(5)
        time.sleep(0.3)


@scenario("storage-commitment-orthanc", "DCMTK storescu, pynetdicom ⇄ Orthanc", command_field(0x0100))
def commitment_orthanc(scratch):
    """Two images stored in Orthanc, then storage commitment asked for three; Orthanc reports on an association of its
    own that one is unknown."""
    reported = threading.Event()

    def hear(event):
        reported.set()
        return 0x0000, None

    modality = entity("MODALITY", COMMITMENT)
    modality.add_supported_context(COMMITMENT, scu_role=False, scp_role=True)
    with orthanc(scratch), serving(modality, (evt.EVT_N_EVENT_REPORT, hear), host=MODALITY):
        scu("storescu", "-R", *files(scratch, 2, size=16), called="ORTHANC", port=ORTHANC_PORT)
        with associated(modality, called="ORTHANC", port=ORTHANC_PORT) as association:
            request_commitment(association, 3)
        reported.wait(5)
        time.sleep(0.3)


@scenario("print-film", "pynetdicom → DCMTK dcmprscp", command_field(0x0150))
def print_film(scratch):
    """A film printed: printer status by N-GET, film session and film box created, an image box set, film printed by
    N-ACTION, box and session deleted."""
    for name in ("spool", "database", "log"):
        (scratch / name).mkdir()
    configuration = scratch / "print.cfg"
    configuration.write_text(
        f"[[GENERAL]]\n[PRINT]\nDirectory = {scratch}/spool\n[DATABASE]\nDirectory = {scratch}/database\n"
        f"[[COMMUNICATION]]\n[PRINTER]\nType = LOCALPRINTER\nAetitle = PRINTER\nDescription = Printer\n"
        f"Hostname = localhost\nPort = {PORT}\nMaxPDU = 16384\nFilmSizeID = 8INX10IN\nMediumType = PAPER\n"
        "DisplayFormat=1,1\\1,2\nFilmDestination = MAGAZINE\nMagnificationType = NONE\n"
        "SupportsPresentationLUT = true\n")
    session, box = objects.uid(7, 1), objects.uid(7, 2)
    picture = objects.image("OT", size=32, bits=8)
    grey = {each.keyword: each.value for each in picture if each.tag.group in (0x0028, 0x7FE0)}
    grey["PixelAspectRatio"] = [1, 1]
    with program("dcmprscp", "-c", configuration, "-p", "PRINTER", port=PORT, cwd=scratch), \
            associated(entity("MODALITY", PRINT), called="PRINTER") as association:
        association.send_n_get([0x21100010, 0x21100020], PRINTER, PRINTER_INSTANCE, msg_id=1, meta_uid=PRINT)
        association.send_n_create(dataset(NumberOfCopies="1", PrintPriority="LOW", MediumType="PAPER",
                                          FilmDestination="MAGAZINE", FilmSessionLabel="Fictitious film"),
                                  FILM_SESSION, session, msg_id=2, meta_uid=PRINT)
        _, made = association.send_n_create(
            dataset(ImageDisplayFormat="STANDARD\\1,2", FilmOrientation="PORTRAIT", FilmSizeID="8INX10IN",
                    ReferencedFilmSessionSequence=[reference(FILM_SESSION, session)]),
            FILM_BOX, box, msg_id=3, meta_uid=PRINT)
        boxes = made.ReferencedImageBoxSequence
        association.send_n_set(dataset(ImageBoxPosition=1, BasicGrayscaleImageSequence=[dataset(**grey)]), IMAGE_BOX,
                               boxes[0].ReferencedSOPInstanceUID, msg_id=4, meta_uid=PRINT)
        association.send_n_action(None, 1, FILM_BOX, box, msg_id=5, meta_uid=PRINT)
        association.send_n_delete(FILM_BOX, box, msg_id=6, meta_uid=PRINT)
        association.send_n_delete(FILM_SESSION, session, msg_id=7, meta_uid=PRINT)
