"""Queries, retrievals and N-services that rules find fault with; both sides scripted."""

import pcap
import objects
from conversation import ACCEPTOR, REQUESTOR, asked, conversation, says, stored
from network import ARCHIVE, MODALITY
from pdus import IMPLICIT, associate_rj, item, user_information
from pydicom.dataset import Dataset
from registry import command_field, derived, scenario, status

SCRIPTED = "scripted → scripted"
QUERY = "1.2.840.10008.5.1.4.1.2."
PATIENT_FIND, STUDY_FIND, STUDY_MOVE, STUDY_GET = QUERY + "1.1", QUERY + "2.1", QUERY + "2.2", QUERY + "2.3"
WORKLIST = "1.2.840.10008.5.1.4.31"
STEP, STEP_RETRIEVE = "1.2.840.10008.3.1.2.3.3", "1.2.840.10008.3.1.2.3.4"
COMMITMENT, COMMITMENT_INSTANCE = "1.2.840.10008.1.20.1", "1.2.840.10008.1.20.1.1"
PRINT_META, SESSION, FILM_BOX, IMAGE_BOX, PRINTER = (f"1.2.840.10008.5.1.1.{end}" for end in ("9", "1", "2", "4", "16"))
UPS, UPS_PULL = "1.2.840.10008.5.1.4.34.6.1", "1.2.840.10008.5.1.4.34.6.3"
STUDY = objects.uid(1, 1)
C_FIND, C_GET, C_MOVE, N_EVENT_REPORT, N_SET, N_ACTION, N_CREATE = 0x20, 0x10, 0x21, 0x100, 0x120, 0x130, 0x140


def data(**attributes):
    dataset = Dataset()
    for keyword, value in attributes.items():
        setattr(dataset, keyword, value)
    return dataset


def numbered(*exchanges):
    """The turns of requests, a Message ID each; an exchange is (field, class, options of `asked`)."""
    return [turn for message, (field, sop_class, options) in enumerate(exchanges, 1)
            for turn in asked(field, sop_class, message, **options)]


def alone(message, exchange):
    """The turns of one exchange with that Message ID."""
    field, sop_class, options = exchange
    return asked(field, sop_class, message, **options)


def find(*matches, final=0, sop_class=STUDY_FIND, context=1, more=None, **keys):
    """A C-FIND by those keys; a match is (status, attributes)."""
    responses = [{"Status": code, "dataset": attributes and data(**attributes)} for code, attributes in matches]
    return C_FIND, sop_class, {"dataset": data(**keys), "Priority": 0, "context": context,
                               "responses": [*responses, {"Status": final} | (more or {})]}


@scenario("rule-query", SCRIPTED, status(0xB001))
def query(scratch):
    """C-FINDs with levels that do not exist, keys of levels above missing or not single, keys below the level; answers
    without identifier, with one too many, without keys asked for, with others, of another level, empty or
    contradicting; B001, A700 and C001."""
    keys = {"QueryRetrieveLevel": "STUDY", "StudyInstanceUID": "", "AccessionNumber": ""}
    conversation(
        [(1, STUDY_FIND, IMPLICIT), (3, PATIENT_FIND, IMPLICIT)],
        *numbered(
            find(final=0xA900, QueryRetrieveLevel="INSTANCE", StudyInstanceUID=""),
            find(final=0xA900, QueryRetrieveLevel="PATIENT", PatientID=""),
            find(final=0xA900, QueryRetrieveLevel="SERIES", SeriesInstanceUID=""),
            find(final=0xA900, sop_class=PATIENT_FIND, context=3, QueryRetrieveLevel="STUDY", StudyInstanceUID=""),
            find(final=0xA900, QueryRetrieveLevel="SERIES", StudyInstanceUID=[STUDY, STUDY + ".1"]),
            find(QueryRetrieveLevel="STUDY", StudyInstanceUID="", Modality="CT"),
            find((0xFF00, None), **keys),
            find((0xFF00, keys | {"StudyInstanceUID": STUDY}), more={"dataset": data(**keys)}, **keys),
            find((0xFF00, {"QueryRetrieveLevel": "STUDY", "StudyInstanceUID": STUDY}), **keys),
            find((0xFF00, keys | {"StudyInstanceUID": STUDY, "PatientSex": "O"}), **keys),
            find((0xFF00, keys | {"StudyInstanceUID": STUDY, "QueryRetrieveLevel": "SERIES"}), **keys),
            find((0xFF00, keys), **keys),
            find((0xFF00, keys | {"StudyInstanceUID": STUDY}), **(keys | {"StudyInstanceUID": STUDY + ".1"})),
            find((0xFF00, keys | {"StudyInstanceUID": STUDY}), final=0xB001, **keys),
            find(final=0xA700, **keys),
            find(final=0xC001, more={"ErrorComment": "Fictitious database error"}, **keys)))


