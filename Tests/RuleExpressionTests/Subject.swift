import RuleExpression

/// Something to ask expressions of.
final class Subject: FactRecord {
    var count: Int64 = 5
    var share = 0.25
    var wait = 2.5
    var name = "ARCHIVE"
    var patient = "Doe^John"
    var sopClass = "1.2.840.10008.5.1.4.1.1.2"
    var outcome = "failure"
    var isOpen = true
    var numbers: [Int64] = [1, 2, 3]
    var lostList = false
    lazy var parts = [Part(id: 1, name: "a"), Part(id: 2, name: "b")]

    static let type: RecordType = RecordType(
        "Subject", "A subject.",
        [
            .fact("count", .integer, "A whole number.") { (r: Subject) in .integer(r.count) },
            .fact("share", .number, "A number.") { (r: Subject) in .number(r.share) },
            .fact("wait", .duration, "Seconds.") { (r: Subject) in .number(r.wait) },
            .fact("name", .text, "A text.") { (r: Subject) in .text(r.name) },
            .fact("patient", .identity(kind: "PATIENT"), "Who.") { (r: Subject) in .text(r.patient) },
            .fact("sopClass", .uid, "A UID.") { (r: Subject) in .text(r.sopClass) },
            .fact("outcome", .enumeration("Outcome", ["success", "user-rejection", "failure"]), "One of three.") {
                (r: Subject) in .text(r.outcome)
            },
            .fact("isOpen", .boolean, "A truth.") { (r: Subject) in .boolean(r.isOpen) },
            .fact("numbers", .list(.integer), "Numbers.") { (r: Subject) in
                r.lostList ? .unknown : .list(r.numbers.map { .integer($0) })
            },
            .fact("names", .list(.text), "Texts.") { (_: Subject) in .list([.text("x"), .text("y")]) },
            .fact("uids", .list(.uid), "UIDs.") { (r: Subject) in .list([.text(r.sopClass)]) },
            .fact("waits", .list(.duration), "Durations.") { (_: Subject) in .list([.number(1), .number(3)]) },
            .fact("partly", .list(.integer), "One of them is lost.") { (_: Subject) in .list([.integer(1), .unknown]) },
            .fact("parts", .list(.record(Part.type)), "Records.") { (r: Subject) in Value(r.parts) },
            .fact("first", .record(Part.type), "A record.") { (r: Subject) in Value(r.parts.first) },
            .fact("nobody", .record(Part.type), "No record.") { (_: Subject) in .absent },
            .fact("somebody", .record(Part.type), "A lost record.") { (_: Subject) in .unknown },
            .fact("none", .integer, "Nothing.") { (_: Subject) in .absent },
            .fact("lost", .integer, "Lost.") { (_: Subject) in .unknown },
            .fact("noList", .list(.integer), "No list.") { (_: Subject) in .absent },
        ])

    static let schema = FactSchema(
        [FactSchema.Variable("it0", type), FactSchema.Variable("subject", type)],
        uid: { $0 == "CTImageStorage" ? "1.2.840.10008.5.1.4.1.1.2" : nil },
        keywords: { ["CTImageStorage", "MRImageStorage"] })

    func value(_ source: String, type: ValueType? = nil) throws -> Value {
        try Expression(source, schema: Self.schema, expecting: type).value([self, self])
    }

    func truth(_ source: String) throws -> Truth { try Expression(source, schema: Self.schema).truth([self, self]) }
}

final class Part: FactRecord {
    let id: Int64
    let name: String
    init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }

    static let type: RecordType = RecordType(
        "Part", "A part.",
        [
            .fact("id", .integer, "Its number.") { (r: Part) in .integer(r.id) },
            .fact("name", .text, "Its name.") { (r: Part) in .text(r.name) },
        ])
}

/// The error an expression is refused with.
func refusal(_ source: String) -> ExpressionError? {
    do {
        _ = try Expression(source, schema: Subject.schema)
        return nil
    } catch { return error }
}
