/// What is captured, and with how much memory.
public struct LiveCaptureOptions: Sendable {
    /// Names as `CaptureInterface` has them; `any` is all of Linux's at once.
    public var interfaces: [String]
    /// In libpcap's filter language; applied by the kernel before a packet costs anything.
    public var filter: String?
    /// Bytes kept of each packet; the most that libpcap knows by default, since offloading adapters hand over packets
    /// far longer than the wire's.
    public var snapLength = 262_144
    /// Bytes of the kernel's ring, for each interface. Where reading falls behind, packets wait here and then are lost.
    public var kernelBufferBytes = 32 << 20
    /// Bytes of the queue between taking packets and analysing them. When it is full, packets wait in the kernel's ring.
    public var queueBytes = 64 << 20
    /// Also what is not addressed to this machine, as on a mirror port.
    public var isPromiscuous = true
    /// Milliseconds a packet may wait in a block of the kernel's ring for others to fill it.
    public var blockTimeout = 100

    public init(interfaces: [String]) { self.interfaces = interfaces }
}
