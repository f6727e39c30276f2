"""Oddities of association requests and answers that no toolkit would send, for the rules on them."""

import struct
import time

import objects
from pdus import (APPLICATION_CONTEXT, BIG_ENDIAN, EXPLICIT, IMPLEMENTATION, IMPLICIT, STUDY_ROOT_FIND, VERIFICATION,
                  abort, associate_ac, associate_rj, associate_rq, item, pdu, release_rp, release_rq, user_information)
from peers import scu, storescp
from registry import scenario
from scripted import accepting, connected

SCRIPTED = "scripted → scripted"
JPEG_2000 = "1.2.840.10008.1.2.4.90"
NAME = item(0x10, APPLICATION_CONTEXT)
MAXIMUM = item(0x51, struct.pack(">I", 16384))
CLASS = item(0x52, IMPLEMENTATION)
VERSION = item(0x55, "SCRIPTED_1")
WINDOW = item(0x53, bytes([0, 4, 0, 4]))


def associate(kind, *items, called="ARCHIVE", calling="MODALITY", version=1):
    return pdu(kind, struct.pack(">HH16s16s32x", version, 0, called.ljust(16).encode(), calling.ljust(16).encode())
               + b"".join(items))


def proposed(number, *sub_items):
    return item(0x20, bytes([number, 0, 0, 0]) + b"".join(sub_items))


def answered(number, result, *sub_items):
    return item(0x21, bytes([number, 0, result, 0]) + b"".join(sub_items))


def user(*sub_items):
    return item(0x50, b"".join(sub_items))


def uid_item(kind, uid, more=b""):
    return item(kind, struct.pack(">H", len(uid)) + uid.encode() + more)


def role(uid, scu, scp):
    return uid_item(0x54, uid, bytes([scu, scp]))


def identity(kind, response, primary, secondary=b""):
    return item(0x58, bytes([kind, response]) + struct.pack(">H", len(primary)) + primary
                + struct.pack(">H", len(secondary)) + secondary)


ECHO = proposed(1, item(0x30, VERIFICATION), item(0x40, IMPLICIT))
ECHO_ACCEPTED = answered(1, 0, item(0x40, IMPLICIT))
USER = user(MAXIMUM, CLASS, VERSION)
ACCEPTED = associate_ac((1, 0, IMPLICIT))


def conversations(*exchanges, pause=0.0):
    """A connection for each request with its answer; an accepted association is released."""
    def script(answer):
        def serve(peer):
            peer.receive()
            peer.send(answer)
            if answer[0] == 2 and peer.receive()[0] == 5:
                peer.send(release_rp())
            peer.drain()
        return serve

    with accepting(*(script(answer) for _, answer in exchanges)):
        for request, _ in exchanges:
            with connected() as peer:
                peer.send(request)
                if peer.receive()[0] == 2:
                    peer.send(release_rq())
                    peer.receive()
            time.sleep(pause)


def informed(*users, called="ARCHIVE"):
    """Requests that differ in their user information only; each is accepted."""
    conversations(*((associate(1, NAME, ECHO, user(*each), called=called), ACCEPTED) for each in users))


@scenario("rule-blank-ae-titles", SCRIPTED, "dicom.pdu.type == 1")
def blank(scratch):
    """Sixteen spaces as called AE title, then as calling AE title; both are accepted."""
    echo = (1, VERIFICATION, [IMPLICIT])
    conversations((associate_rq(echo, called=""), ACCEPTED), (associate_rq(echo, calling=""), ACCEPTED))


@scenario("rule-request-items", SCRIPTED, "dicom.pdu.type == 1")
def request_items(scratch):
    """Eight A-ASSOCIATE-RQs, each with an item too few or too many: no application context and two of them, no
    presentation context, one without abstract syntax, with two of them, without transfer syntax, no user information
    and two of them."""
    abstract, transfer = item(0x30, VERIFICATION), item(0x40, IMPLICIT)
    requests = ((ECHO, USER), (NAME, NAME, ECHO, USER), (NAME, USER), (NAME, proposed(1, transfer), USER),
                (NAME, proposed(1, abstract, item(0x30, objects.CT), transfer), USER),
                (NAME, proposed(1, abstract), USER), (NAME, ECHO), (NAME, ECHO, USER, USER))
    conversations(*((associate(1, *each), abort(2, 6)) for each in requests))


