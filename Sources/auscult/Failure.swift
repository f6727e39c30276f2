import ArgumentParser
import ConformanceClaims
import PacketCapture
import Reporting
import RuleExpression

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The job cannot be done: one line on standard error that says what to do, and exit code 2.
struct Failure: Error {
    let message: String

    /// Runs a command's work. A reader that has gone away is no failure.
    static func reported(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let error as CaptureError {
            throw exit(error.description)
        } catch let error as LiveCaptureError {
            throw exit(lines: error.description + suggestion(error))
        } catch let error as ClaimsError {
            throw exit(lines: error.description)
        } catch let error as Failure {
            throw exit(error.message)
        } catch OutputError.closed {
            return
        } catch OutputError.failed(let code) {
            throw exit("the output cannot be written (\(systemMessage(code))); check the free space where it goes")
        }
    }

    private static func suggestion(_ error: LiveCaptureError) -> String {
        guard case .noSuchInterface(let known) = error.reason, let name = nearestName(to: error.name, among: known)
        else { return "" }
        return "; did you mean \(name)?"
    }

    /// A message with commands to copy, a line each.
    private static func exit(lines message: String) -> ExitCode {
        let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
        return exit(lines.map { PrintableText.oneLine(String($0)) }.joined(separator: "\n"), isPrintable: true)
    }

    private static func exit(_ message: String, isPrintable: Bool = false) -> ExitCode {
        tell(isPrintable ? message : PrintableText.oneLine(message))
        return ExitCode(2)
    }

    /// On standard error.
    static func tell(_ message: String) {
        var output = BufferedOutput(descriptor: STDERR_FILENO)
        try? output.write("auscult: " + message + "\n")
        try? output.flush()
    }

    /// The system's words.
    static func reason(_ error: OutputError) -> String {
        switch error {
        case .closed: "nobody reads it"
        case .failed(let code): systemMessage(code)
        }
    }

    private static func systemMessage(_ code: Int32) -> String {
        // Unsafe: the C library's text is copied at once.
        unsafe String(cString: strerror(code))
    }
}
