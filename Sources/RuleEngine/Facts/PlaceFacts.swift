import RuleExpression

/// A place in the capture.
final class PlaceFacts: EvidencedRecord {
    let place: FactEvidence
    init(_ place: FactEvidence) { self.place = place }

    var evidence: [FactEvidence] { [place] }
}

extension RecordType {
    static let place: RecordType = RecordType(
        "Place", "A place in the capture.",
        [.fact("frame", .integer, "Its frame.") { (r: PlaceFacts) in Value(r.place.frame.rawValue) }])
}
