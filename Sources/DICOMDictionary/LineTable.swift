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
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            switch order(of: key, andField: number, ofLineAt: start(middle)) {
            case 0: return middle
            case 1: low = middle + 1
            default: high = middle
            }
        }
        return nil
    }

    /// -1, 0 or 1: the key's bytes come before the field's, are the same, come after.
    private func order(of key: String, andField number: Int, ofLineAt start: UInt32) -> Int {
        let range = bounds(of: number, ofLineAt: start)
        let field = text.utf8Span.span.extracting(range)
        let key = key.utf8Span.span
        for index in 0..<min(field.count, key.count) where field[index] != key[index] {
            return key[index] < field[index] ? -1 : 1
        }
        return (key.count - field.count).signum()
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
