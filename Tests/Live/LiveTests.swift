import Foundation
import Testing

/// `auscult capture` between two network namespaces, with real peers: each test of `test_live.py`.
@Suite struct LiveTests {
    @Test(.enabled(if: Script.whyNot.isEmpty, Comment(rawValue: Script.whyNot)), arguments: Script.tests)
    func passes(_ test: String) throws {
        let (code, output) = try Script.run("test_live.py", "LiveTests." + test)
        #expect(code == 0, Comment(rawValue: output))
    }
}

/// The Python beside this file, which has namespaces and peers from the scripts that record the captures.
enum Script {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()

    /// Why the tests cannot run on this machine; empty where they can.
    static let whyNot: String = {
        // They take root, real peers and a network of their own, and minutes: not what every run of the tests should.
        guard ProcessInfo.processInfo.environment["AUSCULT_LIVE"] == "1" else { return "`make test-live` runs them" }
        guard let (code, output) = try? run("-c", "import live; print(live.missing())") else {
            return "there is no python3"
        }
        return code == 0 ? output.trimmingCharacters(in: .whitespacesAndNewlines) : output
    }()

    static let tests: [String] = {
        let source = (try? String(contentsOf: directory.appending(path: "test_live.py"), encoding: .utf8)) ?? ""
        return source.split(separator: "\n").compactMap { line in
            guard line.hasPrefix("    def test_") else { return nil }
            return String(line.dropFirst("    def ".count).prefix { $0 != "(" })
        }
    }()

    static func run(_ arguments: String...) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"] + arguments
        process.currentDirectoryURL = directory
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
