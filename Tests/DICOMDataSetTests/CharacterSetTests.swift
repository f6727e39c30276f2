import DICOMDataSet
import DICOMDictionary
import Testing

/// The examples of PS3.5 Annexes H, I, J and K, and what senders make of them.
struct CharacterSetTests {
    private func name(_ bytes: [UInt8], _ terms: String..., vr: VR = .personName) -> String {
        SpecificCharacterSet(terms: terms).decode(bytes.span, vr: vr)
    }

    private func set(_ bytes: [UInt8]) -> SpecificCharacterSet { SpecificCharacterSet(value: bytes.span) }

    private func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    private let yamada: [UInt8] =
        [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x42, 0x5E]
        + [0x1B, 0x24, 0x42, 0x42, 0x40, 0x4F, 0x3A, 0x1B, 0x28, 0x42, 0x3D]
        + [0x1B, 0x24, 0x42, 0x24, 0x64, 0x24, 0x5E, 0x24, 0x40, 0x1B, 0x28, 0x42, 0x5E]
        + [0x1B, 0x24, 0x42, 0x24, 0x3F, 0x24, 0x6D, 0x24, 0x26, 0x1B, 0x28, 0x42]

    @Test func japaneseH31() {
        #expect(name(ascii("Yamada^Tarou=") + yamada, "", "ISO 2022 IR 87") == "Yamada^Tarou=山田^太郎=やまだ^たろう")
    }

    @Test func japaneseH32WithKatakana() {
        let bytes: [UInt8] =
            [0xD4, 0xCF, 0xC0, 0xDE, 0x5E, 0xC0, 0xDB, 0xB3, 0x3D]
            + [0x1B, 0x24, 0x42, 0x3B, 0x33, 0x45, 0x44, 0x1B, 0x28, 0x4A, 0x5E]
            + [0x1B, 0x24, 0x42, 0x42, 0x40, 0x4F, 0x3A, 0x1B, 0x28, 0x4A, 0x3D]
            + [0x1B, 0x24, 0x42, 0x24, 0x64, 0x24, 0x5E, 0x24, 0x40, 0x1B, 0x28, 0x4A, 0x5E]
            + [0x1B, 0x24, 0x42, 0x24, 0x3F, 0x24, 0x6D, 0x24, 0x26, 0x1B, 0x28, 0x4A]
        #expect(name(bytes, "ISO 2022 IR 13", "ISO 2022 IR 87") == "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう")
    }

    @Test func japaneseSupplement() {
        // 丂, row 16 cell 1 of JIS X 0212.
        let bytes: [UInt8] = [0x1B, 0x24, 0x28, 0x44, 0x30, 0x21, 0x1B, 0x28, 0x42]
        #expect(name(bytes, "", "ISO 2022 IR 159") == "丂")
    }

    @Test func koreanI2() {
        let escape: [UInt8] = [0x1B, 0x24, 0x29, 0x43]
        let bytes =
            ascii("Hong^Gildong=") + escape + [0xFB, 0xF3, 0x5E] + escape + [0xD1, 0xCE, 0xD4, 0xD7, 0x3D] + escape
            + [0xC8, 0xAB, 0x5E] + escape + [0xB1, 0xE6, 0xB5, 0xBF]
        #expect(name(bytes, "", "ISO 2022 IR 149") == "Hong^Gildong=洪^吉洞=홍^길동")
        // Without the escape sequences that the standard asks for after each delimiter.
        let bare = ascii("Hong^Gildong=") + [0xFB, 0xF3, 0x5E, 0xD1, 0xCE, 0xD4, 0xD7]
        #expect(name(bare, "", "ISO 2022 IR 149") == "Hong^Gildong=洪^吉洞")
    }

    @Test func chineseJ() {
        let unicode = "Wang^XiaoDong=王^小東="
        #expect(name(ascii(unicode), "ISO_IR 192") == unicode)
        let bytes = ascii("Wang^XiaoDong=") + [0xCD, 0xF5, 0x5E, 0xD0, 0xA1, 0xB6, 0xAB, 0x3D]
        #expect(name(bytes, "GB18030") == "Wang^XiaoDong=王^小东=")
        #expect(name(bytes, "GBK") == "Wang^XiaoDong=王^小东=")
        let escape: [UInt8] = [0x1B, 0x24, 0x29, 0x41]
        let switched =
            ascii("Zhang^XiaoDong=") + escape + [0xD5, 0xC5, 0x5E] + escape + [0xD0, 0xA1, 0xB6, 0xAB, 0x3D]
        #expect(name(switched, "", "ISO 2022 IR 58") == "Zhang^XiaoDong=张^小东=")
        #expect(name([0x81, 0x30, 0x81, 0x30, 0x95, 0x32, 0x82, 0x36], "GB18030") == "\\x80𠀀")
        // The second byte of 昞 is a backslash, which separates nothing.
        #expect(name([0x95, 0x5C], "GB18030", vr: .longString) == "昞")
    }

