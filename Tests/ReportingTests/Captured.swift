import Foundation
import Testing

@testable import Reporting

/// What is written to the descriptor, by way of a temporary file.
func temporaryOutput(_ write: (_ descriptor: Int32) throws -> Void) throws -> String {
    let path = NSTemporaryDirectory() + "/auscult-test-\(UUID().uuidString)"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try #require(FileHandle(forWritingAtPath: path))
    try write(file.fileDescriptor)
    try file.close()
    return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
}

/// What `write` writes.
func captured(_ write: (inout BufferedOutput) throws -> Void) throws -> [UInt8] {
    let text = try temporaryOutput { descriptor in
        var output = BufferedOutput(descriptor: descriptor)
        try write(&output)
        try output.flush()
    }
    return Array(text.utf8)
}
