/// What is wrong with a claims file, or doubtful about what it claims.
public struct ClaimsDiagnostic: Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        /// The file cannot be used.
        case error
        /// The file can be used, and probably does not say what is meant.
        case warning
    }

    public var severity: Severity
    public var message: String
    public var file: String
    public var place: ClaimPlace
    /// The nearest name there is.
    public var suggestion: String?

    /// `orthanc.claims.yaml:12:9: error: 'CTImagStorage' is the keyword of no SOP class; did you mean 'CTImageStorage'?`
    public var description: String {
        "\(file):\(place.line):\(place.column): \(severity.rawValue): \(message)"
            + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    }
}
