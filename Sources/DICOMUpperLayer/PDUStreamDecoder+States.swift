import ByteReading
import Evidence

extension PDUStreamDecoder {
    /// Takes bytes from `start` on, state by state.
    @usableFromInline
    mutating func advance(_ bytes: Span<UInt8>, _ origin: ByteOrigin, _ consumer: inout some PDUConsumer & ~Copyable) {
        var index = 0
        while index < bytes.count {
            let here = origin.advanced(by: index)
            switch state {
            case .fragment(let fragment): index = take(bytes, index, here, fragment, &consumer)
            case .valueHeader(let valueHeader): index = take(bytes, index, here, valueHeader, &consumer)
            case .header(let header): index = take(bytes, index, here, header, &consumer)
            case .gathering: index = gather(bytes, index, here, &consumer)
            case .skipping(let skipping): index = take(bytes, index, here, skipping, &consumer)
            case .searching: index = search(bytes, index, origin, &consumer)
            }
        }
    }

    // MARK: PDU header

    private mutating func take(
        _ bytes: Span<UInt8>, _ start: Int, _ origin: ByteOrigin, _ previous: Header,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) -> Int {
        var header = previous
        var index = start
        while header.count < PDUHeader.size, index < bytes.count {
            header.collected = header.collected << 8 | UInt64(bytes[index])
            header.count &+= 1
            index &+= 1
        }
        var evidence = header.evidence ?? EvidenceRange(origin)
        evidence.extend(frame: origin.frame, time: origin.time)
        header.evidence = evidence
        guard header.count == PDUHeader.size else {
            state = .header(header)
            return index
        }
        began(
            PDUHeader(
                type: PDUType(rawValue: UInt8(truncatingIfNeeded: header.collected >> 40)),
                reserved: UInt8(truncatingIfNeeded: header.collected >> 32),
                length: UInt32(truncatingIfNeeded: header.collected), offset: evidence.offset),
            collected: header.collected, evidence, &consumer)
        return index
    }

    private mutating func began(
        _ header: PDUHeader, collected: UInt64, _ evidence: EvidenceRange,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        guard header.isCredible else {
            unrecognized(header, collected, evidence, &consumer)
            return
        }
        guard header.type == .dataTF else {
            var kept: [UInt8] = []
            kept.reserveCapacity(PDUHeader.size + min(Int(header.length), 4096))
            kept.append(contentsOf: Self.bytes(collected))
            let gathering = Gathering(header: header, evidence: evidence, kept: kept, remaining: header.length)
            if header.length == 0 { end(gathering, &consumer) } else { state = .gathering(gathering) }
            return
        }
        consumer.dataTransferBegan(header, origin: evidence.firstOrigin)
        if header.reserved != 0 {
            report(.reservedNotZero, evidence.part(at: 1, length: 1), header.type.clause, &consumer) {
                ("A reserved field of P-DATA-TF is not 0.", [.init("bytes", .bytes([header.reserved]))])
            }
        }
        next(Transfer(header: header, evidence: evidence, remaining: header.length), &consumer)
    }

    static func bytes(_ collected: UInt64) -> [UInt8] {
        (0..<PDUHeader.size).map { UInt8(truncatingIfNeeded: collected >> (8 * UInt64(PDUHeader.size - 1 - $0))) }
    }

    // MARK: PDUs other than P-DATA-TF

    private mutating func gather(
        _ bytes: Span<UInt8>, _ start: Int, _ origin: ByteOrigin, _ consumer: inout some PDUConsumer & ~Copyable
    ) -> Int {
        guard case .gathering(var gathering) = state else { return start }
        // Lets go of the state's hold on `kept`, which would otherwise be copied.
        state = .header(Header())
        let count = min(bytes.count - start, Int(gathering.remaining))
        if gathering.keepsMore {
            let kept = min(count, limits.keptBytes - gathering.kept.count)
            gathering.kept += bytes.array(start..<(start + max(0, kept)))
            gathering.keepsMore = kept == count
        }
        gathering.remaining &-= UInt32(truncatingIfNeeded: count)
        gathering.evidence.extend(frame: origin.frame, time: origin.time)
        if gathering.remaining == 0 { end(gathering, &consumer) } else { state = .gathering(gathering) }
        return start + count
    }

    /// Hands over a PDU other than P-DATA-TF. The next byte is another's first.
    mutating func end(_ gathering: Gathering, _ consumer: inout some PDUConsumer & ~Copyable) {
        state = .header(Header())
        var evidence = gathering.evidence
        evidence.length = UInt64(PDUHeader.size) + UInt64(gathering.header.length &- gathering.remaining)
        let decoded =
            memo?.decoded(gathering.kept, header: gathering.header)
            ?? FieldReader.read(gathering.kept, header: gathering.header)
        consumer.received(decoded.pdu, header: gathering.header, bytes: gathering.kept.span, evidence: evidence)
        for fault in decoded.faults where gate.admits(fault.code, limit: limits.anomaliesPerCode) {
            consumer.found(fault.anomaly(side: side, pdu: evidence))
        }
        if gathering.kept.count >= limits.keptBytes, !gathering.isCutByGap, decoded.isCut, gathering.remaining == 0 {
            report(.beyondLimit, evidence, gathering.header.type.clause, &consumer) {
                (
                    "\(gathering.header.type) has \(gathering.header.length) bytes; "
                        + "only the first \(gathering.kept.count) were decoded.",
                    [.init("length", Int(gathering.header.length)), .init("decoded", gathering.kept.count)]
                )
            }
        }
    }

