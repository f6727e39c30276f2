/// The two ends of an association (PS3.8 §3.4, §7.1): who asked for it and who was asked. Not client and server, and
/// not SCU and SCP, which are negotiated apart from it.
public enum AssociationSide: UInt8, Hashable, Sendable, CaseIterable {
    case requestor = 0
    case acceptor = 1

    @inlinable
    public var other: AssociationSide { self == .requestor ? .acceptor : .requestor }

    public var name: String { self == .requestor ? "requestor" : "acceptor" }
}
