import Foundation
import RuleEngine
import Testing

/// Wireshark, given a finding's display filter, shows the frames of its evidence and no other.
@Suite(.enabled(if: Wireshark.executable != nil, "tshark is not installed"))
struct DisplayFilterTests {
    @Test(arguments: [
        "rejected-called-ae-title", "department", "move-partly-failed", "vlan-stacked", "gre-with-key",
        "ipv4-fragments",
        "two-link-types-pcapng", "echo-gzip", "rule-store-singles",
    ])
    func showsTheEvidence(capture: String) throws {
        let file = try #require(CheckedCaptures.file(capture))
        let findings = try CheckedCaptures.result(capture).everyFinding
        #expect(!findings.isEmpty)
        var asked: Set<String> = []
        for finding in findings {
            let filter = try #require(finding.displayFilter)
            guard asked.insert(filter).inserted else { continue }
            #expect(
                try Wireshark.frames(in: CheckedCaptures.path(file), showing: filter)
                    == Set(finding.evidence.map(\.frame.rawValue)), "\(filter)")
        }
    }
}

/// Wireshark's command line.
private enum Wireshark {
    static let executable = ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    static func frames(in path: String, showing filter: String) throws -> Set<UInt64> {
        let process = Process()
        process.executableURL = URL(filePath: executable ?? "")
        process.arguments = ["-n", "-r", path, "-Y", filter, "-T", "fields", "-e", "frame.number"]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Set(text.split(separator: "\n").compactMap { UInt64($0) })
    }
}
