/// What a run of text is, for whoever may show it in colour.
public enum TextStyle: Hashable, Sendable {
    case plain, strong, faint
    /// Went well, went half well, went wrong.
    case good, doubtful, bad
    /// Names of things the reader looks for.
    case accent

    /// The parameters of the terminal's select-graphic-rendition sequence (ECMA-48 §8.3.117).
    var graphicRendition: String {
        switch self {
        case .plain: "0"
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .doubtful: "33"
        case .bad: "1;31"
        case .accent: "36"
        }
    }
}
