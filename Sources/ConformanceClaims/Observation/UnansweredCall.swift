import AssociationTimeline
import Evidence

/// A TCP connection that was asked for in vain.
struct UnansweredCall {
    /// When the last SYN was sent.
    var last: Timestamp
    /// From the first SYN to the last.
    var seconds: Double
    /// When one more was due after the last, at the latest: TCP waits up to twice as long each time (RFC 6298 §5.5).
    var wait: Double
    var sighting: Sighting

    /// `nil` where something answered, if only a router, or where the beginning was not captured.
    init?(_ association: Association) {
        let handshake = association.tcp.handshake
        guard association.outcome == .unanswered, association.request == nil, association.anomalies.isEmpty,
            let first = handshake.syn, handshake.synAcknowledged == nil
        else { return nil }
        let all = [first] + handshake.synRetransmissions
        // Later ones were not counted.
        guard all.count <= 16 else { return nil }
        let last = all.max() ?? first
        // The first is sent again after a second (RFC 6298 §2.1).
        let before = all.count > 1 ? last.seconds(since: all[all.count - 2]) : 0.5
        self.last = last
        seconds = last.seconds(since: first)
        wait = max(1, 2 * before)
        sighting = Sighting(endOf: association, from: .requestor)
    }
}
