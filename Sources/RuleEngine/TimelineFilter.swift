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
        let capture = CaptureFacts(CaptureStore(limit: 0))
        guard namesOperations else { return expression.truth([capture, facts.connection, facts]) != .no }
        return facts.operations.contains { expression.truth([capture, facts.connection, facts, $0]) != .no }
    }

    /// Whether an operation of the association is; true for all where the filter names none.
    public func admits(_ operation: DIMSEOperation, of association: Association) -> Bool {
        guard namesOperations else { return true }
        let facts = AssociationFacts(association)
        let capture = CaptureFacts(CaptureStore(limit: 0))
        let record = OperationFacts(operation, index: 0, facts)
        return expression.truth([capture, facts.connection, facts, record]) != .no
    }
}
