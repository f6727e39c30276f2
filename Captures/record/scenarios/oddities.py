"""Peers that break the standard; both sides scripted."""

import struct
import time

import objects
from pdus import (EXPLICIT, IMPLICIT, STUDY_ROOT_FIND, VERIFICATION, abort, associate_ac, associate_rq, command,
                  command_set, echo_rq, echo_rsp, encoded, fragmented, item, p_data, pdu, pdv, release_rp, release_rq,
                  store_rq, store_rsp, user_information)
from registry import scenario, status
from scripted import accepting, connected

SCRIPTED = "scripted → scripted"
ECHO = (1, VERIFICATION, [IMPLICIT])


def exchange(request, *requestor, accept=None, acceptor=(), answers_after=1):
    """Association, the requestor's PDUs, the acceptor's after so many of them, release."""
    def script(peer):
        peer.receive()
        peer.send(accept or associate_ac((1, 0, IMPLICIT)))
        for _ in range(answers_after):
            peer.receive()
        peer.send(*acceptor, pause=0.01)
        peer.receive_until(5)
        peer.send(release_rp())
        peer.drain()

    with accepting(script), connected() as peer:
        peer.send(request)
        peer.receive()
        peer.send(*requestor, pause=0.01)
        for _ in acceptor:
            peer.receive()
        peer.send(release_rq())
        peer.receive()


@scenario("response-unasked", SCRIPTED, status(0))
def response_unasked(scratch):
    """A C-ECHO answered twice, first with a Message ID that nobody asked with."""
    exchange(associate_rq(ECHO), echo_rq(1, 7), acceptor=(echo_rsp(1, 99), echo_rsp(1, 7)))


@scenario("request-unanswered", SCRIPTED, "dicom.pdu.type == 6")
def request_unanswered(scratch):
    """Two C-ECHOs of which only the second is answered before the release."""
    exchange(associate_rq(ECHO), echo_rq(1, 1), echo_rq(1, 2), acceptor=(echo_rsp(1, 2),), answers_after=2)


@scenario("store-refused-early", SCRIPTED, status(0xA700))
def refused_early(scratch):
    """A C-STORE-RSP with A700 comes while the data set is still on its way."""
    image = objects.image(size=32)
    exchange(associate_rq((1, objects.CT, [IMPLICIT])), p_data(pdv(1, 3, store_rq(image))),
             *fragmented(1, encoded(image), 1000), acceptor=(store_rsp(image, 1, 0xA700),), answers_after=2)


@scenario("unknown-items", SCRIPTED, "dicom.pdu.type == 6")
def unknown_items(scratch):
    """An A-ASSOCIATE-RQ with an unknown item of type 60H and an unknown user information sub-item of type 5AH, to be
    skipped (PS3.8 §9.3.1); reserved bytes are not zero."""
    request = associate_rq(ECHO, user=item(0x60, b"future") + user_information(16384, item(0x5A, b"future too")))
    exchange(request[:1] + b"\xAB" + request[2:], echo_rq(), acceptor=(echo_rsp(),))


@scenario("context-ids-wrong", SCRIPTED, "dicom.pdu.type == 2")
def context_ids(scratch):
    """Presentation context identifiers that are even, that come twice, and an answer for one never proposed."""
    exchange(associate_rq(ECHO, (2, objects.CT, [IMPLICIT]), (3, objects.MR, [EXPLICIT]), (3, objects.US, [IMPLICIT])),
             echo_rq(), accept=associate_ac((1, 0, IMPLICIT), (2, 0, IMPLICIT), (3, 0, EXPLICIT), (7, 0, IMPLICIT)),
             acceptor=(echo_rsp(),))


@scenario("accepted-unproposed-transfer-syntax", SCRIPTED, "dicom.assoc.abort.reason == 6")
def unproposed(scratch):
    """Acceptance of a context in a transfer syntax that was not proposed for it; the requestor aborts."""
    def script(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, EXPLICIT)))
        peer.receive()

    with accepting(script), connected() as peer:
        peer.send(associate_rq((1, objects.CT, [IMPLICIT])))
        peer.receive()
        peer.send(abort(2, 6))


@scenario("ae-title-padding", SCRIPTED, "dicom.pdu.type == 1")
def ae_title_padding(scratch):
    """AE titles padded with zero bytes, with leading spaces and with a byte outside ASCII."""
    request = bytearray(associate_rq(ECHO))
    request[10:26] = b"  ARCHIVE".ljust(16, b"\0")
    request[26:42] = "MODALITÉ".encode("latin-1").ljust(16, b"\0")
    exchange(bytes(request), echo_rq(), acceptor=(echo_rsp(),))


