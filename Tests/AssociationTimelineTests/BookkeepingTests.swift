import DICOMUpperLayer
import Evidence
import Testing

@testable import AssociationTimeline

/// The parts that only keep accounts.
@Suite struct BookkeepingTests {
    @Test func aLogGivesBackWhatItTook() {
        var log = PDULog()
        var entries: [PDULog.Entry] = []
        for (index, frame) in [1, 2, 1, 40_000, 0, .max, 7].enumerated() as EnumeratedSequence<[UInt64]> {
            let entry = PDULog.Entry(
                type: PDUType(rawValue: UInt8(truncatingIfNeeded: index &* 37)),
                from: index % 2 == 0 ? .requestor : .acceptor,
                frame: FrameNumber(frame), time: Timestamp(nanoseconds: index % 3 == 0 ? .min : .max),
                length: index == 2 ? .max : UInt32(index), isIncomplete: index % 3 == 1)
            entries.append(entry)
            log.append(entry)
        }
        log.appendUnkept()
        #expect(Array(log) == entries)
        #expect(log.count == entries.count + 1)
        #expect(log.notKept == 1)
    }

    @Test func numbersWaitForWhatBeganEarlier() {
        var numbering = AssociationNumbering()
        let places = (0..<4).map { _ in numbering.reserve() }
        numbering.decide(places[2], serial: 10)
        #expect(numbering.number(serial: 10) == nil)
        numbering.dismiss(places[0])
        #expect(numbering.number(serial: 10) == nil)
        numbering.decide(places[1], serial: 11)
        #expect(numbering.number(serial: 11) == 1)
        #expect(numbering.number(serial: 10) == 2)
        numbering.settleAll()
        numbering.decide(places[3], serial: 12)
        #expect(numbering.number(serial: 12) == 3)
        numbering.forget(serial: 10)
        #expect(numbering.number(serial: 10) == nil)
    }

    @Test func tooManyUndecidedPlacesGiveUpTheOldest() {
        var numbering = AssociationNumbering()
        let oldest = numbering.reserve()
        var last = oldest
        for _ in 0..<AssociationNumbering.maximumPending { last = numbering.reserve() }
        numbering.decide(last, serial: 1)
        numbering.decide(oldest, serial: 2)
        #expect(numbering.number(serial: 2) == 1)
        numbering.settleAll()
        #expect(numbering.number(serial: 1) == 2)
    }

    @Test func pdusBeyondTheLimitAreCounted() throws {
        var options = TimelineOptions()
        options.pdus = 3
        var conversation = Conversation.established()
        conversation.echo()
        conversation.release()
        let association = try conversation.association(options: options)
        #expect(Array(association.pdus).map(\.type) == [.associateRQ, .associateAC, .dataTF])
        #expect(association.pdus.count == 6)
        #expect(association.pdus.notKept == 3)
    }

    @Test func icmpErrorsAreFactsOfTheConnectionTheyName() throws {
        let path = Captures.path("connection-unreachable.pcap")
        let association = try #require(TimelineDigest.associations([.path(path)]).first)
        #expect(association.outcome == .unanswered)
        #expect(association.anomalies.map(\.code.rawValue) == ["network/icmp-error"])
        #expect(association.anomalies.first?.evidence.firstFrame == FrameNumber(2))
        #expect(!association.quality.isOneSided)
    }

    @Test(arguments: ["requestor-side-only.pcap", "acceptor-side-only.pcap"])
    func oneSideAloneAccusesNobody(name: String) throws {
        let association = try #require(TimelineDigest.associations([.path(Captures.path(name))]).first)
        #expect(association.quality.isOneSided)
        #expect(association.outcome == .released)
        #expect(Set(association.anomalies.map(\.code.rawValue)).isSubset(of: ["capture/gap", "pdu/reserved-not-zero"]))
        #expect(association.operations.allSatisfy { $0.outcome != .unanswered })
    }

    @Test func aSnapLengthAccusesNobody() throws {
        let association = try #require(
            TimelineDigest.associations([.path(Captures.path("snap-length-96.pcap"))]).first)
        #expect(Set(association.anomalies.map(\.code.rawValue)) == ["capture/gap"])
        #expect(association.callingAETitle == nil)
        #expect(association.calledAETitle == "ARCHIVE")
        #expect(association.presentationContexts.allSatisfy { $0.abstractSyntax == nil })
    }
}
