import Evidence
import PacketCapture

/// Something to be told that is no association's: an interface that went down, a file that is complete.
public struct LiveNotice: Sendable {
    public var time: Timestamp
    /// The JSON record's name: `interface`, `file`.
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
        self.time = time
        kind = "file"
        self.message = message
        style = isTrouble ? .bad : .plain
    }
}
