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
        case finalStatus = "mpps-final-status"
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
    /// The kind of claim that lists all there is, so that this speaks against it; `nil`: no list claims to.
    ///
    /// Tables of a conformance statement are complete where PS3.2 has the vendor list what the product does: transfer
    /// syntaxes of a SOP class (§A.4.2.2.3), status codes an SCP returns (§A.4.2, §N.7.3.2), query levels, priorities,
    /// character sets (§A.6), final states of procedure steps. Nobody lists every SOP class, optional key or
    /// reason to reject that an implementation has for special cases: these are undeclared and contradict nothing.
    public var against: ClaimKind?
    public var contradicts: Bool { against != nil }

    /// One sentence without a full stop.
    public var message: String { message(of: subject) }

    private func message(of subject: String) -> String {
        pattern.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false).joined(separator: subject)
    }
}

extension UndeclaredBehaviour {
    /// What is said of several subjects alike, together: `answers C-STORE with 0xA900, 0xC000`.
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
            let subject = UndeclaredSearch.some(group.map(\.subject), most: 5)
            return (first.message(of: subject), group.reduce(0) { $0 + $1.count }, first.evidence)
        }
    }
}
