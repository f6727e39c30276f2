import Evidence

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Packets from live interfaces, as `CaptureReader` gives those of files. Nothing is ever sent.
///
/// ```swift
/// var capture = try LiveCapture(LiveCaptureOptions(interfaces: ["eth1"]))
/// try PrivilegeDrop.perform(user: nil)
/// try capture.start()
/// while !capture.isOver {
///     waitUntilReadable(capture.descriptor)
///     while let packet = capture.next() { analyse(packet, capture.bytes) }
/// }
/// ```
public struct LiveCapture: ~Copyable {
    private let taker: PacketTaker
    private let queue: PacketQueue
    private var thread: pthread_t?
    /// What each interface's packets are, in the order of `LiveCaptureOptions.interfaces`.
    public let interfaces: [CaptureSummary.Interface]
    private var block: PacketBlock?
    private var nextRecord = 0
    private var current: PacketBlock.Record?

    private var packets: UInt64 = 0
    private var capturedBytes: UInt64 = 0
    private var originalBytes: UInt64 = 0
    private var truncatedPackets: UInt64 = 0
    private var earliest = Timestamp(nanoseconds: .max)
    private var latest = Timestamp(nanoseconds: .min)

    /// Opens all interfaces, which is what needs privileges; packets wait in the kernel until `start`.
    ///
    /// - Throws: `LiveCaptureError` for the first interface that cannot be captured on, or for the filter.
    public init(_ options: LiveCaptureOptions) throws(LiveCaptureError) {
        var opened: [LiveInterface] = []
        for name in options.interfaces { opened.append(try LiveInterface(name: name, options: options)) }
        let queue = try PacketQueue(bytes: options.queueBytes)
        let taker = try PacketTaker(opened, queue: queue, blockTimeout: options.blockTimeout)
        self.queue = queue
        self.taker = taker
        interfaces = opened.map { interface in
            CaptureSummary.Interface(
                linkType: interface.linkType, snapLength: UInt32(clamping: options.snapLength), name: interface.name,
                drops: 0)
        }
    }

    deinit {
        guard let thread else { return }
        taker.stop()
        pthread_join(thread, nil)
    }

    /// Begins to take packets, in a thread of its own that has this one's privileges.
    public mutating func start() throws(LiveCaptureError) {
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        // Unsafe: the thread takes over what is retained here; where none was started it is released below.
        let argument = unsafe Unmanaged.passRetained(taker).toOpaque()
        // Signals are for the thread that called this: it has somebody waiting for them.
        var none = sigset_t()
        var before = sigset_t()
        unsafe sigfillset(&none)
        unsafe pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { unsafe pthread_sigmask(SIG_SETMASK, &before, nil) }
        #if canImport(Darwin)
            let code = unsafe pthread_create(&thread, nil, { Self.run($0) }, argument)
        #else
            let code = unsafe pthread_create(
                &thread, nil, { unsafe $0.flatMap { unsafe LiveCapture.run($0) } }, argument)
        #endif
        guard code == 0 else {
            unsafe Unmanaged<PacketTaker>.fromOpaque(argument).release()
            throw LiveCaptureError("thread", .system(systemMessage(code)))
        }
        self.thread = thread
    }

    private static func run(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        unsafe Unmanaged<PacketTaker>.fromOpaque(argument).takeRetainedValue().run()
        return nil
    }

    /// What was captured until now is still to come from `next`, nothing later.
    public func stop() { taker.stop() }

    /// Readable when packets or events wait, or the capture is over.
    public var descriptor: Int32 { queue.filled.descriptor }

    /// The next packet; `nil` when none waits now.
    public mutating func next() -> PacketRecord? {
        while true {
            if let block {
                if nextRecord < block.records.count { return deliver(block.records[nextRecord]) }
                current = nil
                queue.giveBack(block)
                self.block = nil
            }
            nextRecord = 0
            block = queue.take()
            guard block == nil else { continue }
            // Cleared before the second look, so that what comes after it is signalled again.
            queue.filled.clear()
            block = queue.take()
            if block == nil { return nil }
        }
    }

    /// The bytes of the packet last returned; none before the first and after a `nil`.
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            guard let current, let block else { return Span() }
            // Unsafe: `block` is this value's until `next`, which needs it unborrowed.
            return unsafe _overrideLifetime(block.bytes(of: current), borrowing: self)
        }
    }

    /// The thread has ended and every packet was returned.
    public var isOver: Bool { block == nil && taker.withPublished { $0.isOver } && queue.isEmpty }

    /// What happened since last asked.
    public func takeEvents() -> [InterfaceEvent] {
        taker.withPublished { state in
            defer { state.events = [] }
            return state.events
        }
    }

    /// A second old at most.
    public var statistics: [InterfaceStatistics] { taker.withPublished { $0.statistics } }

    /// How often packets had to wait in the kernel because those taken were not yet analysed; a second old at most.
    public var timesQueueWasFull: UInt64 { taker.withPublished { $0.timesQueueWasFull } }

    /// As of a capture file with these packets; `drops` as far as the kernel has told.
    public var summary: CaptureSummary {
        var described = interfaces
        for (index, counted) in statistics.enumerated() {
            described[index].drops = counted.droppedByKernel &+ counted.droppedByInterface
        }
        let file = CaptureSummary.File(
            name: interfaces.compactMap(\.name).joined(separator: ", "), format: nil, isCompressed: false,
            byteOrder: nil, size: nil, interfaces: described)
        return CaptureSummary(
            files: [file], packets: packets, bytes: capturedBytes, originalBytes: originalBytes,
            firstPacket: packets > 0 ? earliest : nil, lastPacket: packets > 0 ? latest : nil,
            truncatedPackets: truncatedPackets, problems: [])
    }

    private mutating func deliver(_ record: PacketBlock.Record) -> PacketRecord {
        current = record
        nextRecord &+= 1
        packets &+= 1
        capturedBytes &+= UInt64(truncatingIfNeeded: record.capturedLength)
        originalBytes &+= UInt64(truncatingIfNeeded: record.originalLength)
        if record.capturedLength < record.originalLength { truncatedPackets &+= 1 }
        if record.time < earliest { earliest = record.time }
        if record.time > latest { latest = record.time }
        return PacketRecord(
            frame: FrameNumber(packets), time: record.time, linkType: interfaces[record.interface].linkType,
            capturedLength: record.capturedLength, originalLength: record.originalLength, file: 0,
            interface: record.interface)
    }
}
