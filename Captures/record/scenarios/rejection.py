"""A-ASSOCIATE-RJ of every kind (PS3.8 Table 9-21), and presentation contexts that are not accepted (Table 9-18)."""

import objects
from objects import files
from pdus import (BIG_ENDIAN, EXPLICIT, IMPLICIT, VERIFICATION, associate_ac, associate_rj, associate_rq, echo_rsp,
                  release_rp)
from peers import ORTHANC_PORT, associated, entity, orthanc, scu, serving, storescp
from pynetdicom import evt
from registry import scenario
from scripted import accepting, connected


def rejected(result, source, reason):
    return (f"dicom.assoc.reject.result == {result} and dicom.assoc.reject.source == {source} "
            f"and dicom.assoc.reject.reason == {reason}")


@scenario("rejected-called-ae-title", "DCMTK echoscu → Orthanc", rejected(1, 1, 7))
def called_ae_title(scratch):
    """Rejected-permanent by the service-user: called AE title not recognized; Orthanc checks its own title."""
    with orthanc(scratch, DicomCheckCalledAet=True):
        scu("echoscu", called="ORTHANK", port=ORTHANC_PORT, may_fail=True)


@scenario("rejected-calling-ae-title", "DCMTK echoscu → pynetdicom", rejected(1, 1, 3))
def calling_ae_title(scratch):
    """Rejected-permanent by the service-user: calling AE title not recognized."""
    archive = entity("ARCHIVE", supported=[VERIFICATION])
    archive.require_calling_aet = ["MODALITY"]
    with serving(archive):
        scu("echoscu", calling="STRANGER", may_fail=True)


@scenario("rejected-application-context", "scripted → DCMTK storescp", rejected(1, 1, 2))
def application_context(scratch):
    """Rejected-permanent by the service-user: application context name not supported; the requestor named a private
    one."""
    with storescp(scratch), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT]), application_context="1.2.826.0.1.3680043.8.498.3"))
        peer.receive()


@scenario("rejected-no-reason", "DCMTK echoscu → DCMTK storescp", rejected(1, 1, 1))
def no_reason(scratch):
    """Rejected-permanent by the service-user without a reason: storescp was told to refuse."""
    with storescp(scratch, "--refuse"):
        scu("echoscu", may_fail=True)


@scenario("rejected-local-limit", "pynetdicom → pynetdicom", rejected(2, 3, 2))
def local_limit(scratch):
    """Rejected-transient by the service-provider (presentation): local limit exceeded, while another association is
    open."""
    archive = entity("ARCHIVE", supported=[VERIFICATION])
    archive.maximum_associations = 1
    with serving(archive), associated(entity("MODALITY", VERIFICATION)) as first:
        with associated(entity("SECOND", VERIFICATION)):
            pass
        first.send_c_echo()


@scenario("rejected-protocol-version", "scripted → pynetdicom", rejected(1, 2, 2))
def protocol_version(scratch):
    """Rejected-permanent by the service-provider (ACSE): protocol version not supported; the requestor sent 0002H."""
    with serving(entity("ARCHIVE", supported=[VERIFICATION])), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT]), version=2))
        peer.receive()


@scenario("rejected-temporary-congestion", "DCMTK echoscu → scripted", rejected(2, 3, 1))
def temporary_congestion(scratch):
    """Rejected-transient by the service-provider (presentation): temporary congestion; accepted at the second try."""
    def congested(peer):
        peer.receive()
        peer.send(associate_rj(2, 3, 1))
        peer.drain()

    def free(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive_until(4)
        peer.send(echo_rsp())
        peer.receive_until(5)
        peer.send(release_rp())
        peer.drain()

    with accepting(congested, free):
        scu("echoscu", may_fail=True)
        scu("echoscu", may_fail=True)


@scenario("rejected-every-reason", "scripted → scripted", rejected(1, 2, 1))
def every_reason(scratch):
    """Ten associations rejected in turn, with every combination of Table 9-21 and two that it reserves."""
    kinds = [(1, 1, 1), (1, 1, 2), (1, 1, 3), (1, 1, 7), (1, 2, 1), (1, 2, 2), (2, 3, 1), (2, 3, 2), (1, 1, 5),
             (2, 3, 7)]

    def script(kind):
        def reject(peer):
            peer.receive()
            peer.send(associate_rj(*kind))
            peer.drain()
        return reject

    with accepting(*map(script, kinds)):
        for _ in kinds:
            with connected() as peer:
                peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
                peer.receive()


@scenario("contexts-every-result", "pynetdicom → scripted", "dicom.pctx.result == 2")
def every_result(scratch):
    """Six presentation contexts: accepted, user-rejection, no reason, abstract syntax not supported, transfer syntaxes
    not supported, and one that the acceptor leaves unanswered."""
    def script(peer):
        peer.receive()
        peer.send(associate_ac(*((1 + 2 * result, result, IMPLICIT) for result in range(5))))
        peer.receive_until(4)
        peer.send(echo_rsp())
        peer.receive_until(5)
        peer.send(release_rp())
        peer.drain()

    modality = entity("MODALITY", VERIFICATION, objects.CT, objects.MR, objects.US, objects.CR, objects.SC)
    with accepting(script), associated(modality) as association:
        if association.is_established:
            association.send_c_echo()


@scenario("contexts-abstract-syntax-not-supported", "DCMTK storescu → pynetdicom", "dicom.pctx.result == 3")
def abstract_syntax(scratch):
    """A CT image and an RT Plan for an acceptor that knows only CT: the plan's contexts are refused with abstract
    syntax not supported, so the requestor stores the image and then aborts."""
    plan = objects.write(objects.rt_plan(beams=1), scratch / "plan.dcm")
    with serving(entity("ARCHIVE", supported=[objects.CT]), *storing()):
        scu("storescu", "-R", *files(scratch, 1, size=16), plan, may_fail=True)


@scenario("contexts-transfer-syntax-not-supported", "pynetdicom → pynetdicom", "dicom.pctx.result == 4")
def transfer_syntax(scratch):
    """CT Image Storage offered in JPEG 2000 only to an acceptor of implicit little endian only: the one context is
    refused and the requestor aborts."""
    with serving(entity("ARCHIVE", supported=[(objects.CT, [IMPLICIT])]), *storing()), \
            associated(entity("MODALITY", (objects.CT, ["1.2.840.10008.1.2.4.90"]))):
        pass


@scenario("contexts-one-for-each-transfer-syntax", "pynetdicom → pynetdicom", "dicom.pctx.result == 4")
def one_each(scratch):
    """One abstract syntax in three contexts with one transfer syntax each, of which the acceptor takes two."""
    offered = [(objects.CT, [each]) for each in (IMPLICIT, EXPLICIT, BIG_ENDIAN)]
    with serving(entity("ARCHIVE", supported=[(objects.CT, [IMPLICIT, EXPLICIT])]), *storing()), \
            associated(entity("MODALITY", *offered)) as association:
        dataset = objects.image(size=8)
        dataset.file_meta = objects.file_meta(dataset, EXPLICIT)
        association.send_c_store(dataset)


def storing():
    return [(evt.EVT_C_STORE, lambda event: 0)]
