import Evidence

/// What a gap leaves standing. Where it ends inside a P-DATA-TF, the next PDU's place is known and nothing is guessed.
extension PDUStreamDecoder {
    mutating func lost(
        _ length: UInt64, _ origin: ByteOrigin, _ header: Header, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var searching = Searching(cause: .gap)
        if let evidence = header.evidence { searching.skip(UInt64(header.count), evidence.firstOrigin) }
        searching.skip(length, origin)
        flush(&searching, &consumer)
        state = .searching(searching)
    }

    mutating func lost(
        _ length: UInt64, _ origin: ByteOrigin, _ previous: Gathering, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var gathering = previous
        gathering.keepsMore = false
        gathering.isCutByGap = true
        let inside = min(length, UInt64(gathering.remaining))
        gathering.remaining &-= UInt32(truncatingIfNeeded: inside)
        guard gathering.remaining == 0 else {
            state = .gathering(gathering)
            return
        }
        end(gathering, &consumer)
        lost(length - inside, origin: origin.advanced(by: inside), consumer: &consumer)
    }

    mutating func lost(
        _ length: UInt64, _ origin: ByteOrigin, _ previous: ValueHeader, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        let begun = UInt64(previous.count)
        var transfer = previous.transfer
        transfer.isComplete = false
        let inside = min(length, UInt64(transfer.remaining) - begun)
        transfer.remaining &-= UInt32(truncatingIfNeeded: begun + inside)
        skip(
            Skipping(transfer: transfer, skipped: begun + inside, origin: begun > 0 ? previous.origin : origin),
            &consumer)
        lost(length - inside, origin: origin.advanced(by: inside), consumer: &consumer)
    }

    mutating func lost(
        _ length: UInt64, _ origin: ByteOrigin, _ previous: Fragment, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var fragment = previous
        fragment.isComplete = false
        fragment.transfer.isComplete = false
        let inside = min(length, UInt64(fragment.remaining))
        fragment.remaining &-= Int(inside)
        state = .fragment(fragment)
        consumer.lostFragment(inside, of: fragment.value, origin: origin)
        guard fragment.remaining == 0 else { return }
        let end = origin.advanced(by: inside)
        consumer.ended(fragment.value, isComplete: false, origin: end)
        next(fragment.transfer, &consumer)
        lost(length - inside, origin: end, consumer: &consumer)
    }

    mutating func lost(
        _ length: UInt64, _ origin: ByteOrigin, _ previous: Skipping, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var skipping = previous
        let inside = min(length, UInt64(skipping.transfer.remaining))
        skipping.transfer.remaining &-= UInt32(truncatingIfNeeded: inside)
        skipping.skipped &+= inside
        skip(skipping, &consumer)
        lost(length - inside, origin: origin.advanced(by: inside), consumer: &consumer)
    }

    // MARK: The stream's end

    mutating func finish(
        _ header: Header, _ origin: ByteOrigin, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        guard var evidence = header.evidence else { return }
        evidence.length = UInt64(header.count)
        report(.incomplete, evidence, "PS3.8 §9.3.1", &consumer) {
            ("The bytes end \(header.count) bytes into a PDU's header.", [.init("bytes", header.count)])
        }
    }

    mutating func finish(
        _ gathering: Gathering, _ origin: ByteOrigin, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        end(gathering, &consumer)
        incomplete(gathering.header, gathering.evidence, missing: gathering.remaining, &consumer)
    }

    mutating func finish(
        _ transfer: Transfer, missing: UInt32, _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var transfer = transfer
        transfer.remaining = missing
        end(transfer, isComplete: false, &consumer)
        incomplete(transfer.header, transfer.evidence, missing: missing, &consumer)
    }

    private mutating func incomplete(
        _ header: PDUHeader, _ evidence: EvidenceRange, missing: UInt32,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        var evidence = evidence
        evidence.length = UInt64(PDUHeader.size) + UInt64(header.length &- missing)
        report(.incomplete, evidence, header.type.clause, &consumer) {
            (
                "The bytes end \(missing) bytes before \(header.type) does.",
                [.init("length", Int(header.length)), .init("missing", Int(missing))]
            )
        }
    }
}
