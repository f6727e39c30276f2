import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A page taken apart by a parser of XML, which is stricter than any browser. The contents of style and script are not
/// markup and are left out.
final class PageMarkup: NSObject, XMLParserDelegate {
    struct Element: Hashable {
        var name: String
        var attributes: [String: String]
    }

    private(set) var elements: [Element] = []
    private(set) var text = ""
    private(set) var fault: String?
    /// What stands in the style element and in the script elements.
    let style: String
    let scripts: [(attributes: String, text: String)]

    init(_ page: String) {
        var page = page.replacing("<!DOCTYPE html>\n", with: "")
        style = Self.cut("style", from: &page).first?.text ?? ""
        scripts = Self.cut("script", from: &page)
        super.init()
        let parser = XMLParser(data: Data(page.utf8))
        parser.delegate = self
        if !parser.parse() {
            fault = "line \(parser.lineNumber), column \(parser.columnNumber): \(parser.parserError as Any)"
        }
    }

    private static func cut(_ name: String, from page: inout String) -> [(attributes: String, text: String)] {
        var found: [(attributes: String, text: String)] = []
        var rest = page[...]
        var kept = ""
        while let start = rest.range(of: "<\(name)"), let open = rest[start.upperBound...].firstIndex(of: ">"),
            let end = rest[open...].range(of: "</\(name)>")
        {
            found.append(
                (String(rest[start.upperBound..<open]), String(rest[rest.index(after: open)..<end.lowerBound])))
            kept += rest[..<start.lowerBound] + "<\(name)/>"
            rest = rest[end.upperBound...]
        }
        page = kept + rest
        return found
    }

    func named(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func values(of attribute: String) -> [String] { elements.compactMap { $0.attributes[attribute] } }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
}
