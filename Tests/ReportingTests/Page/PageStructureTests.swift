import Crypto
import Foundation
import Testing
import Troubleshooting

@testable import Reporting

/// What holds of every page, whatever capture it tells of.
@Suite struct PageStructureTests {
    /// One of each kind: many associations, losses, hostile text, nothing at all.
    static let captures = [
        "department.pcap", "hostile-text.pcap", "lost-segment.pcap", "http-request.pcap", "move-partly-failed.pcap",
        "contexts-every-result.pcap", "mid-association.pcap", "connection-refused.pcap", "parallel-associations.pcap",
        "rejected-every-reason.pcap", "storage-commitment.pcap", "duplicated-frames.pcap",
    ].filter(RecordedTimeline.captures.contains)

    /// Elements that load nothing, send nothing and run nothing.
    private static let harmless: Set<String> = [
        "html", "head", "meta", "title", "style", "script", "body", "a", "abbr", "article", "b", "button", "caption",
        "circle", "code",
        "dd", "defs", "desc", "details", "div", "dl", "dt", "form", "g", "h1", "h2", "h3", "h4", "header", "input",
        "label", "li", "main", "nav", "ol", "option", "output", "p", "path", "pattern", "rect", "section", "select",
        "span", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "tr", "tspan", "ul",
    ]

    @Test(arguments: captures, [0, 80])
    func isWellFormedAndSelfContained(capture: String, mostDrawn: Int) throws {
        let page = try RecordedPage.written(RecordedPage.report(capture), limits: .init(drawn: mostDrawn))
        let markup = PageMarkup(page)
        #expect(markup.fault == nil)
        #expect(Set(markup.elements.map(\.name)).subtracting(Self.harmless).isEmpty)

        let ids = markup.values(of: "id")
        #expect(Set(ids).count == ids.count)
        for target in markup.values(of: "href") {
            #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())), "no target: \(target)")
        }
        for reference in ["aria-labelledby", "aria-describedby", "for"].flatMap(markup.values(of:)) {
            #expect(ids.contains(reference))
        }
        let attributes = Set(markup.elements.flatMap(\.attributes.keys))
        #expect(attributes.filter { $0.hasPrefix("on") }.isEmpty)
        #expect(
            attributes.isDisjoint(with: ["src", "srcset", "style", "xlink:href", "action", "formaction", "background"]))
    }

    @Test(arguments: captures)
    func controlCharactersAreShownByTheirNumbers(capture: String) throws {
        let page = try RecordedPage.written(
            RecordedPage.report(capture, showsPatientData: true), limits: .init(drawn: 1))
        for scalar in page.unicodeScalars where scalar != "\n" {
            if !PrintableScalar.isVisible(scalar) { Issue.record("\(PrintableScalar.number(scalar)) in \(capture)") }
        }
    }

    @Test func thePolicyAllowsTheOneStyleAndTheOneScript() throws {
        let page = try RecordedPage.written(
            RecordedPage.report("department.pcap"), limits: .init(drawn: 2, rows: 2))
        let markup = PageMarkup(page)
        let policy = try #require(
            markup.named("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?.attributes[
                "content"])
        let run = markup.scripts.filter { !$0.attributes.contains("type=") }
        #expect(run.count == 1)
        let digests = try [markup.style, #require(run.first).text].map { text in
            "'sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString() + "'"
        }
        #expect(
            policy
                == "default-src 'none'; style-src \(digests[0]); script-src \(digests[1]); base-uri 'none'; form-action 'none'"
        )
        for other in markup.scripts where other.attributes.contains("type=") {
            #expect(other.attributes.contains("text/x-mustache") || other.attributes.contains("application/zlib"))
        }
    }

    @Test func sectionsStandInTheOrderOfTheIssue() throws {
        let markup = PageMarkup(try RecordedPage.written(RecordedPage.report("department.pcap")))
        #expect(
            markup.named("section").compactMap { $0.attributes["id"] } == [
                "verdict", "quality", "peers", "negotiation", "associations", "time", "objects", "threads", "appendix",
            ])
        #expect(markup.named("main").count == 1)
        #expect(markup.named("h1").count == 1)
        // Every drawing has a name, every region that scrolls can be reached and has one, too.
        #expect(
            markup.named("svg").allSatisfy { svg in
                ["aria-labelledby", "aria-label", "aria-hidden"].contains { svg.attributes[$0] != nil }
            })
        for region in markup.elements where region.attributes["class"]?.hasPrefix("scroll") == true {
            #expect(region.attributes["tabindex"] == "0" && region.attributes["aria-label"]?.isEmpty == false)
        }
    }

    @Test func theSameCaptureGivesTheSamePage() throws {
        let first = try RecordedPage.written(RecordedPage.report("department.pcap"))
        #expect(try RecordedPage.written(RecordedPage.report("department.pcap")) == first)
    }

    @Test func eachTemplateIsReadAndLeavesNothingUnfilled() throws {
        for name in PageTemplates.Name.allCases {
            #expect(!name.source.isEmpty, "\(name) is not in the program")
            _ = try PageTemplates.template(name)
            // `{{{style}}}`, `{{{script}}}` and what is packed in base64 alone go into the page as they are.
            let unescaped = name.source.components(separatedBy: "{{{").dropFirst().map { $0.prefix { $0 != "}" } }
            #expect(unescaped.allSatisfy { Self.unescaped[name] == String($0) })
        }
        // A backslash of the script is one in the program, and the elements that hold both are not closed by them.
        #expect(!PageTemplates.style.contains("</") && !PageTemplates.script.contains("</script"))
    }

    /// WCAG 2.2 §1.4.3, in light, in dark and on paper.
    @Test func everyInkCanBeReadOnEveryGround() throws {
        func luminance(_ color: Substring) -> Double {
            let digits = color.count == 3 ? color.flatMap { [$0, $0] } : Array(color)
            let parts = stride(from: 0, to: 6, by: 2).map { place in
                let part = Double(Int(String(digits[place..<place + 2]), radix: 16) ?? 0) / 255
                return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let themes = PageTemplates.style.matches(of: /:root \{([^}]*)\}/).map { theme in
            Dictionary(
                uniqueKeysWithValues: theme.output.1.matches(of: /--(\w+): #([0-9a-f]+)/).map {
                    ($0.output.1, luminance($0.output.2))
                })
        }
        #expect(themes.count == 3)
        for theme in themes {
            for ink in ["ink", "soft", "link", "good", "doubtful", "bad", "note"] {
                for ground in ["paper", "raised", "mark"] {
                    let pair = [try #require(theme[ink[...]]), try #require(theme[ground[...]])].sorted()
                    #expect((pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, "\(ink) on \(ground)")
                }
            }
        }
    }

    private static let unescaped: [PageTemplates.Name: String] = [
        .head: "style", .foot: "script", .associationRows: "packed", .undrawn: "packed", .labels: "packed",
    ]

    @Test func unmaskedPatientDataIsAnnounced() throws {
        let page = try RecordedPage.written(RecordedPage.report("department.pcap", showsPatientData: true))
        #expect(page.contains("This report shows patient data"))
        #expect(
            try !RecordedPage.written(RecordedPage.report("department.pcap")).contains("This report shows patient data")
        )
    }
}