    // MARK: P-DATA-TF

    /// The next PDV of a P-DATA-TF, or its end.
    mutating func next(_ transfer: Transfer, _ consumer: inout some PDUConsumer & ~Copyable) {
        guard transfer.remaining == 0 else {
            state = .valueHeader(ValueHeader(transfer: transfer, origin: transfer.evidence.firstOrigin))
            return
        }
        state = .header(Header())
        if !transfer.hasValues, transfer.isComplete {
            report(.noPDV, transfer.evidence, "PS3.8 §9.3.5, Table 9-22", &consumer) {
                ("P-DATA-TF has no presentation data value; it has one or more.", [])
            }
        }
        end(transfer, isComplete: transfer.isComplete, &consumer)
    }

    func end(_ transfer: Transfer, isComplete: Bool, _ consumer: inout some PDUConsumer & ~Copyable) {
        var evidence = transfer.evidence
        evidence.length = UInt64(PDUHeader.size) + UInt64(transfer.header.length &- transfer.remaining)
        consumer.dataTransferEnded(transfer.header, evidence: evidence, isComplete: isComplete)
    }

    private mutating func take(
        _ bytes: Span<UInt8>, _ start: Int, _ origin: ByteOrigin, _ previous: ValueHeader,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) -> Int {
        var valueHeader = previous
        var index = start
        if valueHeader.count == 0 { valueHeader.origin = origin }
        valueHeader.transfer.evidence.extend(frame: origin.frame, time: origin.time)
        while index < bytes.count, valueHeader.count < valueHeader.needed {
            valueHeader.collected = valueHeader.collected << 8 | UInt64(bytes[index])
            valueHeader.count &+= 1
            index &+= 1
        }
        if valueHeader.count < valueHeader.needed {
            state = .valueHeader(valueHeader)
        } else {
            began(valueHeader, &consumer)
        }
        return index
    }

    private mutating func began(_ head: ValueHeader, _ consumer: inout some PDUConsumer & ~Copyable) {
        var transfer = head.transfer
        let left = transfer.remaining
        let evidence = EvidenceRange(head.origin, length: UInt64(head.count))
        let clause: Clause = "PS3.8 §9.3.5.1, Table 9-23"
        guard head.count >= 4 else {
            report(.pdvTrailingBytes, evidence, clause, &consumer) {
                (
                    "\(left) bytes stand behind the last PDV of P-DATA-TF, too few for another.",
                    [.init("left", Int(left))]
                )
            }
            transfer.remaining = 0
            next(transfer, &consumer)
            return
        }
        transfer.hasValues = true
        let length = head.length
        guard head.count == PresentationDataValue.headerSize else {
            transfer.remaining = left &- UInt32(truncatingIfNeeded: head.count)
            let code: PDUFault.Code = length < 2 ? .pdvLength : .pdvExceedsPDU
            report(code, evidence, clause, &consumer) {
                (
                    "A PDV's Item-length is \(length)"
                        + (length < 2
                            ? ", too short for its presentation context ID and message control header."
                            : " where P-DATA-TF has \(left - 4) bytes left."),
                    [.init("field", "Item-length"), .init("claimed", Int(length)), .init("left", Int(left) - 4)]
                )
            }
            next(transfer, &consumer)
            return
        }
        let value = PresentationDataValue(
            length: length, presentationContextID: UInt8(truncatingIfNeeded: head.collected >> 8),
            controlHeader: UInt8(truncatingIfNeeded: head.collected), offset: head.origin.offset)
        let claimed = value.fragmentLength
        let inside = min(claimed, Int(left) - PresentationDataValue.headerSize)
        transfer.remaining = left &- UInt32(truncatingIfNeeded: inside + PresentationDataValue.headerSize)
        consumer.began(value, origin: head.origin)
        check(value, inside: inside, evidence, &consumer)
        if inside > 0 {
            state = .fragment(
                Fragment(transfer: transfer, value: value, remaining: inside, isComplete: inside == claimed))
        } else {
            consumer.ended(value, isComplete: claimed == 0, origin: head.origin.advanced(by: head.count))
            next(transfer, &consumer)
        }
    }

