import AssociationTimeline
import RuleExpression

/// `--filter`: a condition over an association (`assoc`, `connection`) and, where it names `op`, its operations.
public struct TimelineFilter: Sendable {
    private let expression: Expression
    /// It speaks of operations: it holds for an association when it does for one of them.
    public let namesOperations: Bool

    public init(_ source: String) throws(ExpressionError) {
        if let expression = try? Expression(source, schema: RuleScope.association.schema) {
            self.expression = expression
            namesOperations = false
        } else {
            expression = try Expression(source, schema: RuleScope.operation.schema)
            namesOperations = true
        }
    }

    /// Whether the association is to be shown. What cannot be told is shown.
    public func admits(_ association: Association) -> Bool {
        let facts = AssociationFacts(association)
        guard namesOperations else { return admits([facts.connection, facts]) }
        return facts.operations.contains { admits([facts.connection, facts, $0]) }
    }

    /// Whether an operation of the association is; true for all where the filter names none.
    public func admits(_ operation: DIMSEOperation, of association: Association) -> Bool {
        guard namesOperations else { return true }
        let facts = AssociationFacts(association)
        return admits([facts.connection, facts, OperationFacts(operation, index: 0, facts)])
    }

    private func admits(_ records: [any FactRecord]) -> Bool {
        expression.truth([UnreadCapture()] + records) != .no
    }

    /// Stands for the capture, of which every fact is unknown while it is read.
    private final class UnreadCapture: FactRecord {}
}
