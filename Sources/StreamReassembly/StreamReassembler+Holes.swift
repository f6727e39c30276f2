import Evidence
import NetworkLayers

extension StreamReassembler {
    /// Hands over what waited for the bytes up to `next`.
    mutating func drain(
        _ direction: StreamDirection, of connection: TCPConnection, _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        guard connection[direction].hasPending else { return }
        let start = connection[direction].next
        while let segment = connection[direction].takePending() {
            pendingBytes -= segment.bytes.count
            let origin = ByteOrigin(frame: segment.frame, time: segment.time, offset: segment.offset)
            let end = segment.offset &+ UInt64(segment.bytes.count)
            connection[direction].advance(to: end)
            if !segment.bytes.isEmpty {
                statistics.deliveredBytes &+= UInt64(segment.bytes.count)
                consumer.received(segment.bytes.span, from: direction, of: connection, origin: origin)
            }
            if end < segment.end {
                let cut = ByteOrigin(frame: segment.frame, time: segment.time, offset: end)
                giveUp(to: segment.end, direction, of: connection, cut, &consumer)
            }
        }
        if connection[direction].next > start { connection[direction].hole.opened = nil }
    }

    /// Tells the bytes from `next` to `end` as lost.
    mutating func giveUp(
        to end: StreamOffset, _ direction: StreamDirection, of connection: TCPConnection, _ origin: ByteOrigin,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let start = connection[direction].next
        guard end > start else { return }
        let isContinued = connection[direction].lastLost.upperBound == start && !connection[direction].lastLost.isEmpty
        if !isContinued {
            connection[direction].statistics.gaps &+= 1
            statistics.gaps &+= 1
        }
        connection[direction].statistics.lostBytes &+= end &- start
        statistics.lostBytes &+= end &- start
        connection[direction].lastLost = (isContinued ? connection[direction].lastLost.lowerBound : start)..<end
        connection[direction].advance(to: end)
        consumer.lost(
            end &- start, from: direction, of: connection,
            origin: ByteOrigin(frame: origin.frame, time: origin.time, offset: start))
    }

    /// Gives up the bytes at `next` once they are surely not to come; see `Hole`.
    mutating func judgeHole(
        of direction: StreamDirection, _ arrival: Arrival, _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        if connection[direction].hasHole || connection[direction].hole.opened != nil {
            connection[direction].updateHole(at: arrival.time)
            if direction == arrival.direction {
                connection[direction].hole.segmentsSince += 1
            } else {
                connection[direction].hole.oppositeSegmentsSince += 1
            }
            if connection[direction].hole.isLost(at: arrival.time) {
                let end = connection[direction].hole.acknowledgedEnd
                while connection[direction].next < end {
                    let resumed = min(end, connection[direction].pendingOffset)
                    giveUp(to: resumed, direction, of: connection, arrival.origin(0), &consumer)
                    drain(direction, of: connection, &consumer)
                }
                connection[direction].updateHole(at: arrival.time)
            } else if connection.isBeyondWindow(direction) {
                giveUpFirstHole(direction, of: connection, arrival.origin(0), &consumer)
                connection[direction].updateHole(at: arrival.time)
            } else if connection.isWithoutAcknowledgements(direction),
                connection[direction].hole.isLostOneSided(at: arrival.time)
            {
                giveUpFirstHole(direction, of: connection, arrival.origin(0), &consumer)
                connection[direction].updateHole(at: arrival.time)
            }
        }
        tellFIN(direction, of: connection, arrival.origin(0), &consumer)
    }

    private mutating func giveUpFirstHole(
        _ direction: StreamDirection, of connection: TCPConnection, _ origin: ByteOrigin,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        guard connection[direction].hasPending else { return }
        giveUp(to: connection[direction].pendingOffset, direction, of: connection, origin, &consumer)
        drain(direction, of: connection, &consumer)
    }

    func hasRoom(for bytes: Int, in connection: TCPConnection, _ direction: StreamDirection) -> Bool {
        connection[direction].pendingCount < limits.pendingSegments
            && connection[direction].pendingByteCount + bytes <= limits.pendingBytes
            && pendingBytes + bytes <= limits.totalPendingBytes
    }

    /// Gives up holes of the same direction until there is room behind the next one.
    mutating func makeRoomForPending(
        _ bytes: Int, _ arrival: Arrival, _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        let connection = arrival.connection
        let direction = arrival.direction
        guard !hasRoom(for: bytes, in: connection, direction) else { return }
        if pendingBytes + bytes > limits.totalPendingBytes {
            statistics.totalPendingLimitReached &+= 1
        } else {
            statistics.pendingLimitReached &+= 1
        }
        connection[direction].statistics.reorderingLimits &+= 1
        if connection[direction].statistics.reorderingLimits == 1 {
            consumer.happened(
                .reorderingLimitReached, from: direction, of: connection,
                origin: arrival.origin(connection[direction].next))
        }
        while connection[direction].hasPending, !hasRoom(for: bytes, in: connection, direction) {
            giveUpFirstHole(direction, of: connection, arrival.origin(0), &consumer)
        }
    }

    /// The end of a direction: all that waits is delivered and all that is missing is lost.
    mutating func flush(
        _ direction: StreamDirection, _ origin: ByteOrigin, of connection: TCPConnection,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        while connection[direction].hasPending {
            guard connection.believesPending(of: direction) else {
                connection[direction].statistics.outOfWindowSegments &+= UInt64(connection[direction].pendingCount)
                pendingBytes -= connection[direction].pendingByteCount
                connection[direction].discardPending()
                break
            }
            giveUpFirstHole(direction, of: connection, origin, &consumer)
        }
        let end = max(connection[direction].acknowledgedBytes, connection[direction].fin ?? 0)
        giveUp(to: end, direction, of: connection, origin, &consumer)
        tellFIN(direction, of: connection, origin, &consumer)
    }
}

extension TCPConnection {
    /// A few segments far beyond all others that nobody acknowledged are strays, not proof of a hole before them.
    private static let believableHole: UInt64 = 1 << 20
    private static let believableSegments = 4

    fileprivate func believesPending(of direction: StreamDirection) -> Bool {
        let first = self[direction].pendingOffset
        return self[direction].pendingCount >= Self.believableSegments
            || self[direction].acknowledged > Int64(bitPattern: first)
            || first &- self[direction].next <= max(self[direction.other].window, Self.believableHole)
    }

    /// The sender is further ahead of the first missing byte than the receiver ever allowed. Only where both SYNs were
    /// captured is it known what a window field means.
    fileprivate func isBeyondWindow(_ direction: StreamDirection) -> Bool {
        let receiver = self[direction.other]
        guard self[direction].pendingCount >= Self.believableSegments, self[direction].start == .synchronized,
            receiver.start == .synchronized,
            receiver.largestWindow > 0
        else { return false }
        return self[direction].sent > self[direction].next &+ receiver.largestWindow
    }

    fileprivate func isWithoutAcknowledgements(_ direction: StreamDirection) -> Bool {
        statistics[direction.other].segments == 0
    }
}
