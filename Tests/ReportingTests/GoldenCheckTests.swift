import Testing

@testable import Reporting

/// What `auscult check` says of every capture, beside what a person has read and found right.
struct GoldenCheckTests {
    @Test(arguments: RecordedTimeline.captures)
    func text(capture: String) throws {
        try GoldenTests.compare(CheckedCapture.written(capture, .text), capture, "check.txt")
    }
}