@scenario("rule-user-information", SCRIPTED, "dicom.pdu.type == 1")
def user_items(scratch):
    """Twelve associations with a fault in the requestor's user information each: maximum length missing, twice, of
    two bytes, 4, 1024; implementation class UID missing, twice; version name of 20 characters, twice, not in ASCII;
    asynchronous operations window twice, of two bytes."""
    informed((CLASS, VERSION), (MAXIMUM, MAXIMUM, CLASS), (item(0x51, bytes(2)), CLASS),
             (item(0x51, struct.pack(">I", 4)), CLASS), (item(0x51, struct.pack(">I", 1024)), CLASS),
             (MAXIMUM, VERSION), (MAXIMUM, CLASS, CLASS), (MAXIMUM, CLASS, item(0x55, "SCRIPTED_VERSION_1.0")),
             (MAXIMUM, CLASS, VERSION, VERSION), (MAXIMUM, CLASS, item(0x55, "SCRIPTÉ_1".encode("latin-1"))),
             (MAXIMUM, CLASS, WINDOW, WINDOW), (MAXIMUM, CLASS, item(0x53, bytes(2))))


@scenario("rule-roles", SCRIPTED, "dicom.pdu.type == 1")
def roles(scratch):
    """Role selections nobody should propose: one SOP class twice, the value 2, neither role, a SOP class without
    presentation context, and SCP only for Verification."""
    informed(*((MAXIMUM, CLASS, *each) for each in (
        (role(VERIFICATION, 1, 0), role(VERIFICATION, 1, 1)), (role(VERIFICATION, 2, 0),),
        (role(VERIFICATION, 0, 0),), (role(objects.CT, 1, 1),), (role(VERIFICATION, 0, 1),))))


@scenario("rule-extended-negotiation", SCRIPTED, "dicom.pdu.type == 1")
def extended(scratch):
    """Extended negotiation that fits nothing: of a SOP class without presentation context, of a query class with a
    byte of 2, and common extended negotiation whose service class is a transfer syntax."""
    find = proposed(3, item(0x30, STUDY_ROOT_FIND), item(0x40, IMPLICIT))
    common = item(0x57, struct.pack(">H", len(VERIFICATION)) + VERIFICATION.encode() + struct.pack(">H", len(IMPLICIT))
                  + IMPLICIT.encode() + struct.pack(">H", 0))
    both = associate_ac((1, 0, IMPLICIT), (3, 0, IMPLICIT))
    conversations(
        (associate(1, NAME, ECHO, user(MAXIMUM, CLASS, uid_item(0x56, objects.CT, bytes(6)))), ACCEPTED),
        (associate(1, NAME, ECHO, find, user(MAXIMUM, CLASS, uid_item(0x56, STUDY_ROOT_FIND, b"\2\0\0"))), both),
        (associate(1, NAME, ECHO, user(MAXIMUM, CLASS, common)), ACCEPTED))


@scenario("rule-user-identity", SCRIPTED, "dicom.pdu.type == 1")
def identities(scratch):
    """User identities out of order: type 9, two of them, a username with a secondary field, 7 as the wish for a
    response, one cut short."""
    informed(*((MAXIMUM, CLASS, *each) for each in (
        (identity(9, 0, b"test-user"),), (identity(1, 0, b"test-user"), identity(1, 0, b"other-user")),
        (identity(1, 0, b"test-user", b"more"),), (identity(1, 7, b"test-user"),), (item(0x58, b"\1\0\0"),))))


@scenario("rule-uids-malformed", SCRIPTED, "dicom.pdu.type == 1")
def uids(scratch):
    """UIDs in an A-ASSOCIATE-RQ that are none: padded with a zero byte, with a leading zero in a component, of 70
    characters, with a letter."""
    conversations((associate(1, NAME, proposed(1, item(0x30, VERIFICATION + "\0"), item(0x40, IMPLICIT)),
                             proposed(3, item(0x30, "1.2.826.0.01.3680043.8.498.5"), item(0x40, IMPLICIT)),
                             proposed(5, item(0x30, objects.CT), item(0x40, IMPLICIT + ".x")),
                             user(MAXIMUM, item(0x52, "1.2.826.0.1.3680043.8.498." + "9" * 44), VERSION)),
                   associate_ac((1, 0, IMPLICIT), (3, 3, IMPLICIT), (5, 4, IMPLICIT))))


