/// What has to be alike for a fact to be the same, from little to much. What each step takes in is for those to say who
/// write the schema; a fact that depends on more than they tell apart rests on everything.
public struct FactBasis: RawRepresentable, Comparable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let nothing = FactBasis(rawValue: 0)
    public static let everything = FactBasis(rawValue: .max)

    public static func < (left: FactBasis, right: FactBasis) -> Bool { left.rawValue < right.rawValue }
}