@scenario("rule-query-unconstrained", SCRIPTED, status(0xFF00))
def unconstrained(scratch):
    """A C-FIND without a single key value, answered with 120 matches."""
    keys = {"QueryRetrieveLevel": "STUDY", "StudyInstanceUID": ""}
    conversation([(1, STUDY_FIND, IMPLICIT)], *numbered(
        find(*[(0xFF00, keys | {"StudyInstanceUID": objects.uid(1, number)}) for number in range(1, 121)], **keys)))


def counters(remaining, completed, failed, warning):
    names = ("Remaining", "Completed", "Failed", "Warning")
    return {f"NumberOf{name}Suboperations": value
            for name, value in zip(names, (remaining, completed, failed, warning)) if value is not None}


def move(*responses, destination="VIEWER", sop_class=STUDY_MOVE, field=C_MOVE, context=1, **keys):
    """A C-MOVE or C-GET; a response is (status, four counters[, identifier])."""
    keys = keys or {"QueryRetrieveLevel": "STUDY", "StudyInstanceUID": STUDY}
    answers = [{"Status": code, "dataset": rest[0] if rest else None} | counters(*numbers)
               for code, numbers, *rest in responses]
    return field, sop_class, {"dataset": data(**keys), "Priority": 0, "context": context, "responses": answers,
                              **({"MoveDestination": destination} if field == C_MOVE else {})}


@scenario("rule-retrieve", SCRIPTED, status(0xA702))
def retrieve(scratch):
    """C-MOVEs without unique keys, with a malformed destination, and responses whose counters, status and list of
    failed instances contradict each other; then a C-GET without the role for it, to which the acceptor sends all the
    same."""
    failed = data(FailedSOPInstanceUIDList=objects.uid(1, 1, 1, 1))
    turns = numbered(
        move((0xA900, (None, 0, 0, 0)), QueryRetrieveLevel="STUDY", StudyInstanceUID=""),
        move((0xA900, (None, 0, 0, 0)), QueryRetrieveLevel="SERIES", SeriesInstanceUID=objects.uid(1, 1, 1)),
        move((0xA801, (None, 0, 0, 0)), destination="192.0.2.30\\104"),
        move((0xFF00, (2, 0, None, None)), (0, (None, 2, 0, 0))),
        move((0, (0, 2, 0, 0))),
        move((0xFF00, (1, 1, 0, 0)), (0xFF00, (2, 0, 0, 0)), (0, (None, 2, 0, 0))),
        move((0xFF00, (2, 1, 0, 0)), (0xFF00, (1, 1, 0, 0)), (0, (None, 2, 0, 0))),
        move((0, (None, 1, 1, 0))),
        move((0xB000, (None, 2, 0, 0))),
        move((0xC000, (None, 1, 1, 0), failed)),
        move((0xB000, (None, 1, 1, 0))),
        move((0xFF00, (1, 1, 0, 0), failed), (0, (None, 2, 0, 0))),
        move((0, (None, 0, 0, 0))),
        move((0xA702, (None, 0, 2, 0), failed)))
    request, response = alone(30, move((0, (None, 1, 0, 0)), field=C_GET, sop_class=STUDY_GET, context=3))
    turns += [request, *stored(objects.image(size=8), 1, context=5, side=ACCEPTOR), response]
    conversation([(1, STUDY_MOVE, IMPLICIT), (3, STUDY_GET, IMPLICIT), (5, objects.CT, IMPLICIT)], *turns)


