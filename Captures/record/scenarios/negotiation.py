"""User information beyond maximum length: identity, roles, extended negotiation, asynchronous operations window."""

import objects
from pdus import (IMPLICIT, STUDY_ROOT_FIND, VERIFICATION, associate_ac, associate_rq, echo_rq, echo_rsp,
                  encoded, item, p_data, pdv, release_rp, release_rq, store_rq, store_rsp, user_information)
from peers import associated, entity, serving
from pynetdicom import build_role, evt
from pynetdicom.pdu_primitives import (AsynchronousOperationsWindowNegotiation, SOPClassCommonExtendedNegotiation,
                                       SOPClassExtendedNegotiation, UserIdentityNegotiation)
from registry import scenario
from scripted import accepting, connected

BOTH = "pynetdicom → pynetdicom"
JWT = b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0LXVzZXIiLCJpc3MiOiJleGFtcGxlLmludmFsaWQifQ."
SAML = (b'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" Version="2.0"><saml:Issuer>'
        b"https://idp.example.invalid</saml:Issuer><saml:Subject><saml:NameID>test-user</saml:NameID></saml:Subject>"
        b"</saml:Assertion>")


def identified(kind, primary, secondary=None, answer=None, accept=True):
    """A C-ECHO in an association whose requestor identifies its user; without answer no response is asked for."""
    identity = UserIdentityNegotiation()
    identity.user_identity_type = kind
    identity.primary_field = primary
    if secondary:
        identity.secondary_field = secondary
    identity.positive_response_requested = answer is not None
    with serving(entity("ARCHIVE", supported=[VERIFICATION]), (evt.EVT_USER_ID, lambda event: (accept, answer))), \
            associated(entity("MODALITY", VERIFICATION), ext_neg=[identity]) as association:
        if association.is_established:
            association.send_c_echo()


@scenario("user-identity-username", BOTH, 'frame contains "test-user"')
def username(scratch):
    """User identity by username, no response asked for."""
    identified(1, b"test-user")


@scenario("user-identity-passcode", BOTH, 'frame contains "not-a-secret"')
def passcode(scratch):
    """User identity by username and passcode, positive response asked for; the acceptor accepts and sends none."""
    identified(2, b"test-user", b"not-a-secret", answer=b"")


@scenario("user-identity-kerberos", BOTH, 'frame contains "TICKET"')
def kerberos(scratch):
    """User identity by a Kerberos service ticket (invented bytes), with a server ticket in response."""
    identified(3, b"\x6e\x10TICKET-FOR-TEST", answer=b"\x6f\x10SERVER-TICKET")


@scenario("user-identity-saml", BOTH, 'frame contains "saml:Assertion"')
def saml(scratch):
    """User identity by a SAML assertion, with a response."""
    identified(4, SAML, answer=b"<response/>")


@scenario("user-identity-jwt", BOTH, 'frame contains "eyJ"')
def jwt(scratch):
    """User identity by an unsigned JSON web token, with a response."""
    identified(5, JWT, answer=b"")


@scenario("user-identity-refused", BOTH, "dicom.pdu.type == 3")
def refused(scratch):
    """User identity by username and a passcode that the acceptor does not accept: rejected-transient by ACSE."""
    identified(2, b"test-user", b"not-a-secret", answer=b"", accept=False)


@scenario("role-selection", BOTH, "dicom.pdu.type == 2 and dicom.userinfo.rolesel.scprole == 1")
def role_selection(scratch):
    """Role selection for three SOP classes: both roles, SCP only, and one the acceptor does not answer; a C-ECHO."""
    archive = entity("ARCHIVE", supported=[VERIFICATION, objects.US])
    archive.add_supported_context(objects.CT, scu_role=True, scp_role=True)
    archive.add_supported_context(objects.MR, scu_role=False, scp_role=True)
    roles = [build_role(objects.CT, scu_role=True, scp_role=True), build_role(objects.MR, scp_role=True),
             build_role(objects.US, scp_role=True)]
    with serving(archive), associated(entity("MODALITY", VERIFICATION, objects.CT, objects.MR, objects.US),
                                      ext_neg=roles) as association:
        association.send_c_echo()


@scenario("role-selection-refused", BOTH, "dicom.pdu.type == 2 and dicom.userinfo.rolesel.scprole == 0")
def role_selection_refused(scratch):
    """Role selection for both roles, of which the acceptor grants the SCU role only; a C-ECHO."""
    archive = entity("ARCHIVE", supported=[VERIFICATION])
    archive.add_supported_context(objects.CT, scu_role=True, scp_role=False)
    roles = [build_role(objects.CT, scu_role=True, scp_role=True)]
    with serving(archive), associated(entity("MODALITY", VERIFICATION, objects.CT), ext_neg=roles) as association:
        association.send_c_echo()


