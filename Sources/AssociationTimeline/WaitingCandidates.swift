import NetworkLayers

/// Connections that failed where DICOM is not known to be expected. Whether they were attempts at an association shows
/// when DICOM is recognised at that acceptor, or never. Beyond the limit the oldest is given up.
struct WaitingCandidates {
    private struct Entry {
        var candidate: Candidate
        /// The one before it at the same acceptor, which may be gone.
        var previous: Int?
    }

    /// By position modulo the limit.
    private var entries: [Entry?] = []
    private var oldest = 0
    private var next = 0
    /// The position of the latest.
    private var latest: [Endpoint: Int] = [:]
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// - Returns: the one given up for it.
    mutating func add(_ candidate: Candidate) -> Candidate? {
        guard limit > 0 else { return candidate }
        let givenUp = next - oldest == limit ? removeOldest() : nil
        let entry = Entry(candidate: candidate, previous: latest.updateValue(next, forKey: candidate.acceptor))
        if next < limit { entries.append(entry) } else { entries[next % limit] = entry }
        next += 1
        return givenUp
    }

    /// Removes those of an acceptor, in the order they came.
    mutating func take(at acceptor: Endpoint) -> [Candidate] {
        var taken: [Candidate] = []
        var position = latest.removeValue(forKey: acceptor)
        while let place = position, place >= oldest, let entry = entries[place % limit] {
            taken.append(entry.candidate)
            position = entry.previous
            entries[place % limit] = nil
        }
        return taken.reversed()
    }

    /// Removes all, in the order they came.
    mutating func takeAll() -> [Candidate] {
        defer { self = WaitingCandidates(limit: limit) }
        return (oldest..<next).compactMap { entries[$0 % limit]?.candidate }
    }

    private mutating func removeOldest() -> Candidate? {
        defer { oldest += 1 }
        guard let entry = entries[oldest % limit] else { return nil }
        entries[oldest % limit] = nil
        if latest[entry.candidate.acceptor] == oldest { latest[entry.candidate.acceptor] = nil }
        return entry.candidate
    }
}
