"""For rules about release and abort, P-DATA, commands, operations and time."""

import socket
import struct
import time

import objects
import pcap
from network import ARCHIVE, MODALITY
from pdus import (IMPLICIT, STUDY_ROOT_FIND, VERIFICATION, abort, associate_ac, associate_rj, associate_rq, command,
                  command_set, echo_rq, echo_rsp, encoded, fragmented, p_data, pdv, release_rp, release_rq, store_rq,
                  store_rsp)
from peers import PORT
from registry import command_field, derived, scenario, status
from scripted import Peer

SCRIPTED = "scripted → scripted"
ECHO = (1, VERIFICATION, [IMPLICIT])
PRINTER = "1.2.840.10008.5.1.1.16"
BOX = "1.2.840.10008.5.1.1.2"
PRINT = "1.2.840.10008.5.1.1.9"
AVAILABILITY = "1.2.840.10008.5.1.4.33"
INSTANCE = "1.2.826.0.1.3680043.8.498.99.1"
RELEASED = ("requestor", release_rq()), ("acceptor", release_rp())


def played(*steps):
    """One connection. A step is a side and the PDU it sends, or seconds in which nothing happens."""
    with ARCHIVE.entered():
        listener = socket.create_server((ARCHIVE.address, PORT))
    with MODALITY.entered():
        requestor = socket.create_connection((ARCHIVE.address, PORT), timeout=5)
    acceptor, _ = listener.accept()
    listener.close()
    peers = {"requestor": Peer(requestor), "acceptor": Peer(acceptor)}
    for step in steps:
        if isinstance(step, (int, float)):
            time.sleep(step)
        else:
            peers[step[0]].send(step[1], pause=0.005)
    time.sleep(0.05)
    requestor.setblocking(False)
    acceptor.setblocking(False)
    for each in (requestor, acceptor):
        try:
            while each.recv(65536):
                pass
        except OSError:
            pass
    requestor.close()
    time.sleep(0.02)
    acceptor.close()


def asked(*contexts, accept=None):
    """Association of these (id, abstract syntax, transfer syntaxes), each accepted in its first."""
    contexts = contexts or (ECHO,)
    return (("requestor", associate_rq(*contexts)),
            ("acceptor", accept or associate_ac(*((number, 0, syntaxes[0]) for number, _, syntaxes in contexts))))


def echo(message=1):
    return ("requestor", echo_rq(1, message)), ("acceptor", echo_rsp(1, message))


def image(number=1):
    return objects.image(number=number, size=8)


def store(dataset, message=1, context=1):
    return (("requestor", p_data(pdv(context, 3, store_rq(dataset, message)), pdv(context, 2, encoded(dataset)))),
            ("acceptor", store_rsp(dataset, message, context=context)))


def find_rq(message=1):
    return p_data(pdv(1, 3, command_set(AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x0020, MessageID=message,
                                        Priority=0, CommandDataSetType=1)), pdv(1, 2, identifier()))


def find_rsp(code, message=1, data=None):
    head = command_set(AffectedSOPClassUID=STUDY_ROOT_FIND, CommandField=0x8020, MessageIDBeingRespondedTo=message,
                       CommandDataSetType=1 if data else 0x0101, Status=code)
    return p_data(pdv(1, 3, head), pdv(1, 2, data)) if data else p_data(pdv(1, 3, head))


def identifier():
    query = objects.code("1", "99TEST", "Test")
    del query[0x00080100], query[0x00080102], query[0x00080104]
    query.QueryRetrieveLevel, query.StudyInstanceUID, query.PatientID = "STUDY", INSTANCE, "TEST-1"
    return encoded(query)


@scenario("rule-release-by-acceptor", SCRIPTED, "dicom.pdu.type == 6")
def release_by_acceptor(scratch):
    """The acceptor asks for release after a C-ECHO; the requestor answers."""
    played(*asked(), *echo(), ("acceptor", release_rq()), ("requestor", release_rp()))


@scenario("rule-release-unanswered", SCRIPTED, "dicom.pdu.type == 5")
def release_unanswered(scratch):
    """An A-RELEASE-RQ without answer; after three seconds the requestor aborts."""
    played(*asked(), *echo(), ("requestor", release_rq()), 3, ("requestor", abort(0, 0)))


