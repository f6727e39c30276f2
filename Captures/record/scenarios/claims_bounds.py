"""Products against their own conformance statements where something goes wrong: waits, failures, refusals, TLS."""

import json
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress

import objects
from network import ARCHIVE, MODALITY
from objects import files
from pdus import IMPLICIT, VERIFICATION, abort, associate_ac, associate_rj, associate_rq, echo_rq, echo_rsp, release_rq
from peers import ORTHANC_PORT, PORT, associated, entity, orthanc, serving, storescp
from pydicom.uid import ExplicitVRLittleEndian
from pynetdicom import build_role, evt
from pynetdicom.pdu_primitives import AsynchronousOperationsWindowNegotiation
from registry import scenario
from scenarios.claims import STUDY, asked, offered
from scenarios.query import query
from scenarios.rules_security import context, rsa_certificate
from scenarios.workflow import MPPS
from scripted import accepting, connected

# A SOP class that is none.
UNKNOWN = "1.2.826.0.1.3680043.8.498.7"


def secured(port, *suites):
    """TLS 1.2 with each of the cipher suites alone; nothing is said within."""
    for suite in suites:
        with connected(port=port) as peer, suppress(OSError):
            context("client", ciphers=suite).wrap_socket(peer.connection).close()


def oddly_asked(called, port):
    """An A-ASSOCIATE-RQ of another protocol version, and one for procedure steps and for nothing that exists."""
    for version, *abstract in ((2, VERIFICATION), (1, MPPS, UNKNOWN)):
        contexts = ((2 * number + 1, each, [IMPLICIT]) for number, each in enumerate(abstract))
        with connected(port=port) as peer:
            peer.send(associate_rq(*contexts, called=called, version=version))
            peer.receive()
            peer.send(abort(0, 0))


def idle(called, port, seconds):
    """An association in which nothing is asked for so long, or until the other side ends it."""
    with connected(port=port) as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT]), called=called))
        peer.receive()
        peer.connection.settimeout(seconds)
        with suppress(TimeoutError):
            peer.receive()
            return
        peer.send(echo_rq())
        peer.receive()
        peer.send(release_rq())
        peer.receive()


def silent(port, seconds):
    """A connection on which nothing is said for so long, or until the other side closes it."""
    with connected(port=port) as peer:
        peer.connection.settimeout(seconds)
        with suppress(TimeoutError):
            peer.receive()


@scenario("claims-storescp-bounds", "pynetdicom, scripted → DCMTK storescp", "tls.handshake.type == 2")
def storescp_bounds(scratch):
    """storescp offered relational queries, a user identity, roles and an asynchronous window, in vain; another protocol
    version and SOP classes that it has not; an association idle for 35 seconds, and then used; with --fork two
    associations at once; TLS with and without forward secrecy."""
    window = AsynchronousOperationsWindowNegotiation()
    window.maximum_number_operations_invoked, window.maximum_number_operations_performed = 4, 4
    with storescp(scratch, title="STORESCP"):
        with associated(entity("MODALITY", VERIFICATION, objects.CT),
                        ext_neg=[*offered(objects.CT), build_role(objects.CT, scu_role=True, scp_role=True), window],
                        called="STORESCP") as association:
            association.send_c_echo()
        oddly_asked("STORESCP", PORT)
        idle("STORESCP", PORT, 35)
    with storescp(scratch, "--fork", title="STORESCP"), \
            associated(entity("MODALITY", VERIFICATION), called="STORESCP") as first, \
            associated(entity("MODALITY", VERIFICATION), called="STORESCP") as second:
        first.send_c_echo()
        second.send_c_echo()
    key, certificate = rsa_certificate(scratch, "archive")
    with storescp(scratch, "+tls", key, certificate, "--ignore-peer-cert", title="STORESCP"):
        secured(PORT, "ECDHE-RSA-AES128-GCM-SHA256")
    with storescp(scratch, "+tls", key, certificate, "--ignore-peer-cert", "--profile-aes", title="STORESCP"):
        secured(PORT, "AES128-SHA")


