import ByteReading
import DICOMDictionary

/// Specific Character Set (0008,0005) (PS3.3 §C.12.1.1.2): how the text of a data set, or of an item, reads.
///
/// Text never fails: a byte sequence that is no character is U+FFFD, and a byte beyond ASCII for which no set was named is
/// shown as `\xE4`.
public struct SpecificCharacterSet: Hashable, Sendable {
    /// The values as sent, without padding; none is the default repertoire.
    public let terms: [String]
    /// Those that PS3.3 does not define.
    public let unknownTerms: [String]
    let encoding: TextEncoding

    /// The fault of a data set that has one of them.
    public static let unknownTermCode = "data-set/unknown-character-set"

    /// ISO-IR 6, what holds where the element is absent.
    public static let defaultRepertoire = SpecificCharacterSet(terms: [])

    public init(terms: [String]) {
        self.terms = terms
        unknownTerms = terms.filter { TextEncoding($0) == nil }
        // Only the first value tells how text begins; the others announce what escape sequences may switch to, and say so
        // themselves.
        let first = terms.first.flatMap { TextEncoding($0) } ?? .defaultRepertoire
        // Some senders leave the first value empty, or repeat ISO-IR 6, and never switch to the second by an escape
        // sequence; its G1 is free then.
        encoding =
            first == .defaultRepertoire ? first.adopting(terms.dropFirst().compactMap { TextEncoding($0) }) : first
    }

    /// From the element's value.
    public init(value: Span<UInt8>) {
        let bytes = value.array(0..<value.countWithoutPadding)
        let terms = bytes.split(separator: UInt8(ascii: "\\"), omittingEmptySubsequences: false).map { term in
            let begun = term.drop { $0 == 0x20 }
            let end = begun.lastIndex { $0 != 0x20 && $0 != 0 } ?? begun.startIndex - 1
            return String(decoding: begun[...end], as: UTF8.self)
        }
        self.init(terms: terms == [""] ? [] : terms)
    }

    /// The text of a value without its padding, `\` between its values where the VR has several.
    public func decode(_ value: Span<UInt8>, vr: VR) -> String {
        let bytes = value.extracting(0..<value.countWithoutPadding)
        let encoding = vr.isAffectedByCharacterSet ? encoding : .defaultRepertoire
        if encoding.showsASCIIAsItIs(bytes), let text = try? UTF8Span(validating: bytes) {
            return String(copying: text)
        }
        var decoder = TextDecoder(encoding: encoding, delimiters: Self.delimiters(of: vr))
        return decoder.decode(bytes.array(0..<bytes.count))
    }

    /// Before these a switch to another set ends (PS3.5 §6.1.2.5.3).
    static func delimiters(of vr: VR) -> [UInt8] {
        switch vr {
        case .personName: [UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "=")]
        case _ where vr.isMultivaluedText: [UInt8(ascii: "\\")]
        default: []
        }
    }
}

extension Span<UInt8> {
    /// Without the spaces and zero bytes at the end (PS3.5 §6.2).
    var countWithoutPadding: Int {
        var end = count
        while end > 0, self[end - 1] == 0x20 || self[end - 1] == 0 { end -= 1 }
        return end
    }
}
