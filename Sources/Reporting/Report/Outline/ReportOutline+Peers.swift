import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import NetworkLayers
import Troubleshooting
import Wording

extension ReportOutline {
    var peers: Section? {
        let map = report.peers
        guard !map.relations.isEmpty else { return nil }
        var section = Section(title: "Who talks to whom")
        var table = Table(columns: [
            Column(name: "from"), Column(name: "to"), Column(name: "at"),
            Column(name: "associations"), Column(name: "operations"),
        ])
        for relation in map.relations.prefix(depth.rows) {
            guard let requestor = entity(relation.requestor), let acceptor = entity(relation.acceptor) else { continue }
            table.rows.append([
                StyledText(Self.shown(requestor.name), .accent),
                StyledText(acceptor.title.map(Self.shown) ?? "?", .accent),
                StyledText("\(Endpoint(address: acceptor.address, port: relation.port))", .faint),
                Self.outcomes(relation), Self.operations(relation),
            ])
        }
        section.table(table)
        section.leftOut(map.relations.count - depth.rows, "more pair")
        section.leftOut(map.associationsNotKept, "association of others", "associations of others")
        var entities = Table(columns: [
            Column(name: "AE title"), Column(name: "address"), Column(name: "ports"),
            Column(name: "implementation"), Column(name: "known as"),
        ])
        for entity in map.entities.prefix(depth.rows) {
            let said = entity.implementations.map { implementation in
                [implementation.versionName, implementation.classUID.map { "(\($0.rawValue))" }]
                    .compactMap(\.self).joined(separator: " ")
            }
            let known = entity.implementations.compactMap(\.known).map { known in
                known.name + (known.version.map { " " + $0 } ?? "") + (known.kind == .vendor ? " (vendor)" : "")
            }
            var seen: Set<String> = []
            entities.rows.append([
                StyledText(entity.title.map(Self.shown) ?? "not seen", entity.title == nil ? .faint : .accent),
                StyledText("\(entity.address)"), StyledText(entity.ports.map(String.init).joined(separator: ", ")),
                StyledText(said.joined(separator: "; ")),
                StyledText(known.filter { seen.insert($0).inserted }.joined(separator: "; ")),
            ])
        }
        section.table(entities)
        section.leftOut(map.entities.count - depth.rows, "more application entity", "more application entities")
        return section
    }

    static func outcomes(_ relation: Relation) -> StyledText {
        relation.outcomeCounts.map { StyledText($0.text, $0.style) }.joined(", ")
    }

    static func operations(_ relation: Relation) -> StyledText {
        relation.services.flatMap { service in
            DIMSEOperation.Outcome.allCases.compactMap { outcome -> StyledText? in
                service.outcomes[outcome].map { count in
                    var text = StyledText("\(grouped(count)) \(service.service) ")
                    text.add(outcome.rawValue, outcome.style)
                    return text
                }
            }
        }.joined(", ")
    }

    var negotiation: Section? {
        guard !report.negotiations.isEmpty else { return nil }
        var section = Section(title: "Negotiation")
        for negotiation in report.negotiations.prefix(depth.rows) {
            let accepted = negotiation.rows.filter(\.isAccepted)
            let used = negotiation.rows.filter { $0.uses > 0 }
            let troubled = negotiation.rows.filter { $0.why != nil }
            var heading = pair(negotiation.relation)
            heading.add(
                ": \(counted(negotiation.rows.count, "context")) proposed, \(grouped(accepted.count)) accepted, "
                    + "\(grouped(used.count)) used")
            section.heading(heading)
            var table = Table(columns: [
                Column(name: "context"), Column(name: "abstract syntax"),
                Column(name: "proposed"), Column(name: "answer"),
                Column(name: "messages", isRight: true),
            ])
            // Of many refused alike, the table has the first ones; what is to be said of them stands below.
            let shown = Array(troubled.prefix(Self.mostTroubledRows)) + used.filter { $0.why == nil }
            for row in shown.prefix(depth.rows) {
                table.rows.append([
                    StyledText(row.ids.map { "\($0)" }.prefix(4).joined(separator: ", ")),
                    StyledText(row.abstractSyntax?.shortName ?? "not seen"),
                    StyledText(Self.transferSyntaxes(row.proposedTransferSyntaxes)), Self.answer(row),
                    StyledText(grouped(row.uses)),
                ])
            }
            section.table(table)
            section.leftOut(
                troubled.count - Self.mostTroubledRows, "more context not accepted", "more contexts not accepted")
            let idle = negotiation.rows.count - troubled.count - used.count { $0.why == nil }
            section.leftOut(idle, "context accepted and not used", "contexts accepted and not used")
            section.leftOut(negotiation.contextsNotKept, "context not told apart", "contexts not told apart")
            section.list(Self.explanations(troubled))
        }
        section.leftOut(report.negotiations.count - depth.rows, "more pair")
        return section
    }

    private static let mostTroubledRows = 6

    /// Why contexts were not accepted, and what would help: each reason once where it is that of many.
    private static func explanations(_ rows: [Negotiation.Row]) -> [StyledText] {
        var order: [PDU.PresentationContextResult?] = []
        var groups: [PDU.PresentationContextResult?: [Negotiation.Row]] = [:]
        for row in rows {
            if groups[row.result] == nil { order.append(row.result) }
            groups[row.result, default: []].append(row)
        }
        return order.flatMap { result -> [StyledText] in
            let group = groups[result] ?? []
            var seen: Set<String> = []
            let single = group.filter { seen.insert(($0.why ?? "") + ($0.change ?? "")).inserted }
            var names: [String] = []
            for row in group {
                let name = row.abstractSyntax?.shortName ?? "one not seen"
                if !names.contains(name), names.count < 500 { names.append(name) }
            }
            guard single.count > mostTroubledRows, let first = group.first else { return single.map(explanation) }
            var text = StyledText("\(result?.words ?? "unanswered"): ", .doubtful)
            text.add(
                names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " and \(names.count - 8) more" : "") + ".")
            if let change = first.change { text.add(" For the first: " + change) }
            return [text]
        }
    }

    private static func explanation(_ row: Negotiation.Row) -> StyledText {
        var text = StyledText(row.why ?? "", .doubtful)
        if let change = row.change { text.add(" " + change) }
        return text
    }

    private static func transferSyntaxes(_ syntaxes: [UID]) -> String {
        let told = syntaxes.prefix(4).map(\.shortName).joined(separator: ", ")
        return syntaxes.count > 4 ? told + " and \(syntaxes.count - 4) more" : told
    }

    private static func answer(_ row: Negotiation.Row) -> StyledText {
        if row.isInferred { return StyledText("handshake not captured", .faint) }
        if row.isAccepted { return StyledText(row.acceptedTransferSyntax?.shortName ?? "accepted", .good) }
        return StyledText(row.result?.words ?? "unanswered", .bad)
    }
}
