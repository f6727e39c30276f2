import Foundation
import Testing

@testable import Reporting

@Suite struct ReplacedFileTests {
    private let directory = NSTemporaryDirectory() + "/auscult-replaced-\(UUID().uuidString)"

    private func write(_ text: String, to path: String, finishes: Bool) throws {
        var file = try ReplacedFile(path: path)
        var output = BufferedOutput(descriptor: file.descriptor)
        try output.write(text)
        try output.flush()
        if finishes { try file.finish() }
    }

    @Test func isInPlaceOnlyWhenWhole() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let path = directory + "/report.html"
        try write("first", to: path, finishes: true)
        try write("second", to: path, finishes: false)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
        try write("third", to: path, finishes: true)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "third")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["report.html"])
    }

    @Test func devicesAreWrittenAsTheyAre() throws { try write("gone", to: "/dev/null", finishes: true) }

    @Test func noPlaceNoFile() {
        #expect(throws: OutputError.self) { try write("x", to: directory + "/none/report.html", finishes: true) }
    }
}
