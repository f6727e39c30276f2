"""C-FIND, C-MOVE, C-GET and C-CANCEL; Modality Worklist."""

import time

import objects
from network import MODALITY
from objects import files
from peers import ORTHANC_PORT, PORT, associated, dcmqrscp, entity, orthanc, program, scu, serving, storescp
from pydicom.dataset import Dataset
from pynetdicom import evt
from registry import command_field, scenario, status

STUDY_FIND = "1.2.840.10008.5.1.4.1.2.2.1"
RESULTS = ("-k", "StudyInstanceUID", "-k", "PatientName", "-k", "PatientID", "-k", "StudyDate",
           "-k", "NumberOfStudyRelatedInstances")


def collection(scratch, patients=4, count=1):
    return [path for patient in range(1, patients + 1) for path in files(scratch, count, "CT", patient, size=16)]


def studies(*rows):
    """Identifiers of C-FIND responses."""
    for number in rows:
        identifier = Dataset()
        identifier.QueryRetrieveLevel = "STUDY"
        identifier.PatientName = f"Test^Number{number}"
        identifier.PatientID = f"TEST-{number:04}"
        identifier.StudyInstanceUID = objects.uid(1, number)
        yield identifier


def query(**keys):
    identifier = Dataset()
    identifier.QueryRetrieveLevel = "STUDY"
    identifier.PatientName = identifier.PatientID = identifier.StudyInstanceUID = ""
    for keyword, value in keys.items():
        setattr(identifier, keyword, value)
    return identifier


@scenario("find-study-root", "DCMTK findscu → DCMTK dcmqrscp", status(0xFF00))
def find_study_root(scratch):
    """A study root C-FIND at study level: four pending responses with identifiers, then success."""
    with dcmqrscp(scratch, collection(scratch)):
        scu("findscu", "-S", "-k", "QueryRetrieveLevel=STUDY", *RESULTS, "-k", "PatientName=Test^*")


@scenario("find-no-match", "DCMTK findscu → DCMTK dcmqrscp", status(0))
def find_no_match(scratch):
    """A C-FIND that matches nothing: success at once, no pending response."""
    with dcmqrscp(scratch, collection(scratch, 1)):
        scu("findscu", "-S", "-k", "QueryRetrieveLevel=STUDY", *RESULTS, "-k", "PatientID=TEST-9999")


@scenario("find-orthanc", "DCMTK storescu, findscu → Orthanc", status(0xFF00))
def find_orthanc(scratch):
    """Images stored, then a patient root C-FIND at patient level and one at series level in Orthanc."""
    with orthanc(scratch):
        scu("storescu", "-R", *collection(scratch, 2), called="ORTHANC", port=ORTHANC_PORT)
        scu("findscu", "-P", "-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientName", "-k", "PatientID=TEST-*",
            called="ORTHANC", port=ORTHANC_PORT)
        scu("findscu", "-P", "-k", "QueryRetrieveLevel=SERIES", "-k", "PatientID=TEST-0002", "-k",
            f"StudyInstanceUID={objects.uid(1, 2)}", "-k", "SeriesInstanceUID", "-k", "Modality",
            called="ORTHANC", port=ORTHANC_PORT)


@scenario("find-optional-keys-unsupported", "pynetdicom → pynetdicom", status(0xFF01))
def find_optional_keys(scratch):
    """A C-FIND whose pending responses are FF01: some optional keys were not supported."""
    def answers(event):
        for identifier in studies(1, 2):
            yield 0xFF01, identifier
    with serving(entity("ARCHIVE", supported=[STUDY_FIND]), (evt.EVT_C_FIND, answers)), \
            associated(entity("MODALITY", STUDY_FIND)) as association:
        list(association.send_c_find(query(PatientComments=""), STUDY_FIND))


@scenario("find-identifier-mismatch", "pynetdicom → pynetdicom", status(0xA900))
def find_identifier_mismatch(scratch):
    """A C-FIND without Query/Retrieve Level, answered A900: Identifier Does Not Match SOP Class, with comment and
    offending element."""
    def answers(event):
        response = Dataset()
        response.Status, response.ErrorComment = 0xA900, "Query/Retrieve Level is missing"
        response.OffendingElement = [0x00080052]
        yield response, None
    identifier = query(PatientID="TEST-0001")
    del identifier.QueryRetrieveLevel
    with serving(entity("ARCHIVE", supported=[STUDY_FIND]), (evt.EVT_C_FIND, answers)), \
            associated(entity("MODALITY", STUDY_FIND)) as association:
        list(association.send_c_find(identifier, STUDY_FIND))


@scenario("find-cancelled", "pynetdicom → pynetdicom", status(0xFE00))
def find_cancelled(scratch):
    """A C-FIND cancelled by C-CANCEL after its third pending response; the last status is FE00."""
    def answers(event):
        for identifier in studies(*range(1, 40)):
            if event.is_cancelled:
                yield 0xFE00, None
                return
            yield 0xFF00, identifier
            time.sleep(0.05)
    with serving(entity("ARCHIVE", supported=[STUDY_FIND]), (evt.EVT_C_FIND, answers)), \
            associated(entity("MODALITY", STUDY_FIND)) as association:
        for number, _ in enumerate(association.send_c_find(query(), STUDY_FIND, msg_id=5), 1):
            if number == 3:
                association.send_c_cancel(5, None, STUDY_FIND)


