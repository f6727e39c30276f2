/// The deflated form of a data set (PS3.5 §A.5): a raw deflate stream, padded to even length with a zero byte.
struct DeflatedStream {
    private let limits: DataSetLimits
    private var inflater: Inflater?
    /// The first two bytes, which tell a zlib or gzip header from a raw stream.
    private var beginning: [UInt8] = []
    private var received: UInt64 = 0
    private var state = State.beginning

    private enum State {
        case beginning
        case inflating
        case ended
        case unreadable
    }

    init(limits: DataSetLimits) { self.limits = limits }

    mutating func push<Visitor: DataSetVisitor & ~Copyable>(
        _ bytes: Span<UInt8>, into parser: inout ElementParser, visitor: inout Visitor
    ) {
        received &+= UInt64(bytes.count)
        var index = 0
        while state == .beginning, index < bytes.count {
            beginning.append(bytes[index])
            index += 1
            if beginning.count == 2 { begin(&parser, visitor: &visitor) }
        }
        let rest = bytes.extracting(index..<bytes.count)
        if !rest.isEmpty { take(rest, &parser, visitor: &visitor) }
    }

    /// After a gap nothing can be inflated.
    mutating func lost<Visitor: DataSetVisitor & ~Copyable>(
        _ length: UInt64, into parser: inout ElementParser, visitor: inout Visitor
    ) {
        guard length > 0 else { return }
        parser.lostBytes = parser.lostBytes.addingSaturated(length)
        if state == .beginning || state == .inflating { fail(.gap, 0, &parser, visitor: &visitor) }
    }

    mutating func finish<Visitor: DataSetVisitor & ~Copyable>(
        into parser: inout ElementParser, visitor: inout Visitor
    ) {
        guard state == .inflating || (state == .beginning && received > 0) else { return }
        parser.isBroken = true
        parser.faults.note(.truncated, offset: parser.position, visitor: &visitor)
    }

    private mutating func begin<Visitor: DataSetVisitor & ~Copyable>(
        _ parser: inout ElementParser, visitor: inout Visitor
    ) {
        let isWrapped = Self.isWrapped(beginning[0], beginning[1])
        if isWrapped { parser.faults.note(.zlibWrapper, offset: 0, visitor: &visitor) }
        inflater = Inflater(format: isWrapped ? .wrapped : .raw)
        state = .inflating
        let held = beginning
        take(held.span, &parser, visitor: &visitor)
    }

    /// As a raw stream, either pair would begin with a block that cannot be: one of the reserved type, or a stored block
    /// whose padding is not zero.
    private static func isWrapped(_ first: UInt8, _ second: UInt8) -> Bool {
        (first == 0x1F && second == 0x8B)
            || (first & 0x8F == 0x08 && first != 0x08 && (UInt16(first) << 8 | UInt16(second)) % 31 == 0)
    }

    private mutating func take<Visitor: DataSetVisitor & ~Copyable>(
        _ bytes: Span<UInt8>, _ parser: inout ElementParser, visitor: inout Visitor
    ) {
        switch state {
        case .beginning, .inflating: inflate(bytes, &parser, visitor: &visitor)
        case .ended: takeTrailing(bytes, &parser, visitor: &visitor)
        case .unreadable: parser.unreadableBytes &+= UInt64(bytes.count)
        }
    }

    private mutating func inflate<Visitor: DataSetVisitor & ~Copyable>(
        _ bytes: Span<UInt8>, _ parser: inout ElementParser, visitor: inout Visitor
    ) {
        guard let inflater else { return }
        let (growth, overflow) = received.multipliedReportingOverflow(by: limits.inflationRatio)
        let budget = limits.inflatedBytes.addingSaturated(overflow ? .max : growth)
        var isWithinBudget = true
        let outcome = inflater.inflate(bytes) { piece in
            if !parser.skips(piece.count) { parser.push(piece, visitor: &visitor) }
            isWithinBudget = parser.position <= budget
            return isWithinBudget
        }
        switch outcome {
        case .needsMore: break
        case .ended(let unused):
            state = .ended
            self.inflater = nil
            takeTrailing(bytes.extracting(last: unused), &parser, visitor: &visitor)
        case .failed(let unused):
            fail(isWithinBudget ? .inflateFailed : .inflateLimit, unused, &parser, visitor: &visitor)
        }
    }

    /// One zero byte makes the length even.
    private mutating func takeTrailing<Visitor: DataSetVisitor & ~Copyable>(
        _ bytes: Span<UInt8>, _ parser: inout ElementParser, visitor: inout Visitor
    ) {
        for index in bytes.indices {
            if trailing == 0, bytes[index] == 0 { trailing = 1; continue }
            if trailing < 2 { parser.faults.note(.trailingBytes, offset: parser.position, visitor: &visitor) }
            trailing = 2
            parser.unreadableBytes &+= UInt64(bytes.count - index)
            return
        }
    }

    /// Bytes after the end: none, the padding, more than that.
    private var trailing = 0

    private mutating func fail<Visitor: DataSetVisitor & ~Copyable>(
        _ code: FaultCode, _ unread: Int, _ parser: inout ElementParser, visitor: inout Visitor
    ) {
        state = .unreadable
        inflater = nil
        parser.faults.note(code, offset: parser.position, visitor: &visitor)
        parser.unreadableBytes &+= UInt64(unread)
        parser.isBroken = true
    }
}
