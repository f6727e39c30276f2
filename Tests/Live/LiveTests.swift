import Foundation
import Testing

/// `auscult capture` between two network namespaces, with real peers: each test of the Python beside this file.
@Suite struct LiveTests {
    @Test(arguments: Script.tests)
    func passes(_ test: String) async throws {
        let why = await Script.whyNot.value
        guard why.isEmpty else { try Test.cancel(Comment(rawValue: why)) }
        let (code, output) = try await Script.run("-m", "unittest", "-v", test)
        if code == 0, let reason = output.firstMatch(of: /skipped '(.*)'/) {
            Script.say("\(test) is skipped: \(reason.1)")
            try Test.cancel(Comment(rawValue: String(reason.1)))
        }
        #expect(code == 0, Comment(rawValue: output))
    }
}

/// The Python beside this file, which has namespaces and peers from the scripts that record the captures.
enum Script {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()

    /// Why the tests cannot run on this machine; empty where they can.
    static let whyNot = Task {
        let why: String
        if let (code, output) = try? await run("-c", "import live; print(live.missing())") {
            why = code == 0 ? output.trimmingCharacters(in: .whitespacesAndNewlines) : "python3: " + output
        } else {
            why = "there is no python3"
        }
        if !why.isEmpty { say("all are skipped: \(why)") }
        return why
    }

    /// Cancelled tests say nothing by themselves.
    static func say(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("LiveTests: \(text)\n".utf8))
    }

    /// `test_live.LiveTests.test_any_interface` and the like.
    static let tests: [String] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
        return names.filter { $0.hasPrefix("test_") && $0.hasSuffix(".py") }.sorted().flatMap { name -> [String] in
            let source = (try? String(contentsOf: directory.appending(path: name), encoding: .utf8)) ?? ""
            guard let suite = source.firstMatch(of: /(?m)^class (\w+)/)?.1 else { return [] }
            return source.matches(of: /(?m)^    def (test_\w+)/).map { "\(name.dropLast(3)).\(suite).\($0.1)" }
        }
    }()

    /// They wait more than they work, so several run beside each other.
    private static let gate = Gate(width: 6)

    static func run(_ arguments: String...) async throws -> (code: Int32, output: String) {
        await gate.enter()
        do {
            let result = try await runNow(arguments)
            await gate.leave()
            return result
        } catch {
            await gate.leave()
            throw error
        }
    }

    private static func runNow(_ arguments: [String]) async throws -> (code: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "live-\(UUID().uuidString)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"] + arguments
        process.currentDirectoryURL = directory
        let output = try FileHandle(forWritingTo: file)
        process.standardOutput = output
        process.standardError = output
        let code: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
        return (code, String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self))
    }
}

private actor Gate {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(width: Int) { free = width }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
