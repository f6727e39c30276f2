import Testing

@testable import Reporting
import Wording

@Suite struct TextLayoutTests {
    private func lay(_ text: StyledText, width: Int = 60, hanging: Int = 0, color: Bool = false) -> [String] {
        var layout = TextLayout(Terminal(width: width, usesColor: color))
        layout.line(text, hanging: hanging)
        return String(decoding: layout.take(), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func breaksAtSpacesUnderTheHangingColumn() {
        let words = StyledText(Array(repeating: "word", count: 20).joined(separator: " "))
        let lines = lay(words, hanging: 10)
        #expect(lines.first == Array(repeating: "word", count: 12).joined(separator: " "))
        #expect(
            lines.last == String(repeating: " ", count: 10) + Array(repeating: "word", count: 8).joined(separator: " "))
    }

    @Test func keepsWholePiecesWhole() {
        var text = StyledText(String(repeating: "x", count: 55) + " ")
        text.addWhole("12.1 s exactly")
        #expect(lay(text) == [String(repeating: "x", count: 55), "12.1 s exactly"])
    }

    @Test func columnsAndTrailingSpace() {
        var text = StyledText("a")
        text.column(8)
        text.add("b")
        text.column(40)
        #expect(lay(text) == ["a       b"])
        var late = StyledText("longer than that")
        late.column(4)
        late.add("b")
        #expect(lay(late) == ["longer than that b"])
    }

    @Test func splitsWhatHasNoSpaces() {
        let lines = lay(StyledText(String(repeating: "7", count: 150)), hanging: 20)
        #expect(lines.map(\.count) == [40, 60, 60, 50])
        #expect(lines.joined().filter { $0 == "7" }.count == 150)
    }

    @Test func wideCharactersTakeTwoColumns() {
        let lines = lay(StyledText(Array(repeating: "山田", count: 20).joined(separator: " ")))
        #expect(lines.first == Array(repeating: "山田", count: 12).joined(separator: " "))
    }

    @Test func stylesEndWithTheLine() {
        var text = StyledText("ok ", .good)
        text.add("plain ")
        text.add("bad", .bad)
        #expect(lay(text, color: true) == ["\u{1B}[32mok \u{1B}[0mplain \u{1B}[1;31mbad\u{1B}[0m"])
    }

    @Test(arguments: [
        (0.0000004, "0 µs"), (0.000083, "83 µs"), (0.00124, "1.24 ms"), (0.0999, "99.9 ms"), (12.14, "12.1 s"),
        (119.4, "119 s"), (250, "4 min 10 s"), (10_921, "3 h 02 min"), (-0.5, "-500 ms"),
    ])
    func durations(seconds: Double, expected: String) { #expect(duration(seconds) == expected) }

    @Test(
        arguments: [
            (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (52_428, "52.4 kB"), (999_999, "1.00 MB"),
            (445_000_000, "445 MB"), (UInt64.max, "18446744 TB"),
        ] as [(UInt64, String)])
    func byteCounts(bytes: UInt64, expected: String) { #expect(byteCount(bytes) == expected) }

    @Test func numbers() {
        #expect(grouped(0) == "0")
        #expect(grouped(-1234) == "-1,234")
        #expect(grouped(1_234_567) == "1,234,567")
        #expect(decimal(-0.25, places: 6) == "-0.250000")
        #expect(decimal(.nan, places: 6) == "0")
        #expect(decimal(.infinity, places: 6) == "9e18")
        #expect(counted(1, "gap") == "1 gap")
        #expect(counted(2, "match", "matches") == "2 matches")
    }
}
