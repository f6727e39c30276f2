import Foundation

/// Writes the rule files as one Swift source: `EmbedRules OUTPUT ROOT FILE...`.
@main
struct EmbedRules {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let output = arguments.first, let root = arguments.dropFirst().first else { return }
        var source = "enum EmbeddedRules {\n    static let files: [(id: String, text: String)] = [\n"
        for file in arguments.dropFirst(2).sorted() {
            let id = file.dropFirst(root.count + 1).dropLast(".yaml".count)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            source += "        (\"\(id)\", ####\"\"\"\n\(text)\n\"\"\"####),\n"
        }
        source += "    ]\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }
}