@scenario("rule-release-collision-order", SCRIPTED, "dicom.pdu.type == 6")
def collision_order(scratch):
    """Both sides ask for release; the acceptor answers first, where the requestor has to."""
    played(*asked(), ("requestor", release_rq()), ("acceptor", release_rq()), ("acceptor", release_rp()),
           ("requestor", release_rp()))


@scenario("rule-data-before-acceptance", SCRIPTED, "dicom.pdu.type == 4")
def before_acceptance(scratch):
    """A C-ECHO request sent right behind the A-ASSOCIATE-RQ, before its answer."""
    played(("requestor", associate_rq(ECHO)), ("requestor", echo_rq()), ("acceptor", associate_ac((1, 0, IMPLICIT))),
           ("acceptor", echo_rsp()), *RELEASED)


@scenario("rule-no-association-request", SCRIPTED, "dicom.pdu.type == 4")
def no_request(scratch):
    """A connection that begins with a C-ECHO request instead of an A-ASSOCIATE-RQ; the acceptor aborts."""
    played(("requestor", echo_rq()), ("acceptor", abort(2, 2)))


@scenario("rule-answered-twice", SCRIPTED, "dicom.pdu.type == 2")
def answered_twice(scratch):
    """The acceptor sends its A-ASSOCIATE-AC twice."""
    played(*asked(), asked()[1], *echo(), *RELEASED)


@scenario("rule-release-response-unasked", SCRIPTED, "dicom.pdu.type == 6")
def release_unasked(scratch):
    """An A-RELEASE-RP that nobody asked for; the requestor aborts."""
    played(*asked(), *echo(), ("acceptor", release_rp()), ("requestor", abort(2, 2)))


@scenario("rule-data-after-abort", SCRIPTED, "dicom.pdu.type == 7")
def after_abort(scratch):
    """The acceptor aborts and answers the C-ECHO all the same."""
    played(*asked(), ("requestor", echo_rq()), ("acceptor", abort(0, 0)), ("acceptor", echo_rsp()))


@scenario("rule-abort-undefined", SCRIPTED, "dicom.pdu.type == 7")
def abort_undefined(scratch):
    """Three associations aborted with values that Table 9-26 does not have: source 1, a reason for source 0, and
    reason 3."""
    for source, reason in ((1, 0), (0, 2), (2, 3)):
        played(*asked(), ("requestor", abort(source, reason)))


@scenario("rule-connection-left-open", SCRIPTED, "dicom.pdu.type == 6")
def left_open(scratch):
    """The connection stays open for eleven seconds after the A-RELEASE-RP."""
    played(*asked(), *echo(), *RELEASED, 11)


@scenario("rule-idle-association", SCRIPTED, "dicom.pdu.type == 6")
def idle(scratch):
    """An association in which nothing is said for a minute between two C-ECHOs."""
    played(*asked(), *echo(1), 61, *echo(2), *RELEASED)


@scenario("rule-abort-after-constant-silence", SCRIPTED, "dicom.pdu.type == 7")
def constant_silence(scratch):
    """Three associations in which the requestor aborts one and a half seconds after its C-ECHO request."""
    for _ in range(3):
        played(*asked(), ("requestor", echo_rq()), 1.5, ("requestor", abort(0, 0)))


@scenario("rule-abort-right-after-request", SCRIPTED, "dicom.pdu.type == 7")
def right_after_request(scratch):
    """The requestor aborts at once after its C-ECHO request."""
    played(*asked(), ("requestor", echo_rq()), ("requestor", abort(0, 0)))


@scenario("rule-message-control-header", SCRIPTED, status(0))
def control_header(scratch):
    """A C-ECHO request whose message control header has bits 2 and 7 set."""
    request = bytearray(echo_rq())
    request[11] |= 0x84
    played(*asked(), ("requestor", bytes(request)), ("acceptor", echo_rsp()), *RELEASED)


@scenario("rule-data-before-command-end", SCRIPTED, "dicom.pdu.type == 4")
def before_command_end(scratch):
    """A C-STORE whose command set is not marked as ended when its data set begins."""
    made = image()
    played(*asked((1, objects.CT, [IMPLICIT])),
           ("requestor", p_data(pdv(1, 1, store_rq(made)), pdv(1, 2, encoded(made)))),
           ("acceptor", store_rsp(made)), *RELEASED)


