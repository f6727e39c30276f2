import Evidence
import NetworkLayers
import PacketCapture

@testable import AssociationTimeline

/// What a capture says connection by connection, to be compared with what it says when it is damaged.
struct ConnectionDigests {
    struct Told: Equatable {
        var lines: [String] = []
        /// Something says that not all is as it should be.
        var marks = 0
    }

    private(set) var connections: [String: Told] = [:]

    init(_ frames: [RecordedFrame]) throws { try self.init(file: RecordedFrame.pcap(frames)) }

    init(file: [UInt8]) throws {
        for association in try TimelineDigest.associations([.bytes(file)]) {
            let name = Self.name(association.requestor, association.acceptor)
            connections[name, default: Told()].lines += TimelineDigest.lines(of: association).filter {
                // A place in a stream or a frame's time differs where a frame was only moved.
                !$0.hasPrefix("anomaly")
            }
            connections[name, default: Told()].lines += association.anomalies.map { "anomaly \($0.code)" }.sorted()
            connections[name, default: Told()].marks += Self.marks(association)
        }
    }

    static func name(_ one: Endpoint, _ other: Endpoint) -> String {
        [one, other].sorted().map(\.description).joined(separator: " ")
    }

    private static func marks(_ association: Association) -> Int {
        var marks = association.anomalies.count + association.quality.gaps + Int(association.quality.lostBytes)
        if !association.quality.sawHandshake { marks += 1 }
        if association.quality.isOneSided { marks += 1 }
        if association.tcp.handshake.syn == nil { marks += 1 }
        if association.tcp.handshake.synAcknowledged == nil { marks += 1 }
        if association.tcp.firstFIN == nil, association.tcp.reset == nil { marks += 1 }
        if ![.released, .rejected].contains(association.outcome) { marks += 1 }
        marks += association.pdus.count { $0.isIncomplete || $0.type == .abort }
        for operation in association.operations {
            if [.incomplete, .unanswered].contains(operation.outcome) { marks += 1 }
            let messages = operation.responses + operation.cancels + (operation.request.map { [$0] } ?? [])
            marks += messages.count { !$0.isComplete }
            if operation.request == nil { marks += 1 }
        }
        return marks
    }

    /// The connections of those frames; `nil` where one cannot be told.
    static func touched(_ indices: [Int], of frames: [RecordedFrame]) -> Set<String>? {
        var names: Set<String> = []
        for index in indices {
            guard let view = TCPView(frames[index]) else { return nil }
            names.insert(name(view.source, view.destination))
        }
        return names
    }
}
