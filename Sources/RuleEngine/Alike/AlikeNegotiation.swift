import AssociationTimeline
import DICOMUpperLayer

/// What is the same of many associations: a peer negotiates alike each time.
struct AlikeNegotiation: Alike {
    private let request: Located<PDU.AssociateRQ>
    private let accept: Located<PDU.AssociateAC>
    private let contexts: [PresentationContext]
    private let outcome: Association.Outcome
    private let indexOnConnection: Int

    /// Longer PDUs are remembered by nobody.
    private static let longest: UInt64 = 8192

    /// `nil` for an association of which anything is missing, or which anything but its negotiation, its operations and
    /// its timing tells from others.
    init?(_ association: Association) {
        let quality = association.quality
        guard let request = association.request, let accept = association.accept, request.value.isComplete,
            accept.value.isComplete, request.evidence.length <= Self.longest, accept.evidence.length <= Self.longest,
            quality.sawHandshake, quality.gaps == 0, quality.lostBytes == 0, !quality.isOneSided,
            association.reject == nil, association.aborts.isEmpty, association.foreignProtocol == nil,
            association.tls == nil, association.tcp.reset == nil
        else { return nil }
        self.request = request
        self.accept = accept
        contexts = association.presentationContexts
        outcome = association.outcome
        indexOnConnection = association.indexOnConnection
    }

    /// Of the connection, of the association and of each presentation context.
    var lists: Int { 2 + contexts.count }
    static let connectionList = 0
    static let associationList = 1
    static func list(ofContext place: Int) -> Int { 2 + place }

    var digest: Digest {
        var digest = Digest()
        digest.add(request.value.callingAETitleBytes)
        digest.add(request.evidence.length)
        digest.add(accept.evidence.length)
        digest.add(UInt64(contexts.count))
        return digest
    }

    func isAlike(_ other: AlikeNegotiation) -> Bool {
        outcome == other.outcome && indexOnConnection == other.indexOnConnection
            && request.from == other.request.from && accept.from == other.accept.from
            && request.value == other.request.value && accept.value == other.accept.value
            && contexts.count == other.contexts.count
            && zip(contexts, other.contexts).allSatisfy { $0.isNegotiatedAlike($1) }
    }
}
