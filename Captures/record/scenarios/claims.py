"""Products against their own conformance statements: the claims files of Orthanc and DCMTK storescp exercised."""

import json
import re
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import objects
import pydicom
from network import ARCHIVE, MODALITY
from objects import files
from pdus import IMPLICIT, VERIFICATION, associate_rq
from peers import ORTHANC_PORT, PORT, associated, dcmqrscp, entity, orthanc, scu, serving, storescp
from pydicom._uid_dict import UID_dictionary
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGLosslessSV1
from pynetdicom import build_role, evt
from pynetdicom.dimse_primitives import C_STORE
from pynetdicom.dsutils import encode
from pynetdicom.pdu_primitives import SOPClassExtendedNegotiation, UserIdentityNegotiation
from registry import command_field, scenario, status
from scenarios.query import query
from scenarios.workflow import COMMITMENT, request_commitment
from scripted import connected

STATEMENTS = Path(__file__).parents[3] / "Sources/ConformanceClaims/Statements"
UNCOMPRESSED = [ExplicitVRLittleEndian, ExplicitVRBigEndian, ImplicitVRLittleEndian]
PATIENT, STUDY = "1.2.840.10008.5.1.4.1.2.1.", "1.2.840.10008.5.1.4.1.2.2."
WORKLIST = "1.2.840.10008.5.1.4.31"
BY_KEYWORD = {entry[4]: uid for uid, entry in UID_dictionary.items() if entry[4]}


def claimed(product, name):
    """UIDs of a set in a shipped claims file."""
    text = (STATEMENTS / f"{product}.claims.yaml").read_text()
    members = re.search(rf"^  {name}:\s*\[(.*?)\]", text, re.S | re.M).group(1)
    return [BY_KEYWORD.get(word, word) for word in re.findall(r"[\w.]+", members)]


def proposed(contexts, called, port, calling="MODALITY", size=93):
    """Associations that propose the contexts, so many each, and are released."""
    contexts = list(contexts)
    for start in range(0, len(contexts), size):
        with associated(entity(calling, *contexts[start:start + size]), called=called, port=port):
            pass


def stored(path, association, **changes):
    """C-STORE of a file; what is changed in the data set is not in the command."""
    dataset = pydicom.dcmread(path)
    request = pydicom.dcmread(path)
    for keyword, value in changes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    context = next(each for each in association.accepted_contexts if each.abstract_syntax == request.SOPClassUID)
    syntax = context.transfer_syntax[0]
    primitive = C_STORE()
    primitive.MessageID = len(changes) + 1
    primitive.AffectedSOPClassUID = request.SOPClassUID
    primitive.AffectedSOPInstanceUID = request.SOPInstanceUID
    primitive.Priority = 0
    primitive.DataSet = BytesIO(encode(dataset, syntax.is_implicit_VR, syntax.is_little_endian))
    association.dimse.send_msg(primitive, context.context_id)
    association.dimse.get_msg(block=True)


@scenario("claims-storescp-contexts", "pynetdicom → DCMTK storescp", "dicom.pdu.type == 2")
def storescp_contexts(scratch):
    """All 186 storage SOP classes of storescp's manual page proposed with its three transfer syntaxes, with two of them
    alone, and with JPEG Lossless alone, which it does not take by default; then five it does not have."""
    storage = claimed("storescp", "storage")
    with storescp(scratch, title="STORESCP"):
        for syntaxes in (UNCOMPRESSED, [ImplicitVRLittleEndian], [ExplicitVRBigEndian], [JPEGLosslessSV1]):
            proposed(((uid, syntaxes) for uid in storage), "STORESCP", PORT)
        strangers = [uid for uid, entry in UID_dictionary.items()
                     if entry[1] == "SOP Class" and entry[4].endswith("Storage") and uid not in storage][-5:]
        proposed(((uid, UNCOMPRESSED) for uid in strangers), "STORESCP", PORT)


