import ConformanceClaims
import DICOMDictionary

/// `auscult.claims-comparison/1`.
enum ComparisonJSON {
    static func render(_ comparison: StatementComparison) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", "auscult.claims-comparison/1")
            writer.member("products", array: comparison.names) { $0.value($1) }
            writer.member("verdict", comparison.verdict.rawValue)
            writer.member("summary", comparison.sentence)
            writer.member("directions", array: comparison.directions) { write($1, into: &$0) }
            writer.member("points", array: comparison.points) { writer, point in
                writer.object {
                    $0.member("subject", point.subject)
                    $0.member("effect", point.effect.rawValue)
                    $0.member("message", point.message)
                    $0.member("change", point.change)
                }
            }
            writer.member("changes", array: comparison.changes) { $0.value($1) }
        }
        return writer.take() + [0x0A]
    }

    private static func write(_ direction: ComparisonDirection, into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("scu", direction.scu)
            writer.member("scp", direction.scp)
            writer.member("asked", direction.asked)
            writer.member("working", direction.working)
            writer.member("idle", direction.isIdle)
            writer.member("rows", array: direction.rows) { writer, row in
                writer.object { writer in
                    writer.member("sopClasses", array: row.sopClasses) { write($1, into: &$0) }
                    writer.member("outcome", row.outcome.rawValue)
                    writer.member("commonTransferSyntaxes", array: row.common) { write($1, into: &$0) }
                    writer.member("onlySCU", array: row.onlySCU) { write($1, into: &$0) }
                    writer.member("onlySCP", array: row.onlySCP) { write($1, into: &$0) }
                    writer.member("scuService", row.scuService)
                    writer.member("scpService", row.scpService)
                    writer.member("silent", array: row.silent) { $0.value($1) }
                    writer.member("conditions", array: row.conditions) { $0.value($1) }
                    writer.member("remarks", array: row.remarks) { $0.value($1) }
                    writer.member("change", row.change)
                }
            }
            writer.member("unasked", array: direction.unasked) { write($1, into: &$0) }
        }
    }

    private static func write(_ uid: UID, into writer: inout JSONWriter) {
        writer.object {
            $0.member("uid", uid.rawValue)
            $0.member("name", uid.name)
        }
    }
}
