/// What is fuzzed. Each target takes any bytes; it must come back, soon, with little memory, and what it promises about
/// its results is checked by preconditions.
public enum FuzzTarget: String, CaseIterable, Sendable {
    case captureFile = "capture-file"
    case network
    case reassembly
    case pdus
    case commandSet = "command-set"
    case dataSet = "data-set"
    case characterSet = "character-set"
    case ruleExpression = "rule-expression"
    case association
    case pipeline
    case claims
    case ruleFile = "rule-file"
    case report

    public func run(_ bytes: [UInt8]) {
        switch self {
        case .captureFile: fuzzCaptureFile(bytes)
        case .network: fuzzNetwork(bytes)
        case .reassembly: fuzzReassembly(bytes)
        case .pdus: fuzzPDUs(bytes)
        case .commandSet: fuzzCommandSet(bytes)
        case .dataSet: fuzzDataSet(bytes)
        case .characterSet: fuzzCharacterSet(bytes)
        case .ruleExpression: fuzzRuleExpression(bytes)
        case .association: fuzzAssociation(bytes)
        case .pipeline: fuzzPipeline(bytes)
        case .claims: fuzzClaims(bytes)
        case .ruleFile: fuzzRuleFile(bytes)
        case .report: fuzzReport(bytes)
        }
    }
}
