import Foundation

/// The program as a user runs it.
enum Program {
    struct Result {
        var code: Int32
        var output: String
        var errors: String
    }

    private static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Beside the bundle of the tests.
    private static let executable =
        (Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        ?? URL(filePath: CommandLine.arguments.first ?? "")).deletingLastPathComponent().appending(path: "auscult")

    static func capture(_ name: String) -> String { package.appending(path: "Captures/\(name)").path }

    static func file(_ path: String) -> URL { package.appending(path: path) }

    static func run(_ arguments: String..., input: Data = Data()) throws -> Result {
        try run(arguments, input: input)
    }

    static func run(_ arguments: [String], input: Data = Data()) throws -> Result {
        let scratch = URL(filePath: NSTemporaryDirectory()).appending(path: "auscult-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files, so that no pipe can fill while the other is being read.
        func file(_ name: String, _ content: Data = Data()) throws -> FileHandle {
            let url = scratch.appending(path: name)
            try content.write(to: url)
            return try FileHandle(forUpdating: url)
        }
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        // What `make sanitize` tells its sanitizers holds for the program, too.
        let inherited = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
        process.environment = ["TERM": "dumb", "COLUMNS": "100", "LC_ALL": "C.UTF-8"].merging(inherited) { own, _ in own
        }
        process.standardInput = try file("input", input)
        process.standardOutput = try file("output")
        process.standardError = try file("errors")
        try process.run()
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: scratch.appending(path: name)), as: UTF8.self)
        }
        return Result(code: process.terminationStatus, output: try text("output"), errors: try text("errors"))
    }

    /// Calls `body` with a directory of these rule files, by path.
    static func withRules<Value>(_ files: [String: String], _ body: (String) throws -> Value) throws -> Value {
        let directory = URL(filePath: NSTemporaryDirectory()).appending(path: "auscult-rules-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        for (path, text) in files {
            let file = directory.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try body(directory.path)
    }
}
