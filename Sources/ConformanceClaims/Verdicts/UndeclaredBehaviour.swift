/// Something the product did that its statement does not say.
public struct UndeclaredBehaviour: Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case sopClass = "sop-class"
        case transferSyntax = "transfer-syntax"
        case status, rejection, priority, level, key
        case extendedNegotiation = "extended-negotiation"
        case userIdentity = "user-identity"
        case characterSet = "character-set"
        case privateCreator = "private-creator"
        case asynchronousOperations = "asynchronous-operations"
        case tls
    }

    public var kind: Kind
    /// Of the entity; `nil`: of the product.
    public var entity: Int?
    /// Stable from run to run: `ORTHANC/undeclared/sop-class/…`.
    public var id: ClaimID
    /// One sentence without a full stop, `%` in the place of the subject.
    var pattern: String
    /// What is not declared: the keyword of a SOP class, a status code.
    public var subject: String
    public var count: Int
    public var evidence: Sighting
    /// The statement lists all there is of the kind, so that this speaks against it.
    public var contradicts: Bool

    /// One sentence without a full stop.
    public var message: String { message(of: subject) }

    private func message(of subject: String) -> String {
        pattern.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false).joined(separator: subject)
    }
}

extension UndeclaredBehaviour {
    /// What is said of several subjects alike, together: `proposes 62 SOP classes as SCU ...`.
    public static func folded(_ found: [UndeclaredBehaviour]) -> [(message: String, count: Int, evidence: Sighting)] {
        struct Key: Hashable {
            var kind: Kind
            var entity: Int?
            var pattern: String
        }
        var groups: [[UndeclaredBehaviour]] = []
        var places: [Key: Int] = [:]
        for behaviour in found {
            let key = Key(kind: behaviour.kind, entity: behaviour.entity, pattern: behaviour.pattern)
            if let place = places[key] {
                groups[place].append(behaviour)
            } else {
                places[key] = groups.count
                groups.append([behaviour])
            }
        }
        return groups.compactMap { group in
            guard let first = group.min(by: { $0.evidence.frame < $1.evidence.frame }) else { return nil }
            let subject =
                group.count == 1
                ? first.subject : "\(group.count): " + UndeclaredSearch.some(group.map(\.subject), most: 5)
            return (
                first.message(of: subject), group.reduce(0) { $0 + $1.count }, first.evidence
            )
        }
    }
}
