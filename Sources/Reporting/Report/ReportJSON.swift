import Evidence
import RuleEngine
import Troubleshooting

/// The troubleshooting report as `auscult.report/1`.
public struct ReportJSON {
    static let schema = "auscult.report/1"

    private let report: TroubleshootingReport

    public init(_ report: TroubleshootingReport) { self.report = report }

    public func write(to output: inout BufferedOutput) throws(OutputError) {
        var json = JSONWriter()
        json.beginObject()
        json.member("schema", Self.schema)
        json.member("showsPatientData", report.showsPatientData)
        json.verdict(report.verdict)
        json.member("capture") { $0.capture(report.quality.totals) }
        json.quality(report.quality)
        json.member("findings", array: report.findings.findings, notKept: report.findings.findingsNotKept) {
            $0.finding($1, isNumbered: true)
        }
        json.peers(report.peers)
        json.member("negotiations", array: report.negotiations) { $0.negotiation($1) }
        try output.write(json.take())
        try write(report.associations.rows, "associations", &json, to: &output) { $0.association($1) }
        json.member("associationsNotKept", report.associations.rowsNotKept)
        try write(report.associations.details, "associationDetails", &json, to: &output) { $0.associationDetail($1) }
        json.member("associationDetailsNotKept", report.associations.detailsNotKept)
        json.time(report.time)
        json.objects(report.objects)
        json.workflows(report.workflows)
        json.claims(report.claims)
        json.appendix(report.appendix)
        json.endObject()
        try output.write(json.take())
        try output.write("\n")
    }

    /// An array that may be large, an element a line.
    private func write<Element>(
        _ elements: [Element], _ name: String, _ json: inout JSONWriter, to output: inout BufferedOutput,
        _ body: (inout JSONWriter, Element) -> Void
    ) throws(OutputError) {
        json.key(name)
        json.beginArray()
        for element in elements {
            body(&json, element)
            if json.bytes.count > BufferedOutput.capacity { try output.write(json.take()) }
        }
        json.endArray()
        try output.write(json.take())
    }
}

extension JSONWriter {
    mutating func verdict(_ verdict: Verdict) {
        member("verdict") { json in
            json.member("state", verdict.state.rawValue)
            json.member("text", verdict.text)
            json.member("sentences", array: verdict.sentences) { json, sentence in
                json.object { json in
                    json.member("text", sentence.text)
                    json.member("findings", array: sentence.findings) { $0.value($1) }
                    json.member("associations", array: sentence.associations) { $0.value($1) }
                    json.shown(sentence.evidence)
                }
            }
        }
    }

    /// The members `evidence` and `displayFilter`.
    mutating func shown(_ evidence: [FactEvidence]) {
        self.evidence(evidence)
        member("displayFilter", evidence.displayFilter)
    }

    mutating func quality(_ quality: CaptureQuality) {
        func associations(_ json: inout JSONWriter, _ name: String, _ numbers: [Int], _ count: Int) {
            json.member(name) { json in
                json.member("count", count)
                json.member("associations", array: numbers) { $0.value($1) }
            }
        }
        member("quality") { json in
            json.member("defects", array: quality.defects) { json, defect in
                json.object { json in
                    json.member("code", defect.code)
                    json.member("text", defect.text)
                    json.member("matters", defect.matters)
                    json.member("consequence", defect.consequence)
                    json.member("count", defect.count)
                }
            }
            json.member("notJudged", array: quality.notJudged) { json, left in
                json.object { json in
                    json.member("reason", left.reason)
                    json.member("count", left.count)
                    json.member("rules", array: left.rules) { $0.value($1) }
                }
            }
            associations(&json, "oneSided", quality.oneSided, quality.oneSidedCount)
            associations(&json, "withGaps", quality.withGaps, quality.withGapsCount)
            associations(&json, "withoutHandshake", quality.withoutHandshake, quality.withoutHandshakeCount)
        }
    }

    mutating func claims(_ claims: ClaimsChapter?) {
        optionalMember("claims", claims) { json, claims in
            json.member("product", claims.product)
            json.member("summary", array: claims.summary) { $0.value($1) }
            json.member("steps", array: claims.steps) { json, step in
                json.object { json in
                    json.member("action", step.action)
                    json.member("command", step.command)
                }
            }
            json.member("statements", array: claims.statements) { json, statement in
                json.object { json in
                    json.member("claim", statement.claim)
                    json.member("verdict", statement.verdict.rawValue)
                    json.member("explanation", statement.explanation)
                    json.shown(statement.evidence)
                }
            }
        }
    }

    mutating func appendix(_ appendix: Appendix) {
        member("appendix") { json in
            json.member("version", appendix.version)
            json.member("commandLine", appendix.commandLine)
            json.member("files", array: appendix.files) { json, file in
                json.object { json in
                    json.member("name", file.name)
                    json.member("size", file.size)
                    json.member("sha256", file.sha256)
                }
            }
            json.member("rules", array: appendix.rules) { json, rule in
                json.object { json in
                    json.member("id", rule.id)
                    json.member("severity", rule.severity.rawValue)
                    json.member("builtIn", rule.isBuiltIn)
                    json.member("found", rule.found)
                    json.member("notEvaluated", array: rule.notEvaluated) { json, entry in
                        json.object { json in
                            json.member("count", entry.count)
                            json.member("reason", entry.reason)
                        }
                    }
                }
            }
            json.member("limits", array: appendix.limits) { $0.value($1) }
        }
    }
}
