/// The part of a source that is in memory: what is unread, and before it the bytes last read. Its size stays as it is but
/// for a record larger than half of it.
struct InputWindow: ~Copyable {
    private(set) var source: any ByteSource
    private var storage: [UInt8]
    private(set) var position = 0
    private var end = 0
    /// Where in the source `storage` begins; less than zero, which wraps, where there is room before its first bytes.
    private var dropped: UInt64 = 0
    private var isEnded = false

    init(_ source: any ByteSource, capacity: Int) {
        self.source = source
        storage = [UInt8](repeating: 0, count: max(64, capacity))
    }

    /// Where in the source the first unread byte is.
    var offset: UInt64 { dropped &+ UInt64(position) }

    @inline(__always)
    var available: Int { end &- position }

    var unread: Span<UInt8> {
        @inline(__always)
        @_lifetime(borrow self)
        get { storage.span.extracting(position..<end) }
    }

    /// Bytes by their place in memory, which is good until the next `ensure`.
    @inline(__always)
    @_lifetime(borrow self)
    func bytes(at place: Int, count: Int) -> Span<UInt8> { storage.span.extracting(place..<(place &+ count)) }

    // Integers are read here and not from `unread`, because no span of a class's window may outlive one expression.

    @inline(__always)
    func uint32(_ order: ByteOrder, at index: Int) -> UInt32 { order.uint32(unread, at: index) }

    @inline(__always)
    func uint16(_ order: ByteOrder, at index: Int) -> UInt16 { order.uint16(unread, at: index) }

    func withUnread<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(unread) }

    /// Whether there are `count` unread bytes, reading on where needed.
    @inline(__always)
    mutating func ensure(_ count: Int) -> Bool { available >= count || fill(count) }

    /// As `ensure`, but never waits for somebody to write.
    @inline(__always)
    mutating func peek(_ count: Int) -> Bool { available >= count || (!source.mayWait && fill(count)) }

    @inline(__always)
    mutating func advance(_ count: Int) { position = min(position &+ count, end) }

    /// From now on the source is read by a thread of its own, where that helps.
    mutating func readAhead() {
        if let source = source as? any FillingSource, ReadAheadSource.helps(source) {
            self.source = ReadAheadSource(source, pieces: storage.count)
        }
    }

    /// The source may be read by somebody else again.
    func stopReadingAhead() { (source as? ReadAheadSource)?.stop() }

    @inline(never)
    private mutating func fill(_ count: Int) -> Bool {
        if isEnded { return false }
        while available < count {
            let (before, offset) = (available, offset)
            let unread = source.read(behind: position..<end, of: &storage, for: count)
            (position, end) = (unread.lowerBound, unread.upperBound)
            dropped = offset &- UInt64(position)
            guard available > before else {
                isEnded = true
                return false
            }
        }
        return true
    }
}
