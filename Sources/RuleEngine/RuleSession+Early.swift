import AssociationTimeline
import DICOMMessageExchange
import Evidence
import RuleExpression

extension RuleSession {
    /// Something a rule found, for telling it at once.
    public struct Discovered {
        public var rule: Rule
        public var message: String
        public var evidence: [FactEvidence]
    }

    /// What is certain when an association has been accepted or rejected. It is not told again when that ends.
    public func negotiated(_ association: borrowing Association) -> [Discovered] {
        early(copy association) { facts, scope in self.evaluateNegotiation(facts, &scope) }
    }

    /// What is certain of an operation when it has been concluded, though its association goes on.
    public func concluded(_ operation: DIMSEOperation, in association: borrowing Association) -> [Discovered] {
        guard association.isNegotiated, association.operationsNotKept == 0 else { return [] }
        var association = copy association
        association.operations = [operation]
        return early(association) { facts, scope in
            for operation in facts.operations { self.evaluate(operation, facts, &scope) }
        }
    }

    /// What is certain of an anomaly. Of one before the negotiation's end, that is told then.
    public func found(_ anomaly: Anomaly, in association: borrowing Association) -> [Discovered] {
        guard association.isNegotiated else { return [] }
        return early(copy association) { facts, scope in
            self.evaluate(AnomalyFacts(anomaly, tcpStream: facts.association.tcpStream), facts, &scope)
        }
    }

    private func early(
        _ association: Association, _ evaluate: (AssociationFacts, inout Scope) -> Void
    ) -> [Discovered] {
        // A filter may ask for what comes later.
        guard filter == nil else { return [] }
        isEarly = true
        let facts = facts(of: association)
        enter(facts, &scope)
        evaluate(facts, &scope)
        scope.removeAll()
        isEarly = false
        return takeDiscoveries().filter { index.rules[$0.rule].texts.isSettled && told.add($0, association.serial) }
            .map { discovery in
                let rule = index.rules[discovery.rule]
                return Discovered(
                    rule: rule, message: tree.wording.text(rule.texts.message, discovery.records),
                    evidence: discovery.evidence)
            }
    }
}
