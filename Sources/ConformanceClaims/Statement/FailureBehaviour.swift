/// What an SCU does after a status or a failure, as far as traffic can show it.
public enum FailureBehaviour: Hashable, Sendable {
    /// The same operation again, on this or on a later association.
    case retry
    /// The job is marked failed: the same object is not sent again by itself.
    case fail
    /// It goes on with the next object.
    case proceed
    /// It sends no more and releases.
    case release
    case abort
    /// Words of the statement that traffic cannot show: a message to the user, a log entry.
    case words(String)

    /// Of the claims file; `nil` for `words`.
    public var name: String? {
        switch self {
        case .retry: "retry"
        case .fail: "fail"
        case .proceed: "continue"
        case .release: "release"
        case .abort: "abort"
        case .words: nil
        }
    }

    public static let named: [FailureBehaviour] = [.retry, .fail, .proceed, .release, .abort]

    public init(_ text: String) {
        self = Self.named.first { $0.name == text } ?? .words(text)
    }
}
