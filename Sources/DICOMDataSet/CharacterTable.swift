/// Code points by position, from text that lies in the program. U+FFFD and whatever lies beyond the table are `nil`.
struct CharacterTable: Sendable {
    private let points: [UInt16]

    init(_ text: String) {
        points = text.unicodeScalars.lazy.filter { $0 != "\n" }.map { UInt16(truncatingIfNeeded: $0.value) }
    }

    subscript(position: Int) -> Unicode.Scalar? {
        guard points.indices.contains(position), points[position] != 0xFFFD else { return nil }
        return Unicode.Scalar(points[position])
    }
}
