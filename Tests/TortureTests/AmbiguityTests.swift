import AssociationTimeline
import Evidence
import PacketCapture
import StreamReassembly
import Testing

/// Traffic that two receivers could understand differently, made to hide from an analyzer what a peer gets, or to tell it
/// what no peer got. What is done with each is in README.md, "Ambiguous traffic".
@Suite("Torture: ambiguities") struct AmbiguityTests {
    private final class Receiver: AssociationReceiver {
        var associations: [Association] = []
        func ended(_ association: Association) { associations.append(association) }
    }

    /// An echo on an association, which is one whole C-ECHO and a release whatever is done to it.
    private struct Talk {
        var request = Speech.request()
        var accept = Speech.accept()
        var echo = Speech.message(0x30, messageID: 1)
        var answer = Speech.message(0x8030, messageID: 1)
        let release = Speech.pdu(5, [0, 0, 0, 0])
        let released = Speech.pdu(6, [0, 0, 0, 0])

        func finish(_ wire: inout Wire) throws {
            try wire.send(answer, from: .acceptor)
            try wire.send(release)
            try wire.send(released, from: .acceptor)
            try wire.close()
        }
    }

    private let talk = Talk()

    private func association(_ wire: Wire) throws -> Association {
        let receiver = Receiver()
        var analysis = try CaptureAnalysis(inputs: [.bytes(wire.bytes)], receiver: receiver)
        analysis.run()
        return try #require(receiver.associations.first)
    }

    private func expectWhole(_ association: Association, titled title: String = "ARCHIVE") {
        #expect(association.calledAETitle == title)
        #expect(association.outcome == .released)
        #expect(association.operations.map(\.outcome) == [.success])
        #expect(association.anomalies.isEmpty)
    }

    /// The request to another application entity.
    private var forged: [UInt8] {
        var forged = talk.request
        forged.replaceSubrange(10..<17, with: Array("FORGERY".utf8))
        return forged
    }

    @Test("What contradicts bytes told already changes nothing and is counted as sent again")
    func laterCopy() throws {
        var wire = Wire()
        try wire.shakeHands()
        try wire.send(talk.request)
        wire.wait(seconds: 1)
        try wire.stray(forged, offset: -talk.request.count)
        try wire.send(talk.accept, from: .acceptor)
        try wire.send(talk.echo)
        try talk.finish(&wire)
        let association = try association(wire)
        expectWhole(association)
        #expect(association.tcp.fromInitiator.retransmittedSegments == 1)
    }

    @Test("Of contradicting bytes behind a hole the first count, and the place where they differ is told")
    func contradiction() throws {
        var wire = Wire()
        try wire.shakeHands()
        try wire.stray(Array(talk.request[8...]), offset: 8)
        try wire.stray(Array(forged[4...]), offset: 4)
        try wire.send(Array(talk.request[..<8]))
        wire.skip(talk.request.count - 8)
        try wire.send(talk.accept, from: .acceptor)
        try wire.send(talk.echo)
        try talk.finish(&wire)
        let association = try association(wire)
        expectWhole(association)
        #expect(association.tcp.fromInitiator.differingCopies == 1)
        #expect(association.tcpEvents.contains { if case .differingCopy = $0.event { true } else { false } })
    }

    @Test("Whether a first copy reached the receiver is not guessed at, by time to live or checksum: it counts")
    func insertion() throws {
        for header in [Wire.Header(timeToLive: 1), Wire.Header(checksum: 0x1234)] {
            var wire = Wire()
            try wire.shakeHands()
            try wire.stray(forged, offset: 0, header)
            wire.wait(seconds: 1)
            try wire.send(talk.request)
            try wire.send(talk.accept, from: .acceptor)
            try wire.send(talk.echo)
            try talk.finish(&wire)
            let association = try association(wire)
            expectWhole(association, titled: "FORGERY")
            #expect(association.tcp.fromInitiator.retransmittedSegments == 1)
            #expect(association.tcp.fromInitiator.otherTimesToLive == (header.timeToLive == 1 ? 1 : 0))
        }
    }

    @Test("Sequence numbers wrap at any byte", arguments: [0, 1, 7, 100, 205, 206, 300])
    func wrapped(before: UInt32) throws {
        var wire = Wire(sequence: [0 &- before, 0 &- before])
        try wire.shakeHands()
        try wire.send(talk.request, pieces: 50)
        try wire.send(talk.accept, from: .acceptor, pieces: 50)
        try wire.send(talk.echo, pieces: 50)
        wire.wait(seconds: 1)
        try wire.stray(forged, offset: -talk.request.count - talk.echo.count)
        try talk.finish(&wire)
        expectWhole(try association(wire))
    }

    @Test("Bytes in the SYN are the first of the stream; sent again they are no news")
    func synchronizingData() throws {
        var wire = Wire()
        try wire.shakeHands(early: talk.request)
        wire.wait(seconds: 1)
        try wire.stray(talk.request, offset: -talk.request.count)
        try wire.send(talk.accept, from: .acceptor)
        try wire.send(talk.echo)
        try talk.finish(&wire)
        expectWhole(try association(wire))
    }

    @Test("Urgent bytes stay where they are")
    func urgent() throws {
        var wire = Wire()
        try wire.shakeHands()
        try wire.send(talk.request, pieces: 50, Wire.Header(flags: 0x30, urgentPointer: 5))
        try wire.send(talk.accept, from: .acceptor)
        try wire.send(talk.echo)
        try talk.finish(&wire)
        let association = try association(wire)
        expectWhole(association)
        #expect(association.tcp.fromInitiator.urgentSegments > 0)
    }

    @Test("A RST outside of the window ends nothing, and is told")
    func strayReset() throws {
        var wire = Wire()
        try wire.shakeHands()
        try wire.send(talk.request)
        try wire.stray([], offset: 1 << 30, Wire.Header(flags: 0x04))
        try wire.send(talk.accept, from: .acceptor)
        try wire.send(talk.echo)
        try talk.finish(&wire)
        let association = try association(wire)
        expectWhole(association)
        #expect(association.tcpEvents.contains { $0.event == .resetOutOfWindow })
    }

    @Test("Of overlapping IP fragments that contradict each other the first count")
    func fragments() throws {
        var wire = Wire()
        try wire.shakeHands()
        try wire.sendFragments(talk.request, contradicted: forged)
        try wire.send(talk.accept, from: .acceptor)
        try wire.send(talk.echo)
        try talk.finish(&wire)
        expectWhole(try association(wire))
    }
}