@scenario("rule-retrieve-delivery", SCRIPTED, status(0))
def delivery(scratch):
    """A C-MOVE that reports three objects delivered; the archive delivers one of them, in an association under another
    AE title than it was called by."""
    image = objects.image(size=8)
    request, response = alone(7, move((0, (None, 3, 0, 0))))
    sub = says(REQUESTOR, 1, image, CommandField=1, MessageID=1, Priority=2, AffectedSOPClassUID=objects.CT,
               AffectedSOPInstanceUID=image.SOPInstanceUID, MoveOriginatorApplicationEntityTitle="MODALITY",
               MoveOriginatorMessageID=7)
    done = stored(image)[1]

    class Deliver(list):
        """PDUs of the response, before which the archive opens the other association."""
        def __iter__(self):
            if not delivered:
                delivered.append(True)
                conversation([(1, objects.CT, IMPLICIT)], sub, done, host=ARCHIVE, peer=MODALITY,
                             calling="ARCHIVE-OUT", called="VIEWER")
            return super().__iter__()

    delivered = []
    conversation([(1, STUDY_MOVE, IMPLICIT)], request, (response[0], Deliver(response[1])))


def step_keys(**values):
    step = {"Modality": "", "ScheduledStationAETitle": "", "ScheduledProcedureStepStartDate": "",
            "ScheduledProcedureStepStartTime": "", "ScheduledProcedureStepID": ""}
    return {"PatientName": "", "PatientID": "", "StudyInstanceUID": "", "AccessionNumber": "",
            "RequestedProcedureID": "", "ScheduledProcedureStepSequence": [data(**(step | values))]}


def entry(number=1, **values):
    step = {"Modality": "CT", "ScheduledStationAETitle": "MODALITY", "ScheduledProcedureStepStartDate": "20260101",
            "ScheduledProcedureStepStartTime": "100000", "ScheduledProcedureStepID": f"SPS-{number:04}"}
    return {"PatientName": "Worklist^Test", "PatientID": f"TEST-{number:04}",
            "StudyInstanceUID": objects.uid(1, number), "AccessionNumber": f"ACC-{number:04}",
            "RequestedProcedureID": f"RP-{number:04}",
            "ScheduledProcedureStepSequence": [data(**(step | values))]}


def worklist_find(*matches, **keys):
    return find(*matches, sop_class=WORKLIST, **keys)


@scenario("rule-worklist", SCRIPTED, command_field(C_FIND))
def worklist(scratch):
    """Worklist C-FINDs without a step, with two steps, with a Query/Retrieve Level, for another station; answers with
    empty attributes, with another modality, and none."""
    two = step_keys() | {"ScheduledProcedureStepSequence": [data(Modality="CT"), data(Modality="MR")]}
    bare = {"PatientName": "", "Modality": "CT"}
    conversation([(1, WORKLIST, IMPLICIT)], *numbered(
        worklist_find(final=0xA900, **bare),
        worklist_find(final=0xA900, **two),
        worklist_find((0xFF00, entry()), QueryRetrieveLevel="STUDY", **step_keys()),
        worklist_find((0xFF00, entry(ScheduledStationAETitle="CT2")), **step_keys(ScheduledStationAETitle="CT2")),
        worklist_find((0xFF00, entry() | {"StudyInstanceUID": "", "RequestedProcedureID": ""}), **step_keys()),
        worklist_find((0xFF00, entry(Modality="MR")), **step_keys(Modality="CT")),
        worklist_find(**step_keys(ScheduledStationAETitle="MODALITY", Modality="CT"))))


@scenario("rule-queries-near-misses", SCRIPTED, command_field(C_FIND))
def near_misses(scratch):
    """Worklist C-FINDs of two modalities: what one finds is scheduled on another station than the other asks for, and
    the second finds nothing with the very keys with which the first found something."""
    def asks(*turns, calling):
        conversation([(1, WORKLIST, IMPLICIT)], *numbered(*turns), calling=calling)
    day = {"Modality": "CT", "ScheduledProcedureStepStartDate": "20260101"}
    asks(worklist_find((0xFF00, entry()), **step_keys(Modality="CT")), calling="CT1")
    asks(worklist_find(**step_keys(ScheduledStationAETitle="CT2", **day)), calling="CT2")
    asks(worklist_find((0xFF00, entry()), **step_keys(**day)), calling="CT1")
    asks(worklist_find(**step_keys(**day)), calling="CT3")


