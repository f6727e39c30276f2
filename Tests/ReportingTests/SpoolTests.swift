import Testing

@testable import Reporting

@Suite struct SpoolTests {
    /// The same records whatever lies in memory and whatever in the file.
    @Test(arguments: [1 << 20, 100, 10, 0])
    func recordsComeBackInAnyOrder(memoryLimit: Int) throws {
        var spool = Spool(memoryLimit: memoryLimit)
        for number in 0..<20 {
            for _ in 0...number { try spool.append(Array("record \(number),".utf8)) }
            try spool.endRecord(serial: number, headline: number % 2 == 0 ? Array("head \(number)".utf8) : [])
        }
        for entry in spool.entries.reversed() {
            let record = try captured { output in try spool.writeRecord(entry, to: &output) }
            let headline = try captured { output in try spool.writeHeadline(entry, to: &output) }
            let expected = String(repeating: "record \(entry.serial),", count: entry.serial + 1)
            #expect(String(decoding: record, as: UTF8.self) == expected)
            #expect(String(decoding: headline, as: UTF8.self) == (entry.serial % 2 == 0 ? "head \(entry.serial)" : ""))
        }
    }

    @Test func roomIsUsedAgain() throws {
        var spool = Spool(memoryLimit: 8)
        for round in 0..<3 {
            try spool.append(Array("round \(round) is longer than the limit".utf8))
            try spool.endRecord(serial: round)
            let entry = try #require(spool.entries.first)
            #expect(entry.offset == 0)
            let record = try captured { output in try spool.writeRecord(entry, to: &output) }
            #expect(String(decoding: record, as: UTF8.self) == "round \(round) is longer than the limit")
            spool.keep([])
        }
    }

    @Test func aReaderThatWentAwayIsToldApart() {
        #expect(throws: OutputError.failed(9)) {
            var output = BufferedOutput(descriptor: -1)
            try output.write("x")
            try output.flush()
        }
    }
}
