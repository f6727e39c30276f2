import Evidence

/// Reads packets from capture files: pcap in both byte orders with microseconds or nanoseconds, pcapng with any sections
/// and interfaces, each plain or gzip-compressed. Several inputs are read as one, merged by the next timestamp of each;
/// of equal ones the input named first comes first. Packets of one file keep their order whatever their times.
///
/// ```swift
/// var reader = try CaptureReader(inputs: [.path("capture.pcapng")])
/// while let packet = reader.next() { analyse(packet, reader.bytes) }
/// for problem in reader.summary.problems { print(problem.message) }
/// ```
///
/// Memory does not grow with the files. Damage never ends reading before the file does: what can be read is, and
/// `summary.problems` tells what could not.
public struct CaptureReader: ~Copyable {
    private let files: [CaptureFile]
    private var inspected: [InspectedSource] = []
    /// Of more files than these none is read ahead, as one after the other waits.
    private static let mostReadAhead = 8
    private var queue: MergeQueue?
    /// The file whose packet was returned last, or a file without one.
    private var current: (file: CaptureFile, index: Int)?
    private var packets: UInt64 = 0
    private var capturedBytes: UInt64 = 0
    private var originalBytes: UInt64 = 0
    private var truncatedPackets: UInt64 = 0
    private var earliest = Timestamp(nanoseconds: .max)
    private var latest = Timestamp(nanoseconds: .min)

    /// Opens all inputs and recognises their formats.
    ///
    /// - Parameter inspect: sees every byte of every input as stored, in order, with the input's index; for hashes. It may be
    ///   called by another thread.
    /// - Throws: `CaptureError` for the first input that is missing, cannot be read, or is not a capture. A file that
    ///   is empty, or ends in its header, is a capture with a problem.
    public init(
        inputs: [CaptureInput], inspect: (@Sendable (_ input: Int, _ bytes: Span<UInt8>) -> Void)? = nil
    ) throws(CaptureError) {
        // 512 KiB is where read(2) measured fastest; many files share what 32 of them take.
        let capacity = max(1 << 16, min(1 << 19, (1 << 24) / max(1, inputs.count)))
        var files: [CaptureFile] = []
        for (index, input) in inputs.enumerated() {
            var source = try CaptureFile.source(of: input)
            if let inspect {
                let inspected = InspectedSource(source) { inspect(index, $0) }
                self.inspected.append(inspected)
                source = inspected
            }
            files.append(try CaptureFile.open(input, source, capacity: capacity))
        }
        if files.count <= Self.mostReadAhead {
            // Whoever inspects bulk data keeps another processor busy; to inflate costs more than that.
            for file in files where inspect == nil || file.summary.isCompressed { file.window.readAhead() }
        }
        self.files = files
        current = files.first.map { ($0, 0) }
    }

    /// The next packet, or `nil` at the end.
    public mutating func next() -> PacketRecord? {
        if files.count > 1 { moveToEarliest() }
        guard let (file, index) = current, files.count > 1 ? queue?.first != nil : file.advance() else {
            finishInspection()
            return nil
        }
        let record = file.record
        packets &+= 1
        capturedBytes &+= UInt64(truncatingIfNeeded: record.capturedLength)
        originalBytes &+= UInt64(truncatingIfNeeded: record.originalLength)
        if record.capturedLength < record.originalLength { truncatedPackets &+= 1 }
        if record.time < earliest { earliest = record.time }
        if record.time > latest { latest = record.time }
        return PacketRecord(
            frame: FrameNumber(packets), time: record.time, linkType: record.linkType,
            capturedLength: record.capturedLength, originalLength: record.originalLength, file: index,
            interface: record.interface)
    }

    /// What follows the last packet belongs to the file, too.
    private func finishInspection() {
        guard !inspected.isEmpty else { return }
        for file in files { file.window.stopReadingAhead() }
        for source in inspected { source.drain() }
    }

    /// The bytes of the packet last returned; none before the first and after the last.
    public var bytes: Span<UInt8> {
        @_lifetime(borrow self)
        get {
            guard let current else { return Span() }
            // Unsafe: `current` lives as long as `files`, and its bytes change only in `next`, which needs this reader unborrowed.
            return unsafe _overrideLifetime(current.file.recordBytes, borrowing: self)
        }
    }

    public var summary: CaptureSummary {
        CaptureSummary(
            files: files.map(\.summary), packets: packets, bytes: capturedBytes, originalBytes: originalBytes,
            firstPacket: packets > 0 ? earliest : nil, lastPacket: packets > 0 ? latest : nil,
            truncatedPackets: truncatedPackets,
            problems: files.indices.flatMap { index in
                files[index].problems.all.map { problem in
                    var problem = problem
                    problem.file = index
                    return problem
                }
            })
    }

    /// How far reading is, in bytes of the files as stored; `total` is `nil` where an input's size is unknown (a pipe).
    public var progress: (bytesRead: UInt64, total: UInt64?) {
        var total: UInt64? = 0
        var bytesRead: UInt64 = 0
        for file in files {
            bytesRead &+= file.window.source.bytesRead
            total = total.flatMap { sum in file.summary.size.map { sum &+ $0 } }
        }
        return (bytesRead, total)
    }

    /// Makes the file with the earliest packet the current one, once the current one has moved on.
    private mutating func moveToEarliest() {
        if queue == nil {
            queue = MergeQueue()
            for (index, file) in files.enumerated() where file.advance() {
                queue?.insert(MergeQueue.Entry(time: file.record.time, file: index))
            }
        } else if let (file, index) = current, queue?.first != nil {
            if file.advance() {
                queue?.replaceFirst(MergeQueue.Entry(time: file.record.time, file: index))
            } else {
                queue?.removeFirst()
            }
        }
        if let first = queue?.first, first.file != current?.index || packets == 0 {
            current = (files[first.file], first.file)
        }
    }
}
