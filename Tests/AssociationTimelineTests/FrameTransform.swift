import Evidence

/// Ways in which the same traffic reaches an analyzer. Each takes Ethernet frames and gives frames that carry the same
/// TCP connections.
struct FrameTransform: Sendable {
    var name: String
    var apply: @Sendable ([RecordedFrame]) -> [RecordedFrame]

    init(_ name: String, _ apply: @escaping @Sendable ([RecordedFrame]) -> [RecordedFrame]) {
        self.name = name
        self.apply = apply
    }

    /// One frame for one frame.
    init(_ name: String, linkType: UInt32 = 1, each: @escaping @Sendable ([UInt8]) -> [UInt8]) {
        self.init(name) { frames in
            frames.map { frame in
                let bytes = each(frame.bytes)
                return RecordedFrame(
                    bytes: bytes, time: frame.time, linkType: linkType,
                    originalLength: bytes.count + frame.originalLength - frame.bytes.count)
            }
        }
    }

    /// In other encapsulations.
    static let encapsulations: [FrameTransform] = [
        FrameTransform("VLAN") { ethernet($0, inserting: [0x81, 0x00, 0x00, 0x2A]) },
        FrameTransform("QinQ") { ethernet($0, inserting: [0x88, 0xA8, 0x00, 0x07, 0x81, 0x00, 0x00, 0x2A]) },
        FrameTransform("Linux cooked v1", linkType: 113) { frame in
            [0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] + frame[12...]
        },
        FrameTransform("Linux cooked v2", linkType: 276) { frame in
            frame[12..<14] + [0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0] + frame[14...]
        },
        FrameTransform("raw IP", linkType: 101) { Array($0[14...]) },
        FrameTransform("null", linkType: 0) { frame in
            (frame[12] == 0x86 ? [30, 0, 0, 0] : [2, 0, 0, 0]) + frame[14...]
        },
        FrameTransform("loop", linkType: 108) { frame in
            (frame[12] == 0x86 ? [0, 0, 0, 24] : [0, 0, 0, 2]) + frame[14...]
        },
        FrameTransform("PPPoE") { frame in
            let packet = Array(frame[14...])
            let length = packet.count + 2
            return Array(frame[..<12]) + [0x88, 0x64, 0x11, 0, 0, 9] + bigEndian(length)
                + (frame[12] == 0x86 ? [0, 0x57] : [0, 0x21]) + packet
        },
        FrameTransform("MPLS") { frame in
            Array(frame[..<12]) + [0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64] + frame[14...]
        },
        FrameTransform("VXLAN") { frame in
            outer(protocol: 17, payload: udp(to: 4789, payload: [8, 0, 0, 0, 0, 0, 42, 0] + frame))
        },
        FrameTransform("GRE transparent Ethernet") { outer(protocol: 47, payload: [0, 0, 0x65, 0x58] + $0) },
        FrameTransform("ERSPAN II") { frame in
            outer(protocol: 47, payload: [0x10, 0, 0x88, 0xBE, 0, 0, 0, 1] + [0x10, 1, 0, 1, 0, 0, 0, 0] + frame)
        },
        FrameTransform("ERSPAN III") { frame in
            outer(
                protocol: 47,
                payload: [0x10, 0, 0x22, 0xEB, 0, 0, 0, 1] + [0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0] + frame)
        },
        FrameTransform("GRE with IP") { frame in
            outer(protocol: 47, payload: [0, 0] + frame[12..<14] + frame[14...])
        },
    ]

    private static func ethernet(_ frame: [UInt8], inserting tag: [UInt8]) -> [UInt8] {
        Array(frame[..<12]) + tag + frame[12...]
    }

    static func bigEndian(_ value: Int) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    private static func udp(to port: Int, payload: [UInt8]) -> [UInt8] {
        bigEndian(49_152) + bigEndian(port) + bigEndian(payload.count + 8) + [0, 0] + payload
    }

    private static func outer(protocol number: UInt8, payload: [UInt8]) -> [UInt8] {
        let addresses: [UInt8] = [203, 0, 113, 1, 203, 0, 113, 2]
        let ip = [0x45, 0] + bigEndian(payload.count + 20) + [0, 0, 0, 0, 64, number, 0, 0] + addresses
        return [2, 0, 0, 0, 0, 9, 2, 0, 0, 0, 0, 8, 8, 0] + ip + payload
    }
}
