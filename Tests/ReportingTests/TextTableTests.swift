import Testing

@testable import Reporting

@Suite struct TextTableTests {
    private func text(_ rows: [[String]], width: Int) -> [String] {
        var table = ReportOutline.Table(columns: [
            ReportOutline.Column(name: "who"), ReportOutline.Column(name: "n", isRight: true),
            ReportOutline.Column(name: "what"),
        ])
        table.rows = rows.map { $0.map { StyledText($0) } }
        var layout = TextLayout(Terminal(width: width))
        TextTable(table, terminal: layout.terminal).write(into: &layout)
        return String(decoding: layout.take(), as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func columnsAreAligned() {
        #expect(
            text([["CT1", "1", "stored"], ["ARCHIVE", "12", "refused"]], width: 80) == [
                "  who       n  what", "  CT1       1  stored", "  ARCHIVE  12  refused",
            ])
    }

    @Test func cellsAreWrappedInTheirColumn() {
        let words = Array(repeating: "word", count: 20).joined(separator: " ")
        let lines = text([["CT1", "1", words]], width: 60)
        #expect(lines.count == 3)
        #expect(lines.allSatisfy { $0.count <= 60 })
        #expect(lines.dropFirst(2).allSatisfy { $0.hasPrefix("          word") })
    }

    @Test func emptyColumnsAreLeftOut() {
        #expect(text([["CT1", "", "x"]], width: 80) == ["  who  what", "  CT1  x"])
    }

    @Test func longWordsStayWhole() {
        let uid = String(repeating: "1.", count: 60) + "1"
        #expect(text([[uid, "1", "x"]], width: 60).contains { $0.contains("1.1.1.1") })
    }
}
