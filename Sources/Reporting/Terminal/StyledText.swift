/// Text for a terminal before it is laid out: runs of one style each, and the columns some of them begin at.
struct StyledText {
    enum Piece {
        /// Broken between lines at its spaces, unless `isWhole`.
        case text(String, TextStyle, isWhole: Bool)
        /// What follows begins here, or one space later than what precedes ends.
        case column(Int)
    }

    private(set) var pieces: [Piece] = []
    var isEmpty: Bool { pieces.isEmpty }

    init() {}

    init(_ text: String, _ style: TextStyle = .plain) { add(text, style) }

    mutating func add(_ text: String, _ style: TextStyle = .plain) {
        if !text.isEmpty { pieces.append(.text(text, style, isWhole: false)) }
    }

    /// Text that is not to be broken between lines: `12.1 s`.
    mutating func addWhole(_ text: String, _ style: TextStyle = .plain) {
        if !text.isEmpty { pieces.append(.text(text, style, isWhole: true)) }
    }

    mutating func column(_ column: Int) { pieces.append(.column(column)) }

    mutating func add(_ other: StyledText) { pieces += other.pieces }
}

extension [StyledText] {
    /// Those that are not empty, one after another: `a, b, c`.
    func joined(_ separator: String, _ style: TextStyle = .plain) -> StyledText {
        var text = StyledText()
        for part in self where !part.isEmpty {
            if !text.isEmpty { text.add(separator, style) }
            text.add(part)
        }
        return text
    }
}

extension StyledText {
    /// In columns, for text of this program's own that needs no escaping.
    var width: Int {
        pieces.reduce(0) { width, piece in
            if case .text(let text, _, _) = piece { width + text.unicodeScalars.count } else { width }
        }
    }

    /// Its text alone.
    var plain: String {
        pieces.reduce(into: "") { text, piece in if case .text(let more, _, _) = piece { text += more } }
    }

    /// Without its faint parts, where room is short; all of it when it has no other.
    func removingFaint() -> StyledText {
        var rest = StyledText()
        rest.pieces = pieces.filter { if case .text(_, .faint, _) = $0 { false } else { true } }
        return rest.isEmpty ? self : rest
    }
}
