import Evidence

/// What one side of a connection sent.
public struct DirectionStatistics: Sendable {
    /// Segments of this sender, duplicates of a mirror port left out.
    public internal(set) var segments: UInt64 = 0
    /// Payload bytes as sent, retransmissions included.
    public internal(set) var payloadBytes: UInt64 = 0
    /// Frames the capture holds twice: same IP identification, sequence numbers and length within milliseconds.
    public internal(set) var duplicateFrames: UInt64 = 0
    /// Segments with bytes that had been sent before.
    public internal(set) var retransmittedSegments: UInt64 = 0
    public internal(set) var retransmittedBytes: UInt64 = 0
    /// Segments that came after later ones, too soon to be retransmissions.
    public internal(set) var outOfOrderSegments: UInt64 = 0
    public internal(set) var keepAlives: UInt64 = 0
    /// Segments sent into a closed window to learn whether it has opened.
    public internal(set) var windowProbes: UInt64 = 0
    /// Segments that acknowledge once more what was acknowledged already, while bytes are outstanding.
    public internal(set) var duplicateAcknowledgements: UInt64 = 0
    /// How often this side's receive window closed, and for how long in all.
    public internal(set) var zeroWindows: UInt64 = 0
    public internal(set) var zeroWindowTime: Duration = .zero
    /// Runs of bytes known to have been sent and not captured, and their bytes. Tails cut off by a snap length count.
    public internal(set) var gaps: UInt64 = 0
    public internal(set) var lostBytes: UInt64 = 0
    /// Segments cut by the snap length.
    public internal(set) var cutSegments: UInt64 = 0
    /// Bytes that came after they had been given up as lost.
    public internal(set) var lateBytes: UInt64 = 0
    public internal(set) var differingCopies: UInt64 = 0
    /// Segments whose sequence number fits neither what was sent before nor any window.
    public internal(set) var outOfWindowSegments: UInt64 = 0
    public internal(set) var urgentSegments: UInt64 = 0
    /// How often a hole was given up because no more could be kept behind it.
    public internal(set) var reorderingLimits: UInt64 = 0
    /// From the SYN.
    public internal(set) var maximumSegmentSize: UInt16?
    public internal(set) var windowScale: UInt8?
    /// Of this side's first segment that was not a RST.
    public internal(set) var timeToLive: UInt8?
    /// Segments whose time to live was another one.
    public internal(set) var otherTimesToLive: UInt64 = 0
    /// From bytes of this side to their acknowledgement by the other, as seen where the capture was made.
    public internal(set) var roundTrip = RoundTrip()
}
