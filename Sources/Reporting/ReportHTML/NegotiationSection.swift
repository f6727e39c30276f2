import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import RuleEngine
import Troubleshooting
import Wording

/// For each pair: the contexts proposed, against the transfer syntaxes, with what was accepted and used, and why not.
struct NegotiationSection {
    let report: TroubleshootingReport

    static let mostOpen = 8
    private static let mostSyntaxes = 40
    private static let mostRows = 12
    /// With more transfer syntaxes, what became of a context would stand out of sight behind them: it stands before them.
    private static let mostBeforeResult = 8

    func object() -> PageObject {
        PageObject { page in
            page.flag("hasPairs", !report.negotiations.isEmpty)
            page.list("pairs", report.negotiations.enumerated().map { pair($1, isOpen: $0 < Self.mostOpen) })
        }
    }

    private func pair(_ negotiation: Negotiation, isOpen: Bool) -> PageObject {
        let syntaxes = Self.syntaxes(negotiation)
        let shown = Array(syntaxes.prefix(Self.mostSyntaxes))
        let accepted = negotiation.rows.count(where: \.isAccepted)
        let unknown = negotiation.rows.count(where: \.isInferred)
        // Where all were answered in one A-ASSOCIATE-AC, it is told once.
        let places = negotiation.rows.first?.evidence
        let rows = Self.folded(negotiation.rows).map { row($0, shown, $0.evidence == places ? [] : $0.evidence) }
        let between = report.peers.between(negotiation.relation) ?? ""
        return PageObject { page in
            page.text("id", "negotiation-\(negotiation.relation)")
            page.flag("isOpen", isOpen)
            page.text("between", between)
            page.object("evidence", places.flatMap { PageEvidence.object($0) })
            page.text(
                "summary",
                "\(counted(negotiation.rows.count, "context")), \(accepted) accepted"
                    + (unknown > 0 ? ", of \(unknown) the answer was not captured" : ""))
            page.list("syntaxes", shown.map { syntax in PageObject { $0.text("name", syntax.shortName) } })
            page.flag("isWide", shown.count > Self.mostBeforeResult)
            page.list("rows", Array(rows.prefix(Self.mostRows)))
            page.flag("hasFurther", rows.count > Self.mostRows)
            page.text("furtherTitle", counted(max(0, rows.count - Self.mostRows), "further row"))
            page.list("further", Array(rows.dropFirst(Self.mostRows)))
            var notes: [String] = []
            if syntaxes.count > shown.count {
                notes.append(
                    "\(counted(syntaxes.count - shown.count, "further transfer syntax", "further transfer syntaxes")) not shown."
                )
            }
            if negotiation.contextsNotKept > 0 {
                notes.append("\(counted(negotiation.contextsNotKept, "further context")) not told here.")
            }
            page.text("note", notes.joined(separator: " "))
        }
    }

    /// All of the pair, in the order proposed.
    private static func syntaxes(_ negotiation: Negotiation) -> [UID] {
        var seen: Set<UID> = []
        return negotiation.rows.flatMap { $0.proposedTransferSyntaxes + ($0.acceptedTransferSyntax.map { [$0] } ?? []) }
            .filter { seen.insert($0).inserted }
    }

    /// Contexts that were refused alike, whatever transfer syntaxes they proposed, are one row.
    private static func folded(_ rows: [Negotiation.Row]) -> [Negotiation.Row] {
        struct Key: Hashable {
            var abstractSyntax: UID?
            var result: PDU.PresentationContextResult?
            var why: String?
            var change: String?
        }
        var folded: [Negotiation.Row] = []
        var places: [Key: Int] = [:]
        var proposed: [Int: Set<UID>] = [:]
        for row in rows {
            let key = Key(abstractSyntax: row.abstractSyntax, result: row.result, why: row.why, change: row.change)
            guard !row.isAccepted, let place = places[key] else {
                if !row.isAccepted {
                    places[key] = folded.count
                    proposed[folded.count] = Set(row.proposedTransferSyntaxes)
                }
                folded.append(row)
                continue
            }
            folded[place].proposedTransferSyntaxes += row.proposedTransferSyntaxes.filter {
                proposed[place, default: []].insert($0).inserted
            }
            folded[place].ids += row.ids.filter { !folded[place].ids.contains($0) }
            folded[place].associationCount = max(folded[place].associationCount, row.associationCount)
        }
        return folded
    }

    private func row(_ row: Negotiation.Row, _ syntaxes: [UID], _ evidence: [FactEvidence]) -> PageObject {
        PageObject { page in
            page.text(
                "abstractSyntax",
                row.abstractSyntax?.shortName
                    ?? (row.isProposalCaptured ? "not proposed" : "proposal not captured"))
            let ids = row.ids.prefix(6).map { "\($0)" }.joined(separator: ", ") + (row.ids.count > 6 ? " …" : "")
            var parts = [(row.ids.count == 1 ? "ID " : "IDs ") + ids]
            if row.associationCount > 1 { parts.append(counted(row.associationCount, "association")) }
            if let roles = row.proposedRoles {
                parts.append("role \(roles.words): \(row.acceptedRoles?.words ?? "no answer")")
            }
            page.text("contexts", parts.joined(separator: " · "))
            page.flag("isWide", syntaxes.count > Self.mostBeforeResult)
            page.list("cells", syntaxes.map { cell(row, $0) })
            page.object("mark", Self.mark(row).object)
            page.text("why", row.why)
            page.text("change", row.change)
            page.object("evidence", PageEvidence.object(evidence))
        }
    }

    private static func mark(_ row: Negotiation.Row) -> PageMark {
        if row.isInferred { return PageMark(.note, row.uses > 0 ? "used, answer not captured" : "answer not captured") }
        guard let result = row.result else { return PageMark(.doubtful, "unanswered") }
        guard row.isAccepted else { return PageMark(.bad, result.words) }
        return PageMark(.good, row.uses > 0 ? "accepted, used" : "accepted")
    }

    private func cell(_ row: Negotiation.Row, _ syntax: UID) -> PageObject {
        let isProposed = row.proposedTransferSyntaxes.contains(syntax)
        let isChosen = row.isAccepted && row.acceptedTransferSyntax == syntax
        let (sign, words, tone): (String, String, String) =
            if isChosen, !isProposed, row.isProposalCaptured {
                ("●!", "accepted though not proposed", "chosen bad")
            } else if isChosen {
                row.uses > 0
                    ? ("● \(grouped(row.uses))", "accepted, \(counted(row.uses, "message"))", "chosen good")
                    : ("○", "accepted, not used", "chosen good")
            } else if !isProposed {
                ("", "", "")
            } else if row.isAccepted {
                ("·", "proposed, another one chosen", "faint")
            } else if row.result == nil {
                ("?", "proposed, not answered", "doubtful")
            } else {
                ("✕", "proposed, refused", "bad")
            }
        return PageObject { page in
            page.text("sign", sign)
            page.text("name", syntax.shortName)
            page.text("words", words)
            page.text("tone", tone)
        }
    }
}
