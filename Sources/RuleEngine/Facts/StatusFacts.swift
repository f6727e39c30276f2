import DICOMDictionary
import RuleExpression

/// A status with the service it was given in.
final class StatusFacts: FactRecord {
    let status: Status
    let service: ServiceClass
    let command: UInt16
    init(_ code: UInt16, service: ServiceClass, command: UInt16) {
        status = Status(code)
        self.service = service
        self.command = command
    }

    static let categories = ["success", "warning", "failure", "cancel", "pending", "unknown"]
}

extension RecordType {
    static let status: RecordType = RecordType(
        "Status", "A Status (0000,0900) in the service it was given in (PS3.7 Annex C, PS3.4).",
        [
            .fact("code", .integer, "The code: `0xA700`.") { (r: StatusFacts) in Value(r.status.code) },
            .fact("text", .text, "The code as text: `0xA700`.") { (r: StatusFacts) in Value(r.status.description) },
            .fact("category", .enumeration("StatusCategory", StatusFacts.categories), "The class of the code.") {
                (r: StatusFacts) in Value(r.status.category.rawValue)
            },
            .fact("meaning", .text, "What the service, or PS3.7 Annex C, says it means.") { (r: StatusFacts) in
                Value(r.status.meaning(service: r.service, command: r.command))
            },
            .fact("isDefined", .boolean, "The service or PS3.7 Annex C defines the code.") { (r: StatusFacts) in
                Value(r.status.definition(service: r.service, command: r.command) != nil)
            },
        ], basis: .commands)
}
