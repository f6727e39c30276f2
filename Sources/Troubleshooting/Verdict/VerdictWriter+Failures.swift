import AssociationTimeline
import DICOMDictionary
import RuleEngine
import Wording

extension VerdictWriter {
    /// What broke off, and operations that did not work.
    func broken(
        _ failure: Failure, _ requestor: String, _ acceptor: String, _ relation: Relation, _ leading: [Finding],
        _ causes: [Finding], count: Int, _ tallies: [VerdictAccumulator.Tally]
    ) -> String {
        let all = tallies.reduce(0) { $0 + relations[$1.key.relation].associationCount }
        let associations = "association" + (all == 1 ? "" : "s")
        let share = all == 1 ? "the" : "\(grouped(count)) of \(grouped(all))"
        let of = all == 1 ? "" : " (\(grouped(count)) of \(grouped(all)) associations)"
        let finding =
            leading.first { $0.severity == .error && !$0.rule.id.hasPrefix("abort/by-provider") }
            ?? leading.first { $0.severity == .warning && $0.rule.section == "operation" }
        switch failure {
        case .aborted(let side):
            let (actor, other) = side == .requestor ? (requestor, acceptor) : (acceptor, requestor)
            let words = tallies.flatMap(\.words).filter { $0 != "service-user" }
            // A finding of some of them does not explain the others.
            let finding = finding.flatMap { $0.associationCount >= count ? $0 : nil }
            guard let finding else {
                let why = words.isEmpty ? "" : ": " + Self.list(words)
                return "\(actor) aborted \(share) \(associations) with \(other)\(why)."
            }
            let text = once(finding)
            if text.contains(" aborted ") { return "\(text)\(of)." }
            let said = "; the association was aborted"
            if text.hasSuffix(said) {
                return "\(actor) aborted \(share) \(associations) with \(other): "
                    + "\(Self.lowercased(String(text.dropLast(said.count))))."
            }
            return "\(actor) aborted \(share) \(associations) with \(other): \(Self.lowercased(text))."
        case .reset(let side):
            if let finding, finding.rule.section == "transport" { return "\(once(finding))\(of)." }
            let by = side.map { " by \($0 == .requestor ? requestor : acceptor)" } ?? ""
            return "\(share.capitalizedFirst) \(associations) of \(requestor) with \(acceptor) broke off:"
                + " the connection was reset\(by)."
        case .closed(let side):
            let (actor, other) = side == .acceptor ? (acceptor, requestor) : (requestor, acceptor)
            let why = finding.map { ": \(Self.lowercased(once($0)))" } ?? ""
            return "\(actor) closed the connection in the middle of \(share) \(associations) with \(other)\(why)."
        case .notAccepted(let syntax, let nothingDone):
            let isStorage = syntax.serviceClass == .storage
            let what =
                nothingDone
                ? isStorage ? "sent nothing to" : "asked nothing of"
                : isStorage ? "could not send everything to" : "could not do everything with"
            // What is wrong with the request itself is why.
            let why = leading.first { $0.severity == .error && $0.rule.section == "association-request" }
            return "\(requestor) \(what) \(acceptor), which does not accept \(syntax.shortName)"
                + (count > 1 ? " (\(grouped(count)) associations)" : "")
                + (why.map { ": \(Self.lowercased($0.rule.title))" } ?? "") + "."
        default: return operations(failure, requestor, acceptor, count: count, tallies, leading, causes)
        }
    }

    /// A finding's message for a sentence that tells itself how often.
    func once(_ finding: Finding) -> String {
        var finding = finding
        finding.count = 1
        return message(finding)
    }