@scenario("claims-storescp-operations", "pynetdicom, scripted → DCMTK storescp", status(0xA900))
def storescp_operations(scratch):
    """C-ECHO; C-STORE in each of storescp's transfer syntaxes, of data sets that are not what the command says (A900),
    without SOP UIDs (C000) and where nothing can be written (A700); an unknown called AE title taken; a wrong
    application context rejected; a storescp with another maximum PDU length and one that refuses; a connection left
    silent until storescp closes it."""
    image, = files(scratch, 1, size=16)
    with storescp(scratch, title="STORESCP"):
        with associated(entity("MODALITY", VERIFICATION), called="ANYBODY") as association:
            association.send_c_echo()
        for syntax in UNCOMPRESSED:
            with associated(entity("MODALITY", (objects.CT, [syntax])), called="STORESCP") as association:
                stored(image, association)
        with associated(entity("MODALITY", (objects.CT, [ExplicitVRLittleEndian])), called="STORESCP") as association:
            stored(image, association, SOPInstanceUID=objects.uid(9, 9))
            stored(image, association, SOPClassUID=None, SOPInstanceUID=None)
        directory = scratch / f"received-STORESCP-{PORT}"
        directory.rename(scratch / "away")
        with associated(entity("MODALITY", (objects.CT, [ExplicitVRLittleEndian])), called="STORESCP") as association:
            stored(image, association)
        (scratch / "away").rename(directory)
        with connected() as peer:
            peer.send(associate_rq((1, VERIFICATION, [IMPLICIT]), called="STORESCP",
                                   application_context="1.2.826.0.1.3680043.8.498.3"))
            peer.receive()
        with connected() as peer:
            peer.connection.settimeout(40)
            peer.receive()
    with storescp(scratch, "--max-pdu", "32768", title="STORESCP", port=PORT + 1), \
            associated(entity("MODALITY", VERIFICATION), called="STORESCP", port=PORT + 1) as association:
        association.send_c_echo()
    with storescp(scratch, "--refuse", title="STORESCP", port=PORT + 1), \
            associated(entity("MODALITY", VERIFICATION), called="STORESCP", port=PORT + 1):
        pass


@scenario("claims-orthanc-contexts", "pynetdicom → Orthanc", "dicom.pdu.type == 2")
def orthanc_contexts(scratch):
    """All 119 storage SOP classes of Orthanc's statement proposed with Explicit and Implicit VR Little Endian, CT with
    each of its 33 transfer syntaxes alone, then its query and retrieval SOP classes; a worklist is not in it, since the
    plug-in is not."""
    with orthanc(scratch):
        storage = [(uid, [ImplicitVRLittleEndian, ExplicitVRLittleEndian]) for uid in claimed("orthanc", "storage")]
        proposed(storage, "ORTHANC", ORTHANC_PORT, size=120)
        proposed(((objects.CT, [uid]) for uid in claimed("orthanc", "all_ts")), "ORTHANC", ORTHANC_PORT)
        models = [root + number for root in (PATIENT, STUDY) for number in ("1", "2", "3")]
        proposed([VERIFICATION, *models, WORKLIST], "ORTHANC", ORTHANC_PORT)


