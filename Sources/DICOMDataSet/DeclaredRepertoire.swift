import DICOMDictionary

/// What characters text may have by the Specific Character Set that is declared for it (PS3.5 §6.1.2, PS3.3
/// §C.12.1.1.2). Worked out once for all the text of an item.
struct DeclaredRepertoire {
    let set: SpecificCharacterSet
    private let isDefault: Bool
    private let hasExtensions: Bool
    /// What escape sequences may switch to.
    private let extensions: Set<CodeElement>

    /// How text can be at odds with it.
    enum Violation {
        /// Bytes beyond ASCII where no set was declared.
        case undeclared
        /// Bytes that are no characters of the set.
        case undecodable
        /// UTF-8 where another set was declared.
        case utf8
        /// An escape sequence that no declared set allows.
        case escape
    }

    init(_ set: SpecificCharacterSet) {
        self.set = set
        isDefault = set.terms.allSatisfy { TextEncoding($0) == .defaultRepertoire && Self.byEscapeOnly($0) == nil }
        hasExtensions = set.terms.contains { $0.hasPrefix("ISO 2022") }
        // The way back to ASCII, and to its Japanese variant, is taken with or without a word.
        extensions = set.terms.reduce(into: [.ascii, .romaji]) { $0.formUnion(Self.elements(of: $1)) }
    }

    /// A defined term is unknown: nothing can be said of text.
    var isUnknown: Bool { !set.unknownTerms.isEmpty }

    /// Of text with bytes beyond ASCII or escape sequences in it.
    func violation(in value: Span<UInt8>, vr: VR) -> Violation? {
        guard !isUnknown else { return nil }
        let bytes = value.array(0..<value.countWithoutPadding)
        if bytes.contains(0x1B), !allowsEscapes(of: bytes) { return .escape }
        let isUTF8 = (try? UTF8Span(validating: bytes.span)) != nil
        if set.encoding == .utf8 { return isUTF8 ? nil : .undecodable }
        guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        if isDefault { return .undeclared }
        guard isDecodable(bytes, vr: vr) else { return isUTF8 ? .utf8 : .undecodable }
        return isUTF8 && isOneByteLatin && Self.hasTwoByteLatin(bytes) ? .utf8 : nil
    }

    private func allowsEscapes(of bytes: [UInt8]) -> Bool {
        hasExtensions
            && bytes.indices.allSatisfy { index in
                bytes[index] != 0x1B || EscapeSequence(bytes[index...]).map { extensions.contains($0.element) } == true
            }
    }

    private static func elements(of term: String) -> [CodeElement] {
        if let element = byEscapeOnly(term) { return [element] }
        guard case .codeExtensions(let g0, let g1)? = TextEncoding(term) else { return [] }
        return [g0] + (g1.map { [$0] } ?? [])
    }

    /// Sets that stand in G0, where text never begins with them.
    private static func byEscapeOnly(_ term: String) -> CodeElement? {
        switch term {
        case "ISO 2022 IR 87": .jisX0208
        case "ISO 2022 IR 159": .jisX0212
        default: nil
        }
    }

    private var isOneByteLatin: Bool {
        guard set.terms.count == 1, case .codeExtensions(.ascii, let g1?) = set.encoding else { return false }
        return [.latin1, .latin2, .latin3, .latin4, .latin5, .latin9].contains(g1)
    }

    /// In UTF-8, C3H begins the accented letters of Western Europe; read as Latin they are two odd characters each.
    private static func hasTwoByteLatin(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropLast().contains { bytes[$0] == 0xC3 && (0xA1...0xBF).contains(bytes[$0 + 1]) }
    }

    private func isDecodable(_ bytes: [UInt8], vr: VR) -> Bool {
        var decoder = TextDecoder(encoding: set.encoding, delimiters: SpecificCharacterSet.delimiters(of: vr))
        _ = decoder.decode(bytes)
        return !decoder.hasUndecodable
    }
}
