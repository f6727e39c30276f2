"""What happens below and beside DICOM: timeouts, refusals, TLS, other protocols, parallel connections."""

import subprocess
import threading
import time
from pathlib import Path

import objects
from network import ARCHIVE, MODALITY
from pdus import IMPLICIT, VERIFICATION, associate_ac
from peers import associated, entity, scu, serving, storescp
from pynetdicom import evt
from registry import scenario
from scripted import accepting, connected

TLS_PORT = 2762


@scenario("timeout-association", "DCMTK echoscu → scripted", "dicom.pdu.type == 1")
def timeout_association(scratch):
    """The acceptor takes the connection and never answers the A-ASSOCIATE-RQ; the requestor gives up after a second."""
    def silent(peer):
        peer.receive()
        peer.drain()
    with accepting(silent):
        scu("echoscu", "-ta", "1", may_fail=True)


@scenario("timeout-echo", "DCMTK echoscu → scripted", "dicom.pdu.type == 7 or tcp.flags.fin == 1")
def timeout_echo(scratch):
    """The acceptor accepts and never answers the C-ECHO; the requestor gives up after a second and aborts."""
    def silent(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive_until(7)
    with accepting(silent):
        scu("echoscu", "-td", "1", may_fail=True)


@scenario("timeout-artim", "scripted → pynetdicom", "tcp.flags.fin == 1")
def timeout_artim(scratch):
    """A connection over which nothing is sent; the acceptor's ARTIM timer closes it after a second."""
    with serving(entity("ARCHIVE", supported=[VERIFICATION], timeout=1)), connected() as peer:
        peer.receive()


@scenario("connection-refused", "DCMTK echoscu → nobody", "tcp.flags.reset == 1")
def connection_refused(scratch):
    """Nobody listens on port 104: the SYN is answered by RST."""
    scu("echoscu", port=104, may_fail=True)


@scenario("connection-unanswered", "pynetdicom → nobody", "tcp.analysis.retransmission")
def connection_unanswered(scratch):
    """Nobody answers on port 104: a SYN and its retransmissions."""
    ARCHIVE.ignore(MODALITY)
    with associated(entity("MODALITY", VERIFICATION, timeout=3.5), port=104):
        pass


@scenario("connection-unreachable", "pynetdicom → router", "icmp.type == 3")
def connection_unreachable(scratch):
    """A network that a router does not reach: the SYN is answered by ICMP host unreachable."""
    MODALITY.ip("route", "add", "198.51.100.0/24", "via", ARCHIVE.address)
    with ARCHIVE.entered():
        Path("/proc/sys/net/ipv4/ip_forward").write_text("1")
    ARCHIVE.ip("route", "add", "unreachable", "198.51.100.0/24")
    with associated(entity("MODALITY", VERIFICATION, timeout=1), peer="198.51.100.7", port=104):
        pass


@scenario("parallel-associations", "pynetdicom → pynetdicom", "tcp.stream == 7 and dicom.pdu.type == 6")
def parallel(scratch):
    """Eight associations open at once, each of its own calling AE title, each storing two images; their packets
    alternate."""
    together = threading.Barrier(8)

    def modality(number):
        with associated(entity(f"MODALITY{number}", objects.CT, timeout=10)) as association:
            for image in (1, 2):
                together.wait()
                dataset = objects.image(number=image, patient=number, size=16)
                dataset.file_meta = objects.file_meta(dataset, IMPLICIT)
                association.send_c_store(dataset)
            together.wait()

    with serving(entity("ARCHIVE", supported=[objects.CT], timeout=10), (evt.EVT_C_STORE, lambda event: 0)):
        threads = [threading.Thread(target=modality, args=(number,)) for number in range(1, 9)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def certificate(scratch):
    """A key and a self-made certificate of an invented host."""
    key, made = scratch / "key.pem", scratch / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", made, "-days", "3650",
                    "-subj", "/O=Example Works/CN=archive.example.invalid"], check=True, capture_output=True)
    return key, made


def tls_storescp(scratch):
    key, made = certificate(scratch)
    return storescp(scratch, "+tls", key, made, "-ic", port=TLS_PORT)


@scenario("tls", "DCMTK echoscu → DCMTK storescp", "tls.handshake.type == 2")
def tls(scratch):
    """A C-ECHO over TLS on port 2762: the handshake is readable, DICOM is not."""
    with tls_storescp(scratch):
        scu("echoscu", "+tla", "-ic", port=TLS_PORT)


@scenario("tls-alert", "DCMTK echoscu → DCMTK storescp", "tls.alert_message")
def tls_alert(scratch):
    """TLS on port 2762 where the requestor does not trust the certificate: handshake ended by an alert."""
    with tls_storescp(scratch):
        scu("echoscu", "+tla", port=TLS_PORT, may_fail=True)


@scenario("tls-to-plain-port", "DCMTK echoscu → DCMTK storescp", "tcp.len > 0")
def tls_to_plain_port(scratch):
    """A requestor that speaks TLS and an acceptor on port 11112 that does not."""
    with storescp(scratch):
        scu("echoscu", "+tla", "-ic", "-ta", "1", may_fail=True)


@scenario("plain-to-tls-port", "DCMTK echoscu → DCMTK storescp", "tcp.len > 0")
def plain_to_tls_port(scratch):
    """A requestor that speaks plain DICOM and an acceptor on port 2762 that expects TLS."""
    with tls_storescp(scratch):
        scu("echoscu", "-ta", "1", port=TLS_PORT, may_fail=True)


@scenario("http-request", "scripted → DCMTK storescp", 'frame contains "GET / HTTP/1.1"')
def http_request(scratch):
    """An HTTP request to a DICOM port."""
    with storescp(scratch), connected() as peer:
        peer.send(b"GET / HTTP/1.1\r\nHost: archive.example.invalid\r\nUser-Agent: probe\r\nAccept: */*\r\n\r\n")
        peer.drain()


@scenario("hl7-mllp", "scripted → scripted", 'frame contains "MSH|"')
def hl7_mllp(scratch):
    """HL7 v2 in the minimal lower layer protocol on a DICOM port: an order and its acknowledgement."""
    order = (b"\x0bMSH|^~\\&|RIS|TEST|ARCHIVE|TEST|20260101101500||ORM^O01|MSG00001|P|2.3\r"
             b"PID|1||TEST-0001||Test^Alpha||19700101|O\rORC|NW|ACC-0001\r\x1c\r")

    def acknowledge(peer):
        peer.connection.recv(4096)
        peer.send(b"\x0bMSH|^~\\&|ARCHIVE|TEST|RIS|TEST|20260101101500||ACK|MSG00001|P|2.3\rMSA|AA|MSG00001\r\x1c\r")

    with accepting(acknowledge), connected() as peer:
        peer.send(order)
        peer.drain()


@scenario("ssh-banner", "DCMTK echoscu → scripted", 'frame contains "SSH-2.0"')
def ssh_banner(scratch):
    """An SSH server where DICOM was expected: its banner comes first, then the A-ASSOCIATE-RQ gets no answer."""
    def greet(peer):
        peer.send(b"SSH-2.0-Example_1.0\r\n")
        peer.connection.recv(4096)
        peer.send(b"Invalid SSH identification string.\r\n")
    with accepting(greet):
        scu("echoscu", "-ta", "1", may_fail=True)


@scenario("port-probe", "scripted → DCMTK storescp", "tcp.flags.fin == 1")
def port_probe(scratch):
    """Three connections opened and closed at once, as a monitoring system does."""
    with storescp(scratch):
        for _ in range(3):
            with connected():
                pass
            time.sleep(0.1)
