import Evidence

/// Both ends' protocol machines (PS3.8 §9.2) as someone sees them who only sees the PDUs between.
///
/// A PDU seen may or may not have arrived at the other end yet, for the two directions cross. So of each end is kept in
/// which states it may be, for every number of PDUs it may have taken in; a PDU is unexpected only if its sender could
/// not send it in any of them.
public struct AssociationStateMachine: Sendable {
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
    /// One end.
    private struct End: Sendable {
        let side: AssociationSide
        /// What was sent to it and may not have arrived, in order.
        private var pending = InlineArray<17, StateTransitionTable.Event>(repeating: .invalid)
        private var pendingCount = 0
        /// At `n`, up to `pendingCount`: the states it may be in having taken in `n` of `pending`.
        private var sets: InlineArray<18, StateSet>

        /// More than any sound exchange leaves open; beyond it the first is taken to have arrived.
        private static let maximumPending = 16

        init(side: AssociationSide, _ states: StateSet) {
            self.side = side
            sets = InlineArray(repeating: [])
            sets[0] = states
        }

        var possible: StateSet { (0...pendingCount).reduce([]) { $0.union(sets[$1]) } }

        mutating func receive(_ event: StateTransitionTable.Event) {
            // Many P-DATA-TFs in a row do no more than one.
            if event == .data, pendingCount > 0, pending[pendingCount - 1] == .data { return }
            pending[pendingCount] = event
            sets[pendingCount + 1] = StateTransitionTable.received(event, in: sets[pendingCount], of: side)
            pendingCount += 1
            if pendingCount > Self.maximumPending { removeFirst(1) }
        }

        /// `false`, and nothing changes, where it cannot send `type` in any state it may be in.
        mutating func send(_ type: PDUType) -> Bool {
            // The one PDU there are millions of, which changes neither of its states.
            if type == .dataTF, isSendingData { return true }
            var after = sets
            var isPossible = false
            for index in 0...pendingCount {
                let sent = StateTransitionTable.sent(type, in: sets[index])
                isPossible = isPossible || !sent.isEmpty
                after[index] = sent
                guard index > 0 else { continue }
                after[index].formUnion(
                    StateTransitionTable.received(pending[index - 1], in: after[index - 1], of: side))
            }
            guard isPossible else { return !type.isKnown }
            sets = after
            removeFirst((0...pendingCount).first { !after[$0].isEmpty } ?? 0)
            return true
        }

        private var isSendingData: Bool {
            for index in 0...pendingCount where sets[index].isEmpty || !sets[index].isSubset(of: .sendingData) {
                return false
            }
            return true
        }

        private mutating func removeFirst(_ count: Int) {
            guard count > 0 else { return }
            for index in count...pendingCount {
                sets[index - count] = sets[index]
                if index < pendingCount { pending[index - count] = pending[index] }
            }
            pendingCount -= count
        }
    }
}
