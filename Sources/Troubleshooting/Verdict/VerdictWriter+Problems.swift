import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import NetworkLayers
import RuleEngine
import Wording

extension VerdictWriter {
    struct Problem {
        var sentence: Verdict.Sentence
        var tier: Int
        var count: Int
        var frame: UInt64
    }

    /// One a failure and acceptor; those of several requestors that are alike are told together. The gravest first.
    func problems() -> [Problem] {
        struct Key: Hashable {
            var failure: Failure
            /// Operations that failed for several reasons are told in one sentence a relation.
            var relation: Int?
            var acceptor: String
            var purpose: Purpose
            var isTotal: Bool
            /// The called title is part of the reason, so it keeps groups apart.
            var called: Int
        }
        var order: [Key] = []
        var groups: [Key: [VerdictAccumulator.Tally]] = [:]
        let neverReached = firstOfNeverReached
        for tally in accumulated.tallies {
            let relation = relations[tally.key.relation]
            if let first = neverReached[relation.id] {
                let key = Key(
                    failure: first.key.failure, relation: relation.id, acceptor: acceptorName(relation),
                    purpose: first.purpose, isTotal: true, called: relation.acceptor)
                if groups[key] == nil { order.append(key) }
                groups[key, default: []].append(tally)
                continue
            }
            let key = Key(
                failure: tally.key.failure.group, relation: tally.key.failure.isOperation ? relation.id : nil,
                acceptor: acceptorName(relation), purpose: tally.purpose,
                isTotal: !tally.key.failure.isOperation && tally.count == relation.associationCount,
                called: relation.acceptor)
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(tally)
        }
        return order.compactMap { groups[$0] }.map(problem).sorted {
            ($0.tier, -$0.count, $0.frame) < ($1.tier, -$1.count, $1.frame)
        }
    }

    /// Of relations of which no association came about, for several reasons, the first reason: all are told together.
    private var firstOfNeverReached: [Int: VerdictAccumulator.Tally] {
        Dictionary(grouping: accumulated.tallies) { relations[$0.key.relation].id }.compactMapValues { tallies in
            guard let first = tallies.first, tallies.count > 1, tallies.allSatisfy(\.key.failure.isAttempt),
                tallies.reduce(0, { $0 + $1.count }) == relations[first.key.relation].associationCount
            else { return nil }
            return first
        }
    }

    private func problem(_ tallies: [VerdictAccumulator.Tally]) -> Problem {
        let first = tallies[0]
        let count = tallies.reduce(0) { $0 + $1.count }
        let serials = Set(tallies.flatMap(\.findings))
        let leading = self.leading(serials).filter { $0.severity > .note }
        let causes = Set(serials.compactMap { causesBySerial[$0] }).sorted().map { result.findings[$0] }
        let text = sentence(tallies, leading: leading, causes: causes.filter { $0.severity > .note })
        // Those of the capture's end tell of the same frames.
        let explained = self.leading(
            serials.union(tallies.flatMap(\.evidence).flatMap { serialsByFrame[$0.frame] ?? [] })
                .union(causes.map(\.serial)))
        var seen: Set<Int> = []
        return Problem(
            sentence: Verdict.Sentence(
                text, findings: explained.map(\.serial),
                associations: tallies.flatMap(\.associations).map(number).filter { seen.insert($0).inserted }.sorted(),
                evidence: first.evidence),
            tier: first.key.failure.tier, count: count, frame: first.evidence.first?.frame.rawValue ?? 0)
    }

    /// Findings that lead, of these, in their order.
    private func leading(_ serials: Set<Int>) -> [Finding] {
        serials.compactMap { placesBySerial[$0] }.sorted().map { result.findings[$0] }
    }

    private func sentence(
        _ tallies: [VerdictAccumulator.Tally], leading: [Finding], causes: [Finding]
    ) -> String {
        let first = tallies[0]
        let relation = relations[first.key.relation]
        let count = tallies.reduce(0) { $0 + $1.count }
        let requestor = names(tallies.map { requestorName(relations[$0.key.relation]) })
        let acceptor = acceptorName(relation)
        let failure = first.key.failure
        if let special = special(failure, requestor, acceptor, relation, causes + leading, count: count) {
            return special
        }
        if failure.tier == 0 {
            let all = tallies.reduce(0) { $0 + relations[$1.key.relation].associationCount }
            let isOver = tallies.allSatisfy {
                (accumulated.lastGood[$0.key.relation]).map { [last = $0.last] in last < $0 } ?? false
            }
            let isOfSeveralReasons = tallies.contains { $0.key.failure != failure }
            return cannot(
                requestor, acceptor, first.purpose,
                Self.list(tallies.map { reason($0.key.failure, relation, leading, of: $0.count) }),
                count: count, of: isOfSeveralReasons ? relation.associationCount : all, isOver: isOver)
        }
        return broken(failure, requestor, acceptor, relation, leading, causes, count: count, tallies)
    }

    /// The first of them, each once, and how many more there are.
    static func list(_ reasons: [String]) -> String {
        var seen: Set<String> = []
        let different = reasons.filter { seen.insert($0).inserted }
        let rest = different.count - 3
        return different.prefix(3).joined(separator: "; ")
            + (rest > 0 ? "; and \(rest == 1 ? "one more reason" : "\(rest) more reasons")" : "")
    }

    /// `CT1 cannot send to ARCHIVE: the called AE title PACS1 is not known there (12 of 12 tries).`
    private func cannot(
        _ requestor: String, _ acceptor: String, _ purpose: Purpose, _ reason: String, count: Int, of all: Int,
        isOver: Bool
    ) -> String {
        if count == all {
            let tries = count == 1 ? "" : " (\(grouped(count)) of \(grouped(all)) tries)"
            return "\(requestor) cannot \(purpose.words) \(acceptor): \(reason)\(tries)."
        }
        let later = isOver ? " Later tries worked." : ""
        return
            "\(requestor) could not \(purpose.words) \(acceptor) in \(grouped(count)) of \(grouped(all)) tries: \(reason).\(later)"
    }

