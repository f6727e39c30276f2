/// What a pcap file's records are where one of them cannot be believed. Each byte is looked at a bounded number of times,
/// so a damaged file costs no more than a few times a whole one.
extension PcapFile {
    /// A record header whose captured length is 0 or above the limit: whether it is one all the same. Where it is not,
    /// the window has moved to where reading goes on.
    func isAcceptable(_ header: RecordHeader) -> Bool {
        if header.captured == 0 {
            if takeConcatenatedHeader() { return false }
            if header.seconds != 0 || header.fraction != 0 || header.original != 0 { return true }
        }
        let offset = window.offset
        skipToPlausibleRecord()
        let skipped = window.offset - offset
        let outcome =
            window.available == 0
            ? "nothing after it could be read (\(skipped) bytes)"
            : "the next \(skipped) bytes were skipped to what looks like the next record"
        problems.add(
            "pcap/record-damaged", at: offset, skipped: skipped,
            "no record header at byte \(offset) (captured length \(header.captured)); \(outcome)")
        return false
    }

    /// The length of a record after which no record follows: if one begins inside it, the length lied.
    func believableLength(_ claimed: Int) -> Int {
        guard let length = lengthToRecord(inside: claimed) else { return claimed }
        noteFalseLength(claimed, length)
        return length
    }

    /// The length of a record that runs over the end of the file.
    func cutLength(_ claimed: Int) -> Int {
        let present = window.available - dialect.recordHeaderLength
        if let length = lengthToRecord(inside: present) {
            noteFalseLength(claimed, length)
            return length
        }
        noteCut(needed: UInt64(dialect.recordHeaderLength + claimed), "the record")
        return present
    }

    private func noteFalseLength(_ claimed: Int, _ length: Int) {
        let offset = window.offset
        problems.add(
            "pcap/record-length", at: offset,
            "the record at byte \(offset) claims \(claimed) bytes but the next record begins after \(length)")
    }

    private func lengthToRecord(inside claimed: Int) -> Int? {
        let headerLength = dialect.recordHeaderLength
        let end = min(headerLength + claimed, window.available)
        let seconds = lastSeconds ?? recordHeader(at: 0).seconds
        var index = headerLength
        while let candidate = possibleRecord(from: index, to: end) {
            if isPlausibleRecord(at: candidate, after: seconds) { return candidate - headerLength }
            index = candidate + 1
        }
        return nil
    }

    private func skipToPlausibleRecord() {
        window.advance(1)
        while window.ensure(dialect.recordHeaderLength) {
            guard let candidate = possibleRecord(from: 0, to: window.available) else {
                window.advance(window.available - dialect.recordHeaderLength + 1)
                continue
            }
            window.advance(candidate)
            if isPlausibleRecord(at: 0, after: lastSeconds) || isConcatenatedHeader() { return }
            window.advance(1)
        }
        window.advance(window.available)
    }

    /// The first place where the lengths of a header could be right, as far as the window reaches.
    private func possibleRecord(from start: Int, to end: Int) -> Int? {
        var index = start
        while index <= end - dialect.recordHeaderLength {
            let header = recordHeader(at: index)
            if header.captured <= limit, header.captured > 0 || dialect(at: index) != nil { return index }
            index += 1
        }
        return nil
    }

    /// Whether a record is here and another one, or the end of the file, after it.
    private func isPlausibleRecord(at index: Int, after seconds: UInt32?) -> Bool {
        let header = recordHeader(at: index)
        guard isPlausible(header, after: seconds) else { return false }
        let next = index + dialect.recordHeaderLength + header.captured
        guard window.ensure(next + dialect.recordHeaderLength) else { return window.available >= next }
        return isPlausible(recordHeader(at: next), after: header.seconds)
    }

    private func isPlausible(_ header: RecordHeader, after seconds: UInt32?) -> Bool {
        let month: Int64 = 30 * 86_400
        let isNear = seconds.map { abs(Int64(header.seconds) - Int64($0)) <= month } ?? true
        return isNear && header.captured > 0 && header.captured <= limit && header.captured <= header.original
            && header.original <= 1 << 24 && header.fraction < dialect.ticksPerSecond
    }

    /// Whether a file header of this version of pcap stands where a record should.
    private func isConcatenatedHeader() -> Bool {
        guard window.ensure(PcapDialect.fileHeaderLength), let other = dialect(at: 0) else { return false }
        return window.uint16(other.order, at: 4) == 2
    }

    private func dialect(at index: Int) -> PcapDialect? {
        window.withUnread { PcapDialect($0.extracting(index...)) }
    }

    private func takeConcatenatedHeader() -> Bool {
        guard isConcatenatedHeader() else { return false }
        let offset = window.offset
        problems.add("pcap/file-header", at: offset, "another pcap file begins at byte \(offset); it was read too")
        takeFileHeader()
        return true
    }
}
