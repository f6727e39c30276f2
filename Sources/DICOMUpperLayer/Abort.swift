extension PDU {
    /// An A-ABORT (PS3.8 §9.3.8, Table 9-26). A field is `nil` where the PDU ends before it.
    public struct Abort: Hashable, Sendable {
        public var source: UInt8?
        /// The Reason/Diag. field, which means nothing when the service-user aborted.
        public var reason: UInt8?
        /// Reserved fields that were not 0.
        public var reserved: [ReservedField] = []

        public init(source: UInt8?, reason: UInt8?) {
            self.source = source
            self.reason = reason
        }

        /// `service-user`, `service-provider`, `reserved (1)`.
        public var sourceName: String? { source.map(Self.name(ofSource:)) }
        /// `unexpected-PDU`, ...; `not-significant` for a reason of 0 given by the service-user.
        public var reasonName: String? { reason.map { Self.name(ofReason: $0, source: source) } }

        static func name(ofSource source: UInt8) -> String {
            switch source {
            case 0: "service-user"
            case 2: "service-provider"
            default: "reserved (\(source))"
            }
        }

        static func name(ofReason reason: UInt8, source: UInt8?) -> String {
            switch (source, reason) {
            case (0, 0): "not-significant"
            case (_, 0): "reason-not-specified"
            case (_, 1): "unrecognized-PDU"
            case (_, 2): "unexpected-PDU"
            case (_, 4): "unrecognized-PDU-parameter"
            case (_, 5): "unexpected-PDU-parameter"
            case (_, 6): "invalid-PDU-parameter-value"
            default: "reserved (\(reason))"
            }
        }
    }
}
