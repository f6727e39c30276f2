import Evidence
import NetworkLayers

extension StreamReassembler {
    /// Returns whether there were bytes among it not seen before.
    mutating func receivePayload(
        _ arrival: Arrival, _ bytes: Span<UInt8>, _ consumer: inout some StreamConsumer & ~Copyable
    ) -> Bool {
        let connection = arrival.connection
        let direction = arrival.direction
        var start = arrival.half.offset(of: arrival.sequence)
        guard arrival.half.isPlausible(start) else {
            return receiveOutOfWindow(arrival, bytes, &consumer)
        }
        arrival.half.outOfWindow.count = 0
        var end = start &+ Int64(arrival.length)
        if let fin = arrival.half.fin, end > Int64(bitPattern: fin) {
            let excess = UInt64(end &- max(start, Int64(bitPattern: fin)))
            consumer.happened(
                .dataAfterFIN(length: excess), from: direction, of: connection, origin: arrival.origin(fin))
            end = Int64(bitPattern: fin)
            guard start < end else { return false }
        }
        let sent = Int64(bitPattern: arrival.half.sent)
        let next = Int64(bitPattern: arrival.half.next)
        guard end > next else {
            receiveOld(arrival, max(0, start)..<max(0, end), &consumer)
            return false
        }
        if start < next {
            receiveOld(arrival, max(0, start)..<next, &consumer)
            start = next
        }
        let range = UInt64(start)..<UInt64(end)
        if start >= sent {
            arrival.half.noteSent(range.upperBound)
            if arrival.half.sample == nil, start == next {
                arrival.half.sample = (range.upperBound, arrival.time)
            }
        }
        if start == next, range.upperBound <= arrival.half.pendingOffset {
            if start < sent { noteBehind(arrival, range, &consumer) }
            deliver(arrival, bytes, range, &consumer)
            drain(direction, of: connection, &consumer)
            return true
        }
        return keep(arrival, bytes, range, isBehind: start < sent, &consumer)
    }

    /// The bytes at `next`: handed over where they lie.
    private mutating func deliver(
        _ arrival: Arrival, _ bytes: Span<UInt8>, _ range: Range<StreamOffset>,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        let captured = arrival.captured(range, of: connection)
        let origin = arrival.origin(range.lowerBound)
        let end = range.lowerBound &+ UInt64(captured.count)
        arrival.half.advance(to: end)
        if !captured.isEmpty {
            statistics.deliveredBytes &+= UInt64(captured.count)
            consumer.received(bytes.extracting(captured), from: arrival.direction, of: connection, origin: origin)
        }
        if end < range.upperBound {
            giveUp(to: range.upperBound, arrival.direction, of: connection, arrival.origin(end), &consumer)
        }
    }

    /// Bytes behind a hole, or overlapping some that wait there.
    private mutating func keep(
        _ arrival: Arrival, _ bytes: Span<UInt8>, _ claimed: Range<StreamOffset>, isBehind: Bool,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) -> Bool {
        let connection = arrival.connection
        let direction = arrival.direction
        makeRoomForPending(claimed.count, arrival, &consumer)
        let next = arrival.half.next
        guard claimed.upperBound > next else {
            receiveOld(arrival, Int64(claimed.lowerBound)..<Int64(claimed.upperBound), &consumer)
            return false
        }
        let range = max(claimed.lowerBound, next)..<claimed.upperBound
        let captured = arrival.captured(range, of: connection)
        if !arrival.half.hasPending, !hasRoom(for: captured.count, in: connection, direction) {
            giveUp(to: range.lowerBound, direction, of: connection, arrival.origin(next), &consumer)
            deliver(arrival, bytes, range, &consumer)
            return true
        }
        let insertion = arrival.half.keep(
            bytes.extracting(captured), length: UInt64(range.count), at: arrival.origin(range.lowerBound))
        pendingBytes += insertion.keptBytes
        let repeated = UInt64(range.count) &- insertion.newBytes
        if repeated > 0 { noteRetransmission(arrival, repeated, at: range.lowerBound, &consumer) }
        if let differing = insertion.differing {
            arrival.half.statistics.differingCopies &+= 1
            consumer.happened(
                .differingCopy(length: UInt64(differing.count)), from: direction, of: connection,
                origin: arrival.origin(differing.lowerBound))
        }
        if isBehind, repeated == 0 { noteBehind(arrival, range, &consumer) }
        drain(direction, of: connection, &consumer)
        return insertion.newBytes > 0
    }

