import Evidence
import NetworkLayers

/// One TCP connection as reassembly knows it.
public final class TCPConnection {
    public let slot: Int
    /// Wireshark's `tcp.stream`.
    public let number: Int

    init(slot: Int, number: Int) {
        self.slot = slot
        self.number = number
    }

    public enum End: Hashable, Sendable {
        case finished, reset, replaced, idle, captureEnded, evicted
    }
}

public enum TCPEvent: Hashable, Sendable {
    case established
}
