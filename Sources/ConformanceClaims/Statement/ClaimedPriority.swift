/// Priority (0000,0700) of a DIMSE-C request.
public enum ClaimedPriority: String, Hashable, Sendable, CaseIterable {
    case low = "LOW"
    case medium = "MEDIUM"
    case high = "HIGH"

    /// On the wire.
    public var code: UInt16 {
        switch self {
        case .medium: 0
        case .high: 1
        case .low: 2
        }
    }
}
