import DICOMDictionary

/// SOP classes for which one product, as SCU, finds the same in the other, as SCP.
public struct ComparisonRow: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case works
        /// The SCP's statement has the SOP class, and at least one of the two is silent on transfer syntaxes: Implicit VR
        /// Little Endian is what the standard promises.
        case transferSyntaxesUnsaid = "transfer-syntaxes-unsaid"
        case noCommonTransferSyntax = "no-common-transfer-syntax"
        /// The other does not have the SOP class as SCP.
        case notClaimed = "not-claimed"
        /// Neither of them opens the association.
        case nobodyOpens = "nobody-opens"

        public var isGood: Bool { self == .works || self == .transferSyntaxesUnsaid }
    }

    public var serviceClass: ServiceClass
    /// In the order of the SCU's statement.
    public var sopClasses: [UID]
    public var outcome: Outcome
    /// In the SCP's order of preference.
    public var common: [UID]
    /// Proposed by the SCU and not taken by the SCP.
    public var onlySCU: [UID]
    /// Taken by the SCP and not proposed by the SCU.
    public var onlySCP: [UID]
    /// `entity/service` of either statement.
    public var scuService: String
    public var scpService: String?
    /// Products that are silent on their transfer syntaxes.
    public var silent: [String]
    /// What either needs for it: a licence, an option.
    public var conditions: [String]
    /// What of an identifier the SCP does not support; other differences of the service.
    public var remarks: [String]
    /// The smallest change that makes it work; `nil` where it does.
    public var change: String?
}
