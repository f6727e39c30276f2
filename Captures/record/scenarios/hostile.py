"""Text that means to act on whoever shows it."""

import objects
from conversation import ACCEPTOR, REQUESTOR, asked, conversation, says, stored
from pdus import APPLICATION_CONTEXT, EXPLICIT, IMPLICIT, STUDY_ROOT_FIND, associate_rj, item, pdu
from pydicom.dataset import Dataset
from registry import scenario

CT, MOVE = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.2.2.2"
SCRIPT = "</script><script>alert(document.domain)</script>"
IMAGE = "\"><img src=http://192.0.2.66/x onerror=alert(2)>"
TEMPLATE = "{{{script}}}{{#rows}}{{/rows}}"
# Clears the screen, sets the window's title, turns the text around, closes an attribute with a combining mark behind.
TERMINAL = "\x1b[2J\x1b]0;owned\x07\u202egnp.exe\u2028\u0301\"\u0301 onmouseover=alert(3) x='"


@scenario("hostile-text", "scripted → scripted", "dicom.assoc.ae.calling contains \"<script>\"")
def hostile_text(scratch):
    """Five associations with script, SVG, template, HTML and terminal sequences, bidirectional overrides and quotation
    marks in AE titles, implementation names, UIDs, error comments, statuses' elements and text values."""
    image = objects.image()
    image.StudyDescription, image.SeriesDescription, image.StationName = IMAGE, TEMPLATE, "<svg onload=a()>"
    image.PatientName, image.AccessionNumber = "<b>Bold^{{x}}</b>", "\"'><i>"
    image.StudyInstanceUID = SCRIPT
    conversation(
        [(1, CT, IMPLICIT), (3, IMAGE, IMPLICIT), (5, CT, SCRIPT)],
        *stored(image, message=1, instance=IMAGE[:60], status=0xA700, ErrorComment=SCRIPT),
        *stored(image, message=2, instance=SCRIPT[:60], status=0xB000, ErrorComment=_bytes(TERMINAL)),
        *stored(image, message=3, instance=TEMPLATE, sop_class=TEMPLATE, status=0xC001, ErrorComment=TEMPLATE),
        calling="<script>alert(1)", called="\"><svg onload=x>", user=_user(IMAGE, "{{title}}</style"),
        answer=_user(SCRIPT, "'><svg/onload=a>"))

    query = Dataset()
    query.QueryRetrieveLevel, query.StudyInstanceUID, query.PatientName = "<u>STUDY", IMAGE, "*"
    query.StudyDescription, query.AccessionNumber = "", "</template>{{/x}}"
    answer = Dataset()
    answer.update(query)
    answer.PatientName, answer.StudyDescription, answer.StudyInstanceUID = _bytes(TERMINAL[:60]), SCRIPT, TEMPLATE
    conversation(
        [(1, STUDY_ROOT_FIND, IMPLICIT), (3, MOVE, IMPLICIT)],
        *asked(0x0020, STUDY_ROOT_FIND, dataset=query, Priority=0,
               responses=({"Status": 0xFF00, "dataset": answer}, {"Status": 0xC123, "ErrorComment": IMAGE})),
        *asked(0x0021, MOVE, message=2, context=3, dataset=query, Priority=0, MoveDestination="<svg/onload=a()>",
               responses=({"Status": 0xA801, "ErrorComment": _bytes(TERMINAL)},)),
        calling="{{{policy}}}", called="{{>head}}")

    conversation([(1, CT, EXPLICIT)], calling="\u202eMODALITY\u2066", called="\x1b[31mARCHIVE",
                 rejection=associate_rj(1, 1, 7))
    conversation([(1, CT, IMPLICIT)], says(REQUESTOR, CommandField=0x0030, MessageID=7, AffectedSOPClassUID=IMAGE),
                 says(ACCEPTOR, CommandField=0x8030, MessageIDBeingRespondedTo=7, AffectedSOPClassUID=SCRIPT, Status=1),
                 calling="\"\u0301 onclick=a()", called="--><!--<h1>")
    conversation([(1, CT, IMPLICIT)], (REQUESTOR, [pdu(0x3C, SCRIPT.encode())]), calling="javascript:a()",
                 called="&lt;&#60;script", user=_user(APPLICATION_CONTEXT, "\u2028\u202e\x00\x9b2J"))


def _user(class_uid, version_name):
    return item(0x50, item(0x51, (16384).to_bytes(4, "big")) + item(0x52, class_uid) + item(0x55, version_name))


def _bytes(text):
    """Text that comes out as UTF-8 where pydicom encodes it as ISO 8859-1."""
    return text.encode().decode("latin-1")
