/// Why results could not be written.
public enum OutputError: Error, Hashable, Sendable {
    /// The reader has gone (`| head`): there is nobody left to tell.
    case closed
    /// The system call failed with this `errno`.
    case failed(Int32)
}
