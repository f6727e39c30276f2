import Evidence

/// Both ends' protocol machines (PS3.8 §9.2) as someone sees them who only sees the PDUs between.
///
/// A PDU seen may or may not have arrived at the other end yet, for the two directions cross. So of each end is kept in
/// which states it may be, for every number of PDUs it may have taken in; a PDU is unexpected only if its sender could
/// not send it in any of them.
public struct AssociationStateMachine: Hashable, Sendable {
    private var requestor: End
    private var acceptor: End

    /// `startsInMiddle`: what was sent before is unknown, so either end may be in any state.
    public init(startsInMiddle: Bool = false) {
        requestor = End(side: .requestor, startsInMiddle ? .all : [.sta4])
        acceptor = End(side: .acceptor, startsInMiddle ? .all : [.sta2])
    }

    /// Takes in a PDU that `side` sent. What cannot have been sent so is returned; its sender's state is then left as it
    /// was, and the other end is taken to get it.
    public mutating func observe(_ type: PDUType, from side: AssociationSide) -> UnexpectedPDU? {
        let isExpected = side == .requestor ? requestor.send(type) : acceptor.send(type)
        let event = StateTransitionTable.Event(type)
        if side == .requestor { acceptor.receive(event) } else { requestor.receive(event) }
        guard !isExpected else { return nil }
        return UnexpectedPDU(type: type, side: side, states: states(of: side))
    }

    /// PDUs may have been lost: nothing is known of either end any more.
    public mutating func lost() { self = AssociationStateMachine(startsInMiddle: true) }

    /// Neither end can send any more.
    public mutating func connectionClosed() {
        requestor = End(side: .requestor, [.sta1])
        acceptor = End(side: .acceptor, [.sta1])
    }

    /// The states one end may be in, in the standard's order.
    public func states(of side: AssociationSide) -> [AssociationState] {
        (side == .requestor ? requestor : acceptor).possible.states
    }
}

extension AssociationStateMachine {
    struct StateSet: OptionSet, Hashable, Sendable {
        var rawValue: UInt16
        init(rawValue: UInt16) { self.rawValue = rawValue }
        init(_ state: AssociationState) { rawValue = 1 << UInt16(state.rawValue) }

        static let sta1 = StateSet(.sta1)
        static let sta2 = StateSet(.sta2)
        static let sta4 = StateSet(.sta4)
        static let sendingData: StateSet = [StateSet(.sta6), StateSet(.sta8)]
        static let all = StateSet(rawValue: AssociationState.allCases.reduce(0) { $0 | 1 << UInt16($1.rawValue) })

        var states: [AssociationState] { AssociationState.allCases.filter { contains(StateSet($0)) } }
    }

    /// One end.
    private struct End: Hashable, Sendable {
        let side: AssociationSide
        /// What was sent to it and may not have arrived, in order.
        private var pending: [StateTransitionTable.Event] = []
        /// At `n`: the states it may be in having taken in `n` of `pending`. One more than `pending` has.
        private var sets: [StateSet]

        /// More than any sound exchange leaves open; beyond it the first is taken to have arrived.
        private static let maximumPending = 16

        init(side: AssociationSide, _ states: StateSet) {
            self.side = side
            sets = [states]
        }

        var possible: StateSet { sets.reduce([]) { $0.union($1) } }

        mutating func receive(_ event: StateTransitionTable.Event) {
            // Many P-DATA-TFs in a row do no more than one.
            if event == .data, pending.last == .data { return }
            pending.append(event)
            sets.append(received(event, in: sets[sets.count - 1]))
            if pending.count > Self.maximumPending {
                pending.removeFirst()
                sets.removeFirst()
            }
        }

        /// `false`, and nothing changes, where it cannot send `type` in any state it may be in.
        mutating func send(_ type: PDUType) -> Bool {
            // The one PDU there are millions of, which changes neither of its states.
            if type == .dataTF, sets.allSatisfy({ !$0.isEmpty && $0.isSubset(of: .sendingData) }) { return true }
            var after: [StateSet] = []
            var isPossible = false
            for (index, set) in sets.enumerated() {
                let sent = self.sent(type, in: set)
                isPossible = isPossible || !sent.isEmpty
                after.append(index == 0 ? sent : sent.union(received(pending[index - 1], in: after[index - 1])))
            }
            guard isPossible else { return !type.isKnown }
            let arrived = after.firstIndex { !$0.isEmpty } ?? 0
            sets = Array(after[arrived...])
            pending.removeFirst(arrived)
            return true
        }

        private func received(_ event: StateTransitionTable.Event, in set: StateSet) -> StateSet {
            set.states.reduce(into: []) { next, state in
                next.formUnion(StateSet(StateTransitionTable.next(event, in: state, of: side) ?? state))
            }
        }

        private func sent(_ type: PDUType, in set: StateSet) -> StateSet {
            StateTransitionTable.sending.reduce(into: []) { next, row in
                if row.type == type, set.contains(StateSet(row.from)) { next.formUnion(StateSet(row.to)) }
            }
        }
    }
}
