/// Lays text out for a terminal's width. The only place where text becomes terminal bytes: whatever came from a capture
/// is made printable here, and the only escape sequences that leave are the styles written here.
struct TextLayout {
    let terminal: Terminal
    private(set) var bytes: [UInt8] = []

    private var column = 0
    private var spaces = 0
    private var word: [UInt8] = []
    private var wordWidth = 0
    private var marks = 0
    private var style = TextStyle.plain

    /// `column`: where the first line goes on, when something was written before it elsewhere.
    init(_ terminal: Terminal, column: Int = 0) {
        self.terminal = terminal
        self.column = column
    }

    /// Text beyond this many characters in one piece is cut.
    static let longestPiece = 2000
    /// Combining marks beyond this many on one character are escaped.
    static let mostMarks = 4

    /// One logical line; what does not fit goes on under column `hanging`.
    mutating func line(_ text: StyledText, hanging: Int) {
        if fits(text) { copy(text) } else { wrap(text, hanging) }
        if style != .plain { bytes.append(contentsOf: change(to: .plain)) }
        newLine()
    }

    mutating func newLine() {
        bytes.append(0x0A)
        column = 0
        spaces = 0
    }

    mutating func take() -> [UInt8] {
        let taken = bytes
        bytes = []
        return taken
    }

    private mutating func wrap(_ text: StyledText, _ hanging: Int) {
        for run in text.runs {
            if run.isColumn {
                endWord(hanging)
                spaces = max(column == 0 && spaces == 0 ? 0 : 1, run.width - column)
            } else if run.isASCII, wordWidth + run.width < min(terminal.width - hanging, Self.longestPiece) {
                addASCII(text, run, hanging)
            } else {
                add(text.text(of: run), run.style, isWhole: run.isWhole, hanging: hanging)
            }
        }
        endWord(hanging)
    }

    /// Of what fits on a line nothing need be asked of each character.
    private mutating func addASCII(_ text: StyledText, _ run: StyledText.Run, _ hanging: Int) {
        for index in run.start..<run.end {
            let byte = text.bytes[index]
            if byte == 0x20, !run.isWhole {
                endWord(hanging)
                spaces += 1
                continue
            }
            if run.style != style, terminal.usesColor { word.append(contentsOf: change(to: run.style)) }
            if byte != 0x20 { marks = 0 }
            word.append(byte)
            wordWidth += 1
        }
    }

    private mutating func add(_ text: String, _ newStyle: TextStyle, isWhole: Bool, hanging: Int) {
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if count > Self.longestPiece {
                addWord("…", newStyle, hanging)
                return
            }
            if scalar == " " {
                if isWhole { addToWord(scalar, 1, newStyle) } else { endWord(hanging); spaces += 1 }
                continue
            }
            if PrintableScalar.isPlainASCII(scalar) {
                marks = 0
                addToWord(scalar, 1, newStyle)
                if wordWidth >= terminal.width - hanging { endWord(hanging) }
                continue
            }
            marks = PrintableScalar.isCombining(scalar) ? marks + 1 : 0
            if marks > Self.mostMarks {
                addWord(PrintableScalar.number(scalar), newStyle, hanging)
                continue
            }
            switch PrintableScalar(scalar, usesUnicode: terminal.usesUnicode) {
            case .shown(let width): addToWord(scalar, width, newStyle)
            case .escaped(let number): addWord(number, newStyle, hanging)
            }
            if wordWidth >= terminal.width - hanging { endWord(hanging) }
        }
    }

    private mutating func addWord(_ text: String, _ style: TextStyle, _ hanging: Int) {
        for scalar in text.unicodeScalars {
            if scalar == "…", !terminal.usesUnicode {
                addWord("...", style, hanging)
            } else {
                addToWord(scalar, 1, style)
            }
        }
    }

    private mutating func addToWord(_ scalar: Unicode.Scalar, _ width: Int, _ style: TextStyle) {
        if style != self.style, terminal.usesColor { word.append(contentsOf: change(to: style)) }
        if scalar.isASCII {
            word.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            word.append(contentsOf: Array(Character(scalar).utf8))
        }
        wordWidth += width
    }

    private mutating func endWord(_ hanging: Int) {
        guard !word.isEmpty else { return }
        if column + spaces + wordWidth > terminal.width, column > hanging {
            newLine()
            spaces = hanging
        }
        for _ in 0..<spaces { bytes.append(0x20) }
        bytes.append(contentsOf: word)
        column += spaces + wordWidth
        word.removeAll(keepingCapacity: true)
        wordWidth = 0
        spaces = 0
    }

    /// The sequence that changes to a style which is not in force.
    private mutating func change(to new: TextStyle) -> String.UTF8View {
        let end = style != .plain && new != .plain ? "\u{1B}[0m" : ""
        style = new
        return (end + "\u{1B}[\(new.graphicRendition)m").utf8
    }
}

/// Nearly all lines fit and have only characters one column wide: their runs are copied as they are.
extension TextLayout {
    private func fits(_ text: StyledText) -> Bool {
        var column = column
        var spaces = spaces
        for run in text.runs {
            if run.isColumn {
                spaces = max(column == 0 && spaces == 0 ? 0 : 1, run.width - column)
                continue
            }
            guard terminal.usesUnicode ? run.isPlain : run.isASCII, run.width <= Self.longestPiece else { return false }
            let (before, after) = text.spaces(around: run)
            spaces += before
            if before == run.width { continue }
            column += spaces + run.width - before - after
            spaces = after
        }
        return column <= terminal.width
    }

    private mutating func copy(_ text: StyledText) {
        for run in text.runs {
            if run.isColumn {
                spaces = max(column == 0 && spaces == 0 ? 0 : 1, run.width - column)
                continue
            }
            let (before, after) = text.spaces(around: run)
            spaces += before
            if before == run.width { continue }
            for _ in 0..<spaces { bytes.append(0x20) }
            if run.style != style, terminal.usesColor { bytes.append(contentsOf: change(to: run.style)) }
            bytes.append(contentsOf: text.bytes[run.start + before..<run.end - after])
            column += spaces + run.width - before - after
            spaces = after
            marks = 0
        }
    }
}

extension StyledText {
    /// The spaces a run that may be broken begins and ends with; one of nothing else begins with them all.
    fileprivate func spaces(around run: Run) -> (before: Int, after: Int) {
        guard !run.isWhole else { return (0, 0) }
        let bytes = bytes.span
        var start = run.start
        while start < run.end, bytes[start] == 0x20 { start += 1 }
        var end = run.end
        while end > start, bytes[end - 1] == 0x20 { end -= 1 }
        return (start - run.start, run.end - end)
    }
}
