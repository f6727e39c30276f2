import AssociationTimeline
import PacketCapture
import RuleExpression

@testable import RuleEngine

/// What every fact of the schema was seen to be over some captures.
final class FactSurvey: AssociationReceiver {
    struct Seen: Sendable {
        /// Times it had a value, which neither an absent nor an unknown one is.
        var values = 0
        var truths: Set<Bool> = []
        /// The first different ones, each with the capture it was seen in.
        var samples: [(value: String, capture: String)] = []
    }

    private static let samples = 3

    /// By record and fact: `Association.outcome`.
    private(set) var facts: [String: Seen] = [:]
    private var capture = ""
    private var claims: (any ProductClaims)?
    private var store = CaptureStore(limit: 10_000)
    /// Records looked at already. They are kept, so that no other can come to have the identity of one of them.
    private var visited: [ObjectIdentifier: any FactRecord] = [:]

    func survey(_ path: String, as name: String, claims: (any ProductClaims)? = nil) throws {
        capture = name
        self.claims = claims
        store = CaptureStore(limit: 10_000)
        visited = [:]
        var analysis = try CaptureAnalysis(
            inputs: [.path(path)], options: RuleSession.timelineOptions, receiver: self)
        analysis.run()
        let capture = CaptureFacts(store)
        capture.totals = analysis.totals
        store.latest = analysis.totals.summary.lastPacket
        store.comparePeers()
        store.matchRetrievals()
        store.matchWorkflow()
        visit(capture, .capture)
        for query in store.emptyQueries { visit(query, .emptyQuery) }
        visited = [:]
    }

    func ended(_ association: Association) {
        visit(AssociationFacts(association, previous: store.previous(of: association), claims: claims), .association)
        store.remember(association)
    }

    private func visit(_ record: any FactRecord, _ type: RecordType) {
        guard visited.updateValue(record, forKey: ObjectIdentifier(record)) == nil else { return }
        for field in type.fields { note(field.get(record), of: field.type(), "\(type.name).\(field.name)") }
    }

    private func note(_ value: Value, of type: ValueType, _ name: String) {
        switch (value, type) {
        case (.absent, _), (.unknown, _): return
        case (.list(let values), .list(let element)):
            if !values.isEmpty { note(value, as: name) }
            if case .record(let record) = element {
                for case .record(let each) in values { visit(each, record) }
            }
            return
        case (.record(let record), .record(let type)):
            facts[name, default: Seen()].values += 1
            visit(record, type)
        case (.boolean(let truth), _):
            facts[name, default: Seen()].truths.insert(truth)
            note(value, as: name)
        default: note(value, as: name)
        }
    }

    private func note(_ value: Value, as name: String) {
        facts[name, default: Seen()].values += 1
        guard facts[name, default: Seen()].samples.count < Self.samples else { return }
        if case .list(let values) = value, case .record = values.first {
            return sample("\(values.count) of them", name)
        }
        sample(value.display, name)
    }

    private func sample(_ text: String, _ name: String) {
        let printable = text.unicodeScalars.prefix(60).map { $0.properties.isPrintable ? String($0) : "·" }.joined()
        guard facts[name]?.samples.contains(where: { $0.value == printable }) == false else { return }
        facts[name]?.samples.append((printable, capture))
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isPrintable: Bool {
        switch generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
