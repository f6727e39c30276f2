import Foundation
import Testing

@testable import Reporting

/// Pages opened in headless Chromium by Tests/Page/check.py, where both it and Python are installed.
@Suite struct PageInBrowserTests {
    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Page")

    private static func found(_ program: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }

    private static let canRun =
        found("python3") && ["chromium", "chromium-browser", "google-chrome"].contains(where: found)

    @Test(.enabled(if: canRun, "no python3 or no Chromium is installed"))
    func nothingRunsAndNoRequestLeaves() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "auscult-pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var pages: [String] = []
        func write(_ page: String, _ kind: String) throws {
            let file = folder.appending(path: "\(pages.count / 2).\(kind).html")
            try Data(page.utf8).write(to: file)
            pages.append(file.path)
        }
        for (capture, showsPatientData) in [
            ("hostile-text.pcap", false), ("hostile-text.pcap", true), ("department.pcap", false),
        ] {
            let report = try RecordedPage.report(capture, showsPatientData: showsPatientData)
            try write(RecordedPage.written(report), "drawn")
            try write(RecordedPage.written(report, limits: .init(drawn: 0, rows: 0)), "undrawn")
        }
        // What is packed as it ends, before findings have their numbers, is drawn like what is kept.
        for capture in ["department.pcap", "hostile-text.pcap", "move-partly-failed.pcap", "lost-segment.pcap"] {
            try write(RecordedPage.written(RecordedPage.report(capture)), "drawn")
            let further = PackedAssociations()
            let report = try RecordedPage.report(capture, further: further)
            #expect(report.associations.details.isEmpty && report.associations.furtherDetails > 0)
            try write(RecordedPage.written(report, further: further, limits: .init(rows: 0)), "packed")
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", Self.directory.appending(path: "check.py").path] + pages
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let told = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(told)")
    }
}