@scenario("claims-orthanc-bounds", "scripted, pynetdicom → Orthanc", "tls.handshake.type == 2")
def orthanc_bounds(scratch):
    """Orthanc with another protocol version and SOP classes that it has not; a connection left silent and an association
    left idle until it closes them; a user's script that takes keys out of queries; TLS with and without forward
    secrecy."""
    script = scratch / "filter.lua"
    script.write_text("function IncomingFindRequestFilter(query, origin)\n"
                      "  query['0010,4000'] = nil\n  query['0010,2180'] = nil\n  query['0010,21b0'] = nil\n"
                      "  return query\nend\n")
    key, certificate = rsa_certificate(scratch, "archive")
    images = files(scratch, 1, size=16)
    with orthanc(scratch, DicomScpTimeout=30, LuaScripts=[str(script)]):
        with ARCHIVE.entered():
            stored(images[0])
        oddly_asked("ORTHANC", ORTHANC_PORT)
        silent(ORTHANC_PORT, 40)
        idle("ORTHANC", ORTHANC_PORT, 40)
        with associated(entity("MODALITY", STUDY + "1"), called="ORTHANC", port=ORTHANC_PORT) as association:
            list(association.send_c_find(query(PatientComments="", Occupation="", AdditionalPatientHistory=""),
                                         STUDY + "1"))
    (scratch / "secured").mkdir()
    with orthanc(scratch / "secured", DicomTlsEnabled=True, DicomTlsPrivateKey=str(key),
                 DicomTlsCertificate=str(certificate), DicomTlsTrustedCertificates=str(certificate),
                 DicomTlsRemoteCertificateRequired=False):
        secured(ORTHANC_PORT, "ECDHE-RSA-AES128-GCM-SHA256", "AES128-SHA")


@scenario("claims-orthanc-failures", "Orthanc → scripted, pynetdicom", "dicom.pdu.type == 3")
def orthanc_failures(scratch):
    """Orthanc as SCU of archives that never answer: its SYNs, its A-ASSOCIATE-RQ, its C-ECHO, its A-RELEASE-RQ; and,
    asked twice each, of one that never answers its C-ECHO, that rejects, aborts, closes the connection, and where
    nobody listens; then two jobs at once, with an object that has an empty value and private elements."""
    # Orthanc asks for C-ECHO together with four queries and retrievals.
    acceptance = associate_ac((1, 0, IMPLICIT), *((number, 3, IMPLICIT) for number in (3, 5, 7, 9)), called="OTHER",
                              calling="ORTHANC")

    def accepts(*answers):
        """One that accepts an association for C-ECHO, answers so each PDU after, and then nothing."""
        def serve(peer):
            peer.connection.settimeout(60)
            peer.receive()
            peer.send(acceptance)
            for answer in answers:
                peer.receive()
                peer.send(answer)
            peer.receive_until(7)
        return serve

    def closes(peer):
        peer.receive()
        peer.send(acceptance)
        peer.receive()

    def mute(peer):
        peer.connection.settimeout(60)
        peer.receive_until(None)

    def rejects(peer):
        peer.receive()
        peer.send(associate_rj(2, 3, 1))
        peer.receive_until(None)

    peers = {"mute": [mute], "deaf": [accepts()] * 2, "clinging": [accepts(echo_rsp())], "rejecting": [rejects] * 2,
             "aborting": [accepts(abort(0, 0))] * 2, "closing": [closes] * 2, "refusing": [], "away": []}
    ports = {name: PORT + 10 + number for number, name in enumerate([*peers, "first", "second"])}
    # Only at a port of DICOM's own is a connection that is not made known to be one.
    ports |= {"refusing": PORT, "away": 104}
    modalities = {name: ["OTHER", MODALITY.address, port] for name, port in ports.items()}

    def slow(event):
        time.sleep(1)
        return 0x0000

    def ask(name):
        for _ in peers[name] or range(1 + (name == "refusing")):
            with suppress(urllib.error.HTTPError):
                asked(f"/modalities/{name}/echo")

    MODALITY.lose("tcp", "dport", str(ports["away"]))
    dataset = objects.image(size=16)
    dataset.PatientBirthDate = ""
    dataset.private_block(0x0009, "EXAMPLE WORKS", create=True).add_new(1, "LO", "fictitious")
    path = objects.write(dataset, scratch / "private.dcm")
    with orthanc(scratch, DicomModalities=modalities, DicomScuTimeout=10), ExitStack() as servers:
        for name, scripts in peers.items():
            if scripts:
                servers.enter_context(accepting(*scripts, host=MODALITY, port=ports[name]))
        for name in ("first", "second"):
            servers.enter_context(serving(entity("OTHER", supported=[objects.CT]), (evt.EVT_C_STORE, slow),
                                          host=MODALITY, port=ports[name]))
        with ARCHIVE.entered():
            stored(path)
        for name in ("first", "second"):
            asked(f"/modalities/{name}/store", Resources=[instances()], Synchronous=False)
        threads = [threading.Thread(target=ask, args=[name]) for name in peers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # One more SYN would come by then.
        time.sleep(8)


def instances():
    with ARCHIVE.entered(), urllib.request.urlopen("http://127.0.0.1:8042/studies", timeout=20) as answer:
        return json.load(answer)[0]


def stored(path):
    request = urllib.request.Request("http://127.0.0.1:8042/instances", path.read_bytes())
    urllib.request.urlopen(request, timeout=20).read()
