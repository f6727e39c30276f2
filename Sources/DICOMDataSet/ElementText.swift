import ByteReading
import DICOMDictionary

/// An element's value as one line of text.
public enum ElementText {
    /// Text by the character set; numbers and tags by VR and byte order, `\` between them; other bytes as `00 FF`. Line
    /// ends are written `\r` and `\n`, and what is longer than `limit` characters ends in `…`. A value that was not read
    /// (`nil`) is told by its length: `[524288 bytes]`.
    public static func describe(
        _ header: DataElementHeader, value: Span<UInt8>?, characterSet: SpecificCharacterSet, limit: Int = 256
    ) -> String {
        guard let value else { return header.length.map { "[\($0) bytes]" } ?? "[undefined length]" }
        let limit = max(1, limit)
        if header.vr.isText { return text(header.vr, value, characterSet, limit) }
        guard let width = numberWidth(header.vr) else { return hexadecimal(value, limit) }
        var line = Line(limit: limit)
        var index = 0
        while index + width <= value.count, !line.isFull {
            let bits = integer(value, at: index, width: width, header)
            line.add(number(header.vr, bits), separator: "\\")
            index += width
        }
        return line.text
    }

    private static func text(
        _ vr: VR, _ value: Span<UInt8>, _ characterSet: SpecificCharacterSet, _ limit: Int
    ) -> String {
        // No character takes more than 4 bytes, and escape sequences no more than 4 for each.
        let enough = limit.multipliedReportingOverflow(by: 8)
        let count = enough.overflow ? value.count : min(value.count, enough.partialValue)
        let decoded = characterSet.decode(value.extracting(0..<count), vr: vr)
        if count == value.count, decoded.utf8.count <= limit, !hasControls(decoded) {
            return decoded
        }
        var line = Line(limit: limit)
        for character in decoded.unicodeScalars where !line.isFull {
            switch character {
            case "\r": line.add("\\r")
            case "\n": line.add("\\n")
            case "\t": line.add("\\t")
            case "\u{0C}": line.add("\\f")
            default: line.add(String(character))
            }
        }
        return line.text
    }

    private static func hasControls(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        for index in bytes.indices where bytes[index] < 0x20 { return true }
        return false
    }

    private static func hexadecimal(_ value: Span<UInt8>, _ limit: Int) -> String {
        var line = Line(limit: limit)
        var index = 0
        while index < value.count, !line.isFull {
            let digits = String(value[index], radix: 16, uppercase: true)
            line.add(digits.utf8.count < 2 ? "0" + digits : digits, separator: " ")
            index += 1
        }
        return line.text
    }

    /// Of the VRs whose values are read as numbers; the others that have a width are bulk data.
    private static func numberWidth(_ vr: VR) -> Int? {
        switch vr {
        case .otherByte, .otherWord, .otherFloat, .otherDouble, .otherLong, .otherVeryLong: nil
        default: vr.valueWidth
        }
    }

    /// The bits of a number in the machine's order; of a tag, its group above its element.
    private static func integer(
        _ value: Span<UInt8>, at index: Int, width: Int, _ header: DataElementHeader
    ) -> UInt64 {
        if header.vr == .attributeTag, !header.isBigEndian {
            let group = UInt64(value.uint16LittleEndian(at: index) ?? 0)
            return group << 16 | UInt64(value.uint16LittleEndian(at: index + 2) ?? 0)
        }
        var bits: UInt64 = 0
        for byte in 0..<width {
            bits = bits << 8 | UInt64(value[header.isBigEndian ? index + byte : index + width - 1 - byte])
        }
        return bits
    }

    private static func number(_ vr: VR, _ bits: UInt64) -> String {
        switch vr {
        case .signedShort: String(Int16(truncatingIfNeeded: bits))
        case .signedLong: String(Int32(truncatingIfNeeded: bits))
        case .signedVeryLong: String(Int64(bitPattern: bits))
        case .floatingPointSingle: "\(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))"
        case .floatingPointDouble: "\(Double(bitPattern: bits))"
        case .attributeTag: Tag(rawValue: UInt32(truncatingIfNeeded: bits)).description
        default: String(bits)
        }
    }

    /// Text that stops growing at its limit.
    private struct Line {
        private(set) var text = ""
        private(set) var isFull = false
        private var count = 0
        private let limit: Int

        init(limit: Int) { self.limit = limit }

        mutating func add(_ piece: String, separator: String = "") {
            let added = (text.isEmpty ? "" : separator) + piece
            let length = added.unicodeScalars.count
            guard count + length <= limit else {
                text += "…"
                isFull = true
                return
            }
            count += length
            text += added
        }
    }
}
