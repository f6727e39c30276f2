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
            xml += "  <testsuite name=\"\(escaped(section))\" tests=\"\(rules.count)\" failures=\"\(failures)\">\n"
            for rule in rules {
                let found = all.filter { $0.rule.id == rule.id }
                xml += testCase(rule, found, isSkipped: skipped.contains(rule.id))
            }
            xml += "  </testsuite>\n"
        }
        return Array((xml + "</testsuites>\n").utf8)
    }

    private static func testCase(_ rule: Rule, _ findings: [Finding], isSkipped: Bool) -> String {
        var xml = "    <testcase classname=\"\(escaped(rule.section))\" name=\"\(escaped(rule.id))\""
        guard !findings.isEmpty else { return xml + (isSkipped ? "><skipped/></testcase>\n" : "/>\n") }
        xml += ">"
        let text = findings.map { finding in
            finding.message + (finding.displayFilter.map { " [\($0)]" } ?? "")
        }.joined(separator: "\n")
        if rule.severity == .note {
            xml += "<system-out>\(escaped(text))</system-out>"
        } else {
            xml +=
                "<failure type=\"\(rule.severity.rawValue)\" message=\"\(escaped(rule.title))\">\(escaped(text))</failure>"
        }
        return xml + "</testcase>\n"
    }

    /// XML 1.0 §2.2 has no other control characters.
    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n": escaped += "&#10;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
