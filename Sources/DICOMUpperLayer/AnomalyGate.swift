import Evidence

/// Lets a limited number of anomalies of each code through and counts the rest, so that a hostile stream of millions of
/// bad PDUs does not become millions of objects.
struct AnomalyGate: Sendable {
    /// By code, those let through and the rest; empty until the first.
    private var counts: [Int] = []
    private var limit = 0

    mutating func admits(_ code: PDUFault.Code, limit: Int) -> Bool {
        if counts.isEmpty { counts = Array(repeating: 0, count: PDUFault.Code.allCases.count) }
        self.limit = limit
        counts[Int(code.rawValue)] += 1
        return counts[Int(code.rawValue)] <= limit
    }

    /// How many were not let through, of each code; `nil` for none.
    func summary(side: AssociationSide?, evidence: EvidenceRange) -> Anomaly? {
        let withheld = zip(PDUFault.Code.allCases, counts).filter { $0.1 > limit }.map { ($0.0.name, $0.1 - limit) }
        guard !withheld.isEmpty else { return nil }
        return Anomaly(
            "pdu/anomalies-not-reported", side: side, evidence: evidence,
            message: "\(withheld.reduce(0) { $0 + $1.1 }) more anomalies of codes already reported were only counted.",
            details: withheld.map { .init($0.0.rawValue, $0.1) })
    }
}
