import Evidence

/// What happened to an interface while packets were taken from it.
public struct InterfaceEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        /// Switched off, or its device is gone; capturing waits for it.
        case wentDown
        case disappeared
        case lostCarrier
        /// Packets are taken again.
        case cameBack
        /// The kernel had no room for that many packets since it was last said: this machine was too slow.
        case dropped(UInt64)
        /// It will not come back; the reason.
        case failed(String)
    }

    /// Index into `LiveCaptureOptions.interfaces`.
    public var interface: Int
    public var name: String
    public var time: Timestamp
    public var kind: Kind

    public var message: String {
        switch kind {
        case .wentDown: "\(name) went down; waiting for it to come back"
        case .disappeared: "\(name) has disappeared; waiting for it to come back"
        case .lostCarrier: "\(name) has lost its carrier: nothing is at the other end of the cable"
        case .cameBack: "\(name) is back"
        case .dropped(let count): "\(name): \(count) packets were lost because this machine was too slow to take them"
        case .failed(let why): "\(name): nothing more can be captured (\(why))"
        }
    }
}
