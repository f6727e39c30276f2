import Evidence

extension TCPConnection {
    /// What stood still before a segment, when it was longer than ever before.
    struct Silence {
        var length: Int64
        var unacknowledged: StreamDirection?
        var zeroWindow: StreamDirection?
    }

    private static let directions: [StreamDirection] = [.fromInitiator, .fromResponder]

    func silence(before arrival: Arrival) -> Silence? {
        let length = arrival.time.nanoseconds &- lastProgress.time.nanoseconds
        guard length > longestSilence, !isOpening else { return nil }
        return silence(of: length, endedBy: arrival.direction)
    }

    private func silence(of length: Int64, endedBy speaker: StreamDirection?) -> Silence {
        Silence(
            length: length, unacknowledged: unacknowledged(before: speaker),
            zeroWindow: Self.directions.first { self[$0].windowClosedSince != nil })
    }

    /// Whose bytes waited for acknowledgement. Bytes of the one who speaks next waited only if it sent them again.
    private func unacknowledged(before speaker: StreamDirection?) -> StreamDirection? {
        if isOneSided { return nil }
        let candidates: [StreamDirection] = speaker.map { [$0.other, $0] } ?? Self.directions
        return candidates.first { self[$0].hasUnacknowledged && ($0 != speaker || attempts > 0) }
    }

    func noteProgress(_ arrival: Arrival, _ ending: TCPStall.Ending, after silence: Silence?) {
        let origin = arrival.origin(self[arrival.direction].next)
        if let silence { record(silence, until: origin, ending, by: arrival.direction) }
        lastProgress = origin
        attempts = 0
    }

    /// Closes the accounts: the stall that nothing ended, the windows still closed.
    func noteEnd(_ reason: End, at origin: ByteOrigin) {
        for direction in Self.directions {
            guard let since = self[direction].windowClosedSince else { continue }
            self[direction].statistics.zeroWindowTime += origin.time.duration(since: since)
        }
        let length = origin.time.nanoseconds &- lastProgress.time.nanoseconds
        guard reason == .captureEnded || reason == .idle, length > longestSilence, !isOpening else {
            return
        }
        record(silence(of: length, endedBy: nil), until: origin, .connectionEnded, by: nil)
    }

    private func record(
        _ silence: Silence, until end: ByteOrigin, _ ending: TCPStall.Ending, by speaker: StreamDirection?
    ) {
        longestSilence = silence.length
        longestStall = TCPStall(
            start: lastProgress, end: end, ending: ending, endedBy: speaker, lastDataFrom: lastDataFrom,
            unacknowledged: silence.unacknowledged, zeroWindow: silence.zeroWindow, attempts: attempts)
    }
}
