import Evidence
import PacketCapture
import Testing

@testable import AssociationTimeline

/// The same traffic gives the same timeline, however it was captured and whatever the network did to it.
@Suite struct StreamVerifierTests {
    /// Captures of every kind of traffic; with `AUSCULT_VERIFY=all` in the environment, all there are.
    static let names = Captures.verifiesAll ? Captures.all.filter { exceptions[$0] == nil } : sample

    static let sample = [
        "echo.pcap", "rt-plan-storage.pcap", "find-study-root.pcap", "get-sub-operations.pcap",
        "move-sub-operations.pcap", "mpps.pcap", "storage-commitment-reverse-association.pcap",
        "abort-during-data-set.pcap", "contexts-every-result.pcap", "ipv6.pcap", "parallel-associations.pcap",
        "cancel-between-fragments.pcap", "odd-fragments.pcap", "first-segment-six-bytes.pcap",
    ]

    /// Captures whose frames are not Ethernet, or whose timeline depends on the very frames there are.
    static let exceptions: [String: String] = [
        "lost-segment.pcap": "what is lost depends on the segments around it"
    ]

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
