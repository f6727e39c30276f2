import Evidence

/// Where the headers of PDUs stand in a capture's frames, and what may happen to them.
struct PDUHeaderPlace {
    /// Frame and byte of each of the header's six bytes.
    var bytes: [(frame: Int, byte: Int)]
    var length: UInt32

    /// Of every connection whose segments are in order.
    static func all(in frames: [RecordedFrame]) -> [PDUHeaderPlace] {
        var streams: [[UInt8]: [(frame: Int, byte: Int)]] = [:]
        var next: [[UInt8]: UInt32] = [:]
        for (index, frame) in frames.enumerated() {
            guard let view = TCPView(frame), view.isData else { continue }
            let count = view.end - view.payloadStart
            guard next[view.flow] == nil || next[view.flow] == view.sequence else { continue }
            next[view.flow] = view.sequence &+ UInt32(count)
            streams[view.flow, default: []] += (view.payloadStart..<view.end).map { (frame: index, byte: $0) }
        }
        return streams.sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { walk($0.value, frames) }
    }

    private static func walk(_ stream: [(frame: Int, byte: Int)], _ frames: [RecordedFrame]) -> [PDUHeaderPlace] {
        var places: [PDUHeaderPlace] = []
        var position = 0
        while position + 6 <= stream.count {
            let bytes = Array(stream[position..<(position + 6)])
            let length = bytes[2...].reduce(UInt32(0)) { $0 << 8 | UInt32(frames[$1.frame].bytes[$1.byte]) }
            places.append(PDUHeaderPlace(bytes: bytes, length: length))
            position += 6 + Int(length)
        }
        return places
    }

    /// Each byte flipped, and the length set to other values.
    func faults(of frames: [RecordedFrame], number: Int) -> [FaultyCapture] {
        var faults: [FaultyCapture] = []
        func add(_ name: String, _ change: (inout [RecordedFrame]) -> Void) {
            var damaged = frames
            change(&damaged)
            faults.append(
                FaultyCapture(
                    name: "PDU \(number): \(name)", frames: damaged, touched: Array(Set(bytes.map(\.frame)))))
        }
        for (index, place) in bytes.enumerated() {
            for mask: UInt8 in [0x01, 0x80, 0xFF] {
                add("byte \(index + 1) ^ \(mask)") { $0[place.frame].bytes[place.byte] ^= mask }
            }
        }
        for value in [0, 1, 5, length &- 1, length &+ 1, length &* 2, 0x7FFF_FFFF, 0x8000_0000, .max - 6, .max] {
            add("length \(value)") { frames in
                for (index, place) in bytes[2...].enumerated() {
                    frames[place.frame].bytes[place.byte] = UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32(index)))
                }
            }
        }
        return faults
    }
}
