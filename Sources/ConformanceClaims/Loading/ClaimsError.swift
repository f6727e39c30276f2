/// Why a claims file was refused: at least one error, in the order of the file.
public struct ClaimsError: Error, Hashable, Sendable, CustomStringConvertible {
    public var diagnostics: [ClaimsDiagnostic]

    /// A line each.
    public var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
