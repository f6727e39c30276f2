/// The part of a source that is in memory: what is unread, and before it the bytes last read. Its size stays as it is but
/// for a record larger than half of it.
struct InputWindow: ~Copyable {
    let source: any ByteSource
    private var storage: [UInt8]
    private(set) var position = 0
    private var end = 0
    /// How much of the source was dropped in front of `storage`.
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

    @inline(never)
    private mutating func fill(_ count: Int) -> Bool {
        if isEnded { return false }
        if storage.count - position < count { makeRoom(for: count) }
        while available < count {
            let read = source.read(into: &storage, at: end)
            guard read > 0 else {
                isEnded = true
                return false
            }
            end += read
        }
        return true
    }

    /// Moves the unread bytes to the front. At least half the storage is free then, so that moving stays linear in the
    /// bytes read whatever is asked for.
    private mutating func makeRoom(for count: Int) {
        let unread = available
        if storage.count < 2 * count {
            var larger = [UInt8](repeating: 0, count: max(2 * count, 2 * storage.count))
            larger.replaceSubrange(0..<unread, with: storage[position..<end])
            storage = larger
        } else {
            // Unsafe: what is moved overlaps where it goes, which `replaceSubrange` would copy twice. Source and destination end
            // before `storage` does, as `position + unread` is `end`.
            unsafe storage.withUnsafeMutableBufferPointer { buffer in
                guard let base = buffer.baseAddress else { return }
                unsafe base.update(from: base + position, count: unread)
            }
        }
        dropped &+= UInt64(position)
        position = 0
        end = unread
    }
}
