import RuleEngine
import Troubleshooting
import Wording

/// The bytes that show what a finding says, by its serial: those of the event it is pinned to.
struct PageBytes {
    private var shown: [Int: (name: String, event: LadderEvent)] = [:]

    init(_ associations: AssociationList) {
        for detail in associations.details {
            for event in detail.ladder.events where !event.bytes.isEmpty {
                for serial in event.findings where shown[serial] == nil {
                    let what = Self.part(of: event)
                    shown[serial] = ("\(what)\(event.name), frame \(event.lastFrame.rawValue)", event)
                }
            }
        }
    }

    private static func isFixedPart(_ event: LadderEvent) -> Bool {
        event.kind == .pdu && (event.bytes.first == 0x01 || event.bytes.first == 0x02)
    }

    /// Of an A-ASSOCIATE-RQ or -AC there is the fixed part; a message is shown by its P-DATA-TF or by elements of its
    /// command set.
    private static func part(of event: LadderEvent) -> String {
        if isFixedPart(event) { return "fixed part of " }
        if event.kind == .pdu { return "" }
        if event.bytes.first == 0x04 { return "P-DATA-TF of " }
        guard event.bytes.starts(with: [0, 0, 0, 9]) else { return "command set of " }
        return event.bytes.count > 10 ? "Status and counters of " : "Status of "
    }

    /// Without the reserved bytes at the end of an A-ASSOCIATE-RQ, where they are as they should be: `… 00 × 32`
    private static func short(_ bytes: [UInt8]) -> String {
        let zeros = bytes.reversed().prefix { $0 == 0 }.count
        return zeros < 8 ? hexadecimal(bytes) : hexadecimal(bytes.dropLast(zeros)) + " 00 × \(zeros)"
    }

    func object(of finding: Finding) -> PageObject? {
        // Its bytes are a patient's data.
        if finding.rule.scope == .dataSet || finding.rule.scope == .fault {
            return PageObject { $0.text("name", "in a data set; reports show none, auscult show FILE --bytes does") }
        }
        guard let found = shown[finding.serial] else { return nil }
        // What is said of a connection or an association as a whole is not to be seen in a message it ended with.
        let isOfWhole = finding.rule.scope == .connection || finding.rule.scope == .association
        if isOfWhole, found.event.kind != .pdu { return nil }
        // Contexts and other items stand behind the fixed part.
        if !isOfWhole, Self.isFixedPart(found.event) { return nil }
        return PageObject { page in
            page.text("name", found.name)
            page.text("text", Self.short(found.event.bytes))
        }
    }
}