    private func operations(
        _ failure: Failure, _ requestor: String, _ acceptor: String, count: Int,
        _ tallies: [VerdictAccumulator.Tally], _ leading: [Finding], _ causes: [Finding]
    ) -> String {
        func all(_ service: String) -> Int {
            Set(tallies.map(\.key.relation)).reduce(0) { sum, id in
                sum + (relations[id].services.first { $0.service == service }?.total ?? 0)
            }
        }
        func share(_ service: String, _ one: String, _ many: String) -> String {
            let all = all(service)
            if all == 1 { return "the \(one)" }
            return count == all ? "all \(grouped(all)) \(many)" : "\(grouped(count)) of \(grouped(all)) \(many)"
        }
        switch failure {
        case .operation(let service, _, _):
            let (why, sopClass) = reasons(tallies, leading, causes, of: count)
            switch service {
            case "C-STORE":
                return "\(acceptor) refused \(share(service, "object", "objects")) from \(requestor): \(why)."
            case "C-FIND":
                return "\(acceptor) could not answer \(share(service, "query", "queries")) of \(requestor): \(why)."
            case "C-MOVE", "C-GET":
                return "\(requestor) could not retrieve from \(acceptor)"
                    + (all(service) == 1 ? "" : " in \(grouped(count)) of \(grouped(all(service))) tries") + ": \(why)."
            case "C-ECHO":
                return
                    "\(acceptor) answered \(share(service, "C-ECHO", "C-ECHOs")) of \(requestor) with a failure: \(why)."
            default:
                let what = sopClass.map { " of \($0.shortName)" } ?? ""
                return "\(acceptor) refused \(share(service, service, service + "s"))\(what) from \(requestor): \(why)."
            }
        case .unanswered(let service, _):
            return "\(acceptor) did not answer \(share(service, service, service + "s")) of \(requestor)"
                + "\(because(causes.filter { $0.rule.id != "operation/unanswered" }, of: count))."
        case .partly(let service, _):
            let why = leading.first { $0.severity == .error }.map { ": \(Self.lowercased($0.rule.title))" } ?? ""
            return
                "\(requestor) got only a part of what it asked \(acceptor) for in \(share(service, service, service + "s"))\(why)."
        default: return ""
        }
    }

    /// Why operations failed, the most frequent reason first, and their SOP class where they have only one.
    private func reasons(
        _ tallies: [VerdictAccumulator.Tally], _ leading: [Finding], _ causes: [Finding], of count: Int
    ) -> (String, UID?) {
        var counts: [String: Int] = [:]
        var order: [String] = []
        var classes: Set<UID?> = []
        for tally in tallies {
            guard case .operation(let service, let sopClass, let code) = tally.key.failure else { continue }
            let status = Status(code)
            let meaning = status.meaning(service: sopClass?.serviceClass ?? .unknown, command: command(service))
            let why = "\(Self.reason(meaning)) (\(status))"
            if counts[why] == nil { order.append(why) }
            counts[why, default: 0] += tally.count
            classes.insert(sopClass)
        }
        let sorted = order.sorted { counts[$0, default: 0] > counts[$1, default: 0] }
        let told = sorted.prefix(3).map { why in
            let count = counts[why, default: 0]
            return sorted.count > 1 && count > 1 ? "\(why), \(grouped(count)) times" : why
        }
        let rest = sorted.count - told.count
        let isOfOneReason = sorted.count == 1
        return (
            isOfOneReason
                ? explained(sorted[0] + Self.comment(tallies), leading, causes, of: count)
                : told.joined(separator: "; ")
                    + (rest > 0 ? "; and \(rest == 1 ? "one more reason" : "\(rest) more reasons")" : ""),
            classes.count == 1 ? classes.first ?? nil : nil
        )
    }

    /// A status with what stands behind it: what it does not know of, or the finding that it follows from.
    private func explained(_ why: String, _ leading: [Finding], _ causes: [Finding], of count: Int) -> String {
        if let telling = leading.first(where: { Self.saysMore.contains($0.rule.id) && $0.count >= count }) {
            return "\(why): \(once(telling))"
        }
        return why + because(causes, of: count)
    }

    /// What the performer says to it, where it says one thing.
    private static func comment(_ tallies: [VerdictAccumulator.Tally]) -> String {
        let comments = Set(tallies.flatMap(\.comments))
        return comments.count == 1 ? comments.first.map { ", “\($0.prefix(mostOfComment))”" } ?? "" : ""
    }

    /// PS3.7 Annex C: LO has 64 characters at most.
    private static let mostOfComment = 64

    /// What all of them follow from.
    private func because(_ causes: [Finding], of count: Int) -> String {
        let cause = causes.first { $0.severity == .error && $0.count >= count }
        return cause.map { ", because \(Self.asClause(once($0)))" } ?? ""
    }

    /// Of the rules about statuses those that name what the status leaves open.
    private static let saysMore: Set<String> = ["query-retrieve/move-destination-unknown"]

    private func command(_ service: String) -> UInt16 {
        let known: [String: UInt16] = [
            "C-STORE": 0x0001, "C-GET": 0x0010, "C-FIND": 0x0020, "C-MOVE": 0x0021, "C-ECHO": 0x0030,
            "N-EVENT-REPORT": 0x0100, "N-GET": 0x0110, "N-SET": 0x0120, "N-ACTION": 0x0130, "N-CREATE": 0x0140,
            "N-DELETE": 0x0150,
        ]
        return known[service] ?? 0
    }

    /// `Refused: out of resources` says that it was refused once more.
    private static func reason(_ meaning: String) -> String {
        for prefix in ["Refused: ", "Error: ", "Failed: "] where meaning.hasPrefix(prefix) {
            return lowercased(String(meaning.dropFirst(prefix.count)))
        }
        return lowercased(meaning)
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