def created(**changes):
    """The attributes of a performed procedure step that begins; None leaves one out."""
    scheduled = data(StudyInstanceUID=changes.pop("study", STUDY), AccessionNumber="ACC-0001")
    attributes = {"Modality": "CT", "PatientName": "Step^Test", "PatientID": "TEST-0001", "PatientBirthDate": "",
                  "PatientSex": "", "StudyID": "", "PerformedStationAETitle": "MODALITY",
                  "PerformedProcedureStepStartDate": "20260101", "PerformedProcedureStepStartTime": "101500",
                  "PerformedProcedureStepEndDate": "", "PerformedProcedureStepEndTime": "",
                  "PerformedProcedureStepStatus": "IN PROGRESS", "PerformedProcedureStepID": "PPS-0001",
                  "ScheduledStepAttributesSequence": [scheduled], "PerformedSeriesSequence": []} | changes
    return data(**{keyword: value for keyword, value in attributes.items() if value is not None})


def create(number, status=0, sop_class=STEP, **changes):
    return N_CREATE, sop_class, {"AffectedSOPInstanceUID": objects.uid(6, number), "dataset": created(**changes),
                                 "responses": [{"Status": status}]}


def complete(number, status=0, sop_class=STEP, **changes):
    attributes = {"PerformedProcedureStepStatus": "COMPLETED", "PerformedProcedureStepEndDate": "20260101",
                  "PerformedProcedureStepEndTime": "103000",
                  "PerformedSeriesSequence": [data(SeriesInstanceUID=objects.uid(1, 1, 1))]} | changes
    return N_SET, sop_class, {"RequestedSOPInstanceUID": objects.uid(6, number), "responses": [{"Status": status}],
                              "dataset": data(**{key: value for key, value in attributes.items() if value is not None})}


@scenario("rule-mpps", SCRIPTED, status(0x0111))
def mpps(scratch):
    """Performed procedure steps created as COMPLETED, without what they must have, and twice; completed without end or
    series, with the patient's data again, and by the Retrieve class."""
    conversation([(1, STEP, IMPLICIT)], *numbered(
        create(1, PerformedProcedureStepStatus="COMPLETED"),
        create(2, PerformedProcedureStepID="", PerformedStationAETitle=None),
        create(3, PatientBirthDate=None, StudyID=None),
        create(4), create(4, 0x0111), complete(4, PerformedProcedureStepEndDate=None, PerformedSeriesSequence=[]),
        create(5), complete(5, PatientID="TEST-0001", Modality="CT"),
        create(6), complete(6, 0x0122, STEP_RETRIEVE)))


@scenario("rule-mpps-and-images", SCRIPTED, command_field(N_SET))
def mpps_and_images(scratch):
    """A performed procedure step of one study, completed; a C-STORE of another study."""
    conversation([(1, STEP, IMPLICIT), (3, objects.CT, IMPLICIT)], *numbered(create(7), complete(7)),
                 *stored(objects.image(patient=2, size=8), 9, context=3))


@scenario("rule-mpps-attributes", SCRIPTED, command_field(N_SET))
def mpps_attributes(scratch):
    """A performed procedure step created without Performed Procedure Step Description, which comes with the N-SET that
    discontinues it without a reason."""
    conversation([(1, STEP, IMPLICIT)], *numbered(
        create(9),
        complete(9, PerformedProcedureStepStatus="DISCONTINUED", PerformedProcedureStepDescription="CT Head")))


@scenario("rule-worklist-and-images", SCRIPTED, command_field(C_FIND))
def worklist_and_images(scratch):
    """A worklist entry; a C-STORE of its study with another Patient ID and accession number, a C-STORE and a performed
    procedure step of a study that was not in the worklist."""
    other = objects.image(size=8)
    other.PatientID, other.AccessionNumber = "TEST-0099", "ACC-0099"
    conversation([(1, WORKLIST, IMPLICIT)], *numbered(worklist_find((0xFF00, entry()), **step_keys())))
    conversation([(1, STEP, IMPLICIT), (3, objects.CT, IMPLICIT)],
                 *numbered(create(8, study=objects.uid(1, 2)), complete(8)),
                 *stored(other, 10, context=3), *stored(objects.image(patient=2, size=8), 11, context=3))


