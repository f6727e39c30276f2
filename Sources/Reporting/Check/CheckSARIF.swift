import Evidence
import RuleEngine

/// Findings as SARIF 2.1.0 (OASIS), for tools that collect results of checkers. Frames stand as logical locations: a
/// capture has no lines.
enum CheckSARIF {
    static func render(_ result: CheckResult, rules: RuleSet) -> [UInt8] {
        let all = result.findings.flatMap(flattened)
        let used = rules.rules.filter { rule in all.contains { $0.rule.id == rule.id } }
        let file = result.totals?.summary.files.first?.name ?? "-"
        var json = JSONWriter()
        json.object { json in
            json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            json.member("version", "2.1.0")
            json.member("runs", array: [()]) { json, _ in
                json.object { json in
                    json.member("tool") { json in
                        json.member("driver") { json in
                            json.member("name", "auscult")
                            json.member("rules", array: used) { $0.sarifRule($1) }
                        }
                    }
                    json.member("columnKind", "unicodeCodePoints")
                    json.member("results", array: all) { json, finding in
                        json.sarifResult(finding, file: file, index: used.firstIndex { $0.id == finding.rule.id })
                    }
                }
            }
        }
        return json.take() + [0x0A]
    }

    static func flattened(_ finding: Finding) -> [Finding] { [finding] + finding.consequences.flatMap(flattened) }

    /// A relative reference as RFC 3986 has it.
    static func uri(_ path: String) -> String {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
        return path.utf8.reduce(into: "") { text, byte in
            if allowed.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}

extension JSONWriter {
    private mutating func sarifText(_ name: String, _ text: String) {
        member(name) { $0.member("text", text) }
    }

    fileprivate mutating func sarifRule(_ rule: Rule) {
        let documentation = try? rule.documentation()
        object { json in
            json.member("id", rule.id)
            json.sarifText("shortDescription", rule.title)
            if let documentation {
                json.sarifText("fullDescription", documentation.rationale)
                json.sarifText("help", documentation.cause + " " + documentation.remedy)
            }
            json.member("defaultConfiguration") { $0.member("level", rule.severity.rawValue) }
            json.member("properties") { json in
                json.member("clause", array: documentation?.standard ?? []) { $0.value($1.description) }
            }
        }
    }

    fileprivate mutating func sarifResult(_ finding: Finding, file: String, index: Int?) {
        object { json in
            json.member("ruleId", finding.rule.id)
            if let index { json.member("ruleIndex", index) }
            json.member("level", finding.severity.rawValue)
            json.sarifText("message", finding.message)
            json.member("locations", array: [()]) { json, _ in
                json.object { json in
                    json.member("physicalLocation") { json in
                        json.member("artifactLocation") { $0.member("uri", CheckSARIF.uri(file)) }
                    }
                    json.member("logicalLocations", array: finding.evidence) { json, place in
                        json.object { json in
                            json.member("name", "frame \(place.frame.rawValue)")
                            json.member("fullyQualifiedName", "frame.number == \(place.frame.rawValue)")
                        }
                    }
                }
            }
            json.member("occurrenceCount", finding.count)
            json.member("properties") { json in
                json.member("displayFilter", finding.displayFilter)
                json.member("responsible", finding.responsible?.rawValue)
                json.member("associations", array: finding.associations) { $0.value($1) }
            }
        }
    }
}
