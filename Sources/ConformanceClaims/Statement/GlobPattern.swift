/// Text in which `*` stands for any characters, also none, and `?` for one.
public struct GlobPattern: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    private let scalars: [Unicode.Scalar]

    public init(_ text: String) {
        description = text
        scalars = Array(text.unicodeScalars)
    }

    public var isLiteral: Bool { !description.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }

    /// In time no worse than the product of both lengths, whatever the pattern.
    public func matches(_ text: String) -> Bool {
        let pattern = scalars
        let text = Array(text.unicodeScalars)
        var place = 0
        var index = 0
        var star: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if place < pattern.count, pattern[place] == "?" || pattern[place] == text[index] {
                place += 1
                index += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                place = last.place + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
