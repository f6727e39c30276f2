import Testing

@testable import Reporting

/// Whatever a capture holds, a terminal is not steered by it.
@Suite struct HostileTextTests {
    private func line(_ text: String, unicode: Bool = true, color: Bool = false) -> String {
        var layout = TextLayout(Terminal(width: 200, usesColor: color, usesUnicode: unicode))
        layout.line(StyledText(text), hanging: 0)
        return String(decoding: layout.take(), as: UTF8.self)
    }

    @Test(arguments: [
        ("\u{1B}[2J\u{1B}]0;owned\u{07}", "\\x1B[2J\\x1B]0;owned\\x07\n"),
        ("a\nb\rc\td", "a\\x0Ab\\x0Dc\\x09d\n"),
        ("\u{202E}gpj.exe\u{2066}", "\\u{202E}gpj.exe\\u{2066}\n"),
        ("zero\u{200B}width\u{FEFF}", "zero\\u{200B}width\\u{FEFF}\n"),
        ("C1 \u{9B}31m \u{85}", "C1 \\x9B31m \\x85\n"),
        ("tag \u{E0041} private \u{E000} none \u{378}", "tag \\u{E0041} private \\u{E000} none \\u{378}\n"),
        ("nb\u{A0}sp line\u{2028}end", "nb\\xA0sp line\\u{2028}end\n"),
        ("filler \u{3164}\u{115F} joiner \u{34F}", "filler \\u{3164}\\u{115F} joiner \\u{34F}\n"),
        ("山田^太郎 Ünal", "山田^太郎 Ünal\n"),
        ("\0\u{7F}", "\\x00\\x7F\n"),
    ])
    func isShownByItsNumbers(text: String, expected: String) {
        #expect(line(text) == expected)
    }

    @Test func noControlCharacterOfAnyKindGetsThrough() {
        for value in (0 as UInt32)...0x2FFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for text in [line(String(scalar), color: false), line(String(scalar), unicode: false)] {
                for shown in text.unicodeScalars.dropLast() { #expect(PrintableScalar.isVisible(shown)) }
            }
        }
    }

    @Test func asciiOnlyIsASCIIOnly() {
        #expect(line("A → B · Müller × 3 …", unicode: false) == "A -> B | M\\xFCller x 3 ...\n")
    }

    @Test func marksDoNotPileUp() {
        let text = line("a" + String(repeating: "\u{301}", count: 10))
        #expect(text.unicodeScalars.filter { $0 == "\u{301}" }.count == TextLayout.mostMarks)
    }

    @Test func theOnlyEscapeSequencesAreOurStyles() {
        var layout = TextLayout(Terminal(usesColor: true))
        layout.line(StyledText("\u{1B}[31mred", .bad), hanging: 0)
        #expect(String(decoding: layout.take(), as: UTF8.self) == "\u{1B}[1;31m\\x1B[31mred\u{1B}[0m\n")
    }

    @Test func endlessTextIsCut() {
        let text = line(String(repeating: "x ", count: 100_000))
        #expect(text.utf8.count < 3000)
        #expect(text.hasSuffix("…\n"))
    }

    @Test func oneLineForDiagnostics() {
        #expect(PrintableText.oneLine("no\nsuch \u{1B}file") == "no\\x0Asuch \\x1Bfile")
    }
}
