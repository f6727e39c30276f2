import Evidence
import NetworkLayers

extension StreamReassembler {
    /// Returns whether it was the first.
    mutating func receiveFIN(_ arrival: Arrival, _ consumer: inout some StreamConsumer & ~Copyable) -> Bool {
        let connection = arrival.connection
        let direction = arrival.direction
        let end = arrival.half.offset(of: arrival.sequence) &+ Int64(arrival.length)
        guard arrival.half.fin == nil else {
            if arrival.length == 0 { connection.attempts &+= 1 }
            return false
        }
        guard end >= Int64(bitPattern: arrival.half.sent), arrival.half.isPlausible(end) else {
            arrival.half.statistics.outOfWindowSegments &+= 1
            return false
        }
        arrival.half.fin = UInt64(end)
        arrival.half.noteSent(UInt64(end))
        if connection.firstFIN == nil { connection.firstFIN = direction }
        return true
    }

    /// Once all before it has been told.
    mutating func tellFIN(
        _ direction: StreamDirection, of connection: TCPConnection, _ origin: ByteOrigin,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        guard let fin = connection[direction].fin, fin == connection[direction].next,
            !connection[direction].isFinDelivered
        else { return }
        connection[direction].isFinDelivered = true
        consumer.happened(
            .fin, from: direction, of: connection,
            origin: ByteOrigin(frame: origin.frame, time: origin.time, offset: fin))
    }

    mutating func end(
        _ entry: Int, _ reason: TCPConnection.End, _ origin: ByteOrigin,
        _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        guard let connection = flows[entry], connection.ended == nil else { return }
        flush(.fromInitiator, origin, of: connection, &consumer)
        flush(.fromResponder, origin, of: connection, &consumer)
        // Where the last acknowledgement was not captured, or RST took its place, the two FINs end it all the same.
        let isFinished = connection[.fromInitiator].isFinDelivered && connection[.fromResponder].isFinDelivered
        let reason = isFinished ? .finished : reason
        connection.noteEnd(reason, at: origin)
        connection.ended = (reason, origin.time)
        consumer.connectionEnded(connection, reason: reason, origin: origin)
        slots.release(connection.slot)
        activity.move(entry, to: .ended)
        while activity.count(.ended) > limits.endedConnections, let oldest = activity.oldest(.ended) {
            forget(oldest)
        }
    }

    mutating func endIdle(
        longerThan idle: Duration, _ origin: ByteOrigin, _ consumer: inout some StreamConsumer & ~Copyable
    ) {
        for stage in [ActivityQueues.Stage.opening, .open] {
            while let oldest = activity.oldest(stage), let connection = flows[oldest],
                origin.time.duration(since: connection.last.time) > idle
            {
                statistics.idleConnections &+= 1
                end(oldest, .idle, origin, &consumer)
            }
        }
    }

    /// For one connection more.
    mutating func makeRoom(_ origin: ByteOrigin, _ consumer: inout some StreamConsumer & ~Copyable) {
        guard activity.count(.opening) + activity.count(.open) >= max(1, limits.connections) else { return }
        guard let oldest = activity.oldest(.opening) ?? activity.oldest(.open) else { return }
        statistics.connectionLimitReached &+= 1
        end(oldest, .evicted, origin, &consumer)
    }

    private mutating func forget(_ entry: Int) {
        activity.remove(entry)
        flows.remove(entry)
    }
}
