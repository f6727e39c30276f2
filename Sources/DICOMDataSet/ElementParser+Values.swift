import DICOMDictionary

extension ElementParser {
    /// The value of `header`, a fragment, or a value nobody is told of, `length` bytes from `position` on.
    mutating func beginValue<Visitor: DataSetVisitor & ~Copyable>(
        _ header: DataElementHeader?, length: UInt32, isOffsetTable: Bool = false, visitor: inout Visitor
    ) {
        value.begin(header)
        remaining = UInt64(length)
        phase = .value
        let room = nesting.context.end &- position
        if remaining > room {
            faults.note(.beyondEnclosing, tag: header?.tag, offset: position, visitor: &visitor)
            remaining = room
            value.isComplete = false
        } else if let header {
            value.isNoted = notes(header.tag, length: length)
            value.isWanted = Int(length) <= limits.valueBytes && visitor.wantsValue(of: header)
        }
        value.isOffsetTable = isOffsetTable && value.isComplete && Int(length) <= limits.valueBytes
        if remaining == 0 { endValue(Span(), visitor: &visitor) }
    }

    /// Bytes that cannot be read, up to a place that is known.
    mutating func passOver<Visitor: DataSetVisitor & ~Copyable>(_ length: UInt64, visitor: inout Visitor) {
        isBroken = true
        value.begin(nil)
        value.isPassedOver = true
        remaining = length
        phase = .value
        if remaining == 0 { endValue(nil, visitor: &visitor) }
    }

    mutating func takeValue<Visitor: DataSetVisitor & ~Copyable>(
        _ bytes: Span<UInt8>, from index: Int, visitor: inout Visitor
    ) -> Int {
        let count = Int(min(remaining, UInt64(bytes.count &- index)))
        let piece = bytes.extracting(index..<(index &+ count))
        remaining &-= UInt64(count)
        position &+= UInt64(count)
        if !value.isGathered {
            if value.isPassedOver { unreadableBytes &+= UInt64(count) }
            if remaining == 0 { endValue(nil, visitor: &visitor) }
        } else if remaining == 0, value.bytes.isEmpty {
            endValue(piece, visitor: &visitor)
        } else {
            // Unsafe: the pointer is good as long as the closure runs. Measured: byte by byte takes many times as long.
            unsafe piece.withUnsafeBufferPointer { unsafe value.bytes.append(contentsOf: $0) }
            if remaining == 0 {
                var gathered: [UInt8] = []
                swap(&gathered, &value.bytes)
                endValue(gathered.span, visitor: &visitor)
                gathered.removeAll(keepingCapacity: true)
                swap(&gathered, &value.bytes)
            }
        }
        return index &+ count
    }

    mutating func endValue<Visitor: DataSetVisitor & ~Copyable>(_ bytes: Span<UInt8>?, visitor: inout Visitor) {
        phase = .header
        if let header = value.header.take() {
            let whole = value.isComplete ? bytes : nil
            if value.isNoted, let whole { note(header, whole) }
            visitor.element(header, value: value.isWanted ? whole : nil, isComplete: value.isComplete)
        } else if value.isOffsetTable, let bytes {
            visitor.offsetTable(bytes)
        }
        closeFinishedLevels(visitor: &visitor)
    }

    /// The element being passed will not be passed to its end.
    mutating func abandonValue<Visitor: DataSetVisitor & ~Copyable>(visitor: inout Visitor) {
        carry.removeAll(keepingCapacity: true)
        value.spoil()
        guard let header = value.header.take() else { return }
        visitor.element(header, value: nil, isComplete: false)
    }

    private func notes(_ tag: Tag, length: UInt32) -> Bool {
        PrivateCreators.reads(tag, length: length) || (tag == .pixelRepresentation && length == 2)
    }

    private mutating func note(_ header: DataElementHeader, _ value: Span<UInt8>) {
        if header.tag.isPrivate {
            nesting.innermost.creators.add(header.tag, value: value)
        } else {
            nesting.innermost.isSigned = value[0] | value[1] == 1
        }
    }
}
