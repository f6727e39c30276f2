"""The same conversation as other links, tunnels and mirror ports would carry it; the headers are put on by script."""

import struct

import pcap
from registry import derived

ETHERNET = 14
MIRROR = bytes.fromhex("020000000031 020000000030 0800")


def checksum(header):
    total = sum(struct.unpack(f">{len(header) // 2}H", header))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def ipv4(protocol, payload, fragment=0, identification=0, ends=("192.0.2.30", "192.0.2.31")):
    addresses = b"".join(bytes(map(int, each.split("."))) for each in ends)
    header = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(payload), identification, fragment, 64, protocol, 0) + addresses
    return header[:10] + struct.pack(">H", checksum(header)) + header[12:] + payload


def mirrored(gre, frame):
    """The frame inside GRE from a switch to an analyzer."""
    return MIRROR + ipv4(47, gre + frame)


def carried(name, shows, description, wrap, source="echo", link_type=1):
    """Registers a copy of the source in which wrap was applied to each frame and its number."""
    @derived(name, source, shows)
    def make(capture, target):
        wrapped = ((seconds, microseconds, wrap(frame, number))
                   for number, (seconds, microseconds, frame) in enumerate(pcap.records(capture), 1))
        pcap.write(target, wrapped, link_type)
    make.__doc__ = description


carried("vlan", "vlan.id == 100 and dicom", "The same association in VLAN 100.",
        lambda frame, _: frame[:12] + bytes.fromhex("8100 0064") + frame[12:])
carried("vlan-stacked", "vlan.id == 200 and dicom", "The same association in VLAN 200 inside service VLAN 100 (QinQ).",
        lambda frame, _: frame[:12] + bytes.fromhex("88A8 0064 8100 00C8") + frame[12:])
carried("mpls", "mpls.label == 2001 and dicom", "The same association under two MPLS labels.",
        lambda frame, _: frame[:12] + bytes.fromhex("8847 007D0040 007D1140") + frame[ETHERNET:])
carried("pppoe", "pppoes and dicom", "The same association in a PPPoE session.",
        lambda frame, _: frame[:12] + bytes.fromhex("8864 1100 0007") + struct.pack(">H", len(frame) - ETHERNET + 2)
        + bytes.fromhex("0021") + frame[ETHERNET:])
carried("raw-ip", "dicom", "The same association with link type raw IP: no link layer at all.",
        lambda frame, _: frame[ETHERNET:], link_type=101)
carried("null-loopback", "null and dicom", "The same association with the link type of BSD loopback.",
        lambda frame, _: struct.pack("<I", 2) + frame[ETHERNET:], link_type=0)
carried("gre", "gre.proto == 0x6558 and dicom", "The same association mirrored as transparent Ethernet in GRE.",
        lambda frame, _: mirrored(bytes.fromhex("0000 6558"), frame))
carried("gre-with-key", "gre.key and dicom", "The same association, IPv4 in GRE with key and sequence number.",
        lambda frame, number: MIRROR + ipv4(47, struct.pack(">HHII", 0x3000, 0x0800, 42, number) + frame[ETHERNET:]))
carried("erspan-ii", "erspan and dicom", "The same association mirrored by a switch in ERSPAN type II.",
        lambda frame, number: mirrored(struct.pack(">HHIHHI", 0x1000, 0x88BE, number, 0x1064, 0x0001, 7), frame))
carried("erspan-iii", "erspan and dicom", "The same association mirrored by a switch in ERSPAN type III.",
        lambda frame, number: mirrored(
            struct.pack(">HHIHHIHH", 0x1000, 0x22EB, number, 0x2064, 0x0001, number * 100, 0, 0), frame))
carried("ipv6-extension-headers", "ipv6.dst and dicom", "IPv6 packets with hop-by-hop and destination options headers.",
        lambda frame, _: frame[:18] + struct.pack(">HB", len(frame) - 54 + 16, 0) + frame[21:54]
        + bytes.fromhex("3C00 0104 00000000") + bytes([frame[20]]) + bytes.fromhex("00 0104 00000000") + frame[54:],
        source="ipv6")
carried("ipip", "ip.proto == 4 and dicom", "The same association, IPv4 in IPv4.",
        lambda frame, _: MIRROR + ipv4(4, frame[ETHERNET:]))


@derived("ipv4-fragments", "store-jpeg-lossless", "ip.flags.mf == 1")
def ipv4_fragments(source, target):
    """A C-STORE whose larger IPv4 packets come in fragments of 480 bytes, the last first."""
    made = []
    for number, (seconds, microseconds, frame) in enumerate(pcap.records(source), 1):
        header, payload = frame[ETHERNET:ETHERNET + 20], frame[ETHERNET + 20:]
        if len(payload) <= 480:
            made.append((seconds, microseconds, frame))
            continue
        ends = [".".join(map(str, header[start:start + 4])) for start in (12, 16)]
        for start in reversed(range(0, len(payload), 480)):
            more = 0x2000 if start + 480 < len(payload) else 0
            packet = ipv4(6, payload[start:start + 480], more | start // 8, number, ends)
            made.append((seconds, microseconds, frame[:ETHERNET] + packet))
    pcap.write(target, made)