@scenario("claims-orthanc-operations", "pynetdicom, scripted → Orthanc → pynetdicom", command_field(0x0010))
def orthanc_operations(scratch):
    """C-ECHO on two associations at once, C-STORE, also of data sets that are not what the command says, C-FIND at each
    level, with relational queries and a user identity offered in vain, C-MOVE to a known and to an unknown destination,
    C-GET and storage commitment by Orthanc; a wrong application context, a wrong called AE title and a stranger who
    asks."""
    images = files(scratch, 3, size=16)
    reported = threading.Event()

    def hear(event):
        reported.set()
        return 0x0000, None

    modality = entity("MODALITY", COMMITMENT, supported=[objects.CT, VERIFICATION])
    modality.add_supported_context(COMMITMENT, scu_role=False, scp_role=True)
    peer = {"called": "ORTHANC", "port": ORTHANC_PORT}
    with orthanc(scratch, DicomCheckCalledAet=True), \
            serving(modality, (evt.EVT_N_EVENT_REPORT, hear), (evt.EVT_C_STORE, lambda event: 0x0000), host=MODALITY):
        with associated(entity("MODALITY", VERIFICATION), **peer) as first, \
                associated(entity("MODALITY", VERIFICATION), **peer) as second:
            first.send_c_echo()
            second.send_c_echo()
        with associated(entity("MODALITY", objects.CT), **peer) as association:
            for path in images:
                association.send_c_store(pydicom.dcmread(path))
            stored(images[0], association, SOPInstanceUID=objects.uid(9, 9))
            stored(images[0], association, SOPClassUID=None, SOPInstanceUID=None)
        keys = {"StudyInstanceUID": objects.uid(1, 1), "SeriesInstanceUID": "", "SOPInstanceUID": ""}
        for root in (PATIENT, STUDY):
            with associated(entity("MODALITY", root + "1"), ext_neg=offered(root + "1"), **peer) as association:
                for level, used in (("PATIENT", 0), ("STUDY", 1), ("SERIES", 2), ("IMAGE", 3)):
                    if root == PATIENT or level != "PATIENT":
                        asked_for = query(QueryRetrieveLevel=level, PatientID="TEST-0001", PatientComments="",
                                          **dict(list(keys.items())[:used]))
                        list(association.send_c_find(asked_for, root + "1"))
        study = query(StudyInstanceUID=objects.uid(1, 1))
        with associated(entity("MODALITY", STUDY + "2"), **peer) as association:
            list(association.send_c_move(study, "MODALITY", STUDY + "2"))
            list(association.send_c_move(study, "NOBODY", STUDY + "2"))
        with associated(entity("MODALITY", STUDY + "3", objects.CT), (evt.EVT_C_STORE, lambda event: 0x0000),
                        ext_neg=[build_role(objects.CT, scp_role=True)], **peer) as association:
            list(association.send_c_get(study, STUDY + "3"))
        with associated(modality, **peer) as association:
            request_commitment(association, 2)
        reported.wait(5)
        time.sleep(0.3)
        with connected(port=ORTHANC_PORT) as other:
            other.send(associate_rq((1, VERIFICATION, [IMPLICIT]), called="ORTHANC",
                                    application_context="1.2.826.0.1.3680043.8.498.3"))
            other.receive()
        with associated(entity("MODALITY", VERIFICATION), called="ORTHANK", port=ORTHANC_PORT):
            pass
        with associated(entity("STRANGER", STUDY + "1"), **peer) as association:
            list(association.send_c_find(study, STUDY + "1"))


def offered(model):
    """Relational queries, and a user who would like to be recognized."""
    relational, user = SOPClassExtendedNegotiation(), UserIdentityNegotiation()
    relational.sop_class_uid, relational.service_class_application_information = model, b"\x01"
    user.user_identity_type, user.primary_field, user.positive_response_requested = 1, b"fictitious", True
    return [relational, user]


def asked(path, **body):
    """The answer of Orthanc's REST API, which only its own host may ask."""
    with ARCHIVE.entered():
        request = urllib.request.Request(f"http://127.0.0.1:8042{path}", json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")


@scenario("claims-orthanc-scu", "Orthanc → DCMTK dcmqrscp, pynetdicom → Orthanc", command_field(0x8021))
def orthanc_scu(scratch):
    """Orthanc as SCU of another archive: C-ECHO, C-STORE, C-FIND, and C-MOVE of what was found to itself; then C-STORE
    to an archive that is full (A700)."""
    images = files(scratch, 2, size=16)
    modalities = {"archive": ["OTHER", MODALITY.address, PORT], "full": ["FULL", MODALITY.address, PORT + 1]}
    with orthanc(scratch, DicomModalities=modalities), \
            serving(entity("FULL", supported=[objects.CT]), (evt.EVT_C_STORE, lambda event: 0xA700), host=MODALITY,
                    port=PORT + 1), \
            dcmqrscp(scratch, files(scratch, 1, patient=2, size=16), title="OTHER", host=MODALITY,
                     peers=(("ORTHANC", ARCHIVE.address, ORTHANC_PORT),)):
        with ARCHIVE.entered():
            for path in images:
                request = urllib.request.Request("http://127.0.0.1:8042/instances", path.read_bytes())
                instance = json.loads(urllib.request.urlopen(request, timeout=20).read())
        asked("/modalities/archive/echo")
        asked("/modalities/archive/store", Resources=[instance["ParentStudy"]], Synchronous=True)
        answer = asked("/modalities/archive/query", Level="Study", Query={"PatientID": "TEST-0002"})
        asked(f"/queries/{answer['ID']}/retrieve", TargetAet="ORTHANC", Synchronous=True)
        with suppress(urllib.error.HTTPError):
            asked("/modalities/full/store", Resources=[instance["ParentStudy"]], Synchronous=True)
