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

    /// Forgets what was laid out, and begins again as `init` does.
    mutating func restart(column: Int) {
        bytes.removeAll(keepingCapacity: true)
        self.column = column
        spaces = 0
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

    /// Whole lines that were laid out before for the same terminal.
    mutating func append(lines: [UInt8]) { bytes.append(contentsOf: lines) }

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
            } else if isPlain(run), wordWidth + run.width < min(terminal.width - hanging, Self.longestPiece) {
                addPlain(text, run, hanging)
            } else {
                add(text.text(of: run), run.style, isWhole: run.isWhole, hanging: hanging)
            }
        }
        endWord(hanging)
    }

    /// Of what fits on a line nothing need be asked of each character.
    private mutating func addPlain(_ text: StyledText, _ run: StyledText.Run, _ hanging: Int) {
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
            // Of a character of several bytes the first counts.
            if byte & 0xC0 != 0x80 { wordWidth += 1 }
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
    /// Its characters are one column wide and shown as they are.
    private func isPlain(_ run: StyledText.Run) -> Bool { terminal.usesUnicode ? run.isPlain : run.isASCII }

    private func fits(_ text: StyledText) -> Bool {
        var column = column
        var spaces = spaces
        for run in text.runs {
            if run.isColumn {
                spaces = max(column == 0 && spaces == 0 ? 0 : 1, run.width - column)
                continue
            }
            guard isPlain(run), run.width <= Self.longestPiece else { return false }
            spaces += run.spacesBefore
            if run.spacesBefore == run.width { continue }
            column += spaces + run.width - run.spacesBefore - run.spacesAfter
            spaces = run.spacesAfter
        }
        return column <= terminal.width
    }

    private mutating func copy(_ text: StyledText) {
        for run in text.runs {
            if run.isColumn {
                spaces = max(column == 0 && spaces == 0 ? 0 : 1, run.width - column)
                continue
            }
            spaces += run.spacesBefore
            if run.spacesBefore == run.width { continue }
            if spaces > 0 { bytes.append(contentsOf: repeatElement(0x20, count: spaces)) }
            if run.style != style, terminal.usesColor { bytes.append(contentsOf: change(to: run.style)) }
            bytes.append(contentsOf: text.bytes[run.start + run.spacesBefore..<run.end - run.spacesAfter])
            column += spaces + run.width - run.spacesBefore - run.spacesAfter
            spaces = run.spacesAfter
            marks = 0
        }
    }
}