def referenced(*numbers, **attributes):
    return [data(ReferencedSOPClassUID=objects.CT, ReferencedSOPInstanceUID=objects.uid(1, 1, 1, number), **attributes)
            for number in numbers]


def commit(transaction, *instances, status=0, action=1, instance=COMMITMENT_INSTANCE, context=1):
    attributes = {"TransactionUID": transaction and objects.uid(7, transaction),
                  "ReferencedSOPSequence": referenced(*instances)}
    return N_ACTION, COMMITMENT, {"RequestedSOPInstanceUID": instance, "ActionTypeID": action, "context": context,
                                  "dataset": data(**attributes), "responses": [{"Status": status}]}


def report(transaction, kind, done=(), lost=None, reason=0x0112, status=0, side=ACCEPTOR):
    attributes = {"TransactionUID": transaction and objects.uid(7, transaction),
                  "ReferencedSOPSequence": referenced(*done)}
    if lost is not None:
        attributes["FailedSOPSequence"] = referenced(*lost, FailureReason=reason)
    return N_EVENT_REPORT, COMMITMENT, {"AffectedSOPInstanceUID": COMMITMENT_INSTANCE, "EventTypeID": kind,
                                        "side": side, "dataset": data(**attributes), "responses": [{"Status": status}]}


@scenario("rule-storage-commitment", SCRIPTED, command_field(N_ACTION))
def storage_commitment(scratch):
    """N-ACTIONs to another instance, of another action, without transaction, without instances, with a transaction
    used before; N-EVENT-REPORTs of an undefined type, of success with failures, of failures without a list, with odd
    reasons, of fewer instances than asked for, and refused."""
    conversation([(1, COMMITMENT, IMPLICIT)], *numbered(
        commit(1, 1, instance=objects.uid(7, 99), status=0x0112), commit(2, 1, action=2, status=0x0123),
        commit("", 1, status=0x0115), commit(4, status=0x0115),
        commit(5, 1), commit(5, 1, status=0x0110), report(5, 3, (1,), status=0x0113),
        commit(6, 1, 2), report(6, 1, (1,), (2,)), commit(7, 1, 2), report(7, 2, (1,)),
        commit(8, 1, 2), report(8, 2, (1,), (2,), 0xC001), commit(9, 1, 2), report(9, 2, (1,), (2,), 0x0119),
        commit(10, 1, 2), report(10, 1, (1,)), commit(11, 1), report(11, 1, (1,), status=0x0110)))


@scenario("rule-storage-commitment-reverse", SCRIPTED, command_field(N_EVENT_REPORT))
def storage_commitment_reverse(scratch):
    """Two storage commitment requests; the archive's first attempt to report is rejected, then it reports on the
    first under another AE title without the role for it, and once more with the role proposed and not granted, for a
    transaction nobody asked for."""
    contexts = [(1, COMMITMENT, IMPLICIT)]
    conversation(contexts, *numbered(commit(21, 1), commit(23, 1)))
    back = {"host": ARCHIVE, "peer": MODALITY, "called": "MODALITY"}
    conversation(contexts, calling="ARCHIVE", rejection=associate_rj(1, 1, 7), **back)
    conversation(contexts, *numbered(report(21, 1, (1,), side=REQUESTOR)), calling="ARCHIVE-OUT", **back)
    role = user_information(16384, item(0x54, len(COMMITMENT).to_bytes(2, "big") + COMMITMENT.encode() + b"\0\1"))
    conversation(contexts, *numbered(report(22, 1, (1,), side=REQUESTOR)), calling="ARCHIVE", user=role, **back)


