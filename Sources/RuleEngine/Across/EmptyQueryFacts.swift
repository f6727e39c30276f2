import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// A C-FIND that found nothing, beside what others found at the same acceptor in the same information model.
final class EmptyQueryFacts: CaptureRecord {
    let asked: CaptureStore.QueryPlace
    var sopClass: UID? { asked.sopClass }
    let keys: [DataSetSummary.Attribute]
    let parties: Finding.Parties
    let associations: [Int]
    let place: FactEvidence
    /// Matches of others that contradict one key of this query, and no other.
    private(set) var nearMisses: [QueryMatching.Contradiction] = []
    private(set) var nearMiss: FactEvidence?
    /// Who had found before what fits all keys.
    private(set) var foundBy: String?
    private var foundAt: FactEvidence?

    static let maximumNearMisses = 64

    init(_ operation: DIMSEOperation, _ request: DIMSEMessage, place: FactEvidence, of association: Association) {
        asked = CaptureStore.QueryPlace(acceptor: association.acceptor, sopClass: operation.sopClass)
        keys = request.dataSet?.attributes ?? []
        parties = Finding.Parties(association)
        associations = [association.serial]
        self.place = place
    }

    /// Before it is compared again.
    func forgetMatches() {
        (foundBy, foundAt, nearMiss) = (nil, nil, nil)
        nearMisses = []
    }

    func compare(_ match: FoundMatch) {
        let comparison = QueryMatching.compare(match.attributes, with: keys)
        guard comparison.fitting > 0 else { return }
        if comparison.contradictions.isEmpty {
            guard match.place.time < place.time, match.calling != parties.callingAETitle else { return }
            foundBy = foundBy ?? match.calling
            foundAt = foundAt ?? match.place
        } else if comparison.contradictions.count == 1, let only = comparison.contradictions.first,
            nearMisses.count < Self.maximumNearMisses
        {
            nearMisses.append(only)
            nearMiss = nearMiss ?? match.place
        }
    }

    var evidence: [FactEvidence] { [place] + [foundAt ?? nearMiss].compactMap { $0 } }
}

/// What a query found, of those that are compared with queries that found nothing.
struct FoundMatch {
    var attributes: [DataSetSummary.Attribute]
    var calling: String?
    var place: FactEvidence
}

extension RecordType {
    static let emptyQuery: RecordType = RecordType(
        "EmptyQuery",
        "A C-FIND that found nothing, beside what others found at the same acceptor in the same information model, at "
            + "the capture's end (PS3.4 §C.2.2.2).",
        [
            .fact("sopClass", .uid, "The information model.") { (r: EmptyQueryFacts) in Value(r.sopClass) },
            .fact("requestor", .text, "The AE title that asked.") { (r: EmptyQueryFacts) in
                Value(r.parties.callingAETitle)
            },
            .fact("acceptor", .text, "The AE title that was asked.") { (r: EmptyQueryFacts) in
                Value(r.parties.calledAETitle)
            },
            .fact(
                "differences", .list(.text),
                "`Modality CT instead of MR`: where what others found fits all keys but one."
            ) {
                (r: EmptyQueryFacts) in Value(r.differences)
            },
            .fact("differentKeys", .list(.text), "Keywords of the elements concerned.") { (r: EmptyQueryFacts) in
                Value(Set(r.nearMisses.compactMap { $0.tag.dictionaryEntry?.keyword }).sorted())
            },
            .fact("foundBy", .text, "An AE title that had found before what fits all keys; absent where none had.") {
                (r: EmptyQueryFacts) in Value(r.foundBy)
            },
        ])
}

extension EmptyQueryFacts {
    fileprivate var differences: [String] {
        var seen: Set<String> = []
        return nearMisses.map(\.description).filter { seen.insert($0).inserted }
    }
}
