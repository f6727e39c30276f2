/// Turns the bytes of one text value into characters (PS3.5 §6.1).
struct TextDecoder {
    private let encoding: TextEncoding
    private let delimiters: [UInt8]
    private var g0 = CodeElement.ascii
    private var g1: CodeElement?
    private var text = String.UnicodeScalarView()
    /// Some byte was no character of the set.
    private(set) var hasUndecodable = false

    init(encoding: TextEncoding, delimiters: [UInt8]) {
        self.encoding = encoding
        self.delimiters = delimiters
    }

    mutating func decode(_ bytes: [UInt8]) -> String {
        text = String.UnicodeScalarView()
        switch encoding {
        case .codeExtensions: decodeCodeExtensions(bytes)
        case .utf8: for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars { append(scalar) }
        case .gb18030: decodeGB18030(bytes, hasFourByteCodes: true)
        case .gbk: decodeGB18030(bytes, hasFourByteCodes: false)
        }
        return String(text)
    }

    private mutating func decodeCodeExtensions(_ bytes: [UInt8]) {
        reset()
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == 0x1B, let escape = EscapeSequence(bytes[index...]) {
                switch escape.target {
                case .g0: g0 = escape.element
                case .g1: g1 = escape.element
                }
                index += escape.length
            } else if byte < 0x20 {
                if byte != 0x09 { reset() }
                append(Unicode.Scalar(byte))
                index += 1
            } else if byte < 0x80, !g0.isTwoByte, delimiters.contains(byte) {
                reset()
                append(Unicode.Scalar(byte))
                index += 1
            } else {
                index += takeCharacter(bytes, at: index)
            }
        }
    }

    /// Returns how many bytes it has.
    private mutating func takeCharacter(_ bytes: [UInt8], at index: Int) -> Int {
        let byte = bytes[index]
        guard let element = byte < 0x80 ? g0 : g1 else {
            hasUndecodable = true
            appendEscaped(UInt32(byte))
            return 1
        }
        guard element.isTwoByte else {
            append(byte & 0x60 == 0 ? nil : element.scalar(byte & 0x7F))
            return 1
        }
        // A space, or a second byte of the other half: only the first is spoiled.
        if byte == 0x20 {
            append(" ")
            return 1
        }
        guard index + 1 < bytes.count, (bytes[index + 1] ^ byte) & 0x80 == 0, bytes[index + 1] & 0x7F > 0x20 else {
            append(nil)
            return 1
        }
        append(element.scalar(byte & 0x7F, bytes[index + 1] & 0x7F))
        return 2
    }

    private mutating func decodeGB18030(_ bytes: [UInt8], hasFourByteCodes: Bool) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                append(Unicode.Scalar(byte))
                index += 1
            } else if index + 1 < bytes.count, let scalar = GB18030.scalar(byte, bytes[index + 1]) {
                append(scalar)
                index += 2
            } else if hasFourByteCodes, index + 3 < bytes.count,
                let scalar = GB18030.scalar(byte, bytes[index + 1], bytes[index + 2], bytes[index + 3])
            {
                append(scalar)
                index += 4
            } else {
                append(nil)
                index += 1
            }
        }
    }

    private mutating func reset() {
        guard case .codeExtensions(let g0, let g1) = encoding else { return }
        self.g0 = g0
        self.g1 = g1
    }

    /// Control characters other than those that PS3.5 §6.1.3 allows are shown as bytes, so that text can do nothing to a
    /// terminal.
    private mutating func append(_ scalar: Unicode.Scalar?) {
        switch scalar?.value {
        case nil:
            hasUndecodable = true
            text.append("\u{FFFD}")
        case 0x09?, 0x0A?, 0x0C?, 0x0D?: if let scalar { text.append(scalar) }
        case let value? where value < 0x20 || (value >= 0x7F && value < 0xA0): appendEscaped(value)
        default: if let scalar { text.append(scalar) }
        }
    }

    private mutating func appendEscaped(_ value: UInt32) {
        let digits = String(value, radix: 16, uppercase: true)
        text.append(contentsOf: ("\\x" + (digits.count < 2 ? "0" : "") + digits).unicodeScalars)
    }
}
