import Crypto
import Foundation
import Mustache

/// The page's templates, its one style sheet and its one script: the files of Page/, which are in the program.
struct PageTemplates {
    enum Name: String, CaseIterable {
        case head, foot, mark, evidence
        case verdict, sentence, finding, quality, peers, map, negotiation
        case negotiationRow = "negotiation-row"
        case negotiationResult = "negotiation-result"
        case associationsBegin = "associations-begin"
        case associationRows = "association-rows"
        case associationTable = "association-table"
        case associationRow = "association-row"
        case associationsDetails = "associations-details"
        case association, ladder, labels, undrawn, time
        case objectsBegin = "objects-begin"
        case objectsTable = "objects-table"
        case objectsEnd = "objects-end"
        case threads, thread, claims, appendix
        case appendixRules = "appendix-rules"

        var source: String { PageTemplates.file(rawValue + ".mustache") }
    }

    /// Those the page's script draws associations with.
    static let drawn: [Name] = [.associationTable, .associationRow, .association, .ladder, .mark, .evidence]

    static let style = file("page.css")
    static let script = file("page.js")

    /// Nothing may be loaded, nothing sent, and nothing run but the one script (Content Security Policy Level 3).
    static var policy: String {
        "default-src 'none'; style-src '\(digest(style))'; script-src '\(digest(script))'; base-uri 'none'; "
            + "form-action 'none'"
    }

    private let library: MustacheLibrary

    init() {
        var templates: [String: MustacheTemplate] = [:]
        for name in Name.allCases { templates[name.rawValue] = try? Self.template(name) }
        library = MustacheLibrary(templates: templates)
    }

    func render(_ name: Name, _ object: PageObject) -> String {
        library.render(object, withTemplate: name.rawValue) ?? ""
    }

    private static let escapes: Void = MustacheContentTypes.register(PageText(), named: PageText.name)

    /// A partial template begins with the library's own way of escaping, whatever the one around it uses.
    static func template(_ name: Name) throws -> MustacheTemplate {
        _ = Self.escapes
        return try MustacheTemplate(string: "{{% CONTENT_TYPE:\(PageText.name)}}" + name.source)
    }

    static func digest(_ text: String) -> String {
        "sha256-" + Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
    }

    private static func file(_ name: String) -> String {
        EmbeddedPage.files.first { $0.id == name }?.text ?? ""
    }
}
