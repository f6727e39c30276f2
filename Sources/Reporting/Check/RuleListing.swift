import RuleEngine
import Wording

/// `auscult rules`: lists rules, tells one in full, tells what their examples came to.
public struct RuleListing {
    private let terminal: Terminal

    public init(terminal: Terminal) { self.terminal = terminal }

    public func writeList(_ rules: RuleSet, descriptor: Int32) throws(OutputError) {
        var layout = TextLayout(terminal)
        let width = rules.rules.map { $0.id.count }.max() ?? 0
        for (section, rules) in Dictionary(grouping: rules.rules, by: \.section).sorted(by: { $0.key < $1.key }) {
            layout.line(StyledText("\(section)  \(counted(rules.count, "rule"))", .strong), hanging: 0)
            for rule in rules {
                var line = StyledText()
                line.column(2)
                line.add(rule.id)
                line.column(width + 4)
                line.add(rule.severity.rawValue, .faint)
                line.column(width + 13)
                line.add(rule.title)
                layout.line(line, hanging: width + 13)
            }
            layout.newLine()
        }
        layout.line(StyledText(counted(rules.rules.count, "rule")), hanging: 0)
        try write(&layout, descriptor)
    }

    public func write(_ rule: Rule, descriptor: Int32) throws(OutputError) {
        var layout = TextLayout(terminal)
        layout.line(StyledText(rule.title, .strong), hanging: 0)
        func add(_ name: String, _ text: String) {
            guard !text.isEmpty else { return }
            var line = StyledText()
            line.add(name, .faint)
            line.column(12)
            line.add(text)
            layout.line(line, hanging: 12)
        }
        add("id", rule.id)
        add("severity", rule.severity.rawValue)
        add("scope", rule.scope.rawValue)
        if let when = rule.when { add("when", when) }
        do {
            let documentation = try rule.documentation()
            add("standard", documentation.standard.map(\.description).joined(separator: "; "))
            add("rationale", documentation.rationale)
            add("cause", documentation.cause)
            add("remedy", documentation.remedy)
            for trigger in documentation.triggers { add("found in", "\(trigger.capture), frame \(trigger.frame)") }
            for capture in documentation.clean { add("not in", capture) }
        } catch { add("error", error.description) }
        try write(&layout, descriptor)
    }

    public func write(_ failures: [RuleExamples.Failure], rules: RuleSet, descriptor: Int32) throws(OutputError) {
        var layout = TextLayout(terminal)
        for failure in failures { layout.line(StyledText(failure.description, .bad), hanging: 2) }
        let failing = Set(failures.map(\.rule)).count
        layout.line(
            StyledText("\(counted(rules.rules.count, "rule")), \(rules.rules.count - failing) as their examples say"),
            hanging: 0)
        try write(&layout, descriptor)
    }

    private func write(_ layout: inout TextLayout, _ descriptor: Int32) throws(OutputError) {
        var output = BufferedOutput(descriptor: descriptor)
        try output.write(layout.take())
        try output.flush()
    }
}
