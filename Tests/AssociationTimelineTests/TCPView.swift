import Evidence
import NetworkLayers

/// A TCP segment in an Ethernet frame as recorded: IPv4 without options or plain IPv6.
struct TCPView {
    private let recorded: RecordedFrame
    private let ipStart = 14
    let isIPv4: Bool
    private let tcpStart: Int
    let payloadStart: Int
    let end: Int

    init?(_ recorded: RecordedFrame) {
        self.recorded = recorded
        let bytes = recorded.bytes
        guard recorded.linkType == 1, bytes.count >= 54 else { return nil }
        isIPv4 = bytes[12] == 8 && bytes[13] == 0
        if isIPv4 {
            let isLaterFragment = bytes[20] & 0x1F != 0 || bytes[21] != 0
            guard bytes[14] == 0x45, bytes[23] == 6, !isLaterFragment else { return nil }
            tcpStart = 34
            end = 14 + Int(bytes[16]) << 8 + Int(bytes[17])
        } else {
            guard bytes[12] == 0x86, bytes[13] == 0xDD, bytes.count >= 74, bytes[20] == 6 else { return nil }
            tcpStart = 54
            end = 54 + Int(bytes[18]) << 8 + Int(bytes[19])
        }
        payloadStart = tcpStart + Int(bytes[tcpStart + 12] >> 4) * 4
        guard payloadStart <= end, end <= bytes.count else { return nil }
    }

    private var bytes: [UInt8] { recorded.bytes }
    var ipPayload: ArraySlice<UInt8> { bytes[tcpStart..<end] }
    /// Payload, and none of SYN, FIN and RST.
    var isData: Bool { payloadStart < end && bytes[tcpStart + 13] & 0x07 == 0 }
    /// Addresses and ports.
    var flow: [UInt8] { Array(bytes[(isIPv4 ? 26 : 22)..<tcpStart]) + bytes[tcpStart..<(tcpStart + 4)] }

    var sequence: UInt32 { bytes[(tcpStart + 4)..<(tcpStart + 8)].reduce(0) { $0 << 8 | UInt32($1) } }

    var source: Endpoint { endpoint(address: isIPv4 ? 26 : 22, port: tcpStart) }
    var destination: Endpoint { endpoint(address: isIPv4 ? 30 : 38, port: tcpStart + 2) }

    private func endpoint(address: Int, port: Int) -> Endpoint {
        func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
        let address: IPAddress =
            isIPv4
            ? .v4(UInt32(truncatingIfNeeded: number(address..<(address + 4))))
            : .v6(number(address..<(address + 8)), number((address + 8)..<(address + 16)))
        return Endpoint(address: address, port: UInt16(truncatingIfNeeded: number(port..<(port + 2))))
    }

    /// The same segment in a packet of its own.
    func frame(identification: UInt16) -> RecordedFrame {
        var copy = recorded
        if isIPv4 { copy.bytes.replaceSubrange(18..<20, with: FrameTransform.bigEndian(Int(identification))) }
        return copy
    }

    func fragment(_ range: Range<Int>, more: Bool, identification: Int) -> RecordedFrame {
        var header = Array(bytes[..<tcpStart])
        header.replaceSubrange(16..<18, with: FrameTransform.bigEndian(20 + range.count))
        header.replaceSubrange(18..<20, with: FrameTransform.bigEndian(identification))
        header.replaceSubrange(20..<22, with: FrameTransform.bigEndian(range.lowerBound / 8 | (more ? 0x2000 : 0)))
        let part = ipPayload[(tcpStart + range.lowerBound)..<(tcpStart + range.upperBound)]
        var copy = recorded
        copy.bytes = header + part
        copy.originalLength = copy.bytes.count
        return copy
    }

    /// The payload in segments of `size` bytes; frames without data come back alone.
    func split(every size: Int) -> [RecordedFrame] {
        guard isData else { return [recorded] }
        return stride(from: payloadStart, to: end, by: size).map { start in
            let part = bytes[start..<min(start + size, end)]
            var header = Array(bytes[..<payloadStart])
            let next = sequence &+ UInt32(start - payloadStart)
            header.replaceSubrange(
                (tcpStart + 4)..<(tcpStart + 8), with: (0..<4).map { UInt8(truncatingIfNeeded: next >> (24 - 8 * $0)) })
            let length = FrameTransform.bigEndian((isIPv4 ? 20 : 0) + payloadStart - tcpStart + part.count)
            header.replaceSubrange(isIPv4 ? 16..<18 : 18..<20, with: length)
            if isIPv4 { header.replaceSubrange(18..<20, with: FrameTransform.bigEndian(start & 0xFFFF)) }
            var copy = recorded
            copy.bytes = header + part
            copy.originalLength = copy.bytes.count
            return copy
        }
    }
}