@scenario("item-length-overrun", SCRIPTED, "dicom.assoc.abort.reason == 6")
def item_overrun(scratch):
    """An A-ASSOCIATE-RQ whose second presentation context item claims more bytes than the PDU has left; the acceptor
    aborts with invalid PDU parameter value."""
    request = associate_rq(ECHO, (3, objects.CT, [IMPLICIT]))
    place = request.index(b"\x20\x00", request.index(b"\x20\x00", 74) + 4)
    lie = request[:place + 2] + struct.pack(">H", 5000) + request[place + 4:]

    def script(peer):
        peer.receive()
        peer.send(abort(2, 6))
        peer.drain()

    with accepting(script), connected() as peer:
        peer.send(lie)
        peer.receive()


@scenario("pdv-length-overrun", SCRIPTED, "dicom.pdu.type == 4")
def pdv_overrun(scratch):
    """A P-DATA-TF whose PDV claims more bytes than the PDU has, and one with a PDV of length 1; the C-ECHO after them
    is whole."""
    long = struct.pack(">IBB", 500, 1, 3) + command_set(CommandField=0x0030)
    short = struct.pack(">IB", 1, 1)
    exchange(associate_rq(ECHO), p_data(long), p_data(short), echo_rq(1, 2), acceptor=(echo_rsp(1, 2),),
             answers_after=3)


@scenario("pdu-length-absurd", SCRIPTED, "tcp.len > 0")
def pdu_absurd(scratch):
    """A P-DATA-TF that claims a length of 4294967280 bytes after a good C-ECHO, then silence and FIN."""
    def script(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive()
        peer.send(echo_rsp())
        peer.drain()

    with accepting(script), connected() as peer:
        peer.send(associate_rq(ECHO))
        peer.receive()
        peer.send(echo_rq())
        peer.receive()
        peer.send(struct.pack(">BBI", 4, 0, 0xFFFFFFF0) + bytes(200), pause=0.05)


@scenario("pdu-type-unknown", SCRIPTED, "dicom.pdu.type == 6")
def pdu_unknown(scratch):
    """A PDU of the unknown type 42H between two C-ECHOs; both sides go on."""
    exchange(associate_rq(ECHO), echo_rq(1, 1), pdu(0x42, b"unknown"), echo_rq(1, 2),
             acceptor=(echo_rsp(1, 1), echo_rsp(1, 2)), answers_after=3)


@scenario("data-set-without-command", SCRIPTED, "dicom.pdu.type == 4")
def without_command(scratch):
    """A data set fragment with no command before it, then a C-STORE that announces a data set and gets another command
    instead."""
    image = objects.image(size=8)
    exchange(associate_rq(ECHO, (3, objects.CT, [IMPLICIT])), p_data(pdv(3, 2, encoded(image))),
             p_data(pdv(3, 3, store_rq(image))), echo_rq(1, 2), accept=associate_ac((1, 0, IMPLICIT), (3, 0, IMPLICIT)),
             acceptor=(echo_rsp(1, 2),), answers_after=3)


@scenario("command-malformed", SCRIPTED, "dicom.pdu.type == 4")
def command_malformed(scratch):
    """Command sets with a wrong group length, an element of length 4096, an unknown Command Field, then a
    good one."""
    good = command_set(AffectedSOPClassUID=VERIFICATION, CommandField=0x0030, MessageID=1, CommandDataSetType=0x0101)
    wrong_group = good[:8] + struct.pack("<I", 9999) + good[12:]
    overrun = good[:12 + 4] + struct.pack("<I", 4096) + good[12 + 8:]
    unknown = command_set(AffectedSOPClassUID=VERIFICATION, CommandField=0x00FF, MessageID=3, CommandDataSetType=0x0101)
    exchange(associate_rq(ECHO), *(p_data(pdv(1, 3, each)) for each in (wrong_group, overrun, unknown)), echo_rq(1, 4),
             acceptor=(echo_rsp(1, 1), echo_rsp(1, 4)), answers_after=4)


@scenario("find-status-unknown", SCRIPTED, status(0x1234))
def status_unknown(scratch):
    """A C-FIND answered 1234H, a status no table knows."""
    query = encoded(objects.code("1", "99TEST", "Test"))
    exchange(associate_rq((1, STUDY_ROOT_FIND, [IMPLICIT])),
             command(1, AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x0020, MessageID=1, Priority=0,
                     CommandDataSetType=1), p_data(pdv(1, 2, query)),
             acceptor=(command(1, AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x8020, MessageIDBeingRespondedTo=1,
                               CommandDataSetType=0x0101, Status=0x1234),), answers_after=2)


@scenario("data-after-release", SCRIPTED, "dicom.pdu.type == 6")
def after_release(scratch):
    """A C-ECHO request sent after the A-RELEASE-RQ, answered after the A-RELEASE-RP."""
    def script(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive()
        peer.receive()
        peer.send(release_rp(), echo_rsp(), pause=0.01)
        peer.drain()

    with accepting(script), connected() as peer:
        peer.send(associate_rq(ECHO))
        peer.receive()
        peer.send(release_rq(), echo_rq(), pause=0.01)
        peer.receive()
        peer.receive()
        time.sleep(0.05)
