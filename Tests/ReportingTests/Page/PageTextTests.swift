import Testing

@testable import Reporting

/// Nothing a capture holds becomes markup.
@Suite struct PageTextTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\"'&", "&quot;&#39;&amp;"),
        // A combining mark makes one grapheme cluster with what stands before it.
        ("\"\u{301}<\u{338}", "&quot;\u{301}&lt;\u{338}"),
        ("{{{script}}}", "{{{script}}}"),
        ("\u{1B}[2J\u{202E}\u{2066}\u{9B}", "\\x1B[2J\\u{202E}\\u{2066}\\x9B"),
        ("two\nlines", "two lines"),
        ("山田 Ünal", "山田 Ünal"),
    ])
    func isEscaped(text: String, expected: String) { #expect(PageText.escaped(text) == expected) }

    @Test func endlessTextIsCutAndMarksDoNotPileUp() {
        #expect(PageText.escaped(String(repeating: "<", count: 100_000)).utf8.count < 5 * PageText.longest)
        #expect(
            PageText.harmless("a" + String(repeating: "\u{301}", count: 50)).unicodeScalars.count == 1
                + TextLayout.mostMarks)
    }

    @Test func templatesEscapeInPartialsToo() {
        let hostile = "\"\u{301}><i>{{word}}"
        let mark = PageObject { page in
            page.text("tone", hostile)
            page.text("glyph", hostile)
            page.text("word", hostile)
        }
        let row = PageObject { page in
            page.object("mark", mark)
            page.text("between", hostile)
        }
        let page = PageTemplates().render(.associationRow, row)
        #expect(!page.contains("<i>") && !page.contains("\"\u{301}"))
        #expect(page.contains("&quot;\u{301}&gt;&lt;i&gt;{{word}}"))
    }

    @Test func aNameWithoutValueIsNotLookedForInWhatSurroundsIt() {
        let outer = PageObject { page in
            page.text("remedy", "of another")
            page.flag("hasConsequences", true)
            page.list("consequences", [PageObject { $0.text("title", "inner") }])
        }
        let page = PageTemplates().render(.finding, outer)
        #expect(page.components(separatedBy: "of another").count == 2)
    }

    @Test func packedDataCannotEndItsElementAndIsUnpackedAsItWas() throws {
        var json = JSONWriter()
        json.pageObject(PageObject { $0.text("text", "</script><!--<script>\u{2028}\u{202E}\"\\") })
        let plain = json.take()
        let packed = PackedData.text(plain)
        #expect(packed.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0)) })
        #expect(try RecordedPage.unpacked(packed) == plain)
    }
}
