import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Wording

/// What worked on one relation, by what it was good for.
struct Deeds {
    private var echoes = 0
    private var objects = 0
    private var retrieved = 0
    private var retrievals = 0
    private var queries = 0
    private var matches = 0
    private var worklists = 0
    private var entries = 0
    private var moved = 0
    private var moves = 0
    private var procedureSteps = 0
    private var prints = 0
    private var commitments = 0
    private var reports = 0
    private var reportsToRequestor = 0
    private var others: [String: Int] = [:]

    mutating func add(_ operation: DIMSEOperation) {
        guard !operation.failed, operation.outcome != .failure else { return }
        switch (operation.kind, operation.sopClass?.serviceClass) {
        case (.cEchoRQ, _): echoes += 1
        case (.cStoreRQ, _) where operation.invoker == .requestor: objects += 1
        case (.cStoreRQ, _): retrieved += 1
        case (.cFindRQ, .modalityWorklist):
            worklists += 1
            entries += operation.pendingCount
        case (.cFindRQ, _):
            queries += 1
            matches += operation.pendingCount
        case (.cMoveRQ, _):
            moves += 1
            moved += Int(operation.responses.last?.command.numberOfCompletedSuboperations ?? 0)
        case (.cGetRQ, _): retrievals += 1
        case (_, .modalityPerformedProcedureStep): procedureSteps += 1
        case (_, .print): prints += 1
        case (.nEventReportRQ, .storageCommitment) where operation.invoker == .acceptor: reportsToRequestor += 1
        case (.nEventReportRQ, .storageCommitment): reports += 1
        case (_, .storageCommitment): commitments += 1
        default: if others.count < 8 { others[operation.serviceName, default: 0] += 1 }
        }
    }

    var isEmpty: Bool { phrases("").isEmpty }

    /// `CT1 sent 3 objects to ARCHIVE and queried it (2 matches)`
    func sentence(_ requestor: String, _ acceptor: String) -> String {
        let first = phrases(acceptor).first ?? ""
        let rest = phrases("it").dropFirst()
        guard let last = rest.last else { return "\(requestor) \(first)" }
        return "\(requestor) " + ([first] + rest.dropLast()).joined(separator: ", ") + " and " + last
    }

    private func phrases(_ acceptor: String) -> [String] {
        var phrases: [String] = []
        func add(_ count: Int, _ text: String) { if count > 0 { phrases.append(text) } }
        func times(_ count: Int) -> String { count == 1 ? "" : " \(grouped(count)) times" }
        add(objects, "sent \(counted(objects, "object")) to \(acceptor)")
        add(
            retrieved,
            retrievals > 0
                ? "retrieved \(counted(retrieved, "object")) from \(acceptor) (C-GET)"
                : "was sent \(counted(retrieved, "object")) by \(acceptor)")
        add(moves, "had \(acceptor) send \(counted(moved, "object")) (C-MOVE)")
        add(queries, "queried \(acceptor)\(times(queries)) (\(counted(matches, "match", "matches")))")
        add(worklists, "got the worklist from \(acceptor)\(times(worklists)) (\(counted(entries, "entry", "entries")))")
        add(procedureSteps, "reported procedure steps to \(acceptor)")
        add(prints, "printed on \(acceptor)")
        add(commitments, "asked \(acceptor) for storage commitment")
        add(reports, "reported on storage commitment to \(acceptor)")
        add(reportsToRequestor, "got the storage commitment report from \(acceptor)")
        for (service, count) in others.sorted(by: { $0.key < $1.key }) {
            phrases.append("had \(grouped(count)) \(service) answered by \(acceptor)")
        }
        if phrases.isEmpty { add(echoes, "reached \(acceptor) (C-ECHO)") }
        return phrases
    }
}
