import Evidence

/// A PDU its sender could not send by the protocol's state machine (PS3.8 §9.2.3, Table 9-10).
public struct UnexpectedPDU: Hashable, Sendable {
    public var type: PDUType
    public var side: AssociationSide
    /// Those the sender may have been in.
    public var states: [AssociationState]

    /// What it could have sent instead, in the order of the PDU types.
    public var allowed: [PDUType] {
        (1...7).map(PDUType.init(rawValue:)).filter { type in
            StateTransitionTable.sending.contains { $0.type == type && states.contains($0.from) }
        }
    }

    public var clause: Clause { StateTransitionTable.clause }

    public var message: String {
        // What one state means helps; of several, their numbers do.
        let state =
            states.count == 1
            ? states.map { "\($0) (\($0.meaning))" }.joined() : states.map(\.description).joined(separator: " or ")
        let others = allowed.map(\.description).joined(separator: ", ")
        return "The \(side.name) sent \(type) in \(state), where it may send \(others.isEmpty ? "nothing" : others)."
    }

    public func anomaly(evidence: EvidenceRange) -> Anomaly {
        Anomaly(
            "association/unexpected-pdu", side: side, evidence: evidence, clause: clause, message: message,
            details: [
                .init("pdu", type.description),
                .init("states", states.map(\.description).joined(separator: " ")),
                .init("allowed", allowed.map(\.description).joined(separator: " ")),
            ])
    }
}
