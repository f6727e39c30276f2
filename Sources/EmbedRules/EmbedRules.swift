import Foundation

/// Writes files as one Swift source: `EmbedRules OUTPUT TYPE ROOT FILE...`.
///
/// Rule files are parsed here, once, and not whenever the program starts.
@main
struct EmbedRules {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count >= 3 else { return }
        let (output, type, root) = (arguments[1], arguments[2], arguments[3])
        var source = "enum \(type) {\n    static let files: [(id: String, text: String)] = [\n"
        for file in arguments.dropFirst(3).sorted() {
            let path = file.dropFirst(root.count + 1)
            var text = try String(contentsOfFile: file, encoding: .utf8)
            var id = path
            if path.hasSuffix(".yaml") {
                id = path.dropLast(".yaml".count)
                text = try ParsedYAML.text(of: text, file: file)
            }
            source += "        (\"\(id)\", ####\"\"\"\n\(text)\n\"\"\"####),\n"
        }
        source += "    ]\n}\n"
        try source.write(toFile: output, atomically: true, encoding: .utf8)
    }
}
