/// Something to capture on.
public struct CaptureInterface: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
        case up
        /// Switched on, with nothing at the other end of the cable.
        case noCarrier = "no carrier"
        case down
    }

    public var name: String
    /// The system's description, where it has one.
    public var detail: String?
    /// IPv4 and IPv6, as text.
    public var addresses: [String]
    /// A LINKTYPE_ value and its name; `nil` where the interface may not be opened to ask.
    public var linkType: UInt32?
    public var linkTypeName: String?
    public var state: State
    public var isLoopback: Bool
    public var permission: CapturePermission
}
