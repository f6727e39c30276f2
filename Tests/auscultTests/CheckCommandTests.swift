import Foundation
import Testing
import Wording

/// Exit codes: 0 clean, 1 findings at or above `--fail-on`, 2 cannot do the job, 64 wrong usage.
struct CheckCommandTests {
    private static let note = Program.capture("echo.pcap")
    private static let warning = Program.capture("find-study-root.pcap")
    private static let error = Program.capture("rejected-called-ae-title.pcap")
    private static let nothing = Program.capture("keep-alive.pcap")

    @Test(
        arguments: [
            (nothing, ["--fail-on", "note"], 0), (note, [], 0), (note, ["--fail-on", "warning"], 0),
            (note, ["--fail-on", "note"], 1), (warning, [], 0), (warning, ["--fail-on", "error"], 0),
            (warning, ["--fail-on", "warning"], 1), (warning, ["--fail-on", "note"], 1), (error, [], 1),
            (error, ["--fail-on", "warning"], 1), (error, ["--fail-on", "never"], 0),
            (error, ["--filter", "assoc.calledAETitle == \"NOBODY\""], 0),
            (error, ["--filter", "assoc.calledAETitle == \"ORTHANK\""], 1),
        ] as [(String, [String], Int32)])
    func exitCode(capture: String, options: [String], code: Int32) throws {
        for format in ["text", "json", "sarif", "junit"] {
            let result = try Program.run(["check", capture, "--format", format] + options)
            #expect(result.code == code, "\(format)")
            #expect(result.errors.isEmpty)
        }
    }

    @Test(
        arguments: [
            (["check", Program.capture("no-such.pcap")], "no-such.pcap"),
            (["check", Program.capture("README.md")], "README.md"),
            (["check", note, "--rules", "/no/such/directory"], "/no/such/directory"),
            (["check", note, "--filter", "assoc.calledAETitel == \"X\""], "did you mean 'calledAETitle'?"),
            (["timeline", note, "--filter", "assoc.gaps =="], "--filter"),
            (["rules", "show", "association/rejected-caled-ae-title"], "association/rejected-called-ae-title"),
            (["show", note, "--association", "7"], "1 only"),
            (["show", note, "--filter", "assoc.outcome == aborted"], "no association"),
        ] as [([String], String)])
    func cannotDoTheJob(arguments: [String], says: String) throws {
        let result = try Program.run(arguments)
        #expect(result.code == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        #expect(result.errors.contains(says), "\(result.errors)")
    }

    @Test(arguments: [
        ["check"], ["check", note, "--fail-on", "sometimes"], ["check", note, "--format", "xml"],
        ["check", note, "--no-such-option"], ["show", note], ["rules", "show"], ["no-such-command"],
    ])
    func wrongUsage(arguments: [String]) throws {
        let result = try Program.run(arguments)
        #expect(result.code == 64)
        #expect(result.output.isEmpty)
        #expect(!result.errors.isEmpty)
    }

    @Test func standardInputIsACapture() throws {
        let bytes = try Data(contentsOf: URL(filePath: Self.error))
        #expect(try Program.run("check", "-", input: bytes).code == 1)
    }

    @Test func sameCaptureSameBytesOut() throws {
        let capture = Program.capture("department.pcap")
        for format in ["text", "json", "sarif", "junit"] {
            let first = try Program.run("check", capture, "--format", format)
            #expect(try Program.run("check", capture, "--format", format).output == first.output)
        }
    }

    @Test func whatWasNotEvaluatedIsCountedAndListedWhenAsked() throws {
        let capture = Program.capture("mid-association.pcap")
        let counted = try Program.run("check", capture).output
        #expect(counted.contains("could not be evaluated"), "\(counted)")
        #expect(!counted.contains("the handshake was not captured"))
        let listed = try Program.run("check", capture, "--verbose").output
        #expect(listed.contains("the handshake was not captured"), "\(listed)")
        #expect(!(try Program.run("check", Self.nothing, "--verbose").output.contains("not captured")))
    }
}
