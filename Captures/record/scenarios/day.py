"""One capture as a mirror port of a small department would give it: several peers, several services, a few faults."""

import threading
import time

import objects
from network import ARCHIVE, MODALITY
from objects import files
from pdus import VERIFICATION, abort, associate_rq, encoded, p_data, pdv, store_rq
from peers import PORT, associated, entity, orthanc, scu, serving, start
from pydicom.dataset import Dataset
from pynetdicom import evt
from registry import scenario
from scenarios.workflow import COMMITMENT, MPPS, request_commitment, step_begun, step_completed
from scripted import connected

CT, MR, WORKSTATION = MODALITY.address, *MODALITY.more
RIS = ARCHIVE.more[0]
WORKLIST = "1.2.840.10008.5.1.4.31"


def scheduled(event):
    """Two worklist items."""
    for number, name in ((1, "Test^Alpha"), (2, "Test^Bravo")):
        item = objects.worklist_item(number, name)
        del item.SOPClassUID, item.SOPInstanceUID
        yield 0xFF00, item


def worklist_query():
    query, step = Dataset(), Dataset()
    query.PatientName = query.PatientID = query.StudyInstanceUID = ""
    step.Modality, step.ScheduledProcedureStepStartDate, step.ScheduledStationAETitle = "CT", "", "CT1"
    query.ScheduledProcedureStepSequence = [step]
    return query


def begin_examination():
    """The CT scanner's morning: echo, worklist, performed procedure step begun."""
    with associated(entity("CT1", VERIFICATION, WORKLIST, MPPS), called="RIS", peer=RIS) as association:
        association.send_c_echo()
        list(association.send_c_find(worklist_query(), WORKLIST, msg_id=2))
        association.send_n_create(step_begun(), MPPS, objects.uid(5, 1), msg_id=3)


def end_examination():
    """The step completed, then storage commitment, reported on an association back."""
    with associated(entity("CT1", MPPS), called="RIS", peer=RIS) as association:
        association.send_n_set(step_completed(), MPPS, objects.uid(5, 1))
    reported = threading.Event()

    def hear(event):
        reported.set()
        return 0x0000, None

    scanner = entity("CT1", COMMITMENT)
    scanner.add_supported_context(COMMITMENT, scu_role=False, scp_role=True)
    with serving(scanner, (evt.EVT_N_EVENT_REPORT, hear), host=MODALITY, address=CT):
        with associated(scanner, called="ORTHANC", port=104) as association:
            request_commitment(association, 24)
        reported.wait(5)
        time.sleep(0.2)


def read_images():
    """The workstation finds the study and moves it to itself; it refuses one image."""
    def store(event):
        return 0xA700 if event.request.AffectedSOPInstanceUID.endswith(".7") else 0x0000

    with serving(entity("WORKSTATION", supported=[objects.CT, objects.MR]), (evt.EVT_C_STORE, store), host=MODALITY,
                 address=WORKSTATION, port=PORT):
        scu("findscu", "-S", "-k", "QueryRetrieveLevel=STUDY", "-k", "PatientName=Test*", "-k", "PatientID", "-k",
            "StudyInstanceUID", "-k", "StudyDate", calling="WORKSTATION", called="ORTHANC", port=104)
        scu("movescu", "-S", "-aem", "WORKSTATION", "-k", "QueryRetrieveLevel=STUDY", "-k",
            f"StudyInstanceUID={objects.uid(1, 1)}", calling="WORKSTATION", called="ORTHANC", port=104, may_fail=True)


@scenario("department", "DCMTK, pynetdicom, scripted → Orthanc, pynetdicom", "tcp.stream == 11 and dicom.pdu.type == 6")
def department(scratch):
    """A small department: a CT scanner (worklist, performed procedure step, 24 images, storage commitment), meanwhile
    an MR scanner (a wrong AE title, a good association, one broken off in a data set, a port where nobody listens) and
    a workstation (query, a move that ends at an image it refuses)."""
    modalities = {"ct": ["CT1", CT, PORT], "mr": ["MR1", MR, PORT], "workstation": ["WORKSTATION", WORKSTATION, PORT]}
    with orthanc(scratch, DicomPort=104, DicomCheckCalledAet=True, DicomModalities=modalities), \
            serving(entity("RIS", supported=[VERIFICATION, WORKLIST, MPPS]), (evt.EVT_C_FIND, scheduled),
                    (evt.EVT_N_CREATE, lambda event: (0, event.attribute_list)),
                    (evt.EVT_N_SET, lambda event: (0, event.modification_list)), address=RIS):
        slices, images = files(scratch, 24, size=32), files(scratch, 4, "MR", 2, size=32)
        begin_examination()
        storing = start("storescu", "-aet", "CT1", "-aec", "ORTHANC", "-R", ARCHIVE.address, 104, *slices)
        time.sleep(0.2)
        MODALITY.speak_as(MR, ARCHIVE.address)
        scu("storescu", "-R", *images, calling="MR1", called="ORTHANK", port=104, may_fail=True)
        scu("storescu", "-R", *images, calling="MR1", called="ORTHANC", port=104)
        break_off(objects.image("MR", 5, 2, size=32))
        scu("echoscu", calling="MR1", called="RIS", port=PORT, may_fail=True)
        MODALITY.speak_as(CT, ARCHIVE.address)
        storing.wait(10)
        end_examination()
        MODALITY.speak_as(WORKSTATION, ARCHIVE.address)
        read_images()


def break_off(image):
    """A store whose requestor aborts before the data set's end."""
    with connected(port=104) as peer:
        peer.send(associate_rq((1, objects.MR, ["1.2.840.10008.1.2"]), calling="MR1", called="ORTHANC"))
        peer.receive()
        peer.send(p_data(pdv(1, 3, store_rq(image))), p_data(pdv(1, 0, encoded(image)[:1000])), abort(0, 0), pause=0.02)
        peer.drain()