    @Test func singleByteSets() {
        #expect(name([0x42, 0x75, 0x63, 0x5E, 0x4A, 0xE9, 0x72, 0xF4, 0x6D, 0x65], "ISO_IR 100") == "Buc^Jérôme")
        #expect(name([0xC4, 0x6E, 0x65, 0x61, 0x73, 0x5E, 0x52, 0xFC, 0x64], "ISO_IR 100") == "Äneas^Rüd")
        #expect(name([0x57, 0x61, 0xB3, 0xEA, 0x73, 0x61], "ISO_IR 101") == "Wałęsa")
        #expect(
            name([0xC4, 0xE9, 0xEF, 0xED, 0xF5, 0xF3, 0xE9, 0xEF, 0xF2], "ISO_IR 126") == "Διονυσιος")
        #expect(
            name([0xBB, 0xEE, 0xDA, 0x63, 0x65, 0xDC, 0xD1, 0xE3, 0xE0, 0xD3], "ISO_IR 144") == "Люкceмбург")
        #expect(
            name([0xE2, 0xC8, 0xC7, 0xE6, 0xEA, 0x5E, 0xE4, 0xE6, 0xD2, 0xC7, 0xD1], "ISO_IR 127") == "قباني^لنزار")
        #expect(
            name([0xF9, 0xF8, 0xE5, 0xEF, 0x5E, 0xE3, 0xE1, 0xE5, 0xF8, 0xE4], "ISO_IR 138") == "שרון^דבורה")
        #expect(name([0xB9, 0xD2, 0xC1], "ISO_IR 166") == "นาม")
        #expect(name([0xDD, 0xFD], "ISO_IR 148") == "İı")
        #expect(name([0xE6], "ISO_IR 109") == "ĉ")
        #expect(name([0xB3], "ISO_IR 110") == "ŗ")
        #expect(name([0xA4], "ISO_IR 203") == "€")
        #expect(name([0x5C, 0x7E], "ISO_IR 13", vr: .longText) == "¥‾")
    }

    @Test func codeExtensionsEndAtDelimiters() {
        let greek: [UInt8] = [0x1B, 0x2D, 0x46, 0xC4]
        #expect(name(greek + [0x5E, 0xC4], "ISO 2022 IR 100", "ISO 2022 IR 126") == "Δ^Ä")
        #expect(name(greek + [0x5C, 0xC4], "ISO 2022 IR 100", "ISO 2022 IR 126", vr: .longString) == "Δ\\Ä")
        #expect(name(greek + [0x0D, 0x0A, 0xC4], "ISO 2022 IR 100", "ISO 2022 IR 126", vr: .longText) == "Δ\r\nÄ")
        // Not a delimiter there.
        #expect(name(greek + [0x5E, 0xC4], "ISO 2022 IR 100", "ISO 2022 IR 126", vr: .longString) == "Δ^Δ")
    }

    @Test func unknownTermsAndUndeclaredBytes() {
        let set = self.set(ascii("ISO-IR 100\\ISO 2022 IR 87 "))
        #expect(set.unknownTerms == ["ISO-IR 100"])
        #expect(name([0x4A, 0xE9], "ISO-IR 100", "ISO 2022 IR 87") == "J\\xE9")
        #expect(name([0x4A, 0xE9]) == "J\\xE9")
        #expect(name([0x4A, 0xE9], "ISO_IR 100", vr: .codeString) == "J\\xE9")
        #expect(self.set([]) == .defaultRepertoire)
        #expect(self.set(ascii(" ")).unknownTerms == [])
    }

    @Test func nothingIsUnsafeForATerminal() {
        #expect(name([0x1B, 0x5B, 0x32, 0x4A]) == "\\x1B[2J")
        #expect(name([0xC2, 0x9B], "ISO_IR 192") == "\\x9B")
        #expect(name([0x00, 0x41, 0x00]) == "\\x00A")
    }

    @Test func malformedBytesAreReplaced() {
        #expect(name([0xFF, 0x41], "ISO_IR 192") == "\u{FFFD}A")
        #expect(name([0xCD], "GB18030") == "\u{FFFD}")
        #expect(name([0x80, 0xFF], "GBK") == "\u{FFFD}\u{FFFD}")
        #expect(name([0x1B, 0x24, 0x42, 0x3B]) == "\u{FFFD}")
        #expect(name([0xFB], "", "ISO 2022 IR 149") == "\u{FFFD}")
        #expect(name([0x85], "ISO_IR 100") == "\u{FFFD}")
    }

    @Test func noBytesCrash() {
        let terms = [
            "", "ISO_IR 13", "ISO_IR 100", "ISO_IR 127", "ISO_IR 166", "ISO 2022 IR 149", "ISO 2022 IR 58",
            "ISO_IR 192",
            "GB18030", "GBK",
        ]
        var random = SeededGenerator(state: 3)
        for term in terms {
            let set = SpecificCharacterSet(terms: [term])
            for _ in 0..<200 {
                var bytes = (0..<24).map { _ in UInt8.random(in: 0...255, using: &random) }
                if Bool.random(using: &random) { bytes.replaceSubrange(3..<6, with: [0x1B, 0x24, 0x42]) }
                for vr: VR in [.personName, .longString, .longText] { _ = set.decode(bytes.span, vr: vr) }
            }
        }
    }
}
