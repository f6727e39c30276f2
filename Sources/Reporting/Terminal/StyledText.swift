/// Text for a terminal before it is laid out: runs of one style each, and the columns some of them begin at. All runs
/// share one stretch of bytes, since a long capture's listing has millions of them.
struct StyledText {
    /// Characters of one style, or a column.
    struct Run {
        /// In `bytes`; empty for a column.
        var start: Int
        var end: Int
        /// The spaces it begins and ends with, where it may be broken at them; one of nothing else begins with them all.
        var spacesBefore = 0
        var spacesAfter = 0
        /// Its width in columns where it is plain, else its number of characters; or the column that what follows begins
        /// at, or one space later than what precedes ends.
        var width: Int
        var style: TextStyle
        /// Not to be broken between lines at its spaces.
        var isWhole: Bool
        var isColumn: Bool
        /// Has nothing but printable ASCII, or nothing but that and signs one column wide.
        var isASCII: Bool
        var isPlain: Bool
    }

    private(set) var bytes: [UInt8] = []
    private(set) var runs: [Run] = []
    /// Where the list of parts begins, in `runs`; a separator is due before the next text where it has a part already.
    private var firstPart = 0
    private var separatorIsDue = false

    var isEmpty: Bool { runs.isEmpty }

    init() {}

    init(_ text: String, _ style: TextStyle = .plain) { add(text, style) }

    mutating func add(_ text: String, _ style: TextStyle = .plain) { append(text, style, isWhole: false) }

    /// Text that is not to be broken between lines: `12.1 s`; with spaces in front up to `width` characters.
    mutating func addWhole(_ text: String, _ style: TextStyle = .plain, width: Int = 0) {
        append(text, style, isWhole: true, width: width)
    }

    mutating func column(_ column: Int) {
        runs.append(
            Run(
                start: bytes.count, end: bytes.count, width: column, style: .plain, isWhole: false, isColumn: true,
                isASCII: true, isPlain: true))
    }

    mutating func add(_ other: StyledText) { add(other, 0..<other.runs.count) }

    /// Some of its runs.
    mutating func add(_ other: StyledText, _ part: Range<Int>) {
        guard !part.isEmpty else { return }
        separate()
        let (first, last) = (other.runs[part.lowerBound].start, other.runs[part.upperBound - 1].end)
        let shift = bytes.count - first
        bytes.append(contentsOf: other.bytes[first..<last])
        for index in part {
            var run = other.runs[index]
            run.start += shift
            run.end += shift
            runs.append(run)
        }
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        runs.removeAll(keepingCapacity: true)
        separatorIsDue = false
    }

    private mutating func append(_ text: String, _ style: TextStyle, isWhole: Bool, width: Int = 0) {
        guard !text.isEmpty else { return }
        separate()
        let start = bytes.count
        let padding = width > 0 ? max(0, width - Self.characters(text)) : 0
        if padding > 0 { bytes.append(contentsOf: repeatElement(0x20, count: padding)) }
        let beginning = bytes.count
        bytes.append(contentsOf: text.utf8)
        var run = Run(
            start: start, end: bytes.count, width: bytes.count - start, style: style, isWhole: isWhole, isColumn: false,
            isASCII: true, isPlain: true)
        if !isPrintableASCII(from: beginning) {
            let (isPlain, width) = Self.measured(text)
            run.isASCII = false
            run.isPlain = isPlain
            run.width = padding + width
        }
        if !isWhole { countSpaces(of: &run) }
        runs.append(run)
    }

    /// Quicker than `unicodeScalars.count` for what is short.
    static func characters(_ text: String) -> Int {
        var count = 0
        for byte in text.utf8 where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    private func isPrintableASCII(from start: Int) -> Bool {
        let bytes = bytes.span
        var greatest: UInt8 = 0
        for index in start..<bytes.count { greatest = max(greatest, bytes[index] &- 0x20) }
        return greatest < 0x5F
    }

    private func countSpaces(of run: inout Run) {
        let bytes = bytes.span
        while run.start + run.spacesBefore < run.end, bytes[run.start + run.spacesBefore] == 0x20 {
            run.spacesBefore += 1
        }
        while run.end - run.spacesAfter > run.start + run.spacesBefore, bytes[run.end - run.spacesAfter - 1] == 0x20 {
            run.spacesAfter += 1
        }
    }

    private static func measured(_ text: String) -> (isPlain: Bool, width: Int) {
        var isPlain = true
        var width = 0
        for scalar in text.unicodeScalars {
            isPlain = isPlain && PrintableScalar.isPlain(scalar)
            width += 1
        }
        return (isPlain, width)
    }
}

/// Lists of parts with ` · ` between those that are not empty.
extension StyledText {
    /// What is added from here on, up to `endParts`, are the parts, each announced by `part`.
    mutating func beginParts() { firstPart = runs.count }

    mutating func part() { separatorIsDue = runs.count > firstPart }

    mutating func part(_ text: String, _ style: TextStyle = .plain) {
        part()
        add(text, style)
    }

    mutating func endParts() { separatorIsDue = false }

    private mutating func separate() {
        guard separatorIsDue else { return }
        separatorIsDue = false
        runs.append(
            Run(
                start: bytes.count, end: bytes.count + 4, spacesBefore: 1, spacesAfter: 1, width: 3, style: .faint,
                isWhole: false, isColumn: false, isASCII: false, isPlain: true))
        bytes.append(0x20)
        bytes.append(0xC2)
        bytes.append(0xB7)
        bytes.append(0x20)
    }
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
    enum Piece {
        case text(String, TextStyle, isWhole: Bool)
        case column(Int)
    }

    /// Its runs, each with a text of its own.
    var pieces: [Piece] {
        runs.map { $0.isColumn ? .column($0.width) : .text(text(of: $0), $0.style, isWhole: $0.isWhole) }
    }

    func text(of run: Run) -> String { String(decoding: bytes[run.start..<run.end], as: UTF8.self) }

    /// In columns, for text of this program's own that needs no escaping.
    var width: Int { width(of: 0..<runs.count) }

    func width(of part: Range<Int>) -> Int {
        var width = 0
        for index in part where !runs[index].isColumn { width += runs[index].width }
        return width
    }

    /// Its text alone.
    var plain: String {
        runs.reduce(into: "") { text, run in if !run.isColumn { text += self.text(of: run) } }
    }

    /// Removes the faint parts from a run on, where room is short; none where there are no others.
    mutating func removeFaint(from first: Int) {
        if runs[first...].contains(where: { $0.style != .faint || $0.isColumn }) {
            for index in runs.indices[first...].reversed() where runs[index].style == .faint { runs.remove(at: index) }
        }
    }
}
