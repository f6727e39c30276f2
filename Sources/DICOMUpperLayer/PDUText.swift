/// How character fields of PDUs become text. They should be ISO 646; other bytes are read as UTF-8 where they are
/// that, else as ISO 8859-1, so that no byte disappears.
enum PDUText {
    static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        return String(validating: bytes, as: UTF8.self) ?? String(decoding: bytes.map(UInt16.init), as: UTF16.self)
    }

    static func unpadded(_ bytes: [UInt8]) -> String {
        let text = bytes.span
        var end = text.count
        while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0 { end -= 1 }
        var start = 0
        while start < end, text[start] == 0x20 { start += 1 }
        return decoded(bytes[start..<end])
    }

    /// `2AH`, as the standard writes codes.
    static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) + "H"
    }

    /// `00 2A FF`, at most the first 64 bytes.
    static func hexadecimal(_ bytes: ArraySlice<UInt8>) -> String {
        let digits = bytes.prefix(64).map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
        return digits.joined(separator: " ") + (bytes.count > 64 ? " ..." : "")
    }
}
