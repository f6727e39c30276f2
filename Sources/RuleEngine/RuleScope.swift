import DICOMDictionary
import RuleExpression

/// What a rule looks at: it is evaluated for each of these.
public enum RuleScope: String, Hashable, Sendable, CaseIterable {
    case connection, association, context, pdu, operation, message
    case dataSet = "data-set"
    case anomaly, fault
    // Evaluated when the capture has been read.
    case capture, peer, retrieval, commitment
    case procedureStep = "procedure-step"
    case study, query

    /// Whether it waits for the capture's end.
    public var isAtEnd: Bool {
        switch self {
        case .capture, .peer, .retrieval, .commitment, .procedureStep, .study, .query: true
        default: false
        }
    }

    /// The names in scope, in the order records are given to expressions.
    var variables: [FactSchema.Variable] {
        let capture = FactSchema.Variable("capture", .capture)
        let association: [FactSchema.Variable] = [
            capture, FactSchema.Variable("connection", .connection), FactSchema.Variable("assoc", .association),
        ]
        return switch self {
        case .connection, .association: association
        case .context: association + [FactSchema.Variable("context", .context)]
        case .pdu: association + [FactSchema.Variable("pdu", .pdu)]
        case .anomaly: association + [FactSchema.Variable("anomaly", .anomaly)]
        case .operation: association + [FactSchema.Variable("op", .operation)]
        case .message: association + [FactSchema.Variable("op", .operation), FactSchema.Variable("message", .message)]
        case .dataSet:
            association + [
                FactSchema.Variable("op", .operation), FactSchema.Variable("message", .message),
                FactSchema.Variable("dataSet", .dataSet),
            ]
        case .fault:
            association + [
                FactSchema.Variable("op", .operation), FactSchema.Variable("message", .message),
                FactSchema.Variable("dataSet", .dataSet), FactSchema.Variable("fault", .dataSetFault),
            ]
        case .capture: [capture]
        case .peer: [capture, FactSchema.Variable("peer", .peer)]
        case .retrieval: [capture, FactSchema.Variable("retrieval", .retrieval)]
        case .commitment: [capture, FactSchema.Variable("commitment", .commitment)]
        case .procedureStep: [capture, FactSchema.Variable("step", .procedureStep)]
        case .study: [capture, FactSchema.Variable("study", .study)]
        case .query: [capture, FactSchema.Variable("query", .emptyQuery)]
        }
    }

    /// Its rules name the codes they are for.
    var isByCode: Bool { self == .anomaly || self == .fault }

    public var schema: FactSchema {
        FactSchema(variables, uid: { UID(keyword: $0)?.rawValue }, keywords: { UID.registeredKeywords })
    }

    /// What `for` can name, for choosing quickly which rules concern something.
    var subjects: [String]? {
        switch self {
        case .operation: DIMSECommand.services
        case .message, .dataSet: DIMSECommand.names
        case .pdu: PDUFacts.logged
        default: nil
        }
    }
}
