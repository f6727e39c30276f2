import NetworkLayers
import PacketCapture
import StreamReassembly
import Testing

@testable import AssociationTimeline

/// Connections that failed where DICOM is seen only later.
@Suite struct FailedAttemptTests {
    /// Refused attempts at each port, then an association at the last of them.
    private func conversations(refusedAt ports: [UInt16]) -> [Conversation] {
        var all: [Conversation] = []
        for (index, port) in ports.enumerated() {
            var refused = Conversation(from: 50_000 + UInt16(index), to: port, at: Int64(index))
            refused.syn()
            refused.refuse()
            all.append(refused)
        }
        var association = Conversation.established(from: 40_000, to: ports.last ?? 0, at: 2_000)
        association.release()
        return all + [association]
    }

    /// In the order in which they were told, with the numbers they had then.
    private func told(
        _ conversations: [Conversation], _ options: TimelineOptions
    ) throws -> (outcomes: [Association.Outcome], numbers: [Int?], other: Int, notKept: Int) {
        let frames = conversations.flatMap(\.frames).sorted { $0.time < $1.time }
        var reader = try CaptureReader(inputs: [.bytes(RecordedFrame.pcap(frames))])
        let receiver = Told()
        var pipeline = PacketPipeline(options: options, receiver: receiver)
        var numbers: [Int?] = []
        while let packet = reader.next() {
            pipeline.process(packet, reader.bytes)
            while numbers.count < receiver.associations.count {
                numbers.append(pipeline.builder.number(serial: receiver.associations[numbers.count].serial))
            }
        }
        pipeline.finish()
        return (
            receiver.associations.map(\.outcome), numbers, pipeline.builder.otherConnections,
            pipeline.builder.candidatesNotKept
        )
    }

    @Test func areToldWhenDICOMIsSeenThere() throws {
        let offline = try told(conversations(refusedAt: [8080, 4242, 4242]), TimelineOptions())
        #expect(offline.outcomes == [.refused, .refused, .released])
        // What failed at 8080 holds them up until the capture's end.
        #expect(offline.numbers == [nil, nil, nil])
        #expect(offline.other == 1)
        var options = TimelineOptions()
        options.numbersAtOnce = true
        let live = try told(conversations(refusedAt: [8080, 4242, 4242]), options)
        #expect(live.outcomes == offline.outcomes)
        #expect(live.numbers == [1, 2, 3])
        #expect(live.other == 1)
    }

    @Test func theLatestAreKept() throws {
        var options = TimelineOptions()
        options.candidates = 2
        let few = try told(conversations(refusedAt: [4242, 8080, 4242, 8081, 4242]), options)
        #expect(few.outcomes == [.refused, .released])
        #expect(few.notKept == 3)
        #expect(few.other == 4)
        options.candidates = 4
        let more = try told(conversations(refusedAt: [4242, 8080, 4242, 8081, 4242]), options)
        #expect(more.outcomes == [.refused, .refused, .released])
        #expect(more.notKept == 1)
    }
}

private final class Told: AssociationReceiver {
    private(set) var associations: [Association] = []
    func ended(_ association: Association) { associations.append(association) }
}