    /// Bytes never seen before, sent after later ones were seen: late on their way, or sent again after the first copy
    /// was lost before it came to the place of the capture.
    private mutating func noteBehind(
        _ arrival: Arrival, _ range: Range<StreamOffset>, _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        guard let opened = arrival.half.hole.opened else { return }
        let roundTrip = connection.handshake.responderRoundTrip ?? .zero
        if arrival.time.duration(since: opened) <= max(roundTrip, .milliseconds(3)) {
            arrival.half.statistics.outOfOrderSegments &+= 1
            statistics.outOfOrderSegments &+= 1
        } else {
            noteRetransmission(arrival, UInt64(range.count), at: range.lowerBound, &consumer)
        }
    }

    /// Bytes that have been delivered or given up.
    private mutating func receiveOld(
        _ arrival: Arrival, _ range: Range<Int64>, _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let old = UInt64(range.lowerBound)..<UInt64(range.upperBound)
        let late = old.clamped(to: arrival.half.lastLost)
        arrival.half.statistics.lateBytes &+= UInt64(late.count)
        if old.count > late.count || old.isEmpty {
            noteRetransmission(arrival, UInt64(old.count - late.count), at: old.lowerBound, &consumer)
        }
    }

    private mutating func noteRetransmission(
        _ arrival: Arrival, _ length: UInt64, at offset: StreamOffset,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        let direction = arrival.direction
        arrival.half.sample = nil
        connection.attempts &+= 1
        arrival.half.statistics.retransmittedSegments &+= 1
        arrival.half.statistics.retransmittedBytes &+= length
        statistics.retransmittedSegments &+= 1
        guard arrival.half.statistics.retransmittedSegments <= limits.retransmissionEvents else { return }
        consumer.happened(
            .retransmission(length: length), from: direction, of: connection, origin: arrival.origin(offset))
    }

    /// Returns whether the run of such segments is long enough to go on from there.
    private mutating func receiveOutOfWindow(
        _ arrival: Arrival, _ bytes: Span<UInt8>, _ consumer: inout some StreamConsumer & ~Copyable
    ) -> Bool {
        let connection = arrival.connection
        let direction = arrival.direction
        arrival.half.statistics.outOfWindowSegments &+= 1
        guard arrival.half.outOfWindow.isEnough(with: arrival) else { return false }
        arrival.half.outOfWindow.count = 0
        flush(direction, arrival.origin(0), of: connection, &consumer)
        let next = arrival.half.next
        let origin = arrival.origin(next)
        guard arrival.half.fin == nil else { return false }
        let distance = arrival.sequence &- arrival.half.sequence(of: next)
        consumer.happened(.sequenceJump, from: direction, of: connection, origin: origin)
        giveUp(to: next &+ UInt64(distance), direction, of: connection, origin, &consumer)
        let start = arrival.half.next
        deliver(arrival, bytes, start..<(start &+ arrival.length), &consumer)
        return true
    }
}

extension Arrival {
    /// The captured bytes of a part of the stream that the segment carries.
    fileprivate func captured(_ range: Range<StreamOffset>, of connection: TCPConnection) -> Range<Int> {
        let skipped = range.lowerBound &- UInt64(bitPattern: connection[direction].offset(of: sequence))
        let lower = payload.lowerBound + Int(clamping: min(skipped, UInt64(payload.count)))
        return lower..<min(payload.upperBound, lower + range.count)
    }
}
