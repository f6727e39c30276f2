/// The TCP header of one segment and the place of its payload. The bytes themselves stay where the capture has them.
public struct TCPSegment: Sendable {
    public struct Flags: OptionSet, Hashable, Sendable {
        public var rawValue: UInt8
        @inlinable
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let fin = Flags(rawValue: 0x01)
        public static let syn = Flags(rawValue: 0x02)
        public static let rst = Flags(rawValue: 0x04)
        public static let psh = Flags(rawValue: 0x08)
        public static let ack = Flags(rawValue: 0x10)
        public static let urg = Flags(rawValue: 0x20)
    }

    public var source: Endpoint
    public var destination: Endpoint
    public var sequence: UInt32
    public var acknowledgement: UInt32
    public var flags: Flags
    /// As in the header, not scaled.
    public var window: UInt16
    public var urgentPointer: UInt16
    /// From the SYN's options; `nil` when absent.
    public var maximumSegmentSize: UInt16?
    public var windowScale: UInt8?
    /// The length the IP header claims for the TCP payload. More than the captured bytes when the frame was cut.
    public var payloadLength: Int
    /// The captured payload's place in the bytes handed over beside this segment.
    public var payload: Range<Int>
    public var timeToLive: UInt8
    public var ipIdentification: UInt16
    /// In bytes, options included; the header lies directly before `payload` unless the frame was cut inside it.
    public var headerLength: Int

    @inlinable
    public init(
        source: Endpoint, destination: Endpoint, sequence: UInt32, acknowledgement: UInt32, flags: Flags,
        window: UInt16, urgentPointer: UInt16 = 0, maximumSegmentSize: UInt16? = nil, windowScale: UInt8? = nil,
        payloadLength: Int, payload: Range<Int>, timeToLive: UInt8 = 64, ipIdentification: UInt16 = 0,
        headerLength: Int = 20
    ) {
        self.source = source
        self.destination = destination
        self.sequence = sequence
        self.acknowledgement = acknowledgement
        self.flags = flags
        self.window = window
        self.urgentPointer = urgentPointer
        self.maximumSegmentSize = maximumSegmentSize
        self.windowScale = windowScale
        self.payloadLength = payloadLength
        self.payload = payload
        self.timeToLive = timeToLive
        self.ipIdentification = ipIdentification
        self.headerLength = headerLength
    }
}
