/// A table for a terminal: columns as wide as they need to be, the widest narrowed until all fit, cells wrapped in theirs.
struct TextTable {
    private let table: ReportOutline.Table
    /// Columns with anything in them.
    private let used: [Int]
    private let widths: [Int]

    private static let indent = 2
    private static let gap = 2

    init(_ table: ReportOutline.Table, terminal: Terminal) {
        self.table = table
        let used = table.columns.indices.filter { column in
            table.rows.contains { column < $0.count && !$0[column].isEmpty }
        }
        self.used = used
        var widths: [Int] = []
        var least: [Int] = []
        for column in used {
            let cells = table.rows.compactMap { column < $0.count ? $0[column] : nil }
            let name = table.columns[column].name.unicodeScalars.count
            widths.append(max(name, cells.map(\.width).max() ?? 0))
            least.append(max(name, cells.map(\.longestWord).max() ?? 0))
        }
        let room = terminal.width - Self.indent - Self.gap * max(0, used.count - 1)
        while widths.reduce(0, +) > room {
            // The widest that can be narrowed gives way.
            guard let widest = widths.indices.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
            else { break }
            widths[widest] -= 1
        }
        self.widths = widths
    }

    func write(into layout: inout TextLayout) {
        write(used.map { StyledText(table.columns[$0].name, .faint) }, into: &layout)
        for row in table.rows { write(used.map { $0 < row.count ? row[$0] : StyledText() }, into: &layout) }
    }

    private func write(_ cells: [StyledText], into layout: inout TextLayout) {
        let wrapped = cells.indices.map { cells[$0].wrapped(to: widths[$0]) }
        for line in 0..<(wrapped.map(\.count).max() ?? 0) {
            var text = StyledText(String(repeating: " ", count: Self.indent))
            var start = Self.indent
            for (index, lines) in wrapped.enumerated() {
                if line < lines.count, !lines[line].isEmpty {
                    let isRight = table.columns[used[index]].isRight
                    text.column(start + (isRight ? max(0, widths[index] - lines[line].width) : 0))
                    text.add(lines[line])
                }
                start += widths[index] + Self.gap
            }
            layout.line(text, hanging: Self.indent * 2)
        }
    }
}

extension StyledText {
    /// Words, each with its style; what must not be broken is one word.
    private var words: [(text: String, style: TextStyle, isSpaced: Bool)] {
        var words: [(text: String, style: TextStyle, isSpaced: Bool)] = []
        var isSpaced = false
        for piece in pieces {
            guard case .text(let text, let style, let isWhole) = piece else {
                isSpaced = true
                continue
            }
            if isWhole {
                words.append((text, style, isSpaced))
                isSpaced = false
                continue
            }
            if text.first == " " { isSpaced = true }
            for word in text.split(separator: " ") {
                words.append((String(word), style, isSpaced))
                isSpaced = true
            }
            isSpaced = text.last == " "
        }
        return words
    }

    var longestWord: Int {
        var longest = 0
        var length = 0
        for word in words {
            length = (word.isSpaced ? 0 : length) + word.text.unicodeScalars.count
            longest = max(longest, length)
        }
        return longest
    }

    /// Lines of at most so many columns, where words allow it.
    func wrapped(to width: Int) -> [StyledText] {
        var lines: [StyledText] = []
        var line = StyledText()
        var length = 0
        for word in words {
            let space = word.isSpaced && length > 0 ? 1 : 0
            let count = word.text.unicodeScalars.count
            if word.isSpaced, length > 0, length + space + count > width {
                lines.append(line)
                line = StyledText()
                length = 0
                line.addWhole(word.text, word.style)
                length = count
                continue
            }
            if space > 0 { line.addWhole(" ") }
            line.addWhole(word.text, word.style)
            length += space + count
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}
