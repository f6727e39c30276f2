import Wording

/// The columns that bytes stand in: offset, length and, where wanted, the bytes in hexadecimal, as many as leave room
/// for what they mean.
struct ByteColumns {
    let showsBytes: Bool
    private let bytesPerLine: Int

    private static let first = 20

    init(showsBytes: Bool, width: Int) {
        self.showsBytes = showsBytes
        bytesPerLine = width >= 140 ? 16 : 8
    }

    /// Where what the bytes mean begins.
    var text: Int { showsBytes ? Self.first + 3 * bytesPerLine + 1 : Self.first }

    func beginning(offset: Int, length: Int, bytes: ArraySlice<UInt8>) -> StyledText {
        var text = StyledText()
        text.column(2)
        text.addWhole(leftPadded(String(offset), to: 8) + leftPadded(String(length), to: 8), .faint)
        if showsBytes, !bytes.isEmpty {
            text.column(Self.first)
            text.addWhole(hexadecimal(bytes.prefix(bytesPerLine)), .doubtful)
        }
        return text
    }

    /// The lines of the bytes behind those of the first line.
    func write(rest bytes: ArraySlice<UInt8>, offset: Int, into layout: inout TextLayout) {
        guard showsBytes else { return }
        var position = bytes.startIndex + bytesPerLine
        while position < bytes.endIndex {
            let end = min(bytes.endIndex, position + bytesPerLine)
            var text = StyledText()
            text.column(2)
            text.addWhole(leftPadded(String(offset + position - bytes.startIndex), to: 8), .faint)
            text.column(Self.first)
            text.addWhole(hexadecimal(bytes[position..<end]), .doubtful)
            layout.line(text, hanging: Self.first)
            position = end
        }
    }
}
