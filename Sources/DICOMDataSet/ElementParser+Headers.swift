import DICOMDictionary

extension ElementParser {
    /// Takes the header at `index`, or as much of it as there is. Returns where to go on.
    mutating func takeHeader<Visitor: DataSetVisitor & ~Copyable>(
        _ bytes: Span<UInt8>, from index: Int, visitor: inout Visitor
    ) -> Int {
        let offset = position &- UInt64(carry.count)
        let needed = carry.count < RawHeader.smallestSize ? RawHeader.smallestSize : 12
        let room = nesting.context.end &- offset
        guard room >= UInt64(needed) else {
            faults.note(.beyondEnclosing, offset: offset, visitor: &visitor)
            unreadableBytes &+= UInt64(carry.count)
            resume(after: position, visitor: &visitor)
            return index
        }
        let available = bytes.count &- index
        if carry.isEmpty, available >= needed {
            if offset == 0 { checkEncoding(bytes, at: index, visitor: &visitor) }
            let outcome = decode(bytes, at: index)
            guard case .needsMore = outcome else {
                return index &+ take(outcome, at: offset, room: room, visitor: &visitor)
            }
        }
        let taken = min(needed &- carry.count, available)
        for at in index..<(index &+ taken) { carry.append(bytes[at]) }
        position &+= UInt64(taken)
        if carry.count == needed { takeCarried(at: offset, room: room, visitor: &visitor) }
        return index &+ taken
    }

    private mutating func takeCarried<Visitor: DataSetVisitor & ~Copyable>(
        at offset: UInt64, room: UInt64, visitor: inout Visitor
    ) {
        if offset == 0 {
            let first = carry
            checkEncoding(first.span, at: 0, visitor: &visitor)
        }
        // Ends: whenever nothing is taken, a level was closed.
        while true {
            let outcome = decode(carry.span, at: 0)
            if case .needsMore = outcome { return }
            position = offset
            let taken = take(outcome, at: offset, room: room, visitor: &visitor)
            guard taken == 0 else { break }
            position = offset &+ UInt64(carry.count)
        }
        carry.removeAll(keepingCapacity: true)
    }

    private func decode(_ bytes: Span<UInt8>, at index: Int) -> RawHeader.Outcome {
        let context = nesting.context
        // Where an item is due the tag alone decides, and 8 bytes hold it in every encoding.
        if context.kind != .item { return .header(RawHeader.decodeItem(bytes, at: index, context.encoding)) }
        return RawHeader.decode(bytes, at: index, context.encoding)
    }

    /// Returns how many bytes were taken; 0 means that a level was closed, and the header is to be read again in the
    /// one around it.
    private mutating func take<Visitor: DataSetVisitor & ~Copyable>(
        _ outcome: RawHeader.Outcome, at offset: UInt64, room: UInt64, visitor: inout Visitor
    ) -> Int {
        guard case .header(let raw) = outcome, UInt64(raw.size) <= room else {
            let isShort = room < 12
            faults.note(isShort ? .beyondEnclosing : .notAnElement, offset: offset, visitor: &visitor)
            loseHeader(RawHeader.smallestSize, visitor: &visitor)
            return RawHeader.smallestSize
        }
        position &+= UInt64(raw.size)
        let isTaken =
            switch nesting.context.kind {
            case .item: interpretInItem(raw, offset, visitor: &visitor)
            case .sequence: interpretInSequence(raw, offset, visitor: &visitor)
            case .fragments: interpretInFragments(raw, offset, visitor: &visitor)
            }
        if !isTaken { position = offset }
        return isTaken ? raw.size : 0
    }

    /// The bytes at `position` are no header.
    mutating func loseHeader<Visitor: DataSetVisitor & ~Copyable>(_ size: Int, visitor: inout Visitor) {
        unreadableBytes &+= UInt64(size)
        resume(after: position &+ UInt64(size), visitor: &visitor)
    }

    /// Whether the first element is encoded as the transfer syntax has it. If another encoding alone explains it, the
    /// whole data set is read in that.
    private mutating func checkEncoding<Visitor: DataSetVisitor & ~Copyable>(
        _ bytes: Span<UInt8>, at index: Int, visitor: inout Visitor
    ) {
        guard !isEncodingChecked else { return }
        isEncodingChecked = true
        let expected = nesting.context.encoding
        let header = bytes.extracting(index..<(index &+ RawHeader.smallestSize))
        guard let found = TransferSyntaxInference.encoding(of: header, preferring: expected), found != expected else {
            return
        }
        faults.note(
            .transferSyntaxMismatch, offset: 0, detail: "\(expected.name) was agreed, \(found.name) is what it is",
            visitor: &visitor)
        nesting.changeEncoding(found)
    }
}
