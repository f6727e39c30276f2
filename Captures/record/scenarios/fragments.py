"""How PDUs lie in segments and PDVs in PDUs."""

import objects
from pdus import (IMPLICIT, STUDY_ROOT_FIND, VERIFICATION, associate_ac, associate_rq, command, command_set, echo_rq,
                  echo_rsp, encoded, fragmented, p_data, pdv, release_rp, release_rq, store_rq, store_rsp)
from peers import entity, serving, storescp
from pydicom.dataset import Dataset
from pynetdicom import evt
from registry import scenario, status
from scripted import accepting, connected

STORED = status(0)


def conversation(*pdus, responses=1, contexts=((1, objects.CT, [IMPLICIT]),), pause=0.0):
    """A scripted requestor: association, these PDUs, as many responses, release."""
    with connected() as peer:
        peer.send(associate_rq(*contexts))
        peer.receive()
        peer.send(*pdus, pause=pause)
        for _ in range(responses):
            peer.receive()
        peer.send(release_rq())
        peer.receive()


def taking(pdus, *responses):
    """A scripted acceptor that answers after that many PDUs."""
    def acceptor(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        for _ in range(pdus):
            peer.receive()
        peer.send(*responses, pause=0.01)
        peer.receive()
        peer.send(release_rp())
        peer.drain()
    return accepting(acceptor)


@scenario("several-pdvs-in-a-pdu", "scripted → scripted", STORED)
def several_pdvs(scratch):
    """One P-DATA-TF holding a whole C-STORE: the command set in two PDVs, the data set in four."""
    image = objects.image(size=16)
    request, data = store_rq(image), encoded(image)
    quarter = len(data) // 8 * 2
    parts = [data[:quarter], data[quarter:2 * quarter], data[2 * quarter:3 * quarter], data[3 * quarter:]]
    with taking(1, store_rsp(image)):
        conversation(p_data(pdv(1, 1, request[:40]), pdv(1, 3, request[40:]),
                            *(pdv(1, 0, part) for part in parts[:3]), pdv(1, 2, parts[3])))


@scenario("first-segment-six-bytes", "scripted → DCMTK storescp", "dicom.pdu.type == 6 or tcp.len == 6")
def six_bytes(scratch):
    """Each PDU of the requestor comes as six bytes of header in one segment and the rest in another, the A-ASSOCIATE-RQ
    first of all."""
    with storescp(scratch), connected() as peer:
        for pdu in (associate_rq((1, VERIFICATION, [IMPLICIT])), echo_rq(), release_rq()):
            peer.send(pdu[:6], pdu[6:], pause=0.05)
            peer.receive()


@scenario("byte-by-byte", "scripted → scripted", "tcp.len == 1")
def byte_by_byte(scratch):
    """A C-ECHO whose requestor sends every byte in a segment of its own."""
    def acceptor(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive()
        peer.send(echo_rsp())
        peer.receive()
        peer.send(release_rp())
        peer.drain()

    with accepting(acceptor), connected() as peer:
        for pdu in (associate_rq((1, VERIFICATION, [IMPLICIT])), echo_rq(), release_rq()):
            peer.send(*(pdu[index:index + 1] for index in range(len(pdu))), pause=0.0005)
            peer.receive()


@scenario("several-pdus-in-a-segment", "scripted → DCMTK storescp", STORED)
def several_pdus(scratch):
    """A C-STORE of many small PDUs of which several begin in one TCP segment and some straddle two."""
    image = objects.image(size=32)
    pdus = [p_data(pdv(1, 3, store_rq(image))), *fragmented(1, encoded(image), 150)]
    with storescp(scratch):
        conversation(b"".join(pdus))


@scenario("odd-fragments", "scripted → scripted", STORED)
def odd_fragments(scratch):
    """A data set in three fragments, the first and the last of odd length; the last lies in one PDU with the next
    operation's command."""
    first, second = objects.image(number=1, size=8), objects.image(number=2, size=8)
    data = encoded(first)
    with taking(3, store_rsp(first, 1), store_rsp(second, 2)):
        conversation(p_data(pdv(1, 3, store_rq(first, 1)), pdv(1, 0, data[:301]), pdv(1, 0, data[301:601])),
                     p_data(pdv(1, 2, data[601:]), pdv(1, 3, store_rq(second, 2))), p_data(pdv(1, 2, encoded(second))),
                     responses=2)


@scenario("empty-last-fragment", "scripted → scripted", STORED)
def empty_last(scratch):
    """A data set whose last fragment is an empty PDV, in one PDU with the fragment before and with the next operation's
    command."""
    first, second = objects.image(number=1, size=8), objects.image(number=2, size=8)
    with taking(3, store_rsp(first, 1), store_rsp(second, 2)):
        conversation(p_data(pdv(1, 3, store_rq(first, 1))),
                     p_data(pdv(1, 0, encoded(first)), pdv(1, 2, b""), pdv(1, 3, store_rq(second, 2))),
                     p_data(pdv(1, 2, encoded(second))), responses=2)


@scenario("cancel-between-fragments", "scripted → scripted", status(0xFE00))
def cancel_between_fragments(scratch):
    """A C-CANCEL that passes between two fragments of a C-FIND response's identifier, in the other direction: the
    identifier goes on, then the final status FE00."""
    identifier = Dataset()
    identifier.QueryRetrieveLevel, identifier.PatientName = "STUDY", "Test^Alpha"
    identifier.PatientID, identifier.StudyInstanceUID = "TEST-0001", objects.uid(1, 1)
    data = encoded(identifier)

    def response(code, with_data):
        return command(1, AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x8020, MessageIDBeingRespondedTo=9,
                       CommandDataSetType=1 if with_data else 0x0101, Status=code)

    def acceptor(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive()
        peer.receive()
        peer.send(response(0xFF00, True), p_data(pdv(1, 2, data)), response(0xFF00, True), p_data(pdv(1, 0, data[:40])),
                  pause=0.02)
        peer.receive()
        peer.send(p_data(pdv(1, 2, data[40:])), response(0xFE00, False), pause=0.02)
        peer.receive()
        peer.send(release_rp())
        peer.drain()

    with accepting(acceptor), connected() as peer:
        peer.send(associate_rq((1, STUDY_ROOT_FIND, [IMPLICIT])))
        peer.receive()
        peer.send(command(1, AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x0020, MessageID=9, Priority=0,
                          CommandDataSetType=1), p_data(pdv(1, 2, data)))
        for _ in range(4):
            peer.receive()
        peer.send(command(1, CommandField=0x0FFF, MessageIDBeingRespondedTo=9, CommandDataSetType=0x0101))
        peer.receive()
        peer.receive()
        peer.send(release_rq())
        peer.receive()


@scenario("maximum-length-exceeded", "scripted → pynetdicom", "dicom.pdu.type == 4")
def maximum_length_exceeded(scratch):
    """A requestor that sends a P-DATA-TF of 8 kB although the acceptor's maximum length is 4096; the acceptor takes
    it."""
    image = objects.image(size=64)
    archive = entity("ARCHIVE", supported=[objects.CT])
    archive.maximum_pdu_size = 4096
    with serving(archive, (evt.EVT_C_STORE, lambda event: 0)), connected() as peer:
        peer.send(associate_rq((1, objects.CT, [IMPLICIT])))
        peer.receive()
        peer.send(p_data(pdv(1, 3, store_rq(image))), p_data(pdv(1, 2, encoded(image))))
        peer.receive()
        peer.send(release_rq())
        peer.drain()


@scenario("unknown-presentation-context", "scripted → DCMTK storescp", "dicom.pdu.type == 4")
def unknown_context(scratch):
    """A C-ECHO on presentation context 5, which was never negotiated; storescp aborts."""
    with storescp(scratch), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
        peer.receive()
        peer.send(echo_rq(5))
        peer.receive()
        peer.drain()


@scenario("command-in-two-fragments", "scripted → DCMTK storescp", STORED)
def command_in_two(scratch):
    """A C-ECHO command set in two PDUs, a segment each, with an element that the standard retired in it."""
    request = command_set(AffectedSOPClassUID=VERIFICATION, CommandField=0x0030, MessageID=7, CommandDataSetType=0x0101,
                          CommandRecognitionCode="AB")
    with storescp(scratch):
        conversation(p_data(pdv(1, 1, request[:30])), p_data(pdv(1, 3, request[30:])),
                     contexts=((1, VERIFICATION, [IMPLICIT]),), pause=0.02)
