/// The VRs the dictionary leaves open for one element; which of them holds depends on the data set (PS3.5 Annex A).
public enum VRAlternatives: UInt8, Hashable, Sendable {
    case single
    case usOrSS
    case obOrOW
    case usOrOW
    case usOrSSOrOW

    /// `US or SS`; `nil` where there is one.
    public var description: String? {
        switch self {
        case .single: nil
        case .usOrSS: "US or SS"
        case .obOrOW: "OB or OW"
        case .usOrOW: "US or OW"
        case .usOrSSOrOW: "US, SS or OW"
        }
    }
}