@scenario("rule-data-set-missing", SCRIPTED, "dicom.pdu.type == 4")
def data_set_missing(scratch):
    """A C-STORE command that announces a data set, followed by the next C-STORE instead."""
    first, second = image(1), image(2)
    played(*asked((1, objects.CT, [IMPLICIT])), ("requestor", p_data(pdv(1, 3, store_rq(first)))),
           *store(second, 2), *RELEASED)


@scenario("rule-data-set-not-announced", SCRIPTED, "dicom.pdu.type == 4")
def not_announced(scratch):
    """A C-STORE command that says there is no data set, followed by one."""
    made = image()
    head = command_set(AffectedSOPClassUID=objects.CT, CommandField=1, MessageID=1, Priority=0,
                       CommandDataSetType=0x0101, AffectedSOPInstanceUID=made.SOPInstanceUID)
    played(*asked((1, objects.CT, [IMPLICIT])), ("requestor", p_data(pdv(1, 3, head), pdv(1, 2, encoded(made)))),
           ("acceptor", store_rsp(made)), *RELEASED)


@scenario("rule-data-set-forbidden", SCRIPTED, "dicom.pdu.type == 4")
def forbidden(scratch):
    """A C-ECHO request with a data set."""
    head = command_set(AffectedSOPClassUID=VERIFICATION, CommandField=0x0030, MessageID=1, CommandDataSetType=1)
    played(*asked(), ("requestor", p_data(pdv(1, 3, head), pdv(1, 2, identifier()))), ("acceptor", echo_rsp()),
           *RELEASED)


@scenario("rule-small-fragments", SCRIPTED, "dicom.pdu.type == 4")
def small_fragments(scratch):
    """A data set of 18 kB in fragments of 500 bytes, though the acceptor takes PDUs of 16384."""
    made = objects.image(size=96)
    played(*asked((1, objects.CT, [IMPLICIT])), ("requestor", p_data(pdv(1, 3, store_rq(made)))),
           *(("requestor", each) for each in fragmented(1, encoded(made), 500)), ("acceptor", store_rsp(made)),
           *RELEASED)


@scenario("rule-p-data-shapes", SCRIPTED, "dicom.pdu.type == 6")
def shapes(scratch):
    """A P-DATA-TF without a PDV and one with three bytes behind its PDV, between C-ECHOs."""
    trailing = p_data(pdv(1, 3, echo_rq(1, 2)[12:]), b"\0\0\0")
    played(*asked(), *echo(1), ("requestor", p_data()), ("requestor", trailing), ("acceptor", echo_rsp(1, 2)),
           *RELEASED)


def raw_command(body, length=None):
    """A command set of these bytes behind a Command Group Length."""
    return p_data(pdv(1, 3, struct.pack("<HHII", 0, 0, 4, len(body) if length is None else length) + body))


def element(number, value, group=0):
    return struct.pack("<HHI", group, number, len(value)) + value


def short(number, value):
    return element(number, struct.pack("<H", value))


@scenario("rule-commands-malformed", SCRIPTED, "dicom.pdu.type == 6")
def commands_malformed(scratch):
    """C-ECHO commands, each wrong in another way: explicit VR; an element of group 0008; descending tags; no group
    length; an unregistered element; a Message ID of four bytes; a UID with letters; no SOP class; a Move Destination;
    an element longer than the command; no Command Field."""
    sop_class = element(2, (VERIFICATION + "\0").encode())

    def parts(message, sop_class=sop_class, field=short(0x0100, 0x0030)):
        return sop_class + field + short(0x0110, message)

    none = short(0x0800, 0x0101)
    explicit = b"".join(struct.pack("<HH2sH", 0, tag, vr, len(value)) + value for tag, vr, value in (
        (0x0002, b"UI", (VERIFICATION + "\0").encode()), (0x0100, b"US", b"\x30\0"), (0x0110, b"US", b"\x01\0"),
        (0x0800, b"US", b"\x01\x01")))
    explicit = struct.pack("<HH2sHI", 0, 0, b"UL", 4, len(explicit)) + explicit
    commands = (
        p_data(pdv(1, 3, explicit)),
        raw_command(parts(2) + none + element(0x0060, b"CT", group=8)),
        raw_command(sop_class + short(0x0110, 3) + short(0x0100, 0x0030) + none),
        p_data(pdv(1, 3, parts(4) + none)),
        raw_command(parts(5) + none + element(0x9998, b"ab")),
        raw_command(sop_class + short(0x0100, 0x0030) + element(0x0110, b"\6\0\0\0") + none),
        raw_command(parts(7, element(2, b"1.2.840.CT")) + none),
        raw_command(parts(8, b"") + none),
        raw_command(parts(9) + element(0x0600, b"WORKSTATION ") + none),
        raw_command(parts(10) + none + struct.pack("<HHI", 0, 0x1000, 400) + b"1.2."),
        raw_command(parts(11, field=b"") + none))
    steps = []
    for index, each in enumerate(commands, 1):
        steps.append(("requestor", each))
        if index < 11:
            steps.append(("acceptor", echo_rsp(1, index)))
    played(*asked(), *steps, *echo(12), *RELEASED)


