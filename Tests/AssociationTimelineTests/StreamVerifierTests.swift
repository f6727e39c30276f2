import Evidence
import PacketCapture
import Testing

@testable import AssociationTimeline

/// The same traffic gives the same timeline, however it was captured and whatever the network did to it.
@Suite struct StreamVerifierTests {
    /// Captures to which the transforms cannot be applied, and why.
    static let exceptions: [String: String] = [
        "echo-linux-cooked.pcap": "not Ethernet",
        "echo-linux-cooked-v2.pcap": "not Ethernet",
        "null-loopback.pcap": "not Ethernet",
        "raw-ip.pcap": "not Ethernet",
        "two-link-types-pcapng.pcapng": "not Ethernet alone",
        "mpls.pcap": "labelled already, so that what follows is no IP packet to be encapsulated",
        "pppoe.pcap": "in a session already, so that what follows is no IP packet to be encapsulated",
        "vlan-stacked.pcap": "tagged already, so that what follows is no IP packet to be encapsulated",
        "ipv4-fragments.pcap": "fragmented already",
        "lost-segment.pcap": "what is lost depends on the segments around it",
        "mid-association.pcap": "how much of the first PDU is recognised depends on how it is cut into segments",
        "mid-association-failure.pcap":
            "how much of the first PDU is recognised depends on how it is cut into segments",
        "rule-no-association-request.pcap": "how much is recognised depends on how it is cut into segments",
        "rule-smtp-banner.pcap": "the request behind a greeting is recognised in its first segment",
        "mid-association-off-port.pcap":
            "how much of the first PDU is recognised depends on how it is cut into segments",
        "vlan.pcap": "tagged already, so that what follows is no IP packet to be encapsulated",
        "acceptor-side-only.pcap": "each acknowledgement tells of another part of what is missing",
        "requestor-side-only.pcap": "each acknowledgement tells of another part of what is missing",
        "connection-unreachable.pcap": "an ICMP message that is there twice was sent twice",
    ]

    static let names = Captures.all.filter { exceptions[$0] == nil }

    @Test(arguments: names)
    func everyEncapsulationGivesTheSameTimeline(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let expected = try TimelineDigest.lines([.bytes(RecordedFrame.pcap(frames))])
        #expect(!expected.isEmpty)
        for transform in FrameTransform.encapsulations {
            let found = try TimelineDigest.lines([.bytes(RecordedFrame.pcap(transform.apply(frames)))])
            #expect(found == expected, "\(name) as \(transform.name)")
        }
    }

    @Test(arguments: names)
    func everyFileFormatGivesTheSameTimeline(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let expected = try TimelineDigest.lines([.path(Captures.path(name))])
        let files: [(String, [UInt8])] = [
            ("nanoseconds", try RecordedFrame.pcap(frames, nanoseconds: true)),
            ("big endian", try RecordedFrame.pcap(frames, byteOrder: .bigEndian)),
            ("nanoseconds, big endian", try RecordedFrame.pcap(frames, nanoseconds: true, byteOrder: .bigEndian)),
            ("pcapng", try RecordedFrame.pcapng(frames)),
            ("pcapng, big endian", try RecordedFrame.pcapng(frames, byteOrder: .bigEndian)),
        ]
        for (form, bytes) in files {
            #expect(try TimelineDigest.lines([.bytes(bytes)]) == expected, "\(name) in \(form)")
            #expect(try TimelineDigest.lines([.bytes(Gzip.compress(bytes))]) == expected, "\(name) in \(form), gzip")
        }
    }

    @Test(arguments: names)
    func whatTheNetworkDoesToItChangesNothing(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let expected = try TimelineDigest.lines([.bytes(RecordedFrame.pcap(frames))])
        for transform in FrameTransform.mishaps {
            let found = try TimelineDigest.lines([.bytes(RecordedFrame.pcap(transform.apply(frames)))])
            #expect(found == expected, "\(name) with \(transform.name)")
        }
    }

    @Test(arguments: names)
    func interfacesOfDifferentLinkTypesInOneFile(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let expected = try TimelineDigest.lines([.bytes(RecordedFrame.pcap(frames))])
        var mixed: [RecordedFrame] = []
        for (index, frame) in frames.enumerated() {
            let transform = FrameTransform.encapsulations[index % FrameTransform.encapsulations.count]
            mixed += transform.apply([frame])
        }
        #expect(try TimelineDigest.lines([.bytes(RecordedFrame.pcapng(mixed))]) == expected)
    }

    @Test(arguments: names)
    func oneCaptureInSeveralFiles(name: String) throws {
        let frames = try RecordedFrame.all(in: Captures.path(name))
        let expected = try TimelineDigest.lines([.bytes(RecordedFrame.pcap(frames))])
        var parts: [[RecordedFrame]] = [[], [], []]
        for (index, frame) in frames.enumerated() { parts[index % 3].append(frame) }
        let inputs = try parts.map { CaptureInput.bytes(try RecordedFrame.pcap($0)) }
        #expect(try TimelineDigest.lines(inputs) == expected)
    }
}