@scenario("rule-proposals-odd", SCRIPTED, "dicom.pdu.type == 1")
def proposals(scratch):
    """Presentation contexts that a reader wonders about: a transfer syntax as abstract syntax, a SOP class as
    transfer syntax, a transfer syntax twice, a context twice, Explicit VR only, JPEG 2000 only, a private SOP class,
    one that the standard does not know, a retired one."""
    private, unknown, retired = objects.uid(4, 2), "1.2.840.10008.5.1.4.1.1.9999", "1.2.840.10008.5.1.4.1.1.6"
    contexts = ((EXPLICIT, IMPLICIT), (objects.MR, objects.CT, IMPLICIT), (objects.CR, IMPLICIT, IMPLICIT),
                (objects.SC, IMPLICIT), (objects.SC, IMPLICIT), (objects.US, EXPLICIT, BIG_ENDIAN),
                (objects.CT, JPEG_2000), (private, IMPLICIT), (unknown, IMPLICIT), (retired, IMPLICIT))
    numbered = [(1 + 2 * place, *each) for place, each in enumerate(contexts)]
    conversations((associate(1, NAME, *(proposed(number, item(0x30, abstract), *(item(0x40, each) for each in transfer))
                                        for number, abstract, *transfer in numbered), USER),
                   associate_ac(*((number, 3 if number == 1 else 0, transfer[-1])
                                  for number, _, *transfer in numbered))))


@scenario("rule-answers-odd", SCRIPTED, "dicom.pdu.type == 2")
def answers(scratch):
    """A-ASSOCIATE-ACs that do not fit their requests, one an association: protocol version 2, AE titles exchanged,
    another application context, result 7, accepted with two transfer syntaxes, accepted with none, rejected without
    any, no user information to speak of, a window not asked for, a window larger than asked for, a role not asked
    for, extended negotiation not asked for, common extended negotiation, an identity response not asked for,
    Verification rejected, an implementation class UID with leading zeros."""
    plain = associate(1, NAME, ECHO, USER)
    windowed = associate(1, NAME, ECHO, user(MAXIMUM, CLASS, item(0x53, bytes([0, 2, 0, 2]))))
    reply, transfer = (NAME, ECHO_ACCEPTED), item(0x40, IMPLICIT)
    common = item(0x57, struct.pack(">H", len(VERIFICATION)) + VERIFICATION.encode() + struct.pack(">H", 17)
                  + b"1.2.840.10008.4.2" + struct.pack(">H", 0))
    conversations(
        (plain, associate(2, *reply, USER, version=2)),
        (plain, associate(2, *reply, USER, called="MODALITY", calling="ARCHIVE")),
        (plain, associate(2, item(0x10, "1.2.826.0.1.3680043.8.498.3"), ECHO_ACCEPTED, USER)),
        (plain, associate(2, NAME, answered(1, 7, transfer), USER)),
        (plain, associate(2, NAME, answered(1, 0, transfer, item(0x40, EXPLICIT)), USER)),
        (plain, associate(2, NAME, answered(1, 0), USER)),
        (plain, associate(2, NAME, answered(1, 3), USER)),
        (plain, associate(2, *reply, user(VERSION))),
        (plain, associate(2, *reply, user(MAXIMUM, CLASS, WINDOW))),
        (windowed, associate(2, *reply, user(MAXIMUM, CLASS, WINDOW))),
        (plain, associate(2, *reply, user(MAXIMUM, CLASS, role(VERIFICATION, 1, 1)))),
        (plain, associate(2, *reply, user(MAXIMUM, CLASS, uid_item(0x56, VERIFICATION, b"\1")))),
        (plain, associate(2, *reply, user(MAXIMUM, CLASS, common))),
        (plain, associate(2, *reply, user(MAXIMUM, CLASS, item(0x59, bytes(2))))),
        (plain, associate(2, NAME, answered(1, 3, transfer), USER)),
        (plain, associate(2, *reply, user(MAXIMUM, item(0x52, "1.2.826.0.1.3680043.8.498.00")))))


@scenario("rule-identity-unanswered", SCRIPTED, "dicom.pdu.type == 2")
def identity_unanswered(scratch):
    """A requestor that wants a response to its user's identity, and an acceptor that gives none."""
    informed((MAXIMUM, CLASS, identity(1, 1, b"test-user")))


@scenario("rule-ae-title-spelling", SCRIPTED, "dicom.pdu.type == 3")
def spelling(scratch):
    """MODALITY is accepted by ARCHIVE; then it calls archive (1/1/7), MODALITY_1 is called modality1 (1/1/3, the
    other spelling is accepted), and STATION is told that ARCHIVE is unknown (1/1/7) although the others are served."""
    echo = (1, VERIFICATION, [IMPLICIT])
    conversations((associate_rq(echo), ACCEPTED), (associate_rq(echo, called="archive"), associate_rj(1, 1, 7)),
                  (associate_rq(echo, calling="MODALITY_1"), ACCEPTED),
                  (associate_rq(echo, calling="modality1"), associate_rj(1, 1, 3)),
                  (associate_rq(echo, calling="STATION"), associate_rj(1, 1, 7)))


