"""Associations that end otherwise than by release: A-ABORT from either side, closed and reset connections."""

import threading
import time

import objects
from pdus import (IMPLICIT, VERIFICATION, abort, associate_ac, associate_rq, echo_rq, encoded, fragmented, p_data, pdu,
                  pdv, release_rp, release_rq, store_rq)
from peers import associated, entity, scu, serving, storescp
from pynetdicom import evt
from registry import scenario
from scripted import accepting, connected

ABORTED = "dicom.pdu.type == 7"


@scenario("abort-by-requestor", "DCMTK echoscu → DCMTK storescp", ABORTED)
def by_requestor(scratch):
    """The requestor aborts (service-user) after a C-ECHO instead of releasing."""
    with storescp(scratch):
        scu("echoscu", "--abort")


@scenario("abort-by-acceptor", "DCMTK storescu → DCMTK storescp", ABORTED)
def by_acceptor(scratch):
    """The acceptor aborts (service-user) after it received a data set, before any response."""
    with storescp(scratch, "--abort-after"):
        scu("storescu", "-R", *objects.files(scratch, 1, size=32), may_fail=True)


@scenario("abort-during-data-set", "DCMTK storescu → DCMTK storescp", ABORTED)
def during_data_set(scratch):
    """The acceptor aborts while the data set is still coming."""
    with storescp(scratch, "--abort-during", "-pdu", "4096"):
        scu("storescu", "-R", *objects.files(scratch, 1, size=128), may_fail=True)


@scenario("abort-by-requestor-during-data-set", "scripted → DCMTK storescp", ABORTED)
def requestor_during_data_set(scratch):
    """The requestor sends a C-STORE command and two of its data set's fragments, then A-ABORT."""
    image = objects.image(size=64)
    fragments = fragmented(1, encoded(image), 2000)
    with storescp(scratch), connected() as peer:
        peer.send(associate_rq((1, objects.CT, [IMPLICIT])))
        peer.receive()
        peer.send(p_data(pdv(1, 3, store_rq(image))), *fragments[:2], abort(0, 0), pause=0.02)
        peer.drain()


@scenario("abort-provider-every-reason", "scripted → scripted", "dicom.assoc.abort.reason == 6")
def every_reason(scratch):
    """Six associations aborted by the acceptor's service-provider, one with each reason of Table 9-26, after a C-ECHO
    request."""
    reasons = (0, 1, 2, 4, 5, 6)

    def script(reason):
        def answer(peer):
            peer.receive()
            peer.send(associate_ac((1, 0, IMPLICIT)))
            peer.receive()
            peer.send(abort(2, reason))
            peer.drain()
        return answer

    with accepting(*map(script, reasons)):
        for _ in reasons:
            with connected() as peer:
                peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
                peer.receive()
                peer.send(echo_rq())
                peer.receive()


@scenario("abort-after-unrecognized-pdu", "scripted → pynetdicom", ABORTED)
def unrecognized_pdu(scratch):
    """An established association gets a PDU of type 0BH; the acceptor's service-provider aborts, and aborts once more
    for unexpected PDU."""
    with serving(entity("ARCHIVE", supported=[VERIFICATION])), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
        peer.receive()
        peer.send(pdu(0x0B, bytes(8)))
        peer.receive()
        peer.drain()


@scenario("abort-after-unexpected-pdu", "scripted → DCMTK storescp", ABORTED)
def unexpected_pdu(scratch):
    """The requestor sends a second A-ASSOCIATE-RQ inside the association; the acceptor aborts."""
    with storescp(scratch), connected() as peer:
        request = associate_rq((1, VERIFICATION, [IMPLICIT]))
        peer.send(request)
        peer.receive()
        peer.send(request)
        peer.receive()
        peer.drain()


@scenario("abort-in-answer-to-event-report", "pynetdicom → pynetdicom", ABORTED)
def failed_handler(scratch):
    """A peer whose program fails in an N-EVENT-REPORT: the notification stays unanswered and the association is
    aborted."""
    from scenarios.workflow import COMMITMENT, COMMITMENT_INSTANCE, dataset
    modality = entity("MODALITY", supported=[COMMITMENT])
    with serving(modality, (evt.EVT_N_EVENT_REPORT, lambda event: None)), \
            associated(entity("ARCHIVE", COMMITMENT), called="MODALITY") as association:
        association.send_n_event_report(dataset(TransactionUID=objects.uid(6, 1)), 1, COMMITMENT, COMMITMENT_INSTANCE)


@scenario("abort-before-acceptance", "scripted → scripted", ABORTED)
def before_acceptance(scratch):
    """The requestor aborts while the acceptor still considers its A-ASSOCIATE-RQ."""
    def consider(peer):
        peer.receive()
        peer.receive()
    with accepting(consider), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])), pause=0.3)
        peer.send(abort(0, 0))
        peer.drain()


@scenario("closed-without-release", "scripted → DCMTK storescp", "tcp.flags.fin == 1")
def closed_without_release(scratch):
    """After a C-ECHO the requestor closes the connection: FIN without A-RELEASE."""
    with storescp(scratch), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
        peer.receive()
        peer.send(echo_rq())
        peer.receive_until(4)


@scenario("reset-during-data-set", "scripted → DCMTK storescp", "tcp.flags.reset == 1")
def reset_during_data_set(scratch):
    """The requestor's connection is reset in the middle of a P-DATA-TF PDU of a data set."""
    image = objects.image(size=64)
    with storescp(scratch), connected() as peer:
        peer.send(associate_rq((1, objects.CT, [IMPLICIT])))
        peer.receive()
        peer.send(p_data(pdv(1, 3, store_rq(image))), p_data(pdv(1, 0, encoded(image)[:6000]))[:3000], pause=0.05)
        peer.reset()


@scenario("release-collision", "scripted → scripted", "dicom.pdu.type == 6")
def release_collision(scratch):
    """Both sides ask for release at the same moment; the requestor's response comes first, as PS3.8 Table 9-10 has
    it."""
    both = threading.Barrier(2)

    def acceptor(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        both.wait()
        peer.send(release_rq())
        peer.receive()
        peer.receive()
        peer.send(release_rp())
        peer.drain()

    with accepting(acceptor), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
        peer.receive()
        both.wait()
        peer.send(release_rq())
        peer.receive()
        time.sleep(0.05)
        peer.send(release_rp())
        peer.receive()
