import Testing

@testable import Reporting

/// What comes from a capture is no markup in a ticket.
@Suite struct MarkdownTextTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:a)", "\\[x\\](javascript:a)"), ("a|b*c_d`e", "a\\|b\\*c\\_d\\`e"),
        ("@everyone #12 !x", "&#64;everyone \\#12 \\!x"), ("see http://x.example", "see http&#58;//x.example"),
        ("www.example.com", "www&#46;example.com"), ("- item", "\\- item"), ("1. item", "&#8203;1. item"),
        ("two\nlines", "two\\\\x0Alines"), ("\u{1B}[31m", "\\\\x1B\\[31m"), ("CT1", "CT1"),
    ])
    func isEscaped(text: String, expected: String) { #expect(MarkdownText.escaped(text) == expected) }

    @Test func codeKeepsItsFence() {
        #expect(MarkdownText.code(StyledText("a`b")) == "`` a`b ``")
        #expect(MarkdownText.code(StyledText("tcp.stream eq 0")) == "`tcp.stream eq 0`")
        #expect(MarkdownText.verbatim(StyledText("```\nx")) == "'''\\x0Ax")
    }
}
