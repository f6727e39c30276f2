import RuleEngine

/// Findings as JUnit XML: a test suite per section, a test case per rule; errors and warnings are failures, notes are
/// told in the output of a case that passes.
enum CheckJUnit {
    static func render(_ result: CheckResult, rules: RuleSet) -> [UInt8] {
        let all = result.findings.flatMap(CheckSARIF.flattened)
        let skipped = Set(result.notEvaluated.map(\.rule))
        let sections = Dictionary(grouping: rules.rules, by: \.section).sorted { $0.key < $1.key }
        let failing = all.filter { $0.severity > .note }
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        xml +=
            "<testsuites name=\"auscult\" tests=\"\(rules.rules.count)\" failures=\"\(Set(failing.map(\.rule.id)).count)\">\n"
        for (section, rules) in sections {
            let failures = rules.count { rule in failing.contains { $0.rule.id == rule.id } }
            let unasked = rules.count { rule in skipped.contains(rule.id) && !all.contains { $0.rule.id == rule.id } }
            xml += "  <testsuite name=\"\(XMLText.escaped(section))\" tests=\"\(rules.count)\" failures=\"\(failures)\""
            xml += " skipped=\"\(unasked)\">\n"
            for rule in rules {
                let found = all.filter { $0.rule.id == rule.id }
                xml += testCase(rule, found, isSkipped: skipped.contains(rule.id))
            }
            xml += "  </testsuite>\n"
        }
        return Array((xml + "</testsuites>\n").utf8)
    }

    private static func testCase(_ rule: Rule, _ findings: [Finding], isSkipped: Bool) -> String {
        var xml = "    <testcase classname=\"\(XMLText.escaped(rule.section))\" name=\"\(XMLText.escaped(rule.id))\""
        guard !findings.isEmpty else { return xml + (isSkipped ? "><skipped/></testcase>\n" : "/>\n") }
        xml += ">"
        let severity = findings.reduce(Severity.note) { max($0, $1.severity) }
        let text = findings.map { finding in
            finding.message + (finding.displayFilter.map { " [\($0)]" } ?? "")
        }.joined(separator: "\n")
        if severity == .note {
            xml += "<system-out>\(XMLText.escaped(text))</system-out>"
        } else {
            xml +=
                "<failure type=\"\(severity.rawValue)\" message=\"\(XMLText.escaped(rule.title))\">\(XMLText.escaped(text))</failure>"
        }
        return xml + "</testcase>\n"
    }
}
