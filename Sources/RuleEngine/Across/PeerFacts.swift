import AssociationTimeline
import DICOMDictionary
import Evidence
import NetworkLayers
import RuleExpression

/// All associations of one calling AE title with one called AE title at one acceptor.
final class PeerFacts: CaptureRecord {
    struct Key: Hashable {
        var calling: String?
        var called: String?
        /// The requestor's address tells apart those whose AE titles were not seen.
        var requestor: IPAddress?
        var acceptor: Endpoint
    }

    let key: Key
    /// The first ones.
    var associations: [Int] = []
    var attempts = 0
    var counts: [Association.Outcome: Int] = [:]
    var accepted = 0
    var rejectedCalledAETitle = 0
    var rejectedPermanently = 0
    var rejectedForCongestion = 0
    var retriesAfterPermanent = 0
    var shortestRetry: Double?
    var shortestPolling: Double?
    var emptyAssociations = 0
    var onlyVerification = 0
    var singleStores = 0
    var stores = 0
    var providerAborts = 0
    var userAborts = 0
    /// Silences before aborts, for inferring time-outs.
    var abortSilences: [Double] = []
    var rejectedSyntaxes: Set<UID> = []
    var acceptedSyntaxes: Set<UID> = []
    var acceptedTransferSyntaxes: [UID: Int] = [:]
    var implementations: Set<String> = []
    var requestorAddresses: Set<IPAddress> = []
    var concurrent = 0
    /// Ends of those that may be open still.
    var openUntil: [Timestamp] = []
    /// The latest.
    var earlier: EarlierAssociation?
    /// Where it spoke TLS, the first places.
    var tls: [FactEvidence] = []
    var first: FactEvidence
    var last: FactEvidence
    var failedInstances: [String: Int] = [:]
    unowned let store: CaptureStore

    init(_ key: Key, first: FactEvidence, store: CaptureStore) {
        self.key = key
        self.first = first
        last = first
        self.store = store
    }

    var parties: Finding.Parties {
        var parties = Finding.Parties()
        parties.callingAETitle = key.calling
        parties.calledAETitle = key.called
        parties.requestorAddress = key.requestor.map { "\($0)" }
        parties.acceptor = "\(key.acceptor)"
        return parties
    }

    var evidence: [FactEvidence] { first.frame == last.frame ? [first] : [first, last] }

    private var atAcceptor: AcceptorPeers { store.accepted(at: key.acceptor) }

    var calledIsAcceptedFromOthers: Bool { atAcceptor.accepts(called: key.called, fromOtherThan: key.calling) }
    var callingIsAcceptedElsewhere: Bool {
        guard let calling = key.calling, let places = store.placesAccepting[calling] else { return false }
        return places > (accepted > 0 ? 1 : 0)
    }
    var syntaxesAcceptedFromOthers: [UID] {
        let all = atAcceptor
        return rejectedSyntaxes.subtracting(acceptedSyntaxes)
            .filter { all.accepts($0, fromOtherThan: key.calling) }.sorted { $0.rawValue < $1.rawValue }
    }
    /// An AE title accepted at the same acceptor that differs from the one called here only in case, spaces, `_` and `-`.
    var similarCalled: String? { accepted > 0 ? nil : key.called.flatMap { atAcceptor.similar(called: $0) } }
    var similarCalling: String? { accepted > 0 ? nil : key.calling.flatMap { atAcceptor.similar(calling: $0) } }
    var constantAbortSilence: Double? {
        guard abortSilences.count >= 3, let least = abortSilences.min(), let most = abortSilences.max(), least >= 1,
            most - least <= max(0.5, least * 0.05)
        else { return nil }
        return abortSilences.sorted()[abortSilences.count / 2]
    }
}

