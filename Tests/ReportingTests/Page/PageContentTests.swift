import Foundation
import Testing
import Troubleshooting

@testable import Reporting

/// What a reader finds in a page, and does not find where it would say nothing.
@Suite struct PageContentTests {
    private static func page(_ capture: String) throws -> String {
        try RecordedPage.written(RecordedPage.report(capture))
    }

    @Test func findingsTellTheSidesByName() throws {
        #expect(
            try Self.page("abort-by-acceptor.pcap").contains(
                "<p class=\"message\">ARCHIVE aborted instead of answering C-STORE of MODALITY (Message ID 1).</p>"))
    }

    /// Nothing is known to have failed on it, so that nothing has the colour of failure; a broken handshake has.
    @Test func soundTLSIsNeitherGoodNorBad() throws {
        for capture in ["tls.pcap", "rule-tls-sound.pcap"] {
            let page = try Self.page(capture)
            #expect(page.contains("<span class=\"mark plain\">1 TLS, not readable</span>"))
            #expect(page.contains("<span class=\"mark plain\">TLS, not readable, "))
            for tone in ["bad", "doubtful"] { #expect(!page.contains("class=\"mark \(tone)\"")) }
            #expect(!page.contains("<g class=\"bad") && !page.contains("<g class=\"doubtful"))
        }
        let page = try Self.page("tls-alert.pcap")
        #expect(
            page.contains("<span class=\"mark bad\"><span class=\"glyph\" aria-hidden=\"true\">✕</span>1 reset</span>"))
    }

    @Test(arguments: [
        (
            "rejected-called-ae-title.pcap",
            "A-ASSOCIATE-RJ, frame 6</span> <code class=\"bytes\">03 00 00 00 00 04 00 01 01 07</code>"
        ),
        ("data-set-overrun.pcap", "<dt>Bytes</dt><dd><span class=\"faint\">in a data set; reports show none"),
    ])
    func findingsShowTheBytesThatShowThem(capture: String, expected: String) throws {
        #expect(try Self.page(capture).contains(expected))
    }

    /// Bytes of one moment are no throughput over time.
    @Test func throughputIsDrawnWhereThereIsTime() throws {
        #expect(try !Self.page("store-implicit-little-endian.pcap").contains("Throughput over time"))
        #expect(try Self.page("department.pcap").contains("Throughput over time"))
    }

    @Test func whoIsToldByAddressIsToldOnce() throws {
        let page = try Self.page("connection-refused.pcap")
        let map = try #require(page.range(of: "<div class=\"scroll map\"")?.lowerBound)
        let end = try #require(page[map...].range(of: "</svg>")?.lowerBound)
        #expect(page[map..<end].ranges(of: ">192.0.2.10</text>").count == 1)
        #expect(
            page.contains(
                "<th scope=\"row\">192.0.2.10</th><td class=\"whole\" data-name=\"→\">192.0.2.20<span class=\"sub\">192.0.2.20:104</span>"
            ))
    }

    /// On paper a matrix of more transfer syntaxes than there is room for is a list, and says where they stand.
    @Test func wideMatricesAreMarked() throws {
        #expect(try Self.page("claims-orthanc-contexts.pcap").contains("<table class=\"matrix cards wide\">"))
        #expect(try !Self.page("echo.pcap").contains("<table class=\"matrix cards wide\">"))
    }

    /// What is long and says nothing new is printed where the reader has unfolded it; the page's script keeps to that.
    @Test func longRestsAreNotPrintedUnasked() throws {
        let page = try Self.page("move-partly-failed.pcap")
        for folded in [
            "<details class=\"events more\">", "<details class=\"more\"><summary>108 further rows",
            "<details class=\"more\"><summary><h3>4",
        ] { #expect(page.contains(folded), "\(folded)") }
        #expect(page.contains("details:not([open]):not(.more)"))
    }
}
