"""PDUs, user information items and command sets as bytes (PS3.8 §9.3, PS3.7 §6.3), for peers that send what no toolkit
would."""

import struct

from pydicom.dataset import Dataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1"
VERIFICATION = "1.2.840.10008.1.1"
IMPLICIT = "1.2.840.10008.1.2"
EXPLICIT = "1.2.840.10008.1.2.1"
BIG_ENDIAN = "1.2.840.10008.1.2.2"
STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1"
IMPLEMENTATION = "1.2.826.0.1.3680043.8.498.99"


def pdu(kind, body):
    return struct.pack(">BBI", kind, 0, len(body)) + body


def item(kind, body):
    body = body.encode() if isinstance(body, str) else body
    return struct.pack(">BBH", kind, 0, len(body)) + body


def user_information(maximum=16384, *more):
    return item(0x50, item(0x51, struct.pack(">I", maximum)) + item(0x52, IMPLEMENTATION) + item(0x55, "SCRIPTED_1")
                + b"".join(more))


def associate_rq(*contexts, called="ARCHIVE", calling="MODALITY", version=1, application_context=APPLICATION_CONTEXT,
                 user=None):
    """Contexts are (id, abstract syntax, transfer syntaxes)."""
    items = b"".join(item(0x20, bytes([number, 0, 0, 0]) + item(0x30, abstract)
                          + b"".join(item(0x40, each) for each in transfer))
                     for number, abstract, transfer in contexts)
    return _associate(1, called, calling, version, application_context, items, user)


def associate_ac(*contexts, called="ARCHIVE", calling="MODALITY", user=None):
    """Contexts are (id, result, transfer syntax)."""
    items = b"".join(item(0x21, bytes([number, 0, result, 0]) + item(0x40, transfer))
                     for number, result, transfer in contexts)
    return _associate(2, called, calling, 1, APPLICATION_CONTEXT, items, user)


def associate_rj(result, source, reason):
    return pdu(3, bytes([0, result, source, reason]))


def release_rq():
    return pdu(5, bytes(4))


def release_rp():
    return pdu(6, bytes(4))


def abort(source, reason):
    return pdu(7, bytes([0, 0, source, reason]))


def pdv(context, flags, fragment):
    """One item of a P-DATA-TF; flags: 1 command, 2 last fragment (PS3.8 Annex E.2)."""
    return struct.pack(">IBB", len(fragment) + 2, context, flags) + fragment


def p_data(*pdvs):
    return pdu(4, b"".join(pdvs))


def fragmented(context, data, size):
    """A data set as P-DATA-TF PDUs of one PDV each, with at most that many bytes of it."""
    starts = range(0, len(data), size)
    return [p_data(pdv(context, 2 if start == starts[-1] else 0, data[start:start + size])) for start in starts]


def command(context, **elements):
    """A whole command set in one P-DATA-TF."""
    return p_data(pdv(context, 3, command_set(**elements)))


def command_set(**elements):
    """Elements by keyword; Command Group Length comes first and counts the rest."""
    dataset = Dataset()
    for keyword, value in elements.items():
        setattr(dataset, keyword, value)
    body = encoded(dataset)
    return struct.pack("<HHII", 0, 0, 4, len(body)) + body


def encoded(dataset, implicit=True):
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, implicit
    write_dataset(buffer, dataset)
    return buffer.getvalue()


def echo_rq(context=1, message=1):
    return command(context, AffectedSOPClassUID=VERIFICATION, CommandField=0x0030, MessageID=message,
                   CommandDataSetType=0x0101)


def echo_rsp(context=1, message=1, status=0):
    return command(context, AffectedSOPClassUID=VERIFICATION, CommandField=0x8030,
                   MessageIDBeingRespondedTo=message, CommandDataSetType=0x0101, Status=status)


def store_rq(dataset, message=1):
    """The command set alone, not yet in a PDV."""
    return command_set(AffectedSOPClassUID=dataset.SOPClassUID, CommandField=0x0001, MessageID=message, Priority=0,
                       CommandDataSetType=1, AffectedSOPInstanceUID=dataset.SOPInstanceUID)


def store_rsp(dataset, message=1, status=0, context=1):
    return command(context, AffectedSOPClassUID=dataset.SOPClassUID, CommandField=0x8001,
                   MessageIDBeingRespondedTo=message, CommandDataSetType=0x0101, Status=status,
                   AffectedSOPInstanceUID=dataset.SOPInstanceUID)


def _associate(kind, called, calling, version, application_context, items, user):
    return pdu(kind, struct.pack(">HH16s16s32x", version, 0, called.ljust(16).encode(), calling.ljust(16).encode())
               + item(0x10, application_context) + items + (user or user_information()))
