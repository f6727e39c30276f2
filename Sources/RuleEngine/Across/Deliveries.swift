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
        var association: Int
        var stores: [Store]
    }

    struct Store {
        var originator: String?
        var messageID: UInt16?
        var time: Timestamp
        var succeeded: Bool
        /// Of its last response, or else of its request.
        var place: FactEvidence
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

    /// To be called when all are known: connections that failed come late.
    mutating func settle() {
        let all = all
        func byEnd(_ left: Int, _ right: Int) -> Bool { (all[left].end, left) < (all[right].end, right) }
        byCalled = byCalled.mapValues { $0.sorted(by: byEnd) }
        byAddress = byAddress.mapValues { $0.sorted(by: byEnd) }
    }

    /// Those called by that AE title, and those without a request from that address, that ended after a time.
    func candidates(called: String?, from address: String, endedAfter time: Timestamp) -> [Delivery] {
        let lists = [called.flatMap { byCalled[$0] } ?? [], byAddress[address] ?? []]
        return lists.flatMap { list in
            var (low, high) = (0, list.count)
            while low < high {
                let middle = low + (high - low) / 2
                if all[list[middle]].end >= time { high = middle } else { low = middle + 1 }
            }
            return list[low...].prefix(Self.maximumCandidates).map { all[$0] }
        }
    }

    /// Looked at for one retrieval or commitment.
    private static let maximumCandidates = 1_024
}

extension CaptureStore {
    func rememberDelivery(_ association: Association) {
        let failed = association.accept == nil
        let stores = association.operations.lazy.filter { $0.kind == .cStoreRQ && $0.invoker == .requestor }
        guard failed || stores.first != nil else { return }
        let last = association.reject?.evidence ?? association.request?.evidence
        let place = FactEvidence(
            frame: last?.lastFrame ?? association.firstFrame, time: last?.time ?? association.start,
            from: association.reject == nil ? .requestor : .acceptor, tcpStream: association.tcpStream)
        let delivery = Deliveries.Delivery(
            calling: association.callingAETitle, called: association.calledAETitle,
            requestorAddress: "\(association.requestor.address)", start: association.start, end: association.end,
            outcome: association.outcome, wasAccepted: !failed,
            place: place, association: association.serial,
            stores: stores.prefix(Deliveries.maximumStores).map { operation in
                Deliveries.Store(
                    originator: operation.request?.command.moveOriginatorAETitle,
                    messageID: operation.request?.command.moveOriginatorMessageID,
                    time: operation.request?.evidence.firstTime ?? association.start,
                    succeeded: operation.outcome == .success || operation.outcome == .warning,
                    place: (operation.responses.last ?? operation.request).map { self.place($0, association) }
                        ?? place)
            })
        if !deliveries.append(delivery) { notKept += 1 }
    }

    /// When all associations are known: whose sub-operations are whose.
    func matchRetrievals() {
        deliveries.settle()
        for retrieval in retrievals {
            retrieval.forgetMatches()
            for delivery in deliveries.candidates(
                called: retrieval.destination, from: retrieval.performerAddress, endedAfter: retrieval.start)
            {
                guard delivery.start <= retrieval.end, delivery.end >= retrieval.start else { continue }
                let mine = delivery.stores.filter { store in
                    if let id = store.messageID {
                        return id == retrieval.messageID && store.originator == retrieval.originator
                    }
                    return delivery.requestorAddress == retrieval.performerAddress && store.time >= retrieval.start
                        && store.time <= retrieval.end
                }
                if !mine.isEmpty { retrieval.add(delivery.association) }
                retrieval.stores += mine.count
                retrieval.storesSucceeded += mine.count(where: \.succeeded)
                retrieval.storesFailed += mine.count { !$0.succeeded }
                if retrieval.storeFailurePlace == nil {
                    retrieval.storeFailurePlace = mine.first { !$0.succeeded }?.place
                }
                guard delivery.requestorAddress == retrieval.performerAddress, delivery.start >= retrieval.start else {
                    continue
                }
                retrieval.attempts += 1
                retrieval.add(delivery.association)
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
