/// Where in one direction of a connection a byte lies, counted from 0 at the first byte after the SYN (or at the first
/// byte seen, when the capture began later). Gaps count, so offsets of what follows a gap stay true.
public typealias StreamOffset = UInt64

/// What carried a run of bytes: the frame, its time, and the stream offset of the run's first byte.
public struct ByteOrigin: Hashable, Sendable {
    public var frame: FrameNumber
    public var time: Timestamp
    public var offset: StreamOffset

    @inlinable
    public init(frame: FrameNumber, time: Timestamp, offset: StreamOffset) {
        self.frame = frame
        self.time = time
        self.offset = offset
    }
}