extension RecordType {
    static let peer: RecordType = RecordType(
        "Peer",
        "All associations of one calling AE title with one called AE title at one acceptor, at the capture's end.",
        [
            .fact("callingAETitle", .text, "Absent where no request was seen.") { (r: PeerFacts) in Value(r.key.calling)
            },
            .fact("calledAETitle", .text, "Absent where no request was seen.") { (r: PeerFacts) in Value(r.key.called)
            },
            .fact("acceptor", .text, "Address and port.") { (r: PeerFacts) in Value("\(r.key.acceptor)") },
            .fact("requestor", .text, "The calling AE title, or else the address.") { (r: PeerFacts) in
                Value(r.key.calling ?? r.key.requestor.map { "\($0)" })
            },
            .fact("attempts", .integer, "Associations asked for, those that failed before the request included.") {
                (r: PeerFacts) in Value(r.attempts)
            },
            .fact("accepted", .integer, "Accepted ones.") { (r: PeerFacts) in Value(r.accepted) },
            .fact("rejected", .integer, "Rejected ones.") { (r: PeerFacts) in Value(r.counts[.rejected] ?? 0) },
            .fact("rejectedForCongestion", .integer, "Rejects because of congestion or a limit (source 3).") {
                (r: PeerFacts) in Value(r.rejectedForCongestion)
            },
            .fact("refused", .integer, "Those whose SYN was answered with RST.") { (r: PeerFacts) in
                Value(r.counts[.refused] ?? 0)
            },
            .fact("unansweredAttempts", .integer, "Those never answered.") { (r: PeerFacts) in
                Value(r.counts[.unanswered] ?? 0)
            },
            .fact("aborted", .integer, "Aborted ones.") { (r: PeerFacts) in Value(r.counts[.aborted] ?? 0) },
            .fact("providerAborts", .integer, "A-ABORTs of a service-provider (source 2).") { (r: PeerFacts) in
                Value(r.providerAborts)
            },
            .fact("userAborts", .integer, "A-ABORTs of a service-user (source 0).") { (r: PeerFacts) in
                Value(r.userAborts)
            },
            .fact(
                "constantAbortSilence", .duration,
                "The silence before A-ABORTs, where three or more have about the same."
            ) {
                (r: PeerFacts) in Value(r.constantAbortSilence)
            },
            .fact("rejectedForCalledAETitle", .integer, "Rejects 1/1/7.") { (r: PeerFacts) in
                Value(r.rejectedCalledAETitle)
            },
            .fact(
                "retriesAfterPermanentReject", .integer, "Attempts after a permanent reject, without a success between."
            ) {
                (r: PeerFacts) in Value(r.retriesAfterPermanent)
            },
            .fact("shortestRetry", .duration, "The shortest time from a failed attempt's end to the next attempt.") {
                (r: PeerFacts) in Value(r.shortestRetry)
            },
            .fact("shortestInterval", .duration, "The shortest time between two attempts' starts.") { (r: PeerFacts) in
                Value(r.shortestPolling)
            },
            .fact("span", .duration, "From the first attempt to the last.") { (r: PeerFacts) in
                Value(r.last.time.seconds(since: r.first.time))
            },
            .fact(
                "calledIsAcceptedFromOthers", .boolean,
                "The same called AE title at the same acceptor is accepted from another."
            ) {
                (r: PeerFacts) in Value(r.calledIsAcceptedFromOthers)
            },
            .fact(
                "callingIsAcceptedElsewhere", .boolean,
                "The same calling AE title is accepted under another called one or elsewhere."
            ) {
                (r: PeerFacts) in Value(r.callingIsAcceptedElsewhere)
            },
            .fact(
                "similarCalledAETitle", .text,
                "One accepted there that differs only in case, spaces, `_` and `-`; absent where this one is accepted."
            ) {
                (r: PeerFacts) in Value(r.similarCalled)
            },
            .fact("similarCallingAETitle", .text, "As `similarCalledAETitle`, for the calling one.") { (r: PeerFacts) in
                Value(r.similarCalling)
            },
            .fact(
                "rejectedSyntaxesAcceptedFromOthers", .list(.uid),
                "Abstract syntaxes rejected here that the acceptor accepts from others."
            ) {
                (r: PeerFacts) in Value(r.syntaxesAcceptedFromOthers)
            },
            .fact("emptyAssociations", .integer, "Accepted ones in which nothing was asked.") { (r: PeerFacts) in
                Value(r.emptyAssociations)
            },
            .fact("verifications", .integer, "Accepted ones with C-ECHO only.") { (r: PeerFacts) in
                Value(r.onlyVerification)
            },
            .fact("singleStores", .integer, "Accepted ones with one C-STORE only.") { (r: PeerFacts) in
                Value(r.singleStores)
            },
            .fact("stores", .integer, "C-STORE requests in all.") { (r: PeerFacts) in Value(r.stores) },
            .fact("mostConcurrent", .integer, "Most associations open at once.") { (r: PeerFacts) in Value(r.concurrent)
            },
            .fact(
                "mostFailuresOfOneInstance", .integer,
                "How often the instance that failed most, and was never stored, was sent and refused."
            ) {
                (r: PeerFacts) in Value(r.failedInstances.values.max() ?? 0)
            },
            .fact("implementations", .list(.text), "Implementation version names, or class UIDs, of the requestor.") {
                (r: PeerFacts) in Value(r.implementations.sorted())
            },
            .fact("requestorAddresses", .integer, "Addresses it came from.") { (r: PeerFacts) in
                Value(r.requestorAddresses.count)
            },
            .fact("callingAETitlesAtAcceptor", .integer, "Different calling AE titles the acceptor accepted.") {
                (r: PeerFacts) in
                Value(r.store.accepted(at: r.key.acceptor).callingCount)
            },
            .fact("calledAETitlesAtAcceptor", .integer, "Different called AE titles the acceptor accepted.") {
                (r: PeerFacts) in
                Value(r.store.accepted(at: r.key.acceptor).calledCount)
            },
            .fact("isFirstAccepted", .boolean, "The first pair of AE titles that the acceptor accepted.") {
                (r: PeerFacts) in Value(r.store.accepted(at: r.key.acceptor).first === r)
            },
            .fact(
                "acceptedCalledAETitles", .list(.text), "Called AE titles that the acceptor accepted, the first ones."
            ) {
                (r: PeerFacts) in Value(r.store.accepted(at: r.key.acceptor).calledTitles)
            },
            .fact("acceptedPorts", .list(.integer), "Other ports of its host at which associations were accepted.") {
                (r: PeerFacts) in
                Value((r.store.portsAccepting[r.key.acceptor.address] ?? []).filter { $0 != r.key.acceptor.port })
            },
            .fact("tls", .list(.record(.place)), "Where TLS was spoken to the same acceptor, the first places.") {
                (r: PeerFacts) in Value(r.store.accepted(at: r.key.acceptor).tls.map(PlaceFacts.init))
            },
            .fact(
                "othersAccepted", .list(.record(.peer)),
                "Other pairs of AE titles that the same acceptor accepted, the first ones."
            ) { (r: PeerFacts) in Value(r.store.accepted(at: r.key.acceptor).accepted.filter { $0 !== r }) },
        ])
}