@scenario("rule-command-values", SCRIPTED, "dicom.pdu.type == 6")
def command_values(scratch):
    """A C-STORE of priority 7, one on the presentation context of another SOP class, and a C-ECHO response of status
    FF00 (pending)."""
    made, other = image(1), image(2)
    other.SOPClassUID = objects.MR
    head = command_set(AffectedSOPClassUID=objects.CT, CommandField=1, MessageID=1, Priority=7, CommandDataSetType=1,
                       AffectedSOPInstanceUID=made.SOPInstanceUID)
    played(*asked((3, objects.CT, [IMPLICIT]), ECHO),
           ("requestor", p_data(pdv(3, 3, head), pdv(3, 2, encoded(made)))),
           ("acceptor", store_rsp(made, 1, context=3)), *store(other, 2, 3),
           ("requestor", echo_rq(1, 3)), ("acceptor", echo_rsp(1, 3, 0xFF00)), ("acceptor", echo_rsp(1, 3)), *RELEASED)


@scenario("rule-responses-wrong", SCRIPTED, "dicom.pdu.type == 6")
def responses_wrong(scratch):
    """Responses that do not fit: a C-STORE response to a C-ECHO, a second final response, one on another presentation
    context, one that names another instance, one with Error Comment for success, statuses 8123H and B123H."""
    made, other = image(1), image(2)
    commented = command(1, AffectedSOPClassUID=VERIFICATION, CommandField=0x8030, MessageIDBeingRespondedTo=5,
                        CommandDataSetType=0x0101, Status=0, ErrorComment="nothing wrong")
    played(*asked(ECHO, (3, objects.CT, [IMPLICIT])),
           ("requestor", echo_rq(1, 1)), ("acceptor", store_rsp(made, 1)),
           *echo(2), ("acceptor", echo_rsp(1, 2)),
           ("requestor", echo_rq(1, 3)), ("acceptor", echo_rsp(3, 3)),
           store(made, 4, 3)[0], ("acceptor", store_rsp(other, 4, context=3)),
           ("requestor", echo_rq(1, 5)), ("acceptor", commented),
           ("requestor", echo_rq(1, 6)), ("acceptor", echo_rsp(1, 6, 0x8123)),
           store(made, 7, 3)[0], ("acceptor", store_rsp(made, 7, 0xB123, context=3)), *RELEASED)


@scenario("rule-message-id-in-use", SCRIPTED, "dicom.pdu.type == 6")
def message_id_in_use(scratch):
    """Two C-ECHOs of Message ID 1, the second before the first is answered."""
    played(*asked(), ("requestor", echo_rq(1, 1)), ("requestor", echo_rq(1, 1)), ("acceptor", echo_rsp(1, 1)),
           ("acceptor", echo_rsp(1, 1)), *RELEASED)


@scenario("rule-success-before-data-set", SCRIPTED, status(0))
def early_success(scratch):
    """A C-STORE answered with success before its data set was sent."""
    made = image()
    played(*asked((1, objects.CT, [IMPLICIT])), ("requestor", p_data(pdv(1, 3, store_rq(made)))),
           ("acceptor", store_rsp(made)), ("requestor", p_data(pdv(1, 2, encoded(made)))), *RELEASED)


@scenario("rule-role-not-negotiated", SCRIPTED, status(0))
def role_not_negotiated(scratch):
    """A C-STORE sent by the acceptor although no role selection made it an SCU."""
    made = image()
    played(*asked((1, objects.CT, [IMPLICIT])), ("acceptor", store(made)[0][1]), ("requestor", store_rsp(made)),
           *RELEASED)


def cancel_rq(message):
    return command(1, CommandField=0x0FFF, MessageIDBeingRespondedTo=message, CommandDataSetType=0x0101)


