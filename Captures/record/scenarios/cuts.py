"""What mirror ports, filters and file formats do to a capture: cut, converted and damaged copies of other captures."""

import gzip
import struct
import subprocess

import pcap
from registry import derived


def frames(capture, display_filter):
    """The numbers of the frames that match."""
    done = subprocess.run(["tshark", "-n", "-r", capture, "-d", "tcp.port==11112,dicom", "-Y", display_filter, "-T",
                           "fields", "-e", "frame.number"], check=True, capture_output=True, text=True)
    return done.stdout.split()


def editcap(source, target, *words, form="pcap"):
    """The copy without the frames named after the files; options come first."""
    options = [word for word in words if word.startswith("-") or words[words.index(word) - 1] == "-s"]
    subprocess.run(["editcap", "-F", form, *options, source, target, *(word for word in words if word not in options)],
                   check=True, capture_output=True)
    if form == "pcapng":
        _forget_recorder(target)


def matching(source, target, display_filter):
    subprocess.run(["tshark", "-n", "-r", source, "-Y", display_filter, "-F", "pcap", "-w", target], check=True,
                   capture_output=True)


@derived("mid-association", "store-sixty-small", "tcp.len > 0")
def mid_association(source, target):
    """The capture begins in the middle of an association of many C-STOREs and ends before its release: no handshake,
    the transfer syntax can only be inferred."""
    editcap(source, target, "-r", "100-199")


@derived("mid-association-off-port", "echo-orthanc", "tcp.len > 0")
def mid_association_off_port(source, target):
    """The capture begins after the A-ASSOCIATE-AC, on port 4242: only the content tells that it is DICOM."""
    editcap(source, target, "1-7")


@derived("requestor-side-only", "store-mixed-objects", "dicom.pdu.type == 1")
def requestor_only(source, target):
    """Only the packets from the requestor were captured: proposals without answers, requests without responses."""
    matching(source, target, "ip.src == 192.0.2.10")


@derived("acceptor-side-only", "get-sub-operations", "dicom.pdu.type == 2")
def acceptor_only(source, target):
    """Only the packets from the acceptor were captured: an A-ASSOCIATE-AC without its request, responses without
    requests."""
    matching(source, target, "ip.src == 192.0.2.20")


@derived("lost-segment", "store-small-pdus", "tcp.analysis.lost_segment")
def lost_segment(source, target):
    """One segment in the middle of a data set is missing from the capture, though the acceptor acknowledged it; the
    C-STORE-RSP and the release are there."""
    data = frames(source, "tcp.len == 1448 and ip.src == 192.0.2.10")
    editcap(source, target, data[len(data) // 2])


@derived("lost-segment-with-pdu-header", "rt-plan-storage", "tcp.analysis.lost_segment")
def lost_header(source, target):
    """The segment holding just the headers of a P-DATA-TF PDU and of its PDV is missing from the capture."""
    editcap(source, target, frames(source, "tcp.len == 12 and frame contains 04:00:00:00:3f")[0])


@derived("lost-segment-of-request", "store-explicit-little-endian", "tcp.analysis.ack_lost_segment or tcp.analysis.lost_segment")
def lost_segment_of_request(source, target):
    """One segment in the middle of an A-ASSOCIATE-RQ of 120 presentation contexts is missing from the capture: of some
    contexts it cannot be told what was proposed."""
    editcap(source, target, frames(source, "tcp.len == 1448 and ip.src == 192.0.2.10")[2])


@derived("lost-acceptance", "store-jpeg-lossless", "tcp.analysis.lost_segment or tcp.analysis.ack_lost_segment")
def lost_acceptance(source, target):
    """The A-ASSOCIATE-AC is missing from the capture: the transfer syntax of what follows is not known."""
    editcap(source, target, *frames(source, "dicom.pdu.type == 2"))


@derived("duplicated-frames", "find-study-root", "tcp.analysis.retransmission or tcp.analysis.duplicate_ack")
def duplicated(source, target):
    """Every frame is there twice, as when a mirror port copies both the incoming and the outgoing side."""
    pcap.write(target, [record for record in pcap.records(source) for _ in range(2)])


@derived("snap-length-96", "store-implicit-little-endian", "frame.cap_len == 96")
def snapped(source, target):
    """Every frame cut at 96 bytes, as a short snap length leaves it."""
    editcap(source, target, "-s", "96")


@derived("truncated-file", "store-explicit-little-endian", "tcp")
def truncated(source, target):
    """The file ends in the middle of a record, as when a disk filled up."""
    target.write_bytes(source.read_bytes()[:12345])


@derived("echo-pcapng", "echo", "dicom.pdu.type == 6", suffix=".pcapng")
def pcapng(source, target):
    """The same association as a pcapng file."""
    editcap(source, target, form="pcapng")


@derived("echo-nanoseconds-pcapng", "echo-nanoseconds", "dicom.pdu.type == 6", suffix=".pcapng")
def pcapng_nanoseconds(source, target):
    """The same association as a pcapng file with nanosecond times."""
    editcap(source, target, form="pcapng")


@derived("two-link-types-pcapng", "echo", "sll and dicom.pdu.type == 6", suffix=".pcapng")
def two_link_types(source, target):
    """A pcapng file of two interfaces of different link types, Ethernet and Linux cooked, a C-ECHO on each."""
    subprocess.run(["mergecap", "-a", "-F", "pcapng", "-w", target, source, source.with_name("echo-linux-cooked.pcap")],
                   check=True, capture_output=True)
    _forget_recorder(target)


@derived("echo-gzip", "echo", "dicom.pdu.type == 6", suffix=".pcap.gz")
def compressed(source, target):
    """The same association as a gzip-compressed pcap file."""
    target.write_bytes(gzip.compress(source.read_bytes(), mtime=0))


@derived("echo-big-endian-file", "echo", "dicom.pdu.type == 6")
def big_endian_file(source, target):
    """The same association in a pcap file whose headers are in the other byte order."""
    pcap.write(target, pcap.records(source), order=">")


def _forget_recorder(capture):
    """Takes the options out of a pcapng file's section header: they name the machine and the program."""
    data = capture.read_bytes()
    length = struct.unpack_from("<I", data, 4)[0]
    capture.write_bytes(data[:4] + struct.pack("<I", 28) + data[8:24] + struct.pack("<I", 28) + data[length:])
