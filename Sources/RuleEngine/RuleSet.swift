import RuleExpression

/// The rules a check runs: those built in, with what a site adds, changes or switches off.
public struct RuleSet: Sendable {
    /// By id.
    public private(set) var rules: [Rule] = []

    /// A rule file: its id is its path without ending.
    public struct File: Sendable {
        public var id: String
        /// As errors name it.
        public var name: String
        public var text: String

        public init(id: String, name: String, text: String) {
            self.id = id
            self.name = name
            self.text = text
        }
    }

    /// - Throws: `RuleError` for the first file that is not as it should be.
    public init(builtIn: [File], site: [File] = []) throws(RuleError) {
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
                let source = override.source
                rules.append(try Rule(override, documentation: source, override: nil, isBuiltIn: false))
            } else {
                rules.append(
                    try Rule(
                        RuleFile(id: file.id, source: head), documentation: documentation, override: override,
                        isBuiltIn: true))
            }
        }
        for file in site {
            guard let added = overrides[file.id], try added.boolean(.enabled) != false else { continue }
            rules.append(try Rule(added, documentation: added.source, override: nil, isBuiltIn: false))
        }
        rules.sort { $0.id < $1.id }
    }

    public func rule(_ id: String) -> Rule? { rules.first { $0.id == id } }

    /// What is needed to evaluate a rule, and what is needed to talk of it: the second begins with the first of its
    /// fields at the beginning of a line.
    private static func parts(_ file: File) -> (RuleSource, RuleSource) {
        let begins = RuleField.allCases.filter(\.isDocumentation).map { $0.rawValue + ":" }
        var line = 1
        var start = file.text.startIndex
        while start < file.text.endIndex {
            let rest = file.text[start...]
            if begins.contains(where: { rest.hasPrefix($0) }) {
                return (
                    RuleSource(file: file.name, text: String(file.text[..<start])),
                    RuleSource(file: file.name, text: String(rest), firstLine: line)
                )
            }
            guard let end = rest.utf8.firstIndex(of: 0x0A) else { break }
            start = file.text.utf8.index(after: end)
            line += 1
        }
        let whole = RuleSource(file: file.name, text: file.text)
        return (whole, whole)
    }
}

extension RuleSet {
    /// The id fewest edits away from one that is not there.
    public func nearest(to id: String) -> String? { nearestName(to: id, among: rules.map(\.id)) }
}
