import RuleExpression

/// The rules a check runs: those built in, with what a site adds, changes or switches off.
public struct RuleSet: Sendable {
    /// By id.
    public private(set) var rules: [Rule] = []
    /// What their conditions ask for.
    let shared: SharedFacts.Size

    /// A rule file: its id is its path without ending.
    public struct File: Sendable {
        public var id: String
        /// As errors name it.
        public var name: String
        public var text: String
        /// The text is not YAML but what the build made of it.
        let isParsed: Bool

        public init(id: String, name: String, text: String) {
            self.init(id: id, name: name, text: text, isParsed: false)
        }

        package init(id: String, name: String, text: String, isParsed: Bool) {
            self.id = id
            self.name = name
            self.text = text
            self.isParsed = isParsed
        }
    }

    /// - Throws: `RuleError` for the first file that is not as it should be.
    public init(builtIn: [File], site: [File] = []) throws(RuleError) {
        let facts = SharedFacts()
        var overrides: [String: RuleFile] = [:]
        for file in site {
            overrides[file.id] = try RuleFile(id: file.id, source: RuleSource(file: file.name, text: file.text))
        }
        for file in builtIn {
            let (head, documentation) = Self.parts(file)
            let override = overrides.removeValue(forKey: file.id)
            if try override?.boolean(.enabled) == false { continue }
            let isReplaced = override?[.when] != nil || override?[.scope] != nil
            if let override, isReplaced {
                rules.append(try Self.own(override, sharing: facts))
            } else {
                try override?.admitsOnly([.severity, .enabled])
                rules.append(
                    try Rule(
                        RuleFile(id: file.id, source: head), documentation: documentation, override: override,
                        isBuiltIn: true, sharing: facts))
            }
        }
        for file in site {
            guard let added = overrides[file.id] else { continue }
            guard added[.title] != nil || added[.scope] != nil || added[.when] != nil else {
                throw RuleError(
                    "there is no built-in rule '\(file.id)' to change", file: file.name,
                    at: SourcePosition(line: 1, column: 1),
                    suggestion: nearestName(to: file.id, among: builtIn.map(\.id)))
            }
            if try added.boolean(.enabled) != false { rules.append(try Self.own(added, sharing: facts)) }
        }
        rules.sort { $0.id < $1.id }
        shared = facts.size
    }

    /// A site's own rule, of which nothing is left to be found wrong later.
    private static func own(_ file: RuleFile, sharing facts: SharedFacts) throws(RuleError) -> Rule {
        let rule = try Rule(file, documentation: file.source, override: nil, isBuiltIn: false, sharing: facts)
        _ = try rule.documentation()
        return rule
    }

    /// Without those built in, whose severity may have been changed.
    public var own: RuleSet {
        var own = self
        own.rules.removeAll(where: \.isBuiltIn)
        return own
    }

    public func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

    /// What is needed to evaluate a rule, and what is needed to talk of it: the second begins with the first of its
    /// fields, in YAML at the beginning of a line.
    private static func parts(_ file: File) -> (RuleSource, RuleSource) {
        file.isParsed ? parsedParts(file) : yamlParts(file)
    }

    private static func parsedParts(_ file: File) -> (RuleSource, RuleSource) {
        var fields = ParsedFields(file.text)
        let start = fields.skip { name in documentation.contains { name.elementsEqual($0) } }
        func part(_ text: Substring) -> RuleSource {
            RuleSource(file: file.name, text: String(text), isParsed: true)
        }
        return (part(file.text[..<start]), part(file.text[start...]))
    }

    private static func yamlParts(_ file: File) -> (RuleSource, RuleSource) {
        var line = 1
        var start = file.text.startIndex
        let bytes = file.text.utf8
        while start < bytes.endIndex {
            if isDocumentation(bytes[start...]) {
                return (
                    RuleSource(file: file.name, text: String(file.text[..<start])),
                    RuleSource(file: file.name, text: String(file.text[start...]), firstLine: line)
                )
            }
            guard let end = bytes[start...].firstIndex(of: 0x0A) else { break }
            start = bytes.index(after: end)
            line += 1
        }
        let whole = RuleSource(file: file.name, text: file.text)
        return (whole, whole)
    }

    private static let documentation = RuleField.allCases.filter(\.isDocumentation).map { Array($0.rawValue.utf8) }

    private static func isDocumentation(_ text: Substring.UTF8View) -> Bool {
        documentation.contains { text.starts(with: $0) && text.dropFirst($0.count).first == UInt8(ascii: ":") }
    }
}

extension RuleSet {
    /// The id fewest edits away from one that is not there.
    public func nearest(to id: String) -> String? { nearestName(to: id, among: rules.map(\.id)) }
}
