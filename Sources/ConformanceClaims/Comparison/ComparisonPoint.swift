/// Something beyond presentation contexts in which two products do or do not agree.
public struct ComparisonPoint: Hashable, Sendable {
    public enum Effect: String, Hashable, Sendable, CaseIterable, Comparable {
        /// What is asked will fail.
        case breaks
        /// It works, with less than one of them can do, or under conditions.
        case limits
        /// A statement is silent on it.
        case unknown
        case agrees

        public static func < (left: Effect, right: Effect) -> Bool { left.order < right.order }

        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// `maximum PDU length`, `storage commitment reply`.
    public var subject: String
    public var effect: Effect
    public var message: String
    /// The smallest change that mends it.
    public var change: String?
    /// No association at all comes to be.
    public var isForAll = false
}