@scenario("rule-cancel", SCRIPTED, command_field(0x0FFF))
def cancel(scratch):
    """A C-CANCEL for a Message ID nobody used; a C-FIND that goes on for 25 responses after its C-CANCEL; one that ends
    with FE00 though nobody cancelled it; a pending response without identifier and a final one with."""
    played(*asked((1, STUDY_ROOT_FIND, [IMPLICIT])), ("requestor", cancel_rq(77)),
           ("requestor", find_rq(1)), ("requestor", cancel_rq(1)),
           *(("acceptor", find_rsp(0xFF00, 1, identifier())) for _ in range(25)), ("acceptor", find_rsp(0, 1)),
           ("requestor", find_rq(2)), ("acceptor", find_rsp(0xFE00, 2)),
           ("requestor", find_rq(3)), ("acceptor", find_rsp(0xFF00, 3)), ("acceptor", find_rsp(0, 3, identifier())),
           *RELEASED)


@scenario("rule-cancel-of-store", SCRIPTED, command_field(0x0FFF))
def cancel_of_store(scratch):
    """A C-CANCEL for a C-STORE."""
    made = image()
    sent, answered = store(made)
    played(*asked((1, objects.CT, [IMPLICIT])), sent, ("requestor", cancel_rq(1)), answered, *RELEASED)


@scenario("rule-normalized", SCRIPTED, command_field(0x8140))
def normalized(scratch):
    """Film box created without an instance UID in request or response; printed with a reply that names no action type;
    deleted and then set; the status of a printer of its own."""
    def request(field, **more):
        return command(1, CommandField=field, CommandDataSetType=0x0101, **more)

    def response(field, message, **more):
        return command(1, CommandField=field, MessageIDBeingRespondedTo=message, Status=0,
                       CommandDataSetType=0x0101, **more)

    reply = p_data(pdv(1, 3, command_set(AffectedSOPClassUID=BOX, CommandField=0x8130, MessageIDBeingRespondedTo=2,
                                         Status=0, CommandDataSetType=1, AffectedSOPInstanceUID=INSTANCE)),
                   pdv(1, 2, identifier()))
    change = p_data(pdv(1, 3, command_set(RequestedSOPClassUID=BOX, CommandField=0x0120, MessageID=4,
                                          RequestedSOPInstanceUID=INSTANCE, CommandDataSetType=1)),
                    pdv(1, 2, identifier()))
    played(*asked((1, PRINT, [IMPLICIT])),
           ("requestor", request(0x0140, MessageID=1, AffectedSOPClassUID=BOX)),
           ("acceptor", response(0x8140, 1, AffectedSOPClassUID=BOX)),
           ("requestor", request(0x0130, MessageID=2, RequestedSOPClassUID=BOX, RequestedSOPInstanceUID=INSTANCE,
                                 ActionTypeID=1)), ("acceptor", reply),
           ("requestor", request(0x0150, MessageID=3, RequestedSOPClassUID=BOX, RequestedSOPInstanceUID=INSTANCE)),
           ("acceptor", response(0x8150, 3, AffectedSOPClassUID=BOX, AffectedSOPInstanceUID=INSTANCE)),
           ("requestor", change), ("acceptor", response(0x8120, 4)),
           ("requestor", request(0x0110, MessageID=5, RequestedSOPClassUID=PRINTER, RequestedSOPInstanceUID=INSTANCE)),
           ("acceptor", response(0x8110, 5)), *RELEASED)


@scenario("rule-slow-answers", SCRIPTED, "dicom.pdu.type == 6")
def slow_answers(scratch):
    """Everything takes long: the association three seconds, a C-ECHO two, a C-STORE two, a C-FIND and an N-GET six."""
    made = image()
    contexts = (1, STUDY_ROOT_FIND, [IMPLICIT]), (3, VERIFICATION, [IMPLICIT]), (5, objects.CT, [IMPLICIT])
    (proposal, acceptance), (sent, stored) = asked(*contexts, (7, PRINTER, [IMPLICIT])), store(made, 2, 5)
    get = command(7, CommandField=0x0110, MessageID=4, RequestedSOPClassUID=PRINTER,
                  RequestedSOPInstanceUID="1.2.840.10008.5.1.1.17", CommandDataSetType=0x0101)
    got = command(7, CommandField=0x8110, MessageIDBeingRespondedTo=4, AffectedSOPClassUID=PRINTER, Status=0,
                  CommandDataSetType=0x0101)
    played(proposal, 3.2, acceptance, ("requestor", echo_rq(3, 1)), 2.2, ("acceptor", echo_rsp(3, 1)),
           sent, 2.2, stored, ("requestor", find_rq(3)), 6.2, ("acceptor", find_rsp(0, 3)),
           ("requestor", get), 6.2, ("acceptor", got), *RELEASED)


