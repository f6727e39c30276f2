extension PDU {
    /// A-RELEASE-RQ or A-RELEASE-RP, which say nothing but their type (PS3.8 §9.3.6, Table 9-24; §9.3.7, Table 9-25).
    public struct Release: Hashable, Sendable {
        /// Reserved fields that were not 0.
        public var reserved: [ReservedField] = []

        public init() {}
    }
}
