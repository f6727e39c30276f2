import RuleExpression

/// The input is an expression; or, behind a first byte of `@`, a message template.
func fuzzRuleExpression(_ bytes: [UInt8]) {
    let source = String(decoding: bytes, as: UTF8.self)
    let schema = FactSchema(
        [FactSchema.Variable("thing", Thing.type)],
        uid: { $0 == "CTImageStorage" ? "1.2.840.10008.5.1.4.1.1.2" : nil }, keywords: { ["CTImageStorage"] })
    let records = [Thing(depth: 0)]
    if source.first == "@" {
        guard let template = try? MessageTemplate(String(source.dropFirst()), schema: schema) else { return }
        _ = template.text(records)
    } else {
        do {
            let expression = try Expression(source, schema: schema, expecting: nil)
            _ = expression.value(records).display
            _ = expression.truth(records)
        } catch {
            precondition(!error.description.isEmpty)
        }
    }
}

private final class Thing: FactRecord {
    let depth: Int

    init(depth: Int) { self.depth = depth }

    static let type: RecordType = RecordType(
        "thing", "Something.",
        [
            .fact("count", .integer, "A number.") { (_: Thing) in Value(3) },
            .fact("huge", .integer, "The greatest number.") { (_: Thing) in Value(Int64.max) },
            .fact("share", .number, "A share.") { (_: Thing) in Value(0.5) },
            .fact("time", .duration, "A time.") { (_: Thing) in Value(2.5) },
            .fact("name", .text, "A name.") { (_: Thing) in Value("ARCHIVE one") },
            .fact("lost", .text, "Unknown.") { (_: Thing) in .unknown },
            .fact("absent", .integer, "Not there.") { (_: Thing) in .absent },
            .fact("yes", .boolean, "True.") { (_: Thing) in Value(true) },
            .fact("class", .uid, "A UID.") { (_: Thing) in Value("1.2.840.10008.5.1.4.1.1.2") },
            .fact("kind", .enumeration("kind", ["success", "failure"]), "A kind.") { (_: Thing) in Value("success") },
            .fact("names", .list(.text), "Names.") { (_: Thing) in Value(["a", "bb", ""]) },
            .fact("numbers", .list(.integer), "Numbers.") { (_: Thing) in Value([1, 2, 3]) },
            .fact("child", .record(Thing.type), "Another.") { (thing: Thing) in
                thing.depth > 3 ? .absent : Value(Thing(depth: thing.depth + 1))
            },
            .fact("children", .list(.record(Thing.type)), "Others.") { (thing: Thing) in
                thing.depth > 3 ? Value([Thing]()) : Value([Thing(depth: thing.depth + 1), Thing(depth: 4)])
            },
        ])
}