def move(destination="MODALITY", *options):
    scu("movescu", "-S", "-aem", destination, *options, "-k", "QueryRetrieveLevel=STUDY", "-k",
        f"StudyInstanceUID={objects.uid(1, 1)}", may_fail=True)


@scenario("move-sub-operations", "DCMTK movescu → DCMTK dcmqrscp → DCMTK storescp", command_field(0x0021))
def move_sub_operations(scratch):
    """A C-MOVE of four images: the archive opens an association back and stores them, counting sub-operations in its
    pending responses."""
    with dcmqrscp(scratch, files(scratch, 4, size=16)), storescp(scratch, host=MODALITY, title="MODALITY"):
        move()


@scenario("move-unknown-destination", "DCMTK movescu → DCMTK dcmqrscp", status(0xA801))
def move_unknown_destination(scratch):
    """A C-MOVE to an application entity that the archive does not know: A801."""
    with dcmqrscp(scratch, files(scratch, 2, size=16)):
        move("NOWHERE")


@scenario("move-partly-failed", "DCMTK movescu → DCMTK dcmqrscp → pynetdicom", status(0xB000))
def move_partly_failed(scratch):
    """A C-MOVE of four images of which the destination refuses two: sub-operations failed, final status B000."""
    def store(event):
        return 0xA700 if event.request.AffectedSOPInstanceUID.endswith((".2", ".3")) else 0x0000
    with dcmqrscp(scratch, files(scratch, 4, size=16)), \
            serving(entity("MODALITY", supported=[objects.CT]), (evt.EVT_C_STORE, store), host=MODALITY):
        move()


@scenario("move-destination-down", "DCMTK movescu → DCMTK dcmqrscp", "tcp.flags.reset == 1")
def move_destination_down(scratch):
    """A C-MOVE to a destination that is known but does not listen: the connection back is refused and the move
    fails."""
    with dcmqrscp(scratch, files(scratch, 2, size=16)):
        move()


@scenario("move-cancelled", "DCMTK movescu → DCMTK dcmqrscp → DCMTK storescp", status(0xFE00))
def move_cancelled(scratch):
    """A C-MOVE of eight images cancelled after two pending responses; the last status is FE00 with what remains."""
    with dcmqrscp(scratch, files(scratch, 8, size=16)), storescp(scratch, host=MODALITY, title="MODALITY"):
        move("MODALITY", "--cancel", "2")


@scenario("move-orthanc", "DCMTK storescu, movescu → Orthanc → DCMTK storescp", command_field(0x0021))
def move_orthanc(scratch):
    """Three images stored in Orthanc, then moved to the modality."""
    with orthanc(scratch), storescp(scratch, host=MODALITY, title="MODALITY"):
        scu("storescu", "-R", *files(scratch, 3, size=16), called="ORTHANC", port=ORTHANC_PORT)
        scu("movescu", "-S", "-aem", "MODALITY", "-k", "QueryRetrieveLevel=STUDY", "-k",
            f"StudyInstanceUID={objects.uid(1, 1)}", called="ORTHANC", port=ORTHANC_PORT)


@scenario("get-sub-operations", "DCMTK getscu → DCMTK dcmqrscp", command_field(0x0010))
def get_sub_operations(scratch):
    """A C-GET of three images: the archive stores them on the same association, where role selection made the requestor
    their SCP."""
    with dcmqrscp(scratch, files(scratch, 3, size=16)):
        scu("getscu", "-S", "-od", str(scratch), "-k", "QueryRetrieveLevel=STUDY", "-k",
            f"StudyInstanceUID={objects.uid(1, 1)}")


@scenario("get-orthanc", "DCMTK storescu → Orthanc, pynetdicom → Orthanc", command_field(0x0010))
def get_orthanc(scratch):
    """A C-GET from Orthanc with two contexts and role selection for one; the requestor warns about the second image."""
    from pynetdicom import build_role
    get = "1.2.840.10008.5.1.4.1.2.2.3"
    def store(event):
        return 0xB007 if event.request.AffectedSOPInstanceUID.endswith(".2") else 0x0000
    with orthanc(scratch):
        scu("storescu", "-R", *files(scratch, 3, size=16), called="ORTHANC", port=ORTHANC_PORT)
        with associated(entity("MODALITY", get, objects.CT), (evt.EVT_C_STORE, store), called="ORTHANC",
                        port=ORTHANC_PORT, ext_neg=[build_role(objects.CT, scp_role=True)]) as association:
            list(association.send_c_get(query(StudyInstanceUID=objects.uid(1, 1)), get))


@scenario("worklist", "DCMTK findscu → DCMTK wlmscpfs", status(0xFF00))
def worklist(scratch):
    """A Modality Worklist C-FIND: three scheduled procedure steps, one patient name in Latin-1."""
    directory = scratch / "WORKLIST"
    directory.mkdir()
    (directory / "lockfile").touch()
    for number, name in enumerate(("Test^Alpha", "Test^Bravo", "Buc^Jérôme"), 1):
        objects.write(objects.worklist_item(number, name), directory / f"{number}.wl")
    with program("wlmscpfs", "-dfp", scratch, PORT, port=PORT):
        scu("findscu", "-W", "-k", "PatientName=", "-k", "PatientID=", "-k", "AccessionNumber=", "-k",
            "StudyInstanceUID=", "-k", "ScheduledProcedureStepSequence[0].Modality=CT", "-k",
            "ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartDate=", "-k",
            "ScheduledProcedureStepSequence[0].ScheduledStationAETitle=", called="WORKLIST")
