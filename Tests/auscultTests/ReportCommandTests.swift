import Foundation
import Testing

/// `auscult report` as a user runs it.
@Suite struct ReportCommandTests {
    private static let department = Program.capture("department.pcap")

    private func json(_ arguments: String..., input: Data = Data()) throws -> [String: Any] {
        let result = try Program.run(["report", "--format", "json"] + arguments, input: input)
        #expect(result.code == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    private func count(_ report: [String: Any], _ key: String) throws -> Int {
        try #require(report[key] as? [Any]).count
    }

    /// Calls `body` with a path where nothing is yet.
    private func withPath(_ name: String, _ body: (String) throws -> Void) throws {
        let directory = URL(filePath: NSTemporaryDirectory()).appending(path: "auscult-report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try body(directory.appending(path: name).path)
    }

    @Test(arguments: [
        "report.html": "<!DOCTYPE html>", "report.md": "# ", "report.json": "{\"schema\":", "report.txt": "MR1",
    ])
    func theFilesEndingDecides(name: String, start: String) throws {
        try withPath(name) { path in
            let result = try Program.run("report", Self.department, "--output", path)
            #expect(result.code == 0, "\(result.errors)")
            #expect(result.output.isEmpty)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.lowercased().hasPrefix(start.lowercased()), "\(text.prefix(40))")
        }
    }

    @Test func aCaptureIsNotOverwritten() throws {
        try withPath("capture.pcap") { path in
            try FileManager.default.copyItem(atPath: Self.department, toPath: path)
            let result = try Program.run("report", path, "--output", path)
            #expect(result.code == 2)
            #expect(result.errors.contains("capture.pcap"))
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(contentsOf: URL(filePath: Self.department)))
        }
    }

    @Test func standardInputIsTheSame() throws {
        var (file, piped) = (
            try json(Self.department), try json("-", input: try Data(contentsOf: URL(filePath: Self.department)))
        )
        // What was read is told in both; all else is the same.
        for key in ["capture", "appendix"] {
            file[key] = nil
            piped[key] = nil
        }
        func text(_ report: [String: Any]) throws -> Data {
            try JSONSerialization.data(withJSONObject: report, options: .sortedKeys)
        }
        #expect(try text(file) == text(piped))
    }

    @Test func severalFilesAreOneReport() throws {
        let both = try json(Self.department, Program.capture("echo.pcap"))
        #expect(try count(both, "associations") == 13)
        let files = try #require((both["appendix"] as? [String: Any])?["files"] as? [[String: Any]])
        #expect(files.map { ($0["sha256"] as? String)?.count } == [64, 64])
    }

    @Test func theFilterLeavesWhatItSays() throws {
        let report = try json(Self.department, "--filter", #"assoc.callingAETitle == "MR1""#)
        #expect(try count(report, "associations") == 3)
        let peers = try #require(report["peers"] as? [String: Any])
        let relations = try #require(peers["relations"] as? [[String: Any]])
        let entities = try #require(peers["entities"] as? [[String: Any]])
        for relation in relations {
            let requestor = try #require(relation["requestor"] as? Int)
            #expect(entities[requestor]["title"] as? String == "MR1")
        }
    }

    @Test func timesLeaveWhatTheySay() throws {
        let all = try count(try json(Self.department), "associations")
        let before = try count(try json(Self.department, "--until", "2026-11-24T23:51:14"), "associations")
        let after = try count(try json(Self.department, "--since", "2026-11-24T23:51:14"), "associations")
        #expect(before > 0 && after > 0 && before < all && after < all)
        // One that went on over that second is in both.
        #expect(before + after >= all)
        #expect(try count(try json(Self.department, "--since", "2027-01-01"), "associations") == 0)
    }

    @Test func claimsAreAChapter() throws {
        let capture = Program.capture("claims-storescp-contexts.pcap")
        let statement = Program.file("Tests/ConformanceClaimsTests/Statements/storescp-false.claims.yaml").path
        let chapter = try #require(try json(capture, "--claims", statement)["claims"] as? [String: Any])
        let text = String(decoding: try JSONSerialization.data(withJSONObject: chapter), as: UTF8.self)
        #expect(text.contains("contradicted"))
        #expect(text.contains("implementation_class_uid"))
        let truth = try #require(try json(capture, "--claims", "storescp")["claims"] as? [String: Any])
        let told = String(decoding: try JSONSerialization.data(withJSONObject: truth), as: UTF8.self)
        #expect(!told.contains("\"contradicted\""))
        for format in ["html", "markdown", "text"] {
            let written = try Program.run("report", capture, "--claims", statement, "--format", format)
            #expect(
                written.output.replacing("\\", with: "").contains("storescp/association/max_pdu_receive"), "\(format)")
        }
    }

    @Test func whatCannotBeReadIsSaid() throws {
        let missing = try Program.run("report", "nowhere.pcap")
        #expect(missing.code == 2)
        #expect(missing.errors.contains("nowhere.pcap"))
        let claims = try Program.run("report", Self.department, "--claims", "nobody")
        #expect(claims.code == 2)
        #expect(claims.errors.contains("orthanc, storescp"))
        #expect(try Program.run("report", Self.department, "--since", "yesterday").code == 64)
    }
}