@scenario("rule-retries-after-rejection", SCRIPTED, "dicom.pdu.type == 3")
def retries(scratch):
    """Seven attempts within two seconds, each rejected permanently because the calling AE title is not known."""
    request = associate_rq((1, VERIFICATION, [IMPLICIT]), calling="STRANGER")
    conversations(*[(request, associate_rj(1, 1, 3))] * 7, pause=0.3)


@scenario("rule-rejections-odd", SCRIPTED, "dicom.pdu.type == 3")
def rejections(scratch):
    """Congestion and a limit told as permanent, then a rejection of a request with a user information sub-item that
    the acceptor does not know."""
    echo = (1, VERIFICATION, [IMPLICIT])
    conversations((associate_rq(echo), associate_rj(1, 3, 1)), (associate_rq(echo), associate_rj(1, 3, 2)),
                  (associate_rq(echo, user=user_information(16384, item(0x5A, b"future"))), associate_rj(1, 1, 1)))


@scenario("rule-accepted-from-others", SCRIPTED, "dicom.pctx.result == 3")
def accepted_from_others(scratch):
    """CT Image Storage is rejected for MODALITY and accepted for SECOND by the same acceptor."""
    contexts = (1, VERIFICATION, [IMPLICIT]), (3, objects.CT, [IMPLICIT])
    conversations((associate_rq(*contexts), associate_ac((1, 0, IMPLICIT), (3, 3, IMPLICIT))),
                  (associate_rq(*contexts, calling="SECOND"),
                   associate_ac((1, 0, IMPLICIT), (3, 0, IMPLICIT), calling="SECOND")))


@scenario("rule-any-called-ae-title", "DCMTK echoscu → DCMTK storescp", "dicom.pdu.type == 2")
def any_called(scratch):
    """storescp accepts whatever it is called: three different AE titles."""
    with storescp(scratch):
        for called in ("ARCHIVE", "ANYTHING", "SOMETHING"):
            scu("echoscu", called=called)


@scenario("rule-pdu-lengths", SCRIPTED, "dicom.pdu.type == 5")
def lengths(scratch):
    """Lengths that do not fit: an A-ASSOCIATE-RJ of ten bytes; a maximum length sub-item with two bytes too many, an
    item header cut off; a P-DATA-TF of length 0; an A-RELEASE-RQ of eight bytes; an A-ASSOCIATE-RQ that claims 16
    MiB."""
    echo = associate(1, NAME, ECHO, USER)
    long_item = associate(1, NAME, ECHO, user(item(0x51, struct.pack(">IH", 16384, 0)), CLASS, VERSION))
    cut_item = associate(1, NAME, ECHO, USER, b"\x20\x00")

    def closing(peer):
        peer.receive()
        peer.send(ACCEPTED)
        peer.receive_until(5)
        peer.send(release_rp())
        peer.drain()

    conversations((echo, pdu(3, bytes([0, 1, 1, 1]) + bytes(6))), (long_item, ACCEPTED), (cut_item, abort(2, 6)))
    with accepting(closing, lambda peer: peer.drain()):
        with connected() as peer:
            peer.send(echo)
            peer.receive()
            peer.send(pdu(4, b""), pause=0.01)
            peer.send(pdu(5, bytes(8)))
            peer.receive()
        with connected() as peer:
            peer.send(struct.pack(">BBI", 1, 0, 1 << 24) + echo[6:])


@scenario("rule-verification-only", "DCMTK echoscu → DCMTK storescp", "dicom.pdu.type == 6")
def verification_only(scratch):
    """Three associations of the same two AE titles with one C-ECHO each, as a monitor makes them."""
    with storescp(scratch):
        for _ in range(3):
            scu("echoscu")


@scenario("rule-protocol-versions", SCRIPTED, "dicom.pdu.type == 6")
def protocol_versions(scratch):
    """An A-ASSOCIATE-RQ that offers protocol versions 1 and 2; the acceptor takes 1."""
    def accept(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive_until(5)
        peer.send(release_rp())
        peer.drain()

    with accepting(accept), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT]), version=3))
        peer.receive()
        peer.send(release_rq())
        peer.receive()


@scenario("rule-unknown-items-of-answer", SCRIPTED, "dicom.pdu.type == 6")
def unknown_items_of_answer(scratch):
    """An A-ASSOCIATE-AC with an unknown item of type 60H and an unknown user information sub-item of type 5BH."""
    def accept(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT), user=item(0x60, b"future") + user_information(16384, item(0x5B, b"too"))))
        peer.receive_until(5)
        peer.send(release_rp())
        peer.drain()

    with accepting(accept), connected() as peer:
        peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
        peer.receive()
        peer.send(release_rq())
        peer.receive()
