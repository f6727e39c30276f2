"""One association of two scripted peers that take turns."""

from network import ARCHIVE, MODALITY
from pdus import associate_ac, associate_rq, command, encoded, fragmented, release_rp, release_rq
from scripted import accepting, connected

REQUESTOR, ACCEPTOR = "requestor", "acceptor"


def conversation(contexts, *turns, host=MODALITY, peer=ARCHIVE, calling="MODALITY", called="ARCHIVE", user=None,
                 answer=None, rejection=None):
    """Contexts are (id, abstract syntax, transfer syntax), all accepted; a turn is (side, PDUs)."""
    def acceptor(other):
        other.receive()
        if rejection:
            other.send(rejection)
            other.drain()
            return
        other.send(associate_ac(*((number, 0, transfer) for number, _, transfer in contexts), called=called,
                                calling=calling, user=answer))
        play(other, ACCEPTOR)
        other.receive()
        other.send(release_rp())
        other.drain()

    def play(other, side):
        for speaker, messages in turns:
            if speaker == side:
                other.send(*messages)
            else:
                for _ in messages:
                    other.receive()

    with accepting(acceptor, host=peer), connected(host, peer.address) as other:
        other.send(associate_rq(*((number, abstract, [transfer]) for number, abstract, transfer in contexts),
                                called=called, calling=calling, user=user))
        other.receive()
        if not rejection:
            play(other, REQUESTOR)
            other.send(release_rq())
            other.receive()


def says(side, context=1, dataset=None, data=None, size=16000, **elements):
    """A turn: one message, its data set (of group 0000 none) in Implicit VR Little Endian, or as bytes."""
    if data is None and dataset is not None:
        data = encoded(dataset)
    elements["CommandDataSetType"] = 0x0101 if data is None else 1
    return side, [command(context, **elements), *(fragmented(context, data, size) if data is not None else ())]


def stored(dataset, message=1, status=0, context=1, data=None, sop_class=None, instance=None, side=REQUESTOR,
           **more):
    """Two turns: a C-STORE request and its response."""
    sop_class = sop_class or dataset.get("SOPClassUID") or "1.2.840.10008.5.1.4.1.1.2"
    instance = instance or dataset.get("SOPInstanceUID") or "1.2.826.0.1.3680043.8.498.7.7"
    named = {"AffectedSOPClassUID": sop_class, "AffectedSOPInstanceUID": instance}
    other = ACCEPTOR if side == REQUESTOR else REQUESTOR
    return (says(side, context, dataset, data, CommandField=0x0001, MessageID=message, Priority=0, **named),
            says(other, context, CommandField=0x8001, MessageIDBeingRespondedTo=message, Status=status, **named,
                 **more))


def asked(field, sop_class, message=1, dataset=None, responses=({},), side=REQUESTOR, context=1, **elements):
    """A request and its responses: each a dictionary of elements, `dataset` among them if it has one. C-services and
    those that make instances name the affected class, the others the requested one."""
    other = ACCEPTOR if side == REQUESTOR else REQUESTOR
    affected = field < 0x100 or field in (0x0100, 0x0140)
    turns = [says(side, context, dataset, CommandField=field, MessageID=message,
                  **{"AffectedSOPClassUID" if affected else "RequestedSOPClassUID": sop_class}, **elements)]
    for response in responses:
        response = dict(response)
        data = response.pop("dataset", None)
        turns.append(says(other, context, data, CommandField=field | 0x8000, MessageIDBeingRespondedTo=message,
                          AffectedSOPClassUID=sop_class, **({"Status": 0} | response)))
    return turns