@scenario("extended-negotiation", BOTH, "dicom.pdu.type == 2 and dicom.userinfo.extneg")
def extended(scratch):
    """SOP class extended negotiation of query (relational queries, date-time matching, fuzzy names), of retrieve and of
    storage; the acceptor answers the query's with fewer."""
    find, move = STUDY_ROOT_FIND, "1.2.840.10008.5.1.4.1.2.2.2"

    def proposal(sop_class, information):
        made = SOPClassExtendedNegotiation()
        made.sop_class_uid, made.service_class_application_information = sop_class, information
        return made

    proposals = [proposal(find, bytes([1, 1, 1, 0])), proposal(move, bytes([1])),
                 proposal(objects.CT, bytes([2, 0, 3, 0, 1, 0]))]
    with serving(entity("ARCHIVE", supported=[VERIFICATION, find, move, objects.CT]),
                 (evt.EVT_SOP_EXTENDED, lambda event: {find: bytes([1, 0, 0])})), \
            associated(entity("MODALITY", VERIFICATION, find, move, objects.CT), ext_neg=proposals) as association:
        association.send_c_echo()


@scenario("common-extended-negotiation", BOTH, "dicom.pdu.type == 1 and frame contains 57:00")
def common_extended(scratch):
    """SOP class common extended negotiation: a private storage class related to CT Image Storage, and Enhanced SR
    related to Basic Text SR."""
    def proposal(sop_class, *related):
        made = SOPClassCommonExtendedNegotiation()
        made.sop_class_uid, made.service_class_uid = sop_class, "1.2.840.10008.4.2"
        made.related_general_sop_class_identification = list(related)
        return made

    private, enhanced = objects.uid(4, 1), "1.2.840.10008.5.1.4.1.1.88.22"
    proposals = [proposal(private, objects.CT), proposal(enhanced, objects.BASIC_TEXT_SR)]
    with serving(entity("ARCHIVE", supported=[VERIFICATION, objects.CT, enhanced])), \
            associated(entity("MODALITY", VERIFICATION, private, enhanced), ext_neg=proposals) as association:
        association.send_c_echo()


@scenario("asynchronous-operations-refused", BOTH, "dicom.userinfo.asyncneg.maxnumopsinv == 3")
def asynchronous_refused(scratch):
    """An asynchronous operations window of 3 invoked, 2 performed proposed; the acceptor answers nothing, so the
    default of one at a time holds."""
    window = AsynchronousOperationsWindowNegotiation()
    window.maximum_number_operations_invoked, window.maximum_number_operations_performed = 3, 2
    with serving(entity("ARCHIVE", supported=[VERIFICATION])), \
            associated(entity("MODALITY", VERIFICATION), ext_neg=[window]) as association:
        association.send_c_echo()
        association.send_c_echo(msg_id=2)


@scenario("asynchronous-operations", "scripted → scripted", "dicom.pdu.type == 2 and dicom.userinfo.asyncneg")
def asynchronous(scratch):
    """A window of four operations agreed: four C-STOREs and a C-ECHO outstanding at once, answered in another order
    than asked."""
    window = item(0x53, bytes([0, 4, 0, 4]))
    contexts = [(1, VERIFICATION, [IMPLICIT]), (3, objects.CT, [IMPLICIT])]
    images = [objects.image(number=number, size=8) for number in (1, 2, 3, 4)]

    def acceptor(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT), (3, 0, IMPLICIT), user=user_information(16384, window)))
        for _ in range(7):
            peer.receive()
        peer.send(store_rsp(images[2], 13, context=3), echo_rsp(1, 20), store_rsp(images[0], 11, context=3), pause=0.02)
        peer.receive()
        peer.receive()
        peer.send(store_rsp(images[3], 14, context=3), store_rsp(images[1], 12, 0xB007, context=3), pause=0.02)
        peer.receive()
        peer.send(release_rp())
        peer.drain()

    def requests(image, message):
        return p_data(pdv(3, 3, store_rq(image, message))), p_data(pdv(3, 2, encoded(image)))

    with accepting(acceptor), connected() as peer:
        peer.send(associate_rq(*contexts, user=user_information(16384, window)))
        peer.receive()
        peer.send(*requests(images[0], 11), *requests(images[1], 12), *requests(images[2], 13), echo_rq(1, 20),
                  pause=0.01)
        peer.receive()
        peer.receive()
        peer.receive()
        peer.send(*requests(images[3], 14), pause=0.01)
        peer.receive()
        peer.receive()
        peer.send(release_rq())
        peer.receive()
