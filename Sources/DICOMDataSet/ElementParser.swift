import DICOMDictionary

/// Reads a data set's elements (PS3.5 §7) from bytes that are no longer deflated, in pieces cut anywhere. Nesting lives
/// in `nesting`, never on the call stack.
struct ElementParser {
    let limits: DataSetLimits
    let isEncapsulated: Bool
    var faults: FaultLog
    var nesting: Nesting

    /// Of the next byte.
    var position: UInt64 = 0
    var phase = Phase.header
    /// The bytes of a header cut by the end of a piece.
    var carry: [UInt8] = []
    /// Of the value or fragment being passed.
    var remaining: UInt64 = 0
    var value = PendingValue()

    var lostBytes: UInt64 = 0
    var unreadableBytes: UInt64 = 0
    /// Something between the first and the last byte could not be read.
    var isBroken = false
    var isEncodingChecked = false

    enum Phase {
        case header
        case value
        /// No certain place to go on from: counted to the end.
        case unreadable
    }

    init(transferSyntax: TransferSyntax, limits: DataSetLimits) {
        self.limits = limits
        isEncapsulated = transferSyntax.isEncapsulated
        faults = FaultLog(limit: limits.faults)
        let encoding = ElementEncoding(
            isExplicitVR: transferSyntax.isExplicitVR, isBigEndian: transferSyntax.isBigEndian)
        nesting = Nesting(encoding)
    }

    /// Whether `count` more bytes lie within the value or fragment being passed, untouched; they are then passed.
    mutating func skips(_ count: Int) -> Bool {
        guard phase == .value, value.isUntouched, remaining > UInt64(count) else { return false }
        remaining &-= UInt64(count)
        position &+= UInt64(count)
        return true
    }

    mutating func push<Visitor: DataSetVisitor & ~Copyable>(_ bytes: Span<UInt8>, visitor: inout Visitor) {
        var index = 0
        while index < bytes.count {
            switch phase {
            case .header:
                index = takeHeader(bytes, from: index, visitor: &visitor)
            case .value:
                index = takeValue(bytes, from: index, visitor: &visitor)
            case .unreadable:
                unreadableBytes &+= UInt64(bytes.count &- index)
                position &+= UInt64(bytes.count &- index)
                return
            }
        }
    }

    /// Passes a gap. Within a value of known length nothing is in doubt; a longer one ends the reading, or that of the
    /// innermost item or sequence whose end is known and not before the gap's.
    mutating func lost<Visitor: DataSetVisitor & ~Copyable>(_ length: UInt64, visitor: inout Visitor) {
        guard length > 0 else { return }
        lostBytes = lostBytes.addingSaturated(length)
        if phase == .value, length <= remaining {
            value.spoil()
            remaining &-= length
            position &+= length
            if remaining == 0 { endValue(nil, visitor: &visitor) }
            return
        }
        if phase != .unreadable { faults.note(.gap, offset: position, visitor: &visitor) }
        resume(after: position.addingSaturated(length), visitor: &visitor)
    }

    /// Goes on at the innermost known end that is not before `target`, if there is one.
    mutating func resume<Visitor: DataSetVisitor & ~Copyable>(after target: UInt64, visitor: inout Visitor) {
        position = target
        guard phase != .unreadable else { return }
        isBroken = true
        abandonValue(visitor: &visitor)
        nesting.closeAllHidden()
        guard nesting.hasKnownEnd(notBefore: target) else {
            phase = .unreadable
            return
        }
        while !nesting.innermost.hasKnownEnd(notBefore: target) { closeLevel(isComplete: false, visitor: &visitor) }
        passOver(nesting.context.end &- target, visitor: &visitor)
    }

    /// Tells the visitor of the end of whatever is open. Returns whether the data set ended where an element ends.
    mutating func finish<Visitor: DataSetVisitor & ~Copyable>(visitor: inout Visitor) -> Bool {
        let isBetweenElements = phase == .header && nesting.isTopLevel
        let endsWithElement = isBetweenElements && carry.allSatisfy { $0 == 0 }
        if phase != .unreadable, !endsWithElement || !carry.isEmpty {
            faults.note(
                endsWithElement ? .trailingBytes : .truncated, tag: value.header?.tag ?? nesting.innermost.header?.tag,
                offset: position, visitor: &visitor)
        }
        abandonValue(visitor: &visitor)
        while !nesting.isTopLevel { closeLevel(isComplete: false, visitor: &visitor) }
        return endsWithElement
    }
}

extension UInt64 {
    func addingSaturated(_ other: UInt64) -> UInt64 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }
}