@scenario("rule-print", SCRIPTED, status(0xB604))
def printing(scratch):
    """An image box and a film box without film session; then warnings (B600, B604), refusals (0106, C600, C601, C603)
    and a printer that reports WARNING and FAILURE."""
    def make(sop_class, number, status=0):
        attributes = {"NumberOfCopies": 1} if sop_class == SESSION else {"FilmSizeID": "14INX17IN"}
        return N_CREATE, sop_class, {"AffectedSOPInstanceUID": objects.uid(5, number), "dataset": data(**attributes),
                                     "responses": [{"Status": status}]}

    def fill(status=0):
        return N_SET, IMAGE_BOX, {"RequestedSOPInstanceUID": objects.uid(5, 9), "dataset": data(ImageBoxPosition=1),
                                  "responses": [{"Status": status}]}

    def begin(status=0):
        return N_ACTION, SESSION, {"RequestedSOPInstanceUID": objects.uid(5, 2), "ActionTypeID": 1,
                                   "responses": [{"Status": status}]}

    def event(kind):
        return N_EVENT_REPORT, PRINTER, {"AffectedSOPInstanceUID": "1.2.840.10008.5.1.1.17", "EventTypeID": kind,
                                         "side": ACCEPTOR}
    conversation([(1, PRINT_META, IMPLICIT)], *numbered(
        fill(0x0112), make(FILM_BOX, 1, 0x0106), make(SESSION, 2, 0xB600), begin(0xC600), make(FILM_BOX, 3),
        fill(0xB604), fill(0xC603), begin(0xC601), event(2), event(3)))


@scenario("rule-ups", SCRIPTED, status(0xC301))
def unified_procedure_step(scratch):
    """Unified procedure steps created IN PROGRESS and with a Transaction UID, set to a state by N-SET, claimed without
    Transaction UID, with undefined actions and events, under the class UPS Pull; refused with C309, C303, C301, C307
    and B306."""
    def act(kind, status=0, sop_class=UPS, **attributes):
        return N_ACTION, sop_class, {"RequestedSOPInstanceUID": objects.uid(4, 1), "ActionTypeID": kind,
                                     "dataset": data(**attributes), "responses": [{"Status": status}]}

    def make(status=0, **attributes):
        return N_CREATE, UPS, {"AffectedSOPInstanceUID": objects.uid(4, 1), "dataset": data(**attributes),
                               "responses": [{"Status": status}]}
    claim = {"ProcedureStepState": "IN PROGRESS", "TransactionUID": objects.uid(4, 2)}
    conversation([(1, UPS, IMPLICIT)], *numbered(
        make(0xC309, **(claim | {"TransactionUID": ""})),
        make(ProcedureStepState="SCHEDULED", TransactionUID=objects.uid(4, 2)),
        (N_SET, UPS, {"RequestedSOPInstanceUID": objects.uid(4, 1), "responses": [{"Status": 0xC303}],
                      "dataset": data(ProcedureStepState="COMPLETED")}),
        act(1, 0xC301, ProcedureStepState="IN PROGRESS"), act(9, 0x0123, **claim), act(1, 0xC307, UPS_PULL, **claim),
        act(1, 0xB306, **claim),
        (N_EVENT_REPORT, UPS, {"AffectedSOPInstanceUID": objects.uid(4, 1), "EventTypeID": 9, "side": ACCEPTOR,
                               "dataset": data(ProcedureStepState="IN PROGRESS")})))


def later(source, target, last, seconds):
    """The copy whose last records come so many seconds later."""
    made = list(pcap.records(source))
    place = len(made) - last
    pcap.write(target, [(when + (seconds if number >= place else 0), part, packet)
                        for number, (when, part, packet) in enumerate(made)])


@derived("rule-retrieve-slow", "move-destination-down", status(0xA702))
def retrieve_slow(source, target):
    """The archive is silent for 45 seconds before it answers the C-MOVE."""
    made = list(pcap.records(source))
    answer = next(number for number, (_, _, packet) in enumerate(made) if b"\x02\0\0\0\x21\x80" in packet)
    header = answer - 2  # the PDU header went ahead in a packet of its own
    later(source, target, len(made) - header, 45)


@scenario("rule-unfinished", SCRIPTED, command_field(N_CREATE))
def unfinished(scratch):
    """A performed procedure step that is created and not finished, a storage commitment request without a report."""
    conversation([(1, STEP, IMPLICIT), (3, COMMITMENT, IMPLICIT)], *numbered(create(9)),
                 *alone(2, commit(31, 1, context=3)))


@derived("rule-unfinished-for-hours", "rule-unfinished", "tcp")
def unfinished_for_hours(source, target):
    """The association is released five hours after the last operation."""
    later(source, target, 4, 5 * 3600)
