import Foundation
import PacketCapture

/// A capture of an attack in a file of its own, gone with this value.
final class TemporaryCapture {
    static let isFull = ProcessInfo.processInfo.environment["AUSCULT_TORTURE"] == "full"

    let path = NSTemporaryDirectory() + "/auscult-attack-\(UUID().uuidString).pcap"

    init(_ attack: Attack, _ count: Int) throws {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let file = FileHandle(forWritingAtPath: path) else { throw CocoaError(.fileWriteUnknown) }
        var wire = Wire(CaptureOutput(fileDescriptor: file.fileDescriptor))
        try attack.write(count, to: &wire)
        try wire.flush()
        try file.close()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    struct Failure: Error {
        var arguments: [String]
        var status: Int32
        var errors: String
    }

    struct Cost {
        var seconds: Double
        var residentMegabytes: Int
        var megabytes: Int
    }

    /// What a command takes for it, as `time` measures: seconds of processor time of the user's.
    func measure(_ arguments: [String]) throws -> Cost {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/time")
        let command = ProcessInfo.processInfo.environment["AUSCULT"] ?? Captures.root + "/.build/release/auscult"
        process.arguments = ["-f", "%U %M", command] + arguments + [path]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // Where nobody speaks DICOM there is nothing to draft claims from.
        guard process.terminationStatus == 0 || arguments.first == "claims" && process.terminationStatus == 2 else {
            throw Failure(arguments: arguments, status: process.terminationStatus, errors: text)
        }
        let numbers = text.split(separator: "\n").last?.split(separator: " ") ?? []
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        return Cost(
            seconds: numbers.first.flatMap { Double($0) } ?? 0,
            residentMegabytes: (numbers.last.flatMap { Int($0) } ?? 0) / 1000, megabytes: size / 1_000_000)
    }
}
