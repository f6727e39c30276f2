import Evidence
import PacketCapture

/// The input is a capture file in any format, perhaps compressed.
func fuzzCaptureFile(_ bytes: [UInt8]) {
    guard var reader = try? CaptureReader(inputs: [.bytes(bytes)]) else { return }
    var frame: UInt64 = 0
    var sum: UInt64 = 0
    while let packet = reader.next() {
        frame += 1
        precondition(packet.frame == FrameNumber(frame), "frames are counted one by one")
        precondition(reader.bytes.count == packet.capturedLength, "as many bytes as the record says")
        if reader.bytes.count > 0 { sum &+= UInt64(reader.bytes[reader.bytes.count - 1]) }
    }
    precondition(reader.summary.packets == frame)
    precondition(reader.next() == nil, "the end stays the end")
    _ = reader.summary.problems.map(\.message)
}
