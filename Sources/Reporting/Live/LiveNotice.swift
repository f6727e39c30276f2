import Evidence
import PacketCapture

/// Something to be told that is no association's: an interface that went down, a file that is complete.
public struct LiveNotice: Sendable {
    public var time: Timestamp
    /// The JSON record's name: `interface`, `file`, `report`.
    public var kind: String
    public var message: String
    var style: TextStyle

    public init(_ event: InterfaceEvent) {
        time = event.time
        kind = "interface"
        message = event.message
        style = event.kind == .cameBack ? .good : .bad
    }

    public init(file message: String, time: Timestamp, isTrouble: Bool) {
        self.init("file", message, time: time, isTrouble: isTrouble)
    }

    public init(report message: String, time: Timestamp, isTrouble: Bool) {
        self.init("report", message, time: time, isTrouble: isTrouble)
    }

    private init(_ kind: String, _ message: String, time: Timestamp, isTrouble: Bool) {
        self.time = time
        self.kind = kind
        self.message = message
        style = isTrouble ? .bad : .plain
    }
}