    /// Where "cannot" is not the word.
    private func special(
        _ failure: Failure, _ requestor: String, _ acceptor: String, _ relation: Relation, _ explaining: [Finding],
        count: Int
    ) -> String? {
        let times = count == 1 ? "" : " (\(grouped(count)) connections)"
        switch failure {
        case .foreign(.tls, from: .requestor):
            return "\(requestor) speaks TLS to \(acceptor), which does not answer in TLS\(times)."
        case .foreign(let foreign, from: .requestor):
            return "\(requestor) speaks \(foreign.rawValue) to \(acceptor), where DICOM is expected\(times)."
        case .tls(let alert, let side):
            let (actor, other) = side == .requestor ? (requestor, acceptor) : (acceptor, requestor)
            let cause = explaining.first { $0.severity == .error && !$0.consequences.isEmpty && $0.count >= count }
            let why =
                cause.map { "\(Self.lowercased(once($0))) (\(alert))" }
                ?? Self.reason(ofAlert: alert, from: actor, to: other)
            return "\(actor) broke off the TLS handshake with \(other): \(why)\(times)."
        case .brokenBeforeAnswer(.requestor?):
            return
                "\(requestor) ended the connection to \(acceptor) before its association request was answered\(times)."
        case .unrequested:
            return
                "\(requestor) sent DICOM data to \(acceptor) without having asked for an association\(times)."
        default: return nil
        }
    }

    private func reason(
        _ failure: Failure, _ relation: Relation, _ leading: [Finding], of count: Int
    ) -> String {
        let calling = entities[relation.requestor].title ?? "none"
        let called = entities[relation.acceptor].title ?? "none"
        switch failure {
        case .refused: return "nothing listens on port \(relation.port) there, or a firewall refuses the connection"
        case .noAnswerToSYN: return "nothing answers there"
        case .unreachable: return "the network reports that it cannot be reached"
        case .foreign(let foreign, let side):
            return side == .acceptor
                ? "what answers there is \(foreign.rawValue), not DICOM" : "it speaks \(foreign.rawValue), not DICOM"
        case .noAnswerToRequest:
            return "the connection is accepted and the association request never answered" + cause(leading, of: count)
        case .brokenBeforeAnswer(let side):
            return "\(side.map { "the \($0.name)" } ?? "something") ends the connection before the request is answered"
                + cause(leading, of: count)
        case .nothingAccepted:
            return "none of the presentation contexts proposed is accepted" + cause(leading, of: count)
        case .rejected(let result, let source, let reason):
            switch (source, reason) {
            case (1, 7): return "the called AE title \(called) is not known there"
            case (1, 3): return "the calling AE title \(calling) is not known there"
            case (1, 2): return "its application context is not supported there"
            case (2, 2): return "its protocol version is not supported there"
            case (3, 1): return "it is congested for the moment"
            case (3, 2): return "its limit of associations is reached"
            case (1, 1), (2, 1):
                return "it rejects the association\(result == 2 ? " for the moment" : "") and gives no reason"
                    + cause(leading, of: count)
            default: return "it rejects the association with codes that are not defined"
            }
        default: return ""
        }
    }

    /// The first finding that says more than the failure does, and of all of them.
    private func cause(_ leading: [Finding], of count: Int) -> String {
        let telling = leading.filter { $0.associationCount >= count }
        let first = telling.first { $0.severity == .error && $0.rule.section != "abort" } ?? telling.first
        guard let first, first.rule.section != "association" || Self.tellWhy.contains(first.rule.id) else { return "" }
        return " (\(Self.lowercased(first.rule.title)))"
    }

    /// Of the rules about rejections those that know more than the codes say.
    private static let tellWhy: Set<String> = [
        "association/rejected-user-identity", "association/rejected-unknown-sub-item",
    ]

    static func lowercased(_ title: String) -> String {
        // Abbreviations and keywords stay as they are.
        let isName = title.dropFirst().prefix { $0 != " " }.contains { $0.isUppercase || $0 == "-" }
        if isName { return title }
        return title.prefix(1).lowercased() + title.dropFirst()
    }

    private func names(_ all: [String]) -> String {
        var seen: Set<String> = []
        let names = all.filter { seen.insert($0).inserted }
        switch names.count {
        case 0...1: return names.first ?? "somebody"
        case 2, 3: return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
        default: return names.prefix(2).joined(separator: ", ") + " and \(names.count - 2) others"
        }
    }

    func requestorName(_ relation: Relation) -> String { name(of: entities[relation.requestor]) }

    /// An entity whose title was not seen may be known by its address from another association.
    private func name(of entity: ApplicationEntity) -> String {
        if let title = entity.title, !title.isEmpty { return title }
        if let title = onlyTitles[entity.address] { return "\(title) (\(entity.address))" }
        return "\(entity.address)"
    }

    /// By the AE title it answers to; where the one it was called by is not its own, by another one or by its address.
    func acceptorName(_ relation: Relation) -> String {
        let entity = entities[relation.acceptor]
        let endpoint = Endpoint(address: entity.address, port: relation.port)
        if let title = entity.title, !title.isEmpty, relation.accepted > 0 || !unknownTitles.contains(relation.id) {
            return title
        }
        let accepted = relations.first {
            $0.accepted > 0 && $0.port == relation.port && entities[$0.acceptor].address == entity.address
        }
        if let accepted, let title = entities[accepted.acceptor].title { return title }
        return "\(endpoint)"
    }
}
