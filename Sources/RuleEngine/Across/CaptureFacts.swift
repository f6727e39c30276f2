import AssociationTimeline
import Evidence
import RuleExpression

/// The capture as a whole.
final class CaptureFacts: EvidencedRecord {
    /// `nil` until the capture has been read.
    var totals: CaptureTotals?
    let store: CaptureStore
    init(_ store: CaptureStore) { self.store = store }

    /// Its last frame: where it ends.
    var evidence: [FactEvidence] {
        guard let summary = totals?.summary, let time = summary.lastPacket else { return [] }
        return [
            FactEvidence(frame: FrameNumber(rawValue: UInt64(summary.packets)), time: time, from: nil, tcpStream: nil)
        ]
    }

    func total(_ value: (CaptureTotals) -> Value) -> Value { totals.map(value) ?? .unknown }
}

extension RecordType {
    static let capture: RecordType = RecordType(
        "Capture",
        "The capture as a whole. Its facts are unknown before it has been read: only rules of the scopes "
            + "evaluated at the end can use them.",
        facts.map { $0.late() }, goesOn: true)

    private static let facts: [Field] = [
        .fact("packets", .integer, "Packets in it.") { (r: CaptureFacts) in r.total { Value($0.summary.packets) } },
        .fact("bytes", .integer, "Bytes captured.") { (r: CaptureFacts) in r.total { Value($0.summary.bytes) } },
        .fact("originalBytes", .integer, "Bytes those packets had on the wire.") { (r: CaptureFacts) in
            r.total { Value($0.summary.originalBytes) }
        },
        .fact("truncatedPackets", .integer, "Packets cut by the snap length.") { (r: CaptureFacts) in
            r.total { Value($0.summary.truncatedPackets) }
        },
        .fact("droppedPackets", .integer, "Packets lost while capturing; absent where no file tells.") {
            (r: CaptureFacts) in r.total { Value($0.summary.drops) }
        },
        .fact("problems", .integer, "Damages of the files.") { (r: CaptureFacts) in
            r.total { Value($0.summary.problems.count) }
        },
        .fact("damages", .list(.text), "What they are, a sentence each.") { (r: CaptureFacts) in
            r.total { Value($0.summary.problems.map(\.message)) }
        },
        .fact("duration", .duration, "From its first packet to its last.") { (r: CaptureFacts) in
            r.total { totals in
                guard let first = totals.summary.firstPacket, let last = totals.summary.lastPacket else {
                    return .absent
                }
                return Value(last.seconds(since: first))
            }
        },
        .fact("segments", .integer, "TCP segments.") { (r: CaptureFacts) in
            r.total { Value($0.reassembly.segments) }
        },
        .fact("gaps", .integer, "Runs of bytes missing from TCP connections.") { (r: CaptureFacts) in
            r.total { Value($0.reassembly.gaps) }
        },
        .fact("lostBytes", .integer, "Bytes missing from TCP connections.") { (r: CaptureFacts) in
            r.total { Value($0.reassembly.lostBytes) }
        },
        .fact("duplicateFrames", .integer, "Frames the capture holds twice.") { (r: CaptureFacts) in
            r.total { Value($0.reassembly.duplicateFrames) }
        },
        .fact("retransmittedSegments", .integer, "TCP segments sent again.") { (r: CaptureFacts) in
            r.total { Value($0.reassembly.retransmittedSegments) }
        },
        .fact("connections", .integer, "TCP connections.") { (r: CaptureFacts) in
            r.total { Value($0.reassembly.connections) }
        },
        .fact("otherConnections", .integer, "Connections that carry no DICOM.") { (r: CaptureFacts) in
            r.total { Value($0.otherConnections) }
        },
        .fact("associations", .integer, "Associations, attempts included.") { (r: CaptureFacts) in
            r.total { Value($0.associations) }
        },
        .fact("oneSidedAssociations", .integer, "Associations of which one direction only was captured.") {
            (r: CaptureFacts) in r.total { _ in Value(r.store.oneSided) }
        },
        .fact("peers", .list(of: .peer), "Who talked with whom.") { (r: CaptureFacts) in
            r.total { _ in Value(r.store.allPeers) }
        },
        .fact("retrievals", .list(of: .retrieval), "C-MOVEs.") { (r: CaptureFacts) in
            r.total { _ in Value(r.store.retrievals) }
        },
        .fact("commitments", .list(of: .commitment), "Storage commitment transactions.") { (r: CaptureFacts) in
            r.total { _ in Value(r.store.allCommitments) }
        },
        .fact("procedureSteps", .list(of: .procedureStep), "Performed procedure steps.") { (r: CaptureFacts) in
            r.total { _ in Value(r.store.allProcedureSteps) }
        },
        .fact("studies", .list(of: .study), "Studies stored.") { (r: CaptureFacts) in
            r.total { _ in Value(r.store.allStudies) }
        },
        .fact("emptyQueries", .list(of: .emptyQuery), "C-FINDs that found nothing, the first ones.") {
            (r: CaptureFacts) in r.total { _ in Value(r.store.emptyQueries) }
        },
    ]
}
