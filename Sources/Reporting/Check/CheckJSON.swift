import Evidence
import RuleEngine

/// Findings as `auscult.check/1`.
enum CheckJSON {
    static let schema = "auscult.check/1"

    static func render(_ result: CheckResult) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", schema)
            json.member("capture") { json in if let totals = result.totals { json.capture(totals) } }
            json.member("findings", array: result.findings, notKept: result.findingsNotKept) { $0.finding($1) }
            json.member("notEvaluated", array: result.notEvaluated) { json, entry in
                json.object { json in
                    json.member("rule", entry.rule)
                    json.member("count", entry.count)
                    json.member("reason", entry.reason)
                }
            }
        }
        return json.take() + [0x0A]
    }
}

extension JSONWriter {
    /// - Parameter isNumbered: with its serial as `id`, where other parts of the document refer to it.
    mutating func finding(_ finding: Finding, isNumbered: Bool = false) {
        let documentation = try? finding.rule.documentation()
        object { json in
            if isNumbered { json.member("id", finding.serial) }
            json.member("rule", finding.rule.id)
            json.member("severity", finding.severity.rawValue)
            json.member("title", finding.rule.title)
            json.member("message", finding.message)
            json.member("clause", array: documentation?.standard ?? []) { $0.value($1.description) }
            json.member("association", finding.associations.first)
            json.member("associations", array: finding.associations) { $0.value($1) }
            json.member("associationCount", finding.associationCount)
            json.member("count", finding.count)
            json.member("subjects", array: finding.subjects) { $0.value($1) }
            json.member("parties") { json in
                json.member("callingAETitle", finding.parties.callingAETitle)
                json.member("calledAETitle", finding.parties.calledAETitle)
                json.member("requestorAddress", finding.parties.requestorAddress)
                json.member("acceptor", finding.parties.acceptor)
            }
            json.evidence(finding.evidence)
            json.member("first", finding.first.evidence.first?.time)
            json.member("last", finding.last.evidence.last?.time)
            json.member("displayFilter", finding.displayFilter)
            json.member("cause", documentation?.cause)
            json.member("remedy", documentation?.remedy)
            json.member("change", finding.change)
            json.member("responsible", finding.responsible?.rawValue)
            json.member("consequences", array: finding.consequences) { $0.finding($1, isNumbered: isNumbered) }
        }
    }

    /// The member `evidence`.
    mutating func evidence(_ places: [FactEvidence]) {
        member("evidence", array: places) { json, place in
            json.object { json in
                json.member("frame", place.frame)
                json.member("from", place.from?.name)
                json.member("time", place.time)
                json.member("tcpStream", place.tcpStream)
            }
        }
    }
}
