extension PDU {
    /// A refusal of an association (PS3.8 §9.3.4, Table 9-21). A field is `nil` where the PDU ends before it.
    public struct AssociateRJ: Hashable, Sendable {
        public var result: UInt8?
        public var source: UInt8?
        /// The Reason/Diag. field; its meaning depends on `source`.
        public var reason: UInt8?
        /// Reserved fields that were not 0.
        public var reserved: [ReservedField] = []

        public init(result: UInt8?, source: UInt8?, reason: UInt8?) {
            self.result = result
            self.source = source
            self.reason = reason
        }

        /// `rejected-permanent`, `rejected-transient`, `reserved (9)`.
        public var resultName: String? { result.map(Self.name(ofResult:)) }
        /// `service-user`, `service-provider (ACSE)`, `service-provider (presentation)`.
        public var sourceName: String? { source.map(Self.name(ofSource:)) }
        /// `calling-AE-title-not-recognized`, ...
        public var reasonName: String? { reason.map { Self.name(ofReason: $0, source: source) } }

        static func name(ofResult result: UInt8) -> String {
            switch result {
            case 1: "rejected-permanent"
            case 2: "rejected-transient"
            default: "reserved (\(result))"
            }
        }

        static func name(ofSource source: UInt8) -> String {
            switch source {
            case 1: "service-user"
            case 2: "service-provider (ACSE)"
            case 3: "service-provider (presentation)"
            default: "reserved (\(source))"
            }
        }

        static func name(ofReason reason: UInt8, source: UInt8?) -> String {
            switch (source, reason) {
            case (1, 1), (2, 1): "no-reason-given"
            case (1, 2): "application-context-name-not-supported"
            case (1, 3): "calling-AE-title-not-recognized"
            case (1, 7): "called-AE-title-not-recognized"
            case (2, 2): "protocol-version-not-supported"
            case (3, 1): "temporary-congestion"
            case (3, 2): "local-limit-exceeded"
            default: "reserved (\(reason))"
            }
        }
    }
}
