/// The class of a status code (PS3.7 Annex C).
public enum StatusCategory: String, Hashable, Sendable {
    case success, warning, failure, cancel, pending
    /// PS3.7 Annex C gives the code to no class.
    case unknown
}
