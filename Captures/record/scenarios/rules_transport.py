"""Oddities of connections, of captures and of other protocols on DICOM ports, for the rules on them."""

import struct
import time

import objects
import pcap
from network import ARCHIVE
from pdus import IMPLICIT, VERIFICATION, associate_ac, associate_rq, echo_rq, echo_rsp, release_rp, release_rq
from peers import scu, storescp
from registry import derived, scenario
from scripted import accepting, connected

SCRIPTED = "scripted → scripted"
REQUEST = associate_rq((1, VERIFICATION, [IMPLICIT]))


def serve(peer, associations=1, operations=1, delay=0.0):
    for _ in range(associations):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        for message in range(operations):
            peer.receive()
            time.sleep(delay)
            peer.send(echo_rsp(1, 1 + message))
        peer.receive()
        peer.send(release_rp())
    peer.drain()


def ask(peer, operations=1):
    peer.send(REQUEST)
    peer.receive()
    for message in range(operations):
        peer.send(echo_rq(1, 1 + message))
        peer.receive()
    peer.send(release_rq())
    peer.receive()


@scenario("rule-second-association", SCRIPTED, "dicom.pdu.type == 6")
def second(scratch):
    """After the release the requestor asks for another association on the same connection."""
    with accepting(lambda peer: serve(peer, associations=2)), connected() as peer:
        ask(peer)
        ask(peer)


@scenario("rule-full-segments-lost", "DCMTK storescu → DCMTK storescp", "tcp.analysis.retransmission")
def full_segments_lost(scratch):
    """Packets longer than 1000 bytes never arrive, small ones do, as behind a tunnel that nobody told the sender of:
    the data set is sent again and again."""
    ARCHIVE.lose("meta", "length", ">", "1000")
    with storescp(scratch):
        scu("storescu", "-R", "-ta", "3", "-td", "3", "-to", "3", *objects.files(scratch, 1, size=64), may_fail=True)


@scenario("rule-delayed-acknowledgements", SCRIPTED, "dicom.pdu.type == 6")
def delayed(scratch):
    """Twelve C-ECHOs each answered after 40 ms, as Nagle's algorithm on one side and delayed acknowledgements on the
    other make it."""
    with accepting(lambda peer: serve(peer, operations=12, delay=0.04)), connected() as peer:
        ask(peer, operations=12)


@scenario("rule-http-answers", SCRIPTED, 'frame contains "HTTP/1.1 400"')
def http_answers(scratch):
    """An A-ASSOCIATE-RQ to a web server's port: it answers with HTTP."""
    def answer(peer):
        peer.receive()
        peer.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    with accepting(answer), connected() as peer:
        peer.send(REQUEST)
        peer.drain()


@scenario("rule-proxy-protocol", SCRIPTED, 'frame contains "PROXY TCP4"')
def proxy(scratch):
    """A load balancer that puts a PROXY protocol line before the requestor's A-ASSOCIATE-RQ; the acceptor hangs up."""
    with accepting(lambda peer: peer.connection.recv(4096)), connected() as peer:
        peer.send(b"PROXY TCP4 192.0.2.11 192.0.2.20 50100 11112\r\n")
        peer.drain()


@scenario("rule-rdp-probe", SCRIPTED, "tcp.len > 0")
def rdp(scratch):
    """A port scanner tries Remote Desktop on a DICOM port."""
    with accepting(lambda peer: peer.connection.recv(4096)), connected() as peer:
        peer.send(bytes.fromhex("0300002f2ae00000000000436f6f6b69653a206d737473686173683d746573740d0a0100080003000000"))
        peer.drain()


@scenario("rule-smtp-banner", SCRIPTED, 'frame contains "220 "')
def smtp(scratch):
    """A mail server where DICOM was expected: it greets first."""
    def greet(peer):
        peer.send(b"220 mail.example.invalid ESMTP\r\n")
        peer.connection.recv(4096)

    with accepting(greet), connected() as peer:
        time.sleep(0.05)
        peer.send(REQUEST)
        peer.drain()


