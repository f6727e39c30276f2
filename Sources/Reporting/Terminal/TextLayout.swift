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
        for piece in text.pieces {
            switch piece {
            case .text(let text, let style, let isWhole): add(text, style, isWhole: isWhole, hanging: hanging)
            case .column(let target):
                endWord(hanging)
                spaces = max(column == 0 && spaces == 0 ? 0 : 1, target - column)
            }
        }
        endWord(hanging)
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

    private mutating func add(_ text: String, _ newStyle: TextStyle, isWhole: Bool, hanging: Int) {
        if addPlain(text, newStyle, isWhole: isWhole, hanging) { return }
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

    /// Nearly all text is ASCII that fits on a line, for which nothing need be asked of each character. False, and
    /// nothing done, for any other.
    private mutating func addPlain(_ text: String, _ style: TextStyle, isWhole: Bool, _ hanging: Int) -> Bool {
        let bytes = text.utf8Span.span
        guard wordWidth + bytes.count < min(terminal.width - hanging, Self.longestPiece) else { return false }
        for index in bytes.indices where bytes[index] < 0x20 || bytes[index] >= 0x7F { return false }
        for index in bytes.indices {
            if bytes[index] == 0x20, !isWhole {
                endWord(hanging)
                spaces += 1
                continue
            }
            if style != self.style, terminal.usesColor { word.append(contentsOf: change(to: style)) }
            if bytes[index] != 0x20 { marks = 0 }
            word.append(bytes[index])
            wordWidth += 1
        }
        return true
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
