import Evidence
import NetworkLayers

extension StreamReassembler {
    /// A segment of a connection that has not ended.
    mutating func receive(
        _ segment: borrowing TCPSegment, _ arrival: Arrival, _ bytes: Span<UInt8>,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        let direction = arrival.direction
        if isDuplicate(segment, arrival) {
            arrival.half.statistics.duplicateFrames &+= 1
            statistics.duplicateFrames &+= 1
            return
        }
        arrival.half.recent.add(segment, at: arrival.time)
        connection.count(segment, arrival)
        connection.place(segment, arrival)
        let silence = connection.silence(before: arrival)

        if segment.flags.contains(.rst) {
            receiveReset(segment, arrival, silence, &consumer)
            return
        }
        if segment.flags.contains(.syn) { receiveSYN(segment, arrival, &consumer) }
        var progress: TCPStall.Ending?
        let acknowledges = arrival.flags.contains(.ack) ? receiveAcknowledgement(segment, arrival) : false
        if acknowledges { progress = .acknowledgement }
        if connection.isOpening { receiveOpening(arrival, &consumer) }
        if arrival.isBare {
            let opened = receiveWindow(segment, arrival, acknowledges: acknowledges, &consumer)
            if opened { progress = .windowOpened }
        }
        if segment.flags.contains(.urg) { receiveUrgent(arrival, &consumer) }
        if arrival.isBare, connection.noteProbe(arrival) {
            connection.attempts &+= 1
        } else if arrival.length > 0, receivePayload(arrival, bytes, &consumer) {
            progress = .data
            connection.lastDataFrom = direction
        }
        if segment.flags.contains(.fin), receiveFIN(arrival, &consumer) { progress = progress ?? .fin }
        if let progress { connection.noteProgress(arrival, progress, after: silence) }

        judgeHole(of: direction, arrival, &consumer)
        judgeHole(of: direction.other, arrival, &consumer)
        if connection.isClosed {
            end(arrival.entry, .finished, arrival.origin(0), &consumer)
        }
    }

    /// Only a segment that brings nothing new can be the second copy of a frame.
    private func isDuplicate(_ segment: borrowing TCPSegment, _ arrival: Arrival) -> Bool {
        guard arrival.half.start != .unknown else { return false }
        if arrival.isBare {
            let isNew =
                arrival.length > 0
                ? arrival.half.offset(of: arrival.sequence) >= Int64(bitPattern: arrival.half.sent)
                : arrival.opposite.advances(segment.acknowledgement)
            if isNew { return false }
        }
        return arrival.half.recent.contains(segment, at: arrival.time)
    }

    /// Returns whether it acknowledges more than was known.
    private mutating func receiveAcknowledgement(_ segment: borrowing TCPSegment, _ arrival: Arrival) -> Bool {
        let sender = arrival.opposite
        if sender.start == .unknown {
            let start: HalfStream.Start = segment.flags.contains(.syn) ? .synchronized : .acknowledged
            sender.begin(acknowledgedAt: segment.acknowledgement, start)
            return true
        }
        guard sender.acknowledge(segment.acknowledgement) else { return false }
        sender.measureRoundTrip(at: arrival.time)
        return true
    }

    /// Returns whether a closed window opened.
    private mutating func receiveWindow(
        _ segment: borrowing TCPSegment, _ arrival: Arrival, acknowledges: Bool,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) -> Bool {
        let connection = arrival.connection
        let direction = arrival.direction
        guard segment.flags.contains(.ack) else { return false }
        let window = UInt64(segment.window) &<< UInt64(arrival.half.windowShift)
        let isSame = arrival.half.window == window
        arrival.half.window = window
        if window > arrival.half.largestWindow { arrival.half.largestWindow = window }
        let origin = arrival.origin(arrival.half.next)
        if window == 0 {
            guard arrival.half.windowClosedSince == nil else { return false }
            arrival.half.windowClosedSince = arrival.time
            arrival.half.statistics.zeroWindows &+= 1
            consumer.happened(.zeroWindowBegan, from: direction, of: connection, origin: origin)
        } else if let since = arrival.half.windowClosedSince {
            let duration = arrival.time.duration(since: since)
            arrival.half.windowClosedSince = nil
            arrival.half.statistics.zeroWindowTime += duration
            consumer.happened(.zeroWindowEnded(after: duration), from: direction, of: connection, origin: origin)
            return true
        } else if isSame, !acknowledges, arrival.length == 0, arrival.opposite.hasUnacknowledged {
            let number = arrival.opposite.offset(of: segment.acknowledgement)
            guard number == arrival.opposite.acknowledged else { return false }
            arrival.half.statistics.duplicateAcknowledgements &+= 1
        }
        return false
    }

    private mutating func receiveUrgent(_ arrival: Arrival, _ consumer: inout some StreamConsumer & ~Copyable) {
        let connection = arrival.connection
        arrival.half.statistics.urgentSegments &+= 1
        guard arrival.half.statistics.urgentSegments == 1 else { return }
        consumer.happened(
            .urgent, from: arrival.direction, of: connection, origin: arrival.origin(connection.offset(of: arrival)))
    }
}
