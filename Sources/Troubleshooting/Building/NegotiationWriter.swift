import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import NetworkLayers
import RuleEngine
import Wording

/// Says of each context that was not accepted why, and what would have made it work.
struct NegotiationWriter {
    let entities: [ApplicationEntity]
    let relations: [Relation]
    let tallies: [Int: NegotiationTally]
    /// By acceptor and abstract syntax: transfer syntaxes it accepted from anybody.
    private var accepted: [Syntax: [UID]] = [:]

    private struct Syntax: Hashable {
        var address: IPAddress
        var port: UInt16
        var abstractSyntax: UID
    }

    init(entities: [ApplicationEntity], relations: [Relation], tallies: [Int: NegotiationTally]) {
        self.entities = entities
        self.relations = relations
        self.tallies = tallies
        for relation in relations {
            for row in tallies[relation.id]?.rows ?? [] where row.isAccepted {
                guard let syntax = row.abstractSyntax, let transfer = row.acceptedTransferSyntax else { continue }
                let key = key(relation, syntax)
                if accepted[key]?.contains(transfer) != true { accepted[key, default: []].append(transfer) }
            }
        }
    }

    private func key(_ relation: Relation, _ syntax: UID) -> Syntax {
        Syntax(address: entities[relation.acceptor].address, port: relation.port, abstractSyntax: syntax)
    }

    func negotiations() -> [Negotiation] {
        relations.compactMap { relation in
            guard let tally = tallies[relation.id], !tally.rows.isEmpty else { return nil }
            let mine = Set(tally.rows.lazy.filter(\.isAccepted).compactMap(\.abstractSyntax))
            let rows = tally.rows.map { row in
                var row = row
                if !row.isAccepted, !row.isInferred { explain(&row, relation, acceptedHere: mine) }
                return row
            }
            let wellAnswered = rows.filter { $0.why == nil }
            let ordered =
                rows.filter { $0.why != nil } + wellAnswered.filter { $0.uses > 0 }
                + wellAnswered.filter { $0.uses == 0 }
            return Negotiation(relation: relation.id, rows: ordered, contextsNotKept: tally.notKept)
        }
    }

    private func explain(_ row: inout Negotiation.Row, _ relation: Relation, acceptedHere: Set<UID>) {
        let acceptor = entities[relation.acceptor].name
        let requestor = entities[relation.requestor].name
        let syntax = row.abstractSyntax
        let name = syntax?.shortName ?? "this abstract syntax"
        let elsewhere = syntax.flatMap { accepted[key(relation, $0)] } ?? []
        switch row.result {
        case nil:
            row.why = "\(acceptor) accepted the association and did not answer this context."
            row.change = "Let \(acceptor) answer every presentation context it is proposed (PS3.8 §9.3.3.2)."
        case .abstractSyntaxNotSupported?:
            row.why = "\(acceptor) does not support \(name)."
            row.change =
                elsewhere.isEmpty
                ? "Enable \(name) at \(acceptor), or do not propose it at \(requestor)."
                : "\(acceptor) accepts \(name) at other times: enable it there for \(requestor)."
        case .transferSyntaxesNotSupported?:
            row.why = "\(acceptor) supports none of the transfer syntaxes proposed for \(name)."
            if let known = elsewhere.first {
                row.change = "Let \(requestor) propose \(known.shortName) for \(name), too: \(acceptor) accepts that."
            } else if !row.proposedTransferSyntaxes.contains("1.2.840.10008.1.2") {
                row.change =
                    "Let \(requestor) propose Implicit VR Little Endian for \(name), too: everybody supports it"
                    + " (PS3.5 §10.1)."
            } else {
                row.change = "Enable Implicit VR Little Endian for \(name) at \(acceptor) (PS3.5 §10.1)."
            }
        case .userRejection?:
            row.why = "\(acceptor)'s application rejected it and gave no reason."
            row.change = "Ask \(acceptor)'s log what it has against \(name) from \(requestor): often a permission."
        case .noReason?:
            row.why = "\(acceptor) rejected it as service-provider and gave no reason."
            row.change = "Ask \(acceptor)'s log why \(name) was rejected."
        case let result?:
            row.why = "\(acceptor) answered with result \(result.rawValue), which is not defined."
            row.change = "Let \(acceptor) answer with a result of PS3.8 Table 9-18."
        }
        // Nothing is lost where the same can go another way.
        if let syntax, acceptedHere.contains(syntax), row.result == .transferSyntaxesNotSupported {
            row.change = "None is needed to send it at all: \(name) is accepted with another transfer syntax."
        }
    }
}
