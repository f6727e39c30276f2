/// What a defined term of Specific Character Set stands for.
enum TextEncoding: Hashable, Sendable {
    /// ISO 2022 with these sets in G0 and G1 where nothing else was switched to.
    case codeExtensions(g0: CodeElement, g1: CodeElement?)
    case utf8
    /// With four-byte codes, or without.
    case gb18030
    case gbk

    static let defaultRepertoire = TextEncoding.codeExtensions(g0: .ascii, g1: nil)

    /// `nil` for what PS3.3 Tables C.12-2 to C.12-5 do not list.
    init?(_ term: String) {
        switch term {
        case "", "ISO_IR 6", "ISO 2022 IR 6": self = .defaultRepertoire
        case "ISO_IR 13", "ISO 2022 IR 13": self = .codeExtensions(g0: .romaji, g1: .katakana)
        case "ISO_IR 100", "ISO 2022 IR 100": self = .codeExtensions(g0: .ascii, g1: .latin1)
        case "ISO_IR 101", "ISO 2022 IR 101": self = .codeExtensions(g0: .ascii, g1: .latin2)
        case "ISO_IR 109", "ISO 2022 IR 109": self = .codeExtensions(g0: .ascii, g1: .latin3)
        case "ISO_IR 110", "ISO 2022 IR 110": self = .codeExtensions(g0: .ascii, g1: .latin4)
        case "ISO_IR 144", "ISO 2022 IR 144": self = .codeExtensions(g0: .ascii, g1: .cyrillic)
        case "ISO_IR 127", "ISO 2022 IR 127": self = .codeExtensions(g0: .ascii, g1: .arabic)
        case "ISO_IR 126", "ISO 2022 IR 126": self = .codeExtensions(g0: .ascii, g1: .greek)
        case "ISO_IR 138", "ISO 2022 IR 138": self = .codeExtensions(g0: .ascii, g1: .hebrew)
        case "ISO_IR 148", "ISO 2022 IR 148": self = .codeExtensions(g0: .ascii, g1: .latin5)
        case "ISO_IR 166", "ISO 2022 IR 166": self = .codeExtensions(g0: .ascii, g1: .thai)
        case "ISO_IR 203", "ISO 2022 IR 203": self = .codeExtensions(g0: .ascii, g1: .latin9)
        // In G0, hence by escape sequence only.
        case "ISO 2022 IR 87", "ISO 2022 IR 159": self = .defaultRepertoire
        case "ISO 2022 IR 149": self = .codeExtensions(g0: .ascii, g1: .ksX1001)
        case "ISO 2022 IR 58": self = .codeExtensions(g0: .ascii, g1: .gb2312)
        case "ISO_IR 192": self = .utf8
        case "GB18030": self = .gb18030
        case "GBK": self = .gbk
        default: return nil
        }
    }

    /// With G1 taken from the only one of `others` that has it.
    func adopting(_ others: [TextEncoding]) -> TextEncoding {
        guard case .codeExtensions(let g0, nil) = self else { return self }
        let candidates = others.compactMap { other in
            if case .codeExtensions(_, let g1?) = other { g1 } else { CodeElement?.none }
        }
        return candidates.count == 1 ? .codeExtensions(g0: g0, g1: candidates.first) : self
    }

    /// Whether the bytes are ASCII's printing characters, and stand for themselves.
    func showsASCIIAsItIs(_ bytes: Span<UInt8>) -> Bool {
        let isRomaji = if case .codeExtensions(.romaji, _) = self { true } else { false }
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte >= 0x20, byte < 0x7F, !isRomaji || (byte != 0x5C && byte != 0x7E) else { return false }
        }
        return true
    }
}
