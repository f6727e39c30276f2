import Evidence

/// PS3.8 §9.2.3, Table 9-10, as far as it can be seen on the wire: what a PDU received does to a state, and in which
/// states a PDU may be sent.
enum StateTransitionTable {
    static let clause: Clause = "PS3.8 §9.2.3, Table 9-10"

    /// What one end gets from the other. `invalid` is an unrecognized or invalid PDU.
    enum Event: UInt8, Sendable {
        case associateAC, associateRJ, associateRQ, data, releaseRQ, releaseRP, abort, invalid

        static let count = 8

        init(_ type: PDUType) {
            self =
                switch type {
                case .associateRQ: .associateRQ
                case .associateAC: .associateAC
                case .associateRJ: .associateRJ
                case .dataTF: .data
                case .releaseRQ: .releaseRQ
                case .releaseRP: .releaseRP
                case .abort: .abort
                default: .invalid
                }
        }
    }

    /// An action of Tables 9-6 to 9-9.
    enum Action: Sendable {
        case ae3, ae4, ae6, dt2, ar2, ar3, ar6, ar8, ar10, aa1, aa2, aa3, aa6, aa7, aa8

        /// The state it leads to. Of AE-6's two, Sta3: an end that rejects at once looks the same from outside.
        func next(_ side: AssociationSide) -> AssociationState {
            switch self {
            case .ae3, .dt2: .sta6
            case .ae4, .ar3, .aa2, .aa3: .sta1
            case .ae6: .sta3
            case .ar2: .sta8
            case .ar6: .sta7
            case .ar8: side == .requestor ? .sta9 : .sta10
            case .ar10: .sta12
            case .aa6: .sta13
            case .aa1, .aa7, .aa8: .abortDue
            }
        }
    }

    private static let columns: [AssociationState] = [
        .sta2, .sta3, .sta5, .sta6, .sta7, .sta8, .sta9, .sta10, .sta11, .sta12, .sta13,
    ]

    // swift-format-ignore
    private static let rows: [(event: Event, actions: [Action])] = [
        //             Sta2  Sta3  Sta5  Sta6  Sta7  Sta8  Sta9  Sta10  Sta11 Sta12 Sta13
        (.associateAC, [.aa1, .aa8, .ae3, .aa8, .aa8, .aa8, .aa8, .aa8,  .aa8, .aa8, .aa6]),
        (.associateRJ, [.aa1, .aa8, .ae4, .aa8, .aa8, .aa8, .aa8, .aa8,  .aa8, .aa8, .aa6]),
        (.associateRQ, [.ae6, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8,  .aa8, .aa8, .aa7]),
        (.data,        [.aa1, .aa8, .aa8, .dt2, .ar6, .aa8, .aa8, .aa8,  .aa8, .aa8, .aa6]),
        (.releaseRQ,   [.aa1, .aa8, .aa8, .ar2, .ar8, .aa8, .aa8, .aa8,  .aa8, .aa8, .aa6]),
        (.releaseRP,   [.aa1, .aa8, .aa8, .aa8, .ar3, .aa8, .aa8, .ar10, .ar3, .aa8, .aa6]),
        (.abort,       [.aa2, .aa3, .aa3, .aa3, .aa3, .aa3, .aa3, .aa3,  .aa3, .aa3, .aa2]),
        (.invalid,     [.aa1, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8, .aa8,  .aa8, .aa8, .aa7]),
    ]

    /// Every PDU by the states it may be sent in, with the state that follows. The action's name stands behind.
    static let sending: [(type: PDUType, from: AssociationState, to: AssociationState)] = [
        (.associateRQ, .sta4, .sta5),  // AE-2
        (.associateAC, .sta3, .sta6),  // AE-7
        (.associateRJ, .sta3, .sta13),  // AE-8, AE-6
        (.dataTF, .sta6, .sta6),  // DT-1
        (.dataTF, .sta8, .sta8),  // AR-7
        (.releaseRQ, .sta6, .sta7),  // AR-1
        (.releaseRP, .sta8, .sta13),  // AR-4
        (.releaseRP, .sta9, .sta11),  // AR-9
        (.releaseRP, .sta12, .sta13),  // AR-4
        (.abort, .sta3, .sta13),  // AA-1
        (.abort, .sta5, .sta13),  // AA-1
        (.abort, .sta6, .sta13),  // AA-1
        (.abort, .sta7, .sta13),  // AA-1
        (.abort, .sta8, .sta13),  // AA-1
        (.abort, .sta9, .sta13),  // AA-1
        (.abort, .sta10, .sta13),  // AA-1
        (.abort, .sta11, .sta13),  // AA-1
        (.abort, .sta12, .sta13),  // AA-1
        (.abort, .abortDue, .sta13),  // AA-1, AA-7, AA-8
    ]

    /// The states an end is in that gets this in one of those states. Where the table has no entry nothing can be received,
    /// or it changes nothing.
    static func received(_ event: Event, in states: StateSet, of side: AssociationSide) -> StateSet {
        states.union(of: receiving, from: (Int(side.rawValue) * Event.count + Int(event.rawValue)) * StateSet.size)
    }

    /// The states an end is in that sent this in one of those states.
    static func sent(_ type: PDUType, in states: StateSet) -> StateSet {
        type.isKnown ? states.union(of: sendingStates, from: Int(type.rawValue) * StateSet.size) : []
    }

    /// By side, event and state, and by PDU and state.
    private static let receiving: [StateSet] = AssociationSide.allCases.flatMap { side in
        (0..<Event.count).flatMap { number in
            (0..<StateSet.size).map { place in
                guard let state = AssociationState(rawValue: UInt8(place)) else { return [] }
                let row = rows.first { Int($0.event.rawValue) == number }
                let column = columns.firstIndex(of: state)
                guard let row, let column else { return StateSet(state) }
                return StateSet(row.actions[column].next(side))
            }
        }
    }

    private static let sendingStates: [StateSet] = (0..<8).flatMap { type in
        (0..<StateSet.size).map { place in
            sending.reduce(into: []) { next, row in
                if Int(row.type.rawValue) == type, Int(row.from.rawValue) == place { next.insert(StateSet(row.to)) }
            }
        }
    }
}
