/// Where a fact was seen: the frames that carried its bytes and, when it has bytes of its own, their place in the stream.
public struct EvidenceRange: Hashable, Sendable {
    public var firstFrame: FrameNumber
    /// The frame with which the fact was complete.
    public var lastFrame: FrameNumber
    /// When `firstFrame` was captured.
    public var firstTime: Timestamp
    /// When `lastFrame` was captured.
    public var time: Timestamp
    public var offset: StreamOffset
    /// In bytes; 0 for a fact that is a moment and not a run of bytes.
    public var length: UInt64

    @inlinable
    public init(_ origin: ByteOrigin, length: UInt64 = 0) {
        firstFrame = origin.frame
        lastFrame = origin.frame
        firstTime = origin.time
        time = origin.time
        offset = origin.offset
        self.length = length
    }

    /// Takes in what there is up to a place further on in the stream.
    public mutating func extend(to origin: ByteOrigin) {
        extend(frame: origin.frame, time: origin.time)
        length = origin.offset >= offset ? origin.offset - offset : 0
    }

    /// Takes in one more run of bytes of the same fact. Frames of retransmitted bytes may be earlier or later than those
    /// already taken in.
    @inlinable
    public mutating func extend(frame: FrameNumber, time: Timestamp) {
        if frame < firstFrame { firstFrame = frame; firstTime = time }
        if frame > lastFrame { lastFrame = frame; self.time = time }
    }
}
