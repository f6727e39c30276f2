import Foundation
import Testing

/// What no source may do that takes bytes from strangers.
@Suite("Sources") struct SourceTests {
    private struct Line {
        var place: String
        /// Without comments and the text of string literals.
        var code: String
    }

    private static func files(_ folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: Captures.root + "/" + folder)?.compactMap { $0 as? String }
        return (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { folder + "/" + $0 }
    }

    private static func text(_ file: String) throws -> String {
        try String(contentsOfFile: Captures.root + "/" + file, encoding: .utf8)
    }

    private static func lines(_ file: String) throws -> [Line] {
        let literalOrComment = /"(?:[^"\\]|\\.)*"|\/\/.*/
        let lines = try text(file).split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { number, line in
            Line(place: "\(file):\(number + 1)", code: String(line.replacing(literalOrComment, with: " ")))
        }
    }

    @Test("No force unwraps, no casts and tries that trap, no traps of our own")
    func traps() throws {
        let trap = /\b(try!|as!|fatalError|preconditionFailure|precondition|assertionFailure|unsafelyUnwrapped)/
        let unwrap = /[\w)\]]!(?!=)/
        let files = Self.files("Sources")
        #expect(files.count > 100)
        for file in files {
            for line in try Self.lines(file) where line.code.contains(trap) || line.code.contains(unwrap) {
                Issue.record("\(line.place): \(line.code)")
            }
        }
    }

    @Test("Where memory safety is left to the reader, a comment says why it holds")
    func unsafe() throws {
        for file in Self.files("Sources") {
            guard try Self.lines(file).contains(where: { $0.code.contains(/\bunsafe\b/) }) else { continue }
            #expect(try Self.text(file).contains("// Unsafe"), "\(file) does not say why")
        }
    }
}
