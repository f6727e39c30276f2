import RuleExpression

extension FactBasis {
    /// The A-ASSOCIATE-RQ and -AC of an association that `AlikeNegotiation` takes, and how that ended.
    static let negotiation = FactBasis(rawValue: 1)
    /// The same, and command sets: of a message its own, of an operation those of its request and its last response, with
    /// its outcome.
    static let commands = FactBasis(rawValue: 2)
}

extension RuleScope {
    /// What is remembered of rules of this scope; `nil` where nothing is.
    var basis: FactBasis? {
        switch self {
        case .connection, .association, .context: .negotiation
        case .operation, .message, .dataSet: .commands
        default: nil
        }
    }
}