    private mutating func check(
        _ value: PresentationDataValue, inside: Int, _ evidence: EvidenceRange,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) {
        let claimed = value.fragmentLength
        let details: [Anomaly.Detail]
        if inside == claimed, claimed > 0, claimed & 1 == 0, value.controlHeader < 4 { return }
        details = [
            .init("claimed", Int(value.length)), .init("context", Int(value.presentationContextID)),
            .init("control-header", Int(value.controlHeader)),
        ]
        if inside < claimed {
            report(.pdvExceedsPDU, evidence, "PS3.8 §9.3.5.1, Table 9-23", &consumer) {
                ("A PDV claims a fragment of \(claimed) bytes where P-DATA-TF has \(inside) left.", details)
            }
        }
        if claimed == 0 {
            report(.pdvEmpty, evidence, "PS3.8 §E.1", &consumer) { ("A PDV has an empty fragment.", details) }
        } else if claimed & 1 == 1 {
            report(.pdvOddLength, evidence, "PS3.8 §E.1", &consumer) {
                ("A PDV has a fragment of \(claimed) bytes, an odd number.", details)
            }
        }
        if value.controlHeader >= 4 {
            report(.messageControlHeader, evidence, "PS3.8 §E.2", &consumer) {
                (
                    "A message control header is \(PDUText.hexadecimal(value.controlHeader)); its bits 2 to 7 must be 0.",
                    details
                )
            }
        }
    }

    private mutating func take(
        _ bytes: Span<UInt8>, _ start: Int, _ origin: ByteOrigin, _ previous: Fragment,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) -> Int {
        var fragment = previous
        let index = start &+ min(fragment.remaining, bytes.count &- start)
        fragment.remaining &-= index &- start
        fragment.transfer.evidence.extend(frame: origin.frame, time: origin.time)
        state = .fragment(fragment)
        consumer.fragment(bytes.extracting(start..<index), of: fragment.value, origin: origin)
        if fragment.remaining == 0 {
            consumer.ended(
                fragment.value, isComplete: fragment.isComplete, origin: origin.advanced(by: index &- start))
            next(fragment.transfer, &consumer)
        }
        return index
    }

    private mutating func take(
        _ bytes: Span<UInt8>, _ start: Int, _ origin: ByteOrigin, _ previous: Skipping,
        _ consumer: inout some PDUConsumer & ~Copyable
    ) -> Int {
        var skipping = previous
        let count = min(bytes.count - start, Int(skipping.transfer.remaining))
        skipping.transfer.remaining &-= UInt32(truncatingIfNeeded: count)
        skipping.transfer.evidence.extend(frame: origin.frame, time: origin.time)
        skipping.skipped &+= UInt64(count)
        skip(skipping, &consumer)
        return start + count
    }

    /// Goes on skipping, or on behind the P-DATA-TF.
    mutating func skip(_ skipping: Skipping, _ consumer: inout some PDUConsumer & ~Copyable) {
        guard skipping.transfer.remaining == 0 else {
            state = .skipping(skipping)
            return
        }
        consumer.lost(skipping.skipped, origin: skipping.origin)
        next(skipping.transfer, &consumer)
    }

    mutating func report(
        _ code: PDUFault.Code, _ evidence: EvidenceRange, _ clause: Clause?,
        _ consumer: inout some PDUConsumer & ~Copyable, _ text: () -> (String, [Anomaly.Detail])
    ) {
        guard gate.admits(code, limit: limits.anomaliesPerCode) else { return }
        let (message, details) = text()
        consumer.found(
            Anomaly(code.name, side: side, evidence: evidence, clause: clause, message: message, details: details))
    }
}

extension PDUStreamDecoder.ValueHeader {
    /// The item-length field, once there.
    var length: UInt32 {
        UInt32(truncatingIfNeeded: count > 4 ? collected >> (8 * UInt64(count - 4)) : collected)
    }

    /// How many bytes to collect, as far as known: the length field and then no more than it claims.
    var needed: Int {
        let left = transfer.remaining
        guard count >= 4 else { return Int(min(left, 4)) }
        return 4 &+ Int(min(2, length, left &- 4))
    }
}

extension PDUHeader {
    /// Whether a stream that was in step until here can be believed to be still: the type is known, and its length is
    /// not absurd for it.
    var isCredible: Bool {
        switch type {
        case .dataTF: true
        case .associateRQ, .associateAC: length <= 1 << 24
        default: type.isKnown && length <= 1 << 16
        }
    }
}

extension ByteOrigin {
    func advanced(by count: some BinaryInteger) -> ByteOrigin {
        ByteOrigin(frame: frame, time: time, offset: offset &+ UInt64(truncatingIfNeeded: count))
    }
}

extension EvidenceRange {
    var firstOrigin: ByteOrigin { ByteOrigin(frame: firstFrame, time: firstTime, offset: offset) }

    func part(at start: Int, length: Int) -> EvidenceRange {
        var part = self
        part.offset = offset &+ UInt64(start)
        part.length = UInt64(length)
        return part
    }
}
