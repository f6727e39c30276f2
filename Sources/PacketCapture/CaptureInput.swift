/// Where a capture is read from.
public enum CaptureInput: Hashable, Sendable {
    case path(String)
    case standardInput
    /// A capture already in memory, compressed or not.
    case bytes([UInt8], name: String = "bytes")

    /// What a command line's FILE means: `-` is standard input.
    public init(argument: String) { self = argument == "-" ? .standardInput : .path(argument) }

    /// What the input is called in messages and output.
    public var name: String {
        switch self {
        case .path(let path): path
        case .standardInput: "standard input"
        case .bytes(_, let name): name
        }
    }
}