@scenario("rule-thinking-requestor", SCRIPTED, "dicom.pdu.type == 6")
def thinking(scratch):
    """Seven C-STOREs answered at once, a second between each response and the next request."""
    steps = [step for message in range(1, 8) for step in (*store(image(message), message), 1.0)]
    played(*asked((1, objects.CT, [IMPLICIT])), *steps, *RELEASED)


@scenario("rule-one-object-an-association", SCRIPTED, "dicom.pdu.type == 6")
def one_object(scratch):
    """Six associations after each other with one C-STORE each."""
    for number in range(1, 7):
        played(*asked((1, objects.CT, [IMPLICIT])), *store(image(number)), *RELEASED)


@scenario("rule-data-after-rejection", SCRIPTED, "dicom.pdu.type == 3")
def after_rejection(scratch):
    """A C-ECHO request sent after the association was rejected."""
    played(asked()[0], ("acceptor", associate_rj(1, 1, 1)), ("requestor", echo_rq()))


@scenario("rule-general-failures", SCRIPTED, status(0x0124))
def general_failures(scratch):
    """Instance availability notifications that are refused: SOP class not supported, not authorized, duplicate
    instance, missing attribute, unrecognized operation, resource limitation, processing failure, and 0150H, which no
    table knows."""
    steps = []
    for message, code in enumerate((0x0122, 0x0124, 0x0111, 0x0120, 0x0211, 0x0213, 0x0110, 0x0150), 1):
        create = command_set(AffectedSOPClassUID=AVAILABILITY, CommandField=0x0140, MessageID=message,
                             CommandDataSetType=1, AffectedSOPInstanceUID=INSTANCE)
        steps += [("requestor", p_data(pdv(1, 3, create), pdv(1, 2, identifier()))),
                  ("acceptor", command(1, AffectedSOPClassUID=AVAILABILITY, CommandField=0x8140, Status=code,
                                       MessageIDBeingRespondedTo=message, CommandDataSetType=0x0101,
                                       AffectedSOPInstanceUID=INSTANCE))]
    played(*asked((1, AVAILABILITY, [IMPLICIT])), *steps, *RELEASED)


@derived("rule-round-trip", "store-orthanc", "dicom.pdu.type == 6")
def round_trip(source, target):
    """The same associations with times as over a way of 40 ms in each direction: what the acceptor answers comes 80 ms
    later."""
    made, delay, last = [], 0, None
    for seconds, microseconds, data in pcap.records(source):
        sender = data[26:30]
        if last == socket.inet_aton(MODALITY.address) and sender != last:
            delay += 80_000
        last = sender
        time_here = seconds * 1_000_000 + microseconds + delay
        made.append((*divmod(time_here, 1_000_000), data))
    pcap.write(target, made)


@scenario("rule-messages-and-transfers", SCRIPTED, command_field(0x0030))
def messages_and_transfers(scratch):
    """Two C-ECHOs in one P-DATA-TF; a C-STORE whose command set comes on one presentation context and whose data set on
    another; a command set without Command Field; then a C-ECHO as it should be."""
    def head(message):
        return command_set(AffectedSOPClassUID=VERIFICATION, CommandField=0x0030, MessageID=message,
                           CommandDataSetType=0x0101)

    made = image()
    nameless = command_set(AffectedSOPClassUID=VERIFICATION, MessageID=4, CommandDataSetType=0x0101)
    played(*asked(ECHO, (3, objects.CT, [IMPLICIT]), (5, objects.MR, [IMPLICIT])),
           ("requestor", p_data(pdv(1, 3, head(1)), pdv(1, 3, head(2)))),
           ("acceptor", echo_rsp(1, 1)), ("acceptor", echo_rsp(1, 2)),
           ("requestor", p_data(pdv(3, 3, store_rq(made, 3)))), ("requestor", p_data(pdv(5, 2, encoded(made)))),
           ("acceptor", store_rsp(made, 3, context=3)), ("requestor", p_data(pdv(1, 3, nameless))), *echo(5), *RELEASED)
