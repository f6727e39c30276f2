import DICOMUpperLayer
import Evidence
import Testing

@Suite struct StateMachineTests {
    private static let requestor = AssociationSide.requestor
    private static let acceptor = AssociationSide.acceptor
    private typealias Step = (PDUType, AssociationSide)

    private static let established: [(PDUType, AssociationSide)] = [
        (.associateRQ, requestor), (.associateAC, acceptor),
    ]

    /// The steps that were unexpected, by their place.
    private func unexpected(_ steps: [(PDUType, AssociationSide)]) -> [Int] {
        var machine = AssociationStateMachine()
        return steps.enumerated().compactMap { machine.observe($1.0, from: $1.1) == nil ? nil : $0 }
    }

    private func unexpected(after steps: [(PDUType, AssociationSide)]) -> [Int] {
        unexpected(Self.established + steps).map { $0 - Self.established.count }
    }

    @Test func soundAssociations() {
        let (r, a) = (Self.requestor, Self.acceptor)
        #expect(unexpected(after: [(.dataTF, r), (.dataTF, a), (.releaseRQ, r), (.releaseRP, a)]).isEmpty)
        #expect(unexpected(after: [(.releaseRQ, a), (.dataTF, r), (.releaseRP, r)]).isEmpty)
        #expect(unexpected(after: [(.releaseRQ, r), (.dataTF, a), (.releaseRP, a)]).isEmpty)
        #expect(unexpected([(.associateRQ, r), (.associateRJ, a)]).isEmpty)
        #expect(unexpected([(.associateRQ, r), (.abort, r)]).isEmpty)
        #expect(unexpected([(.associateRQ, r), (.abort, a)]).isEmpty)
        #expect(unexpected(after: [(.abort, a)]).isEmpty)
    }

    @Test func releaseCollision() {
        let (r, a) = (Self.requestor, Self.acceptor)
        #expect(unexpected(after: [(.releaseRQ, r), (.releaseRQ, a), (.releaseRP, r), (.releaseRP, a)]).isEmpty)
        #expect(unexpected(after: [(.releaseRQ, a), (.releaseRQ, r), (.releaseRP, r), (.releaseRP, a)]).isEmpty)
        // The acceptor waits for the requestor's answer first (Sta10).
        #expect(unexpected(after: [(.releaseRQ, r), (.releaseRQ, a), (.releaseRP, a)]) == [2])
        #expect(unexpected(after: [(.releaseRQ, a), (.releaseRQ, r), (.releaseRP, a)]) == [2])
        var machine = AssociationStateMachine()
        for (type, side) in Self.established + [(.releaseRQ, r), (.releaseRQ, a)] {
            _ = machine.observe(type, from: side)
        }
        #expect(machine.states(of: r) == [.sta7, .sta9])
    }

    @Test func crossingIsNoViolation() {
        let (r, a) = (Self.requestor, Self.acceptor)
        #expect(unexpected(after: [(.abort, a), (.dataTF, r), (.dataTF, r), (.releaseRQ, r)]).isEmpty)
        #expect(unexpected(after: [(.abort, a), (.abort, r)]).isEmpty)
        #expect(unexpected(after: [(.dataTF, a), (.releaseRQ, r), (.dataTF, a), (.dataTF, a)]).isEmpty)
    }

    @Test func violations() {
        let (r, a) = (Self.requestor, Self.acceptor)
        #expect(unexpected([(.dataTF, r)]) == [0])
        #expect(unexpected([(.associateRQ, r), (.dataTF, r), (.associateAC, a), (.dataTF, r)]) == [1])
        #expect(unexpected([(.associateRQ, r), (.dataTF, a)]) == [1])
        #expect(unexpected([(.associateRQ, r), (.associateAC, r)]) == [1])
        #expect(unexpected([(.associateAC, a)]) == [0])
        #expect(unexpected([(.associateRQ, a)]) == [0])
        #expect(unexpected(after: [(.associateRQ, r)]) == [0])
        #expect(unexpected(after: [(.associateAC, a)]) == [0])
        #expect(unexpected(after: [(.releaseRP, a)]) == [0])
        #expect(unexpected(after: [(.releaseRQ, r), (.dataTF, r)]) == [1])
        #expect(unexpected(after: [(.releaseRQ, r), (.releaseRP, r)]) == [1])
        #expect(unexpected(after: [(.releaseRQ, r), (.releaseRP, a), (.dataTF, a)]) == [2])
        #expect(unexpected(after: [(.abort, r), (.dataTF, r)]) == [1])
        #expect(unexpected([(.associateRQ, r), (.associateRJ, a), (.associateAC, a)]) == [2])
        #expect(unexpected(after: [(.abort, r), (.abort, r)]) == [1])
    }

    /// What cannot be understood obliges the other end to abort, so it may, even twice (AA-1, AA-7).
    @Test func invalidPDUsAreAnsweredWithAborts() {
        let unknown = PDUType(rawValue: 0x16)
        let (r, a) = (Self.requestor, Self.acceptor)
        #expect(unexpected([(unknown, r), (.abort, a), (unknown, r), (.abort, a)]).isEmpty)
        #expect(unexpected(after: [(.associateRQ, r), (.abort, a)]) == [0])
    }

    @Test func theMessageSaysWhatWasAllowed() throws {
        var machine = AssociationStateMachine()
        _ = machine.observe(.associateRQ, from: .requestor)
        let observed = machine.observe(.dataTF, from: .requestor)
        let unexpected = try #require(observed)
        #expect(unexpected.states == [.sta5])
        #expect(unexpected.allowed == [.abort])
        #expect(
            unexpected.message
                == "The requestor sent P-DATA-TF in Sta5 (Awaiting A-ASSOCIATE-AC or A-ASSOCIATE-RJ), where it may send A-ABORT."
        )
        #expect(unexpected.clause.description == "PS3.8 §9.2.3, Table 9-10")
    }

    @Test func nothingIsUnexpectedWhereNothingIsKnown() {
        var machine = AssociationStateMachine(startsInMiddle: true)
        #expect(machine.observe(.dataTF, from: .acceptor) == nil)
        #expect(machine.observe(.releaseRP, from: .acceptor) == nil)
        #expect(machine.observe(.dataTF, from: .acceptor) != nil)
        machine.lost()
        #expect(machine.observe(.dataTF, from: .acceptor) == nil)
        machine.connectionClosed()
        #expect(machine.observe(.dataTF, from: .acceptor) != nil)
    }

    @Test func manyPDUsStaySmall() {
        var machine = AssociationStateMachine()
        for (type, side) in Self.established { _ = machine.observe(type, from: side) }
        for _ in 0..<1000 {
            #expect(machine.observe(.dataTF, from: .requestor) == nil)
            #expect(machine.observe(.dataTF, from: .acceptor) == nil)
        }
        for _ in 0..<1000 { _ = machine.observe(.associateRQ, from: .acceptor) }
        #expect(machine.states(of: .acceptor) == [.sta6])
    }
}
