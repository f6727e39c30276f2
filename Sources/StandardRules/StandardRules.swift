import RuleEngine

/// The rules of Rules/, which are built into the program.
public enum StandardRules {
    public static var files: [RuleSet.File] {
        EmbeddedRules.files.map { RuleSet.File(id: $0.id, name: "Rules/\($0.id).yaml", text: $0.text, isParsed: true) }
    }

    /// With what a site adds, changes or switches off.
    public static func rules(site: [RuleSet.File] = []) throws(RuleError) -> RuleSet {
        try RuleSet(builtIn: files, site: site)
    }
}
