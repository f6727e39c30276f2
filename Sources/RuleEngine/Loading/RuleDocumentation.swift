import Evidence
import Yams

/// What a rule file says for people, and the captures that show what it finds.
public struct RuleDocumentation: Sendable {
    public struct Trigger: Hashable, Sendable {
        public var capture: String
        public var frame: UInt64
        /// The number users see.
        public var association: Int?
        /// How many times the finding is made.
        public var count: Int?
    }

    public let standard: [Clause]
    public let rationale: String
    public let cause: String
    public let remedy: String
    public let triggers: [Trigger]
    /// Names of captures in which the rule finds nothing.
    public let clean: [String]

    init(_ file: RuleFile) throws(RuleError) {
        standard = try file.scalars(.standard).map { Clause($0.string) }
        func required(_ field: RuleField) throws(RuleError) -> String {
            guard let text = try file.text(field), !text.isEmpty else { throw RuleCompiler.missing(field, file) }
            return text
        }
        rationale = try required(.rationale)
        cause = try required(.cause)
        remedy = try required(.remedy)
        var triggers: [Trigger] = []
        var clean: [String] = []
        if let node = file[.examples] {
            guard let mapping = node.mapping else {
                throw file.source.error("'examples' has 'triggers' and 'clean'", at: node)
            }
            for (key, value) in mapping {
                guard let items = value.sequence else { throw file.source.error("a list is needed", at: value) }
                switch key.string {
                case "triggers": for item in items { triggers.append(try Self.trigger(item, file)) }
                case "clean":
                    for item in items {
                        guard let name = item.string else {
                            throw file.source.error("a capture's name is needed", at: item)
                        }
                        clean.append(name)
                    }
                default: throw file.source.error("'examples' has 'triggers' and 'clean'", at: key)
                }
            }
        }
        self.triggers = triggers
        self.clean = clean
    }

    private static func trigger(_ node: Node, _ file: RuleFile) throws(RuleError) -> Trigger {
        guard let mapping = node.mapping, let capture = mapping["capture"]?.string, let frame = mapping["frame"]?.int,
            frame > 0
        else { throw file.source.error("a trigger is {capture: NAME, frame: N}", at: node) }
        for (key, _) in mapping where !["capture", "frame", "association", "count"].contains(key.string ?? "") {
            throw file.source.error("a trigger has no '\(key.string ?? "")'", at: key)
        }
        return Trigger(
            capture: capture, frame: UInt64(frame), association: mapping["association"]?.int,
            count: mapping["count"]?.int)
    }
}
