import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import DICOMUpperLayer
import Evidence
import NetworkLayers

/// What is remembered over all associations of a capture, within limits.
final class CaptureStore {
    private(set) var peers: [PeerFacts.Key: PeerFacts] = [:]
    private var peersByAcceptor: [Endpoint: [PeerFacts]] = [:]
    private(set) var oneSided = 0
    var latest: Timestamp?

    var retrievals: [RetrievalFacts] = []
    var deliveries = Deliveries()
    var commitments: [String: CommitmentFacts] = [:]
    var procedureSteps: [String: ProcedureStepFacts] = [:]
    var studies: [String: StudyFacts] = [:]
    /// What was stored, as each receiver got it last.
    var copies: [Copy: StoredInstance] = [:]
    /// Instances stored somewhere, by hash of their UIDs.
    var instances: Set<Int> = []
    /// Study UIDs of worklist answers.
    var worklist: [String: WorklistEntry] = [:]
    /// Queries that found nothing, and what others found, by whom was asked in which information model.
    var emptyQueries: [EmptyQueryFacts] = []
    var matches: [QueryPlace: [FoundMatch]] = [:]
    /// Things not remembered because a limit was reached.
    var notKept = 0

    struct Copy: Hashable {
        /// By hash of its UID.
        var instance: Int
        var receiver: Endpoint
    }

    struct StoredInstance {
        var bytes: UInt64
        var elements: Int
        var transferSyntax: Int
    }

    struct QueryPlace: Hashable {
        var acceptor: Endpoint
        var sopClass: UID?
    }

    struct WorklistEntry {
        var patientID: String?
        var accession: String?
        var patientName: String?
    }

    /// Pairs of application entities, studies, retrievals and the like, of each.
    private let limit: Int
    /// Each is compared with each.
    static let maximumQueries = 256
    static let maximumMatches = 256
    private static let instancesOfRecord = 26

    init(limit: Int) { self.limit = limit }

    func hasRoom(_ records: Int) -> Bool { records < limit }
    func hasRoom(instances: Int) -> Bool { instances < limit * Self.instancesOfRecord }

    var allPeers: [PeerFacts] { peers.values.sorted { $0.first.frame < $1.first.frame } }
    var allCommitments: [CommitmentFacts] { commitments.values.sorted { order($0.places, $1.places) } }
    var allProcedureSteps: [ProcedureStepFacts] { procedureSteps.values.sorted { order($0.places, $1.places) } }
    var allStudies: [StudyFacts] { studies.values.sorted { $0.first.frame < $1.first.frame } }

    private func order(_ left: [FactEvidence], _ right: [FactEvidence]) -> Bool {
        (left.first?.frame.rawValue ?? .max) < (right.first?.frame.rawValue ?? .max)
    }

    func accepted(at acceptor: Endpoint) -> AcceptorPeers { acceptors[acceptor] ?? AcceptorPeers([]) }

    private var acceptors: [Endpoint: AcceptorPeers] = [:]
    /// By calling AE title, how many pairs it is accepted in.
    private(set) var placesAccepting: [String: Int] = [:]
    /// By address, the ports at which associations were accepted.
    private(set) var portsAccepting: [IPAddress: [UInt16]] = [:]

    /// Compares peers with each other, when all associations are known.
    func comparePeers() {
        acceptors = peersByAcceptor.mapValues { AcceptorPeers($0) }
        placesAccepting = peers.values.reduce(into: [:]) { places, peer in
            if peer.accepted > 0, let calling = peer.key.calling { places[calling, default: 0] += 1 }
        }
        portsAccepting = acceptors.reduce(into: [IPAddress: [UInt16]]()) { ports, acceptor in
            if acceptor.value.first != nil { ports[acceptor.key.address, default: []].append(acceptor.key.port) }
        }.mapValues { $0.sorted() }
    }

    func key(_ association: Association) -> PeerFacts.Key {
        PeerFacts.Key(
            calling: association.callingAETitle, called: association.calledAETitle,
            requestor: association.request == nil ? association.requestor.address : nil, acceptor: association.acceptor)
    }

    func previous(of association: Association) -> EarlierAssociation? {
        peers[key(association)]?.earlier?.compared(with: association)
    }

    /// Remembers an association. Call it after its own rules have been evaluated.
    func remember(_ association: Association) {
        latest = max(latest ?? association.end, association.end)
        if association.quality.isOneSided { oneSided += 1 }
        rememberPeer(association)
        rememberDelivery(association)
        for operation in association.operations { remember(operation, of: association) }
    }

