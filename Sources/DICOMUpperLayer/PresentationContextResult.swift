extension PDU {
    /// The Result/Reason field of an answered presentation context (PS3.8 §9.3.3.2, Table 9-18). Unknown codes are kept.
    public struct PresentationContextResult: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let acceptance = PresentationContextResult(rawValue: 0)
        public static let userRejection = PresentationContextResult(rawValue: 1)
        public static let noReason = PresentationContextResult(rawValue: 2)
        public static let abstractSyntaxNotSupported = PresentationContextResult(rawValue: 3)
        public static let transferSyntaxesNotSupported = PresentationContextResult(rawValue: 4)

        /// `acceptance`, `user-rejection`, ... or, for a code the standard does not define, `reserved (7)`.
        public var name: String {
            switch rawValue {
            case 0: "acceptance"
            case 1: "user-rejection"
            case 2: "no-reason"
            case 3: "abstract-syntax-not-supported"
            case 4: "transfer-syntaxes-not-supported"
            default: "reserved (\(rawValue))"
            }
        }

        public var description: String { name }
    }
}
