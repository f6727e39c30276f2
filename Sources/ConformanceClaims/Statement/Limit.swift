/// A number that may have no upper bound.
public enum Limit: Hashable, Sendable, Comparable, CustomStringConvertible {
    case of(Int)
    case unlimited

    public var description: String {
        switch self {
        case .of(let number): String(number)
        case .unlimited: "unlimited"
        }
    }
}
