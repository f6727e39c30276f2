import Foundation
import RuleEngine
import Testing

/// Captures of real peers in ordinary use have no errors but those that Captures/README.md explains.
struct TrueErrorTests {
    @Test func onlyTheExplainedOnes() throws {
        let index = try CaptureIndex()
        var explained = index.errors
        for capture in index.captures where !index.isScripted(capture) || explained[capture] != nil {
            let found = try CheckedCaptures.result(capture).errors
            let known = explained.removeValue(forKey: capture) ?? []
            for rule in found.subtracting(known).sorted() {
                Issue.record("\(capture): \(rule) is an error that Captures/README.md does not explain")
            }
            for rule in known.subtracting(found).sorted() {
                Issue.record("\(capture): Captures/README.md explains \(rule), which is not found")
            }
        }
        #expect(explained.isEmpty, "explained and not there: \(explained.keys.sorted())")
    }

    @Test func everyCaptureIsInTheIndex() throws {
        let names = Set(CheckedCaptures.files.map { String($0.prefix { $0 != "." }) })
        #expect(try Set(CaptureIndex().captures) == names)
    }
}

/// What Captures/README.md says of the captures.
private struct CaptureIndex {
    private(set) var captures: [String] = []
    /// Explained errors: rules by capture.
    private(set) var errors: [String: Set<String>] = [:]
    private var peers: [String: String] = [:]

    init() throws {
        let text = try String(contentsOfFile: CheckedCaptures.path("README.md"), encoding: .utf8)
        for line in text.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3 else { continue }
            if cells[0].hasPrefix("[") {
                let name = String(cells[0].dropFirst().prefix { $0 != "]" })
                captures.append(name)
                peers[name] = cells[1]
            } else if cells[1].hasPrefix("`") {
                for name in Self.quoted(cells[0]) { errors[name, default: []].formUnion(Self.quoted(cells[1])) }
            }
        }
    }

    /// One of its peers, or of those of the capture it was cut from, follows a script of bytes.
    func isScripted(_ capture: String) -> Bool {
        guard let peers = peers[capture] else { return true }
        if peers.hasPrefix("cut from"), let source = Self.quoted(peers).first { return isScripted(source) }
        return peers.contains("scripted")
    }

    private static func quoted(_ text: String) -> [String] {
        text.split(separator: "`", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map {
            String($0.element)
        }
    }
}