    private func rememberPeer(_ association: Association) {
        let key = key(association)
        let place = FactEvidence(
            frame: association.request?.evidence.lastFrame ?? association.firstFrame,
            time: association.request?.evidence.time ?? association.start, from: .requestor,
            tcpStream: association.tcpStream)
        guard let peer = peers[key] ?? add(key, place) else { return }
        peer.attempts += 1
        peer.counts[association.outcome, default: 0] += 1
        if let tls = association.foreignProtocol, tls.value == .tls, peer.tls.count < 2 {
            peer.tls.append(
                FactEvidence(
                    frame: tls.evidence.lastFrame, time: tls.evidence.time, from: .requestor,
                    tcpStream: association.tcpStream))
        }
        if place.time >= peer.last.time { peer.last = place }
        if peer.associations.count < 64 { peer.associations.append(association.serial) }
        if let before = peer.earlier {
            let interval = association.start.seconds(since: before.start)
            if interval >= 0 { peer.shortestPolling = min(peer.shortestPolling ?? interval, interval) }
            if before.outcome != .released, before.outcome != .open {
                let pause = association.start.seconds(since: before.end)
                if pause >= 0 { peer.shortestRetry = min(peer.shortestRetry ?? pause, pause) }
            }
            if before.reject?.result == 1 { peer.retriesAfterPermanent += 1 }
        }
        peer.earlier = EarlierAssociation(association)
        countOpen(association, peer)
        if peer.requestorAddresses.count < 256 { peer.requestorAddresses.insert(association.requestor.address) }
        if let information = association.request?.value.userInformation, peer.implementations.count < 16,
            let name = information.implementationVersionName ?? information.implementationClassUID?.rawValue
        {
            peer.implementations.insert(name)
        }
        if let reject = association.reject?.value {
            if reject.result == 1 { peer.rejectedPermanently += 1 }
            if reject.source == 3 { peer.rejectedForCongestion += 1 }
            if reject.source == 1, reject.reason == 7 { peer.rejectedCalledAETitle += 1 }
        }
        for abort in association.aborts {
            if abort.value.source == 2 { peer.providerAborts += 1 } else { peer.userAborts += 1 }
            if peer.abortSilences.count < 1000, let silence = association.silenceBefore(abort.evidence.firstTime) {
                peer.abortSilences.append(silence)
            }
        }
        if association.accept != nil { rememberAcceptance(association, peer) }
    }

    private func rememberAcceptance(_ association: Association, _ peer: PeerFacts) {
        peer.accepted += 1
        for context in association.presentationContexts {
            guard let syntax = context.abstractSyntax else { continue }
            if context.isAccepted {
                if peer.acceptedSyntaxes.count < 1024 { peer.acceptedSyntaxes.insert(syntax) }
            } else if context.result == .abstractSyntaxNotSupported || context.result == .userRejection {
                if peer.rejectedSyntaxes.count < 1024 { peer.rejectedSyntaxes.insert(syntax) }
            }
        }
        let stores = association.operations.count { $0.kind == .cStoreRQ }
        peer.stores += stores
        if association.operations.isEmpty, association.quality.gaps == 0 { peer.emptyAssociations += 1 }
        if !association.operations.isEmpty, association.operations.allSatisfy({ $0.kind == .cEchoRQ }) {
            peer.onlyVerification += 1
        }
        if association.operations.count == 1, stores == 1 { peer.singleStores += 1 }
    }

    private func add(_ key: PeerFacts.Key, _ place: FactEvidence) -> PeerFacts? {
        guard hasRoom(peers.count) else {
            notKept += 1
            return nil
        }
        let peer = PeerFacts(key, first: place, store: self)
        peers[key] = peer
        peersByAcceptor[key.acceptor, default: []].append(peer)
        return peer
    }

    /// How many were open when this one ended: they come in the order of their ends, so those that began before it ended
    /// and end later are counted when they end.
    private func countOpen(_ association: Association, _ peer: PeerFacts) {
        guard association.accept != nil else { return }
        peer.openUntil.removeAll { $0 <= association.start }
        peer.openUntil.append(association.end)
        if peer.openUntil.count > 256 { peer.openUntil.removeFirst() }
        peer.concurrent = max(peer.concurrent, peer.openUntil.count)
    }
}