def later(source, target, seconds, concerns):
    """The copy in which every packet from the first on that concerns(bytes of the packet) holds for comes later."""
    made, shifted = [], False
    for whole, microseconds, data in pcap.records(source):
        shifted = shifted or concerns(data)
        made.append((whole + (seconds if shifted else 0), microseconds, data))
    pcap.write(target, made)


def is_reset(data):
    return data[47] & 4 != 0


def holds_pdu(kind, length=None):
    def holds(data):
        payload = data[34 + (data[46] >> 4) * 4:]
        return payload[:2] == bytes([kind, 0]) and (length is None or payload[2:6] == struct.pack(">I", length))
    return holds


@derived("rule-acceptance-late", "echo", "dicom.pdu.type == 2")
def acceptance_late(source, target):
    """The same association, but the A-ASSOCIATE-AC comes eight seconds later."""
    later(source, target, 8, holds_pdu(2))


@derived("rule-lingering-after-rejection", "rejected-called-ae-title", "dicom.pdu.type == 3")
def lingering(source, target):
    """The same rejection, but the connection stays open for 90 seconds."""
    later(source, target, 90, lambda data: data[47] & 1 != 0)


@derived("rule-reset-after-silence", "reset-during-data-set", "tcp.flags.reset == 1")
def reset_late(source, target):
    """The same association, but the RST comes after half an hour in which nothing was said, as from a firewall that
    forgot the connection."""
    later(source, target, 1800, is_reset)


@derived("rule-reset-by-another", "reset-during-data-set", "ip.ttl == 250")
def reset_by_another(source, target):
    """The same association, but the RST has another time to live than the requestor's packets: a box in between
    sent it."""
    made = []
    for seconds, microseconds, data in pcap.records(source):
        if is_reset(data):
            changed = bytearray(data)
            changed[22], changed[24:26] = 250, b"\0\0"
            total = sum(struct.unpack(">10H", changed[14:34]))
            total = (total & 0xFFFF) + (total >> 16)
            changed[24:26] = struct.pack(">H", 0xFFFF - ((total & 0xFFFF) + (total >> 16)))
            data = bytes(changed)
        made.append((seconds, microseconds, data))
    pcap.write(target, made)


@derived("rule-packets-dropped", "echo-pcapng", "dicom.pdu.type == 6", suffix=".pcapng")
def dropped(source, target):
    """The same capture with statistics at its end: the recording interface dropped seven packets."""
    options = struct.pack("<HHQHHQHH", 4, 8, 21, 5, 8, 7, 0, 0)
    body = struct.pack("<III", 0, 0, 0) + options
    size = 12 + len(body)
    target.write_bytes(source.read_bytes() + struct.pack("<II", 5, size) + body + struct.pack("<I", size))


@scenario("rule-tls-and-plain", "DCMTK echoscu → DCMTK storescp", "dicom.pdu.type == 6")
def tls_and_plain(scratch):
    """A plain C-ECHO, then another requestor tries TLS on the same port."""
    with storescp(scratch):
        scu("echoscu")
        scu("echoscu", "+tla", "-ic", "-ta", "1", calling="SECURED", may_fail=True)


@scenario("rule-hl7-to-dicom-port", "scripted → DCMTK storescp", 'frame contains "MSH|"')
def hl7_to_dicom_port(scratch):
    """An HL7 v2 order sent to a DICOM acceptor, which hangs up."""
    with storescp(scratch), connected() as peer:
        peer.send(b"\x0bMSH|^~\\&|RIS|TEST|ARCHIVE|TEST|20260101101500||ORM^O01|MSG00001|P|2.3\r"
                  b"PID|1||TEST-0001||Test^Alpha||19700101|O\rORC|NW|ACC-0001\r\x1c\r")
        peer.drain()


@scenario("rule-web-server", SCRIPTED, 'frame contains "HTTP/1.1 200"')
def web_server(scratch):
    """A web server on a port of DICOM: it answers what a browser asks for."""
    def answer(peer):
        peer.connection.recv(4096)
        peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n")

    with accepting(answer), connected() as peer:
        peer.send(b"GET / HTTP/1.1\r\nHost: archive.example.invalid\r\nUser-Agent: browser\r\nAccept: */*\r\n\r\n")
        peer.drain()
