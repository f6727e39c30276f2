import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// Associations that may have been for another's sub-operations: those with C-STOREs, and those that did not come about.
struct Deliveries {
    struct Delivery {
        var calling: String?
        var called: String?
        var requestorAddress: String
        var start: Timestamp
        var end: Timestamp
        var outcome: Association.Outcome
        var wasAccepted: Bool
        var place: FactEvidence
        var stores: [Store]
    }

    struct Store {
        var originator: String?
        var messageID: UInt16?
        var time: Timestamp
        var succeeded: Bool
    }

    private(set) var all: [Delivery] = []
    private var byCalled: [String: [Int]] = [:]
    private var byAddress: [String: [Int]] = [:]

    static let maximum = 16_384
    static let maximumStores = 1_000

    mutating func append(_ delivery: Delivery) -> Bool {
        guard all.count < Self.maximum else { return false }
        if let called = delivery.called { byCalled[called, default: []].append(all.count) }
        if delivery.called == nil { byAddress[delivery.requestorAddress, default: []].append(all.count) }
        all.append(delivery)
        return true
    }

    /// Those called by that AE title, and those without a request from that address.
    func candidates(called: String?, from address: String) -> [Delivery] {
        let places = (called.flatMap { byCalled[$0] } ?? []) + (byAddress[address] ?? [])
        return places.map { all[$0] }
    }
}

extension CaptureStore {
    func rememberDelivery(_ association: Association) {
        let failed = association.accept == nil
        let stores = association.operations.lazy.filter { $0.kind == .cStoreRQ && $0.invoker == .requestor }
        guard failed || stores.first != nil else { return }
        let delivery = Deliveries.Delivery(
            calling: association.callingAETitle, called: association.calledAETitle,
            requestorAddress: "\(association.requestor.address)", start: association.start, end: association.end,
            outcome: association.outcome, wasAccepted: !failed,
            place: FactEvidence(
                frame: association.reject?.evidence.lastFrame ?? association.firstFrame,
                time: association.reject?.evidence.time ?? association.start,
                from: association.reject == nil ? .requestor : .acceptor, tcpStream: association.tcpStream),
            stores: stores.prefix(Deliveries.maximumStores).map { operation in
                Deliveries.Store(
                    originator: operation.request?.command.moveOriginatorAETitle,
                    messageID: operation.request?.command.moveOriginatorMessageID,
                    time: operation.request?.evidence.firstTime ?? association.start,
                    succeeded: operation.outcome == .success || operation.outcome == .warning)
            })
        if !deliveries.append(delivery) { notKept += 1 }
    }

    /// When all associations are known: whose sub-operations are whose.
    func matchRetrievals() {
        for retrieval in retrievals {
            for delivery in deliveries.candidates(called: retrieval.destination, from: retrieval.performerAddress) {
                guard delivery.start <= retrieval.end, delivery.end >= retrieval.start else { continue }
                let mine = delivery.stores.filter { store in
                    if let id = store.messageID {
                        return id == retrieval.messageID && store.originator == retrieval.originator
                    }
                    return delivery.requestorAddress == retrieval.performerAddress && store.time >= retrieval.start
                        && store.time <= retrieval.end
                }
                retrieval.stores += mine.count
                retrieval.storesSucceeded += mine.count(where: \.succeeded)
                retrieval.storesFailed += mine.count { !$0.succeeded }
                guard delivery.requestorAddress == retrieval.performerAddress, delivery.start >= retrieval.start else {
                    continue
                }
                retrieval.attempts += 1
                retrieval.callingOfAttempt = delivery.calling ?? retrieval.callingOfAttempt
                if delivery.wasAccepted {
                    retrieval.wasAccepted = true
                } else {
                    retrieval.attemptsFailed += 1
                    retrieval.lastFailure = delivery.outcome
                    retrieval.failurePlace = delivery.place
                }
            }
        }
    }
}
