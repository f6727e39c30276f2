/// One TCP connection over Ethernet and IPv4, as the frames of both its ends. Segments carry 1,448 bytes, so that frames
/// have 1,514; every second one is acknowledged.
public struct Conversation {
    public enum Direction: Int, Sendable { case fromClient, fromServer }

    private let addresses: [[UInt8]]
    private let ports: [UInt16]
    private var next: [UInt32]
    private var unacknowledged = 0
    public static let segmentSize = 1448

    public init(client: UInt32, clientPort: UInt16, server: UInt32 = 0xC000_0201, serverPort: UInt16 = 11_112) {
        func bytes(_ address: UInt32) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.appendBigEndian(address)
            return bytes
        }
        addresses = [bytes(client), bytes(server)]
        ports = [clientPort, serverPort]
        next = [client &* 2_654_435_761, server &* 40_503 &+ UInt32(clientPort)]
    }

    /// Calls `emit` with each frame of the handshake.
    public mutating func open(_ emit: ([UInt8]) -> Void) {
        emit(frame(.fromClient, flags: 0x02, acknowledging: false, []))
        next[0] &+= 1
        emit(frame(.fromServer, flags: 0x12, []))
        next[1] &+= 1
        emit(frame(.fromClient, flags: 0x10, []))
    }

    public mutating func send(_ bytes: [UInt8], _ direction: Direction, _ emit: ([UInt8]) -> Void) {
        for start in stride(from: 0, to: bytes.count, by: Self.segmentSize) {
            let end = min(start + Self.segmentSize, bytes.count)
            emit(frame(direction, flags: end == bytes.count ? 0x18 : 0x10, bytes[start..<end]))
            next[direction.rawValue] &+= UInt32(end - start)
            unacknowledged += 1
            if unacknowledged == 2 {
                unacknowledged = 0
                emit(frame(direction == .fromClient ? .fromServer : .fromClient, flags: 0x10, []))
            }
        }
    }

    public mutating func close(_ emit: ([UInt8]) -> Void) {
        emit(frame(.fromClient, flags: 0x11, []))
        next[0] &+= 1
        emit(frame(.fromServer, flags: 0x11, []))
        next[1] &+= 1
        emit(frame(.fromClient, flags: 0x10, []))
    }

    private func frame(
        _ direction: Direction, flags: UInt8, acknowledging: Bool = true, _ payload: ArraySlice<UInt8>
    ) -> [UInt8] {
        let from = direction.rawValue
        var bytes: [UInt8] = [2, 0, 0, 0, 0, UInt8(1 - from), 2, 0, 0, 0, 0, UInt8(from), 8, 0]
        bytes.reserveCapacity(54 + payload.count)
        bytes += [0x45, 0]
        bytes.appendBigEndian(UInt16(52 + payload.count))
        bytes += [0, 0, 0x40, 0, 64, 6, 0, 0]
        bytes += addresses[from] + addresses[1 - from]
        bytes.appendBigEndian(ports[from])
        bytes.appendBigEndian(ports[1 - from])
        bytes.appendBigEndian(next[from])
        bytes.appendBigEndian(acknowledging ? next[1 - from] : 0)
        bytes += [0x80, flags, 0xFA, 0xF0, 0, 0, 0, 0]
        bytes += [1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 1]
        return bytes + payload
    }
}
