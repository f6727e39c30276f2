import Foundation
import Testing

/// `auscult claims` as a user runs it.
@Suite struct ClaimsCommandTests {
    /// Calls `body` with a copy of a capture that is named after its patient, Test^Alpha.
    private func withPatientsFile(_ body: (String) throws -> Void) throws {
        let directory = URL(filePath: NSTemporaryDirectory()).appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "ct-Alpha.pcap").path
        try FileManager.default.copyItem(atPath: Program.capture("store-mixed-objects.pcap"), toPath: path)
        try body(path)
    }

    @Test(arguments: [
        ("claims-storescp-operations.pcap", "5", Int32(0), ""),
        (
            "claims-storescp-operations.pcap", "50", 1,
            "auscult: 6.6 % of the statement was exercised, and 50.0 % is required"
        ),
        ("claims-orthanc-contexts.pcap", "5", 1, ""),
    ])
    func exitCodeIsThatOfContradictionsAndCoverage(
        _ capture: String, _ coverage: String, _ code: Int32, _ error: String
    ) throws {
        let claims = capture.contains("orthanc") ? "orthanc" : "storescp"
        let run = try Program.run([
            "claims", "check", Program.capture(capture), "--claims", claims, "--require-coverage", coverage,
        ])
        #expect(run.code == code)
        #expect(run.errors.trimmingCharacters(in: .newlines) == error)
    }

    @Test func namesOfPatientsInFileNamesAreMasked() throws {
        try withPatientsFile { path in
            for command in [
                ["claims", "draft", path, "--ae", "MODALITY"],
                ["claims", "check", path, "--claims", "storescp", "--format", "html"],
                ["claims", "check", path, "--claims", "storescp", "--format", "json"],
            ] {
                let masked = try Program.run(command).output
                #expect(masked.contains("ct-[masked].pcap") && !masked.lowercased().contains("alpha"), "\(command)")
                #expect(try Program.run(command + ["--show-phi"]).output.contains("ct-Alpha.pcap"))
            }
        }
    }
}
