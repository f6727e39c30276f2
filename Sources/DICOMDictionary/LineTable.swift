/// Lines of text, their fields separated by `|`, in one string literal: it lies in the program as it stands, costs
/// nothing to load, and a name becomes a `String` only when somebody asks for it.
struct LineTable: Sendable {
    let text: String

    /// The field `number` (from 0) of the line that begins at byte `start`; empty where there is none.
    func field(_ number: Int, ofLineAt start: UInt32) -> String {
        let range = bounds(of: number, ofLineAt: start)
        let bytes = text.utf8
        let first = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return String(text[first..<bytes.index(first, offsetBy: range.count)])
    }

    /// Binary search among `count` lines in the order of the bytes of their field `number`.
    func index(of key: String, inField number: Int, count: Int, start: (Int) -> UInt32) -> Int? {
        let (key, text) = (key.utf8Span.span, text.utf8Span.span)
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            switch Self.order(of: key, andField: number, ofLineAt: Int(start(middle)), in: text) {
            case 0: return middle
            case 1: low = middle + 1
            default: high = middle
            }
        }
        return nil
    }

    /// -1, 0 or 1: the key's bytes come before the field's, are the same, come after.
    private static func order(
        of key: Span<UInt8>, andField number: Int, ofLineAt start: Int, in text: Span<UInt8>
    ) -> Int {
        func endsField(_ place: Int) -> Bool {
            place >= text.count || text[place] == UInt8(ascii: "|") || text[place] == UInt8(ascii: "\n")
        }
        var place = start
        for _ in 0..<number {
            while !endsField(place) { place += 1 }
            place += 1
        }
        for index in 0..<key.count {
            if endsField(place) { return 1 }
            if text[place] != key[index] { return key[index] < text[place] ? -1 : 1 }
            place += 1
        }
        return endsField(place) ? 0 : -1
    }

    private func bounds(of number: Int, ofLineAt start: UInt32) -> Range<Int> {
        let bytes = text.utf8Span.span
        var skipped = 0
        var first = Int(start)
        var end = first
        while end < bytes.count, bytes[end] != UInt8(ascii: "\n") {
            if bytes[end] == UInt8(ascii: "|") {
                if skipped == number { break }
                skipped += 1
                first = end + 1
            }
            end += 1
        }
        return skipped == number ? first..<end : end..<end
    }
}
