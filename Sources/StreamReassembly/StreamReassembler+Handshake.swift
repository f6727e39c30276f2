import Evidence
import NetworkLayers

extension StreamReassembler {
    /// RFC 9293 §3.5.
    mutating func receiveSYN(
        _ segment: borrowing TCPSegment, _ arrival: Arrival, _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        let direction = arrival.direction
        arrival.half.statistics.maximumSegmentSize = segment.maximumSegmentSize
        arrival.half.statistics.windowScale = segment.windowScale
        // A SYN's own window is never scaled (RFC 7323 §2.2).
        arrival.half.largestWindow = max(arrival.half.largestWindow, UInt64(segment.window))
        arrival.half.window = UInt64(segment.window)
        if let own = segment.windowScale, let other = arrival.opposite.statistics.windowScale {
            arrival.half.windowShift = min(own, HalfStream.greatestShift)
            arrival.opposite.windowShift = min(other, HalfStream.greatestShift)
        }
        let isAnswer = segment.flags.contains(.ack)
        let retransmission = arrival.half.countSYN(isAnswer: isAnswer)
        connection.handshake.note(arrival, isAnswer: isAnswer, retransmission: retransmission)
        if retransmission > 0 { connection.attempts &+= 1 }
        consumer.happened(
            isAnswer
                ? .synAcknowledged(retransmission: retransmission) : .synSent(retransmission: retransmission),
            from: direction, of: connection, origin: arrival.origin(0))
    }

    /// Looks whether the handshake is done: both SYNs acknowledged, or bytes on the way although part of it is missing.
    mutating func receiveOpening(_ arrival: Arrival, _ consumer: inout some StreamConsumer & ~Copyable) {
        let connection = arrival.connection
        let areAcknowledged =
            connection[.fromInitiator].acknowledged >= 0 && connection[.fromResponder].acknowledged >= 0
        let areSynchronized =
            connection[.fromInitiator].start == .synchronized && connection[.fromResponder].start == .synchronized
        if areAcknowledged && areSynchronized {
            connection.handshake.established = arrival.time
            consumer.happened(
                .established, from: arrival.direction, of: connection, origin: arrival.origin(0))
        } else if arrival.flags.contains(.syn) || (arrival.length == 0 && !arrival.flags.contains(.fin)) {
            return
        }
        connection.isOpening = false
        connection.lastProgress = arrival.origin(arrival.half.next)
        activity.move(arrival.entry, to: .open)
    }

    /// RFC 9293 §3.10.7.
    mutating func receiveReset(
        _ segment: borrowing TCPSegment, _ arrival: Arrival, _ silence: TCPConnection.Silence?,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        let direction = arrival.direction
        let origin = arrival.origin(connection.offset(of: arrival))
        guard connection.acceptsReset(segment, arrival) else {
            arrival.half.statistics.outOfWindowSegments &+= 1
            consumer.happened(.resetOutOfWindow, from: direction, of: connection, origin: origin)
            return
        }
        if segment.flags.contains(.ack) { _ = arrival.opposite.acknowledge(segment.acknowledgement) }
        connection.noteProgress(arrival, .reset, after: silence)
        flush(direction, origin, of: connection, &consumer)
        flush(direction.other, origin, of: connection, &consumer)
        connection.reset = TCPReset(
            direction: direction, origin: origin, timeToLive: segment.timeToLive,
            usualTimeToLive: arrival.half.statistics.timeToLive)
        let isRefusal = connection.isOpening && arrival.half.start == .unknown
        consumer.happened(isRefusal ? .refused : .reset, from: direction, of: connection, origin: origin)
        end(arrival.entry, isRefusal ? .refused : .reset, origin, &consumer)
    }
}

extension TCPHandshake {
    private static let timesKept = 16

    fileprivate mutating func note(_ arrival: Arrival, isAnswer: Bool, retransmission: Int) {
        if isAnswer {
            if retransmission > 0 { synAcknowledgedRetransmissions += 1 }
            synAcknowledged = synAcknowledged ?? arrival.time
        } else if arrival.direction == .fromResponder {
            isSimultaneous = true
        } else if retransmission == 0 {
            syn = arrival.time
        } else if synRetransmissions.count < Self.timesKept {
            synRetransmissions.append(arrival.time)
        }
    }
}

extension TCPConnection {
    /// The smallest window to be reckoned with where none is known.
    private static let unknownWindow: UInt64 = 65_535

    /// In the receiver's window (RFC 9293 §3.10.7.4), or in answer to what the receiver sent: to a SYN it must
    /// acknowledge it, to others it has the sequence number they acknowledge (§3.5.2).
    fileprivate func acceptsReset(_ segment: borrowing TCPSegment, _ arrival: Arrival) -> Bool {
        let direction = arrival.direction
        let acknowledged = self[direction.other].offset(of: segment.acknowledgement)
        let isAcknowledged =
            arrival.flags.contains(.ack) && acknowledged >= 0
            && acknowledged <= Int64(bitPattern: self[direction.other].sent) &+ 1
        if self[direction].start == .unknown { return !isOpening || isAcknowledged }
        if segment.sequence == 0, segment.flags.contains(.ack), isOpening { return isAcknowledged }
        let window = max(self[direction.other].window, Self.unknownWindow)
        let offset = self[direction].offset(of: arrival.sequence)
        let lowest = min(Int64(bitPattern: self[direction].next), max(self[direction].acknowledged, -1))
        let highest = max(Int64(bitPattern: self[direction].sent), self[direction].acknowledged)
        return offset >= lowest &- 1 && offset <= highest &+ Int64(clamping: window)
    }
}
