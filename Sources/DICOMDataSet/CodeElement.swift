/// A registered character set as a code element, G0 or G1, of ISO 2022 (PS3.3 §C.12.1.1.2, Tables C.12-2 to C.12-4).
enum CodeElement: Equatable {
    case ascii
    /// JIS X 0201 in G0, ISO-IR 14.
    case romaji
    /// JIS X 0201 in G1, ISO-IR 13.
    case katakana
    case latin1, latin2, latin3, latin4, cyrillic, arabic, greek, hebrew, latin5, thai, latin9
    case jisX0208, jisX0212, ksX1001, gb2312

    /// Of 94 rows of 94 characters each.
    var isTwoByte: Bool {
        switch self {
        case .jisX0208, .jisX0212, .ksX1001, .gb2312: true
        default: false
        }
    }

    /// A character of one byte; `code` is 20H to 7FH, the eighth bit taken off.
    func scalar(_ code: UInt8) -> Unicode.Scalar? {
        switch self {
        case .ascii: code < 0x7F ? Unicode.Scalar(code) : nil
        case .romaji: code == 0x5C ? "¥" : code == 0x7E ? "‾" : code < 0x7F ? Unicode.Scalar(code) : nil
        case .katakana: code > 0x20 && code < 0x60 ? Unicode.Scalar(0xFF40 + UInt32(code)) : nil
        default: table?[Int(code) - 0x20]
        }
    }

    /// A character of two bytes, their eighth bits taken off.
    func scalar(_ row: UInt8, _ cell: UInt8) -> Unicode.Scalar? {
        guard (0x21...0x7E).contains(row), (0x21...0x7E).contains(cell) else { return nil }
        if self == .gb2312 { return GB18030.scalar(row | 0x80, cell | 0x80) }
        return table?[(Int(row) - 0x21) * 94 + Int(cell) - 0x21]
    }

    private var table: CharacterTable? {
        switch self {
        case .latin1: CharacterTables.latin1
        case .latin2: CharacterTables.latin2
        case .latin3: CharacterTables.latin3
        case .latin4: CharacterTables.latin4
        case .cyrillic: CharacterTables.cyrillic
        case .arabic: CharacterTables.arabic
        case .greek: CharacterTables.greek
        case .hebrew: CharacterTables.hebrew
        case .latin5: CharacterTables.latin5
        case .thai: CharacterTables.thai
        case .latin9: CharacterTables.latin9
        case .jisX0208: CharacterTables.jisX0208
        case .jisX0212: CharacterTables.jisX0212
        case .ksX1001: CharacterTables.ksX1001
        case .ascii, .romaji, .katakana, .gb2312: nil
        }
    }
}

/// GB 18030 and its part with no more than two bytes a character, GBK.
enum GB18030 {
    static func scalar(_ lead: UInt8, _ trail: UInt8) -> Unicode.Scalar? {
        guard (0x81...0xFE).contains(lead), (0x40...0xFE).contains(trail), trail != 0x7F else { return nil }
        let column = Int(trail) - (trail < 0x7F ? 0x40 : 0x41)
        return CharacterTables.gbk[(Int(lead) - 0x81) * 190 + column]
    }

    static func scalar(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> Unicode.Scalar? {
        guard (0x81...0xFE).contains(first), (0x30...0x39).contains(second), (0x81...0xFE).contains(third),
            (0x30...0x39).contains(fourth)
        else { return nil }
        let code =
            (UInt32(first) - 0x81) * 12_600 + (UInt32(second) - 0x30) * 1260 + (UInt32(third) - 0x81) * 10
            + UInt32(fourth) - 0x30
        if code >= 189_000 { return Unicode.Scalar(code - 189_000 + 0x10000) }
        guard let run = CharacterTables.fourByteRuns.last(where: { $0.code <= code }), run.point != 0 else {
            return nil
        }
        return Unicode.Scalar(run.point + code - run.code)
    }
}
