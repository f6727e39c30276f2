import DICOMDictionary

/// What one product asks of the other beyond a presentation context: replies and sub-operations that come back.
struct WorkflowComparison {
    let scu: ComparedProduct
    let scp: ComparedProduct

    func points() -> [ComparisonPoint] {
        [commitmentReply(), commitmentDelay(), retrieval(.queryRetrieveMove), retrieval(.queryRetrieveGet)]
            .compactMap { $0 }
    }

    private typealias Ends = (scu: ApplicationEntityClaims, scp: ApplicationEntityClaims)

    private var commitment: Ends? {
        func entity(_ product: ComparedProduct, _ role: ServiceRole) -> ApplicationEntityClaims? {
            product.services(role) { $0 == .storageCommitmentPushModel }.first?.entity
        }
        guard let one = entity(scu, .scu), let other = entity(scp, .scp) else { return nil }
        return (one, other)
    }

    private func commitmentReply() -> ComparisonPoint? {
        guard let ends = commitment else { return nil }
        let subject = "storage commitment reply"
        guard let taken = ends.scu.storageCommitment?.reply, let given = ends.scp.storageCommitment?.reply else {
            let silent = ends.scu.storageCommitment?.reply == nil ? scu.name : scp.name
            return ComparisonPoint(
                subject: subject, effect: .unknown,
                message: "\(silent) does not say on which association the N-EVENT-REPORT comes (PS3.4 §J.3.3)")
        }
        switch (taken.value, given.value) {
        case (.same, .new), (.new, .same):
            let there = given.value == .new ? "a new association" : "the same association"
            let change =
                given.isConfigurable || !taken.isConfigurable
                ? "\(scp.name): reply on \(taken.value == .same ? "the same association" : "a new association")"
                : "\(scu.name): take the reply on \(there)"
            return ComparisonPoint(
                subject: subject, effect: .breaks,
                message: "\(scp.name) replies on \(there), and \(scu.name) does not take it there", change: change)
        case (_, .new) where ends.scu.accepts?.value == false:
            return ComparisonPoint(
                subject: subject, effect: .breaks,
                message: "\(scp.name) replies on a new association, and \(scu.name) accepts none",
                change: "\(scp.name): reply on the same association")
        case (_, .new), (_, .either):
            let port = ends.scu.port.map { ", port \($0.value)" } ?? ""
            return ComparisonPoint(
                subject: subject, effect: given.value == .new ? .limits : .agrees,
                message:
                    "\(scp.name) opens an association to \(scu.name)\(port) for the reply: it must know its address",
                change: nil)
        default:
            return ComparisonPoint(
                subject: subject, effect: .agrees, message: "\(scp.name) replies where \(scu.name) waits for it")
        }
    }

    private func commitmentDelay() -> ComparisonPoint? {
        guard let ends = commitment, let wait = ends.scu.storageCommitment?.maximumDelay?.value.default,
            let delay = ends.scp.storageCommitment?.maximumDelay?.value.default, delay > wait
        else { return nil }
        return ComparisonPoint(
            subject: "storage commitment delay", effect: .limits,
            message: "\(scp.name) may take \(delay) s, and \(scu.name) waits \(wait) s",
            change: "\(scu.name): wait \(delay) s for the N-EVENT-REPORT")
    }

    /// Objects that come back by C-STORE.
    private func retrieval(_ kind: ServiceClass) -> ComparisonPoint? {
        let isKind: (UID) -> Bool = { $0.serviceClass == kind }
        guard !scu.sopClasses(.scu, isKind).intersection(scp.sopClasses(.scp, isKind)).isEmpty else { return nil }
        let isStorage: (UID) -> Bool = { $0.serviceClass == .storage }
        let sent = scp.sopClasses(.scu, isStorage)
        let taken = scu.sopClasses(.scp, isStorage)
        let verb = kind == .queryRetrieveMove ? "C-MOVE" : "C-GET"
        let subject = verb + " sub-operations"
        let common = sent.intersection(taken)
        if taken.isEmpty, kind == .queryRetrieveMove {
            return ComparisonPoint(
                subject: subject, effect: .limits,
                message: "\(scu.name) takes no objects itself: the move destination must be a third product")
        }
        if common.isEmpty {
            return ComparisonPoint(
                subject: subject, effect: .breaks,
                message:
                    "\(scp.name) would send nothing that \(scu.name) takes: \(sent.count) and \(taken.count) storage SOP classes, none of them the same",
                change:
                    "\(taken.isEmpty ? scu.name : scp.name): claim the storage SOP classes as \(taken.isEmpty ? "SCP" : "SCU")"
            )
        }
        return ComparisonPoint(
            subject: subject, effect: common.count < sent.count ? .limits : .agrees,
            message: "of \(sent.count) storage SOP classes that \(scp.name) sends, \(scu.name) takes \(common.count)")
    }
}
