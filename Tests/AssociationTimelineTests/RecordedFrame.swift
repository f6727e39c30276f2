import ByteReading
import Evidence
import Foundation
import PacketCapture

/// A frame of a capture, held in memory so that a capture can be written again in another form.
struct RecordedFrame {
    var bytes: [UInt8]
    var time: Timestamp
    var linkType: UInt32
    var originalLength: Int

    static func all(in path: String) throws -> [RecordedFrame] {
        var reader = try CaptureReader(inputs: [.path(path)])
        var frames: [RecordedFrame] = []
        while let packet = reader.next() {
            let bytes = reader.bytes
            frames.append(
                RecordedFrame(
                    bytes: bytes.array(0..<bytes.count), time: packet.time, linkType: packet.linkType,
                    originalLength: packet.originalLength))
        }
        return frames
    }

    /// As one pcap file; all frames must have one link type.
    static func pcap(
        _ frames: [RecordedFrame], nanoseconds: Bool = false, byteOrder: ByteOrder = .littleEndian
    ) throws -> [UInt8] {
        var writer = PcapWriter(linkType: frames.first?.linkType ?? 1, nanoseconds: nanoseconds, byteOrder: byteOrder)
        for frame in frames {
            try writer.write(frame.bytes.span, time: frame.time, originalLength: frame.originalLength)
        }
        return writer.output.bytes
    }

    /// As one pcapng file with an interface for each link type.
    static func pcapng(_ frames: [RecordedFrame], byteOrder: ByteOrder = .littleEndian) throws -> [UInt8] {
        var writer = PcapngWriter(byteOrder: byteOrder)
        var interfaces: [UInt32: UInt32] = [:]
        for frame in frames {
            let interface = interfaces[frame.linkType] ?? writer.addInterface(linkType: UInt16(frame.linkType))
            interfaces[frame.linkType] = interface
            try writer.write(
                frame.bytes.span, time: frame.time, interface: interface, originalLength: frame.originalLength)
        }
        return writer.output.bytes
    }
}

/// Where the recorded captures are.
enum Captures {
    static let directory =
        String(#filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }) + "/Captures"

    /// Every capture's file name.
    static let all: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return files.filter { $0.hasSuffix(".pcap") || $0.hasSuffix(".pcapng") }.sorted()
    }()

    static func path(_ name: String) -> String { directory + "/" + name }
}
