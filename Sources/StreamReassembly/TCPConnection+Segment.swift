import Evidence
import NetworkLayers

extension TCPConnection {
    func count(_ segment: borrowing TCPSegment, _ arrival: Arrival) {
        last = arrival.origin(0)
        arrival.half.statistics.count(segment, arrival)
    }

    /// Fixes where the sender's stream begins, with its first segment.
    func place(_ segment: borrowing TCPSegment, _ arrival: Arrival) {
        if arrival.half.identity == nil {
            arrival.half.identity = segment.flags.contains(.syn) ? segment.sequence : segment.sequence &- 1
        }
        if segment.flags.contains(.ack), arrival.opposite.identity == nil {
            arrival.opposite.identity = segment.acknowledgement &- 1
        }
        if segment.flags.contains(.rst) { return }
        switch arrival.half.start {
        case .synchronized: break
        case .unknown, .acknowledged:
            if segment.flags.contains(.syn) {
                arrival.half.restart(at: arrival.sequence, .synchronized)
            } else if arrival.half.start == .acknowledged, arrival.length <= 1,
                arrival.half.offset(of: arrival.sequence) == -1
            {
                // A keep-alive: its sequence number is one less than the next byte's.
                arrival.half.start = .midstream
            } else {
                arrival.half.restart(at: arrival.sequence, .midstream)
            }
        case .midstream:
            // A SYN captured late, or a keep-alive before anything else.
            let isLateStart = segment.flags.contains(.syn) || arrival.half.offset(of: arrival.sequence) == 1
            if isLateStart, arrival.half.sent == 0 { arrival.half.restart(at: arrival.sequence, .midstream) }
            if segment.flags.contains(.syn) { arrival.half.start = .synchronized }
        }
    }

    func offset(of arrival: Arrival) -> StreamOffset {
        UInt64(bitPattern: max(0, arrival.half.offset(of: arrival.sequence)))
    }

    /// Both directions ended and both ends known to be received.
    var isClosed: Bool { fromInitiator.isEndAcknowledged && fromResponder.isEndAcknowledged }

    /// Counts a keep-alive (RFC 9293 §3.8.4) or a window probe without new bytes; false for any other segment.
    func noteProbe(_ arrival: Arrival) -> Bool {
        guard arrival.length <= 1, arrival.half.fin == nil else { return false }
        let distance = arrival.half.offset(of: arrival.sequence) &- Int64(bitPattern: arrival.half.sent)
        let isWindowClosed = arrival.opposite.windowClosedSince != nil
        if distance == 0, arrival.length == 1, isWindowClosed { arrival.half.statistics.windowProbes &+= 1 }
        guard distance == -1 else { return false }
        if isWindowClosed {
            arrival.half.statistics.windowProbes &+= 1
        } else {
            arrival.half.statistics.keepAlives &+= 1
        }
        return true
    }
}

extension DirectionStatistics {
    fileprivate mutating func count(_ segment: borrowing TCPSegment, _ arrival: Arrival) {
        segments &+= 1
        payloadBytes &+= arrival.length
        if arrival.payload.count < Int(arrival.length) { cutSegments &+= 1 }
        guard !segment.flags.contains(.rst) else { return }
        if let usual = timeToLive {
            if usual != segment.timeToLive { otherTimesToLive &+= 1 }
        } else {
            timeToLive = segment.timeToLive
        }
    }
}
