import DICOMUpperLayer
import Evidence
import Foundation
import PacketCapture
import Testing

@testable import AssociationTimeline

/// Every PDU's type, length and frame as tshark has them, in all recorded captures but those where it is known to be
/// wrong.
@Suite(.enabled(if: Tshark.isInstalled, "tshark is not installed"))
struct TsharkAgreementTests {
    /// Why tshark cannot be asked about a capture.
    static let exceptions: [String: String] = [
        "lost-segment.pcap": "goes on as if nothing were missing",
        "lost-segment-with-pdu-header.pcap": "goes on as if nothing were missing",
        "lost-segment-of-request.pcap": "does not list a PDU with a hole",
        "snap-length-96.pcap": "takes bytes behind a cut for the next PDU",
        "reset-during-data-set.pcap": "does not list the PDU that the reset cut short",
        "pdu-length-absurd.pcap": "does not list a PDU that never ends",
        "rule-p-data-shapes.pcap": "does not list a P-DATA-TF without a PDV",
        "rule-pdu-lengths.pcap": "does not list a P-DATA-TF without a PDV",
        "rule-reset-after-silence.pcap": "does not list the PDU that the reset cut short",
        "rule-reset-by-another.pcap": "does not list the PDU that the reset cut short",
        "truncated-file.pcap": "does not list a PDU that the file's end cut short",
    ]

    @Test(arguments: Captures.all.filter { exceptions[$0] == nil })
    func agreesOnEveryPDU(name: String) throws {
        let path = Captures.path(name)
        let associations = try TimelineDigest.associations([.path(path)])
        let ports = Set(associations.map(\.acceptor.port))
        let expected = try Tshark.pdus(in: path, ports: ports)
        var found: [Tshark.PDU] = []
        for association in associations {
            for entry in association.pdus where entry.type.isKnown {
                found.append(
                    Tshark.PDU(
                        stream: association.tcpStream, frame: entry.frame.rawValue, type: entry.type.rawValue,
                        length: entry.length))
            }
        }
        #expect(found.sorted() == expected.sorted(), "\(name)")
    }
}

/// The command line of Wireshark, as an oracle that nobody here wrote.
enum Tshark {
    struct PDU: Hashable, Comparable, CustomStringConvertible {
        var stream: Int
        var frame: UInt64
        var type: UInt8
        var length: UInt32

        private var order: [UInt64] { [UInt64(stream), frame, UInt64(type), UInt64(length)] }
        static func < (left: PDU, right: PDU) -> Bool { left.order.lexicographicallyPrecedes(right.order) }
        var description: String { "stream \(stream) frame \(frame): type \(type), \(length) bytes" }
    }

    static let executable = ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static var isInstalled: Bool { executable != nil }

    static func pdus(in path: String, ports: Set<UInt16>) throws -> [PDU] {
        var arguments = ["-r", path, "-n"]
        for port in ports.sorted() { arguments += ["-d", "tcp.port==\(port),dicom"] }
        arguments += ["-T", "fields", "-E", "occurrence=a", "-E", "separator=/t"]
        for field in ["tcp.stream", "frame.number", "dicom.pdu.type", "dicom.pdu.len"] { arguments += ["-e", field] }
        return try run(arguments).split(separator: "\n").flatMap { line -> [PDU] in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count == 4, let stream = Int(columns[0]), let frame = UInt64(columns[1]) else { return [] }
            let types = columns[2].split(separator: ",").compactMap { UInt8($0.dropFirst(2), radix: 16) }
            let lengths = columns[3].split(separator: ",").compactMap { UInt32($0) }
            return zip(types, lengths).map { PDU(stream: stream, frame: frame, type: $0, length: $1) }
        }
    }

    private static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable ?? "tshark")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
