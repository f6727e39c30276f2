import Yams

/// The text of a claims file on its way to a tree, with everything refused that would cost more than its length.
enum ClaimsSource {
    /// In bytes. The largest statement met, with the IOD tables of a whole modality, is a fifth of it.
    static let longest = 1 << 20

    static func root(of text: String, into diagnostics: inout DiagnosticList) -> ClaimNode? {
        let top = ClaimPlace(path: "", line: 1, column: 1)
        guard text.utf8.count <= longest else {
            diagnostics.error("the file has more than 1 MiB; no claims file needs that", at: top)
            return nil
        }
        if let objection = objection(to: text) {
            diagnostics.error(objection.message, at: place(of: objection.offset, in: text))
            return nil
        }
        do {
            // Tags are not asked for, and resolving them and looking up the encoding takes long.
            guard let node = try Yams.compose(yaml: text, .basic, .default, .utf8), node.mapping != nil else {
                diagnostics.error("a claims file has fields; the first is 'claims: 1'", at: top)
                return nil
            }
            return ClaimNode(node: node, path: "")
        } catch let error as YamlError {
            let refusal = refusal(error, text)
            diagnostics.error(refusal.message, at: refusal.place)
        } catch {
            diagnostics.error("the file is no YAML: \(error)", at: top)
        }
        return nil
    }

    /// Aliases multiply what they stand for, and lists and mappings as keys are compared whole: the composer of YAML
    /// takes either as it comes, so files that have them are not given to it.
    private static func objection(to text: String) -> (message: String, offset: Int)? {
        let bytes = Array(text.utf8)
        if let damaged = bytes.firstRange(of: "\u{FFFD}".utf8) {
            return ("here is no UTF-8; save the file as UTF-8", damaged.lowerBound)
        }
        var anchors: Set<ArraySlice<UInt8>> = []
        for start in bytes.indices where bytes[start] == UInt8(ascii: "&") && canBegin(at: start, in: bytes) {
            anchors.insert(name(in: bytes, after: start))
        }
        var keys = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "*") where !anchors.isEmpty && canBegin(at: index, in: bytes):
                let name = name(in: bytes, after: index)
                if !name.isEmpty, anchors.contains(name) {
                    let alias = quoted("*" + String(decoding: name, as: UTF8.self))
                    return (
                        "aliases are not read (\(alias)); give a list a name under 'sets' and use it as '@name'", index
                    )
                }
            case UInt8(ascii: "?"):
                if canBegin(at: index, in: bytes), index + 1 == bytes.count || isBreak(bytes[index + 1]) { keys += 1 }
            case UInt8(ascii: ":"):
                if let last = bytes[..<index].last(where: { !isBreak($0) }), last == 0x7D || last == 0x5D { keys += 1 }
            default: continue
            }
            if keys > mostCollectionKeys { return ("the name of a field is a word, and no list or mapping", index) }
        }
        return nil
    }

    /// Text may have a few of what looks like one: `[2001:db8::1]:104`.
    private static let mostCollectionKeys = 64

    private static func name(in bytes: [UInt8], after index: Int) -> ArraySlice<UInt8> {
        bytes[(index + 1)...].prefix { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    /// Within a word, what would be an indicator of YAML at its beginning is a letter like any other. Some line breaks and
    /// the mark at the beginning of a file are beyond ASCII.
    private static func canBegin(at index: Int, in bytes: [UInt8]) -> Bool {
        guard index > 0 else { return true }
        let before = bytes[index - 1]
        return isBreak(before) || before >= 0x80 || "[{,-:?".utf8.contains(before)
    }

    private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func place(of offset: Int, in text: String) -> ClaimPlace {
        let before = text.utf8.prefix(offset)
        let line = before.split(separator: 0x0A, omittingEmptySubsequences: false)
        return ClaimPlace(
            path: "", line: line.count, column: (line.last.map { Substring($0).unicodeScalars.count } ?? 0) + 1)
    }

    /// Where the name of a field stands a second time in fields that are lines from there on.
    private static func again(_ name: String, in text: String, from first: ClaimPlace) -> ClaimPlace? {
        let indent = first.column - 1
        var isFound = false
        for (number, bytes) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where number + 1 >= first.line {
            let line = Substring(bytes)
            let field = line.dropFirst(indent)
            // The first may stand behind the dash of an item.
            guard number + 1 == first.line || line.prefix(indent).allSatisfy({ $0 == " " }) || field.isEmpty else {
                break
            }
            guard field.hasPrefix(name), field.dropFirst(name.count).first(where: { $0 != " " }) == ":" else {
                continue
            }
            if isFound { return ClaimPlace(path: "", line: number + 1, column: first.column) }
            isFound = true
        }
        return nil
    }

    private static func refusal(_ error: YamlError, _ text: String) -> (message: String, place: ClaimPlace) {
        func place(_ mark: Mark) -> ClaimPlace { ClaimPlace(path: "", line: mark.line, column: mark.column) }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return (problem, place(mark))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.prefix(3).map { quoted($0) }.joined(separator: ", ")
            let first = place(context.mark)
            return (
                "\(names) \(duplicates.count == 1 ? "stands" : "stand") there twice",
                duplicates.first.flatMap { again(String(describing: $0), in: text, from: first) } ?? first
            )
        case .reader(let problem, let offset, _, _):
            return (problem, self.place(of: max(0, offset ?? 0), in: text))
        default: return ("the file is no YAML: \(error)", ClaimPlace(path: "", line: 1, column: 1))
        }
    }
}
