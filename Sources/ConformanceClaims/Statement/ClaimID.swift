import DICOMDictionary

/// The name of a claim, the same in every run and when lines elsewhere in the file change:
/// `STORAGE/store-scu/CTImageStorage/SCU/JPEGLosslessSV1` (entity, service, SOP class, role, aspect).
public struct ClaimID: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public var rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Parts that are `nil` are left out; in those that stay, white space and `/` become `-`.
    init(_ parts: String?...) {
        rawValue = parts.compactMap { $0.map(Self.part) }.joined(separator: "/")
    }

    private static func part(_ text: String) -> String {
        String(text.map { $0.isWhitespace || $0 == "/" ? "-" : $0 })
    }

    public var description: String { rawValue }

    public static func < (left: ClaimID, right: ClaimID) -> Bool { left.rawValue < right.rawValue }
}

extension UID {
    /// The keyword, or the UID where the registry has none.
    package var claimName: String { keyword.flatMap { $0.isEmpty ? nil : $0 } ?? rawValue }
}
