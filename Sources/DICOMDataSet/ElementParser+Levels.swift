import DICOMDictionary

extension ElementParser {
    mutating func beginSequence<Visitor: DataSetVisitor & ~Copyable>(
        _ kind: Level.Kind, _ header: DataElementHeader, encoding: ElementEncoding, visitor: inout Visitor
    ) {
        let isTooDeep = nesting.isHidden || (kind == .sequence && header.depth >= limits.depth)
        if isTooDeep {
            if !nesting.isHidden {
                faults.note(.nestingTooDeep, tag: header.tag, offset: header.offset, visitor: &visitor)
            }
            if let length = header.length {
                beginValue(nesting.isHidden ? nil : header, length: length, visitor: &visitor)
            } else {
                if !nesting.isHidden { visitor.element(header, value: nil, isComplete: true) }
                nesting.openHidden(kind, isImplicitLittleEndian: encoding == .implicitLittleEndian)
            }
            return
        }
        var level = Level(enclosed(kind, length: header.length, encoding: encoding, header.tag, visitor: &visitor))
        level.header = header
        level.isSigned = nesting.innermost.isSigned
        nesting.open(level)
        if kind == .sequence { visitor.sequenceBegan(header) }
        closeFinishedLevels(visitor: &visitor)
    }

    mutating func beginItem<Visitor: DataSetVisitor & ~Copyable>(
        _ raw: RawHeader, offset: UInt64, visitor: inout Visitor
    ) {
        if nesting.isHidden {
            if raw.isUndefinedLength {
                nesting.openHidden(.item, isImplicitLittleEndian: false)
            } else {
                beginValue(nil, length: raw.length, visitor: &visitor)
            }
            return
        }
        let length = raw.isUndefinedLength ? nil : raw.length
        var level = Level(
            enclosed(.item, length: length, encoding: nesting.context.encoding, raw.tag, visitor: &visitor))
        level.index = nesting.innermost.index
        level.isSigned = nesting.innermost.isSigned
        nesting.innermost.index &+= 1
        nesting.open(level)
        visitor.itemBegan(level.index, length: length, offset: offset, depth: nesting.depth)
        closeFinishedLevels(visitor: &visitor)
    }

    mutating func endLevel<Visitor: DataSetVisitor & ~Copyable>(visitor: inout Visitor) {
        if nesting.isHidden { nesting.closeHidden() } else { closeLevel(isComplete: true, visitor: &visitor) }
    }

    mutating func closeLevel<Visitor: DataSetVisitor & ~Copyable>(isComplete: Bool, visitor: inout Visitor) {
        guard let level = nesting.close() else { return }
        switch (level.context.kind, level.header) {
        case (.sequence, let header?): visitor.sequenceEnded(header)
        case (.fragments, let header?): visitor.element(header, value: nil, isComplete: isComplete)
        default: visitor.itemEnded(level.index, depth: nesting.depth + 1)
        }
    }

    /// Closes what ends here by its length, or by the length of what encloses it.
    mutating func closeFinishedLevels<Visitor: DataSetVisitor & ~Copyable>(visitor: inout Visitor) {
        guard phase == .header else { return }
        while !nesting.isTopLevel, nesting.context.end <= position {
            if nesting.context.isUndefinedLength {
                faults.note(.missingDelimiter, tag: nesting.innermost.header?.tag, offset: position, visitor: &visitor)
                nesting.closeAllHidden()
            }
            closeLevel(isComplete: true, visitor: &visitor)
        }
    }

    /// The context of a new level that begins at `position`.
    private mutating func enclosed<Visitor: DataSetVisitor & ~Copyable>(
        _ kind: Level.Kind, length: UInt32?, encoding: ElementEncoding, _ tag: Tag, visitor: inout Visitor
    ) -> Level.Context {
        let outer = nesting.context.end
        let own = length.map { position.addingSaturated(UInt64($0)) } ?? outer
        if own > outer { faults.note(.beyondEnclosing, tag: tag, offset: position, visitor: &visitor) }
        return Level.Context(
            kind: kind, end: min(own, outer), isUndefinedLength: length == nil, encoding: encoding)
    }
}
