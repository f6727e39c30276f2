import Foundation
import RuleEngine
import Testing

@testable import Reporting

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Findings as JUnit XML are well formed, have the elements and attributes that Jenkins' schema (junit-10.xsd) knows, and
/// count right.
struct JUnitTests {
    @Test(arguments: RecordedTimeline.captures)
    func everyCapture(capture: String) throws {
        let document = JUnitDocument(try CheckedCapture.written(capture, .junit))
        for fault in document.faults.prefix(10) { Issue.record("\(capture): \(fault)") }
        let rules = try CheckedCapture.rules.get().rules
        #expect(document.cases.sorted() == rules.map(\.id))
        let result = try #require(CheckedCapture.results.get()[capture])
        let failing = Set(result.everyFinding.filter { $0.severity > .note }.map(\.rule.id))
        #expect(Set(document.failed) == failing)
    }

    @Test(arguments: [
        "<testsuites>", "<testsuites name='a'><other/></testsuites>", "<testsuites nam='a'/>",
        "<testsuites name='a' tests='1' failures='0'><testsuite name='a' tests='1'></testsuite></testsuites>",
        "<testsuites name='a' tests='1'><testsuite tests='1'><testcase name='a' classname='b'/></testsuite></testsuites>",
    ])
    func whatIsWrongIsSeen(document: String) { #expect(!JUnitDocument(document).faults.isEmpty) }
}

/// A JUnit document as read by a parser of XML.
final class JUnitDocument: NSObject, XMLParserDelegate {
    private(set) var faults: [String] = []
    /// Names of test cases in order, and of those with a failure.
    private(set) var cases: [String] = []
    private(set) var failed: [String] = []

    private struct Suite {
        var name: String
        var counts: [String: Int] = [:]
        var found: [String: Int] = [:]
    }

    private var path: [String] = []
    private var suites: [Suite] = []

    /// By element: where it stands, the attributes it must have, and those it may.
    private static let elements: [String: (parents: Set<String>, needs: Set<String>, admits: Set<String>)] = [
        "testsuites": ([""], [], ["name", "tests", "failures", "errors", "time", "disabled"]),
        "testsuite": (
            ["testsuites"], ["name", "tests"], ["failures", "errors", "skipped", "time", "timestamp", "hostname", "id"]
        ),
        "testcase": (["testsuite"], ["name", "classname"], ["time", "file", "line", "status"]),
        "failure": (["testcase"], [], ["type", "message"]), "error": (["testcase"], [], ["type", "message"]),
        "skipped": (["testcase"], [], ["type", "message"]), "system-out": (["testcase", "testsuite"], [], []),
    ]

    init(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        if !parser.parse() { faults.append("not well formed: \(parser.parserError.map { "\($0)" } ?? "")") }
        // Foundation on Linux takes an early end for an end.
        if !path.isEmpty { faults.append("<\(path.joined(separator: "><"))> does not end") }
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        defer { path.append(element) }
        guard let known = Self.elements[element] else { return faults.append("<\(element)> has no place here") }
        if !known.parents.contains(path.last ?? "") { faults.append("<\(element)> in <\(path.last ?? "")>") }
        for name in known.needs where attributes[name] == nil { faults.append("<\(element)> has no \(name)") }
        for name in attributes.keys where !known.needs.contains(name) && !known.admits.contains(name) {
            faults.append("<\(element)> with \(name)")
        }
        switch element {
        case "testsuites", "testsuite":
            suites.append(Suite(name: attributes["name"] ?? "", counts: attributes.compactMapValues { Int($0) }))
        case "testcase":
            cases.append(attributes["name"] ?? "")
            count("tests")
        case "failure":
            failed.append(cases.last ?? "")
            count("failures")
        case "skipped": count("skipped")
        default: break
        }
    }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        path.removeLast()
        guard element == "testsuite" || element == "testsuites", let suite = suites.popLast() else { return }
        for (name, said) in suite.counts where ["tests", "failures", "skipped"].contains(name) {
            let found = suite.found[name] ?? 0
            if said != found { faults.append("\(suite.name) says \(name) \(said), and has \(found)") }
        }
    }

    private func count(_ name: String) {
        for index in suites.indices { suites[index].found[name, default: 0] += 1 }
    }
}
